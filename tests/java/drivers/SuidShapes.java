package drivers;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Classes of every shape on which a default serialVersionUID depends. */
@SuppressWarnings({"serial", "unused"})
public final class SuidShapes {
    private SuidShapes() {}

    static Class<?>[] all() {
        class Local implements Serializable {
            int local;
        }
        Object anonymous = new Serializable() {
            final int captured = new Local().local;
        };
        return new Class<?>[] {
            Local.class, anonymous.getClass(), Empty.class, PublicEmpty.class, FinalEmpty.class,
            AbstractEmpty.class, ProtectedEmpty.class, PrivateEmpty.class, Marker.class,
            Methods.class, Constants.class, MethodsAndConstants.class, Defaults.class,
            ManyInterfaces.class, Fields.class, FieldOrder.class, StaticConstant.class,
            StaticComputed.class, StaticBlock.class, Constructors.class, PrivateConstructor.class,
            MethodModifiers.class, Overloads.class, Generic.class, Bridges.class, Varargs.class,
            Strict.class, Asserting.class, Switching.class, Lambdas.class, Inner.class,
            Inner.Innermost.class, Accessed.class, External.class, Sub.class, SubOfSub.class,
            Thrower.class, Nandu.class, Dollar$Name.class, InInterface.Nested.class, Arrays.class,
            Synchronized.class, Natives.class, Transients.class, Volatiles.class, HasWriteObject.class,
            Comparing.class, Uninteresting.class, Deep.Deeper.Deepest.class, SuidShapes.Task.class,
        };
    }

    static Class<?>[] arrays() {
        return new Class<?>[] {
            boolean[].class, byte[].class, char[].class, short[].class, int[].class, long[].class,
            float[].class, double[].class, Object[].class, String[].class, int[][].class,
            String[][][].class, Empty[].class, PublicEmpty[].class, FinalEmpty[].class,
            ProtectedEmpty[].class, PrivateEmpty[].class, PrivateEmpty[][].class, Marker[].class,
            Runnable[].class, Map.Entry[].class, Override[].class, Thread.State[].class,
        };
    }

    static class Empty implements Serializable {}

    public static class PublicEmpty implements Serializable {}

    static final class FinalEmpty implements Serializable {}

    abstract static class AbstractEmpty implements Serializable {}

    protected static class ProtectedEmpty implements Serializable {}

    private static class PrivateEmpty implements Serializable {}

    interface Marker extends Serializable {}

    public interface Methods extends Serializable {
        void one();

        int two(String text, int[] ints);
    }

    interface Constants extends Serializable {
        int CONSTANT = 5;
        Object COMPUTED = new Object();
    }

    interface MethodsAndConstants extends Constants, Methods {
        String NAME = "name";

        void three();
    }

    interface Defaults extends Serializable {
        default int defaulted() {
            return 1;
        }

        static int statically() {
            return 2;
        }
    }

    static class ManyInterfaces
            implements Runnable, Serializable, Comparable<ManyInterfaces>, Cloneable, Callable<Void> {
        @Override
        public void run() {}

        @Override
        public int compareTo(ManyInterfaces other) {
            return 0;
        }

        @Override
        public Void call() {
            return null;
        }
    }

    static class Fields implements Serializable {
        public int publicField;
        protected long protectedField;
        private double privateField;
        String packageField;
        public static float publicStatic;
        private static float privateStatic;
        private transient Object privateTransient;
        transient Object packageTransient;
        public final int publicFinal = 1;
        private static final String CONSTANT = "c";
        static final int OTHER = 3;
        protected volatile boolean flag;
    }

    static class FieldOrder implements Serializable {
        int z;
        int a;
        String Z;
        byte A;
        int _b;
        int ñ;
        int $d;
    }

    static class StaticConstant implements Serializable {
        static final int CONSTANT = 42;
        static final String TEXT = "text";
    }

    static class StaticComputed implements Serializable {
        static int counter = Integer.parseInt("1");
    }

    static class StaticBlock implements Serializable {
        static {
            System.getProperty("nothing");
        }
    }

    static class Constructors implements Serializable {
        Constructors() {}

        public Constructors(int i) {}

        protected Constructors(String s, Object[] all) {}

        private Constructors(long j) {}

