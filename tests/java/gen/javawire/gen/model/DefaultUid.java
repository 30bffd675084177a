package javawire.gen.model;

import java.io.Serializable;

/** Classes without a serialVersionUID: the JVM computes it from their shape. */
public final class DefaultUid {
    private DefaultUid() {}

    public static class Nothing implements Serializable {}

    public static class Fields implements Serializable {
        public int a;
        protected String b = "b";
        private long c;
        transient int d;
        static int e;
        private static int f;
        private transient int g;
        volatile double h;
        int[][] i;
    }

    public abstract static class Methods implements Serializable, Comparable<Methods>, Cloneable {
        public Methods() {}

        protected Methods(int one, String two) {}

        private Methods(long hidden) {}

        @Override
        public synchronized int compareTo(Methods other) {
            return 0;
        }

        public static final void run(Object[] any, byte b) throws Exception {}

        abstract double[] half();

        private void hidden() {}

        float pack(char c, boolean z, short s) {
            return 0;
        }
    }

    public static final class Derived extends Methods {
        static final Object STARTED = new Object();
        final int value = 1;

        @Override
        double[] half() {
            return null;
        }
    }

    public interface Face extends Serializable {
        int CONSTANT = 1;

        void method();
    }

    public static class OddNames implements Serializable {
        public int gr\u00f6\u00dfe = 3;
    }
}
