package javawire.gen.group;

import javawire.gen.Catalog;
import javawire.gen.model.Customs;
import javawire.gen.model.Levels;
import javawire.gen.model.Plain;

/** Object annotations: what a writeObject leaves after, before, between or instead of the fields. */
public final class Custom {
    private Custom() {}

    public static void add(Catalog c) {
        data(c);
        mixed(c);
        elsewhere(c);
        nested(c);
    }

    private static void data(Catalog c) {
        for (int size : new int[] {0, 1, 255, 256, 1023, 1024, 1025, 1279, 1280, 3000}) {
            c.object("custom-data-" + size, "fields, then " + size + " bytes", () ->
                    new Customs.After(out -> out.write(Blocks.counting(size))));
        }
        c.object("custom-fieldless-data", "no fields, three bytes", () ->
                new Customs.Fieldless(out -> out.write(new byte[] {1, 2, 3})));
        c.object("custom-fieldless-empty", "no fields, no data: an end mark only", () ->
                new Customs.Fieldless(out -> {}));
        c.object("custom-primitives", "every primitive and a text", () ->
                new Customs.After(out -> {
                    out.writeBoolean(true);
                    out.writeByte(1);
                    out.writeShort(2);
                    out.writeChar('3');
                    out.writeInt(4);
                    out.writeLong(5);
                    out.writeFloat(6);
                    out.writeDouble(7);
                    out.writeUTF("eight");
                }));
        c.object("custom-flushed", "flush() in a writeObject cuts its block", () ->
                new Customs.After(out -> {
                    out.writeInt(1);
                    out.flush();
                    out.writeInt(2);
                }));
    }

    private static void mixed(Catalog c) {
        c.object("custom-object", "fields, then one object", () ->
                new Customs.After(out -> out.writeObject("one")));
        c.object("custom-nulls", "fields, then two nulls", () ->
                new Customs.After(out -> {
                    out.writeObject(null);
                    out.writeObject(null);
                }));
        c.object("custom-mixed", "data and objects in turn", () ->
                new Customs.After(out -> {
                    out.writeInt(1);
                    out.writeObject("field");
                    out.writeUTF("two");
                    out.writeObject(new int[] {3});
                    out.writeObject(new Plain.OneInt(4));
                    out.writeLong(5);
                }));
        c.object("custom-mixed-large", "long blocks around objects", () ->
                new Customs.After(out -> {
                    out.write(Blocks.counting(1500));
                    out.writeObject(new Plain.OneRef("between"));
                    out.write(Blocks.counting(300));
                }));
        c.object("custom-unshared", "writeUnshared in a writeObject", () ->
                new Customs.After(out -> {
                    int[] array = {1};
                    out.writeUnshared(array);
                    out.writeObject(array);
                    out.writeObject(array);
                }));
        c.object("custom-tail-unread", "its reader leaves the tail, the JVM skips it",
                Customs.LeavesTail::new);
        c.object("custom-of-type-codes", "data that looks like end marks and references", () ->
                new Customs.After(out -> out.write(
                        new byte[] {0x78, 0x70, 0x71, 0, 0x7e, 0, 0, 0x73, 0x78, 0x79, 0x7b})));
        c.object("custom-in-array", "three of a class in an array", () -> {
            Object one = new Customs.After(out -> out.writeInt(1));
            return new Object[] {one, new Customs.Fieldless(out -> out.writeObject("x")), one};
        });
        c.write("custom-among-data", "top-level data around an object with data", out -> {
            out.writeInt(1);
            out.writeObject(new Customs.After(inner -> inner.writeInt(2)));
            out.writeInt(3);
        });
    }

