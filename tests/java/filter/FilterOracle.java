import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What the JVM's own class filter says, one answer for each line of input.
 *
 * <pre>
 * filter TEXT                            created, none, or refused and by which exception
 * class NAME LENGTH DEPTH REFS BYTES     the status of that FilterInfo; NAME - for no class
 * load NAME                              loaded or refused
 * proxy NAME,NAME...                     read or rejected: a stream with that proxy class
 * </pre>
 *
 * Texts and names are UTF-16 in hex. Classes that the JDK does not have are made as needed.
 */
final class FilterOracle {
    /** The names the JVM makes up for proxy classes are to pass. */
    private static final String ANY_PROXY = "jdk.proxy*;com.sun.proxy.*;";

    private static final Map<String, Class<?>> PRIMITIVES = new HashMap<>();

    static {
        for (Class<?> type : new Class<?>[] {
            boolean.class, byte.class, char.class, double.class, float.class, int.class, long.class, short.class,
            void.class
        }) {
            PRIMITIVES.put(type.getName(), type);
        }
    }

    private FilterOracle() {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintWriter out = new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.US_ASCII)));
        Maker classes = new Maker(Modifier.PUBLIC);
        Maker interfaces = new Maker(Modifier.PUBLIC | Modifier.ABSTRACT | Modifier.INTERFACE);
        String text = "";
        ObjectInputFilter filter = null;
        String line;
        while ((line = in.readLine()) != null) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "filter":
                    text = decode(words[1]);
                    try {
                        filter = ObjectInputFilter.Config.createFilter(text);
                        out.println(filter == null ? "none" : "created");
                    } catch (RuntimeException e) {
                        filter = null;
                        out.println("refused " + e.getClass().getSimpleName());
                    }
                    break;
                case "class":
                    Class<?> type = words[1].equals("-") ? null : classes.find(decode(words[1]));
                    // Without any pattern there is no filter, and the stream reads on.
                    out.println(filter == null
                            ? ObjectInputFilter.Status.UNDECIDED
                            : filter.checkInput(new Info(type, words)));
                    break;
                case "load":
                    try {
                        classes.find(decode(words[1]));
                        out.println("loaded");
                    } catch (ClassNotFoundException | LinkageError e) {
                        out.println("refused");
                    }
                    break;
                case "proxy":
                    out.println(proxy(ObjectInputFilter.Config.createFilter(ANY_PROXY + text), interfaces, words[1]));
                    break;
                default:
                    throw new IllegalArgumentException(line);
            }
        }
        out.flush();
    }

    private static String proxy(ObjectInputFilter filter, ClassLoader loader, String names) throws Exception {
        String[] each = names.split(",");
        Class<?>[] interfaces = new Class<?>[each.length];
        for (int i = 0; i < each.length; i++) {
            interfaces[i] = Class.forName(decode(each[i]), false, loader);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            // The class alone: an object would need a handler, whose class the filter checks too.
            @SuppressWarnings("deprecation")
            Class<?> type = Proxy.getProxyClass(loader, interfaces);
            stream.writeObject(type);
        }
        try (ObjectInputStream stream = new Loading(bytes.toByteArray(), loader)) {
            stream.setObjectInputFilter(filter);
            stream.readObject();
            return "read";
        } catch (InvalidClassException e) {
            return e.getMessage().equals("filter status: REJECTED") ? "rejected" : e.getMessage();
        }
    }

    private static String decode(String hex) {
        char[] units = new char[hex.length() / 4];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) Integer.parseInt(hex.substring(4 * i, 4 * i + 4), 16);
        }
        return new String(units);
    }

    /** Reads a stream whose classes a certain loader knows. */
    private static final class Loading extends ObjectInputStream {
        private final ClassLoader loader;

        Loading(byte[] bytes, ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass desc) throws ClassNotFoundException {
            return Class.forName(desc.getName(), false, loader);
        }

        @Override
        @SuppressWarnings("deprecation")
        protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
            Class<?>[] interfaces = new Class<?>[names.length];
            for (int i = 0; i < names.length; i++) {
                interfaces[i] = Class.forName(names[i], false, loader);
            }
            return Proxy.getProxyClass(loader, interfaces);
        }
    }

    /** Makes an empty class of any name that the JVM allows. */
    private static final class Maker extends ClassLoader {
        private final int modifiers;

        Maker(int modifiers) {
            super(ClassLoader.getPlatformClassLoader());
            this.modifiers = modifiers;
        }

        Class<?> find(String name) throws ClassNotFoundException {
            Class<?> primitive = PRIMITIVES.get(name);
            return primitive != null ? primitive : Class.forName(name, false, this);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeInt(0xCAFEBABE);
                out.writeInt(52);
                out.writeShort(5);
                for (String each : new String[] {name, "java.lang.Object"}) {
                    out.writeByte(1);
                    out.writeUTF(each.replace('.', '/'));
                }
                for (int index = 1; index <= 2; index++) {
                    out.writeByte(7);
                    out.writeShort(index);
                }
                out.writeShort(modifiers);
                out.writeShort(3);
                out.writeShort(4);
                // Neither interfaces, fields, methods nor attributes.
                out.writeLong(0);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
            byte[] made = bytes.toByteArray();
            return defineClass(name, made, 0, made.length);
        }
    }

    private static final class Info implements ObjectInputFilter.FilterInfo {
        private final Class<?> type;
        private final String[] words;

        Info(Class<?> type, String[] words) {
            this.type = type;
            this.words = words;
        }

        @Override
        public Class<?> serialClass() {
            return type;
        }

        @Override
        public long arrayLength() {
            return Long.parseLong(words[2]);
        }

        @Override
        public long depth() {
            return Long.parseLong(words[3]);
        }

        @Override
        public long references() {
            return Long.parseLong(words[4]);
        }

        @Override
        public long streamBytes() {
            return Long.parseLong(words[5]);
        }
    }
}
