package javawire.differential;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as one line of text: all that was read, each object once and then by its number. The other
 * side prints the same of what it has read; tests/it/differential/digest.rs says what stands for what.
 */
final class Digest {
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<Object> newest = new ArrayList<>();
    private StringBuilder text;
    private boolean isUnseen;
    private CapturingInput in;

    /** The line of a value; null if something in it depends on a class that cannot be had. */
    String of(Object value, CapturingInput read) {
        in = read;
        text = new StringBuilder();
        isUnseen = false;
        newest.clear();
        value(value);
        if (isUnseen) {
            newest.forEach(numbers::remove);
            return null;
        }
        return text.toString();
    }

    private void value(Object value) {
        if (value == CapturingInput.UNSEEN) {
            isUnseen = true;
        } else if (value == null) {
            text.append('n');
        } else if (value instanceof String string) {
            text.append('"');
            quote(string);
            text.append('"');
        } else if (value instanceof Class<?> type) {
            text.append("c:");
            type(type);
        } else if (value instanceof ObjectStreamClass descriptor) {
            descriptor(descriptor);
        } else if (value instanceof Enum<?> constant) {
            text.append("e:");
            type(constant.getDeclaringClass());
            text.append(':');
            quote(constant.name());
        } else if (value instanceof CapturingInput.Data data) {
            hex(data.bytes());
        } else {
            object(value);
        }
    }

    private void object(Object value) {
        Integer known = numbers.get(value);
        if (known != null) {
            text.append('#').append(known);
            return;
        }
        text.append('#').append(numbers.size());
        numbers.put(value, numbers.size());
        newest.add(value);
        Class<?> type = value.getClass();
        if (type.isArray()) {
            array(value, type);
        } else if (Proxy.isProxyClass(type)) {
            text.append('{');
            type(type);
            text.append('}');
        } else {
            text.append('{');
            type(type);
            levels(value, type, in.levels.getOrDefault(value, Map.of()));
            text.append('}');
        }
    }

    private void array(Object value, Class<?> type) {
        text.append('[');
        type(type);
        int length = Array.getLength(value);
        for (int i = 0; i < length; i++) {
            text.append(' ');
            if (type.getComponentType().isPrimitive()) {
                primitive(Array.get(value, i));
            } else {
                value(Array.get(value, i));
            }
        }
        text.append(']');
    }

    private void levels(Object value, Class<?> type, Map<Class<?>, CapturingInput.Level> levels) {
        if (type.getSuperclass() != Object.class) {
            levels(value, type.getSuperclass(), levels);
        }
        CapturingInput.Level level = levels.get(type);
        if (level == null) {
            return;
        }
        text.append(' ');
        type(type);
        text.append('(');
        for (int i = 0; i < level.fields().length; i++) {
            ObjectStreamField field = level.fields()[i];
            quote(field.getName());
            text.append('=');
            if (field.isPrimitive()) {
                text.append(field.getTypeCode());
                primitive(level.values()[i]);
            } else {
                value(level.values()[i]);
            }
            text.append(';');
        }
        text.append(')');
        for (Object each : level.contents()) {
            text.append('<');
            value(each);
            text.append('>');
        }
    }

    private void primitive(Object value) {
        if (value == CapturingInput.UNSEEN) {
            isUnseen = true;
        } else if (value instanceof Boolean bit) {
            text.append(bit ? 1 : 0);
        } else if (value instanceof Character character) {
            text.append((int) character);
        } else if (value instanceof Float number) {
            text.append(Float.floatToRawIntBits(number));
        } else if (value instanceof Double number) {
            text.append(Double.doubleToRawLongBits(number));
        } else {
            text.append(value);
        }
    }

    private void descriptor(ObjectStreamClass descriptor) {
        text.append("d:");
        Class<?> type = descriptor.forClass();
        if (type == null) {
            // Its name is as it came.
            isUnseen = true;
            return;
        }
        type(type);
        if (Proxy.isProxyClass(type)) {
            return;
        }
        text.append(':').append(descriptor.getSerialVersionUID());
        for (ObjectStreamField field : descriptor.getFields()) {
            text.append(':').append(field.isPrimitive() ? field.getTypeCode() : 'L');
            quote(field.getName());
        }
    }

    /** All arrays of objects are of one class here. */
    private void type(Class<?> type) {
        if (Proxy.isProxyClass(type)) {
            text.append("P(");
            for (Class<?> each : type.getInterfaces()) {
                type(each);
                text.append(',');
            }
            text.append(')');
        } else if (type == Object[].class) {
            text.append("[L");
        } else if (type.isArray()) {
            text.append(type.getName());
        } else {
            quote(in.nameOf(type));
        }
    }

    void hex(byte[] data) {
        text.append('x');
        for (byte each : data) {
            text.append(Character.forDigit(each >> 4 & 15, 16)).append(Character.forDigit(each & 15, 16));
        }
    }

    String data(byte[] data) {
        text = new StringBuilder();
        hex(data);
        return text.toString();
    }

    private void quote(String string) {
        text.append(quoted(string));
    }

    static String quoted(String string) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < string.length(); i++) {
            char each = string.charAt(i);
            if (each >= ' ' && each <= '~' && each != '"' && each != '\\') {
                text.append(each);
            } else {
                text.append('\\').append((int) each).append('.');
            }
        }
        return text.toString();
    }
}
