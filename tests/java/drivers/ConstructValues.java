package drivers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Strings, wrappers, numbers, arrays, enums and classes. */
final class ConstructValues {
    private ConstructValues() {}

    static void add(Construct to) {
        addStrings(to);
        addWrappers(to);
        addNumbers(to);
        addArrays(to);
        addEnumsAndClasses(to);
    }

    private static void addStrings(Construct to) {
        String text = "hola";
        to.add("string-empty", "");
        to.add("string-literal-twice", "hola", "hola");
        to.add("string-new-twice", new String(text), new String(text));
        to.add("string-mixed", "a\0\u00f1\u20ac\ud83d\ude00\ud800 \udc00z");
        to.add("string-65535", repeated('x', 65535));
        to.add("string-65536", repeated('x', 65536));
        to.add("string-utf-65536", repeated('\u00f1', 32768));
        to.add("null", (Object) null);
        to.add("nulls", null, null);
        to.add("nothing");
        to.add("string-then-reset", "hola", "hola", Construct.RESET, "hola", "hola");
    }

    private static void addWrappers(Construct to) {
        int[] ints = {0, 1, -1, 127, 128, -128, -129, 65535, Integer.MIN_VALUE, Integer.MAX_VALUE};
        for (int value : ints) {
            to.add("integer " + value, value);
            to.add("short " + value, (short) value);
            to.add("byte " + value, (byte) value);
            to.add("char " + value, (char) value);
            to.add("long " + value, (long) value);
        }
        to.add("long-min", Long.MIN_VALUE);
        to.add("long-max", Long.MAX_VALUE);
        to.add("boolean-true", true);
        to.add("boolean-false", false);
        float[] floats = {0f, -0f, 1.5f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY,
            Float.intBitsToFloat(0x7fc00000), Float.intBitsToFloat(0x7fc12345),
            Float.intBitsToFloat(0xffc00001)};
        for (int i = 0; i < floats.length; i++) {
            to.add("float " + i, floats[i]);
        }
        double[] doubles = {0d, -0d, 1.5d, Double.MIN_VALUE, Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY, Double.longBitsToDouble(0x7ff8000000000000L),
            Double.longBitsToDouble(0x7ff8000000012345L),
            Double.longBitsToDouble(0xfff8000000000001L)};
        for (int i = 0; i < doubles.length; i++) {
            to.add("double " + i, doubles[i]);
        }
        to.add("floats", floats);
        to.add("doubles", doubles);
        List<Object> boxes = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = -130; i <= 130; i++) {
                boxes.add(i);
                boxes.add((long) i);
                boxes.add((short) i);
                boxes.add((byte) i);
                boxes.add((char) i);
                boxes.add(i % 2 == 0);
                boxes.add((float) i);
                boxes.add((double) i);
            }
        }
        to.add("boxes-shared", boxes);
    }

    private static void addNumbers(Construct to) {
        long[] values = {0, 1, -1, 16, 17, -16, -17, 127, 128, 255, 256, -128, -256, 65536,
            Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};
        for (long value : values) {
            to.add("big-integer " + value, BigInteger.valueOf(value));
            to.add("big-decimal " + value, new BigDecimal(BigInteger.valueOf(value), 3));
        }
        BigInteger two = BigInteger.valueOf(2);
        for (int power : new int[] {63, 64, 100, 126}) {
            to.add("big-integer 2^" + power, two.pow(power));
            to.add("big-integer -2^" + power, two.pow(power).negate());
            to.add("big-decimal 2^" + power, new BigDecimal(two.pow(power), -7));
        }
        List<Object> twice = new ArrayList<>();
        for (long value : values) {
            twice.add(BigInteger.valueOf(value));
            twice.add(BigInteger.valueOf(value));
        }
        to.add("big-integer-twice", twice);
        byte[] bytes = new byte[200];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37 + 1);
        }
        to.add("big-integer-1600-bits", new BigInteger(bytes));
        bytes[0] = -7;
        to.add("big-integer-negative-1600-bits", new BigInteger(bytes));
        to.add("big-integer-bytes", new BigInteger(new byte[] {0, 0, 1}),
                new BigInteger(new byte[] {-1, -1}), new BigInteger(new byte[] {-128}),
                new BigInteger(new byte[] {0}));
        to.add("big-decimals", new BigDecimal("0"), new BigDecimal("1.0"), new BigDecimal("10"),
                new BigDecimal("3.14"), new BigDecimal("-1E+10"), new BigDecimal("1E-20"),
                new BigDecimal("1.7"), new BigDecimal("17"), new BigDecimal("-1.6"),
                new BigDecimal("123456789012345678901234567890.5"));
        to.add("date 0", new Date(0));
        to.add("date -1", new Date(-1));
        to.add("date max", new Date(Long.MAX_VALUE));
        to.add("date min", new Date(Long.MIN_VALUE));
        to.add("uuid 0", new UUID(0, 0));
        to.add("uuid", UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
        to.add("uuid max", new UUID(-1, -1));
    }

    private static void addArrays(Construct to) {
        to.add("arrays-empty", new boolean[0], new byte[0], new char[0], new short[0], new int[0],
                new long[0], new float[0], new double[0], new Object[0], new String[0]);
        to.add("booleans", new boolean[] {true, false, true});
        to.add("bytes", new byte[] {0, 1, -1, 127, -128});
        to.add("chars", new char[] {0, 'a', 0xd800, 0xffff});
        to.add("shorts", new short[] {0, 1, -1, 32767, -32768});
        to.add("ints", new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE});
        to.add("longs", new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE});
        int[] many = new int[5000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i * i;
        }
        to.add("ints-5000", many);
        to.add("strings", (Object) new String[] {"a", null, "a", new String("a"), ""});
        to.add("objects", (Object) new Object[] {"a", 1, null, 'x', 2.5, new int[] {7}, true, 1L});
        to.add("integers", (Object) new Integer[] {1, null, 1, 1000});
        to.add("ints-jagged", (Object) new int[][] {{1, 2}, {}, null, {3}});
        to.add("strings-3d", (Object) new String[][][] {{{"a"}, {}}, {}, null, {{"b", null}}});
        to.add("ints-empty-5d", (Object) new int[0][][][][]);
        int[] row = {1};
        to.add("row-shared", (Object) new int[][] {row, row});
        Object[] self = {null, "x"};
        self[0] = self;
        to.add("array-of-itself", (Object) self);
        to.add("numbers", (Object) new Number[] {1, 2L, 3.0});
        to.add("comparables", (Object) new Comparable<?>[] {"a", 1});
        to.add("hidden", (Object) new ConstructModel.Hidden[] {new ConstructModel.Hidden(), null});
        to.add("hidden-2d", (Object) new ConstructModel.Hidden[1][1]);
        to.add("runnables", (Object) new Runnable[2]);
        to.add("dates", (Object) new Date[] {new Date(1), new Date(2)});
    }

    private static void addEnumsAndClasses(Construct to) {
        to.add("enum", ConstructModel.Color.RED);
        to.add("enum-twice", ConstructModel.Color.RED, ConstructModel.Color.RED,
                ConstructModel.Color.GREEN);
        to.add("enum-body", ConstructModel.Color.BLUE, ConstructModel.Color.RED);
        to.add("enum-name-before", "RED", ConstructModel.Color.RED, "RED");
        to.add("enum-name-after", ConstructModel.Color.RED, "RED", ConstructModel.Color.RED, "RED");
        to.add("enum-then-reset", ConstructModel.Color.RED, "RED", Construct.RESET,
                ConstructModel.Color.RED, "RED");
        to.add("enum-two", ConstructModel.Color.RED, TimeUnit.SECONDS, ConstructModel.Color.RED);
        to.add("enums", (Object) ConstructModel.Color.values());
        to.add("enum-list", new ArrayList<Object>(Arrays.asList(TimeUnit.values())));
        to.add("enum-class", ConstructModel.Color.class, ConstructModel.Color.GREEN);
        to.add("classes", String.class, Integer.class, Object.class, int.class, void.class,
                Runnable.class, int[].class, String[][].class, ConstructModel.Bean.class,
                ConstructModel.Hidden[].class, Enum.class, Class.class);
        to.add("class-twice", String.class, String.class);
        to.add("class-then-object", Date.class, new Date(5));
        to.add("object-then-class", new Date(5), Date.class);
        to.add("type-string-before", "Ljava/lang/String;", new ConstructModel.Bean());
        to.add("type-string-after", new ConstructModel.Bean(), "Ljava/lang/String;", "[I",
                new String("[I"));
        to.add("empty-list", Collections.emptyList(), Collections.emptyList());
        for (String name : ConstructModel.JDK_CLASSES) {
            try {
                to.add("jdk-class " + name, Class.forName(name));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String repeated(char unit, int times) {
        char[] units = new char[times];
        Arrays.fill(units, unit);
        return new String(units);
    }
}
