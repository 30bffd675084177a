//! [`Graph`]: what a stream says, as nodes in an arena.
//!
//! A node refers to others by id, so that cycles and shared objects are nothing
//! special, and nothing here is recursive. A graph keeps all that its stream
//! said: encoding it gives the same bytes.
//!
//! * `mod.rs`: the arena and its ids
//! * `read.rs`: whole streams; `build/`: from events, and from values that come in runs
//! * `encode/`: to bytes
//! * `view/`: strings, objects, arrays and classes as a program reads them
//! * `construct.rs`, `arrays.rs`, `edit.rs`: nodes made by hand, and their values
//! * `import.rs`: objects of another graph
//! * `class_builder.rs`: class descriptors made by hand
//! * `contents.rs`: what a `writeObject` writes, made by hand
//! * `into_java.rs`, `fit.rs`: Rust values as Java values, and whether they fit
//! * `boxed.rs`: the wrappers of primitive values; `known.rs`: the JDK's classes
//! * `levels.rs`: the slots of an object, class by class
//! * `tables.rs`: what is one object in a JVM, by name
//! * `raw.rs`: nodes without views, for typed reading
//! * `nodes.rs`, `arena.rs`: how nodes and values are stored

mod arena;
mod arrays;
mod boxed;
mod build;
mod class_builder;
mod construct;
mod contents;
mod cut;
mod edit;
mod encode;
mod fit;
mod import;
mod into_java;
mod known;
mod levels;
mod nodes;
mod raw;
mod read;
mod tables;
mod view;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

pub use self::arrays::Primitive;
pub use self::build::GraphBuilder;
pub use self::class_builder::ClassBuilder;
pub use self::contents::Contents;
pub use self::edit::ObjectMut;
pub(crate) use self::encode::WireHandles;
pub(crate) use self::encode::described;
pub use self::into_java::IntoJava;
use self::nodes::Nodes;
pub use self::raw::Raw;
pub(crate) use self::raw::{RawContent, RawNode, Raws};
use self::tables::Tables;
pub use self::view::{
    Annotation, Array, Class, Content, Field, FieldValue, Level, Node, Object, Value,
};
pub(crate) use self::view::{PlacedLevel, ValuePlace};
use crate::class::shape::ClassIndex;
use crate::class::table::{Row, Table};
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm, FieldType};
use crate::limits::Limit;
use crate::text::{JavaStr, JavaString};

/// The objects of a stream, in an arena.
///
/// # Examples
///
/// ```
/// use javawire::{Graph, Node};
///
/// let bytes = b"\xAC\xED\0\x05\x74\0\x04hola";
/// let graph = Graph::read(bytes)?;
/// let root = graph.root().unwrap();
/// assert!(matches!(graph.node(root), Some(Node::String(text)) if text == "hola"));
/// assert_eq!(graph.write(), bytes);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Graph {
    key: GraphKey,
    nodes: Nodes,
    /// Fields, elements and annotations of the nodes.
    slots: Vec<Slot>,
    /// Text and primitive values, as they stand on the wire.
    bytes: Vec<u8>,
    specials: Vec<Special>,
    classes: Table<NodeId, ClassDesc>,
    /// The stream at top level.
    contents: SmallVec<[Slot; 4]>,
    /// What few graphs need.
    tables: Option<Box<Tables>>,
}

/// Tells graphs apart: whoever writes several to one stream must not take a node of one for the
/// same node of another. A clone is another graph.
#[derive(Debug, Default)]
struct GraphKey(OnceLock<Arc<u64>>);

impl GraphKey {
    /// The key, made when it is asked for: most graphs are never written with others. It is
    /// shared by those who remember the graph, so that they see when it no longer exists.
    fn get(&self) -> &Arc<u64> {
        static LAST: AtomicU64 = AtomicU64::new(0);

        self.0
            .get_or_init(|| Arc::new(LAST.fetch_add(1, Ordering::Relaxed).saturating_add(1)))
    }
}

impl Clone for GraphKey {
    fn clone(&self) -> Self {
        GraphKey::default()
    }
}

/// A node of a [`Graph`].
///
/// # Of another graph
///
/// It is a number, and holds no graph: what takes one does not check which graph it is from, as no
/// [index](std::ops::Index) is checked for its `Vec`. One that no node here has is refused, or
/// nothing is found. Any other is taken for the node of that number here, so that a wrong object is
/// read or written, though always one that fits its place. A [clone](Graph::clone) has the nodes of
/// its graph under their ids.
///
/// ```
/// use javawire::{Graph, Node};
///
/// let (mut graph, mut other) = (Graph::new(), Graph::new());
/// let ours = graph.new_string("ours")?;
/// let (first, second) = (other.new_string("theirs")?, other.new_string("theirs")?);
/// assert_eq!(first, ours);
/// assert!(matches!(graph.node(first), Some(Node::String(text)) if text == "ours"));
/// assert!(graph.node(second).is_none());
/// assert_eq!(graph.push(second).unwrap_err().to_string(), "an object that is not in this graph");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Returns a number that no other node of its graph has.
    pub fn number(self) -> u32 {
        self.0
    }

    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl From<NodeId> for u32 {
    /// Returns the [number](NodeId::number).
    fn from(node: NodeId) -> u32 {
        node.number()
    }
}

