//! Where the collections of the JDK hold what is in them: a new one is a line here.

use super::classes::Classes;

/// Where a class holds its elements, or its keys and values in turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Held {
    /// Among what a class wrote.
    Written(Layout),
    /// In the array in a field.
    Array(&'static str),
    /// In the array `elementData`, as many as `elementCount` says.
    Vector,
    /// In these fields.
    Fields(&'static [&'static str]),
    /// In the collection of the same kind in a field.
    Inside(&'static str),
    /// In the keys of the map in a field.
    KeysInside(&'static str),
    /// As `java.util.CollSer` writes the collections that cannot be changed.
    Constant,
    Nothing,
}

/// How a class writes what its objects hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layout {
    pub(super) writer: &'static str,
    /// How many objects stand before the primitive data.
    pub(super) objects: usize,
    /// How many bytes of primitive data stand before what is held.
    pub(super) data: usize,
    pub(super) count: Count,
    /// Where a load factor stands, which Java looks at.
    pub(super) factor: Option<Place>,
    pub(super) nulls: Nulls,
}

/// How many are held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Count {
    At(Place),
    /// Those before the first null.
    UpToNull,
}

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    Field(&'static str),
    /// So far from the beginning of the primitive data.
    Data(usize),
}

/// What null is among what is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Nulls {
    Allowed,
    Refused,
    /// What came before is all that is held, also where it is the value of a map.
    End,
    /// The same, but the value of a map is none.
    EndButNoValue,
}

impl Layout {
    /// So many bytes of data, the last four of which are the count.
    const fn counted(writer: &'static str, data: usize) -> Self {
        Layout {
            writer,
            objects: 0,
            data,
            count: Count::At(Place::Data(data.saturating_sub(4))),
            factor: None,
            nulls: Nulls::Allowed,
        }
    }

    /// The count is the field `size`; the data is a capacity that Java does not look at.
    const fn sized(writer: &'static str) -> Self {
        Layout {
            count: Count::At(Place::Field("size")),
            ..Self::counted(writer, 4)
        }
    }

    const fn up_to_null(writer: &'static str, nulls: Nulls) -> Self {
        Layout {
            count: Count::UpToNull,
            nulls,
            ..Self::counted(writer, 0)
        }
    }

    const fn with_factor(self, factor: Place) -> Self {
        Layout {
            factor: Some(factor),
            ..self
        }
    }

    const fn behind(self, objects: usize) -> Self {
        Layout { objects, ..self }
    }

    const fn without_null(self) -> Self {
        Layout {
            nulls: Nulls::Refused,
            ..self
        }
    }
}

/// What a collection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list, a set, a queue.
    Elements,
    Map,
}

use Held::{Array, Constant, Fields, Inside, KeysInside, Nothing, Vector, Written};
use Kind::{Elements, Map};

/// A class that writes what it holds by itself.
macro_rules! written {
    ($name:literal, $kind:expr, $make:ident $(, $argument:expr)*) => {
        ($name, $kind, Written(Layout::$make($name $(, $argument)*)))
    };
}

