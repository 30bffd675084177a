//! What Rust has for the types of the JDK: one table.

/// A value of one class of the JDK, which is one Rust type.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) java: &'static str,
    pub(super) rust: &'static str,
    /// Whether it can be a key of a `HashMap`, and of a `BTreeMap`.
    pub(super) is_hash: bool,
    pub(super) is_ord: bool,
    /// Whether the Rust type is imported, and from where in this crate.
    pub(super) is_imported: bool,
    pub(super) module: &'static str,
}

/// How a class of collections is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    /// A `Vec`.
    List,
    /// A `HashSet`.
    Hashed,
    /// A `Vec`, as its order is that of the elements; or of what has no hash code.
    Linked,
    /// A `BTreeSet`.
    Sorted,
    /// The same of maps.
    HashedMap,
    LinkedMap,
    SortedMap,
}

/// Returns the Rust type of the values of a class.
pub(super) fn value(java: &str) -> Option<&'static Value> {
    VALUES.iter().find(|value| value.java == java)
}

/// Returns how a class or interface of collections is read, and its codec.
pub(super) fn collection(java: &str) -> Option<(Collection, &'static str)> {
    let found = COLLECTIONS.iter().find(|(name, ..)| *name == java)?;
    Some((found.1, found.2))
}

/// Where an exception was thrown.
pub(super) const STACK_TRACE_ELEMENT: &Value = &Value {
    module: "jdk",
    ..value_of(
        "java.lang.StackTraceElement",
        "StackTraceElement",
        NEITHER,
        true,
    )
};

/// Any exception.
pub(super) const THROWABLE: &Value = &value_of("java.lang.Throwable", "Throwable", NEITHER, true);

const fn value_of(
    java: &'static str,
    rust: &'static str,
    (is_hash, is_ord): (bool, bool),
    is_imported: bool,
) -> Value {
    Value {
        java,
        rust,
        is_hash,
        is_ord,
        is_imported,
        module: "typed",
    }
}

const ALL: (bool, bool) = (true, true);
const HASH: (bool, bool) = (true, false);
const NEITHER: (bool, bool) = (false, false);

const VALUES: [Value; 38] = [
    value_of("java.io.File", "File", NEITHER, true),
    value_of("java.lang.Boolean", "bool", ALL, false),
    value_of("java.lang.Byte", "i8", ALL, false),
    value_of("java.lang.Character", "u16", ALL, false),
    value_of("java.lang.Double", "f64", NEITHER, false),
    value_of("java.lang.Float", "f32", NEITHER, false),
    value_of("java.lang.Integer", "i32", ALL, false),
    value_of("java.lang.Long", "i64", ALL, false),
    value_of("java.lang.Short", "i16", ALL, false),
    value_of("java.lang.StringBuffer", "StringBuffer", NEITHER, true),
    value_of("java.lang.StringBuilder", "StringBuilder", NEITHER, true),
    value_of("java.math.BigDecimal", "Decimal", HASH, true),
    value_of("java.math.BigInteger", "Integer", HASH, true),
    value_of("java.net.InetAddress", "InetAddress", NEITHER, true),
    value_of("java.net.URI", "Uri", HASH, true),
    value_of("java.net.URL", "Url", NEITHER, true),
    value_of("java.sql.Timestamp", "Timestamp", ALL, true),
    value_of("java.time.Duration", "Duration", ALL, true),
    value_of("java.time.Instant", "Instant", ALL, true),
    value_of("java.time.LocalDate", "LocalDate", ALL, true),
    value_of("java.time.LocalDateTime", "LocalDateTime", ALL, true),
    value_of("java.time.LocalTime", "LocalTime", ALL, true),
    value_of("java.time.MonthDay", "MonthDay", HASH, true),
    value_of("java.time.OffsetDateTime", "OffsetDateTime", HASH, true),
    value_of("java.time.OffsetTime", "OffsetTime", HASH, true),
    value_of("java.time.Period", "Period", HASH, true),
    value_of("java.time.Year", "Year", HASH, true),
    value_of("java.time.YearMonth", "YearMonth", HASH, true),
    value_of("java.time.ZoneOffset", "ZoneOffset", HASH, true),
    value_of("java.time.ZonedDateTime", "ZonedDateTime", HASH, true),
    value_of("java.util.BitSet", "BitSet", NEITHER, true),
    value_of("java.util.Currency", "Currency", HASH, true),
    value_of("java.util.Date", "Date", ALL, true),
    value_of("java.util.Locale", "Locale", HASH, true),
    value_of("java.util.UUID", "Uuid", ALL, true),
    value_of(
        "java.util.concurrent.atomic.AtomicBoolean",
        "AtomicBoolean",
        NEITHER,
        true,
    ),
    value_of(
        "java.util.concurrent.atomic.AtomicInteger",
        "AtomicInteger",
        NEITHER,
        true,
    ),
    value_of(
        "java.util.concurrent.atomic.AtomicLong",
        "AtomicLong",
        NEITHER,
        true,
    ),
];

