package drivers;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Trees of the JDK's collections, maps, numbers and times, made at random: each as Plain does.
 * Arguments of Plain: `random`, a seed, and how many.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class PlainRandom {
    private final Random random;

    private PlainRandom(long seed) {
        random = new Random(seed);
    }

    static void print(PrintStream out, long seed, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Object value = new PlainRandom(seed + i).value(4);
            String json = Plain.json(value);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ObjectOutputStream stream = new ObjectOutputStream(bytes);
            stream.writeObject(value);
            stream.flush();
            StringBuilder hex = new StringBuilder();
            for (byte each : bytes.toByteArray()) {
                hex.append(Character.forDigit(each >> 4 & 15, 16)).append(Character.forDigit(each & 15, 16));
            }
            out.println(hex + "\t" + json);
        }
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private Object value(int depth) {
        if (depth <= 0 || below(4) == 0) {
            return leaf();
        }
        switch (below(9)) {
            case 0: return list(depth);
            case 1: return wrappedList(depth);
            case 2: return set(depth);
            case 3: return sortedSet();
            case 4: return queue(depth);
            case 5: return map(depth);
            case 6: return sortedMap(depth);
            case 7: return wrappedMap(depth);
            default: return other(depth);
        }
    }

    private String text() {
        String[] parts = {"a", "B", "\u00e9", "\u6f22", "\ud83d\ude42", "\"", "\\", "\n", " ", "z", "\ud83d", "\0", ""};
        StringBuilder text = new StringBuilder();
        for (int i = below(6); i > 0; i--) {
            text.append(parts[below(parts.length)]);
        }
        return text.toString();
    }

    private Object leaf() {
        long bits = random.nextLong() >> below(64);
        switch (below(20)) {
            case 0: return null;
            case 1: return random.nextBoolean();
            case 2: return (byte) bits;
            case 3: return (short) bits;
            case 4: return (int) bits;
            case 5: return bits;
            case 6: return (float) random.nextGaussian();
            case 7: return Double.longBitsToDouble(random.nextLong());
            case 8: return (char) bits >= 0xD800 && (char) bits < 0xE000 ? '?' : (char) bits;
            case 9: return BigInteger.valueOf(bits).pow(1 + below(5));
            case 10: return new BigDecimal(BigInteger.valueOf(bits), below(40) - 20);
            case 11: return new Date(bits % 100_000_000_000_000L);
            case 12: return Instant.ofEpochSecond(bits % 100_000_000_000L, below(1_000_000_000));
            case 13: return LocalDate.ofEpochDay(bits % 1_000_000L);
            case 14: return LocalDateTime.of(LocalDate.ofEpochDay(bits % 1_000_000L), LocalTime.ofSecondOfDay(below(86400)))
                    .atZone(ZoneId.of(below(2) == 0 ? "Europe/Madrid" : "+05:30"));
            case 15: return Duration.ofSeconds(bits % 1_000_000_000_000L, below(1_000_000_000));
            case 16: return new UUID(random.nextLong(), bits);
            case 17: return TimeUnit.values()[below(7)];
            case 18: return new AtomicLong(bits);
            default: return text();
        }
    }

    private <C extends Collection> C fill(C into, int depth) {
        for (int i = below(4); i > 0; i--) {
            into.add(value(depth - 1));
        }
        return into;
    }

    private List list(int depth) {
        switch (below(11)) {
            case 0: return fill(new ArrayList(), depth);
            case 1: return fill(new LinkedList(), depth);
            case 2: return fill(new Vector(), depth);
            case 3: return fill(new Stack(), depth);
            case 4: return fill(new CopyOnWriteArrayList(), depth);
            case 5: return Arrays.asList(fill(new ArrayList(), depth).toArray());
            case 6: return Arrays.asList(text(), 1, list(0));
            case 7: return Collections.emptyList();
            case 8: return Collections.singletonList(value(depth - 1));
            case 9: return Collections.nCopies(below(4), value(depth - 1));
            default: return new ArrayList(Arrays.asList(1, text()));
        }
    }

    private Collection wrappedList(int depth) {
        List list = list(depth);
        switch (below(7)) {
            case 0: return Collections.unmodifiableList(list);
            case 1: return Collections.synchronizedList(list);
            case 2: return Collections.checkedList(list, Object.class);
            case 3: return Collections.unmodifiableCollection(list);
            case 4: return Collections.synchronizedCollection(list);
            case 5: return Collections.checkedCollection(list, Object.class);
            default: return Collections.unmodifiableList(Collections.synchronizedList(Collections.checkedList(list, Object.class)));
        }
    }

    /** Keys that no other value takes for itself, and whose hash codes never change. */
    private Object key() {
        switch (below(5)) {
            case 0: return below(1000);
            case 1: return TimeUnit.values()[below(7)];
            case 2: return LocalDate.ofEpochDay(below(10_000));
            default: return text();
        }
    }

    private <S extends Set> S keys(S into) {
        for (int i = below(6); i > 0; i--) {
            into.add(key());
        }
        return into;
    }

    private Set set(int depth) {
        switch (below(16)) {
            case 0: return keys(new HashSet());
            case 1: return keys(new LinkedHashSet());
            case 2: return keys(new CopyOnWriteArraySet());
            case 3: return keys(ConcurrentHashMap.newKeySet());
            case 4: return keys(Collections.newSetFromMap(new HashMap()));
            case 5: return keys(Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap())));
            case 6: return keys(Collections.newSetFromMap(new IdentityHashMap()));
            case 7: return keys(Collections.newSetFromMap(
                    Collections.checkedMap(Collections.synchronizedMap(new HashMap()), Object.class, Boolean.class)));
            case 8: return Collections.emptySet();
            case 9: return Collections.singleton(value(depth - 1));
            case 10: return EnumSet.range(TimeUnit.values()[below(3)], TimeUnit.values()[3 + below(4)]);
            case 11: return EnumSet.noneOf(TimeUnit.class);
            case 12: return Collections.unmodifiableSet(keys(new HashSet()));
            case 13: return Collections.synchronizedSet(keys(new HashSet()));
            case 14: return Collections.checkedSet(keys(new LinkedHashSet()), Object.class);
            default: return Collections.synchronizedSet(Collections.unmodifiableSet(keys(new LinkedHashSet())));
        }
    }

    private Comparator comparator() {
        switch (below(6)) {
            case 0: return Collections.reverseOrder();
            case 1: return Comparator.naturalOrder();
            case 2: return Collections.reverseOrder((Comparator) Comparator.naturalOrder());
            case 3: return Collections.reverseOrder(Collections.reverseOrder(Collections.reverseOrder()));
            default: return null;
        }
    }

    /** Keys of one class, which have an order, and others of that class. */
    private Object[] sortable() {
        Object[] all = new Object[12];
        int kind = below(6);
        for (int i = 0; i < all.length; i++) {
            switch (kind) {
                case 0: all[i] = i * 7 - 30; break;
                case 1: all[i] = "k" + i; break;
                case 2: all[i] = LocalDate.of(2020, 1, 1).plusDays(i * 20); break;
                case 3: all[i] = new BigDecimal(i - 5).movePointLeft(i % 3); break;
                case 4: all[i] = (i - 6) * 1.5; break;
                default: all[i] = new String(Character.toChars(0xFFF0 + i * 3)); break;
            }
        }
        return all;
    }

    /** Two of them in the order of a comparator. */
    private Object[] bounds(Object[] keys, Comparator comparator) {
        Object a = keys[below(keys.length)];
        Object b = keys[below(keys.length)];
        int order = comparator == null ? ((Comparable) a).compareTo(b) : comparator.compare(a, b);
        return order <= 0 ? new Object[] {a, b} : new Object[] {b, a};
    }

    private NavigableSet part(NavigableSet set, Object[] keys) {
        Object[] bounds = bounds(keys, set.comparator());
        try {
            switch (below(5)) {
                case 0: return set.headSet(bounds[0], random.nextBoolean());
                case 1: return set.tailSet(bounds[0], random.nextBoolean());
                case 2: return set.descendingSet();
                case 3: return set.subSet(bounds[0], random.nextBoolean(), bounds[1], random.nextBoolean());
                default: return set;
            }
        } catch (IllegalArgumentException outOfThePart) {
            return set;
        }
    }

    private SortedSet sortedSet() {
        Object[] keys = sortable();
        NavigableSet set = below(3) == 0 ? new TreeSet(comparator()) : new ConcurrentSkipListSet(comparator());
        for (int i = below(10); i > 0; i--) {
            set.add(keys[below(keys.length)]);
        }
        for (int i = below(4); i > 0; i--) {
            set = part(set, keys);
        }
        switch (below(9)) {
            case 0: return Collections.unmodifiableSortedSet(set);
            case 1: return Collections.unmodifiableNavigableSet(set);
            case 2: return Collections.synchronizedSortedSet(set);
            case 3: return Collections.synchronizedNavigableSet(set);
            case 4: return Collections.checkedSortedSet(set, keys[0].getClass());
            case 5: return Collections.checkedNavigableSet(set, keys[0].getClass());
            case 6: return Collections.emptyNavigableSet();
            default: return set;
        }
    }

    private Queue queue(int depth) {
        ArrayList elements = fill(new ArrayList(), depth);
        elements.removeIf(each -> each == null);
        switch (below(11)) {
            case 0: return new ArrayDeque(elements);
            case 1: return new ConcurrentLinkedQueue(elements);
            case 2: return new ConcurrentLinkedDeque(elements);
            case 3: return new LinkedBlockingQueue(elements);
            case 4: return new LinkedBlockingDeque(elements);
            case 5: return new LinkedTransferQueue(elements);
            case 6: return Collections.asLifoQueue(new ArrayDeque(elements));
            case 7: return Collections.checkedQueue(new ArrayDeque(elements), Object.class);
            case 8: {
                Queue queue = new PriorityQueue(comparator());
                queue.addAll(Arrays.asList(sortable()).subList(0, below(12)));
                return queue;
            }
            case 9: {
                Queue queue = new PriorityBlockingQueue(11, comparator());
                queue.addAll(Arrays.asList(sortable()).subList(0, 1 + below(11)));
                return queue;
            }
            default: {
                Queue queue = new ArrayBlockingQueue(5);
                for (int i = below(9); i > 0; i--) {
                    if (!queue.offer(text())) {
                        queue.remove();
                    }
                }
                return queue;
            }
        }
    }

    private Map map(int depth) {
        switch (below(9)) {
            case 0: return entries(new HashMap(), depth);
            case 1: return entries(new LinkedHashMap(), depth);
            case 2: return withoutNulls(new Hashtable(), depth);
            case 3: return withoutNulls(new ConcurrentHashMap(), depth);
            case 4: return entries(new IdentityHashMap(), depth);
            case 5: {
                Map map = new EnumMap(TimeUnit.class);
                map.put(TimeUnit.values()[below(7)], value(depth - 1));
                map.put(TimeUnit.values()[below(7)], value(depth - 1));
                return map;
            }
            case 6: return Collections.emptyMap();
            case 7: return Collections.singletonMap(key(), value(depth - 1));
            default: return Collections.singletonMap(text(), withoutNulls(new HashMap(), depth));
        }
    }

    private <M extends Map> M entries(M into, int depth) {
        for (int i = below(4); i > 0; i--) {
            into.put(below(3) == 0 ? key() : text(), value(depth - 1));
        }
        return into;
    }

    private <M extends Map> M withoutNulls(M into, int depth) {
        for (Map.Entry each : ((Map<?, ?>) entries(new LinkedHashMap(), depth)).entrySet()) {
            into.put(each.getKey(), each.getValue() == null ? "null" : each.getValue());
        }
        return into;
    }

    private NavigableMap part(NavigableMap map, Object[] keys) {
        Object[] bounds = bounds(keys, map.comparator());
        try {
            switch (below(5)) {
                case 0: return map.headMap(bounds[0], random.nextBoolean());
                case 1: return map.tailMap(bounds[0], random.nextBoolean());
                case 2: return map.descendingMap();
                case 3: return map.subMap(bounds[0], random.nextBoolean(), bounds[1], random.nextBoolean());
                default: return map;
            }
        } catch (IllegalArgumentException outOfThePart) {
            return map;
        }
    }

    private SortedMap sortedMap(int depth) {
        Object[] keys = sortable();
        NavigableMap map = below(2) == 0 ? new TreeMap(comparator()) : new ConcurrentSkipListMap(comparator());
        for (int i = below(10); i > 0; i--) {
            Object value = value(Math.min(depth - 1, 1));
            map.put(keys[below(keys.length)], value == null ? "" : value);
        }
        for (int i = below(4); i > 0; i--) {
            map = part(map, keys);
        }
        switch (below(9)) {
            case 0: return Collections.unmodifiableSortedMap(map);
            case 1: return Collections.unmodifiableNavigableMap(map);
            case 2: return Collections.synchronizedSortedMap(map);
            case 3: return Collections.synchronizedNavigableMap(map);
            case 4: return Collections.checkedSortedMap(map, keys[0].getClass(), Object.class);
            case 5: return Collections.checkedNavigableMap(map, keys[0].getClass(), Object.class);
            case 6: return Collections.emptyNavigableMap();
            default: return map;
        }
    }

    private Map wrappedMap(int depth) {
        Map map = below(3) == 0 ? sortedMap(depth) : map(depth);
        switch (below(4)) {
            case 0: return Collections.unmodifiableMap(map);
            case 1: return Collections.synchronizedMap(map);
            case 2: return Collections.checkedMap(map, Object.class, Object.class);
            default: return Collections.unmodifiableMap(Collections.synchronizedMap(map));
        }
    }

    private Object other(int depth) {
        switch (below(8)) {
            case 0: return fill(new ArrayList(), depth).toArray();
            case 1: return random.ints(below(5)).toArray();
            case 2: return random.longs(below(5)).toArray();
            case 3: return new double[] {random.nextGaussian(), -0.0, Double.NaN};
            case 4: return text().toCharArray();
            case 5: {
                byte[] bytes = new byte[below(6)];
                random.nextBytes(bytes);
                return bytes;
            }
            case 6: return BitSet.valueOf(random.longs(below(3)).toArray());
            default: return below(2) == 0 ? new AbstractMap.SimpleEntry(key(), value(depth - 1))
                    : new AbstractMap.SimpleImmutableEntry(key(), value(depth - 1));
        }
    }
}
