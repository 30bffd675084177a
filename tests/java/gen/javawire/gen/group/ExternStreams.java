package javawire.gen.group;

import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.util.ArrayList;
import java.util.Arrays;

import javawire.gen.Catalog;
import javawire.gen.Recipe;
import javawire.gen.model.Externs;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** Externalizable objects, with block data and, in protocol version 1, without. */
public final class ExternStreams {
    private ExternStreams() {}

    public static void add(Catalog c) {
        versionTwo(c);
        supers(c);
        versionOne(c);
    }

    private static void versionTwo(Catalog c) {
        c.object("extern-nothing", "no contents: an end mark only", Externs.Nothing::new);
        c.object("extern-fixed", "int, text, object, byte", () ->
                new Externs.Fixed(1, "text", "ref"));
        for (int size : new int[] {1, 255, 256, 1024, 1025, 1279, 1280}) {
            c.object("extern-data-" + size, size + " bytes", () ->
                    new Externs.Free(out -> out.write(Blocks.counting(size))));
        }
        c.object("extern-objects", "objects only", () -> new Externs.Free(out -> {
            out.writeObject("one");
            out.writeObject(null);
            out.writeObject("one");
        }));
        c.object("extern-mixed", "data and objects in turn", () -> new Externs.Free(out -> {
            out.writeByte(1);
            out.writeObject(new int[] {2});
            out.writeUTF("three");
            out.writeObject(new Plain.OneInt(4));
            out.writeDouble(5);
        }));
        c.object("extern-nested", "one inside the other, three deep", () ->
                new Externs.Fixed(1, "a", new Externs.Fixed(2, "b", new Externs.Nothing())));
        c.object("extern-self", "writes itself", () -> {
            Externs.Fixed self = new Externs.Fixed(1, "self", null);
            self.ref = self;
            return self;
        });
        c.object("extern-in-list", "three in a list, one of them twice", () -> {
            Externs.Fixed one = new Externs.Fixed(1, "one", null);
            return new ArrayList<>(Arrays.asList(one, new Externs.Fixed(2, "two", one), one));
        });
        c.write("extern-resolved", "a singleton twice", out -> {
            out.writeObject(Externs.Single.ONE);
            out.writeObject(Externs.Single.ONE);
        });
        c.object("extern-in-field", "as a field's value, and shared", () -> {
            Externs.Fixed one = new Externs.Fixed(1, "one", null);
            return new Object[] {new Plain.OneRef(one), one};
        });
    }

    private static void supers(Catalog c) {
        c.object("extern-over-fields", "a serializable superclass with fields: not written", () ->
                new Externs.OverBean(3, "bean"));
        c.object("extern-over-write-object", "superclasses with fields and a writeObject",
                Externs.OverChain::new);
        c.object("extern-over-extern", "an Externalizable superclass: one run of contents", () ->
                new Externs.OverFixed(9));
        c.object("extern-record", "a record: components as fields, no end mark", () ->
                new Records.External(7, "seven")).tag("record", "external");
        c.write("extern-record-then-more", "such a record, then data and another", out -> {
            out.writeObject(new Records.External(7, "seven"));
            out.writeInt(1);
            out.writeObject(new Records.External(8, null));
        }).tag("record", "external");
    }

    private static void versionOne(Catalog c) {
        one(c, "protocol1-extern-nothing", "no contents and no end mark", out ->
                out.writeObject(new Externs.Nothing())).opaque();
        one(c, "protocol1-extern-fixed", "bare bytes, an object among them", out ->
                out.writeObject(new Externs.Fixed(1, "text", "ref"))).opaque();
        one(c, "protocol1-extern-nested", "one inside the other", out ->
                out.writeObject(new Externs.Fixed(1, "a", new Externs.Fixed(2, "b", "c")))).opaque();
        one(c, "protocol1-extern-over-extern", "a superclass that is one too", out ->
                out.writeObject(new Externs.OverFixed(9))).opaque();
        one(c, "protocol1-extern-in-array", "two in an array, an ordinary object after them", out ->
                out.writeObject(new Object[] {
                    new Externs.Fixed(1, "a", null),
                    new Externs.Fixed(2, "b", null),
                    new Plain.OneInt(3)
                })).opaque();
        one(c, "protocol1-extern-then-more", "then data and a string", out -> {
            out.writeObject(new Externs.Fixed(1, "a", null));
            out.writeInt(5);
            out.writeObject("after");
        }).opaque();
        one(c, "protocol1-extern-record", "a record: flags 04, fields as in version 2", out ->
                out.writeObject(new Records.External(7, "seven"))).tag("record", "external");
        one(c, "protocol1-class-extern", "the class alone, whose flags lack block data", out ->
                out.writeObject(Externs.Fixed.class));
        one(c, "protocol1-plain", "everything else is as in version 2", out -> {
            out.writeInt(1);
            out.writeObject(new Plain.Bean(1, "bean", 2, "t"));
            out.writeObject(new ArrayList<>(Arrays.asList("a", 1)));
            out.writeUTF("end");
        });
    }

    private static Recipe one(
            Catalog c, String name, String about, Catalog.Script<ObjectOutputStream> script) {
        return c.write(name, about, out -> {
            out.useProtocolVersion(ObjectStreamConstants.PROTOCOL_VERSION_1);
            script.run(out);
        }).tag("protocol", "1");
    }
}
