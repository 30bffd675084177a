package javawire.gen.group;

import java.util.ArrayList;
import java.util.List;

import javawire.gen.Catalog;
import javawire.gen.model.Chain;
import javawire.gen.model.Colour;
import javawire.gen.model.Handlers;
import javawire.gen.model.Faces;
import javawire.gen.model.ManyFields;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;
import javawire.gen.model.SerialFields;

/** TC_OBJECT with default fields: how many, of which types, on which levels. */
public final class PlainObjects {
    private PlainObjects() {}

    public static void add(Catalog c) {
        fields(c);
        levels(c);
        declared(c);
        many(c);
    }

    private static void fields(Catalog c) {
        c.object("object-null", "a null and nothing else", () -> null);
        c.write("object-nulls", "three nulls", out -> {
            out.writeObject(null);
            out.writeObject(null);
            out.writeObject(null);
        });
        c.object("object-no-fields", "a class without fields", Plain.Empty::new);
        c.object("object-one-int", "a class with one field", () -> new Plain.OneInt(-1));
        c.object("object-one-ref-null", "a reference that is null", () -> new Plain.OneRef(null));
        c.object("object-all-types-zero", "every field type, all at their default",
                Plain.AllTypes::new);
        c.object("object-all-types", "every field type, all set", PlainObjects::allTypes);
        c.write("object-extremes", "least, then greatest value of every primitive type", out -> {
            out.writeObject(extremes(true));
            out.writeObject(extremes(false));
        });
        c.object("object-floats-special", "NaN, negative zero and infinities in fields", () -> {
            Plain.AllTypes made = new Plain.AllTypes();
            made.f = Float.NaN;
            made.d = -0.0;
            made.self = new Plain.AllTypes();
            made.self.f = Float.NEGATIVE_INFINITY;
            made.self.d = Double.NaN;
            return made;
        });
        c.object("object-300-fields", "25 fields of each of twelve types", ManyFields::filled);
        c.object("object-300-fields-zero", "the same class, nothing set", ManyFields::new);
        c.object("object-transient-static", "only what is neither transient nor static", () ->
                new Plain.Hidden(4));
        c.object("object-field-order", "primitives first, each part sorted by name",
                Plain.Unsorted::new);
        c.object("object-field-names", "names outside ASCII, of one letter, of over 255 bytes",
                Plain.OddNames::new);
        c.object("object-generic", "fields of type variables", () ->
                new Plain.Pair<>("key", new Plain.Pair<>(1, "value")));
        c.object("object-bean", "int, String, double, String[]", () ->
                new Plain.Bean(1, "one", 1.5, "a", "b", "a"));
        c.object("object-inner", "an inner class, with the outer instance as a field", () ->
                new Holder("outer").new Part(3));
        c.object("object-anonymous", "an anonymous class with a captured variable", () ->
                Holder.anonymous("captured"));
        c.object("object-default-package", "a class without a package", () ->
                Class.forName("NoPackage").getConstructor().newInstance());
        c.object("object-holds-each-kind", "fields with enum, class, record, proxy and array", () ->
                new Plain.OneRef(new Object[] {
                    Colour.RED,
                    Plain.OneRef.class,
                    new Records.Point(1, 2),
                    Handlers.proxy(new Handlers.Silent(), Faces.Speaks.class),
                    new int[] {1, 2},
                    "text",
                    null
                }));
    }