/// By name.
#[rustfmt::skip]
pub(super) const CLASSES: &[(&str, Kind, Held)] = &[
    written!("java.util.ArrayDeque", Elements, counted, 4),
    written!("java.util.ArrayList", Elements, sized),
    ("java.util.Arrays$ArrayList", Elements, Array("a")),
    // Its tag says whether it is a list, a set or a map.
    ("java.util.CollSer", Elements, Constant),
    ("java.util.Collections$CheckedCollection", Elements, Inside("c")),
    ("java.util.Collections$CheckedMap", Map, Inside("m")),
    ("java.util.Collections$EmptyList", Elements, Nothing),
    ("java.util.Collections$EmptyMap", Map, Nothing),
    ("java.util.Collections$EmptySet", Elements, Nothing),
    ("java.util.Collections$SetFromMap", Elements, KeysInside("m")),
    ("java.util.Collections$SingletonList", Elements, Fields(&["element"])),
    ("java.util.Collections$SingletonMap", Map, Fields(&["k", "v"])),
    ("java.util.Collections$SingletonSet", Elements, Fields(&["element"])),
    ("java.util.Collections$SynchronizedCollection", Elements, Inside("c")),
    ("java.util.Collections$SynchronizedMap", Map, Inside("m")),
    ("java.util.Collections$UnmodifiableCollection", Elements, Inside("c")),
    ("java.util.Collections$UnmodifiableMap", Map, Inside("m")),
    written!("java.util.EnumMap", Map, counted, 4),
    ("java.util.EnumSet$SerializationProxy", Elements, Array("elements")),
    ("java.util.HashMap", Map, Written(
        Layout::counted("java.util.HashMap", 8).with_factor(Place::Field("loadFactor")))),
    // A capacity, the load factor, the count.
    ("java.util.HashSet", Elements, Written(
        Layout::counted("java.util.HashSet", 12).with_factor(Place::Data(4)))),
    ("java.util.Hashtable", Map, Written(HASHTABLE)),
    written!("java.util.IdentityHashMap", Map, counted, 4),
    written!("java.util.LinkedList", Elements, counted, 4),
    written!("java.util.PriorityQueue", Elements, sized),
    ("java.util.Properties", Map, Written(HASHTABLE)),
    written!("java.util.TreeMap", Map, counted, 4),
    // Its comparator comes first.
    ("java.util.TreeSet", Elements, Written(Layout::counted("java.util.TreeSet", 4).behind(1))),
    ("java.util.Vector", Elements, Vector),
    written!("java.util.concurrent.ConcurrentHashMap", Map, up_to_null, Nulls::End),
    written!("java.util.concurrent.ConcurrentLinkedDeque", Elements, up_to_null, Nulls::End),
    written!("java.util.concurrent.ConcurrentLinkedQueue", Elements, up_to_null, Nulls::End),
    written!("java.util.concurrent.ConcurrentSkipListMap", Map, up_to_null, Nulls::EndButNoValue),
    ("java.util.concurrent.ConcurrentSkipListSet", Elements, KeysInside("m")),
    written!("java.util.concurrent.CopyOnWriteArrayList", Elements, counted, 4),
    ("java.util.concurrent.CopyOnWriteArraySet", Elements, Inside("al")),
    written!("java.util.concurrent.LinkedBlockingDeque", Elements, up_to_null, Nulls::End),
    written!("java.util.concurrent.LinkedBlockingQueue", Elements, up_to_null, Nulls::End),
    ("java.util.concurrent.PriorityBlockingQueue", Elements, Inside("q")),
];

const HASHTABLE: Layout = Layout::counted("java.util.Hashtable", 8)
    .with_factor(Place::Field("loadFactor"))
    .without_null();

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
    "java.util.Collections$CheckedNavigableMap",
    "java.util.Collections$CheckedNavigableSet",
    "java.util.Collections$CheckedQueue",
    "java.util.Collections$CheckedSortedMap",
    "java.util.Collections$CheckedSortedSet",
    "java.util.Collections$SynchronizedList",
    "java.util.Collections$SynchronizedNavigableMap",
    "java.util.Collections$SynchronizedNavigableSet",
    "java.util.Collections$SynchronizedRandomAccessList",
    "java.util.Collections$SynchronizedSet",
    "java.util.Collections$SynchronizedSortedMap",
    "java.util.Collections$SynchronizedSortedSet",
    "java.util.Collections$UnmodifiableList",
    "java.util.Collections$UnmodifiableNavigableMap",
    "java.util.Collections$UnmodifiableNavigableMap$EmptyNavigableMap",
    "java.util.Collections$UnmodifiableNavigableSet",
    "java.util.Collections$UnmodifiableNavigableSet$EmptyNavigableSet",
    "java.util.Collections$UnmodifiableRandomAccessList",
    "java.util.Collections$UnmodifiableSequencedCollection",
    "java.util.Collections$UnmodifiableSequencedSet",
    "java.util.Collections$UnmodifiableSequencedMap",
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