    private static void elsewhere(Catalog c) {
        c.object("custom-data-before-fields", "an int and a text before the fields",
                Customs.DataBefore::new).fieldsElsewhere();
        c.object("custom-object-before-fields", "an object before the fields",
                Customs.ObjectBefore::new).fieldsElsewhere();
        c.object("custom-no-default-data", "data instead of the fields", () ->
                new Customs.NoDefault(out -> out.writeInt(1))).fieldsElsewhere();
        c.object("custom-no-default-long-data", "1500 bytes instead of the fields", () ->
                new Customs.NoDefault(out -> out.write(Blocks.counting(1500)))).fieldsElsewhere();
        c.object("custom-no-default-object", "an object instead of the fields", () ->
                new Customs.NoDefault(out -> out.writeObject("one"))).fieldsElsewhere();
        c.object("custom-no-default-mixed", "object, data, null instead of the fields", () ->
                new Customs.NoDefault(out -> {
                    out.writeObject(new Plain.OneInt(1));
                    out.writeInt(2);
                    out.writeObject(null);
                })).fieldsElsewhere();
        c.object("custom-no-default-nothing", "nothing instead of the fields", () ->
                new Customs.NoDefault(out -> {})).told(Customs.NoDefault.class.getName());
        c.object("custom-no-default-in-list", "such objects between ordinary ones", () ->
                new Object[] {
                    new Plain.OneInt(1),
                    new Customs.NoDefault(out -> out.writeUTF("no fields")),
                    new Plain.OneInt(2),
                    new Customs.NoDefault(out -> {}),
                    "last"
                }).fieldsElsewhere();
        c.object("custom-no-default-numbers-nothing", "nothing in place of 12 bytes", () ->
                new Object[] {new Customs.NoDefaultNumbers(out -> {}), "next", "last"})
                .fieldsElsewhere();
        c.object("custom-no-default-numbers-data", "12 bytes of data in place of 12 bytes", () ->
                new Object[] {
                    new Customs.NoDefaultNumbers(out -> out.write(Blocks.counting(12))), "next"
                }).fieldsElsewhere();
        c.object("custom-no-default-numbers-objects", "strings in place of 12 bytes", () ->
                new Object[] {
                    new Customs.NoDefaultNumbers(out -> {
                        out.writeObject("in place of numbers");
                        out.writeObject("x");
                    }),
                    "next"
                }).fieldsElsewhere();
        c.object("custom-no-default-ref-nothing", "nothing in place of a reference", () ->
                new Object[] {new Customs.NoDefaultRef(out -> {}), "next"}).fieldsElsewhere();
        c.object("custom-no-default-ref-data", "data in place of a reference", () ->
                new Object[] {new Customs.NoDefaultRef(out -> out.writeInt(1)), "next"})
                .fieldsElsewhere();
        c.object("custom-no-default-ref-object", "an object in place of a reference: the same bytes", () ->
                new Object[] {new Customs.NoDefaultRef(out -> out.writeObject("object")), "next"});
        c.object("custom-no-default-nested", "one inside the other, four deep", () ->
                new Customs.NoDefault(a -> {
                    a.writeInt(1);
                    a.writeObject(new Customs.NoDefaultNumbers(b -> {
                        b.writeObject(new Customs.NoDefaultRef(d -> {
                            d.writeUTF("innermost but one");
                            d.writeObject(new Customs.NoDefault(e -> {}));
                        }));
                        b.writeInt(2);
                    }));
                })).fieldsElsewhere();
        c.write("custom-no-default-top-level", "three at top level, data and strings between", out -> {
            out.writeObject(new Customs.NoDefault(inner -> inner.writeInt(1)));
            out.writeInt(2);
            out.writeObject(new Customs.NoDefaultNumbers(inner -> {}));
            out.writeObject("between");
            out.writeObject(new Customs.NoDefaultRef(inner -> inner.writeUTF("three")));
        }).told(Customs.NoDefaultNumbers.class.getName());
        c.object("custom-no-default-fieldless", "no fields, no defaultWriteObject: no difference", () ->
                new Customs.NoDefaultFieldless(out -> {
                    out.writeInt(1);
                    out.writeObject("x");
                }));
        c.object("custom-put-some", "putFields with one of three, then a tail", Customs.Partly::new);
    }

    private static void nested(Catalog c) {
        c.object("custom-nested-5", "writeObject inside writeObject, six deep", () ->
                new Customs.Nested(5));
        c.object("custom-nested-different", "three classes with a writeObject in each other", () ->
                new Customs.After(a -> {
                    a.writeInt(1);
                    a.writeObject(new Customs.Fieldless(b -> {
                        b.writeInt(2);
                        b.writeObject(new Customs.After(d -> d.writeUTF("innermost")));
                        b.writeInt(3);
                    }));
                    a.writeInt(4);
                }));
        c.object("custom-levels", "five classes, each of which treats its fields otherwise",
                Levels.Top::new).told(Levels.Third.class.getName());
        c.object("custom-levels-two", "a class with data over one without", Levels.Second::new);
        c.object("custom-catches", "an object that cannot be written, and its writeObject goes on", () ->
                new Customs.After(out -> {
                    try {
                        out.writeObject(new Plain.NotSerializable());
                        throw new IllegalStateException("written");
                    } catch (java.io.NotSerializableException refused) {
                        out.writeObject("instead");
                    }
                }));
    }
}
