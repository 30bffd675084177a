package javawire.gen.model;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.List;

/** Records: written by their components alone. */
public final class Records {
    private Records() {}

    public record None() implements Serializable {}

    public record Point(int x, int y) implements Serializable {}

    public record All(
            byte b,
            char c,
            double d,
            float f,
            int i,
            long j,
            short s,
            boolean z,
            Integer boxed,
            String text,
            Object any,
            int[] ints,
            List<String> list,
            Colour colour,
            Point point)
            implements Serializable {}

    public record Box<T>(T content) implements Serializable {}

    public record Link(int value, Link next) implements Serializable {}

    /** A record's order of components is not the descriptor's order of fields. */
    public record Unsorted(String z, int y, Object a, byte b) implements Serializable {
        private static final long serialVersionUID = 77;
    }

    public record Strict(int low, int high) implements Serializable {
        public Strict {
            if (low > high) {
                throw new IllegalArgumentException(low + " > " + high);
            }
        }
    }

    /** The methods and fields that shape other classes do nothing here. */
    public record Stubborn(int a, String b) implements Serializable {
        private static final ObjectStreamField[] serialPersistentFields = {};

        private void writeObject(ObjectOutputStream out) {
            throw new IllegalStateException("called");
        }
    }

    /** Flags say external contents, the components follow as fields all the same. */
    public record External(int a, String b) implements Externalizable {
        @Override
        public void writeExternal(ObjectOutput out) {
            throw new IllegalStateException("called");
        }

        @Override
        public void readExternal(ObjectInput in) {
            throw new IllegalStateException("called");
        }
    }

    public record Replaced(int a) implements Serializable {
        private Object writeReplace() {
            return new Point(a, a);
        }
    }

    public record Resolved(int a) implements Serializable {
        private Object readResolve() {
            return a;
        }
    }
}
