package javawire.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** MANIFEST.tsv: one line for each stream, sorted by name, under a line of column names. */
final class Manifest {
    static final String FILE = "MANIFEST.tsv";
    private static final String COLUMNS = "name\tsha256\tlength\titems\ttags\trefusal\tabout";

    /** What the manifest says of one stream; the refusal is null where the JVM reads it. */
    record Line(
            String name,
            String sha256,
            int length,
            int items,
            Map<String, String> tags,
            String refusal,
            String about) {

        private String text() {
            List<String> shown = new ArrayList<>();
            tags.forEach((key, value) -> shown.add(key + "=" + value));
            return String.join(
                    "\t",
                    name,
                    sha256,
                    Integer.toString(length),
                    Integer.toString(items),
                    String.join(" ", shown),
                    refusal == null ? "-" : refusal,
                    about);
        }
    }

    private final Map<String, Line> lines = new TreeMap<>();

    /** Reads the stream back to learn what the JVM makes of it. */
    void add(Recipe recipe, byte[] stream) {
        Conversation.Reading reading = Conversation.read(stream);
        if (reading.complete() == (recipe.declared != null)) {
            throw new IllegalStateException(recipe.name + ": items are declared for streams "
                    + "that the JVM refuses, and for no others; it says " + reading.refusal()
                    + " after " + reading.sequence());
        }
        String sequence = reading.complete() ? reading.sequence() : recipe.declared;
        Map<String, String> tags = new TreeMap<>(recipe.tags);
        tags.put("jvm-reads", reading.complete() ? "yes" : "no");
        tags.put("sequence", sequence.isEmpty() ? "-" : sequence);
        tags.put("written-by", recipe.dependsOnVersion() ? recipe.versionRange() : "all");
        lines.put(
                recipe.name,
                new Line(
                        recipe.name,
                        sha256(stream),
                        stream.length,
                        items(sequence),
                        tags,
                        reading.refusal(),
                        recipe.about));
    }

    void write(Path directory) throws IOException {
        StringBuilder text = new StringBuilder(COLUMNS).append('\n');
        lines.values().forEach(line -> text.append(line.text()).append('\n'));
        Files.writeString(directory.resolve(FILE), text);
    }

    static Map<String, Line> read(Path directory) throws IOException {
        Map<String, Line> lines = new TreeMap<>();
        for (String text : Files.readAllLines(directory.resolve(FILE))) {
            if (text.equals(COLUMNS)) {
                continue;
            }
            String[] cells = text.split("\t", -1);
            if (cells.length != 7) {
                throw new IOException(FILE + ": not seven columns: " + text);
            }
            Map<String, String> tags = new TreeMap<>();
            for (String tag : cells[4].split(" ")) {
                int equals = tag.indexOf('=');
                tags.put(tag.substring(0, equals), tag.substring(equals + 1));
            }
            String refusal = cells[5].equals("-") ? null : cells[5];
            lines.put(
                    cells[0],
                    new Line(
                            cells[0],
                            cells[1],
                            Integer.parseInt(cells[2]),
                            Integer.parseInt(cells[3]),
                            tags,
                            refusal,
                            cells[6]));
        }
        return lines;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A header is no item of the grammar: it starts another stream. */
    private static int items(String sequence) {
        int items = 0;
        for (var group : java.util.regex.Pattern.compile("([OBXRH])(\\d*)")
                .matcher(sequence)
                .results()
                .toList()) {
            if (!group.group(1).equals("H")) {
                items += group.group(2).isEmpty() ? 1 : Integer.parseInt(group.group(2));
            }
        }
        return items;
    }
}
