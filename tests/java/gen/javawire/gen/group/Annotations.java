package javawire.gen.group;

import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;

import javawire.gen.Annotating;
import javawire.gen.Catalog;
import javawire.gen.Recipe;
import javawire.gen.model.Chain;
import javawire.gen.model.Colour;
import javawire.gen.model.Customs;
import javawire.gen.model.Externs;
import javawire.gen.model.Faces;
import javawire.gen.model.Handlers;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** Class annotations: what annotateClass and annotateProxyClass leave in a descriptor. */
public final class Annotations {
    private Annotations() {}

    public static void add(Catalog c) {
        contents(c);
        kinds(c);
    }

    private static void contents(Catalog c) {
        on(c, "string", "the string that RMI writes: where the class comes from",
                (out, type) -> out.writeObject("http://example.org/classes/"),
                out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "null", "null, as RMI writes for classes at hand",
                (out, type) -> out.writeObject(null), out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "data", "an int and a text",
                (out, type) -> {
                    out.writeInt(1);
                    out.writeUTF(type.getName());
                },
                out -> out.writeObject(new Plain.OneInt(1)));
        for (int size : new int[] {255, 256, 1025, 1280}) {
            on(c, "data-" + size, size + " bytes",
                    (out, type) -> out.write(Blocks.counting(size)),
                    out -> out.writeObject(new Plain.OneInt(1)));
        }
        on(c, "nothing", "an annotateClass that writes nothing",
                (out, type) -> out.flush(), out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "mixed", "data, null, string, data, class",
                (out, type) -> {
                    if (type.isPrimitive()) {
                        return;
                    }
                    out.writeByte(1);
                    out.writeObject(null);
                    out.writeObject("between");
                    out.writeByte(2);
                    out.writeObject(int.class);
                },
                out -> out.writeObject(new Plain.Bean(1, "between", 2, "t")));
        on(c, "object", "an object of another class, annotated itself",
                (out, type) -> {
                    if (type == Plain.OneRef.class) {
                        out.writeObject(new Plain.OneInt(5));
                    } else {
                        out.writeObject("inner");
                    }
                },
                out -> {
                    out.writeObject(new Plain.OneRef(new Plain.OneInt(6)));
                    out.writeObject("inner");
                });
        on(c, "array", "an int[], whose own descriptor is annotated with data",
                (out, type) -> {
                    if (type.isArray()) {
                        out.writeInt(8);
                    } else {
                        out.writeObject(new int[] {1, 2});
                    }
                },
                out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "custom-object", "an object with a writeObject, inside an annotation",
                (out, type) -> {
                    if (type == Plain.OneInt.class) {
                        out.writeObject(new Customs.After(inner -> inner.writeUTF("data")));
                    }
                },
                out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "list-of-classes", "a list with the class that is being described",
                (out, type) -> {
                    if (type == Plain.OneInt.class) {
                        out.writeObject(new ArrayList<>(Arrays.asList("a", String.class)));
                    }
                },
                out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "shared-string", "one string in every annotation: references",
                (out, type) -> out.writeObject("same"),
                out -> {
                    out.writeObject(new Plain.OneInt(1));
                    out.writeObject(new Plain.Empty());
                    out.writeObject("same");
                });
        on(c, "unshared", "writeUnshared in an annotation",
                (out, type) -> out.writeUnshared("own"),
                out -> out.writeObject(new Chain.C2()));
        on(c, "own-descriptor", "a reference to the descriptor that is being written",
                (out, type) -> out.writeObject(java.io.ObjectStreamClass.lookup(type)),
                out -> out.writeObject(new Plain.OneInt(1)));
        on(c, "own-class", "the class that is being described: the JVM's reader refuses it",
                (out, type) -> out.writeObject(type),
                out -> out.writeObject(new Plain.OneInt(1))).items("O");
        on(c, "own-object", "an object of the class that is being described, likewise",
                (out, type) -> out.writeObject(new Plain.OneInt(2)),
                out -> out.writeObject(new Plain.OneInt(1))).items("O").tag("class", "incomplete");
    }

    private static void kinds(Catalog c) {
        on(c, "chain", "a class and its four superclasses",
                (out, type) -> out.writeUTF(type.getSimpleName()),
                out -> out.writeObject(new Chain.C5()));
        on(c, "proxy", "a proxy class, its superclass and its handler's class",
                (out, type) -> out.writeInt(type.getInterfaces().length),
                out -> out.writeObject(Handlers.proxy(
                        new Handlers.Silent(), Faces.Speaks.class, Faces.Walks.class)));
        on(c, "proxy-object", "a proxy class with an object in its annotation",
                (out, type) -> {
                    if (type != Plain.OneInt.class) {
                        out.writeObject(new Plain.OneInt(5));
                    }
                },
                out -> out.writeObject(Handlers.proxy(new Handlers.Silent(), Faces.Speaks.class)));
        on(c, "enum", "an enumeration and java.lang.Enum",
                (out, type) -> out.writeObject(type.getSimpleName()),
                out -> out.writeObject(Colour.RED));
        on(c, "arrays", "arrays of primitives and of objects",
                (out, type) -> out.writeChars(type.getSimpleName()),
                out -> out.writeObject(new Object[] {new int[1], new String[1][1]}));
        on(c, "record", "a record", (out, type) -> out.writeObject("record"),
                out -> out.writeObject(new Records.Point(1, 2)));
        on(c, "extern", "an Externalizable class", (out, type) -> out.writeObject("extern"),
                out -> out.writeObject(new Externs.Fixed(1, "a", "b")));
        on(c, "class-object", "TC_CLASS of classes with flags 0 and 2",
                (out, type) -> out.writeByte(1),
                out -> {
                    out.writeObject(int.class);
                    out.writeObject(Plain.OneInt.class);
                });
        on(c, "jdk", "the classes of an ArrayList of boxes",
                (out, type) -> out.writeObject(null),
                out -> out.writeObject(new ArrayList<>(Arrays.asList(1, 2L, "three"))));
        on(c, "among-data", "top-level data before and after",
                (out, type) -> out.writeInt(2),
                out -> {
                    out.writeInt(1);
                    out.writeObject(new Plain.OneInt(1));
                    out.writeInt(3);
                });
        on(c, "again-after-reset", "the same descriptor and annotation again after a reset",
                (out, type) -> out.writeObject("note"),
                out -> {
                    out.writeObject(new Plain.OneInt(1));
                    out.reset();
                    out.writeObject(new Plain.OneInt(1));
                });
    }

    private static Recipe on(
            Catalog c, String name, String about, Annotating.Note note,
            Catalog.Script<ObjectOutputStream> script) {
        return c.write("annotation-" + name, about, sink -> new Annotating(sink, note), script);
    }
}
