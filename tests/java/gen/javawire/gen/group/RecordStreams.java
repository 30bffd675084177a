package javawire.gen.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javawire.gen.Catalog;
import javawire.gen.model.Colour;
import javawire.gen.model.Records;

/** Records in every shape; the Externalizable ones are with the other extern- streams. */
public final class RecordStreams {
    private RecordStreams() {}

    public static void add(Catalog c) {
        c.object("record-none", "no components", Records.None::new);
        c.object("record-point", "two ints", () -> new Records.Point(1, -1));
        c.object("record-all", "every type of component", () -> new Records.All(
                (byte) 1, '2', 3d, 4f, 5, 6L, (short) 7, true, 8, "nine", new int[] {10},
                new int[] {11}, new ArrayList<>(List.of("twelve")), Colour.RED,
                new Records.Point(13, 14)));
        c.object("record-all-default", "every type of component, all zero or null", () ->
                new Records.All((byte) 0, '\0', 0d, 0f, 0, 0L, (short) 0, false,
                        null, null, null, null, null, null, null));
        c.object("record-unsorted", "components against the descriptor's order, a uid of its own", () ->
                new Records.Unsorted("z", 1, "a", (byte) 2));
        c.object("record-generic", "a component of a type variable", () ->
                new Records.Box<>(new Records.Box<>("inner")));
        c.object("record-linked", "a list of five records", () -> {
            Records.Link link = null;
            for (int i = 0; i < 5; i++) {
                link = new Records.Link(i, link);
            }
            return link;
        });
        c.object("record-strict", "a constructor that checks", () -> new Records.Strict(1, 2));
        c.object("record-methods-ignored", "its writeObject and field list have no effect", () ->
                new Records.Stubborn(1, "b"));
        c.object("record-write-replace", "writeReplace does have one", () -> new Records.Replaced(5));
        c.object("record-read-resolve", "and readResolve", () -> new Records.Resolved(5));
        c.object("record-shared", "the same record three times in an array", () -> {
            Records.Point point = new Records.Point(1, 2);
            return new Object[] {point, point, new Records.Box<>(point)};
        });
        c.object("record-in-collections", "in a list, as a map's key and value", () -> {
            var map = new java.util.LinkedHashMap<Object, Object>();
            map.put(new Records.Point(1, 2), new Records.Box<>("v"));
            return new ArrayList<>(Arrays.asList(map, new Records.Point(3, 4)));
        });
        c.object("record-same-string-twice", "two components with one string", () ->
                new Records.Box<>(new Records.Unsorted("same", 1, "same", (byte) 1)));
        // A record is made after its components, so the JVM has nothing to refer to.
        c.object("record-in-its-list", "a list in a record that holds the record", () -> {
            List<Object> list = new ArrayList<>();
            Records.Box<Object> box = new Records.Box<>(list);
            list.add("before");
            list.add(box);
            return box;
        }).tag("jvm-misreads", "yes");
        c.object("record-local", "a record declared in a method", () -> {
            record Local(int value) implements java.io.Serializable {}
            return new Local(1);
        });
    }
}
