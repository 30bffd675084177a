import com.google.common.base.Optional;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimap;
import com.google.common.collect.Multiset;
import com.google.common.collect.Sets;
import com.google.common.collect.Table;
import com.google.common.collect.TreeMultimap;
import com.google.common.collect.TreeMultiset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.collections4.Bag;
import org.apache.commons.collections4.FactoryUtils;
import org.apache.commons.collections4.MultiValuedMap;
import org.apache.commons.collections4.bag.HashBag;
import org.apache.commons.collections4.bidimap.DualHashBidiMap;
import org.apache.commons.collections4.keyvalue.MultiKey;
import org.apache.commons.collections4.list.CursorableLinkedList;
import org.apache.commons.collections4.list.FixedSizeList;
import org.apache.commons.collections4.list.SetUniqueList;
import org.apache.commons.collections4.list.UnmodifiableList;
import org.apache.commons.collections4.map.CaseInsensitiveMap;
import org.apache.commons.collections4.map.Flat3Map;
import org.apache.commons.collections4.map.HashedMap;
import org.apache.commons.collections4.map.LRUMap;
import org.apache.commons.collections4.map.LazyMap;
import org.apache.commons.collections4.map.LinkedMap;
import org.apache.commons.collections4.map.ListOrderedMap;
import org.apache.commons.collections4.map.SingletonMap;
import org.apache.commons.collections4.map.UnmodifiableMap;
import org.apache.commons.collections4.multimap.ArrayListValuedHashMap;
import org.apache.commons.collections4.queue.CircularFifoQueue;
import org.apache.commons.collections4.set.ListOrderedSet;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.joda.time.Interval;
import org.joda.time.LocalDate;
import org.joda.time.LocalDateTime;
import org.joda.time.LocalTime;
import org.joda.time.Period;
import org.joda.time.ReadableDateTime;
import org.joda.time.YearMonth;

/** Writes objects and what they hold: Foreign DIRECTORY [PREFIX]. */
public final class Foreign {
    private static Json json;

    public static void main(String[] args) throws Exception {
        json = new Json(args[0], args.length > 1 ? args[1] : "", Foreign::meaning);
        guavaLists();
        guavaMultimaps();
        commons();
        joda();
        kotlin();
    }

    private static void write(String name, Object... objects) throws Exception {
        json.write(name, objects);
    }

    /** What the library says that an object of its holds. */
    private static Object meaning(Object object) {
        if (object instanceof Optional) {
            return ((Optional<?>) object).orNull();
        } else if (object instanceof Multimap) {
            return ((Multimap<?, ?>) object).asMap();
        } else if (object instanceof Multiset) {
            Map<Object, Integer> counts = new LinkedHashMap<>();
            for (Multiset.Entry<?> each : ((Multiset<?>) object).entrySet()) {
                counts.put(each.getElement(), each.getCount());
            }
            return counts;
        } else if (object instanceof Table) {
            return ((Table<?, ?, ?>) object).rowMap();
        } else if (object instanceof MultiValuedMap) {
            return ((MultiValuedMap<?, ?>) object).asMap();
        } else if (object instanceof Bag) {
            Map<Object, Integer> counts = new LinkedHashMap<>();
            for (Object each : ((Bag<?>) object).uniqueSet()) {
                counts.put(each, ((Bag<?>) object).getCount(each));
            }
            return counts;
        } else if (object instanceof MultiKey) {
            return ((MultiKey<?>) object).getKeys();
        } else if (object instanceof ReadableDateTime) {
            DateTimeZone zone = ((ReadableDateTime) object).getZone();
            boolean isFixed = zone.isFixed();
            return isFixed ? object.toString()
                    : ((ReadableDateTime) object).toDateTime().withZone(DateTimeZone.UTC) + "[" + zone.getID() + "]";
        } else if (object.getClass().getName().startsWith("org.joda.time.")) {
            return object.toString();
        } else if (object instanceof kotlin.Pair) {
            return kotlin.TuplesKt.toList((kotlin.Pair<?, ?>) object);
        } else if (object instanceof kotlin.Triple) {
            return kotlin.TuplesKt.toList((kotlin.Triple<?, ?, ?>) object);
        } else if (object instanceof kotlin.Lazy) {
            return ((kotlin.Lazy<?>) object).getValue();
        } else if (object instanceof kotlin.text.Regex) {
            return ((kotlin.text.Regex) object).getPattern();
        }
        return object;
    }

