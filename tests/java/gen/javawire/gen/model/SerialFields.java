package javawire.gen.model;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;

/** Classes whose descriptor has other fields than the class. */
public final class SerialFields {
    private static final ObjectStreamField[] NONE = {};

    private SerialFields() {}

    /** Names one of its three fields. */
    public static class Chosen implements Serializable {
        private static final long serialVersionUID = 201;
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("kept", int.class)
        };
        public int kept = 1;
        public int left = 2;
        public String out = "out";
    }

    public static class NoneChosen implements Serializable {
        private static final long serialVersionUID = 202;
        private static final ObjectStreamField[] serialPersistentFields = NONE;
        public int left = 2;
    }

    /** Fields that exist in the stream alone. */
    public static class Invented implements Serializable {
        private static final long serialVersionUID = 203;
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("text", String.class),
            new ObjectStreamField("b", byte.class),
            new ObjectStreamField("c", char.class),
            new ObjectStreamField("d", double.class),
            new ObjectStreamField("f", float.class),
            new ObjectStreamField("i", int.class),
            new ObjectStreamField("j", long.class),
            new ObjectStreamField("s", short.class),
            new ObjectStreamField("z", boolean.class),
            new ObjectStreamField("list", java.util.List.class),
            new ObjectStreamField("array", int[].class)
        };
        private transient Object[] read;
        private final transient boolean set;

        public Invented(boolean set) {
            this.set = set;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            ObjectOutputStream.PutField fields = out.putFields();
            if (set) {
                fields.put("z", true);
                fields.put("b", (byte) 1);
                fields.put("c", 'c');
                fields.put("s", (short) 2);
                fields.put("i", 3);
                fields.put("j", 4L);
                fields.put("f", 5f);
                fields.put("d", 6d);
                fields.put("text", "seven");
                fields.put("list", new java.util.ArrayList<>(java.util.List.of("eight")));
                fields.put("array", new int[] {9});
            }
            out.writeFields();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            ObjectInputStream.GetField fields = in.readFields();
            read = new Object[] {
                fields.get("z", false),
                fields.get("b", (byte) 0),
                fields.get("c", '\0'),
                fields.get("s", (short) 0),
                fields.get("i", 0),
                fields.get("j", 0L),
                fields.get("f", 0f),
                fields.get("d", 0d),
                fields.get("text", null),
                fields.get("list", null),
                fields.get("array", null)
            };
        }
    }

    /** Its two references must never be shared with others in the stream. */
    public static class Unshared implements Serializable {
        private static final long serialVersionUID = 204;
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("own", int[].class, true),
            new ObjectStreamField("text", String.class, true),
            new ObjectStreamField("open", Object.class)
        };
        public int[] own;
        public String text;
        public Object open;

        public Unshared(int[] own, String text, Object open) {
            this.own = own;
            this.text = text;
            this.open = open;
        }
    }
}
