package javawire.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** VERSIONS.md: the streams whose bytes depend on the JDK that writes them. */
final class Versions {
    private static final String HEAD = """
            # Streams that depend on the JDK version

            Written by `javawire.gen.Main`; do not edit. Every other stream is the same, byte for byte, on
            Java 17, 21 and 25, and the committed bytes were written by Java 17. The streams below are
            written only by the versions named; the generator leaves them alone on others. A stream with the
            tag `os=unix` in MANIFEST.tsv is written on Unix only.

            | stream | written by Java | why |
            |---|---|---|
            """;

    private Versions() {}

    static void write(Path directory, List<Recipe> recipes) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        recipes.stream()
                .filter(Recipe::dependsOnVersion)
                .sorted(Comparator.comparing(recipe -> recipe.name))
                .forEach(recipe -> text.append("| ").append(recipe.name)
                        .append(" | ").append(recipe.versionRange())
                        .append(" | ").append(recipe.versionReason).append(" |\n"));
        Files.writeString(directory.resolve("VERSIONS.md"), text);
    }
}
