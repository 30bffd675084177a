package javawire.gen.group;

import static java.io.ObjectStreamConstants.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javawire.gen.Catalog;
import javawire.gen.Wire;

/** Immutable collections, wrappers and comparators. */
public final class JdkWrappers {
    private static final String MUTEX = "Java 25 gives the class a writeObject: another flag, an end mark";

    private JdkWrappers() {}

    public static void add(Catalog c) {
        immutable(c);
        wrappers(c);
        comparators(c);
        synchronizedOnes(c);
    }

    private static void immutable(Catalog c) {
        c.object("jdk-list-of", "List.of with 0, 1, 2 and 5 elements", () -> new Object[] {
            List.of(), List.of("a"), List.of("a", 1), List.of(1, 2, 3, 2, 1)
        });
        c.object("jdk-list-copy-of", "List.copyOf and the list of a stream, which may hold null", () ->
                new Object[] {
                    List.copyOf(Arrays.asList("a", "b", "c")),
                    Arrays.asList("a", null).stream().toList()
                });
        c.object("jdk-set-of-one", "Set.of with 0 and 1 elements: more have no fixed order", () ->
                new Object[] {Set.of(), Set.of("a")});
        c.object("jdk-map-of-one", "Map.of with 0 and 1 entries: more have no fixed order", () ->
                new Object[] {Map.of(), Map.of("k", "v")});
        c.hand("jdk-set-of-five", "Set.of with five elements, in one of the orders a JVM may give",
                w -> colSer(w, 2, "e", "a", "d", "b", "c"));
        c.hand("jdk-map-of-two", "Map.of with two entries, in one of the two orders", w ->
                colSer(w, 3, "k1", "v1", "k2", "v2"));
        c.object("jdk-empty", "Collections.emptyList, emptySet, emptyMap", () -> new Object[] {
            Collections.emptyList(), Collections.emptySet(), Collections.emptyMap()
        });
        c.object("jdk-singleton", "singleton, singletonList, singletonMap", () -> new Object[] {
            Collections.singleton("s"), Collections.singletonList("l"),
            Collections.singletonMap("k", "v")
        });
        c.object("jdk-n-copies", "nCopies of a string, of null, of nothing", () -> new Object[] {
            Collections.nCopies(1000, "copy"), Collections.nCopies(2, null),
            Collections.nCopies(0, "none")
        });
    }

    /** What java.util.CollSer writes: the kind of collection as a field, a count, the elements. */
    private static void colSer(Wire w, int tag, String... elements) {
        w.object().classDesc("java.util.CollSer", 6309168927139932177L,
                SC_SERIALIZABLE | SC_WRITE_METHOD, 1).field('I', "tag").endDesc();
        w.u4(tag).block(new Wire().u4(elements.length).bytes());
        for (String element : elements) {
            w.string(element);
        }
        w.end();
    }

    private static void wrappers(Catalog c) {
        List<Object> list = new ArrayList<>(Arrays.asList("a", "b"));
        c.object("jdk-unmodifiable-lists", "of an ArrayList and of an Arrays.asList", () ->
                new Object[] {
                    Collections.unmodifiableList(list),
                    Collections.unmodifiableList(Arrays.asList(1, 2)),
                    Collections.unmodifiableCollection(list)
                });
        c.object("jdk-unmodifiable-sets", "of a LinkedHashSet and of a TreeSet", () -> new Object[] {
            Collections.unmodifiableSet(new LinkedHashSet<>(list)),
            Collections.unmodifiableSortedSet(new TreeSet<>(List.of("x", "y"))),
            Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(1)))
        });
        c.object("jdk-unmodifiable-maps", "of a TreeMap", () -> {
            TreeMap<String, Object> map = JdkCollections.filledMap(new TreeMap<>());
            return new Object[] {
                Collections.unmodifiableMap(map), Collections.unmodifiableSortedMap(map)
            };
        });
        c.object("jdk-checked", "checkedList and checkedMap", () -> new Object[] {
            Collections.checkedList(new ArrayList<>(List.of("a")), String.class),
            Collections.checkedMap(new TreeMap<>(Map.of("k", 1)), String.class, Integer.class)
        });
        c.object("jdk-set-from-map", "newSetFromMap, asLifoQueue", () -> {
            Set<String> set = Collections.newSetFromMap(new TreeMap<>());
            set.add("s");
            Collection<Object> queue = Collections.asLifoQueue(new java.util.ArrayDeque<>());
            queue.add("q");
            return new Object[] {set, queue};
        });
    }

    private static void comparators(Catalog c) {
        c.object("jdk-comparators", "reverse, natural, nulls first, reversed", () -> new Object[] {
            Collections.reverseOrder(),
            Comparator.naturalOrder(),
            Comparator.nullsFirst(Comparator.reverseOrder()),
            Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER)
        });
    }

    private static void synchronizedOnes(Catalog c) {
        for (int version : new int[] {17, 25}) {
            int last = version == 17 ? 21 : 25;
            c.object("jdk-synchronized-list-java" + version, "synchronizedList of an ArrayList", () ->
                    Collections.synchronizedList(new ArrayList<>(Arrays.asList("a", "b"))))
                    .versions(version, last, MUTEX);
            c.object("jdk-synchronized-linked-list-java" + version, "of a LinkedList", () ->
                    Collections.synchronizedList(new LinkedList<>(Arrays.asList("a", "b"))))
                    .versions(version, last, MUTEX);
        }
        c.object("jdk-synchronized-others", "synchronizedCollection, Map, Set, SortedMap", () ->
                new Object[] {
                    Collections.synchronizedCollection(new ArrayList<>(List.of(1))),
                    Collections.synchronizedMap(new TreeMap<>(Map.of("k", 1))),
                    Collections.synchronizedSet(new LinkedHashSet<>(List.of(1))),
                    Collections.synchronizedSortedMap(new TreeMap<>(Map.of("k", 1)))
                });
    }
}