/// Interfaces are written as the class that is most usual for them.
const COLLECTIONS: [(&str, Collection, &str); 35] = [
    ("java.lang.Iterable", Collection::List, "ArrayList"),
    (
        "java.util.AbstractCollection",
        Collection::List,
        "ArrayList",
    ),
    ("java.util.AbstractList", Collection::List, "ArrayList"),
    ("java.util.AbstractMap", Collection::HashedMap, "HashMap"),
    ("java.util.AbstractSet", Collection::Hashed, "HashSet"),
    ("java.util.ArrayDeque", Collection::List, "ArrayDeque"),
    ("java.util.ArrayList", Collection::List, "ArrayList"),
    ("java.util.Collection", Collection::List, "ArrayList"),
    ("java.util.Deque", Collection::List, "ArrayDeque"),
    ("java.util.EnumMap", Collection::SortedMap, "EnumMap"),
    ("java.util.EnumSet", Collection::Sorted, "EnumSet"),
    (
        "java.util.EnumSet$SerializationProxy",
        Collection::Sorted,
        "EnumSet",
    ),
    ("java.util.HashMap", Collection::HashedMap, "HashMap"),
    ("java.util.HashSet", Collection::Hashed, "HashSet"),
    ("java.util.Hashtable", Collection::HashedMap, "Hashtable"),
    (
        "java.util.LinkedHashMap",
        Collection::LinkedMap,
        "LinkedHashMap",
    ),
    (
        "java.util.LinkedHashSet",
        Collection::Linked,
        "LinkedHashSet",
    ),
    ("java.util.LinkedList", Collection::List, "LinkedList"),
    ("java.util.List", Collection::List, "ArrayList"),
    ("java.util.Map", Collection::HashedMap, "HashMap"),
    ("java.util.NavigableMap", Collection::SortedMap, "TreeMap"),
    ("java.util.NavigableSet", Collection::Sorted, "TreeSet"),
    ("java.util.PriorityQueue", Collection::List, "PriorityQueue"),
    ("java.util.Properties", Collection::HashedMap, "Properties"),
    ("java.util.Queue", Collection::List, "LinkedList"),
    ("java.util.Set", Collection::Hashed, "HashSet"),
    ("java.util.SortedMap", Collection::SortedMap, "TreeMap"),
    ("java.util.SortedSet", Collection::Sorted, "TreeSet"),
    ("java.util.Stack", Collection::List, "Stack"),
    ("java.util.TreeMap", Collection::SortedMap, "TreeMap"),
    ("java.util.TreeSet", Collection::Sorted, "TreeSet"),
    ("java.util.Vector", Collection::List, "Vector"),
    (
        "java.util.concurrent.ConcurrentHashMap",
        Collection::HashedMap,
        "ConcurrentHashMap",
    ),
    (
        "java.util.concurrent.ConcurrentMap",
        Collection::HashedMap,
        "ConcurrentHashMap",
    ),
    (
        "java.util.concurrent.CopyOnWriteArrayList",
        Collection::List,
        "CopyOnWriteArrayList",
    ),
];
