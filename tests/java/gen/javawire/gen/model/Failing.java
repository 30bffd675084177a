package javawire.gen.model;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Classes that cannot be written to their end. */
public final class Failing {
    private Failing() {}

    /** Writes its field, some data, and then fails. */
    public static class Midway implements Serializable {
        private static final long serialVersionUID = 801;
        public int number = 7;
        private final transient IOException failure;

        public Midway(IOException failure) {
            this.failure = failure;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(1);
            out.writeObject("before the failure");
            out.writeInt(2);
            throw failure;
        }
    }

    /** Fails before anything but the descriptor is written. */
    public static class AtOnce implements Serializable {
        private static final long serialVersionUID = 802;
        private final transient IOException failure;

        public AtOnce(IOException failure) {
            this.failure = failure;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            throw failure;
        }
    }

    public static class External implements Externalizable {
        private static final long serialVersionUID = 803;
        private IOException failure;

        public External() {}

        public External(IOException failure) {
            this.failure = failure;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeLong(1);
            throw failure;
        }

        @Override
        public void readExternal(ObjectInput in) {}
    }

    /** Calls reset() where only the top level may. */
    public static class Resets implements Serializable {
        private static final long serialVersionUID = 804;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.reset();
        }
    }

    /** An exception with state of its own. */
    public static class Coded extends IOException {
        private static final long serialVersionUID = 805;
        public final int code;

        public Coded(String message, int code) {
            super(message);
            this.code = code;
            setStackTrace(new StackTraceElement[0]);
        }
    }
}
