//! Where the collections of the JDK hold what is in them.

use super::classes::Classes;
use crate::class::shape::ClassIndex;
use crate::graph::{FieldValue, Graph, Node, NodeId, Raw, RawContent, RawNode, Raws};

/// Where a class holds its elements, or its keys and values in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
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
const CLASSES: &[(&str, Kind, Held)] = &[
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
    "java.lang.Enum",
    "java.lang.Number",
    "java.lang.Object",
    "java.lang.String$CaseInsensitiveComparator",
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
    "java.util.LinkedHashMap",
    "java.util.LinkedHashSet",
    "java.util.Stack",
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

/// What the objects of a class hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    kind: Kind,
    held: Held,
    /// The slot of what was written, where that is the same in all objects.
    contents: Option<u32>,
}

/// What is known of the classes of a graph, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Groups(Vec<Option<Option<Known>>>);

impl Groups {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What the objects of a class hold; `None` if it is no collection that is known.
    #[inline]
    pub(super) fn of(&mut self, graph: &Graph, class: ClassIndex) -> Option<Known> {
        match self.0.get(class.get()) {
            Some(Some(known)) => *known,
            _ => {
                let known = look_up(graph, class);
                if self.0.len() <= class.get() {
                    self.0.resize(class.get().saturating_add(1), None);
                }
                if let Some(place) = self.0.get_mut(class.get()) {
                    *place = Some(known);
                }
                known
            }
        }
    }
}

fn look_up(graph: &Graph, leaf: ClassIndex) -> Option<Known> {
    let class = graph.class_view(leaf);
    let mut chain = std::iter::successors(Some(class), |class| class.superclass());
    let (_, kind, held) = chain.find_map(|class| {
        let name = class.name();
        CLASSES.iter().find(|(known, ..)| name == *known)
    })?;
    let contents = match held {
        Written(writer, _) | WrittenToNull(writer) => contents_of(graph, leaf, writer),
        _ => None,
    };
    Some(Known {
        kind: *kind,
        held: *held,
        contents,
    })
}

/// The slot of what `writer` wrote, if no class of the hierarchy may leave its fields out.
fn contents_of(graph: &Graph, leaf: ClassIndex, writer: &str) -> Option<u32> {
    let mut at = 0;
    for level in graph.raw_levels(leaf) {
        if graph.class_view(level.class()).name() == writer {
            return level.contents(at, false);
        }
        if level.may_have_no_fields() {
            return None;
        }
        at = level.end(at, false);
    }
    None
}

/// The elements of a collection, or the keys and values of a map in turn.
#[derive(Debug)]
pub(super) struct Items<'g> {
    pub(super) kind: Kind,
    graph: &'g Graph,
    slots: Raws<'g>,
    next: u32,
    /// Where they end.
    end: u32,
    /// Fields that hold them, where there are no slots for that.
    few: Vec<Raw>,
    up_to_null: bool,
    /// Whether each second item is left out.
    only_keys: bool,
}

impl<'g> Items<'g> {
    fn new(graph: &'g Graph, kind: Kind, slots: Raws<'g>) -> Self {
        Items {
            kind,
            graph,
            slots,
            next: 0,
            end: u32::try_from(slots.len()).unwrap_or(u32::MAX),
            few: Vec::new(),
            up_to_null: false,
            only_keys: false,
        }
    }

    fn few(graph: &'g Graph, kind: Kind, mut few: Vec<Raw>) -> Self {
        few.reverse();
        Items {
            few,
            ..Items::new(graph, kind, Raws::default())
        }
    }

    /// How many there are at the most.
    pub(super) fn at_most(&self) -> usize {
        let slots = self.end.saturating_sub(self.next);
        let slots = usize::try_from(slots).unwrap_or(usize::MAX);
        slots.saturating_add(self.few.len())
    }

    fn any(&mut self) -> Option<Raw> {
        if let Some(one) = self.few.pop() {
            return Some(one);
        }
        while self.next < self.end {
            let raw = self.slots.raw_at(self.next)?;
            self.next = self.next.saturating_add(1);
            match self.graph.raw_content(raw) {
                Some(RawContent::Object(raw)) if self.up_to_null && raw.is_null() => {
                    self.next = self.end;
                }
                Some(RawContent::Object(raw)) => return Some(raw),
                // Whoever reads it says that the writer failed.
                Some(RawContent::Exception) => return Some(raw),
                Some(RawContent::Data(_)) | None => {}
            }
        }
        None
    }
}

