package javawire.gen.group;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.text.ChoiceFormat;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import javawire.gen.Catalog;

/** Values of java.lang, java.math, java.net and java.util that are no collections. */
public final class JdkValues {
    private JdkValues() {}

    public static void add(Catalog c) {
        boxes(c);
        numbers(c);
        text(c);
        net(c);
        dates(c);
        atomics(c);
    }

    private static void boxes(Catalog c) {
        all(c, "boolean", "both", true, false);
        all(c, "byte", "least, zero, greatest", Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE);
        all(c, "character", "zero, letter, euro, half, last", '\0', 'x', '\u20ac', '\ud83c', '\uffff');
        all(c, "short", "least, zero, greatest", Short.MIN_VALUE, (short) 0, Short.MAX_VALUE);
        all(c, "integer", "least, zero, greatest", Integer.MIN_VALUE, 0, Integer.MAX_VALUE);
        all(c, "long", "least, zero, greatest", Long.MIN_VALUE, 0L, Long.MAX_VALUE);
        all(c, "float", "zeros, infinity, NaN, a fraction", 0f, -0f, Float.POSITIVE_INFINITY,
                Float.NaN, 0.1f);
        all(c, "double", "zeros, infinity, NaN, a fraction", 0d, -0d, Double.NEGATIVE_INFINITY,
                Double.NaN, 0.1);
        c.object("jdk-boxes-array", "one of each in an Object[]", () -> new Object[] {
            true, (byte) 1, '2', (short) 3, 4, 5L, 6f, 7d
        });
    }

