package drivers;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares objects deeply, by reflection: what they hold, and what in them is one object. */
final class TypedSame {
    /** The classes of collections that are written as they were, where a place holds one alone. */
    private static final List<String> KEPT = java.util.Arrays.asList(
        "java.util.ArrayDeque", "java.util.ArrayList", "java.util.HashMap", "java.util.HashSet",
        "java.util.Hashtable", "java.util.LinkedHashMap", "java.util.LinkedHashSet",
        "java.util.LinkedList", "java.util.Stack", "java.util.TreeMap", "java.util.TreeSet",
        "java.util.Vector", "java.util.concurrent.ConcurrentHashMap",
        "java.util.concurrent.CopyOnWriteArrayList");

    /** The classes of collections that each place holds. */
    private final Map<String, Set<Class<?>>> held = new HashMap<>();
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final Map<Object, Object> originals = new IdentityHashMap<>();
    private boolean isLooking;

    /** Learns what there is. */
    void look(Object object) throws ReflectiveOperationException {
        isLooking = true;
        copies.clear();
        originals.clear();
        same(object, object, object.getClass().getName(), "");
        isLooking = false;
    }

    /** Returns what differs, or null. */
    String difference(Object original, Object copy) throws ReflectiveOperationException {
        copies.clear();
        originals.clear();
        return same(original, copy, original.getClass().getName(), "");
    }

    /** Compares two values; the place is the same for all elements of a list. */
    private String same(Object one, Object two, String path, String place)
            throws ReflectiveOperationException {
        if (one == null || two == null) {
            return one == two ? null : path + ": " + shown(one) + " became " + shown(two);
        }
        Class<?> type = one.getClass();
        boolean isOwn = type.getName().matches("s[0-9]+\\..*");
        if (one instanceof Enum) {
            return one == two ? null : path + ": " + one + " became " + shown(two);
        }
        if (isOwn || one instanceof String) {
            Object copy = copies.get(one);
            Object original = originals.get(two);
            if (copy != null || original != null) {
                return copy == two && original == one ? null
                    : path + ": " + shown(one) + (copy != null ? " was one object with another, and is no more"
                        : " was an object of its own, and is one with another");
            }
            copies.put(one, two);
            originals.put(two, one);
        }
        if (one instanceof Collection && two instanceof Collection) {
            return collections((Collection<?>) one, (Collection<?>) two, path, place);
        }
        if (one instanceof Map && two instanceof Map) {
            return maps((Map<?, ?>) one, (Map<?, ?>) two, path, place);
        }
        if (type != two.getClass()) {
            return path + ": a " + type.getName() + " became a " + two.getClass().getName();
        }
        if (type.isArray()) {
            return arrays(one, two, path, place);
        }
        if (!isOwn) {
            return one.equals(two) ? null : path + ": " + shown(one) + " became " + shown(two);
        }
        for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getName().equals("skipped")) {
                    continue;
                }
                field.setAccessible(true);
                String name = level.getName() + "." + field.getName();
                String found = same(field.get(one), field.get(two), path + "." + field.getName(), name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private String arrays(Object one, Object two, String path, String place)
            throws ReflectiveOperationException {
        if (Array.getLength(one) != Array.getLength(two)) {
            return path + ": another length";
        }
        for (int i = 0; i < Array.getLength(one); i++) {
            String found = same(Array.get(one, i), Array.get(two, i), path + "[" + i + "]", place + "[]");
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** What a class of collections becomes. */
    private String classes(Object one, Object two, String path, String place) {
        Set<Class<?>> seen = held.computeIfAbsent(place, it -> new LinkedHashSet<>());
        if (isLooking) {
            seen.add(one.getClass());
        }
        boolean isKept = seen.size() == 1 && KEPT.contains(one.getClass().getName()) && !place.contains(".own");
        return !isKept || one.getClass() == two.getClass() ? null
            : path + ": a " + one.getClass().getName() + " became a " + two.getClass().getName();
    }

    private String collections(Collection<?> one, Collection<?> two, String path, String place)
            throws ReflectiveOperationException {
        String found = classes(one, two, path, place);
        if (found != null) {
            return found;
        }
        if (one.size() != two.size()) {
            return path + ": " + one.size() + " elements became " + two.size();
        }
        boolean isOrdered = !(one instanceof Set) || one instanceof LinkedHashSet || one instanceof SortedSet;
        boolean isKept = !(two instanceof Set) || two instanceof LinkedHashSet || two instanceof SortedSet;
        if (one instanceof Set && !(isOrdered && isKept)) {
            return two.containsAll(one) && one.containsAll(two) ? null : path + ": other elements";
        }
        Iterator<?> other = two.iterator();
        int number = 0;
        for (Object item : one) {
            found = same(item, other.next(), path + "[" + number + "]", place + "[]");
            if (found != null) {
                return found;
            }
            number++;
        }
        return two instanceof TreeSet && !two.containsAll(one) ? path + ": a tree in no order" : null;
    }

    private String maps(Map<?, ?> one, Map<?, ?> two, String path, String place)
            throws ReflectiveOperationException {
        String found = classes(one, two, path, place);
        if (found != null) {
            return found;
        }
        if (one.size() != two.size()) {
            return path + ": " + one.size() + " entries became " + two.size();
        }
        boolean isOrdered = one.getClass() == two.getClass()
            && (one instanceof LinkedHashMap || one instanceof SortedMap);
        Iterator<? extends Map.Entry<?, ?>> other = two.entrySet().iterator();
        for (Map.Entry<?, ?> entry : one.entrySet()) {
            String here = path + "[" + shown(entry.getKey()) + "]";
            Object value;
            if (isOrdered) {
                Map.Entry<?, ?> copy = other.next();
                found = same(entry.getKey(), copy.getKey(), here + ".key", place + "[].key");
                value = copy.getValue();
            } else {
                found = two.containsKey(entry.getKey()) ? null : here + ": there is no such key";
                value = two.get(entry.getKey());
            }
            found = found != null ? found : same(entry.getValue(), value, here, place + "[]");
            if (found != null) {
                return found;
            }
            if (one instanceof SortedMap && two instanceof SortedMap && !two.containsKey(entry.getKey())) {
                return here + ": a tree in no order";
            }
        }
        return null;
    }

    private static String shown(Object value) {
        String text = value == null ? "null" : value.getClass().getName().startsWith("java.")
            ? String.valueOf(value) : "a " + value.getClass().getName();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
