package javawire.gen.model;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.util.List;

/** Externalizable classes; those that read a Tail need block data to find their end. */
public final class Externs {
    @FunctionalInterface
    public interface Step {
        void write(ObjectOutput out) throws IOException;
    }

    private Externs() {}

    public static class Free implements Externalizable {
        private static final long serialVersionUID = 501;
        public int never = 1;
        private Step step;
        private List<Object> tail;

        public Free() {}

        public Free(Step step) {
            this.step = step;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            step.write(out);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            tail = Tail.read((ObjectInputStream) in);
        }
    }

    /** A fixed shape, so it can be read without block data too. */
    public static class Fixed implements Externalizable {
        private static final long serialVersionUID = 502;
        public int number;
        public String text;
        public Object ref;
        public byte last;

        public Fixed() {}

        public Fixed(int number, String text, Object ref) {
            this.number = number;
            this.text = text;
            this.ref = ref;
            this.last = (byte) number;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(number);
            out.writeUTF(text);
            out.writeObject(ref);
            out.writeByte(last);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            number = in.readInt();
            text = in.readUTF();
            ref = in.readObject();
            last = in.readByte();
        }
    }

    public static class Nothing implements Externalizable {
        private static final long serialVersionUID = 503;

        public Nothing() {}

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    /** Its superclass has serializable fields, which are in the descriptor and nowhere else. */
    public static class OverBean extends Plain.Bean implements Externalizable {
        private static final long serialVersionUID = 504;

        public OverBean() {
            super(0, "none", 0);
        }

        public OverBean(int id, String name) {
            super(id, name, 0.5, "tag");
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(id);
            out.writeObject(name);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            id = in.readInt();
            name = (String) in.readObject();
        }
    }

    /** Its superclass has a writeObject, which is never called. */
    public static class OverChain extends Chain.C4 implements Externalizable {
        private static final long serialVersionUID = 505;

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeObject("only this");
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            two = (String) in.readObject();
        }
    }

    /** Adds to what its Externalizable superclass writes. */
    public static class OverFixed extends Fixed {
        private static final long serialVersionUID = 506;
        public long more;

        public OverFixed() {}

        public OverFixed(int number) {
            super(number, "base", "ref");
            more = -number;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            super.writeExternal(out);
            out.writeLong(more);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            super.readExternal(in);
            more = in.readLong();
        }
    }

    /** A singleton: what is read is replaced by it. */
    public static class Single implements Externalizable {
        private static final long serialVersionUID = 507;
        public static final Single ONE = new Single();

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF("the one");
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            in.readUTF();
        }

        private Object readResolve() {
            return ONE;
        }
    }
}
