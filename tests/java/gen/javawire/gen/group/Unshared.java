package javawire.gen.group;

import javawire.gen.Catalog;
import javawire.gen.model.Handlers;
import javawire.gen.model.Faces;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;
import javawire.gen.model.SerialFields;

/** writeUnshared and unshared fields: a handle is used up that nothing ever refers to. */
public final class Unshared {
    private Unshared() {}

    public static void add(Catalog c) {
        c.write("unshared-string-twice", "the same string twice, in full", out -> {
            out.writeUnshared("own");
            out.writeUnshared("own");
        });
        c.write("unshared-then-shared", "unshared, shared, and then a reference to the second", out -> {
            Plain.OneInt one = new Plain.OneInt(1);
            out.writeUnshared(one);
            out.writeObject(one);
            out.writeObject(one);
        });
        c.write("shared-then-unshared", "shared, unshared, and a reference to the first", out -> {
            Plain.OneInt one = new Plain.OneInt(1);
            out.writeObject(one);
            out.writeUnshared(one);
            out.writeObject(one);
        });
        c.write("unshared-null", "null", out -> out.writeUnshared(null));
        c.write("unshared-array", "an array, twice unshared; its elements are shared", out -> {
            Object[] array = {new Plain.OneInt(1), "text"};
            out.writeUnshared(array);
            out.writeUnshared(array);
        });
        c.write("unshared-class", "a class object", out -> {
            out.writeUnshared(Plain.OneInt.class);
            out.writeObject(Plain.OneInt.class);
        });
        c.write("unshared-record", "a record", out -> {
            Records.Point point = new Records.Point(1, 2);
            out.writeUnshared(point);
            out.writeObject(point);
        });
        c.write("unshared-proxy", "a proxy", out -> {
            Object proxy = Handlers.proxy(new Handlers.Silent(), Faces.Speaks.class);
            out.writeUnshared(proxy);
            out.writeObject(proxy);
        });
        c.write("unshared-cycle", "an object that refers to itself: written twice", out -> {
            Plain.OneRef one = new Plain.OneRef(null);
            one.ref = one;
            out.writeUnshared(one);
        });
        c.write("unshared-long-string", "a TC_LONGSTRING, then a short one by reference", out -> {
            out.writeUnshared("u".repeat(66_000));
            out.writeObject("short");
            out.writeObject("short");
        });
        c.object("unshared-fields", "two unshared fields and an open one", () ->
                new SerialFields.Unshared(new int[] {1}, "own", "open"));
        c.object("unshared-fields-null", "the same, all null", () ->
                new SerialFields.Unshared(null, null, null));
        c.object("unshared-fields-same-value", "what an unshared field holds, elsewhere too", () -> {
            int[] array = {1};
            return new Object[] {
                new SerialFields.Unshared(array, "text", "text"), array, array, "text"
            };
        });
        c.object("unshared-fields-two-objects", "two objects whose unshared fields hold the same", () -> {
            int[] array = {1};
            return new Object[] {
                new SerialFields.Unshared(array, "text", null),
                new SerialFields.Unshared(array, "text", null)
            };
        });
    }
}
