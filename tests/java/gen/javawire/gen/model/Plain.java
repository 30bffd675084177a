package javawire.gen.model;

import java.io.Serializable;

/** Classes with nothing but fields. */
public final class Plain {
    private Plain() {}

    public static class Empty implements Serializable {
        private static final long serialVersionUID = 1;
    }

    public static class OneInt implements Serializable {
        private static final long serialVersionUID = 2;
        public int value;

        public OneInt(int value) {
            this.value = value;
        }
    }

    public static class OneRef implements Serializable {
        private static final long serialVersionUID = 3;
        public Object ref;

        public OneRef(Object ref) {
            this.ref = ref;
        }
    }

    /** One field of each primitive type, of boxes, strings, arrays, interfaces and itself. */
    public static class AllTypes implements Serializable {
        private static final long serialVersionUID = -4;
        public byte b;
        public char c;
        public double d;
        public float f;
        public int i;
        public long j;
        public short s;
        public boolean z;
        public Integer boxed;
        public String text;
        public Object any;
        public Class<?> type;
        public Comparable<?> face;
        public Thread.State constant;
        public int[] ints;
        public long[][] longs;
        public String[] texts;
        public AllTypes self;
    }

    public static class Bean implements Serializable {
        private static final long serialVersionUID = 5;
        public int id;
        public String name;
        public double weight;
        public String[] tags;

        public Bean(int id, String name, double weight, String... tags) {
            this.id = id;
            this.name = name;
            this.weight = weight;
            this.tags = tags;
        }
    }

    /** Fields that are not serialized, and constants. */
    public static class Hidden implements Serializable {
        private static final long serialVersionUID = 6;
        public static int shared = 1;
        public transient int forgotten = 2;
        public final int kept = 3;
        public volatile int changing;
        private final String inner = "private";
        protected transient Object lost = "lost";

        public Hidden(int changing) {
            this.changing = changing;
        }
    }

    /** Declared against the order in which the descriptor has them. */
    public static class Unsorted implements Serializable {
        private static final long serialVersionUID = 7;
        public String zebra = "z";
        public int zoo = 1;
        public Object apple = null;
        public boolean yes = true;
        public int[] numbers = {1};
        public byte ant = 2;
        public String Apple = "A";
        public long _under = 3;
        public char $dollar = '$';
    }

    /** Names outside ASCII, of one letter, of nearly 300; in escapes, so that any locale compiles them. */
    public static class OddNames implements Serializable {
        private static final long serialVersionUID = 8;
        public int l\u00e4nge = 1;
        public String \u540d\u524d = "\u540d";
        public double \u03c0 = Math.PI;
        public int x = 2;
        public int aFieldNameThatIsLongerThanTwoHundredAndFiftyFiveBytesSoThatItsLengthNeedsBothOfItsBytes_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_01 = 3;
    }

    /** A generic class is written with the erased types of its fields. */
    public static class Pair<A extends Comparable<A>, B> implements Serializable {
        private static final long serialVersionUID = 9;
        public A first;
        public B second;

        public Pair(A first, B second) {
            this.first = first;
            this.second = second;
        }
    }

    /** Not serializable itself, so its field is lost and its constructor runs when it is read. */
    public static class Base {
        public int lost = 5;
        public String set;

        public Base() {
            set = "by the constructor";
        }
    }

    public static class OverBase extends Base implements Serializable {
        private static final long serialVersionUID = 10;
        public String set;

        public OverBase(String set) {
            this.set = set;
        }
    }

    public static class NotSerializable {
        public int value = 1;
    }

    public abstract static class Abstract implements Serializable {
        private static final long serialVersionUID = 11;
        public int level = 1;
    }

    public static class Concrete extends Abstract {
        private static final long serialVersionUID = 12;
        public int more = 2;
    }

    public class Inner implements Serializable {
        private static final long serialVersionUID = 13;
        public int value = 1;
    }
}
