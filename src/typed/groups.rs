//! What is in a collection.

use super::held::Held::{
    Array, Constant, Fields, Inside, KeysInside, Nothing, Written, WrittenToNull,
};
use super::held::Kind::{Elements, Map};
use super::held::{CLASSES, Held, Kind};
use crate::class::shape::ClassIndex;
use crate::graph::{FieldValue, Graph, Node, NodeId, Raw, RawContent, RawNode, Raws};

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
