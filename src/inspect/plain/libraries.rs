//! Classes of libraries that people meet in streams: collections, tuples, dates.
//!
//! The streams that show how they are written are in `tests/plain/foreign`.

use std::borrow::Cow;

use super::known::Form::{
    Beginning, Elements, ElementsTo, EmptyList, EmptyMap, Entries, EntriesToNull, FieldEntries,
    Fields, Inside, KeysAndValues, Leaf, Like, Multimap, Multiset, Null, Other, WroteInside,
};
use super::known::Row;
use super::{grouped, joda, texts};

/// Version 4 of commons-collections has the classes of version 3 in a package of its own.
const COMMONS: &str = "org.apache.commons.collections.";
const COMMONS_4: &str = "org.apache.commons.collections4.";

/// The name under which a class stands in the table.
pub(super) fn usual_name(name: &str) -> Cow<'_, str> {
    match name.strip_prefix(COMMONS_4) {
        Some(rest) => Cow::Owned(format!("{COMMONS}{rest}")),
        None => Cow::Borrowed(name),
    }
}

/// The classes, and where they hold what they mean.
#[rustfmt::skip] // A line for each class.
pub(super) const CLASSES: &[Row] = &[
    // Guava
    ("com.google.common.base.Absent", Null),
    ("com.google.common.base.Present", Inside("reference")),
    ("com.google.common.collect.ImmutableList$SerializedForm", Inside("elements")),
    ("com.google.common.collect.ImmutableSet$SerializedForm", Inside("elements")),
    ("com.google.common.collect.ImmutableSortedSet$SerializedForm", Inside("elements")),
    ("com.google.common.collect.ImmutableAsList$SerializedForm", Inside("collection")),
    ("com.google.common.collect.ImmutableEnumSet$EnumSerializedForm", Inside("delegate")),
    ("com.google.common.collect.ImmutableEnumMap$EnumSerializedForm", Inside("delegate")),
    ("com.google.common.collect.ImmutableMap$SerializedForm", KeysAndValues("keys", "values")),
    ("com.google.common.collect.ImmutableBiMap$SerializedForm", Like),
    ("com.google.common.collect.ImmutableSortedMap$SerializedForm", Like),
    ("com.google.common.collect.HashBiMap", Entries),
    ("com.google.common.collect.EvictingQueue", Inside("delegate")),
    ("com.google.common.collect.ArrayListMultimap", Multimap(0)),
    ("com.google.common.collect.HashMultimap", Multimap(0)),
    ("com.google.common.collect.TreeMultimap", Multimap(2)),
    ("com.google.common.collect.ImmutableListMultimap", Multimap(0)),
    ("com.google.common.collect.ImmutableSetMultimap", Multimap(1)),
    ("com.google.common.collect.LinkedHashMultimap", Other(grouped::linked_hash_multimap)),
    ("com.google.common.collect.LinkedListMultimap", Other(grouped::linked_list_multimap)),
    ("com.google.common.collect.HashMultiset", Multiset(0)),
    ("com.google.common.collect.AbstractMapBasedMultiset", Multiset(0)),
    ("com.google.common.collect.LinkedHashMultiset", Multiset(0)),
    ("com.google.common.collect.TreeMultiset", Multiset(1)),
    ("com.google.common.collect.ImmutableMultiset$SerializedForm", KeysAndValues("elements", "counts")),
    ("com.google.common.collect.HashBasedTable", Inside("backingMap")),
    ("com.google.common.collect.TreeBasedTable", Inside("backingMap")),
    // commons-collections
    ("org.apache.commons.collections.ArrayStack", Like),
    ("org.apache.commons.collections.FastArrayList", Inside("list")),
    ("org.apache.commons.collections.FastHashMap", Inside("map")),
    ("org.apache.commons.collections.FastTreeMap", Inside("map")),
    ("org.apache.commons.collections.bag.HashBag", Multiset(0)),
    ("org.apache.commons.collections.bag.TreeBag", Multiset(1)),
    ("org.apache.commons.collections.bidimap.DualHashBidiMap", WroteInside(0)),
    ("org.apache.commons.collections.bidimap.DualLinkedHashBidiMap", WroteInside(0)),
    ("org.apache.commons.collections.buffer.BoundedFifoBuffer", Elements(0)),
    ("org.apache.commons.collections.buffer.CircularFifoBuffer", Like),
    ("org.apache.commons.collections.buffer.UnboundedFifoBuffer", Elements(0)),
    ("org.apache.commons.collections.collection.AbstractSerializableCollectionDecorator", WroteInside(0)),
    ("org.apache.commons.collections.collection.UnmodifiableCollection", Like),
    ("org.apache.commons.collections.keyvalue.MultiKey", Inside("keys")),
    ("org.apache.commons.collections.list.AbstractSerializableListDecorator", WroteInside(0)),
    ("org.apache.commons.collections.list.FixedSizeList", Like),
    ("org.apache.commons.collections.list.GrowthList", Like),
    ("org.apache.commons.collections.list.SetUniqueList", Like),
    ("org.apache.commons.collections.list.SynchronizedList", Like),
    ("org.apache.commons.collections.list.UnmodifiableList", Like),
    ("org.apache.commons.collections.list.CursorableLinkedList", Elements(0)),
    ("org.apache.commons.collections.list.NodeCachingLinkedList", Elements(0)),
    ("org.apache.commons.collections.map.CaseInsensitiveMap", Entries),
    ("org.apache.commons.collections.map.Flat3Map", Entries),
    ("org.apache.commons.collections.map.HashedMap", Entries),
    ("org.apache.commons.collections.map.IdentityMap", Entries),
    ("org.apache.commons.collections.map.LinkedMap", Entries),
    ("org.apache.commons.collections.map.LRUMap", Entries),
    ("org.apache.commons.collections.map.ReferenceMap", EntriesToNull),
    ("org.apache.commons.collections.map.FixedSizeMap", WroteInside(0)),
    ("org.apache.commons.collections.map.FixedSizeSortedMap", WroteInside(0)),
    ("org.apache.commons.collections.map.ListOrderedMap", WroteInside(0)),
    ("org.apache.commons.collections.map.MultiValueMap", WroteInside(0)),
    ("org.apache.commons.collections.map.SingletonMap", FieldEntries(&[("key", "value")])),
    ("org.apache.commons.collections.map.UnmodifiableMap", WroteInside(0)),
    ("org.apache.commons.collections.map.UnmodifiableSortedMap", WroteInside(0)),
    ("org.apache.commons.collections.multimap.ArrayListValuedHashMap", Multimap(0)),
    ("org.apache.commons.collections.multimap.HashSetValuedHashMap", Multimap(0)),
    ("org.apache.commons.collections.queue.CircularFifoQueue", Elements(0)),
    ("org.apache.commons.collections.set.AbstractSerializableSetDecorator", WroteInside(0)),
    ("org.apache.commons.collections.set.ListOrderedSet", Inside("setOrder")),
    ("org.apache.commons.collections.set.UnmodifiableSet", Like),
    // Joda-Time
    ("org.joda.time.DateTime", Leaf(joda::date_time)),
    ("org.joda.time.DateTimeZone$Stub", Leaf(joda::zone)),
    ("org.joda.time.Duration", Leaf(joda::duration)),
    ("org.joda.time.Instant", Leaf(joda::instant)),
    ("org.joda.time.Interval", Leaf(joda::interval)),
    ("org.joda.time.LocalDate", Leaf(joda::local_date)),
    ("org.joda.time.LocalDateTime", Leaf(joda::local_date_time)),
    ("org.joda.time.LocalTime", Leaf(joda::local_time)),
    ("org.joda.time.MonthDay", Leaf(joda::month_day)),
    ("org.joda.time.MutableDateTime", Leaf(joda::date_time)),
    ("org.joda.time.Period", Leaf(joda::period)),
    ("org.joda.time.YearMonth", Leaf(joda::year_month)),
    // Kotlin
    ("kotlin.InitializedLazyImpl", Inside("value")),
    ("kotlin.Pair", Fields(&["first", "second"])),
    ("kotlin.Triple", Fields(&["first", "second", "third"])),
    ("kotlin.collections.EmptyList", EmptyList),
    ("kotlin.collections.EmptyMap", EmptyMap),
    ("kotlin.collections.EmptySet", EmptyList),
    ("kotlin.collections.builders.SerializedCollection", Elements(0)),
    ("kotlin.collections.builders.SerializedMap", Entries),
    ("kotlin.text.Regex$Serialized", Other(texts::pattern)),
    // Scala
    ("scala.None$", Null),
    ("scala.Some", Inside("x")),
    ("scala.Symbol", Inside("name")),
    ("scala.Tuple2", Fields(&["_1", "_2"])),
    ("scala.Tuple3", Fields(&["_1", "_2", "_3"])),
    ("scala.Tuple4", Fields(&["_1", "_2", "_3", "_4"])),
    ("scala.Tuple5", Fields(&["_1", "_2", "_3", "_4", "_5"])),
    ("scala.collection.generic.DefaultSerializationProxy", ElementsTo("scala.collection.generic.SerializeEnd$")),
    ("scala.collection.immutable.HashMap$SerializationProxy", Entries),
    ("scala.collection.immutable.HashSet$SerializationProxy", Elements(0)),
    ("scala.collection.immutable.List$SerializationProxy", ElementsTo("scala.collection.immutable.ListSerializeEnd$")),
    ("scala.collection.immutable.Map$EmptyMap$", EmptyMap),
    ("scala.collection.immutable.Map$Map1", FieldEntries(&[("key1", "value1")])),
    ("scala.collection.immutable.Map$Map2", FieldEntries(&[("key1", "value1"), ("key2", "value2")])),
    ("scala.collection.immutable.Map$Map3", FieldEntries(&[("key1", "value1"), ("key2", "value2"), ("key3", "value3")])),
    ("scala.collection.immutable.Map$Map4", FieldEntries(&[("key1", "value1"), ("key2", "value2"), ("key3", "value3"), ("key4", "value4")])),
    ("scala.collection.immutable.Set$EmptySet$", EmptyList),
    ("scala.collection.immutable.Set$Set1", Fields(&["elem1"])),
    ("scala.collection.immutable.Set$Set2", Fields(&["elem1", "elem2"])),
    ("scala.collection.immutable.Set$Set3", Fields(&["elem1", "elem2", "elem3"])),
    ("scala.collection.immutable.Set$Set4", Fields(&["elem1", "elem2", "elem3", "elem4"])),
    ("scala.collection.immutable.Vector", Other(grouped::scala_vector)),
    ("scala.collection.mutable.ArrayBuffer", Beginning("array", "size0")),
    ("scala.collection.mutable.HashMap", Entries),
    ("scala.collection.mutable.HashSet", Elements(0)),
    ("scala.collection.mutable.LinkedHashMap", Entries),
    ("scala.collection.mutable.LinkedHashSet", Elements(0)),
    ("scala.collection.mutable.WrappedArray$ofRef", Inside("array")),
    ("scala.math.BigDecimal", Inside("bigDecimal")),
    ("scala.math.BigInt", Inside("bigInteger")),
];
