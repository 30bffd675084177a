package javawire.gen.group;

import static java.io.ObjectStreamConstants.*;

import javawire.gen.Catalog;
import javawire.gen.model.Plain;

/** Forms of text that the JVM reads but would have written otherwise. */
public final class OddStrings {
    private static final String OVERLONG = "two bytes for a character that needs ";

    private OddStrings() {}

    public static void add(Catalog c) {
        c.hand("odd-long-string-short", "TC_LONGSTRING of four bytes", w -> w.longString("hola"));
        c.hand("odd-long-string-empty", "TC_LONGSTRING of no bytes", w -> w.longString(""));
        c.hand("odd-long-string-65535", "TC_LONGSTRING of the greatest length that needs none", w ->
                w.longString("l".repeat(65_535)));
        c.hand("odd-long-string-twice", "TC_LONGSTRING and a reference to it", w ->
                w.longString("hola").ref(0));
        c.hand("odd-long-string-negative", "TC_LONGSTRING of length -1: the JVM reads an empty string",
                w -> w.u1(TC_LONGSTRING).u8(-1).string("after")).illegal();
        c.hand("odd-overlong-two", OVERLONG + "one: C1 81 for A", w -> w.stringOf("C181"));
        c.hand("odd-overlong-three", "three bytes for a character that needs one: E0 81 81", w ->
                w.stringOf("E08181"));
        c.hand("odd-overlong-three-for-two", "three bytes for a character that needs two", w ->
                w.stringOf("E083A9"));
        c.hand("odd-overlong-nul", "three bytes for U+0000: E0 80 80", w -> w.stringOf("E08080"));
        c.hand("odd-raw-nul", "U+0000 as a zero byte, between letters", w -> w.stringOf("61 00 62"));
        c.hand("odd-every-form-of-a", "A in one, two and three bytes, U+0000 likewise", w ->
                w.stringOf("41 C181 E08181 00 C080 E08080"));
        c.hand("odd-overlong-long-string", "overlong forms and raw zeros in a TC_LONGSTRING", w ->
                w.u1(TC_LONGSTRING).u8(6).hex("C181 00 E08080"));
        c.hand("odd-surrogate-overlong-neighbours", "stray halves beside overlong letters", w ->
                w.stringOf("EDA080 C181 EDBFBF"));
        c.hand("odd-class-name-overlong", "the first letter of a class name in two bytes", w -> {
            String name = Plain.Empty.class.getName();
            w.object().u1(TC_CLASSDESC).u2(name.length() + 1).hex("C1AA");
            w.raw(name.substring(1).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            w.u8(1).u1(SC_SERIALIZABLE).u2(0).endDesc();
        });
        c.hand("odd-field-name-overlong", "a field name in overlong form", w -> {
            w.object().classDesc(Plain.OneInt.class.getName(), 2, SC_SERIALIZABLE, 1);
            w.u1('I').u2(6).hex("C1B6").raw((byte) 'a', (byte) 'l', (byte) 'u', (byte) 'e');
            w.endDesc().u4(7);
        });
        c.hand("odd-utf-overlong", "readUTF of overlong forms and raw zeros, in block data", w ->
                w.block(new javawire.gen.Wire().u2(8).hex("C181 E08181 00 C3A9").bytes()));
        c.hand("odd-enum-name-long-string", "an enum constant's name as TC_LONGSTRING", w -> {
            OddDescriptors.colour(w);
            w.longString("RED");
        });
        c.hand("odd-enum-name-reference", "an enum constant's name as a reference: the JVM refuses", w -> {
            w.string("RED");
            OddDescriptors.colour(w);
            w.ref(0);
        }).items("O2");
        c.hand("odd-type-string-long", "a field's type as TC_LONGSTRING", w ->
                w.object().classDesc(Plain.OneRef.class.getName(), 3, SC_SERIALIZABLE, 1)
                        .u1('L').utf("ref").longString("Ljava/lang/Object;")
                        .endDesc().string("value"));
        c.hand("odd-type-string-referred-to", "a value that refers to its field's type", w ->
                w.object().classDesc(Plain.OneRef.class.getName(), 3, SC_SERIALIZABLE, 1)
                        .field("Ljava/lang/Object;", "ref").endDesc().ref(1));
        c.hand("odd-type-string-repeated", "each field's type written out, none by reference", w ->
                w.object().classDesc(Plain.Pair.class.getName(), 9, SC_SERIALIZABLE, 2)
                        .field("Ljava/lang/Comparable;", "first")
                        .field("Ljava/lang/Object;", "second")
                        .endDesc().string("a").string("a"));
        c.hand("odd-string-empty-by-reference", "an empty string and two references to it", w ->
                w.string("").ref(0).ref(0));
    }
}
