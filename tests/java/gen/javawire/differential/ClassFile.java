package javawire.differential;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A class file of a few methods without branches, written by hand: no compiler is that quick. */
final class ClassFile {
    static final int PUBLIC = 0x0001;
    static final int PRIVATE = 0x0002;
    static final int STATIC = 0x0008;
    private static final int JAVA_8 = 52;

    private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
    private final Map<String, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
    private final String name;
    private int methodCount;

    /** A class of this internal name. */
    ClassFile(String name) {
        this.name = name;
    }

    /** The constant pool's number of a class. */
    int type(String internal) {
        int utf = utf(internal);
        return constant("class " + internal, 7, utf);
    }

    /** The constant pool's number of a method. */
    int method(String owner, String method, String descriptor) {
        int type = type(owner);
        int nameAndType = constant("nt " + method + descriptor, 12, utf(method), utf(descriptor));
        return constant("m " + owner + "." + method + descriptor, 10, type, nameAndType);
    }

    /** Adds a method whose code is these bytes; two bytes of a number above 255 stand as one. */
    void add(int access, String method, String descriptor, int stack, int... code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int each : code) {
            if (each >= WIDE) {
                bytes.write((each - WIDE) >> 8);
            }
            bytes.write(each >= WIDE ? each - WIDE : each);
        }
        methodCount++;
        write(methods, out -> {
            out.writeShort(access);
            out.writeShort(utf(method));
            out.writeShort(utf(descriptor));
            out.writeShort(1);
            out.writeShort(utf("Code"));
            out.writeInt(12 + bytes.size());
            out.writeShort(stack);
            out.writeShort(stack);
            out.writeInt(bytes.size());
            bytes.writeTo(out);
            out.writeShort(0);
            out.writeShort(0);
        });
    }

    private static final int WIDE = 1 << 16;

    /** A number of the constant pool amid code. */
    static int wide(int number) {
        return WIDE + number;
    }

    byte[] bytes(int access, String superclass, String... interfaces) {
        int self = type(name);
        int above = type(superclass);
        int[] others = new int[interfaces.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = type(interfaces[i]);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        write(all, out -> {
            out.writeInt(0xCAFEBABE);
            out.writeInt(JAVA_8);
            out.writeShort(places.size() + 1);
            pool.writeTo(out);
            out.writeShort(access);
            out.writeShort(self);
            out.writeShort(above);
            out.writeShort(others.length);
            for (int other : others) {
                out.writeShort(other);
            }
            out.writeShort(0);
            out.writeShort(methodCount);
            methods.writeTo(out);
            out.writeShort(0);
        });
        return all.toByteArray();
    }

    private int utf(String text) {
        Integer known = places.get("utf " + text);
        if (known != null) {
            return known;
        }
        write(pool, out -> {
            out.writeByte(1);
            out.writeUTF(text);
        });
        places.put("utf " + text, places.size() + 1);
        return places.size();
    }

    private int constant(String key, int tag, int... numbers) {
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        write(pool, out -> {
            out.writeByte(tag);
            for (int number : numbers) {
                out.writeShort(number);
            }
        });
        places.put(key, places.size() + 1);
        return places.size();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void write(ByteArrayOutputStream sink, Writing writing) {
        try {
            DataOutputStream out = new DataOutputStream(sink);
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
