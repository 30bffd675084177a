package javawire.gen.group;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javawire.gen.Catalog;
import javawire.gen.model.Colour;
import javawire.gen.model.Plain;

/** TC_ENUM: constants, their names, their classes. */
public final class Enums {
    private Enums() {}

    public static void add(Catalog c) {
        c.object("enum-plain", "a constant", () -> Colour.RED);
        c.write("enum-twice", "the same constant twice: a reference", out -> {
            out.writeObject(Colour.RED);
            out.writeObject(Colour.RED);
        });
        c.write("enum-all", "all constants of an enumeration, at top level", out -> {
            for (Colour colour : Colour.values()) {
                out.writeObject(colour);
            }
        });
        c.object("enum-with-state", "a constant with a field, which is not written", () ->
                Colour.Planet.EARTH);
        c.object("enum-with-body", "a constant with a body: the enumeration's own descriptor", () ->
                Colour.Sign.MINUS);
        c.object("enum-names", "names outside ASCII", () -> Colour.Size.values());
        c.object("enum-write-object-ignored", "its writeObject is never called", () ->
                Colour.Stubborn.ONLY);
        c.object("enum-jdk", "constants of the JDK's enumerations", () -> new Object[] {
            TimeUnit.SECONDS, Thread.State.NEW, java.math.RoundingMode.HALF_EVEN
        });
        c.object("enum-in-field", "a constant in two fields", () ->
                new Plain.Pair<>("a", new Plain.Pair<>(Colour.BLUE, Colour.BLUE)));
        c.write("enum-name-written-before", "the name is a string of its own all the same", out -> {
            out.writeObject(Colour.RED.name());
            out.writeObject(Colour.RED);
            out.writeObject(Colour.RED.name());
        });
        c.write("enum-class-and-constant", "the class, a constant, the class", out -> {
            out.writeObject(Colour.class);
            out.writeObject(Colour.GREEN);
            out.writeObject(Colour.class);
        });
        c.write("enum-body-class-and-constant", "the class of a body, then the constant", out -> {
            out.writeObject(Colour.Sign.PLUS.getClass());
            out.writeObject(Colour.Sign.PLUS);
        });
        c.write("enum-among-data", "data before, between and after constants", out -> {
            out.writeByte(1);
            out.writeObject(Colour.RED);
            out.writeByte(2);
            out.writeObject(Colour.RED);
            out.writeByte(3);
        });
        c.write("enum-unshared", "writeUnshared of a constant, then writeObject", out -> {
            out.writeUnshared(Colour.RED);
            out.writeObject(Colour.RED);
        });
        c.object("enum-map", "an EnumMap with two of three keys", () -> {
            Map<Colour, Object> map = new EnumMap<>(Colour.class);
            map.put(Colour.BLUE, "blue");
            map.put(Colour.RED, null);
            return map;
        });
        c.object("enum-map-empty", "an EnumMap without entries", () -> new EnumMap<>(Colour.class));
        c.object("enum-set", "an EnumSet of two", () -> EnumSet.of(Colour.BLUE, Colour.RED));
        c.object("enum-set-none-all", "an empty and a full EnumSet", () -> new Object[] {
            EnumSet.noneOf(Colour.class), EnumSet.allOf(Colour.class)
        });
        c.object("enum-set-large", "an EnumSet over more than 64 constants", () ->
                EnumSet.of(Character.UnicodeScript.LATIN, Character.UnicodeScript.CYRILLIC));
        c.object("enum-as-key", "a HashMap with one constant as key", () -> {
            Map<Object, Object> map = new HashMap<>();
            map.put(Colour.GREEN, Colour.GREEN);
            return map;
        });
    }
}
