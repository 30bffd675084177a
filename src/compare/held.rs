//! Where the collections of the JDK hold what is in them, and what of them no reader sees.

/// How a class of the JDK writes what a collection holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) kind: Kind,
    pub(super) place: Place,
    /// Whether a reader goes through it in an order of its own.
    pub(super) is_hash: bool,
    /// Fields that only say how it is stored.
    pub(super) hidden: &'static [&'static str],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Elements,
    /// Keys and values in turn.
    Entries,
    /// The same of a map in which keys may be equal, if they are not the same.
    Identities,
    /// What its field `tag` says.
    Tagged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among what it wrote, all objects after this many; primitive data are capacities.
    Written(usize),
    /// The same, up to null.
    ToNull,
    /// So many elements of an array as a number says, by the fields of both.
    Beginning(&'static str, &'static str),
}

const fn held(kind: Kind, place: Place, hidden: &'static [&'static str]) -> Held {
    Held {
        kind,
        place,
        is_hash: false,
        hidden,
    }
}

const fn hash(kind: Kind, place: Place, hidden: &'static [&'static str]) -> Held {
    Held {
        kind,
        place,
        is_hash: true,
        hidden,
    }
}

use Kind::{Elements, Entries, Identities, Tagged};
use Place::{Beginning, ToNull, Written};

const TABLE: &[&str] = &["loadFactor", "threshold"];
const SEGMENTS: &[&str] = &["segments", "segmentMask", "segmentShift"];
const VECTOR: &[&str] = &["capacityIncrement", "elementCount", "elementData"];

/// By name.
#[rustfmt::skip] // A line for each class.
const CLASSES: &[(&str, Held)] = &[
    ("java.util.ArrayDeque", held(Elements, Written(0), &[])),
    ("java.util.ArrayList", held(Elements, Written(0), &["size"])),
    ("java.util.CollSer", held(Tagged, Written(0), &[])),
    ("java.util.EnumMap", held(Entries, Written(0), &[])),
    ("java.util.HashMap", hash(Entries, Written(0), TABLE)),
    ("java.util.HashSet", hash(Elements, Written(0), &[])),
    ("java.util.Hashtable", hash(Entries, Written(0), TABLE)),
    ("java.util.IdentityHashMap", hash(Identities, Written(0), &["size"])),
    ("java.util.LinkedList", held(Elements, Written(0), &[])),
    ("java.util.PriorityQueue", held(Elements, Written(0), &["size"])),
    ("java.util.TreeMap", held(Entries, Written(0), &[])),
    // The comparator comes first.
    ("java.util.TreeSet", held(Elements, Written(1), &[])),
    ("java.util.Vector", held(Elements, Beginning("elementData", "elementCount"), VECTOR)),
    ("java.util.concurrent.ConcurrentHashMap", hash(Entries, ToNull, SEGMENTS)),
    ("java.util.concurrent.ConcurrentLinkedDeque", held(Elements, ToNull, &[])),
    ("java.util.concurrent.ConcurrentLinkedQueue", held(Elements, ToNull, &[])),
    ("java.util.concurrent.ConcurrentSkipListMap", held(Entries, ToNull, &[])),
    ("java.util.concurrent.CopyOnWriteArrayList", held(Elements, Written(0), &[])),
    ("java.util.concurrent.LinkedBlockingDeque", held(Elements, ToNull, &[])),
    ("java.util.concurrent.LinkedBlockingQueue", held(Elements, ToNull, &[])),
    ("java.util.concurrent.LinkedTransferQueue", held(Elements, ToNull, &[])),
];

/// Subclasses of hash collections that keep an order.
const LINKED: [&str; 2] = ["java.util.LinkedHashMap", "java.util.LinkedHashSet"];

/// How the class of this name holds what is in its collections, if it is known.
pub(super) fn held_by(class: &str) -> Option<Held> {
    let at = CLASSES.binary_search_by(|(name, _)| (*name).cmp(class));
    CLASSES.get(at.ok()?).map(|(_, held)| *held)
}

/// Whether a class makes the hash collection that it extends keep an order.
pub(super) fn keeps_order(class: &str) -> bool {
    LINKED.contains(&class)
}

/// What the field `tag` of `java.util.CollSer` says: the kind, and whether a reader goes through
/// it in an order of its own.
pub(super) fn tagged(tag: i32) -> (Kind, bool) {
    match tag & 0xFF {
        2 => (Kind::Elements, true),
        3 => (Kind::Entries, true),
        _ => (Kind::Elements, false),
    }
}
