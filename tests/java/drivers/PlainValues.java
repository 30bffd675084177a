package drivers;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.regex.Pattern;

/** Objects beside what they are as plain JSON: made by Plain, or told here. */
final class PlainValues {
    private static PrintStream out;

    private PlainValues() {}

    static void print(PrintStream to) throws Exception {
        out = to;
        times();
        texts();
        collections();
        subclasses();
    }

    private static void value(Object value) throws Exception {
        value(value, Plain.json(value));
    }

    private static void value(Object value, String json) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream stream = new ObjectOutputStream(bytes);
        stream.writeObject(value);
        stream.flush();
        StringBuilder hex = new StringBuilder();
        for (byte each : bytes.toByteArray()) {
            hex.append(String.format("%02x", each));
        }
        out.println(hex + "\t" + json.replace('\'', '"'));
    }

    private static void times() throws Exception {
        for (String id : new String[] {"UTC+01:00", "GMT-03:30", "UT+18:00", "UTC", "GMT0", "Z", "+02:00",
                "Europe/Madrid", "Etc/GMT+1"}) {
            value(ZoneId.of(id));
        }
        for (String id : new String[] {"Europe/Madrid", "UTC", "GMT+01:00"}) {
            value(TimeZone.getTimeZone(id));
            for (long millis : new long[] {1_700_000_000_123L, 1_720_000_000_000L, -1, -1_000_000_000_000L}) {
                Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(id), Locale.US);
                calendar.setTimeInMillis(millis);
                value(calendar);
            }
        }
        value(new SimpleTimeZone(0, "UTC"));
        value(new SimpleTimeZone(3_600_000, "GMT+01:00"));
        for (String tag : new String[] {"ja-JP-u-ca-japanese", "th-TH-u-ca-buddhist"}) {
            Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"), Locale.forLanguageTag(tag));
            calendar.setTimeInMillis(1_700_000_000_000L);
            value(calendar);
        }
        for (int[] day : new int[][] {{2024, 7, 1}, {2019, 5, 1}, {2019, 4, 30}, {1989, 1, 8}, {1989, 1, 7},
                {1926, 12, 25}, {1926, 12, 24}, {1912, 7, 30}, {1912, 7, 29}, {1873, 1, 1}}) {
            value(JapaneseDate.of(day[0], day[1], day[2]));
        }
        value(JapaneseEra.SHOWA);
        value(MinguoDate.of(-3, 2, 1));
        value(MinguoDate.of(113, 2, 1));
        value(ThaiBuddhistDate.of(0, 2, 1));
        value(HijrahDate.of(1445, 1, 1));
        value(JapaneseDate.of(2024, 7, 1).atTime(LocalTime.of(12, 30)));
        value(HijrahDate.of(1445, 1, 1).atTime(LocalTime.NOON).atZone(ZoneId.of("Europe/Madrid")));
        value(MinguoDate.of(113, 2, 1).atTime(LocalTime.NOON).atZone(ZoneId.of("+02:00")));
    }

    private static void texts() throws Exception {
        for (Locale each : new Locale[] {Locale.ROOT, new Locale("iw", "IL"), new Locale("in"), new Locale("yi"),
                new Locale("no", "NO"), new Locale("ja", "JP", "JP"), new Locale("th", "TH", "TH"),
                new Locale("de", "CH", "POSIX"), new Locale("es", "ES", "1994"), new Locale("es", "ES", "Foo_1994a"),
                new Locale("en", "US", "WIN"), Locale.forLanguageTag("sl-rozaj-biske"),
                Locale.forLanguageTag("es-419"), Locale.forLanguageTag("zh-Hant-TW-x-private")}) {
            value(each);
        }
        value(new URL("http://user@example.org:8080/a?q=1&b=2#part"));
        value(new URL("file:/tmp/a b"));
        value(new URL("jar:file:/a.jar!/b"));
        value(new URL("http://[::1]/"));
        value(InetAddress.getByAddress("host", new byte[] {10, 0, 0, (byte) 200}));
        value(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        byte[] six = new byte[16];
        value(InetAddress.getByAddress(six));
        six[0] = 0x20;
        six[1] = 1;
        six[7] = 5;
        six[15] = 7;
        value(InetAddress.getByAddress("six", six));
        value(java.net.Inet6Address.getByAddress(null, six, 3));
        value(new InetSocketAddress(InetAddress.getByAddress("six", six), 80));
        value(new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 10000));
        value(InetSocketAddress.createUnresolved("a.example", 6666));
        value(new File("a/b.txt"));
        value(Pattern.compile("a+"));
        value(Pattern.compile("a+", Pattern.CASE_INSENSITIVE),
                "{'@class':'java.util.regex.Pattern','flags':2,'pattern':'a+'}");
        value(new StringBuilder("h\u00e9\ud83d\ude42"));
        value(new StringBuffer(100).append("hola"));
        value(new StackTraceElement("a.B", "m", null, -1));
        value(Thread.currentThread().getStackTrace()[0]);
        value(-0.0);
        value(BigInteger.TEN.pow(600).negate());
        value(new BigInteger("123456789012345678901234567890"));
    }

    private static void collections() throws Exception {
        EnumMap<TimeUnit, Integer> units = new EnumMap<>(TimeUnit.class);
        units.put(TimeUnit.DAYS, 1);
        units.put(TimeUnit.HOURS, 2);
        value(units);
        value(new AbstractMap.SimpleEntry<>("a", 1));
        value(new AbstractMap.SimpleImmutableEntry<>("a", null));
        value(Collections.nCopies(3, "a"));
        value(Collections.nCopies(Integer.MAX_VALUE, "a"),
                "{'@class':'java.util.Collections$CopiesList','n':2147483647,'element':'a'}");
        TreeMap<Integer, String> tree = new TreeMap<>();
        ConcurrentSkipListMap<Integer, String> skip = new ConcurrentSkipListMap<>();
        for (int i = 0; i < 100; i += 10) {
            tree.put(i, "v" + i);
            skip.put(i, "v" + i);
        }
        value(tree.subMap(10, true, 35, false));
        value(tree.subMap(10, false, 30, true).descendingMap());
        value(tree.tailMap(95));
        value(tree.headMap(0));
        value(skip.subMap(10, true, 35, false));
        value(skip.headMap(30, true).descendingMap());
        value(skip.tailMap(35));
        TreeMap<String, Integer> backwards = new TreeMap<>(Collections.reverseOrder());
        backwards.put("a", 1);
        backwards.put("b", 2);
        value(backwards.descendingMap());
        TreeMap<TimeUnit, Integer> constants = new TreeMap<>();
        ConcurrentSkipListSet<String> anyCase = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);
        for (TimeUnit each : TimeUnit.values()) {
            constants.put(each, each.ordinal());
            anyCase.add(each.name());
        }
        value(constants.subMap(TimeUnit.SECONDS, false, TimeUnit.HOURS, true));
        value(anyCase.subSet("d", true, "minutes", true));
        value(anyCase.descendingSet().headSet("N", true));
        value(skip.descendingMap().descendingMap());
        value(Collections.unmodifiableNavigableSet(new ConcurrentSkipListSet<>(tree.keySet()).tailSet(45)));
        value(Collections.emptySortedSet());
        value(Collections.emptySortedMap());
        // Where the bound of an order that is not known is no key, only Java can tell.
        TreeMap<String, Integer> byLength = new TreeMap<>(
                (Comparator<String> & Serializable) (a, b) -> Integer.compare(a.length(), b.length()));
        byLength.put("a", 1);
        byLength.put("bb", 2);
        byLength.put("ccc", 3);
        value(byLength.headMap("bb", true));
        BitSet bits = new BitSet();
        bits.set(3);
        bits.set(64, 67);
        value(bits);
        value(new AtomicLongArray(new long[] {1, Long.MAX_VALUE}));
        DoubleAdder sum = new DoubleAdder();
        sum.add(1.5);
        value(sum);
        value(new Exception("m", null) {
            @Override
            public Throwable fillInStackTrace() {
                return this;
            }
        }, "{'@class':'drivers.PlainValues$1','cause':null,'detailMessage':'m','stackTrace':[],"
                + "'suppressedExceptions':[]}");
    }

    private static class Page<T> extends ArrayList<T> {
        private static final long serialVersionUID = 1;
        int total = 120;
        List<String> names = new ArrayList<>(Arrays.asList("n"));
    }

    private static class Own extends Vector<String> {
        private static final long serialVersionUID = 1;

        private void writeObject(ObjectOutputStream stream) throws java.io.IOException {
            stream.defaultWriteObject();
            stream.writeInt(7);
        }
    }

    private static class Ordered extends LinkedHashMap<String, Integer> {
        private static final long serialVersionUID = 1;
        String owner = "me";
    }

    private static class Config extends Properties {
        private static final long serialVersionUID = 1;
        boolean frozen = true;

        Config(Properties defaults) {
            super(defaults);
        }
    }

    private static class Day extends Date {
        private static final long serialVersionUID = 1;
        String zone = "Z";

        Day() {
            super(0);
        }
    }

    private static class Money extends BigDecimal {
        private static final long serialVersionUID = 1;
        String currency = "EUR";

        Money() {
            super("12.50");
        }
    }

    private static class Counter extends AtomicInteger {
        private static final long serialVersionUID = 1;
        String name = "c";
    }

    private static void subclasses() throws Exception {
        Page<String> page = new Page<>();
        page.add("row");
        value(page, "{'@class':'drivers.PlainValues$Page','total':120,'names':['n'],'@elements':['row']}");
        Own own = new Own();
        own.add("a");
        value(own, "{'@class':'drivers.PlainValues$Own','@data':[{'@bytes':'00000007'}],'@elements':['a']}");
        Ordered ordered = new Ordered();
        ordered.put("a", 1);
        value(ordered, "{'@class':'drivers.PlainValues$Ordered','owner':'me','@entries':{'a':1}}");
        value(new HashSet<String>(Arrays.asList("a")) { },
                "{'@class':'drivers.PlainValues$2','@elements':['a']}");
        Properties defaults = new Properties();
        defaults.setProperty("colour", "red");
        Properties properties = new Properties(defaults);
        properties.setProperty("size", "10");
        value(defaults, "{'colour':'red'}");
        value(properties, "{'@class':'java.util.Properties','defaults':{'colour':'red'},"
                + "'@entries':{'size':'10'}}");
        Config config = new Config(properties);
        config.setProperty("a", "b");
        value(config, "{'@class':'drivers.PlainValues$Config','defaults':{'@class':'java.util.Properties',"
                + "'defaults':{'colour':'red'},'@entries':{'size':'10'}},'frozen':true,'@entries':{'a':'b'}}");
        value(new Day(), "{'@class':'drivers.PlainValues$Day','zone':'Z','@value':'1970-01-01T00:00:00Z'}");
        value(new Money(), "{'@class':'drivers.PlainValues$Money','currency':'EUR','@value':12.50}");
        value(new Counter(), "{'@class':'drivers.PlainValues$Counter','name':'c','@value':0}");
        Map<Object, Object> mixed = new HashMap<>();
        mixed.put("DAYS", 1);
        mixed.put(TimeUnit.DAYS, 1);
        value(Collections.singletonList(mixed), "[[['DAYS',1],['DAYS',1]]]");
    }
}
