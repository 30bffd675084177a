package javawire.gen.group;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;

import javawire.gen.Annotating;
import javawire.gen.Catalog;
import javawire.gen.Recipe;
import javawire.gen.Traceless;
import javawire.gen.model.Customs;
import javawire.gen.model.Failing;
import javawire.gen.model.Plain;

/** TC_EXCEPTION: a writer that failed inside an object says why and may go on. */
public final class Exceptions {
    private Exceptions() {}

    public static void add(Catalog c) {
        notSerializable(c);
        thrown(c);
        onwards(c);
    }

    private static void notSerializable(Catalog c) {
        on(c, "not-serializable", "the top-level object itself", out ->
                refused(out, new Plain.NotSerializable()));
        on(c, "in-field", "an object in a field: the outer object has begun", out ->
                refused(out, new Plain.OneRef(new Plain.NotSerializable())));
        on(c, "in-array", "the second of three elements", out ->
                refused(out, new Object[] {"first", new Plain.NotSerializable(), "third"}));
        on(c, "in-list", "the second element of an ArrayList", out ->
                refused(out, new ArrayList<>(Arrays.asList("first", new Plain.NotSerializable()))));
        on(c, "in-annotation", "inside a writeObject, after data", out ->
                refused(out, new Customs.After(inner -> {
                    inner.writeInt(1);
                    inner.writeObject(new Plain.NotSerializable());
                })));
        on(c, "deep", "twenty objects deep", out -> {
            Object value = new Plain.NotSerializable();
            for (int i = 0; i < 20; i++) {
                value = new Plain.OneRef(value);
            }
            refused(out, value);
        });
    }

    private static void thrown(Catalog c) {
        on(c, "from-write-object", "thrown by a writeObject in the middle of its data", out ->
                refused(out, new Failing.Midway(failure("midway"))));
        on(c, "at-once", "thrown by a writeObject that had written nothing", out ->
                refused(out, new Failing.AtOnce(failure("at once"))));
        on(c, "from-extern", "thrown by a writeExternal", out ->
                refused(out, new Failing.External(failure("external"))));
        on(c, "subclass", "an exception with a field of its own", out ->
                refused(out, new Failing.AtOnce(new Failing.Coded("coded", 42))));
        on(c, "no-message", "an exception whose message is null", out ->
                refused(out, new Failing.AtOnce(failure(null))));
        on(c, "with-cause", "an exception with a cause and a suppressed one", out -> {
            IOException failure = new FileNotFoundException("file");
            failure.initCause(new IllegalStateException("cause"));
            failure.addSuppressed(new Failing.Coded("suppressed", 1));
            refused(out, new Failing.AtOnce(failure));
        });
        on(c, "reset-inside", "reset() in a writeObject: stream active", out ->
                refused(out, new Failing.Resets()));
        c.write("exception-stack-trace", "an exception with a stack trace of two lines", out -> {
            IOException failure = new IOException("traced");
            failure.setStackTrace(new StackTraceElement[] {
                new StackTraceElement("example.Main", "run", "Main.java", 12),
                new StackTraceElement("app", "mod", "1.0", "example.Main", "main", null, -2)
            });
            refused(out, new Failing.AtOnce(failure));
        });
        c.write("exception-from-annotate", "thrown by annotateClass, inside a descriptor",
                sink -> new Annotating(sink, (out, type) -> {
                    if (type == Plain.OneInt.class) {
                        out.writeInt(1);
                        throw failure("annotating");
                    }
                }), out -> refused(out, new Plain.OneInt(1)));
    }

    private static void onwards(Catalog c) {
        on(c, "then-string", "a string follows", out -> {
            refused(out, new Plain.OneRef(new Plain.NotSerializable()));
            out.writeObject("after");
        });
        on(c, "then-data", "data follows", out -> {
            refused(out, new Plain.OneRef(new Plain.NotSerializable()));
            out.writeInt(1);
            out.writeUTF("after");
        });
        on(c, "after-string", "a string went before", out -> {
            out.writeObject("before");
            refused(out, new Plain.NotSerializable());
        });
        on(c, "after-data", "data that was still pending goes first", out -> {
            out.writeInt(1);
            refused(out, new Plain.NotSerializable());
        });
        on(c, "then-objects", "objects without references follow", out -> {
            out.writeObject(new Plain.OneInt(1));
            refused(out, new Plain.OneRef(new Plain.NotSerializable()));
            out.writeObject(new Plain.OneInt(2));
            out.writeObject("text");
        });
        on(c, "thrice", "three of them, data and strings between", out -> {
            for (int i = 0; i < 3; i++) {
                out.writeInt(i);
                refused(out, new Failing.Midway(failure("number " + i)));
                out.writeObject("after " + i);
            }
        });
        on(c, "then-reset", "then a reset, then the same objects with references", out -> {
            refused(out, new Plain.OneRef(new Plain.NotSerializable()));
            out.reset();
            out.writeObject(new Plain.OneInt(1));
            out.writeObject(new Plain.OneInt(2));
        });
        // The JVM's reader does not clear its handles here, though its writer did.
        on(c, "then-references", "the same string twice after it: the reference is to the new one",
                out -> {
                    refused(out, new Plain.OneRef(new Plain.NotSerializable()));
                    out.writeObject("after");
                    out.writeObject("after");
                }).tag("jvm-misreads", "yes");
        on(c, "then-two-of-a-class", "two objects of a class after it", out -> {
            refused(out, new Plain.OneRef(new Plain.NotSerializable()));
            out.writeObject(new Plain.OneInt(1));
            out.writeObject(new Plain.OneInt(2));
        }).items("XO2");
    }

    static IOException failure(String message) {
        IOException failure = new IOException(message);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    private static void refused(ObjectOutputStream out, Object value) {
        try {
            out.writeObject(value);
        } catch (IOException expected) {
            return;
        }
        throw new IllegalStateException("written: " + value);
    }

    private static Recipe on(
            Catalog c, String name, String about, Catalog.Script<ObjectOutputStream> script) {
        return c.write("exception-" + name, about, Traceless::new, script);
    }
}