    private static void numbers(Catalog c) {
        all(c, "big-integer", "0, 1, -1, beyond 64 bits", BigInteger.ZERO, BigInteger.ONE,
                BigInteger.ONE.negate(), BigInteger.TWO.pow(64), BigInteger.TWO.pow(64).negate());
        all(c, "big-integer-large", "4000 bits, both signs", BigInteger.TEN.pow(1200),
                BigInteger.TEN.pow(1200).negate());
        all(c, "big-decimal", "scales 0, 2, -3, 300", BigDecimal.ZERO, new BigDecimal("-12.50"),
                new BigDecimal("1.2E+4"), new BigDecimal("1E-300"), BigDecimal.TEN);
        all(c, "big-decimal-large", "more digits than a long has",
                new BigDecimal("-123456789012345678901234567890.123456789"));
        all(c, "math-context", "DECIMAL64 and one of its own", MathContext.DECIMAL64,
                new MathContext(5, RoundingMode.DOWN));
        all(c, "rounding-mode", "an enumeration", RoundingMode.HALF_UP);
        c.object("jdk-random", "a seeded Random, used", () -> {
            Random random = new Random(42);
            random.nextInt();
            return random;
        });
        c.object("jdk-random-gaussian", "with a value kept for the next call", () -> {
            Random random = new Random(-1);
            random.nextGaussian();
            return random;
        });
        all(c, "uuid", "nil, one, all bits", new UUID(0, 0),
                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), new UUID(-1, -1));
        c.object("jdk-bit-set", "bits 0, 63, 64 and 1000", () -> {
            BitSet set = new BitSet();
            set.set(0);
            set.set(63, 65);
            set.set(1000);
            return set;
        });
        c.object("jdk-bit-set-empty", "no bits", () -> new BitSet(0));
    }

    private static void text(Catalog c) {
        c.object("jdk-string-builder", "capacity and text", () ->
                new StringBuilder(20).append("builder \u20ac"));
        c.object("jdk-string-buffer", "capacity and text", () ->
                new StringBuffer(20).append("buffer \u00e9"));
        c.object("jdk-string-builder-empty", "no text", StringBuilder::new);
        all(c, "locale", "language, country, variant, script, extension, root",
                Locale.ENGLISH, new Locale.Builder().setLanguageTag("es-ES").build(),
                Locale.forLanguageTag("sr-Latn-RS"), Locale.forLanguageTag("de-DE-u-co-phonebk"),
                Locale.ROOT);
        all(c, "currency", "two currencies", Currency.getInstance("EUR"), Currency.getInstance("JPY"));
        all(c, "pattern", "pattern and flags", Pattern.compile("a*b"),
                Pattern.compile("[\u00e9\u20ac]+", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE));
        c.object("jdk-choice-format", "texts for ranges of numbers", () ->
                new ChoiceFormat(new double[] {0, 1, 2}, new String[] {"none", "one", "many"}));
        all(c, "class", "classes of the JDK", Character.class, String[].class, int.class);
        all(c, "stack-trace-element", "with and without module and file",
                new StackTraceElement("example.Main", "run", "Main.java", 12),
                new StackTraceElement("loader", "mod", "1.0", "example.Main", "<init>", null, -2));
        all(c, "case-insensitive-order", "String's own comparator", String.CASE_INSENSITIVE_ORDER);
    }

    private static void net(Catalog c) {
        all(c, "uri", "absolute, relative, opaque", URI.create("http://example.org:8080/a%20b?q=1#f"),
                URI.create("../up"), URI.create("mailto:a@example.org"));
        c.object("jdk-url", "http and file", () -> new Object[] {
            new URL("http", "example.org", 8080, "/path?query=1"), new URL("file:/etc/hosts")
        });
        c.object("jdk-file", "relative and absolute, with the separator", () -> new Object[] {
            new File("a"), new File("/b", "c"), new File("")
        }).unixOnly();
        c.object("jdk-inet4-address", "with and without a name", () -> new Object[] {
            InetAddress.getByAddress("example.org", new byte[] {(byte) 192, 0, 2, 1}),
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
        });
        c.object("jdk-inet6-address", "the loopback address and a documentation address", () ->
                new Object[] {
                    InetAddress.getByAddress(
                            "six", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                    InetAddress.getByAddress(new byte[] {
                        0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7
                    })
                });
        c.object("jdk-inet-socket-address", "resolved and not", () -> new Object[] {
            new InetSocketAddress(
                    Inet4Address.getByAddress("host", new byte[] {10, 0, 0, 1}), 10_000),
            InetSocketAddress.createUnresolved("unresolved.example.org", 6666)
        });
    }

    private static void dates(Catalog c) {
        all(c, "date", "the epoch, before it, far after", new Date(0), new Date(-1),
                new Date(Long.MAX_VALUE), new Date(1_700_000_000_000L));
        c.object("jdk-simple-time-zone", "with daylight saving time", () ->
                new SimpleTimeZone(3_600_000, "Example", 2, -1, 1, 7_200_000, 9, -1, 1, 10_800_000));
        c.object("jdk-time-zone-utc", "the zone UTC", () -> TimeZone.getTimeZone("UTC"));
        c.object("jdk-gregorian-calendar", "a date in a zone of its own, week rules set", () -> {
            GregorianCalendar calendar = new GregorianCalendar(
                    new SimpleTimeZone(3_600_000, "Example"), Locale.ROOT);
            calendar.setFirstDayOfWeek(2);
            calendar.setMinimalDaysInFirstWeek(4);
            calendar.setTimeInMillis(1_700_000_000_000L);
            calendar.getTime();
            return calendar;
        });
    }

    private static void atomics(Catalog c) {
        all(c, "atomic-integer", "one", new AtomicInteger(-7));
        all(c, "atomic-long", "one", new AtomicLong(Long.MIN_VALUE));
        all(c, "atomic-boolean", "both", new AtomicBoolean(true), new AtomicBoolean());
        all(c, "atomic-reference", "to a string, to null", new AtomicReference<>("text"),
                new AtomicReference<>());
        all(c, "atomic-integer-array", "three ints", new AtomicIntegerArray(new int[] {1, 2, 3}));
        all(c, "atomic-reference-array", "a string, null, the string",
                new AtomicReferenceArray<>(new Object[] {"a", null, "a"}));
        c.object("jdk-long-adder", "written as another class", () -> {
            LongAdder adder = new LongAdder();
            adder.add(5);
            return adder;
        });
    }

    /** Each value a top-level object. */
    private static void all(Catalog c, String name, String about, Object... values) {
        c.write("jdk-" + name, about, out -> {
            for (Object value : values) {
                out.writeObject(value);
            }
        });
    }
}
