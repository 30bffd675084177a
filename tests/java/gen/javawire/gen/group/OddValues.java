package javawire.gen.group;

import static java.io.ObjectStreamConstants.*;

import javawire.gen.Catalog;
import javawire.gen.Wire;
import javawire.gen.model.Plain;

/** Values and references that the JVM reads but never writes. */
public final class OddValues {
    private OddValues() {}

    public static void add(Catalog c) {
        nans(c);
        booleans(c);
        references(c);
        exceptions(c);
        order(c);
    }

    private static void nans(Catalog c) {
        // Any NaN but 7FC00000 and 7FF8000000000000: the writer makes all of them these.
        c.hand("odd-nan-float-array", "quiet, signalling and negative NaNs", w ->
                w.u1(TC_ARRAY).bareDesc("[F", Wire.uid(float[].class), SC_SERIALIZABLE).u4(5)
                        .hex("7FC00000 7FC00001 7F800001 FFC00000 FFFFFFFF"));
        c.hand("odd-nan-double-array", "quiet, signalling and negative NaNs", w ->
                w.u1(TC_ARRAY).bareDesc("[D", Wire.uid(double[].class), SC_SERIALIZABLE).u4(5)
                        .hex("7FF8000000000000 7FF8000000000001 7FF0000000000001"
                                + "FFF8000000000000 FFFFFFFFFFFFFFFF"));
        c.hand("odd-nan-fields", "NaNs with a payload in fields", w ->
                w.object().classDesc(Plain.AllTypes.class.getName(), -4, SC_SERIALIZABLE, 2)
                        .field('D', "d").field('F', "f").endDesc()
                        .hex("7FF4000000000123 7FA00123"));
        c.hand("odd-nan-block", "NaNs with a payload in block data", w ->
                w.block(new Wire().hex("7FA00123 7FF4000000000123").bytes()));
    }

    private static void booleans(Catalog c) {
        c.hand("odd-boolean-array", "booleans other than 0 and 1", w ->
                w.u1(TC_ARRAY).bareDesc("[Z", Wire.uid(boolean[].class), SC_SERIALIZABLE).u4(5)
                        .hex("00 01 02 80 FF"));
        c.hand("odd-boolean-field", "a boolean of 2A", w ->
                w.object().classDesc(Plain.AllTypes.class.getName(), -4, SC_SERIALIZABLE, 1)
                        .field('Z', "z").endDesc().u1(0x2a));
        c.hand("odd-boolean-block", "booleans other than 0 and 1 in block data", w ->
                w.block((byte) 0, (byte) 1, (byte) 2, (byte) -1));
    }

    private static void references(Catalog c) {
        c.hand("odd-reference-repeated", "one string and 300 references to it", w -> {
            w.string("one");
            for (int i = 0; i < 300; i++) {
                w.ref(0);
            }
        });
        c.hand("odd-reference-to-class", "references to TC_CLASS and to its descriptor", w ->
                w.u1(TC_CLASS).bareDesc(Plain.Empty.class.getName(), 1, SC_SERIALIZABLE)
                        .ref(1).ref(0));
        c.hand("odd-reference-to-enum-name", "a reference to the name of a constant", w -> {
            OddDescriptors.colour(w);
            w.string("RED").ref(2).ref(3);
        });
        c.hand("odd-reference-to-array-desc", "an array of a class described as TC_CLASS", w ->
                w.u1(TC_CLASS).bareDesc("[I", Wire.uid(int[].class), SC_SERIALIZABLE)
                        .u1(TC_ARRAY).ref(0).u4(1).u4(5).u1(TC_ARRAY).ref(0).u4(0));
        c.hand("odd-reference-after-reset", "the same handle means another object", w ->
                w.string("a").ref(0).reset().string("b").ref(0));
        c.hand("odd-class-twice", "two TC_CLASS of one class, the second not a reference", w ->
                w.u1(TC_CLASS).bareDesc(Plain.Empty.class.getName(), 1, SC_SERIALIZABLE)
                        .u1(TC_CLASS).ref(0));
        c.hand("odd-string-equal-strings", "equal strings in all three forms", w ->
                w.string("x").longString("x").stringOf("C1B8").ref(1));
    }

    private static void exceptions(Catalog c) {
        c.hand("odd-exception-string", "TC_EXCEPTION of a string: the JVM refuses", w ->
                w.u1(TC_EXCEPTION).string("not an exception")).illegal().items("X");
        c.hand("odd-exception-null", "TC_EXCEPTION of null: the JVM refuses", w ->
                w.u1(TC_EXCEPTION).nul()).illegal().items("X");
        c.hand("odd-exception-runtime", "TC_EXCEPTION of an exception that is no IOException", w ->
                w.u1(TC_EXCEPTION).object()
                        .classDesc("java.lang.IllegalStateException", Wire.uid(IllegalStateException.class),
                                SC_SERIALIZABLE, 0)
                        .endDesc()).items("X");
    }

    private static void order(Catalog c) {
        c.hand("odd-nulls-500", "500 nulls", w -> {
            for (int i = 0; i < 500; i++) {
                w.nul();
            }
        });
        c.hand("odd-descriptor-null-super", "a bare descriptor, then an object that refers to it", w ->
                w.classDesc(Plain.OneInt.class.getName(), 2, SC_SERIALIZABLE, 1).field('I', "value")
                        .endDesc().object().ref(0).u4(7));
        c.hand("odd-annotation-refers-to-own", "an annotation that refers to its own descriptor", w ->
                w.object().classDesc(Plain.Empty.class.getName(), 1, SC_SERIALIZABLE, 0)
                        .ref(0).endDesc());
        c.hand("odd-annotation-class-inside", "an annotation that holds TC_CLASS of another class", w ->
                w.object().classDesc(Plain.Empty.class.getName(), 1, SC_SERIALIZABLE, 0)
                        .u1(TC_CLASS).bareDesc("int", 0, 0).ref(1).endDesc());
    }
}
