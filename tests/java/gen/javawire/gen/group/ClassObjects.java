package javawire.gen.group;

import java.io.Externalizable;
import java.io.ObjectStreamClass;
import java.io.Serializable;

import javawire.gen.Catalog;
import javawire.gen.model.Chain;
import javawire.gen.model.Colour;
import javawire.gen.model.DefaultUid;
import javawire.gen.model.Externs;
import javawire.gen.model.Faces;
import javawire.gen.model.Handlers;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** TC_CLASS and bare descriptors at top level; the classes with flags 0 are here. */
public final class ClassObjects {
    private ClassObjects() {}

    public static void add(Catalog c) throws Exception {
        of(c, "int", "a primitive type", int.class);
        of(c, "every-primitive", "the nine of them, void too", boolean.class, byte.class, char.class,
                short.class, int.class, long.class, float.class, double.class, void.class);
        of(c, "interface", "an interface that is not serializable", Faces.Speaks.class);
        of(c, "interface-serializable", "an interface that extends Serializable", Faces.Marked.class);
        of(c, "interface-of-the-jdk", "Runnable, Comparable, Serializable, Externalizable",
                Runnable.class, Comparable.class, Serializable.class, Externalizable.class);
        of(c, "annotation-type", "an annotation type", Faces.Note.class);
        of(c, "object", "java.lang.Object, not serializable", Object.class);
        of(c, "not-serializable", "an ordinary class that is not serializable",
                Plain.NotSerializable.class);
        of(c, "abstract", "an abstract serializable class", Plain.Abstract.class);
        of(c, "string", "String.class, whose flags say serializable", String.class);
        of(c, "boxes", "the classes of boxed values", Integer.class, Character.class, Void.class);
        of(c, "class", "Class.class itself", Class.class);
        of(c, "enum", "an enumeration", Colour.class);
        of(c, "enum-base", "java.lang.Enum", Enum.class);
        of(c, "enum-body", "the class of a constant with a body", Colour.Sign.PLUS.getClass());
        of(c, "enum-empty", "an enumeration without constants", Colour.None.class);
        of(c, "record", "a record, whose serialVersionUID is 0", Records.Point.class);
        of(c, "externalizable", "an Externalizable class", Externs.Fixed.class);
        of(c, "array-int", "int[]", int[].class);
        of(c, "array-every-primitive", "arrays of the eight types", boolean[].class, byte[].class,
                char[].class, short[].class, int[].class, long[].class, float[].class, double[].class);
        of(c, "array-deep", "String[][][] and int[][]", String[][][].class, int[][].class);
        of(c, "array-not-serializable", "an array of objects that are not serializable",
                Plain.NotSerializable[].class);
        of(c, "proxy", "a proxy class of one interface",
                Handlers.proxy(new Handlers.Silent(), Faces.Speaks.class).getClass());
        of(c, "proxy-of-three", "a proxy class of three interfaces",
                Handlers.proxy(new Handlers.Silent(),
                        Faces.Walks.class, Faces.Speaks.class, Faces.Marked.class).getClass());
        of(c, "chain", "a class with nine superclasses", Chain.C10.class);
        of(c, "with-fields", "a class with a field of every type", Plain.AllTypes.class);
        of(c, "twice", "the same class twice: two TC_CLASS, one descriptor, one reference",
                Plain.OneInt.class, Plain.OneInt.class, Plain.OneInt.class);
        of(c, "sub-then-super", "a subclass first: its superclass is then a reference",
                Chain.C2.class, Chain.C1.class);
        c.object("class-in-array", "a Class[] with null", () ->
                new Class<?>[] {String.class, null, int.class, String.class});
        c.object("class-in-field", "a class as a field's value", () ->
                new Plain.OneRef(Plain.OneRef.class));
        c.write("class-then-object", "the class, then an object of it", out -> {
            out.writeObject(Plain.OneInt.class);
            out.writeObject(new Plain.OneInt(5));
        });
        c.write("class-after-object", "an object, then its class", out -> {
            out.writeObject(new Plain.OneInt(5));
            out.writeObject(Plain.OneInt.class);
        });
        descriptors(c);
        uids(c);
    }

    private static void descriptors(Catalog c) {
        c.object("descriptor-alone", "an ObjectStreamClass as an object: a bare TC_CLASSDESC", () ->
                ObjectStreamClass.lookup(Plain.Bean.class));
        c.write("descriptor-twice", "the descriptor, then a reference to it", out -> {
            out.writeObject(ObjectStreamClass.lookup(Plain.OneInt.class));
            out.writeObject(ObjectStreamClass.lookup(Plain.OneInt.class));
        });
        c.write("descriptor-then-object", "the descriptor, an object of it, its class", out -> {
            out.writeObject(ObjectStreamClass.lookup(Plain.OneInt.class));
            out.writeObject(new Plain.OneInt(1));
            out.writeObject(Plain.OneInt.class);
        });
        c.write("descriptor-after-object", "an object, then its descriptor as a reference", out -> {
            out.writeObject(new Plain.OneInt(1));
            out.writeObject(ObjectStreamClass.lookup(Plain.OneInt.class));
        });
        c.object("descriptor-of-proxy", "a bare TC_PROXYCLASSDESC", () -> ObjectStreamClass.lookupAny(
                Handlers.proxy(new Handlers.Silent(), Faces.Speaks.class).getClass()));
        c.object("descriptor-of-chain", "with four superclasses", () ->
                ObjectStreamClass.lookup(Chain.C5.class));
        c.object("descriptors-as-values", "each as the value of a field of a known class", () ->
                new Plain.OneRef[] {
                    new Plain.OneRef(ObjectStreamClass.lookup(Plain.Bean.class)),
                    new Plain.OneRef(ObjectStreamClass.lookup(Plain.AllTypes.class)),
                    new Plain.OneRef(ObjectStreamClass.lookup(Plain.Bean.class)),
                });
        c.object("descriptor-flags-zero", "of a class that is not serializable", () ->
                ObjectStreamClass.lookupAny(Plain.NotSerializable.class));
    }

    private static void uids(Catalog c) {
        of(c, "default-uid-empty", "computed: no members", DefaultUid.Nothing.class);
        of(c, "default-uid-fields", "computed: fields of every kind of modifier",
                DefaultUid.Fields.class);
        of(c, "default-uid-methods", "computed: constructors, methods, interfaces, abstract",
                DefaultUid.Methods.class);
        of(c, "default-uid-derived", "computed: a static initializer and a superclass",
                DefaultUid.Derived.class);
        of(c, "default-uid-interface", "computed: an interface with a constant",
                DefaultUid.Face.class);
        of(c, "default-uid-names", "computed: a field name outside ASCII",
                DefaultUid.OddNames.class);
        c.object("class-default-uid-object", "an object whose serialVersionUID is computed",
                DefaultUid.Fields::new);
    }

    private static void of(Catalog c, String name, String about, Class<?>... types) {
        c.write("class-" + name, about, out -> {
            for (Class<?> type : types) {
                out.writeObject(type);
            }
        });
    }
}
