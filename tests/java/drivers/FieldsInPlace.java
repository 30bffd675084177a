package drivers;

import drivers.FieldsInPlaceModel.Kind;
import drivers.FieldsInPlaceModel.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Objects whose writeObject begins with defaultWriteObject, and whose first bytes look like something
 * else: every byte first, every type code second, in a field of each primitive type.
 *
 * <p>A line for each: what stands behind the field, where the object ends, the bits of the field as
 * this JVM reads them back, that of the superclass, and the stream. A string follows the object.
 * With "beans", lists of objects with random numbers: the numbers, and the stream.
 */
public final class FieldsInPlace {
    private static final int CODES = 0x70;
    private static final int CODES_END = 0x7F;

    private FieldsInPlace() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        if (arguments.length > 0 && arguments[0].equals("beans")) {
            beans(out);
        } else {
            for (Kind kind : FieldsInPlaceModel.KINDS) {
                all(kind, out);
            }
        }
        out.flush();
    }

    private static void all(Kind kind, PrintStream out) throws Exception {
        for (int first = 0; first < 256; first++) {
            boolean code = CODES <= first && first < CODES_END;
            for (int second = CODES - 1; second < CODES_END; second++) {
                if (second >= CODES && (!code || kind.width == 1)) {
                    break;
                }
                for (int rest : new int[] {0, 0x78}) {
                    long bits = first;
                    for (int index = 1; index < kind.width; index++) {
                        int next = index == 1 && second >= CODES ? second : rest;
                        bits = bits << 8 | next;
                    }
                    one(kind, bits, out);
                    if (!code || kind.width < 3) {
                        break;
                    }
                }
            }
            if (kind.name.equals("boolean") && first == 1) {
                break;
            }
        }
    }

    private static void one(Kind kind, long bits, PrintStream out) throws Exception {
        for (char shape : "nbsBS".toCharArray()) {
            FieldsInPlaceModel.behind = Character.toLowerCase(shape);
            Value value = Character.isUpperCase(shape) || bits % 2 == 0 && shape == 'n'
                    ? kind.below.apply(bits)
                    : kind.alone.apply(bits);
            print(shape, value, out);
        }
        FieldsInPlaceModel.behind = 'n';
        Object[] referred = {null, "text", new int[] {1}, Boolean.class, Thread.State.NEW};
        for (int index = 0; index < referred.length; index++) {
            Value value = kind.referring.apply(bits);
            refer(value, referred[index]);
            print((char) ('0' + index), value, out);
        }
        Value self = kind.referring.apply(bits);
        refer(self, self);
        print('9', self, out);
    }

    private static void refer(Value value, Object object) throws Exception {
        Field field = value.getClass().getDeclaredField("ref");
        field.setAccessible(true);
        field.set(value, object);
    }

    private static void print(char shape, Value value, PrintStream out) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream stream = new ObjectOutputStream(bytes);
        stream.writeObject(value);
        stream.flush();
        int end = bytes.size();
        stream.writeObject("after");
        stream.flush();
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Value read = (Value) in.readObject();
        if (!in.readObject().equals("after")) {
            throw new IllegalStateException("not read as it was written");
        }
        out.print(shape + " " + end + " " + Long.toHexString(read.bits()) + " " + read.above() + " ");
        hex(bytes.toByteArray(), out);
    }

    private static void hex(byte[] bytes, PrintStream out) {
        StringBuilder digits = new StringBuilder();
        for (byte each : bytes) {
            digits.append(Character.forDigit(each >> 4 & 15, 16));
            digits.append(Character.forDigit(each & 15, 16));
        }
        out.println(digits);
    }

    private static void beans(PrintStream out) throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Bean> list = new ArrayList<>();
            for (int count = 0; count < 2000; count++) {
                list.add(new Bean(random.nextLong()));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ObjectOutputStream stream = new ObjectOutputStream(bytes);
            stream.writeObject(list);
            stream.flush();
            ObjectInputStream in =
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            for (Object read : (List<?>) in.readObject()) {
                out.print(Long.toHexString(((Bean) read).id) + " ");
            }
            hex(bytes.toByteArray(), out);
        }
    }

    /** Of the list. */
    static final class Bean implements Serializable {
        private static final long serialVersionUID = 1;
        final long id;

        Bean(long id) {
            this.id = id;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
        }
    }
}
