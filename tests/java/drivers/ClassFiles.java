package drivers;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Describes the serializable classes of the modules of this JDK that are named, or of all.
 *
 * <pre>
 * home DIRECTORY
 * class NAME SUID FIELD:DESCRIPTOR ...
 * end
 * </pre>
 */
public final class ClassFiles {
    private static final PrintStream OUT = new PrintStream(System.out, false);

    private ClassFiles() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("java.awt.headless", "true");
        OUT.println("home " + System.getProperty("java.home"));
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        if (args.length == 0) {
            describeAll(modules, modules);
        }
        for (String module : args) {
            describeAll(modules, modules.resolve(module));
        }
        OUT.println("end");
        OUT.flush();
    }

    private static void describeAll(Path modules, Path below) throws Exception {
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = modules.relativize(file).toString();
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    name = name.substring(name.indexOf('/') + 1, name.length() - 6);
                    describe(name.replace('/', '.'));
                }
            }
        }
    }

    /** What cannot be loaded here cannot be asked. */
    private static void describe(String name) {
        try {
            Class<?> found = Class.forName(name, false, ClassLoader.getSystemClassLoader());
            ObjectStreamClass described = ObjectStreamClass.lookup(found);
            if (found.isInterface() || described == null) {
                return;
            }
            StringBuilder line = new StringBuilder("class " + name + " " + described.getSerialVersionUID());
            for (ObjectStreamField field : described.getFields()) {
                String type = field.isPrimitive() ? "" + field.getTypeCode() : field.getTypeString();
                line.append(' ').append(field.getName()).append(':').append(type);
            }
            OUT.println(line);
        } catch (Throwable e) {
            OUT.println("# " + name + " " + e.getClass().getName());
        }
    }
}
