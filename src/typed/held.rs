//! Where the collections of the JDK hold what is in them: a new one is a line here.

use super::classes::Classes;

/// Where a class holds its elements, or its keys and values in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Among what this class wrote, after so many objects.
    Written(&'static str, usize),
    /// The same up to null.
    WrittenToNull(&'static str),
    /// In the array in a field, as many as another field says.
    Array(&'static str, Option<&'static str>),
    /// In these fields.
    Fields(&'static [&'static str]),
    /// In the collection in a field.
    Inside(&'static str),
    /// In the keys of the map in a field.
    KeysInside(&'static str),
    /// As `java.util.CollSer` writes the collections that cannot be changed.
    Constant,
    Nothing,
}

/// What a collection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list, a set, a queue.
    Elements,
    Map,
}

use Held::{Array, Constant, Fields, Inside, KeysInside, Nothing, Written, WrittenToNull};
use Kind::{Elements, Map};

/// By name.
pub(super) const CLASSES: &[(&str, Kind, Held)] = &[
    (
        "java.util.ArrayDeque",
        Elements,
        Written("java.util.ArrayDeque", 0),
    ),
    (
        "java.util.ArrayList",
        Elements,
        Written("java.util.ArrayList", 0),
    ),
    ("java.util.Arrays$ArrayList", Elements, Array("a", None)),
    // Its tag says whether it is a list, a set or a map.
    ("java.util.CollSer", Elements, Constant),
    (
        "java.util.Collections$CheckedCollection",
        Elements,
        Inside("c"),
    ),
    ("java.util.Collections$CheckedMap", Map, Inside("m")),
    ("java.util.Collections$EmptyList", Elements, Nothing),
    ("java.util.Collections$EmptyMap", Map, Nothing),
    ("java.util.Collections$EmptySet", Elements, Nothing),
    (
        "java.util.Collections$SetFromMap",
        Elements,
        KeysInside("m"),
    ),
    (
        "java.util.Collections$SingletonList",
        Elements,
        Fields(&["element"]),
    ),
    (
        "java.util.Collections$SingletonMap",
        Map,
        Fields(&["k", "v"]),
    ),
    (
        "java.util.Collections$SingletonSet",
        Elements,
        Fields(&["element"]),
    ),
    (
        "java.util.Collections$SynchronizedCollection",
        Elements,
        Inside("c"),
    ),
    ("java.util.Collections$SynchronizedMap", Map, Inside("m")),
    (
        "java.util.Collections$UnmodifiableCollection",
        Elements,
        Inside("c"),
    ),
    ("java.util.Collections$UnmodifiableMap", Map, Inside("m")),
    ("java.util.EnumMap", Map, Written("java.util.EnumMap", 0)),
    (
        "java.util.EnumSet$SerializationProxy",
        Elements,
        Array("elements", None),
    ),
    ("java.util.HashMap", Map, Written("java.util.HashMap", 0)),
    (
        "java.util.HashSet",
        Elements,
        Written("java.util.HashSet", 0),
    ),
    (
        "java.util.Hashtable",
        Map,
        Written("java.util.Hashtable", 0),
    ),
    (
        "java.util.IdentityHashMap",
        Map,
        Written("java.util.IdentityHashMap", 0),
    ),
    (
        "java.util.LinkedList",
        Elements,
        Written("java.util.LinkedList", 0),
    ),
    (
        "java.util.PriorityQueue",
        Elements,
        Written("java.util.PriorityQueue", 0),
    ),
    (
        "java.util.Properties",
        Map,
        Written("java.util.Hashtable", 0),
    ),
    ("java.util.TreeMap", Map, Written("java.util.TreeMap", 0)),
    (
        "java.util.TreeSet",
        Elements,
        Written("java.util.TreeSet", 1),
    ),
    (
        "java.util.Vector",
        Elements,
        Array("elementData", Some("elementCount")),
    ),
    (
        "java.util.concurrent.ConcurrentHashMap",
        Map,
        WrittenToNull("java.util.concurrent.ConcurrentHashMap"),
    ),
    (
        "java.util.concurrent.ConcurrentLinkedDeque",
        Elements,
        WrittenToNull("java.util.concurrent.ConcurrentLinkedDeque"),
    ),
    (
        "java.util.concurrent.ConcurrentLinkedQueue",
        Elements,
        WrittenToNull("java.util.concurrent.ConcurrentLinkedQueue"),
    ),
    (
        "java.util.concurrent.ConcurrentSkipListMap",
        Map,
        WrittenToNull("java.util.concurrent.ConcurrentSkipListMap"),
    ),
    (
        "java.util.concurrent.ConcurrentSkipListSet",
        Elements,
        KeysInside("m"),
    ),
    (
        "java.util.concurrent.CopyOnWriteArrayList",
        Elements,
        Written("java.util.concurrent.CopyOnWriteArrayList", 0),
    ),
    (
        "java.util.concurrent.CopyOnWriteArraySet",
        Elements,
        Inside("al"),
    ),
    (
        "java.util.concurrent.LinkedBlockingDeque",
        Elements,
        WrittenToNull("java.util.concurrent.LinkedBlockingDeque"),
    ),
    (
        "java.util.concurrent.LinkedBlockingQueue",
        Elements,
        WrittenToNull("java.util.concurrent.LinkedBlockingQueue"),
    ),
    (
        "java.util.concurrent.PriorityBlockingQueue",
        Elements,
        Inside("q"),
    ),
];

/// What collections of a kind hold besides what is in them, and what stands for them in a stream.
const PARTS: &[&str] = &[
    "java.io.Serializable",
    "java.lang.Boolean",
    "java.lang.CharSequence",
    "java.lang.Comparable",
    "java.lang.Enum",
    "java.lang.Number",
    "java.lang.Object",
    "java.lang.String",
    "java.lang.String$CaseInsensitiveComparator",
    "java.util.Collection",
    "java.util.Collections$CheckedList",
    "java.util.Collections$CheckedRandomAccessList",
    "java.util.Collections$CheckedSet",
    "java.util.Collections$ReverseComparator",
    "java.util.Collections$ReverseComparator2",
    "java.util.Collections$SynchronizedList",
    "java.util.Collections$SynchronizedRandomAccessList",
    "java.util.Collections$SynchronizedSet",
    "java.util.Collections$SynchronizedSortedMap",
    "java.util.Collections$SynchronizedSortedSet",
    "java.util.Collections$UnmodifiableList",
    "java.util.Collections$UnmodifiableRandomAccessList",
    "java.util.Collections$UnmodifiableSet",
    "java.util.Collections$UnmodifiableSortedMap",
    "java.util.Collections$UnmodifiableSortedSet",
    "java.util.Comparators$NaturalOrderComparator",
    "java.util.LinkedHashMap",
    "java.util.LinkedHashSet",
    "java.util.List",
    "java.util.Map",
    "java.util.Set",
    "java.util.Stack",
    "java.util.concurrent.atomic.AtomicInteger",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
    "java.util.concurrent.ConcurrentHashMap$Segment",
    "java.util.concurrent.locks.AbstractOwnableSynchronizer",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer",
    "java.util.concurrent.locks.ReentrantLock",
    "java.util.concurrent.locks.ReentrantLock$NonfairSync",
    "java.util.concurrent.locks.ReentrantLock$Sync",
];

/// Adds the classes of collections: a set holds a map, and wrappers hold either.
pub(super) fn add_classes(classes: &mut Classes) {
    for (name, ..) in CLASSES {
        classes.add(name);
    }
    for name in PARTS {
        classes.add(name);
    }
}
