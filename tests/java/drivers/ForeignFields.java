package drivers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.List;

/**
 * Objects whose field holds what no field of its declared type can: PutField does not look. For
 * each a line, once the JVM has read it back: what it is, and the stream in hex.
 */
public final class ForeignFields {
    private static final PrintStream OUT = new PrintStream(System.out);

    /** What is put into the field of the next object. */
    private static Object value;

    private ForeignFields() {}

    public static void main(String[] args) throws Exception {
        print("string", new StringField(), 7);
        print("boxed", new BoxedField(), "text");
        print("array", new ArrayField(), "text");
        print("list", new ListField(), ObjectStreamClass.lookup(Integer.class));
        print("replaced", new ListField(), new Replaced());
        print("object", new ListField(), "text");
        OUT.flush();
    }

    private static void print(String what, Field object, Object held) throws Exception {
        value = held;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Object read = ((Field) in.readObject()).read;
        if (read == null || read.getClass() != (held instanceof Replaced ? ObjectStreamClass.class : held.getClass())) {
            throw new AssertionError(what + ": " + read);
        }
        StringBuilder hex = new StringBuilder();
        for (byte each : bytes.toByteArray()) {
            hex.append(String.format("%02x", each));
        }
        OUT.println(what + " " + hex);
    }

    /** Is written as a class descriptor. */
    private static final class Replaced implements Serializable {
        private Object writeReplace() {
            return ObjectStreamClass.lookup(Integer.class);
        }
    }

    private abstract static class Field implements Serializable {
        transient Object read;

        void write(ObjectOutputStream out) throws IOException {
            ObjectOutputStream.PutField fields = out.putFields();
            fields.put("held", value);
            out.writeFields();
        }

        void read(ObjectInputStream in) throws IOException, ClassNotFoundException {
            read = in.readFields().get("held", null);
        }
    }

    private static final class StringField extends Field {
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("held", String.class)
        };

        private void writeObject(ObjectOutputStream out) throws IOException {
            write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            read(in);
        }
    }

    private static final class BoxedField extends Field {
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("held", Integer.class)
        };

        private void writeObject(ObjectOutputStream out) throws IOException {
            write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            read(in);
        }
    }

    private static final class ArrayField extends Field {
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("held", int[].class)
        };

        private void writeObject(ObjectOutputStream out) throws IOException {
            write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            read(in);
        }
    }

    private static final class ListField extends Field {
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("held", List.class)
        };

        private void writeObject(ObjectOutputStream out) throws IOException {
            write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            read(in);
        }
    }
}