    private static Map<String, Integer> map() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", 2);
        return map;
    }

    private static void guavaLists() throws Exception {
        write("guava-immutable-list", ImmutableList.of(), ImmutableList.of("a"), ImmutableList.of("a", "b"));
        write("guava-immutable-set", ImmutableSet.of(), ImmutableSet.of("a"), ImmutableSet.of("a", "b"),
                Sets.immutableEnumSet(TimeUnit.DAYS, TimeUnit.HOURS));
        write("guava-immutable-sorted-set", ImmutableSortedSet.of("b", "a"));
        write("guava-immutable-map", ImmutableMap.of(), ImmutableMap.of("a", 1), ImmutableMap.copyOf(map()),
                ImmutableMap.of(1, "a"), Maps.immutableEnumMap(ImmutableMap.of(TimeUnit.DAYS, 1)));
        write("guava-immutable-sorted-map", ImmutableSortedMap.copyOf(map()));
        write("guava-bi-map", ImmutableBiMap.copyOf(map()), HashBiMap.create(map()));
        write("guava-optional", Optional.of("a"), Optional.absent());
        EvictingQueue<String> queue = EvictingQueue.create(2);
        queue.addAll(Arrays.asList("a", "b", "c"));
        write("guava-evicting-queue", queue);
    }

    private static <M extends Multimap<String, Integer>> M fill(M multimap) {
        multimap.put("a", 1);
        multimap.put("b", 2);
        multimap.put("a", 3);
        return multimap;
    }

    private static void guavaMultimaps() throws Exception {
        write("guava-multimap", fill(ArrayListMultimap.create()), fill(HashMultimap.create()),
                fill(LinkedHashMultimap.create()), fill(TreeMultimap.create()),
                fill(LinkedListMultimap.create()));
        write("guava-immutable-multimap",
                ImmutableListMultimap.copyOf(fill(ArrayListMultimap.create())),
                ImmutableSetMultimap.copyOf(fill(ArrayListMultimap.create())));
        List<String> twice = Arrays.asList("a", "b", "a");
        write("guava-multiset", LinkedHashMultiset.create(twice), TreeMultiset.create(twice),
                ImmutableMultiset.copyOf(twice));
        HashBasedTable<String, String, Integer> table = HashBasedTable.create();
        table.put("row", "column", 1);
        table.put("row", "other", 2);
        write("guava-table", table, new Json.Told(ImmutableTable.copyOf(table),
                "{'@class':'com.google.common.collect.ImmutableTable$SerializedForm','cellColumnIndices':[0,1],"
                        + "'cellRowIndices':[0,0],'cellValues':[1,2],'columnKeys':['column','other'],'rowKeys':['row']}"));
    }

    /** Its factory is more than the map. */
    private static Json.Told lazyMap() {
        String commons = "'@class':'org.apache.commons.collections4.";
        return new Json.Told(LazyMap.lazyMap(map(), FactoryUtils.constantFactory(0)),
                "{" + commons + "map.LazyMap','factory':{" + commons + "functors.FactoryTransformer','iFactory':{"
                        + commons + "functors.ConstantFactory','iConstant':0}},'@data':[{'a':1,'b':2}]}");
    }

    private static void commons() throws Exception {
        List<String> list = new ArrayList<>(Arrays.asList("a", "b"));
        write("commons4-lists", new CursorableLinkedList<>(list), FixedSizeList.fixedSizeList(list),
                SetUniqueList.setUniqueList(list), UnmodifiableList.unmodifiableList(list));
        write("commons4-maps", new CaseInsensitiveMap<>(map()), new Flat3Map<>(map()), new HashedMap<>(map()),
                new LRUMap<>(map()), lazyMap(), new LinkedMap<>(map()),
                ListOrderedMap.listOrderedMap(map()), new SingletonMap<>("a", 1),
                UnmodifiableMap.unmodifiableMap(map()), new DualHashBidiMap<>(map()));
        ArrayListValuedHashMap<String, Integer> values = new ArrayListValuedHashMap<>();
        values.put("a", 1);
        values.put("a", 2);
        CircularFifoQueue<String> queue = new CircularFifoQueue<>(2);
        queue.addAll(Arrays.asList("a", "b", "c"));
        write("commons4-others", values, new HashBag<>(Arrays.asList("a", "a")), new MultiKey<>("a", "b"), queue,
                ListOrderedSet.listOrderedSet(new ArrayList<>(list)));
        write("commons3-lists", new org.apache.commons.collections.list.CursorableLinkedList(list),
                org.apache.commons.collections.list.FixedSizeList.decorate(list),
                org.apache.commons.collections.list.UnmodifiableList.decorate(list),
                new org.apache.commons.collections.FastArrayList(list),
                new org.apache.commons.collections.ArrayStack());
        write("commons3-maps", new org.apache.commons.collections.map.CaseInsensitiveMap(map()),
                new org.apache.commons.collections.map.HashedMap(map()),
                new org.apache.commons.collections.map.LRUMap(map()),
                new org.apache.commons.collections.map.LinkedMap(map()),
                org.apache.commons.collections.map.UnmodifiableMap.decorate(map()),
                new org.apache.commons.collections.bidimap.DualHashBidiMap(map()));
    }

    private static void joda() throws Exception {
        DateTimeZone madrid = DateTimeZone.forID("Europe/Madrid");
        DateTime time = new DateTime(1_700_000_000_123L, madrid);
        write("joda-date-time", time, new DateTime(1_700_000_000_000L, DateTimeZone.UTC),
                new DateTime(0L, DateTimeZone.forOffsetHours(2)), new DateTime(1_700_000_000_123L, madrid).toMutableDateTime());
        write("joda-local", new LocalDate(2024, 7, 1), new LocalTime(12, 30, 5, 7),
                new LocalDateTime(2024, 7, 1, 12, 30), new YearMonth(2024, 7));
        write("joda-others", new Instant(1_700_000_000_000L), madrid, Duration.standardSeconds(90),
                Period.days(3).withHours(2), new Interval(0L, 1000L, DateTimeZone.UTC));
    }

    private static void kotlin() throws Exception {
        write("kotlin-lists", kotlin.collections.CollectionsKt.emptyList(),
                kotlin.collections.CollectionsKt.listOf("a"), kotlin.collections.CollectionsKt.listOf("a", "b"),
                kotlin.collections.CollectionsKt.mutableListOf("a", "b"));
        write("kotlin-maps", kotlin.collections.MapsKt.emptyMap(), kotlin.collections.SetsKt.emptySet(),
                kotlin.collections.MapsKt.mapOf(new kotlin.Pair<>("a", 1)));
        write("kotlin-others", new kotlin.Pair<>("a", 1), new kotlin.Triple<>("a", 1, true),
                kotlin.LazyKt.lazyOf("a"), new kotlin.text.Regex("a*b"));
    }
}
