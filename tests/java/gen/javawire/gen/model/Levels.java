package javawire.gen.model;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

/** A chain in which each class treats its fields in a way of its own. */
public final class Levels {
    private Levels() {}

    /** Plain fields, no method. */
    public static class Bottom implements Serializable {
        private static final long serialVersionUID = 451;
        public int bottom = 1;
    }

    /** Default fields and data. */
    public static class Second extends Bottom {
        private static final long serialVersionUID = 452;
        public String second = "second";
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeLong(2);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    /** Has a field, writes data only. */
    public static class Third extends Second {
        private static final long serialVersionUID = 453;
        public int third = 3;
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeUTF("third");
            out.writeObject(this);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            tail = Tail.read(in);
        }
    }

    /** Writes nothing at all. */
    public static class Fourth extends Third {
        private static final long serialVersionUID = 454;
        public Object fourth = "never written";

        private void writeObject(ObjectOutputStream out) {}

        private void readObject(ObjectInputStream in) {}
    }

    public static class Top extends Fourth {
        private static final long serialVersionUID = 455;
        public double top = 5;
    }
}
