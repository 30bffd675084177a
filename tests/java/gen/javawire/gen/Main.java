package javawire.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes all streams, MANIFEST.tsv and VERSIONS.md to a directory.
 *
 * <pre>
 * javac --release 17 -d target/java/gen $(find tests/java/gen -name '*.java')
 * java -cp target/java/gen javawire.gen.Main DIR
 * </pre>
 *
 * A stream that only other JDK versions write is left as it is; see VERSIONS.md. The exit code is 1 if
 * a stream cannot be made, comes out differently when made again, is not read back as its recipe says,
 * or if DIR holds a stream that no recipe makes.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: java javawire.gen.Main DIR");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(args[0]));
        System.exit(BigStack.call(() -> generate(directory, Streams.all().recipes())));
    }

    private static int generate(Path directory, List<Recipe> recipes) throws IOException {
        int feature = Runtime.version().feature();
        Manifest manifest = new Manifest();
        long bytes = 0;
        int written = 0;
        int left = 0;
        int wrong = 0;
        for (Recipe recipe : recipes) {
            Path file = directory.resolve(recipe.fileName());
            try {
                if (recipe.writtenBy(feature)) {
                    Files.write(file, make(recipe));
                    written++;
                } else {
                    left++;
                }
                if (Files.exists(file)) {
                    byte[] stream = Files.readAllBytes(file);
                    manifest.add(recipe, stream);
                    bytes += stream.length;
                }
            } catch (Exception e) {
                System.err.println(recipe.name + ": " + e);
                wrong++;
            }
        }
        for (String stray : strays(directory, recipes)) {
            System.err.println(stray + ": no recipe makes it");
            wrong++;
        }
        manifest.write(directory);
        Versions.write(directory, recipes);
        System.out.printf(
                "%d streams written by Java %d, %d left to other versions, %d bytes in all%n",
                written, feature, left, bytes);
        return wrong == 0 ? 0 : 1;
    }

    private static byte[] make(Recipe recipe) throws Exception {
        byte[] stream = recipe.maker.make();
        if (!Arrays.equals(stream, recipe.maker.make())) {
            throw new IllegalStateException("made twice, and the two differ");
        }
        return stream;
    }

    private static List<String> strays(Path directory, List<Recipe> recipes) throws IOException {
        Set<String> known = new HashSet<>();
        recipes.forEach(recipe -> known.add(recipe.fileName()));
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ser") && !known.contains(name))
                    .sorted()
                    .toList();
        }
    }
}
