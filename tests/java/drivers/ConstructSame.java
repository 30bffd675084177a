package drivers;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Compares two object graphs: classes, values, the order of collections, and which
 * references lead to the same object.
 */
final class ConstructSame {
    private final Map<Object, Object> pairs = new IdentityHashMap<>();
    private final Map<Object, Object> back = new IdentityHashMap<>();
    private final Deque<Object[]> left = new ArrayDeque<>();

    private ConstructSame() {}

    /** Returns `same`, or what is different. */
    static String difference(Object expected, Object found) {
        ConstructSame same = new ConstructSame();
        same.later("", expected, found);
        while (!same.left.isEmpty()) {
            Object[] next = same.left.pop();
            String problem = same.compare((String) next[0], next[1], next[2]);
            if (problem != null) {
                return problem.replace('\n', ' ').replace('\r', ' ');
            }
        }
        return "same";
    }

    private void later(String path, Object expected, Object found) {
        left.push(new Object[] {path, expected, found});
    }

    private String compare(String path, Object expected, Object found) {
        if (expected == null || found == null) {
            return expected == found ? null : path + ": " + expected + " became " + found;
        }
        Class<?> type = expected.getClass();
        if (type != found.getClass()) {
            return path + ": a " + type.getName() + " became a " + found.getClass().getName();
        }
        // Equal values are as good, and the JVM has some of them only once.
        if (isValue(expected)) {
            // ZonedDateTime prints an offset twice where equal ones are not the same object.
            boolean alike = expected.equals(found) && (expected instanceof ZonedDateTime
                    || expected.toString().equals(found.toString()));
            return alike ? null : path + ": " + expected + " became " + found;
        }
        if (expected == found) {
            return null;
        }
        if (pairs.containsKey(expected) || back.containsKey(found)) {
            boolean alike = pairs.get(expected) == found && back.get(found) == expected;
            return alike ? null : path + ": a reference leads to another object";
        }
        pairs.put(expected, found);
        back.put(found, expected);
        if (type.isArray()) {
            return compareArrays(path, expected, found);
        }
        if (expected instanceof Throwable) {
            if (!trace((Throwable) expected).equals(trace((Throwable) found))) {
                return path + ": another stack trace: " + trace((Throwable) found);
            }
            later(path + ".suppressed", ((Throwable) expected).getSuppressed(),
                    ((Throwable) found).getSuppressed());
            later(path + ".cause", ((Throwable) expected).getCause(),
                    ((Throwable) found).getCause());
            return null;
        }
        if (type == java.util.HashSet.class) {
            // As with maps, another order is as good.
            Collection<?> others = (Collection<?>) found;
            boolean alike = others.size() == ((Collection<?>) expected).size()
                    && others.containsAll((Collection<?>) expected);
            return alike ? null : path + ": " + expected + " became " + found;
        }
        if (expected instanceof Collection) {
            return compareArrays(path, ((Collection<?>) expected).toArray(),
                    ((Collection<?>) found).toArray());
        }
        if (expected instanceof Map) {
            return compareMaps(path, (Map<?, ?>) expected, (Map<?, ?>) found);
        }
        if (Proxy.isProxyClass(type)) {
            later(path + ".h", Proxy.getInvocationHandler(expected),
                    Proxy.getInvocationHandler(found));
            return null;
        }
        return compareFields(path, type, expected, found);
    }

    private static boolean isValue(Object object) {
        String name = object.getClass().getName();
        return object instanceof Enum || object instanceof Class || object instanceof String
                || name.startsWith("java.") && !(object instanceof Collection)
                && !(object instanceof Map) && !(object instanceof Throwable)
                && !Proxy.isProxyClass(object.getClass());
    }

    private String compareArrays(String path, Object expected, Object found) {
        int length = Array.getLength(expected);
        if (length != Array.getLength(found)) {
            return path + ": " + length + " elements became " + Array.getLength(found);
        }
        for (int i = length - 1; i >= 0; i--) {
            later(path + "[" + i + "]", Array.get(expected, i), Array.get(found, i));
        }
        return null;
    }

    private String compareMaps(String path, Map<?, ?> expected, Map<?, ?> found) {
        if (expected.size() != found.size()) {
            return path + ": " + expected.size() + " entries became " + found.size();
        }
        Iterator<? extends Map.Entry<?, ?>> others = found.entrySet().iterator();
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            Map.Entry<?, ?> other = others.next();
            // A map that Java reads has a table of another size, and so another order.
            boolean ordered = !expected.getClass().getName().equals("java.util.HashMap");
            if (ordered) {
                later(path + ".key", entry.getKey(), other.getKey());
                later(path + "." + entry.getKey(), entry.getValue(), other.getValue());
            } else if (!found.containsKey(entry.getKey())) {
                return path + ": no key " + entry.getKey();
            } else {
                later(path + "." + entry.getKey(), entry.getValue(), found.get(entry.getKey()));
            }
        }
        return null;
    }

    private String compareFields(String path, Class<?> type, Object expected, Object found) {
        for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) || field.isSynthetic()) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    later(path + "." + field.getName(), field.get(expected), field.get(found));
                } catch (IllegalAccessException e) {
                    return path + ": " + e;
                }
            }
        }
        return null;
    }

    private static String trace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text, true));
        return text + Arrays.toString(throwable.getStackTrace());
    }
}
