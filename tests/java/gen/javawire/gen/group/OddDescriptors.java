package javawire.gen.group;

import static java.io.ObjectStreamConstants.*;

import javawire.gen.Catalog;
import javawire.gen.Wire;
import javawire.gen.model.Chain;
import javawire.gen.model.Colour;
import javawire.gen.model.Faces;
import javawire.gen.model.Handlers;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** Descriptors that do not fit the class at hand, or that no class would give. */
public final class OddDescriptors {
    private static final String INT = Plain.OneInt.class.getName();
    private static final String REF = Plain.OneRef.class.getName();
    private static final String GONE = "example.Gone";

    private OddDescriptors() {}

    public static void add(Catalog c) {
        fields(c);
        supers(c);
        flags(c);
        proxies(c);
        unknown(c);
    }

    /** TC_ENUM and the descriptors of an enumeration; the name of the constant comes next. */
    static void colour(Wire w) {
        w.u1(TC_ENUM).classDesc(Colour.class.getName(), 0, SC_SERIALIZABLE | SC_ENUM, 0).end();
        w.bareDesc("java.lang.Enum", 0, SC_SERIALIZABLE | SC_ENUM);
    }

    private static void fields(Catalog c) {
        c.hand("odd-field-order", "fields against the canonical order", w ->
                w.object().classDesc(Plain.Bean.class.getName(), 5, SC_SERIALIZABLE, 4)
                        .field('I', "id").field('D', "weight")
                        .field("[Ljava/lang/String;", "tags")
                        .field("Ljava/lang/String;", "name").endDesc()
                        .u4(1).u8(Double.doubleToRawLongBits(2.5)).nul().string("name"));
        c.hand("odd-field-missing", "a field of the class is not in the stream", w ->
                w.object().bareDesc(INT, 2, SC_SERIALIZABLE));
        c.hand("odd-field-extra", "fields that the class does not have", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 3)
                        .field('J', "added").field('I', "value")
                        .field("Ljava/lang/Object;", "object").endDesc()
                        .u8(1).u4(7).string("dropped").string("next"));
        c.hand("odd-field-extra-gone", "a field that the class does not have, of a class that is gone",
                w -> {
                    w.object().classDesc(INT, 2, SC_SERIALIZABLE, 2)
                            .field('I', "value").field("Ljava/lang/Object;", "object").endDesc();
                    w.u4(7).object().bareDesc(GONE, 1, SC_SERIALIZABLE).string("next");
                });
        c.hand("odd-field-twice", "the same field name twice in one class", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 2)
                        .field('I', "value").field('I', "value").endDesc().u4(1).u4(2));
        c.hand("odd-field-name-empty", "a field whose name is empty", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 1)
                        .field('I', "").endDesc().u4(1));
        c.hand("odd-field-other-type", "a field whose type is another in the class: refused", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 1)
                        .field('J', "value").endDesc().u8(1)).items("O");
        c.hand("odd-field-wider-object", "an Object field that the stream says is a String", w ->
                w.object().classDesc(REF, 3, SC_SERIALIZABLE, 1)
                        .field("Ljava/lang/String;", "ref").endDesc().string("text"));
        c.hand("odd-record-missing-component", "a record without one of its components", w ->
                w.object().classDesc(Records.Point.class.getName(), 0, SC_SERIALIZABLE, 1)
                        .field('I', "y").end().bareDesc("java.lang.Record", 0, SC_SERIALIZABLE)
                        .u4(5));
        c.hand("odd-record-extra-component", "a record with a component too many, out of order", w ->
                w.object().classDesc(Records.Point.class.getName(), 0, SC_SERIALIZABLE, 3)
                        .field('I', "y").field('I', "x").field("Ljava/lang/String;", "z").end()
                        .bareDesc("java.lang.Record", 0, SC_SERIALIZABLE)
                        .u4(1).u4(2).string("dropped"));
    }

    private static void supers(Catalog c) {
        c.hand("odd-super-missing", "a class without its superclass", w ->
                w.object().classDesc(Chain.C2.class.getName(), 102, SC_SERIALIZABLE, 1)
                        .field("Ljava/lang/String;", "two").endDesc().string("two"));
        c.hand("odd-super-added", "a superclass that the class does not have", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 1).field('I', "value").end()
                        .classDesc(Plain.Concrete.class.getName(), 12, SC_SERIALIZABLE, 1)
                        .field('I', "more").endDesc().u4(3).u4(7));
        c.hand("odd-super-added-gone", "a superclass that is gone", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 1).field('I', "value").end()
                        .classDesc(GONE, 1, SC_SERIALIZABLE, 1).field('I', "lost").endDesc()
                        .u4(3).u4(7));
        c.hand("odd-super-by-reference", "a superclass described before, as TC_CLASS", w ->
                w.u1(TC_CLASS).classDesc(Chain.C1.class.getName(), 101, SC_SERIALIZABLE, 1)
                        .field('I', "one").endDesc()
                        .object().classDesc(Chain.C3.class.getName(), 103, SC_SERIALIZABLE, 0).end()
                        .ref(0).u4(9));
        c.hand("odd-desc-twice", "the same class described twice, not referred to", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE, 1).field('I', "value").endDesc().u4(1)
                        .object().classDesc(INT, 2, SC_SERIALIZABLE, 1).field('I', "value").endDesc()
                        .u4(2).object().ref(2).u4(3));
        c.hand("odd-desc-by-top-level-reference", "a reference to a descriptor, as an object", w ->
                w.object().bareDesc(Plain.Empty.class.getName(), 1, SC_SERIALIZABLE).ref(0).ref(1));
        c.hand("odd-class-chain-100", "a hundred superclasses, none of which exists", w -> {
            w.object();
            for (int i = 0; i < 100; i++) {
                w.classDesc(GONE + i, i, SC_SERIALIZABLE, 0).end();
            }
            w.nul().string("next");
        }).items("O2");
    }

    private static void flags(Catalog c) {
        c.hand("odd-flags-high-bits", "flags with bits that mean nothing", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE | 0xe0, 1).field('I', "value")
                        .endDesc().u4(7));
        c.hand("odd-flags-block-data", "SC_BLOCK_DATA on a class that is not Externalizable", w ->
                w.object().classDesc(INT, 2, SC_SERIALIZABLE | SC_BLOCK_DATA, 1).field('I', "value")
                        .endDesc().u4(7));
        c.hand("odd-flags-array", "an array class with flags 0", w ->
                w.u1(TC_ARRAY).bareDesc("[I", Wire.uid(int[].class), 0).u4(1).u4(7));
        c.hand("odd-uid-array", "an array class with another serialVersionUID: the JVM does not mind",
                w -> w.u1(TC_ARRAY).bareDesc("[I", 1, SC_SERIALIZABLE).u4(2).u4(7).u4(8));
        c.hand("odd-uid-other", "another serialVersionUID than the class's: refused", w ->
                w.object().classDesc(INT, 99, SC_SERIALIZABLE, 1).field('I', "value").endDesc()
                        .u4(7)).items("O");
        c.hand("odd-uid-record", "another serialVersionUID than the record's: the JVM does not mind",
                w -> w.object().classDesc(Records.None.class.getName(), 5, SC_SERIALIZABLE, 0).end()
                        .bareDesc("java.lang.Record", 6, SC_SERIALIZABLE));
        c.hand("odd-enum-without-super", "an enumeration without java.lang.Enum above it", w ->
                w.u1(TC_ENUM).bareDesc(Colour.class.getName(), 0, SC_SERIALIZABLE | SC_ENUM)
                        .string("BLUE"));
    }

    private static void proxies(Catalog c) {
        c.hand("odd-proxy-without-super", "a proxy class without java.lang.reflect.Proxy above it", w ->
                w.u1(TC_CLASS).u1(TC_PROXYCLASSDESC).u4(1).utf(Faces.Speaks.class.getName())
                        .endDesc());
        c.hand("odd-proxy-handler-null", "a proxy whose handler is null", w ->
                proxy(w).nul()).tag("proxy", "null-handler");
        c.hand("odd-proxy-handler-shared", "two proxy descriptors, one handler by reference", w -> {
            proxy(w).object().bareDesc(Handlers.Silent.class.getName(), 701, SC_SERIALIZABLE);
            w.object().u1(TC_PROXYCLASSDESC).u4(1).utf(Faces.Walks.class.getName()).end();
            w.ref(1).ref(5);
        });
    }

    private static Wire proxy(Wire w) {
        return w.object().u1(TC_PROXYCLASSDESC).u4(1).utf(Faces.Speaks.class.getName()).end()
                .classDesc("java.lang.reflect.Proxy", Wire.uid(java.lang.reflect.Proxy.class), SC_SERIALIZABLE, 1)
                .field("Ljava/lang/reflect/InvocationHandler;", "h").endDesc();
    }

    private static void unknown(Catalog c) {
        c.hand("odd-gone-object", "an object of a class that is gone, then a string", w ->
                w.object().classDesc(GONE, 1, SC_SERIALIZABLE, 2).field('I', "number")
                        .field("Ljava/lang/String;", "text").endDesc()
                        .u4(1).string("text").string("next")).items("O2");
        c.hand("odd-gone-with-annotation", "with data and objects after its fields", w ->
                w.object().classDesc(GONE, 1, SC_SERIALIZABLE | SC_WRITE_METHOD, 1)
                        .field('I', "number").endDesc()
                        .u4(1).block((byte) 1).string("tail").end().string("next")).items("O2");
        c.hand("odd-gone-extern", "an Externalizable class that is gone", w ->
                w.object().bareDesc(GONE, 1, SC_EXTERNALIZABLE | SC_BLOCK_DATA)
                        .block((byte) 1).string("tail").end().string("next")).items("O2");
        c.hand("odd-gone-enum", "a constant of an enumeration that is gone", w ->
                w.u1(TC_ENUM).classDesc(GONE, 0, SC_SERIALIZABLE | SC_ENUM, 0).end()
                        .bareDesc("java.lang.Enum", 0, SC_SERIALIZABLE | SC_ENUM)
                        .string("ONE")).items("O");
        c.hand("odd-gone-constant", "a constant that its enumeration does not have", w -> {
            colour(w);
            w.string("MAUVE");
        }).items("O");
        c.hand("odd-gone-array", "an array of a class that is gone", w ->
                w.u1(TC_ARRAY).bareDesc("[L" + GONE + ";", 1, SC_SERIALIZABLE).u4(2).nul().nul())
                .items("O");
        c.hand("odd-gone-class", "the class object of a class that is gone", w ->
                w.u1(TC_CLASS).bareDesc(GONE, 1, SC_SERIALIZABLE)).items("O");
        c.hand("odd-gone-proxy", "a proxy of an interface that is gone", w ->
                w.u1(TC_CLASS).u1(TC_PROXYCLASSDESC).u4(2).utf(GONE)
                        .utf(Faces.Speaks.class.getName()).endDesc()).items("O");
        c.hand("odd-gone-unicode-name", "a class name outside ASCII", w ->
                w.object().bareDesc("b\u00e9ispiel.Gr\u00f6\u00dfe$\u5927\ud83c\udf80", 1,
                        SC_SERIALIZABLE)).items("O");
        c.hand("odd-gone-default-package", "a class name of one letter", w ->
                w.object().bareDesc("a", 1, SC_SERIALIZABLE)).items("O");
        c.hand("odd-gone-long-name", "a class name of 40,000 bytes", w ->
                w.object().bareDesc("n".repeat(40_000), 1, SC_SERIALIZABLE)).items("O");
        c.hand("odd-gone-2000-fields", "a class with 2000 fields", w -> {
            w.object().classDesc(GONE, 1, SC_SERIALIZABLE, 2000);
            for (int i = 0; i < 2000; i++) {
                w.field('B', "b" + i);
            }
            w.endDesc().raw(Blocks.counting(2000));
        }).items("O");
    }
}
