package javawire.gen.group;

import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;

import javawire.gen.Catalog;
import javawire.gen.model.Faces.SerialFunction;
import javawire.gen.model.Faces.SerialSupplier;
import javawire.gen.model.Faces.SerialTask;
import javawire.gen.model.Plain;
import javawire.gen.model.Replacing;

/** writeReplace, readResolve, replaceObject, and lambdas, which are SerializedLambda in a stream. */
public final class Replacements {
    private Replacements() {}

    public static void add(Catalog c) {
        replaced(c);
        lambdas(c);
    }

    private static void replaced(Catalog c) {
        c.write("replace-read-resolve", "three objects that are read as two constants", out -> {
            out.writeObject(Replacing.Suit.HEARTS);
            out.writeObject(Replacing.Suit.SPADES);
            out.writeObject(Replacing.Suit.HEARTS);
        });
        c.object("replace-by-string", "writeReplace gives a string", () -> new Replacing.As("instead"));
        c.object("replace-by-null", "writeReplace gives null", () -> new Replacing.As(null));
        c.object("replace-by-array", "writeReplace gives an array", () ->
                new Replacing.As(new int[] {1, 2}));
        c.object("replace-by-class", "writeReplace gives a class", () -> new Replacing.As(int.class));
        c.object("replace-by-enum", "writeReplace gives a constant", () ->
                new Replacing.As(Thread.State.NEW));
        c.object("replace-twice", "writeReplace gives an object of another class that has one", () ->
                new Replacing.As(new Replacing.Period(1, 2)));
        c.object("replace-inherited", "writeReplace of a superclass", () ->
                new Replacing.AsToo(new Plain.OneInt(1)));
        c.object("replace-by-form", "the serialization proxy: another class in the stream", () ->
                new Replacing.Period(3, 4));
        c.write("replace-form-twice", "the same object twice: its form, then a reference", out -> {
            Replacing.Period period = new Replacing.Period(5, 6);
            out.writeObject(period);
            out.writeObject(period);
        });
        c.object("replace-resolves-to-string", "a reference to what became a string when read", () -> {
            Object melts = new Replacing.Melts();
            return new Object[] {melts, melts};
        });
        c.write("replace-by-stream", "replaceObject turns strings to upper case", Upper::new, out -> {
            out.writeObject("text");
            out.writeObject(new Plain.Bean(1, "name", 2, "tag", "name"));
        });
    }

    private static void lambdas(Catalog c) {
        c.object("lambda-no-capture", "a static method reference", () ->
                (SerialFunction<String, Integer>) Integer::parseInt);
        c.object("lambda-bound", "a method reference bound to an object", () ->
                (SerialSupplier<Integer>) "bound"::length);
        c.object("lambda-unbound", "a method reference to an instance method", () ->
                (SerialFunction<String, String>) String::trim);
        c.object("lambda-constructor", "a constructor reference", () ->
                (SerialFunction<String, Object>) StringBuilder::new);
        c.object("lambda-captures", "a lambda that captures a value of every primitive type", () ->
                capturing(true, (byte) 1, '2', (short) 3, 4, 5L, 6f, 7d, "eight"));
        c.object("lambda-captures-lambda", "a lambda that captures another", () -> {
            SerialSupplier<String> inner = "inner"::trim;
            return new Plain.OneRef(inner);
        });
        c.object("lambda-intersection", "a lambda made serializable by a cast", () ->
                (Runnable & Serializable) Replacements::task);
        c.write("lambda-twice", "the same lambda twice", out -> {
            SerialTask task = Replacements::task;
            out.writeObject(task);
            out.writeObject(task);
        });
    }

    private static SerialTask capturing(
            boolean z, byte b, char c, short s, int i, long j, float f, double d, Object o) {
        return () -> use(z, b, c, s, i, j, f, d, o);
    }

    private static void use(Object... all) {
        if (all.length == 0) {
            throw new IllegalArgumentException();
        }
    }

    private static void task() {}

    private static final class Upper extends ObjectOutputStream {
        Upper(OutputStream sink) throws IOException {
            super(sink);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object value) {
            return value instanceof String text ? text.toUpperCase(Locale.ROOT) : value;
        }
    }
}
