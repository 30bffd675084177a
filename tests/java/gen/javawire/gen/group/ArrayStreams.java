package javawire.gen.group;

import java.util.ArrayList;
import java.util.List;

import javawire.gen.Catalog;
import javawire.gen.model.Colour;
import javawire.gen.model.Faces;
import javawire.gen.model.Handlers;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** TC_ARRAY: every component type, empty, of one, of extremes; nested, shared, mixed. */
public final class ArrayStreams {
    private static final double MIN_NORMAL = Double.MIN_NORMAL;

    private ArrayStreams() {}

    public static void add(Catalog c) {
        primitive(c, "boolean", new boolean[0], new boolean[] {true}, new boolean[] {true, false});
        primitive(c, "byte", new byte[0], new byte[] {-1}, new byte[] {-128, -1, 0, 1, 127});
        primitive(c, "char", new char[0], new char[] {'x'},
                new char[] {0, 'x', '\u00e9', '\u20ac', '\ud800', '\udfff', '\uffff'});
        primitive(c, "short", new short[0], new short[] {1},
                new short[] {Short.MIN_VALUE, -1, 0, 1, Short.MAX_VALUE});
        primitive(c, "int", new int[0], new int[] {7},
                new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE});
        primitive(c, "long", new long[0], new long[] {7},
                new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE});
        primitive(c, "float", new float[0], new float[] {1.5f},
                new float[] {Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 0f, -0f,
                    Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN, 0.1f});
        primitive(c, "double", new double[0], new double[] {1.5},
                new double[] {Double.MIN_VALUE, MIN_NORMAL, Double.MAX_VALUE, 0d, -0d,
                    Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, 0.1});
        large(c);
        nested(c);
        objects(c);
    }

    private static void primitive(Catalog c, String type, Object empty, Object one, Object extremes) {
        c.object("array-" + type + "-empty", "an empty " + type + "[]", () -> empty);
        c.object("array-" + type + "-one", "a " + type + "[] of one element", () -> one);
        c.object("array-" + type + "-extremes", "a " + type + "[] of the ends of its range", () ->
                extremes);
    }

    private static void large(Catalog c) {
        c.object("array-byte-70000", "70,000 bytes: more than a 16-bit length", () ->
                Blocks.counting(70_000));
        c.object("array-int-3000", "3000 ints", () -> {
            int[] array = new int[3000];
            for (int i = 0; i < array.length; i++) {
                array[i] = i * 65_537;
            }
            return array;
        });
        c.object("array-char-2000", "2000 chars, of each plane of the BMP", () -> {
            char[] array = new char[2000];
            for (int i = 0; i < array.length; i++) {
                array[i] = (char) (i * 33);
            }
            return array;
        });
        c.object("array-double-1000", "1000 doubles", () -> {
            double[] array = new double[1000];
            for (int i = 0; i < array.length; i++) {
                array[i] = Math.scalb(1.0 + i, i - 500);
            }
            return array;
        });
        c.object("array-boolean-1500", "1500 booleans", () -> {
            boolean[] array = new boolean[1500];
            for (int i = 0; i < array.length; i++) {
                array[i] = i % 5 == 0;
            }
            return array;
        });
        c.object("array-long-700", "700 longs", () -> {
            long[] array = new long[700];
            for (int i = 0; i < array.length; i++) {
                array[i] = (long) i << i % 64;
            }
            return array;
        });
        c.object("array-nulls-500", "an Object[] of 500 nulls", () -> new Object[500]);
    }

    private static void nested(Catalog c) {
        c.object("array-int-2d", "int[2][3]", () -> new int[][] {{1, 2, 3}, {4, 5, 6}});
        c.object("array-jagged", "rows of 0 to 3, one of them null", () ->
                new long[][] {{}, {1}, null, {1, 2}, {1, 2, 3}});
        c.object("array-string-3d", "String[2][2][2]", () ->
                new String[][][] {{{"a", "b"}, {"c", "d"}}, {{"a", null}, {}}});
        c.object("array-2d-empty", "int[0][] and int[2][0]", () ->
                new Object[] {new int[0][], new int[2][0]});
        c.object("array-5d", "one element in five dimensions", () -> new char[][][][][] {{{{{'5'}}}}});
        c.object("array-of-every-primitive", "an Object[] with an array of each type", () ->
                new Object[] {
                    new boolean[] {true}, new byte[] {1}, new char[] {'c'}, new short[] {2},
                    new int[] {3}, new long[] {4}, new float[] {5}, new double[] {6}
                });
        c.object("array-same-type-thrice", "three int[]: one descriptor", () ->
                new int[][] {{1}, {1}, {2, 3}});
        c.object("array-255-dimensions", "the most dimensions a class file allows", () -> {
            int[] lengths = new int[255];
            java.util.Arrays.fill(lengths, 1);
            return java.lang.reflect.Array.newInstance(byte.class, lengths);
        });
    }

    private static void objects(Catalog c) {
        c.object("array-object-empty", "an empty Object[]", () -> new Object[0]);
        c.object("array-mixed", "one object of each kind, and null", () -> {
            Object[] all = {
                null, "text", 1, 'c', true, new int[] {1}, int.class, Colour.RED,
                new Plain.OneInt(1), new Records.Point(1, 2), null,
                new ArrayList<>(List.of("x")),
                Handlers.proxy(new Handlers.Silent(), Faces.Speaks.class)
            };
            return all;
        });
        c.object("array-string", "a String[] with null, repeated and empty strings", () ->
                new String[] {"a", null, "", "a", new String("a"), "\u00e9"});
        c.object("array-enum", "an array of an enumeration", () ->
                new Colour[] {Colour.BLUE, Colour.RED, null, Colour.BLUE});
        c.object("array-enum-body", "constants with bodies, of three classes in all", () ->
                Colour.Sign.values());
        c.object("array-record", "an array of records", () -> {
            Records.Point point = new Records.Point(1, 2);
            return new Records.Point[] {point, null, new Records.Point(1, 2), point};
        });
        c.object("array-proxy", "an array of an interface, with proxies", () -> {
            Handlers.Silent handler = new Handlers.Silent();
            return new Faces.Speaks[] {
                (Faces.Speaks) Handlers.proxy(handler, Faces.Speaks.class),
                null,
                (Faces.Speaks) Handlers.proxy(handler, Faces.Speaks.class)
            };
        });
        c.object("array-interface", "a Comparable[] of different classes", () ->
                new Comparable<?>[] {1, "two", 3.0});
        c.object("array-number", "a Number[] of every box", () ->
                new Number[] {(byte) 1, (short) 2, 3, 4L, 5f, 6d, null});
        c.object("array-not-serializable-empty", "an empty array of what is not serializable", () ->
                new Plain.NotSerializable[0]);
        c.object("array-not-serializable-null", "an array of what is not serializable, all null", () ->
                new Plain.NotSerializable[2]);
        c.write("array-twice", "the same array twice", out -> {
            int[] array = {1, 2};
            out.writeObject(array);
            array[0] = 9;
            out.writeObject(array);
        });
        c.object("array-cloned", "an array, its clone, and the array again", () -> {
            int[] array = {1, 2};
            return new Object[] {array, array.clone(), array};
        });
        c.object("array-beans-50", "50 beans in an array of their class", () -> {
            Plain.Bean[] beans = new Plain.Bean[50];
            for (int i = 0; i < beans.length; i++) {
                beans[i] = new Plain.Bean(i, "b" + i % 5, i, "t" + i % 3);
            }
            return beans;
        });
    }
}
