package drivers;

import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names the packages javax.… of this JDK, and its classes with fields and a writeObject, by how
 * that begins.
 *
 * <pre>
 * package NAME
 * fields NAME    defaultWriteObject or writeFields is called
 * none NAME      neither is
 * refuses NAME   neither is, and NotSerializableException is thrown
 * end
 * </pre>
 */
public final class JdkClasses {
    private static final PrintStream OUT = new PrintStream(System.out);

    private JdkClasses() {}

    public static void main(String[] args) throws Exception {
        List<Path> files;
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> all = Files.walk(modules)) {
            files = all.filter(path -> path.toString().endsWith(".class"))
                    .collect(Collectors.toList());
        }
        TreeSet<String> packages = new TreeSet<>();
        for (Path file : files) {
            String name = file.subpath(2, file.getNameCount()).toString().replace('/', '.');
            name = name.substring(0, name.length() - ".class".length());
            if (name.startsWith("javax.")) {
                packages.add(name.substring(0, name.lastIndexOf('.')));
            }
            if (writesItself(name)) {
                OUT.println(way(file) + " " + name);
            }
        }
        packages.forEach(each -> OUT.println("package " + each));
        OUT.println("end");
        OUT.flush();
    }

    private static boolean writesItself(String name) {
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getSystemClassLoader());
            if (!Serializable.class.isAssignableFrom(type)) {
                return false;
            }
            Method method = type.getDeclaredMethod("writeObject", ObjectOutputStream.class);
            if (!Modifier.isPrivate(method.getModifiers())) {
                return false;
            }
            ObjectStreamClass description = ObjectStreamClass.lookup(type);
            return description != null && description.getFields().length > 0;
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            return false;
        }
    }

    /** By the names of the methods that the class file refers to. */
    private static String way(Path file) throws Exception {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains("defaultWriteObject") || bytes.contains("putFields")) {
            return "fields";
        }
        return bytes.contains("java/io/NotSerializableException") ? "refuses" : "none";
    }
}