impl Iterator for Items<'_> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        let item = self.any();
        if self.only_keys {
            self.any();
        }
        item
    }
}

/// How many collections may lie in each other until the elements come.
const MOST_WRAPPERS: usize = 8;

/// What is in a collection; `None` if it is none that is known, or not as its class writes it.
pub(super) fn items<'g>(groups: &mut Groups, graph: &'g Graph, node: NodeId) -> Option<Items<'g>> {
    let mut node = node;
    let mut only_keys = false;
    let mut kind = None;
    for _ in 0..MOST_WRAPPERS {
        let RawNode::Object { class, slots } = graph.raw(node)? else {
            return match graph.raw(node)? {
                RawNode::Array { elements } => Some(Items {
                    kind: kind?,
                    ..Items::new(graph, Elements, elements)
                }),
                _ => None,
            };
        };
        let known = groups.of(graph, class)?;
        let outer = *kind.get_or_insert(known.kind);
        let mut found = match known.held {
            Inside(field) | KeysInside(field) => {
                only_keys |= matches!(known.held, KeysInside(_));
                node = reference(graph, node, field)?.node()?;
                continue;
            }
            Written(writer, skip) => {
                let contents = contents(graph, node, slots, known, writer)?;
                let mut items = Items::new(graph, known.kind, contents);
                for _ in 0..skip {
                    items.any()?;
                }
                items
            }
            WrittenToNull(writer) => Items {
                up_to_null: true,
                ..Items::new(
                    graph,
                    known.kind,
                    contents(graph, node, slots, known, writer)?,
                )
            },
            Array(field, count) => array(graph, node, field, count)?,
            Fields(fields) => {
                let few = fields.iter().map(|field| reference(graph, node, field));
                Items::few(graph, known.kind, few.collect::<Option<_>>()?)
            }
            Constant => constant(graph, node, slots)?,
            Nothing => Items::few(graph, known.kind, Vec::new()),
        };
        found.only_keys = only_keys;
        if known.held != Constant {
            found.kind = outer;
        }
        return Some(found);
    }
    None
}

fn contents<'g>(
    graph: &'g Graph,
    node: NodeId,
    slots: Raws<'g>,
    known: Known,
    writer: &str,
) -> Option<Raws<'g>> {
    match known.contents {
        Some(at) if !slots.are_fields_elsewhere(at.saturating_sub(1)) => {
            Some(graph.raw_contents(slots, at))
        }
        _ => graph.raw_annotation(node, writer),
    }
}

fn array<'g>(
    graph: &'g Graph,
    node: NodeId,
    field: &str,
    count: Option<&str>,
) -> Option<Items<'g>> {
    let array = reference(graph, node, field)?.node()?;
    let RawNode::Array { elements } = graph.raw(array)? else {
        return None;
    };
    let mut items = Items::new(graph, Elements, elements);
    if let Some(count) = count {
        let count = u32::try_from(int(graph, node, count)?).ok()?;
        items.end = items.end.min(count);
    }
    Some(items)
}

/// `java.util.CollSer`: in the lowest bits of its tag, 1 is a list, 2 a set, 3 a map.
fn constant<'g>(graph: &'g Graph, node: NodeId, slots: Raws<'g>) -> Option<Items<'g>> {
    let kind = match int(graph, node, "tag")? & 0xFF {
        1 | 2 => Elements,
        3 => Map,
        // A list that may hold null.
        4 => Elements,
        _ => return None,
    };
    let last = u32::try_from(slots.len()).ok()?.checked_sub(1)?;
    Some(Items::new(graph, kind, graph.raw_contents(slots, last)))
}

fn field(graph: &Graph, node: NodeId, field: &str) -> Option<FieldValue> {
    match graph.node(node)? {
        Node::Object(object) => object.field(field),
        _ => None,
    }
}

pub(super) fn int(graph: &Graph, node: NodeId, name: &str) -> Option<i32> {
    match field(graph, node, name)? {
        FieldValue::Int(value) => Some(value),
        _ => None,
    }
}

fn reference(graph: &Graph, node: NodeId, name: &str) -> Option<Raw> {
    match field(graph, node, name)? {
        FieldValue::Reference(value) => Raw::of(value),
        _ => None,
    }
}
