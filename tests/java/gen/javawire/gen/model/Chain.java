package javawire.gen.model;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

/** Ten classes, each the superclass of the next: with fields, without, with a writeObject. */
public final class Chain {
    private Chain() {}

    public static class C1 implements Serializable {
        private static final long serialVersionUID = 101;
        public int one = 1;
    }

    public static class C2 extends C1 {
        private static final long serialVersionUID = 102;
        public String two = "two";
    }

    public static class C3 extends C2 {
        private static final long serialVersionUID = 103;
    }

    public static class C4 extends C3 {
        private static final long serialVersionUID = 104;
        public long four = 4;
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(44);
            out.writeObject("four");
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    public static class C5 extends C4 {
        private static final long serialVersionUID = 105;
        public int one = 5;
        public String two = "five";
    }

    public static class C6 extends C5 {
        private static final long serialVersionUID = 106;
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    public static class C7 extends C6 {
        private static final long serialVersionUID = 107;
    }

    public static class C8 extends C7 {
        private static final long serialVersionUID = 108;
    }

    public static class C9 extends C8 {
        private static final long serialVersionUID = 109;
        public Object nine = this;
        private transient List<Object> tail;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeObject(this);
            out.writeUTF("nine");
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            tail = Tail.read(in);
        }
    }

    public static class C10 extends C9 {
        private static final long serialVersionUID = 110;
        public double ten = 10;
    }

    /** Three classes without a field between them. */
    public static class E1 implements Serializable {
        private static final long serialVersionUID = 121;
    }

    public static class E2 extends E1 {
        private static final long serialVersionUID = 122;
    }

    public static class E3 extends E2 {
        private static final long serialVersionUID = 123;
    }

    /** The same field names on three levels, once with the same type and once with another. */
    public static class S1 implements Serializable {
        private static final long serialVersionUID = 131;
        public int value = 1;
        public String name = "first";

        public int lowest() {
            return value;
        }
    }

    public static class S2 extends S1 {
        private static final long serialVersionUID = 132;
        public int value = 2;
        public Object name = "second";
    }

    public static class S3 extends S2 {
        private static final long serialVersionUID = 133;
        public long value = 3;
        public String name = "third";
    }
}
