package javawire.gen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All recipes, in the order in which they were added. Every name occurs once. */
public final class Catalog {
    /** What a program does with its output stream. */
    @FunctionalInterface
    public interface Script<S extends ObjectOutputStream> {
        void run(S out) throws Exception;
    }

    /** Makes the value anew at each call, so that one run cannot change the next. */
    @FunctionalInterface
    public interface Value {
        Object make() throws Exception;
    }

    /** Opens an output stream of a special kind. */
    @FunctionalInterface
    public interface Opener<S extends ObjectOutputStream> {
        S open(OutputStream sink) throws IOException;
    }

    private final List<Recipe> recipes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    public List<Recipe> recipes() {
        return recipes;
    }

    /** A stream of one object. */
    public Recipe object(String name, String about, Value value) {
        return write(name, about, out -> out.writeObject(value.make()));
    }

    /** What a plain ObjectOutputStream writes. */
    public Recipe write(String name, String about, Script<ObjectOutputStream> script) {
        return write(name, about, ObjectOutputStream::new, script);
    }

    /** What an ObjectOutputStream of the given kind writes. */
    public <S extends ObjectOutputStream> Recipe write(
            String name, String about, Opener<S> opener, Script<? super S> script) {
        return bytes(name, about, () -> bytesOf(opener, script));
    }

    /** Bytes made by any means. */
    public Recipe bytes(String name, String about, Recipe.Maker maker) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("name used twice: " + name);
        }
        Recipe recipe = new Recipe(name, about, maker);
        recipes.add(recipe);
        return recipe;
    }

    /** A stream put together by hand, for what no JVM writes. */
    public Recipe hand(String name, String about, Consumer<Wire> hand) {
        return bytes(name, about, () -> {
            Wire wire = new Wire().header();
            hand.accept(wire);
            return wire.bytes();
        });
    }

    private static <S extends ObjectOutputStream> byte[] bytesOf(
            Opener<S> opener, Script<? super S> script) throws Exception {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        // Not closed on failure: close() would flush half a stream and hide the cause.
        S out = opener.open(sink);
        script.run(out);
        out.close();
        return sink.toByteArray();
    }
}
