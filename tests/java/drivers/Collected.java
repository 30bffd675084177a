import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/**
 * Values of the JDK: {@code Collected write} writes each to stdout, as its name, the length of its stream, the
 * stream, and what it says of itself; {@code Collected read} reads such streams from stdin, and prints a line for each.
 */
public final class Collected {
    private Collected() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("write")) {
            DataOutputStream out = new DataOutputStream(System.out);
            for (Map.Entry<String, Object> value : values().entrySet()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ObjectOutputStream stream = new ObjectOutputStream(bytes);
                stream.writeObject(value.getValue());
                stream.flush();
                out.writeUTF(value.getKey());
                out.writeInt(bytes.size());
                bytes.writeTo(out);
                out.writeUTF(told(value.getValue()));
            }
            out.flush();
            return;
        }
        DataInputStream in = new DataInputStream(System.in);
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (int count = in.readInt(); count > 0; count--) {
            Object value = new ObjectInputStream(in).readObject();
            out.println(value.getClass().getName() + " " + told(value));
        }
        out.flush();
    }

    /** What it says of itself; a collection in the order in which it goes through its elements. */
    private static String told(Object value) {
        if (value instanceof Collection) {
            return new ArrayList<>((Collection<?>) value).toString();
        }
        if (value instanceof Map) {
            StringBuilder text = new StringBuilder();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                text.append(entry.getKey()).append('=').append(entry.getValue()).append(' ');
            }
            return text.toString();
        }
        return String.valueOf(value);
    }

    enum Colour { RED, GREEN, BLUE }

    private static Map<String, Object> values() throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        List<String> few = Arrays.asList("one", "two", "three");
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add("element " + i * 7 % 100);
        }
        for (List<String> some : Arrays.asList(Collections.<String>emptyList(), few, many)) {
            String size = " " + some.size();
            all.put("list ArrayList" + size, filled(new ArrayList<>(), some));
            all.put("list LinkedList" + size, filled(new LinkedList<>(), some));
            all.put("list Vector" + size, filled(new Vector<>(), some));
            all.put("list Stack" + size, filled(new Stack<>(), some));
            all.put("list CopyOnWriteArrayList" + size, filled(new CopyOnWriteArrayList<>(), some));
            all.put("list ArrayDeque" + size, filled(new ArrayDeque<>(), some));
            all.put("list Arrays.asList" + size, Arrays.asList(some.toArray(new String[0])));
            all.put("list unmodifiable" + size, Collections.unmodifiableList(new ArrayList<>(some)));
            all.put("list unmodifiableCollection" + size, Collections.unmodifiableCollection(new LinkedList<>(some)));
            all.put("list synchronized" + size, Collections.synchronizedList(new ArrayList<>(some)));
            all.put("list checked" + size, Collections.checkedList(new ArrayList<>(some), String.class));
            all.put("list ConcurrentLinkedQueue" + size, new ConcurrentLinkedQueue<>(some));
            all.put("list ConcurrentLinkedDeque" + size, new ConcurrentLinkedDeque<>(some));
            all.put("list LinkedBlockingQueue" + size, new LinkedBlockingQueue<>(some));
            all.put("list LinkedBlockingDeque" + size, new LinkedBlockingDeque<>(some));
            all.put("list PriorityQueue" + size, new PriorityQueue<>(some.isEmpty() ? few : some));
            all.put("list PriorityBlockingQueue" + size, new PriorityBlockingQueue<>(some.isEmpty() ? few : some));
            all.put("list subList" + size, new ArrayList<>(some.subList(0, some.size())));
            all.put("list List.of" + size, factory("java.util.List", some));
            all.put("set HashSet" + size, filled(new HashSet<>(), some));
            all.put("set LinkedHashSet" + size, filled(new LinkedHashSet<>(), some));
            all.put("set TreeSet" + size, filled(new TreeSet<>(), some));
            all.put("set TreeSet reversed" + size, filled(new TreeSet<>(Collections.reverseOrder()), some));
            all.put("set ConcurrentSkipListSet" + size, filled(new ConcurrentSkipListSet<>(), some));
            all.put("set CopyOnWriteArraySet" + size, filled(new CopyOnWriteArraySet<>(), some));
            all.put("set newSetFromMap" + size, filled(Collections.newSetFromMap(new HashMap<>()), some));
            all.put("set unmodifiable" + size, Collections.unmodifiableSet(filled(new LinkedHashSet<>(), some)));
            all.put("set synchronized" + size, Collections.synchronizedSet(filled(new LinkedHashSet<>(), some)));
            all.put("set unmodifiableSorted" + size, Collections.unmodifiableSortedSet(filled(new TreeSet<>(), some)));
            all.put("map HashMap" + size, filled(new HashMap<>(), some));
            all.put("map LinkedHashMap" + size, filled(new LinkedHashMap<>(), some));
            all.put("map TreeMap" + size, filled(new TreeMap<>(), some));
            all.put("map Hashtable" + size, filled(new Hashtable<>(), some));
            all.put("map ConcurrentHashMap" + size, filled(new ConcurrentHashMap<>(), some));
            all.put("map ConcurrentSkipListMap" + size, filled(new ConcurrentSkipListMap<>(), some));
            all.put("map IdentityHashMap" + size, filled(new IdentityHashMap<>(), some));
            all.put("map unmodifiable" + size, Collections.unmodifiableMap(filled(new TreeMap<>(), some)));
            all.put("map synchronized" + size, Collections.synchronizedMap(filled(new TreeMap<>(), some)));
            all.put("map checked" + size, Collections.checkedMap(filled(new TreeMap<>(), some), String.class, Integer.class));
            all.put("set unmodifiableNavigable" + size, Collections.unmodifiableNavigableSet(filled(new TreeSet<>(), some)));
            all.put("set synchronizedNavigable" + size, Collections.synchronizedNavigableSet(filled(new TreeSet<>(), some)));
            all.put("set checkedNavigable" + size,
                Collections.checkedNavigableSet(filled(new TreeSet<>(), some), String.class));
            all.put("set checkedSorted" + size, Collections.checkedSortedSet(filled(new TreeSet<>(), some), String.class));
            all.put("list checkedQueue" + size, Collections.checkedQueue(filled(new LinkedList<>(), some), String.class));
            all.put("map unmodifiableNavigable" + size,
                Collections.unmodifiableNavigableMap(filled(new TreeMap<>(), some)));
            all.put("map synchronizedNavigable" + size,
                Collections.synchronizedNavigableMap(filled(new TreeMap<>(), some)));
            all.put("map checkedNavigable" + size,
                Collections.checkedNavigableMap(filled(new TreeMap<>(), some), String.class, Integer.class));
            all.put("map checkedSorted" + size,
                Collections.checkedSortedMap(filled(new TreeMap<>(), some), String.class, Integer.class));
            all.put("map unmodifiableSorted" + size, Collections.unmodifiableSortedMap(filled(new TreeMap<>(), some)));
        }
        all.put("list emptyList", Collections.emptyList());
        all.put("list singletonList", Collections.singletonList("one"));
        all.put("set emptySet", Collections.emptySet());
        all.put("set emptyNavigableSet", Collections.emptyNavigableSet());
        all.put("map emptyNavigableMap", Collections.emptyNavigableMap());
        all.put("set singleton", Collections.singleton("one"));
        all.put("map emptyMap", Collections.emptyMap());
        all.put("map singletonMap", Collections.singletonMap("one", 1));
        all.put("colours EnumSet", EnumSet.of(Colour.BLUE, Colour.RED));
        Map<Colour, Integer> counts = new EnumMap<>(Colour.class);
        counts.put(Colour.GREEN, 2);
        counts.put(Colour.RED, 1);
        all.put("counts EnumMap", counts);
        for (int value : new int[] {0, -129, 127, 128, Integer.MIN_VALUE}) {
            all.put("int " + value, value);
            all.put("long " + value, (long) value);
        }
        all.put("date", new Date(1_700_000_000_123L));
        all.put("uuid", new UUID(-1234567890123456789L, 42));
        for (String number : new String[] {"0", "-1", "12.50", "1E+3", "-0.000000001", "123456789012345678901234567890.5", "255", "-256"}) {
            all.put("decimal " + number, new BigDecimal(number));
            all.put("integer " + number, new BigDecimal(number).toBigInteger());
        }
        all.put("uri", new URI("https://example.com/a?b#c"));
        all.put("currency", Currency.getInstance("EUR"));
        all.put("locale", new Locale("es", "MX"));
        all.put("locales", new ArrayList<>(Arrays.asList(
            new Locale("es", "MX"), new Locale("es"), new Locale("de", "DE", "POSIX"), new Locale("de", "MX"))));
        all.put("instant", java.time.Instant.ofEpochSecond(1_700_000_000L, 5));
        all.put("localdate", java.time.LocalDate.of(2024, 2, 29));
        all.put("localtime", java.time.LocalTime.of(12, 30));
        all.put("zoned", java.time.ZonedDateTime.of(2024, 2, 29, 1, 2, 3, 4, java.time.ZoneId.of("Europe/Madrid")));
        all.put("duration", java.time.Duration.ofMillis(1500));
        all.put("period", java.time.Period.of(1, 2, 3));
        return all;
    }

    private static <C extends Collection<String>> C filled(C collection, List<String> elements) {
        for (String element : elements) {
            collection.add(element);
        }
        return collection;
    }

    private static <M extends Map<String, Integer>> M filled(M map, List<String> keys) {
        for (String key : keys) {
            map.put(key, key.length() * 100);
        }
        return map;
    }

    /** {@code List.of(elements)}, which Java 8 does not have. */
    private static Object factory(String type, List<String> elements) throws Exception {
        try {
            return Class.forName(type).getMethod("of", Object[].class).invoke(null, (Object) elements.toArray());
        } catch (NoSuchMethodException e) {
            return elements;
        }
    }
}
