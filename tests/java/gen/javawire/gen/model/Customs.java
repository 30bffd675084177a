package javawire.gen.model;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

/** Classes with a writeObject: what it may write, and in which order. */
public final class Customs {
    /** Part of a writeObject, given as a lambda so that one class serves many streams. */
    @FunctionalInterface
    public interface Step {
        void write(ObjectOutputStream out) throws IOException;
    }

    private Customs() {}

    /** Fields first, then whatever the steps write. */
    public static class After implements Serializable {
        private static final long serialVersionUID = 401;
        public int number = 7;
        public String text = "field";
        private transient Step step;
        private transient List<Object> tail;

        public After(Step step) {
            this.step = step;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            step.write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    /** The same without a field. */
    public static class Fieldless implements Serializable {
        private static final long serialVersionUID = 402;
        private transient Step step;
        private transient List<Object> tail;

        public Fieldless(Step step) {
            this.step = step;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            step.write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    /** Has fields, but its writeObject leaves them to the steps. */
    public static class NoDefault implements Serializable {
        private static final long serialVersionUID = 403;
        public int number = 7;
        public String text = "field";
        private transient Step step;
        private transient List<Object> tail;

        public NoDefault(Step step) {
            this.step = step;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            step.write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            tail = Tail.read(in);
        }
    }

    /** Bytes only, so that what stands in their place can be taken for them. */
    public static class NoDefaultNumbers implements Serializable {
        private static final long serialVersionUID = 407;
        public int small = 7;
        public long large = 8;
        private transient Step step;
        private transient List<Object> tail;

        public NoDefaultNumbers(Step step) {
            this.step = step;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            step.write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            tail = Tail.read(in);
        }
    }

    /** One reference only, likewise. */
    public static class NoDefaultRef implements Serializable {
        private static final long serialVersionUID = 411;
        public Object ref = "field";
        private transient Step step;
        private transient List<Object> tail;

        public NoDefaultRef(Step step) {
            this.step = step;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            step.write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            tail = Tail.read(in);
        }
    }

    /** Without fields it makes no difference to the bytes that the default is never written. */
    public static class NoDefaultFieldless implements Serializable {
        private static final long serialVersionUID = 404;
        private transient Step step;
        private transient List<Object> tail;

        public NoDefaultFieldless(Step step) {
            this.step = step;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            step.write(out);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            tail = Tail.read(in);
        }
    }

    /** An int and a text before the fields, a byte after them. */
    public static class DataBefore implements Serializable {
        private static final long serialVersionUID = 405;
        public int number = 7;
        public String text = "field";
        private transient int before;
        private transient String early;
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(0x0badcafe);
            out.writeUTF("early");
            out.defaultWriteObject();
            out.writeByte(3);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            before = in.readInt();
            early = in.readUTF();
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    /** An object before the fields. */
    public static class ObjectBefore implements Serializable {
        private static final long serialVersionUID = 406;
        public long number = 7;
        public Object ref = "field";
        private transient Object before;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject("before");
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            before = in.readObject();
            in.defaultReadObject();
        }
    }

    /** Sets some fields through putFields; the others keep the default of their type. */
    public static class Partly implements Serializable {
        private static final long serialVersionUID = 408;
        public int number = 7;
        public String text = "field";
        public double weight = 1.5;
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            ObjectOutputStream.PutField fields = out.putFields();
            fields.put("text", "put");
            out.writeFields();
            out.writeObject("after the fields");
            out.writeShort(9);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    /** Its reader leaves all that follows the fields; the JVM skips it. */
    public static class LeavesTail implements Serializable {
        private static final long serialVersionUID = 409;
        public int number = 7;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(1);
            out.writeObject(new Plain.OneRef("skipped"));
            out.write(new byte[1500]);
        }
    }

    /** Writes the next of its kind from inside its own writeObject. */
    public static class Nested implements Serializable {
        private static final long serialVersionUID = 410;
        public int level;
        private transient Nested next;

        public Nested(int level) {
            this.level = level;
            this.next = level == 0 ? null : new Nested(level - 1);
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeShort(level);
            out.writeObject(next);
            out.writeShort(-level);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            int before = in.readShort();
            next = (Nested) in.readObject();
            if (before != level || in.readShort() != -level) {
                throw new IOException("level " + level + " does not fit");
            }
        }
    }
}