/// A class descriptor of a [`Graph`]. One of another graph is not told apart, as a
/// [node](NodeId#of-another-graph) is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClassId(pub(crate) ClassIndex);

/// What is stored of a node, by [`Nodes`]. Its handle is its index, counted from the last reset.
#[derive(Debug, Clone, Copy)]
enum Stored {
    /// `long`: in the form of eight bytes of length, though the short one would do.
    String {
        start: u32,
        length: u32,
        long: bool,
    },
    /// Its slots: for each class that has data, from the topmost, one with the place of the
    /// primitive values, one for each other field, one for the annotation.
    Object {
        class: ClassIndex,
        slots: u32,
        count: u32,
    },
    /// `start` in the bytes or in the slots, as the class says.
    Array {
        class: ClassIndex,
        start: u32,
        length: u32,
    },
    /// `fresh_name`: the name is a new string, even if the same one was written before.
    Enum {
        class: ClassIndex,
        name: Slot,
        fresh_name: bool,
    },
    Class {
        class: ClassIndex,
    },
    Desc {
        class: ClassIndex,
    },
}

/// A value, or what else may stand among values.
///
/// 0 is null, 1 to 2^31−1 a node, 2^31 and above an entry of `specials`, but for
/// the constants. Where the class says so it is the place of primitive values instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot(u32);

impl Slot {
    const NULL: Slot = Slot(0);
    const FIRST_NODE: Slot = Slot(1);
    const FIRST_SPECIAL: u32 = 1 << 31;
    /// `TC_RESET`
    const RESET: Slot = Slot(u32::MAX - 1);
    /// A stream header.
    const HEADER: Slot = Slot(u32::MAX - 2);
    /// In place of the fields of a class whose `writeObject` did not write them
    /// where its descriptor says; the annotation follows.
    const NO_FIELDS: Slot = Slot(u32::MAX);
    /// The first of the constants.
    const FIRST_CONSTANT: u32 = u32::MAX - 2;

    /// The number of an entry of `specials`.
    fn special_number(self) -> Option<usize> {
        if self.0 >= Self::FIRST_CONSTANT {
            return None;
        }
        usize::try_from(self.0.checked_sub(Self::FIRST_SPECIAL)?).ok()
    }

    fn node(self) -> Option<NodeId> {
        match self.0 {
            0 | Self::FIRST_SPECIAL.. => None,
            node => node.checked_sub(1).map(NodeId),
        }
    }
}

/// What a slot holds that is not a value.
#[derive(Debug, Clone, Copy)]
enum Special {
    /// Block data.
    Block {
        start: u32,
        length: u32,
        form: BlockForm,
    },
    /// The contents of an annotation, in the slots.
    List { start: u32, count: u32 },
    /// Primitive values inside an annotation: the writer wrote its fields late.
    Bytes { start: u32, length: u32 },
    /// `TC_EXCEPTION`, after which nothing of what is open follows.
    Exception { value: Slot },
    /// Something whose class descriptor an exception cut off.
    Begun { begin: Begin, class: ClassIndex },
}

/// What a class descriptor says, besides what its [`Table`] knows.
#[derive(Debug, Clone)]
struct ClassDesc {
    name: JavaString,
    suid: i64,
    fields: Vec<FieldDesc>,
    /// Only of a proxy class.
    interfaces: Option<Vec<JavaString>>,
    /// A [`Special::List`]; null if an exception came before.
    annotation: Slot,
}

#[derive(Debug, Clone)]
struct FieldDesc {
    code: FieldType,
    name: JavaString,
    /// The node of the name of its type; null for primitives.
    type_name: Slot,
}

impl Graph {
    fn special(&self, slot: Slot) -> Option<Special> {
        self.specials.get(slot.special_number()?).copied()
    }

    #[inline(always)]
    fn stored(&self, node: NodeId) -> Option<Stored> {
        self.nodes.get(node)
    }

    fn class_desc(&self, class: ClassIndex) -> Option<&Row<NodeId, ClassDesc>> {
        self.classes.get(class)
    }

    fn byte_range(&self, start: u32, length: usize) -> &[u8] {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        self.bytes
            .get(start..start.saturating_add(length))
            .unwrap_or_default()
    }

    /// The text of a string.
    fn text(&self, node: NodeId) -> Option<JavaStr<'_>> {
        match self.stored(node)? {
            Stored::String { start, length, .. } => {
                let text = self.byte_range(start, usize::try_from(length).ok()?);
                Some(JavaStr::new_checked(text))
            }
            _ => None,
        }
    }

    fn slot_range(&self, start: u32, count: u32) -> &[Slot] {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.slots
            .get(start..start.saturating_add(count))
            .unwrap_or_default()
    }

    /// How many elements of an array are there: all, unless an exception cut it off.
    fn element_count(&self, node: NodeId, length: u32) -> u32 {
        let Some(tables) = &self.tables else {
            return length;
        };
        tables.cut_arrays.get(&node).copied().unwrap_or(length)
    }
}

/// An arena that has no more room: ids have 31 bits, places in the bytes 32.
fn full() -> ErrorKind {
    ErrorKind::Limit {
        limit: Limit::Graph,
        allowed: u64::from(u32::MAX),
        found: u64::from(u32::MAX) + 1,
    }
}
