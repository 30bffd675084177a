package drivers;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Random classes and objects of them, for tests of generated types.
 *
 * <p>make DIRECTORY FROM TO: for each seed a jar s1.jar and a capture s1.ser. compare DIRECTORY FROM TO:
 * compares the objects of s1.ser with those of s1.out, each with its length before it, and prints a
 * line for each that differs.
 */
public final class TypedRandom {
    private static final int OBJECTS = 6;

    private TypedRandom() {}

    public static void main(String[] args) throws Exception {
        Path directory = Paths.get(args[1]);
        int from = Integer.parseInt(args[2]);
        int to = Integer.parseInt(args[3]);
        if (args[0].equals("make")) {
            compile(directory, from, to);
        }
        URL[] path = {directory.resolve("classes").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, TypedRandom.class.getClassLoader())) {
            for (int seed = from; seed < to; seed++) {
                if (args[0].equals("make")) {
                    jar(directory, seed);
                    capture(directory, seed, loader);
                } else {
                    compare(directory, seed, loader);
                }
            }
        }
    }

    private static void compile(Path directory, int from, int to) throws IOException {
        boolean hasRecords = !System.getProperty("java.specification.version").startsWith("1.")
            && Integer.parseInt(System.getProperty("java.specification.version")) >= 16;
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> options = new ArrayList<>(Arrays.asList(
            "-d", classes.toString(), "-encoding", "UTF-8", "-nowarn", "-proc:none", "-Xlint:none"));
        for (int seed = from; seed < to; seed++) {
            Path sources = Files.createDirectories(directory.resolve("src").resolve("s" + seed));
            for (Map.Entry<String, String> file : new TypedSources(seed, hasRecords).make().entrySet()) {
                Path path = sources.resolve(file.getKey());
                Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
                options.add(path.toString());
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler: a JDK is needed");
        }
        if (compiler.run(null, System.err, System.err, options.toArray(new String[0])) != 0) {
            throw new IllegalStateException("the random classes do not compile");
        }
    }

    private static void jar(Path directory, int seed) throws IOException {
        String name = "s" + seed;
        File[] files = directory.resolve("classes").resolve(name).toFile().listFiles();
        Arrays.sort(files);
        try (OutputStream out = Files.newOutputStream(directory.resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            for (File file : files) {
                jar.putNextEntry(new JarEntry(name + "/" + file.getName()));
                Files.copy(file.toPath(), jar);
                jar.closeEntry();
            }
        }
    }

    private static void capture(Path directory, int seed, ClassLoader loader) throws Exception {
        Class<?> root = loader.loadClass("s" + seed + ".Root");
        Random random = new Random(seed);
        try (OutputStream file = Files.newOutputStream(directory.resolve("s" + seed + ".ser"));
                ObjectOutputStream out = new ObjectOutputStream(file)) {
            List<Object> made = new ArrayList<>();
            for (int number = 0; number < OBJECTS; number++) {
                // All of them stay alive, so that no identity comes twice.
                Object object = new TypedFill(random, seed, loader, directory).root(root);
                made.add(object);
                out.writeObject(object);
                if (seed % 2 == 0) {
                    out.reset();
                }
            }
        }
    }

    private static void compare(Path directory, int seed, ClassLoader loader) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        List<Object> originals = new ArrayList<>();
        try (InputStream file = new FileInputStream(directory.resolve("s" + seed + ".ser").toFile());
                ObjectInputStream in = new Loading(file, loader)) {
            for (int number = 0; number < OBJECTS; number++) {
                originals.add(in.readObject());
            }
        }
        TypedSame same = new TypedSame();
        for (Object original : originals) {
            same.look(original);
        }
        int number = 0;
        try (DataInputStream in =
                new DataInputStream(new FileInputStream(directory.resolve("s" + seed + ".out").toFile()))) {
            for (Object original : originals) {
                String found;
                try {
                    byte[] bytes = new byte[in.readInt()];
                    in.readFully(bytes);
                    try (ObjectInputStream copy = new Loading(new ByteArrayInputStream(bytes), loader)) {
                        found = same.difference(original, copy.readObject());
                    }
                } catch (EOFException e) {
                    found = "no object came back";
                } catch (IOException | ReflectiveOperationException | RuntimeException e) {
                    found = "Java cannot read what came back: " + e;
                }
                if (found != null) {
                    out.println("s" + seed + ", object " + number + ": " + found);
                }
                number++;
            }
        }
        out.println("s" + seed + " compared");
    }

    /** Reads objects of the classes of a loader. */
    private static final class Loading extends ObjectInputStream {
        private final ClassLoader loader;

        Loading(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described)
                throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described);
            }
        }
    }
}
