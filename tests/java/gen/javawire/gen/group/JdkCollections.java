package javawire.gen.group;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;

import javawire.gen.Catalog;
import javawire.gen.model.Plain;

/** The mutable collections of java.util. Keys hash the same in every run: strings and numbers. */
public final class JdkCollections {
    private JdkCollections() {}

    public static void add(Catalog c) {
        lists(c);
        queues(c);
        maps(c);
        sorted(c);
        sets(c);
    }

    private static <T extends Collection<Object>> T filled(T collection) {
        Collections.addAll(collection, "a", 1, "b", "a");
        return collection;
    }

    /** Ten strings and numbers in an order that is not that of their hashes. */
    static <K, M extends Map<String, Object>> M filledMap(M map) {
        for (int i = 9; i >= 0; i--) {
            map.put("key " + i * 7, i);
        }
        return map;
    }

    private static void lists(Catalog c) {
        c.object("jdk-array-list", "strings and boxes, one string twice", () ->
                filled(new ArrayList<>()));
        c.object("jdk-array-list-empty", "no elements", ArrayList::new);
        c.object("jdk-array-list-capacity", "its capacity is not what the stream says", () ->
                filled(new ArrayList<>(1000)));
        c.object("jdk-array-list-nulls", "three nulls", () ->
                new ArrayList<>(Arrays.asList(null, null, null)));
        c.object("jdk-array-list-nested", "lists in a list", () -> new ArrayList<>(Arrays.asList(
                new ArrayList<>(Arrays.asList(1, 2)), new ArrayList<>(), null)));
        c.object("jdk-array-list-subclass", "a subclass with a field", () -> {
            Named list = new Named();
            list.name = "named";
            list.add("x");
            return list;
        });
        c.object("jdk-linked-list", "strings and boxes", () -> filled(new LinkedList<>()));
        c.object("jdk-linked-list-empty", "no elements", LinkedList::new);
        c.object("jdk-arrays-as-list", "Arrays.asList of a String[] and of an Object[]", () ->
                new Object[] {Arrays.asList("a", null, "a"), Arrays.asList(1, "b")});
        c.object("jdk-vector", "strings and boxes", () -> filled(new Vector<>()));
        c.object("jdk-vector-increment", "an increment of its own", () -> filled(new Vector<>(3, 2)));
        c.object("jdk-stack", "a Stack, whose superclass holds all", () -> filled(new Stack<>()));
    }

    private static void queues(Catalog c) {
        c.object("jdk-array-deque", "strings and boxes", () -> filled(new ArrayDeque<>()));
        c.object("jdk-array-deque-wrapped", "whose start is not at its array's start", () -> {
            ArrayDeque<Object> deque = filled(new ArrayDeque<>(4));
            deque.poll();
            deque.addFirst("first");
            return deque;
        });
        c.object("jdk-priority-queue", "natural order", () ->
                new PriorityQueue<>(List.of(5, 3, 9, 1)));
        c.object("jdk-priority-queue-comparator", "reverse order", () -> {
            PriorityQueue<String> queue = new PriorityQueue<>(Comparator.reverseOrder());
            Collections.addAll(queue, "a", "c", "b");
            return queue;
        });
    }

    private static void maps(Catalog c) {
        c.object("jdk-hash-map", "ten strings", () -> filledMap(new HashMap<>()));
        c.object("jdk-hash-map-empty", "no entries", HashMap::new);
        c.object("jdk-hash-map-null", "a null key with a null value", () -> {
            Map<String, Object> map = new HashMap<>();
            map.put(null, null);
            map.put("a", null);
            return map;
        });
        c.object("jdk-hash-map-load", "capacity and load factor of its own", () ->
                filledMap(new HashMap<>(100, 0.5f)));
        c.object("jdk-hash-map-500", "500 Integer values", () -> {
            Map<String, Integer> map = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                map.put("k" + i, i * i);
            }
            return map;
        });
        c.object("jdk-hash-map-collisions", "twelve keys of one hash: a tree of entries", () -> {
            Map<String, Object> map = new HashMap<>(64);
            String[] halves = {"Aa", "BB"};
            for (int i = 0; i < 12; i++) {
                map.put(halves[i & 1] + halves[i >> 1 & 1] + halves[i >> 2 & 1] + halves[i >> 3], i);
            }
            return map;
        });
        c.object("jdk-linked-hash-map", "ten strings in the order of insertion", () ->
                filledMap(new LinkedHashMap<>()));
        c.object("jdk-linked-hash-map-access", "in the order of access", () -> {
            Map<String, Object> map = filledMap(new LinkedHashMap<>(16, 0.75f, true));
            map.get("key 63");
            return map;
        });
        c.object("jdk-hashtable", "ten strings", () -> filledMap(new Hashtable<>()));
        c.object("jdk-properties", "three texts", () -> {
            Properties properties = new Properties();
            properties.setProperty("one", "1");
            properties.setProperty("two", "2");
            properties.setProperty("three", "\u00e9");
            return properties;
        });
        c.object("jdk-properties-defaults", "with defaults", () -> {
            Properties defaults = new Properties();
            defaults.setProperty("size", "10");
            Properties properties = new Properties(defaults);
            properties.setProperty("name", "x");
            return properties;
        });
        c.object("jdk-identity-hash-map", "one entry: more have no fixed order", () -> {
            Map<Object, Object> map = new IdentityHashMap<>();
            map.put("key", new Plain.OneInt(1));
            return map;
        });
        c.object("jdk-simple-entry", "a mutable and an immutable entry", () -> new Object[] {
            new AbstractMap.SimpleEntry<>("k", 1), new AbstractMap.SimpleImmutableEntry<>("k", null)
        });
    }

    private static void sorted(Catalog c) {
        c.object("jdk-tree-map", "natural order", () -> filledMap(new TreeMap<>()));
        c.object("jdk-tree-map-empty", "no entries", TreeMap::new);
        c.object("jdk-tree-map-comparator", "String.CASE_INSENSITIVE_ORDER", () ->
                filledMap(new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
        c.object("jdk-tree-map-lambda", "a comparator that is a lambda", () -> {
            Comparator<String> byLength =
                    (Comparator<String> & java.io.Serializable) JdkCollections::longest;
            return filledMap(new TreeMap<>(byLength));
        });
        c.object("jdk-tree-map-views", "head, tail, descending", () -> {
            TreeMap<String, Object> map = filledMap(new TreeMap<>());
            return new Object[] {map.headMap("key 3"), map.tailMap("key 5", false),
                map.descendingMap(), map.subMap("key 1", "key 3")};
        });
        c.object("jdk-tree-set", "natural order", () -> new TreeSet<>(List.of("c", "a", "b")));
        c.object("jdk-tree-set-comparator", "reverse order", () -> {
            TreeSet<Integer> set = new TreeSet<>(Collections.reverseOrder());
            Collections.addAll(set, 1, 3, 2);
            return set;
        });
    }

    private static void sets(Catalog c) {
        c.object("jdk-hash-set", "strings and boxes", () -> filled(new HashSet<>()));
        c.object("jdk-hash-set-empty", "no elements", HashSet::new);
        c.object("jdk-hash-set-300", "300 Integers", () -> {
            HashSet<Integer> set = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                set.add(i * 37);
            }
            return set;
        });
        c.object("jdk-linked-hash-set", "in the order of insertion", () ->
                new LinkedHashSet<>(List.of("z", "a", "m")));
    }

    private static int longest(String one, String other) {
        return one.compareTo(other);
    }

    private static final class Named extends ArrayList<Object> {
        private static final long serialVersionUID = 51;
        String name;
    }
}
