package drivers;

import java.io.BufferedReader;
import java.io.File;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.Chronology;
import java.time.chrono.Era;
import java.time.temporal.TemporalAccessor;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream's first object is as plain JSON, made of the live object.
 *
 * <pre>
 * reads     PATH
 * prints    JSON, or `other` and the class that has no plain form
 * with the argument `own`, for each object of PlainValues, or `random`, a seed and a number, for so
 * many of PlainRandom:
 * prints    the stream in hexadecimal, a tab, and JSON
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
        if (args.length > 0 && args[0].equals("own")) {
            PlainValues.print(out);
            return;
        }
        if (args.length > 0 && args[0].equals("random")) {
            PlainRandom.print(out, Long.parseLong(args[1]), Integer.parseInt(args[2]));
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(read(Files.readAllBytes(Paths.get(line))));
        }
    }

    /** An object as plain JSON. */
    static String json(Object value) throws Exception {
        StringBuilder json = new StringBuilder();
        plain(json, value, 0);
        return json.toString();
    }

    private static String read(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return json(in.readObject());
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
        } else if (value instanceof Chronology || value instanceof Era
                || value.getClass().getName().startsWith("java.time.chrono.")) {
            text(out, value.toString());
        } else if (text(value) != null) {
            text(out, text(value));
        } else if (value instanceof LongAdder) {
            plain(out, ((LongAdder) value).sum(), depth);
        } else if (value instanceof DoubleAdder) {
            plain(out, ((DoubleAdder) value).sum(), depth);
        } else if (value instanceof BitSet) {
            list(out, ((BitSet) value).stream().toArray(), depth);
        } else if (value instanceof Map.Entry) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
            list(out, new Object[] {entry.getKey(), entry.getValue()}, depth);
        } else if (atomicArray(value) != null) {
            list(out, atomicArray(value), depth);
        } else if (value instanceof java.util.Properties
                && ((java.util.Properties) value).stringPropertyNames().size() > ((Map<?, ?>) value).size()) {
            throw new Other("defaults");
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

    /** Values that are a text to people. */
    private static String text(Object value) {
        if (value instanceof StringBuilder || value instanceof StringBuffer || value instanceof URL
                || value instanceof Currency || value instanceof StackTraceElement
                || value instanceof File) {
            return value.toString();
        } else if (value instanceof Pattern) {
            return ((Pattern) value).flags() == 0 ? value.toString() : null;
        } else if (value instanceof Locale) {
            return ((Locale) value).toLanguageTag();
        } else if (value instanceof InetAddress) {
            return address((InetAddress) value);
        } else if (value instanceof InetSocketAddress) {
            InetSocketAddress address = (InetSocketAddress) value;
            return (address.isUnresolved() ? address.getHostString() : socket(address.getAddress()))
                    + ":" + address.getPort();
        } else if (value instanceof Calendar) {
            Calendar calendar = (Calendar) value;
            int millis = calendar.get(Calendar.ZONE_OFFSET) + calendar.get(Calendar.DST_OFFSET);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(millis / 1000);
            String time = OffsetDateTime.ofInstant(calendar.toInstant(), offset).format(SECONDS);
            String type = calendar.getCalendarType();
            return time + "[" + calendar.getTimeZone().getID() + "]"
                    + (type.equals("gregory") ? "" : "[u-ca=" + type + "]");
        } else if (value instanceof SimpleTimeZone) {
            TimeZone zone = (TimeZone) value;
            int offset = zone.getRawOffset() / 1000;
            String name = "GMT" + (offset == 0 ? "" : ZoneOffset.ofTotalSeconds(offset).toString());
            boolean isZero = offset == 0 && zone.getID().equals("UTC");
            boolean isPlain = isZero || zone.getID().equals(name);
            return !zone.useDaylightTime() && isPlain ? zone.getID() : null;
        } else if (value instanceof TimeZone) {
            return ((TimeZone) value).getID();
        }
        return null;
    }

    /** Seconds are printed also where they are zero. */
    private static final java.time.format.DateTimeFormatter SECONDS =
            new java.time.format.DateTimeFormatterBuilder()
                    .append(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral('T')
                    .appendPattern("HH:mm:ss")
                    .optionalStart()
                    .appendFraction(java.time.temporal.ChronoField.MILLI_OF_SECOND, 0, 3, true)
                    .optionalEnd()
                    .appendOffset("+HH:MM:ss", "Z")
                    .toFormatter(Locale.ROOT);

    private static String socket(InetAddress address) {
        String text = address(address);
        if (!(address instanceof java.net.Inet6Address)) {
            return text;
        }
        int slash = text.indexOf('/') + 1;
        return text.substring(0, slash) + "[" + text.substring(slash) + "]";
    }

    private static String address(InetAddress address) {
        String[] parts = address.toString().split("/", -1);
        return parts[0] + (parts[0].isEmpty() ? "" : "/") + shortened(parts[1]);
    }

    /** Two colons for the longest row of zeros. */
    private static String shortened(String address) {
        for (int count = 8; address.contains(":") && count >= 2; count--) {
            String zeros = "(^|:)0(:0){" + (count - 1) + "}(:|$|(?=%))";
            Matcher row = Pattern.compile(zeros).matcher(address);
            if (row.find()) {
                return address.substring(0, row.start()) + "::" + address.substring(row.end());
            }
        }
        return address;
    }

    private static Object[] atomicArray(Object value) {
        if (value instanceof AtomicIntegerArray) {
            AtomicIntegerArray array = (AtomicIntegerArray) value;
            return java.util.stream.IntStream.range(0, array.length()).mapToObj(array::get).toArray();
        } else if (value instanceof AtomicLongArray) {
            AtomicLongArray array = (AtomicLongArray) value;
            return java.util.stream.IntStream.range(0, array.length()).mapToObj(array::get).toArray();
        } else if (value instanceof AtomicReferenceArray) {
            AtomicReferenceArray<?> array = (AtomicReferenceArray<?>) value;
            return java.util.stream.IntStream.range(0, array.length()).mapToObj(array::get).toArray();
        }
        return null;
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
        HashSet<String> names = new HashSet<>();
        for (Object key : map.keySet()) {
            isObject &= key instanceof String && names.add((String) key)
                    || key instanceof Enum && names.add(((Enum<?>) key).name());
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
