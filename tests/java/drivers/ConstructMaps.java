package drivers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Collections, and every kind of key in them. */
final class ConstructMaps {
    private static final int[] SIZES = {0, 1, 2, 6, 11, 12, 13, 24, 25, 48, 49, 100, 1000};

    private ConstructMaps() {}

    static void add(Construct to) {
        addLists(to);
        addMapsOfEveryKey(to);
        addCollisions(to);
        addOptions(to);
        addSorted(to);
    }

    private static void addLists(Construct to) {
        for (int size : SIZES) {
            List<Object> strings = new ArrayList<>();
            List<Object> numbers = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                strings.add("element " + i);
                numbers.add(i % 5 == 4 ? null : i * 7 - 50);
            }
            to.add("array-list " + size, strings, numbers);
            to.add("linked-list " + size, new LinkedList<>(strings), new LinkedList<>(numbers));
        }
        List<Object> shared = new ArrayList<>(Arrays.asList("a", "b"));
        to.add("lists-shared", new ArrayList<Object>(Arrays.asList(shared, shared, "a")), shared);
        List<Object> self = new ArrayList<>();
        self.add(self);
        to.add("list-of-itself", self);
        List<Object> nested = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nested = new ArrayList<>(Collections.<Object>singletonList(nested));
        }
        to.add("lists-nested", nested);
    }

    /** Numbers that look like chance, and are the same everywhere. */
    private static int chance(int i) {
        int x = i * 1103515245 + 12345;
        x ^= x >>> 13;
        x *= 1597334677;
        return x ^ x >>> 16;
    }

    static Object key(String kind, int i) {
        int x = chance(i);
        LocalDate date = LocalDate.ofEpochDay(x % 1_000_000);
        LocalTime time = LocalTime.ofSecondOfDay((x & 0xffff) % 86_400).withNano(i % 3);
        LocalDateTime local = LocalDateTime.of(date, time);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(x % 64_801);
        switch (kind) {
            case "string": return "key" + i;
            case "string-chance": return Integer.toString(x) + (char) (x & 0x7fff);
            case "integer": return i * 7 - 500;
            case "integer-chance": return x;
            case "long": return (long) x * x;
            case "short": return (short) x;
            case "byte": return (byte) x;
            case "char": return (char) x;
            case "boolean": return i % 2 == 0;
            case "float": return x / 1000f;
            case "double": return x / 1000d;
            case "date": return new Date((long) x * 100_003);
            case "uuid": return new UUID((long) x * x, (long) x * i);
            case "big-integer": return BigInteger.valueOf(x).pow(1 + i % 3);
            case "big-decimal": return new BigDecimal(BigInteger.valueOf(x).pow(1 + i % 3), i % 20);
            case "instant": return Instant.ofEpochSecond((long) x * 1000, i);
            case "duration": return Duration.ofSeconds(x, i);
            case "period": return Period.of(x, i, -i);
            case "local-date": return date;
            case "local-time": return time;
            case "local-date-time": return local;
            case "offset-time": return OffsetTime.of(time, offset);
            case "offset-date-time": return OffsetDateTime.of(local, offset);
            case "zoned-date-time":
                return i % 2 == 0 ? ZonedDateTime.of(local, ZoneId.of("UTC"))
                        : ZonedDateTime.of(local, offset);
            case "zone-offset": return offset;
            case "zone-region": return ZoneId.of(ConstructTime.ZONES[i % 3]);
            case "year": return Year.of(x % 1_000_000);
            case "year-month": return YearMonth.of(x % 10_000, 1 + i % 12);
            case "month-day": return MonthDay.of(1 + i % 12, 1 + i % 29);
            default: throw new IllegalArgumentException(kind);
        }
    }

    static final String[] KINDS = {
        "string", "string-chance", "integer", "integer-chance", "long", "short", "byte", "char",
        "boolean", "float", "double", "date", "uuid", "big-integer", "big-decimal", "instant",
        "duration", "period", "local-date", "local-time", "local-date-time", "offset-time",
        "offset-date-time", "zoned-date-time", "zone-offset", "zone-region", "year", "year-month",
        "month-day",
    };

    private static void addMapsOfEveryKey(Construct to) {
        for (String kind : KINDS) {
            // Each size of table with strings and integers; the others have to hash alike.
            boolean all = kind.equals("string") || kind.equals("integer");
            for (int size : all ? SIZES : new int[] {13, 300}) {
                Map<Object, Object> map = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    map.put(key(kind, i), i);
                }
                to.add("hash-map " + kind + " " + size, map);
            }
            Set<Object> set = new HashSet<>();
            Map<Object, Object> linked = new LinkedHashMap<>();
            Set<Object> linkedSet = new LinkedHashSet<>();
            for (int i = 0; i < 50; i++) {
                set.add(key(kind, i));
                linked.put(key(kind, i), null);
                linkedSet.add(key(kind, i));
            }
            to.add("hash-set " + kind, set);
            to.add("linked-hash-map " + kind, linked);
            to.add("linked-hash-set " + kind, linkedSet);
        }
        to.add("hash-set-empty", new HashSet<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
        Map<Object, Object> mixed = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            for (String kind : KINDS) {
                mixed.put(key(kind, i), kind);
            }
        }
        mixed.put(null, "null");
        mixed.put("null", null);
        to.add("hash-map-mixed", mixed);
        Map<Object, Object> again = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            again.put(new String("key" + i % 10), i);
        }
        to.add("hash-map-put-again", again);
        Map<Object, Object> own = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            own.put(new ConstructModel.Id(i * 5), i);
        }
        to.add("hash-map-own-hash", own);
        Map<Object, Object> nested = new HashMap<>();
        nested.put("map", new HashMap<>(nested));
        nested.put("list", new ArrayList<Object>(Arrays.asList("map", 1)));
        to.add("hash-map-nested", nested);
        Map<Object, Object> self = new HashMap<>();
        self.put("self", self);
        to.add("hash-map-of-itself", self);
        Map<Object, Object> enums = new HashMap<>();
        for (ConstructModel.Color color : ConstructModel.Color.values()) {
            enums.put(color, color.name());
        }
        to.add("any-order enums", enums, new HashSet<>(enums.keySet()));
        Map<Object, Object> unknown = new HashMap<>();
        Set<Object> lists = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            unknown.put(new ConstructModel.Id(i), i);
            lists.add(new ArrayList<Object>(Arrays.asList(i, "list")));
        }
        to.add("any-order unknown", unknown, lists);
    }

    /** Strings of so many pairs of letters, all of one hash code. */
    static List<String> equalHashes(int pairs) {
        List<String> all = new ArrayList<>(Collections.singletonList(""));
        for (int i = 0; i < pairs; i++) {
            List<String> longer = new ArrayList<>();
            for (String each : all) {
                longer.add(each + "Aa");
                longer.add(each + "BB");
            }
            all = longer;
        }
        return all;
    }

    private static void addCollisions(Construct to) {
        List<String> equal = equalHashes(11);
        for (int size : new int[] {7, 8, 9, 10, 11, 12, 13, 20, 64, 65, 100, 500, 2048}) {
            List<String> keys = new ArrayList<>(equal.subList(0, size));
            to.add("collisions " + size, set(keys), map(keys));
            Collections.reverse(keys);
            to.add("collisions-reversed " + size, set(keys), map(keys));
            List<String> mixed = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                mixed.add(equal.get((int) ((long) i * 1009 % size)));
            }
            to.add("collisions-mixed " + size, set(mixed), map(mixed));
        }
        // In one bin of a table of this size, and each with a hash of its own.
        for (int step : new int[] {64, 128, 1024, 4096, 65536, 1 << 20, 1 << 26}) {
            for (int size : new int[] {9, 30, 200, 1500}) {
                List<Object> up = new ArrayList<>();
                List<Object> down = new ArrayList<>();
                List<Object> chance = new ArrayList<>();
                List<Object> classes = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    up.add(i * step);
                    down.add((size - i) * step);
                    chance.add((chance(i) & 0xfff) * step);
                    classes.add(i % 2 == 0 ? (Object) (i / 4 * step) : (Object) (long) (i / 4 * step));
                }
                String name = " " + step + " " + size;
                to.add("bins-up" + name, set(up));
                to.add("bins-down" + name, set(down));
                to.add("bins-chance" + name, set(chance));
                to.add("bins-classes" + name, set(classes));
            }
        }
        // In one bin, several hash codes, and several keys of each.
        List<Object> ties = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int hash = (chance(i) & 7) << 26;
            long other = chance(i) >>> 8 & 15;
            ties.add(other << 32 | other ^ hash);
        }
        to.add("bins-of-ties", set(ties));
        // Every class whose values are small numbers, with null among them.
        List<Object> small = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int value = (i / 6) * 64 % 2048;
            Object[] all = {value, (long) value, (short) value, (char) value, new Date(value), null};
            small.add(all[i % 6]);
        }
        to.add("bins-of-classes", set(small));
        List<Object> zero = new ArrayList<>(equalHashes(4));
        zero.add(null);
        zero.add("");
        zero.add(0);
        to.add("null-among-collisions", set(zero), map(zero));
    }

    private static Set<Object> set(List<?> keys) {
        // One by one: addAll makes no difference, but the constructor chooses a capacity.
        Set<Object> set = new HashSet<>();
        for (Object key : keys) {
            set.add(key);
        }
        return set;
    }

    private static Map<Object, Object> map(List<?> keys) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), i);
        }
        return map;
    }

    private static void addOptions(Construct to) {
        float[] factors = {0.75f, 0.5f, 2f, 0.1f, 10f};
        for (int capacity : new int[] {0, 1, 2, 3, 15, 16, 17, 64, 1000}) {
            for (float factor : factors) {
                for (int size : new int[] {0, 1, 5, 100}) {
                    Map<Object, Object> map = new HashMap<>(capacity, factor);
                    Set<Object> set = new HashSet<>(capacity, factor);
                    Map<Object, Object> linked = new LinkedHashMap<>(capacity, factor);
                    for (int i = 0; i < size; i++) {
                        map.put(i * 1000, i);
                        set.add("key" + i);
                        linked.put("key" + i, i);
                    }
                    String name = " " + capacity + " " + factor + " " + size;
                    to.add("options" + name, map, set, linked);
                }
            }
        }
    }

    private static void addSorted(Construct to) {
        for (String kind : KINDS) {
            if (kind.equals("period") || kind.equals("zone-region")) {
                continue;
            }
            Map<Object, Object> map = new TreeMap<>();
            Set<Object> set = new TreeSet<>();
            for (int i = 0; i < 300; i++) {
                map.put(key(kind, i), i);
                set.add(key(kind, i));
            }
            to.add("tree-map " + kind, map);
            to.add("tree-set " + kind, set);
        }
        to.add("tree-map-empty", new TreeMap<>(), new TreeSet<>());
        Map<Object, Object> strings = new TreeMap<>();
        String[] keys = {"b", "a", "", "B", "\u00f1", "\ud83d\ude00", "\uffff", "\ud800", "aa", "a\0"};
        for (String key : keys) {
            strings.put(key, key);
        }
        to.add("tree-map-strings", strings);
        Map<Object, Object> doubles = new TreeMap<>();
        double[] values = {0.0, -0.0, Double.NaN, 1, -1, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        for (double value : values) {
            doubles.put(value, "double");
        }
        to.add("tree-map-doubles", doubles);
        Map<Object, Object> decimals = new TreeMap<>();
        String[] numbers = {"1", "1.0", "1.00", "0.1", "-1", "-1.1", "0", "0E+5", "1E+30", "1E-30",
            "999999999999999999999", "1E+21", "-1E+21", "12E-1"};
        for (String number : numbers) {
            decimals.put(new BigDecimal(number), number);
        }
        to.add("tree-map-decimals", decimals);
        TreeMap<String, Object> insensitive = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        insensitive.put("b", 1);
        insensitive.put("A", 2);
        insensitive.put("C", 3);
        TreeSet<String> insensitiveSet = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        insensitiveSet.addAll(insensitive.keySet());
        to.add("tree-map-comparator", insensitive, insensitiveSet);
    }
}
