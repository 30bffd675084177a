package drivers;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a stream's first object is as plain JSON, made of the live object.
 *
 * <pre>
 * reads     PATH
 * prints    JSON, or `other` and the class that has no plain form
 * </pre>
 */
public final class Plain {
    private static final class Other extends Exception {
        private static final long serialVersionUID = 1;

        Other(String message) {
            super(message);
        }
    }

    private Plain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(read(Files.readAllBytes(Paths.get(line))));
        }
    }

    private static String read(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            StringBuilder json = new StringBuilder();
            plain(json, in.readObject(), 0);
            return json.toString();
        } catch (Exception | Error failure) {
            return "other " + failure.toString().replace('\n', ' ');
        }
    }

    private static void plain(StringBuilder out, Object value, int depth) throws Other {
        if (depth > 100 || out.length() > 1 << 20) {
            throw new Other("deep");
        }
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String || value instanceof Character) {
            text(out, value.toString());
        } else if (value instanceof Long || value instanceof AtomicLong) {
            long number = ((Number) value).longValue();
            boolean isSafe = Math.abs(number) < 1L << 53 && number != Long.MIN_VALUE;
            out.append(isSafe ? Long.toString(number) : "\"" + number + "\"");
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte
                || value instanceof AtomicInteger) {
            out.append(value);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            boolean isNumber = !Double.isNaN(number) && !Double.isInfinite(number);
            out.append(isNumber ? value.toString() : "\"" + value + "\"");
        } else if (value instanceof BigInteger || value instanceof BigDecimal) {
            String digits = value.toString();
            boolean isSafe = digits.matches("[-0-9.]+") && digits.replaceAll("[^0-9]", "").length() <= 15;
            out.append(isSafe ? digits : "\"" + digits + "\"");
        } else if (value instanceof AtomicBoolean) {
            out.append(value);
        } else if (value instanceof AtomicReference) {
            plain(out, ((AtomicReference<?>) value).get(), depth + 1);
        } else if (value instanceof Year) {
            out.append(value);
        } else if (value instanceof Date) {
            text(out, ((Date) value).toInstant().toString());
        } else if (value instanceof UUID || value instanceof Duration || value instanceof Period
                || value instanceof ZoneId || value instanceof URI) {
            text(out, value.toString());
        } else if (value instanceof Enum) {
            text(out, ((Enum<?>) value).name());
        } else if (value instanceof TemporalAccessor
                && value.getClass().getPackage().getName().equals("java.time")) {
            text(out, value.toString());
        } else if (value instanceof Collection && isOfTheJdk(value)) {
            list(out, ((Collection<?>) value).toArray(), depth);
        } else if (value instanceof Map && isOfTheJdk(value)) {
            map(out, (Map<?, ?>) value, depth);
        } else if (value instanceof byte[]) {
            out.append('"');
            for (byte each : (byte[]) value) {
                out.append(String.format("%02x", each));
            }
            out.append('"');
        } else if (value instanceof char[]) {
            text(out, new String((char[]) value));
        } else if (value.getClass().isArray()) {
            list(out, value, depth);
        } else {
            throw new Other(value.getClass().getName());
        }
    }

    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    private static void list(StringBuilder out, Object array, int depth) throws Other {
        out.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            out.append(i > 0 ? "," : "");
            plain(out, Array.get(array, i), depth + 1);
        }
        out.append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> map, int depth) throws Other {
        boolean isObject = true;
        for (Object key : map.keySet()) {
            isObject &= key instanceof String;
        }
        out.append(isObject ? '{' : '[');
        String comma = "";
        for (Map.Entry<?, ?> each : map.entrySet()) {
            out.append(comma).append(isObject ? "" : "[");
            plain(out, each.getKey(), depth + 1);
            out.append(isObject ? ':' : ',');
            plain(out, each.getValue(), depth + 1);
            out.append(isObject ? "" : "]");
            comma = ",";
        }
        out.append(isObject ? '}' : ']');
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean isLow = Character.isLowSurrogate(each);
            boolean isHalf = Character.isHighSurrogate(each)
                    ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                    : isLow && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
            if (isHalf) {
                out.append('?');
            } else if (each < ' ' || each == '"' || each == '\\' || each > '~') {
                out.append(String.format("\\u%04x", (int) each));
            } else {
                out.append(each);
            }
        }
        out.append('"');
    }
}