    private static void levels(Catalog c) {
        Catalog.Value[] chain = {
            Chain.C1::new, Chain.C2::new, Chain.C3::new, Chain.C4::new, Chain.C5::new,
            Chain.C6::new, Chain.C7::new, Chain.C8::new, Chain.C9::new, Chain.C10::new
        };
        for (int i = 0; i < chain.length; i++) {
            c.object("object-chain-" + (i + 1), (i + 1) + " classes, some without fields, some with "
                    + "a writeObject", chain[i]);
        }
        c.object("object-chain-empty", "three classes without a field between them", Chain.E3::new);
        c.write("object-chain-shared", "superclass descriptors as references", out -> {
            out.writeObject(new Chain.C3());
            out.writeObject(new Chain.C2());
            out.writeObject(new Chain.C5());
            out.writeObject(new Chain.C1());
        });
        c.object("object-shadowed", "the same field names in class and superclass", Chain.S2::new);
        c.object("object-shadowed-thrice", "the same field names on three levels, types differ",
                Chain.S3::new);
        c.object("object-abstract-super", "a serializable abstract superclass", Plain.Concrete::new);
        c.object("object-plain-super", "a superclass that is not serializable: its field is lost", () ->
                new Plain.OverBase("own"));
    }

    private static void declared(Catalog c) {
        c.object("object-serial-fields", "serialPersistentFields names one of three",
                SerialFields.Chosen::new);
        c.object("object-serial-fields-none", "serialPersistentFields is empty",
                SerialFields.NoneChosen::new);
        c.object("object-put-fields", "fields that exist in the stream alone", () ->
                new SerialFields.Invented(true));
        c.object("object-put-fields-unset", "the same, none of them put", () ->
                new SerialFields.Invented(false));
    }

    private static void many(Catalog c) {
        c.write("object-twice", "the same object twice", out -> {
            Plain.OneInt one = new Plain.OneInt(1);
            out.writeObject(one);
            out.writeObject(one);
        });
        c.write("object-two-of-a-class", "two objects, one descriptor", out -> {
            out.writeObject(new Plain.OneInt(1));
            out.writeObject(new Plain.OneInt(2));
        });
        c.object("object-1000-beans", "an ArrayList of 1000 beans", () -> {
            List<Plain.Bean> beans = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                beans.add(new Plain.Bean(i, "bean " + i, i / 4.0, "x" + i % 10, "y", null));
            }
            return beans;
        });
        c.write("object-100-top-level", "100 beans, each a top-level object", out -> {
            for (int i = 0; i < 100; i++) {
                out.writeObject(new Plain.Bean(i, "bean", -i, "tag"));
            }
        });
        c.write("object-type-string-shared", "the text of a field's type, used as a value too", out -> {
            out.writeObject("Ljava/lang/Object;".intern());
            out.writeObject(new Plain.OneRef("Ljava/lang/Object;".intern()));
            out.writeObject(new Plain.Unsorted());
        });
        c.write("object-value-is-type-string", "a value that is the descriptor's type string", out ->
                out.writeObject(new Plain.OneRef("Ljava/lang/Object;".intern())));
    }

    private static Plain.AllTypes allTypes() {
        Plain.AllTypes made = new Plain.AllTypes();
        made.b = -5;
        made.c = '\u20ac';
        made.d = 1.25;
        made.f = -2.5f;
        made.i = 0x01020304;
        made.j = 0x0102030405060708L;
        made.s = -300;
        made.z = true;
        made.boxed = 1000;
        made.text = "text";
        made.any = new Plain.Empty();
        made.type = String.class;
        made.face = "compared";
        made.constant = Thread.State.NEW;
        made.ints = new int[] {1, -1};
        made.longs = new long[][] {{1}, null, {}};
        made.texts = new String[] {"text", null, "more"};
        made.self = made;
        return made;
    }

    private static Plain.AllTypes extremes(boolean least) {
        Plain.AllTypes made = new Plain.AllTypes();
        made.b = least ? Byte.MIN_VALUE : Byte.MAX_VALUE;
        made.c = least ? Character.MIN_VALUE : Character.MAX_VALUE;
        made.d = least ? Double.MIN_VALUE : Double.MAX_VALUE;
        made.f = least ? Float.MIN_VALUE : Float.MAX_VALUE;
        made.i = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        made.j = least ? Long.MIN_VALUE : Long.MAX_VALUE;
        made.s = least ? Short.MIN_VALUE : Short.MAX_VALUE;
        made.z = !least;
        return made;
    }
}
