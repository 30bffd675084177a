package javawire.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads streams back with the JVM's own reader and compares what was read.
 *
 * <pre>
 * java -cp target/java/gen javawire.gen.Check DIR                 every stream against MANIFEST.tsv
 * java -cp target/java/gen javawire.gen.Check REFERENCE CANDIDATE two directories, stream by stream
 * java -cp target/java/gen javawire.gen.Check --show FILE         what the JVM reads, as text
 * </pre>
 *
 * No --add-opens is needed: JDK objects are compared by what they write (see {@link Rendering}).
 * One line per stream: NAME ok, or NAME differs: why. The exit code is 1 if any differs.
 *
 * <p>Two streams are equal when the JVM reads the same items with the same values, classes, class
 * annotations, sharing and cycles; how a run of primitive data is cut into blocks does not count. A
 * stream that the JVM refuses can only be compared byte by byte, and is.
 */
public final class Check {
    private Check() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--show")) {
            System.out.print(BigStack.call(() -> show(Path.of(args[1]))));
            return;
        }
        if (args.length == 0 || args.length > 2 || args[0].startsWith("-")) {
            System.err.println("usage: java javawire.gen.Check DIR [CANDIDATE_DIR] | --show FILE");
            System.exit(2);
        }
        Path first = Path.of(args[0]);
        boolean equal = BigStack.call(() ->
                args.length == 1 ? agreesWithManifest(first) : same(first, Path.of(args[1])));
        System.out.flush();
        System.exit(equal ? 0 : 1);
    }

    private static String show(Path file) throws IOException {
        Conversation.Reading reading = Conversation.read(Files.readAllBytes(file));
        String end = reading.complete() ? "" : "refused: " + reading.refusal() + "\n";
        return reading.text() + end;
    }

    private static boolean same(Path reference, Path candidate) throws IOException {
        Set<String> all = new TreeSet<>(streams(reference));
        if (all.isEmpty()) {
            System.err.println("no streams in " + reference);
            return false;
        }
        all.addAll(streams(candidate));
        boolean equal = true;
        for (String file : all) {
            equal &= report(file, difference(reference.resolve(file), candidate.resolve(file)));
        }
        return equal;
    }

    private static String difference(Path reference, Path candidate) throws IOException {
        if (!Files.exists(reference)) {
            return "not in the reference";
        }
        if (!Files.exists(candidate)) {
            return "missing";
        }
        byte[] expected = Files.readAllBytes(reference);
        byte[] found = Files.readAllBytes(candidate);
        Conversation.Reading wanted = Conversation.read(expected);
        if (!wanted.complete()) {
            int at = Arrays.mismatch(expected, found);
            return at < 0 ? null : "byte " + at + ", in a stream that the JVM refuses";
        }
        Conversation.Reading got = Conversation.read(found);
        if (!got.complete()) {
            return "the JVM refuses it: " + got.refusal();
        }
        return wanted.text().equals(got.text()) ? null : firstLine(wanted.text(), got.text());
    }

    private static String firstLine(String wanted, String got) {
        Iterator<String> left = wanted.lines().iterator();
        Iterator<String> right = got.lines().iterator();
        while (left.hasNext() && right.hasNext()) {
            String expected = left.next();
            String found = right.next();
            if (!expected.equals(found)) {
                int at = Arrays.mismatch(expected.toCharArray(), found.toCharArray());
                return "expected " + around(expected, at) + ", found " + around(found, at);
            }
        }
        return left.hasNext() ? "less than expected" : "more than expected";
    }

    /** Lines can be as long as the longest array. */
    private static String around(String line, int at) {
        int from = Math.max(0, at - 40);
        int to = Math.min(line.length(), at + 40);
        return (from > 0 ? "..." : "") + line.substring(from, to) + (to < line.length() ? "..." : "");
    }

    private static boolean agreesWithManifest(Path directory) throws IOException {
        var manifest = Manifest.read(directory);
        Set<String> all = new TreeSet<>(streams(directory));
        manifest.keySet().forEach(name -> all.add(name + ".ser"));
        boolean equal = true;
        for (String file : all) {
            Manifest.Line line = manifest.get(file.substring(0, file.length() - 4));
            equal &= report(file, disagreement(line, directory.resolve(file)));
        }
        return equal;
    }

    private static String disagreement(Manifest.Line line, Path file) throws IOException {
        if (line == null) {
            return "not in " + Manifest.FILE;
        }
        if (!Files.exists(file)) {
            return "missing";
        }
        byte[] stream = Files.readAllBytes(file);
        Conversation.Reading reading = Conversation.read(stream);
        boolean reads = line.refusal() == null;
        if (reading.complete() != reads) {
            return reads ? "the JVM refuses it: " + reading.refusal() : "the JVM reads it";
        }
        String sequence = reading.sequence().isEmpty() ? "-" : reading.sequence();
        if (reads && !sequence.equals(line.tags().get("sequence"))) {
            return "items " + sequence;
        }
        return Manifest.sha256(stream).equals(line.sha256()) ? null : "other bytes";
    }

    private static boolean report(String file, String difference) {
        String name = file.substring(0, file.length() - 4);
        System.out.println(name + (difference == null ? " ok" : " differs: " + difference));
        return difference == null;
    }

    private static List<String> streams(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ser"))
                    .collect(Collectors.toList());
        }
    }
}