        Constructors(Map<String, List<int[]>> map) {}
    }

    static class PrivateConstructor implements Serializable {
        private PrivateConstructor() {}
    }

    abstract static class MethodModifiers implements Serializable {
        public void publicMethod() {}

        protected void protectedMethod() {}

        private void privateMethod() {}

        void packageMethod() {}

        public static void publicStatic() {}

        private static void privateStatic() {}

        public final void publicFinal() {}

        public synchronized void synced() {}

        protected abstract void abstractMethod();

        native int nativeMethod(long[] longs);
    }

    static class Overloads implements Serializable {
        void of(int a) {}

        void of(long a) {}

        void of(String a) {}

        void of(String[] a) {}

        int of() {
            return 0;
        }

        void Of() {}
    }

    static class Generic<T extends Comparable<T>> implements Serializable {
        T value;
        List<? extends T> list;

        T get() {
            return value;
        }

        <U> U map(T value, Supplier<U> supplier) {
            return supplier.get();
        }
    }

    static class Bridges implements Comparable<Bridges>, Supplier<String>, Serializable {
        @Override
        public int compareTo(Bridges other) {
            return 0;
        }

        @Override
        public String get() {
            return "";
        }
    }

    static class Varargs implements Serializable {
        void of(Object... all) {}
    }

    static strictfp class Strict implements Serializable {
        double half(double d) {
            return d / 2;
        }
    }

    static class Asserting implements Serializable {
        void check(int i) {
            assert i > 0;
        }
    }

    static class Switching implements Serializable {
        int of(Thread.State state, String text) {
            switch (state) {
                case NEW: return 1;
                default: break;
            }
            switch (text) {
                case "a": return 2;
                default: return 3;
            }
        }
    }

    static class Lambdas implements Serializable {
        Runnable plain() {
            return () -> System.gc();
        }

        Runnable serializable() {
            return (Runnable & Serializable) () -> System.gc();
        }

        Supplier<String> reference() {
            return this::toString;
        }
    }

    class Inner implements Serializable {
        int depth;

        class Innermost implements Serializable {
            int sum = depth;
        }
    }

    static class Accessed implements Serializable {
        private int hidden;

        private static void secret() {}

        static class Accessor {
            int peek(Accessed other) {
                secret();
                return other.hidden++;
            }
        }
    }

    public static class External implements Externalizable {
        public External() {}

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    static class Sub extends PublicEmpty {
        int more;
    }

    static final class SubOfSub extends Sub implements Runnable {
        @Override
        public void run() {}
    }

    static class Thrower extends Exception {
        Thrower(String message) {
            super(message);
        }
    }

    static class Nandu implements Serializable {
        int año;

        void volar€() {}
    }

    static class Dollar$Name implements Serializable {
        int $;
    }

    interface InInterface {
        class Nested implements Serializable {}
    }

    static class Arrays implements Serializable {
        int[] ints;
        String[][] texts;
        Map.Entry<String, int[]>[] entries;

        long[][] of(byte[] bytes, Object[][][] objects) {
            return null;
        }
    }

    static class Synchronized implements Serializable {
        static synchronized void both() {}
    }

    static class Natives implements Serializable {
        public static final native void bothNative();
    }

    static class Transients implements Serializable {
        transient int a;
        public transient int b;
        private transient int c;
        static transient int d;
    }

    static class Volatiles implements Serializable {
        volatile int a;
        private volatile int b;
        private static volatile int c;
    }

    static class HasWriteObject implements Serializable {
        private void writeObject(java.io.ObjectOutputStream out) {}

        private void readObject(java.io.ObjectInputStream in) {}

        protected Object readResolve() {
            return this;
        }

        Object writeReplace() {
            return this;
        }
    }

    static class Comparing implements Comparator<String>, Serializable {
        @Override
        public int compare(String a, String b) {
            return 0;
        }
    }

    /** With all that does not matter. */
    static class Uninteresting implements Serializable {
        private static int a;
        private transient int b;

        private Uninteresting(int i) {}

        private void method() {}
    }

    static class Deep {
        static class Deeper {
            static class Deepest implements Serializable {}
        }
    }

    static class Task extends Thread implements Serializable {
        @Override
        public synchronized void start() {}
    }
}
