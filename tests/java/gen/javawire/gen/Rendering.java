package javawire.gen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Text that two object graphs share if and only if they are equal: same classes, same values bit by
 * bit, same sharing and cycles. Objects are numbered in the order in which they are met, once each,
 * over the whole conversation; a work list takes the place of recursion.
 *
 * <p>Our own classes are shown by reflection. A JDK object is shown by what it would write itself,
 * with everything it refers to replaced by its number; so nothing inside java.base has to be opened.
 */
final class Rendering {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder later = new StringBuilder();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final ArrayDeque<Object> pending = new ArrayDeque<>();

    String text() {
        return text.toString();
    }

    void line(String line) {
        text.append(line).append('\n');
    }

    /** A top-level object with all that it reaches and that was not shown before. */
    void item(String label, Object value) {
        line(label + " " + name(value));
        text.append(later);
        later.setLength(0);
        drain();
    }

    /** For what is met while an item is still being read; shown with it. */
    void later(String label, Object... values) {
        later.append(label);
        for (Object value : values) {
            later.append(' ').append(name(value));
        }
        later.append('\n');
    }

    private void drain() {
        while (!pending.isEmpty()) {
            Object next = pending.removeFirst();
            text.append('#').append(numbers.get(next)).append(" = ");
            describe(next);
            text.append('\n');
        }
    }

    /** A number for what has an identity of its own; the JVM's own singletons by name. */
    private String name(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Class<?> type) {
            return "class " + typeName(type);
        }
        if (value instanceof Enum<?> constant) {
            return "enum " + constant.getDeclaringClass().getName() + "." + constant.name();
        }
        Integer number = numbers.get(value);
        if (number == null) {
            number = numbers.size() + 1;
            numbers.put(value, number);
            pending.addLast(value);
        }
        return "#" + number;
    }

    private void describe(Object value) {
        Class<?> type = value.getClass();
        if (value instanceof String string) {
            text.append("string ").append(Quote.java(string));
        } else if (value instanceof Double || value instanceof Float) {
            text.append(type.getName()).append(' ').append(bits(value));
        } else if (type.isArray()) {
            text.append("array ").append(type.getName());
            int length = Array.getLength(value);
            text.append('[').append(length).append(']');
            for (int i = 0; i < length; i++) {
                text.append(' ').append(valueOf(type.getComponentType(), Array.get(value, i)));
            }
        } else if (Proxy.isProxyClass(type)) {
            text.append(typeName(type)).append(" handler ");
            text.append(name(Proxy.getInvocationHandler(value)));
        } else if (type.isHidden()) {
            // A lambda: its class is named anew in every run.
            text.append("lambda ").append(written(value));
        } else if (ours(type)) {
            text.append(type.getName());
            fields(value, type);
            if (hasForeignState(type)) {
                text.append(" writes ").append(written(value));
            }
        } else {
            text.append(type.getName()).append(" writes ").append(written(value));
            elements(value);
        }
    }

    private void fields(Object value, Class<?> type) {
        if (!ours(type)) {
            return;
        }
        Field[] fields = type.getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (Field field : fields) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            try {
                String shown = valueOf(field.getType(), field.get(value));
                text.append(' ').append(type.getSimpleName()).append('.').append(field.getName());
                text.append('=').append(shown);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        fields(value, type.getSuperclass());
    }

    /** The writing of a collection can hide which elements are one and the same. */
    private void elements(Object value) {
        if (value instanceof Collection<?> collection) {
            text.append(" elements");
            for (Object element : collection) {
                text.append(' ').append(name(element));
            }
        } else if (value instanceof Map<?, ?> map) {
            text.append(" entries");
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(' ').append(name(entry.getKey()));
                text.append("->").append(name(entry.getValue()));
            }
        }
    }

    private String valueOf(Class<?> declared, Object value) {
        if (!declared.isPrimitive()) {
            return name(value);
        }
        if (value instanceof Character c) {
            return Integer.toHexString(c);
        }
        return value instanceof Double || value instanceof Float ? bits(value) : value.toString();
    }

    /** Equal NaNs can differ in their bits. */
    private static String bits(Object value) {
        return value instanceof Double d
                ? HexFormat.of().toHexDigits(Double.doubleToRawLongBits(d))
                : HexFormat.of().toHexDigits(Float.floatToRawIntBits((Float) value));
    }

    private static String typeName(Class<?> type) {
        if (!Proxy.isProxyClass(type)) {
            return type.getName();
        }
        // $Proxy7 depends on which proxies were made before.
        StringBuilder names = new StringBuilder("proxy of");
        for (Class<?> each : type.getInterfaces()) {
            names.append(' ').append(each.getName());
        }
        return names.toString();
    }

    private static boolean ours(Class<?> type) {
        return type != null && type.getClassLoader() == Rendering.class.getClassLoader();
    }

    private static boolean hasForeignState(Class<?> type) {
        Class<?> each = type;
        while (ours(each)) {
            each = each.getSuperclass();
        }
        return each != null && each != Record.class && java.io.Serializable.class.isAssignableFrom(each);
    }

    private String written(Object value) {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (Shallow out = new Shallow(sink)) {
            // Descriptors are not offered for replacement.
            out.ownObject = !(value instanceof ObjectStreamClass);
            out.writeObject(value);
        } catch (IOException e) {
            return "nothing (" + e + ")";
        }
        return HexFormat.of().formatHex(sink.toByteArray());
    }

    /** Writes one object; what it refers to becomes a string that is its number. */
    private final class Shallow extends ObjectOutputStream {
        private boolean ownObject = true;

        Shallow(ByteArrayOutputStream sink) throws IOException {
            super(sink);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object value) {
            if (ownObject || value == null) {
                ownObject = false;
                return value;
            }
            // A string of its own each time: none must become a reference to another.
            return new String(name(value));
        }
    }
}
