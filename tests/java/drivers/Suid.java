package drivers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectStreamClass;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Describes serializable classes that declare no serialVersionUID: those of SuidShapes,
 * arrays, and all of the JDK's module java.base.
 *
 * <pre>
 * class NAME MODIFIERS SUID
 * interface NAME
 * field NAME MODIFIERS DESCRIPTOR
 * constructor MODIFIERS DESCRIPTOR
 * method NAME MODIFIERS DESCRIPTOR
 * initializer
 * array NAME PUBLIC SUID
 * end
 * </pre>
 *
 * Strings are in hex, as PhraseHex has them.
 */
public final class Suid {
    private static final PrintStream OUT = new PrintStream(System.out);

    private Suid() {}

    public static void main(String[] args) throws Exception {
        for (Class<?> each : SuidShapes.all()) {
            describe(each);
        }
        for (Class<?> each : SuidShapes.arrays()) {
            Class<?> element = each;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            boolean isPublic = (element.getModifiers() & 1) != 0;
            OUT.println("array " + hex(each.getName()) + " " + isPublic + " " + suid(each));
        }
        for (Class<?> each : classesOfTheJdk()) {
            describe(each);
        }
        OUT.println("end");
        OUT.flush();
    }

    /** Java 8 has no modules, and so none of these. */
    private static List<Class<?>> classesOfTheJdk() throws IOException {
        List<Class<?>> classes = new ArrayList<>();
        Path modules;
        try {
            modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        } catch (java.nio.file.ProviderNotFoundException e) {
            return classes;
        }
        try (Stream<Path> files = Files.walk(modules)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = modules.relativize(file).toString();
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    String binary = name.substring(0, name.length() - 6).replace('/', '.');
                    Class<?> found = find(binary);
                    if (found != null && computes(found)) {
                        classes.add(found);
                    }
                }
            }
        }
        return classes;
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** Whether the serialVersionUID of a class is the default one, and not 0. */
    private static boolean computes(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type) || type.isEnum()
                || Enum.class.isAssignableFrom(type) || Proxy.isProxyClass(type)) {
            return false;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals("java.lang.Record")) {
                return false;
            }
        }
        try {
            type.getDeclaredField("serialVersionUID");
            return false;
        } catch (NoSuchFieldException e) {
            return true;
        }
    }

    private static long suid(Class<?> type) {
        return ObjectStreamClass.lookup(type).getSerialVersionUID();
    }

    private static void describe(Class<?> type) throws IOException {
        OUT.println("class " + hex(type.getName()) + " " + type.getModifiers() + " " + suid(type));
        for (Class<?> each : type.getInterfaces()) {
            OUT.println("interface " + hex(each.getName()));
        }
        for (Field each : type.getDeclaredFields()) {
            OUT.println("field " + hex(each.getName()) + " " + each.getModifiers() + " "
                    + hex(descriptor(each.getType())));
        }
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            OUT.println("constructor " + each.getModifiers() + " "
                    + hex(descriptor(each.getParameterTypes(), void.class)));
        }
        for (Method each : type.getDeclaredMethods()) {
            OUT.println("method " + hex(each.getName()) + " " + each.getModifiers() + " "
                    + hex(descriptor(each.getParameterTypes(), each.getReturnType())));
        }
        if (hasInitializer(type)) {
            OUT.println("initializer");
        }
    }

    private static String descriptor(Class<?>[] parameters, Class<?> result) {
        StringBuilder all = new StringBuilder("(");
        for (Class<?> each : parameters) {
            all.append(descriptor(each));
        }
        return all + ")" + descriptor(result);
    }

    private static String descriptor(Class<?> type) {
        if (type == void.class) {
            return "V";
        }
        // The name of an array is a descriptor already, but for the dots.
        String array = java.lang.reflect.Array.newInstance(type, 0).getClass().getName();
        return array.substring(1).replace('.', '/');
    }

    /** Reflection does not show a static initializer, but the class file does. */
    private static boolean hasInitializer(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream stream = type.getResourceAsStream(file)) {
            DataInputStream in = new DataInputStream(stream);
            in.readLong();
            String[] texts = new String[in.readUnsignedShort()];
            for (int i = 1; i < texts.length; i++) {
                switch (in.readUnsignedByte()) {
                    case 1: texts[i] = in.readUTF(); break;
                    case 3: case 4: case 9: case 10: case 11: case 12: case 17: case 18:
                        in.readInt();
                        break;
                    case 5: case 6: in.readLong(); i++; break;
                    case 7: case 8: case 16: case 19: case 20: in.readUnsignedShort(); break;
                    case 15: in.readUnsignedByte(); in.readUnsignedShort(); break;
                    default: throw new IOException("unknown constant in " + file);
                }
            }
            in.readUnsignedShort();
            in.readUnsignedShort();
            in.readUnsignedShort();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                in.readUnsignedShort();
            }
            members(in, texts);
            return members(in, texts).contains("<clinit>");
        }
    }

    /** Reads fields or methods. Returns their names. */
    private static List<String> members(DataInputStream in, String[] texts) throws IOException {
        List<String> names = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.readUnsignedShort();
            names.add(texts[in.readUnsignedShort()]);
            in.readUnsignedShort();
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.readUnsignedShort();
                int length = in.readInt();
                while (length > 0) {
                    length -= in.skipBytes(length);
                }
            }
        }
        return names;
    }

    private static String hex(String text) {
        return PhraseHex.encode(text);
    }
}
