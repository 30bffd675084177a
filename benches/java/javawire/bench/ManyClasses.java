package javawire.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes jars to make types of: {@code java javawire.bench.ManyClasses DIRECTORY} makes many.jar,
 * of 5,000 classes, and wide.jar, of 200 with 20 fields each.
 */
public final class ManyClasses {
    private static final String[] TYPES = {
        "int", "long", "double", "boolean", "byte[]", "String", "String[]", "java.util.Date",
        "java.math.BigDecimal", "java.util.List<String>", "java.util.Map<String, Integer>",
        "java.util.UUID", "Integer", "java.time.LocalDate",
    };

    private final Random random = new Random(5);
    private final int fields;

    private ManyClasses(int fields) {
        this.fields = fields;
    }

    public static void main(String[] args) throws IOException {
        Path directory = Paths.get(args[0]);
        new ManyClasses(8).make(directory.resolve("many.jar"), 5_000);
        new ManyClasses(20).make(directory.resolve("wide.jar"), 200);
    }

    private void make(Path jar, int count) throws IOException {
        Path work = Files.createTempDirectory("classes");
        List<String> sources = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Path source = work.resolve("C" + number + ".java");
            Files.write(source, source(number).getBytes(StandardCharsets.UTF_8));
            sources.add(source.toString());
        }
        Path classes = Files.createDirectory(work.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-proc:none", "-nowarn");
            if (!compiler.getTask(null, files, null, options, null,
                    files.getJavaFileObjectsFromStrings(sources)).call()) {
                throw new IllegalStateException("the classes do not compile");
            }
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
            }
        }
        try (Stream<Path> all = Files.walk(work)) {
            for (Path path : (Iterable<Path>) all.sorted(java.util.Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    /** Every tenth class is extended by the nine after it, and each knows one that is older. */
    private String source(int number) {
        int top = number - number % 10;
        StringBuilder text = new StringBuilder("package many;\n\npublic class C" + number);
        text.append(number == top ? " implements java.io.Serializable" : " extends C" + top);
        text.append(" {\n");
        if (random.nextBoolean()) {
            text.append("    private static final long serialVersionUID = ").append(number).append("L;\n");
        }
        for (int field = 0; field < fields; field++) {
            boolean isOther = number > 0 && field == 0;
            String type = isOther
                ? "C" + random.nextInt(number)
                : TYPES[random.nextInt(TYPES.length)];
            text.append("    private ").append(type).append(" field").append(field).append(";\n");
        }
        return text.append("}\n").toString();
    }
}
