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
import com.google.common.collect.Sets;
import com.google.common.collect.TreeMultimap;
import com.google.common.collect.TreeMultiset;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.joda.time.YearMonth;

/** Writes NAME.ser for each object: Foreign DIRECTORY. */
public final class Foreign {
    private static Path directory;

    public static void main(String[] args) throws Exception {
        directory = Paths.get(args[0]);
        guavaLists();
        guavaMultimaps();
        commons();
        joda();
        kotlin();
        scala();
    }

    private static void write(String name, Object... objects) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        for (Object each : objects) {
            out.writeObject(each);
        }
        out.flush();
        Files.write(directory.resolve(name + ".ser"), bytes.toByteArray());
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
        write("guava-table", table, ImmutableTable.copyOf(table));
    }

    private static void commons() throws Exception {
        List<String> list = new ArrayList<>(Arrays.asList("a", "b"));
        write("commons4-lists", new CursorableLinkedList<>(list), FixedSizeList.fixedSizeList(list),
                SetUniqueList.setUniqueList(list), UnmodifiableList.unmodifiableList(list));
        write("commons4-maps", new CaseInsensitiveMap<>(map()), new Flat3Map<>(map()), new HashedMap<>(map()),
                new LRUMap<>(map()), LazyMap.lazyMap(map(), org.apache.commons.collections4.FactoryUtils.constantFactory(0)), new LinkedMap<>(map()),
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

    private static void scala() throws Exception {
        scala.collection.mutable.Buffer<String> buffer =
                scala.collection.JavaConversions.asScalaBuffer(Arrays.asList("a", "b"));
        scala.collection.mutable.Map<String, Integer> map = scala.collection.JavaConversions.mapAsScalaMap(map());
        write("scala211-lists", buffer.toList(), scala.collection.immutable.Nil$.MODULE$, buffer.toVector(),
                buffer.toSet(), buffer.toStream().force());
        scala.collection.mutable.ArrayBuffer<String> array = new scala.collection.mutable.ArrayBuffer<>();
        scala.collection.mutable.HashSet<String> set = new scala.collection.mutable.HashSet<>();
        for (String each : new String[] {"a", "b"}) {
            array.$plus$eq(each);
            set.$plus$eq(each);
        }
        scala.collection.immutable.Vector<Integer> vector = scala.package$.MODULE$.Vector().empty();
        for (int i = 0; i < 70; i++) {
            vector = vector.appendBack(i);
        }
        write("scala211-vector", vector, vector.drop(33), vector.take(40).appendFront(-1));
        write("scala211-buffers", array, set);
        scala.collection.immutable.Map<String, Integer> small = scala.Predef$.MODULE$.Map().empty();
        scala.collection.immutable.Map<String, Integer> large = small;
        for (int i = 0; i < 6; i++) {
            large = large.$plus(new scala.Tuple2<>("key " + i, i));
            if (i == 1) {
                small = large;
            }
        }
        scala.collection.mutable.HashMap<String, Integer> mutable = new scala.collection.mutable.HashMap<>();
        mutable.put("a", 1);
        write("scala211-maps", scala.Predef$.MODULE$.Map().empty(), small, large, mutable);
        write("scala211-others", new scala.Some<>("a"), scala.None$.MODULE$, new scala.Tuple2<>("a", 1),
                new scala.Tuple3<>("a", 1, true), scala.math.BigInt.apply(7), new scala.math.BigDecimal(new java.math.BigDecimal("1.50")),
                scala.Symbol.apply("sym"), new scala.util.Left<>("l"), new scala.util.Right<>("r"));
    }
}
