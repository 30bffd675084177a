//! What is in a collection: as many as Java would take, or what Java would refuse.

use super::fault::cut;
use super::groups::{Groups, Known};
use super::held::Kind::{Elements, Map};
use super::held::{Count, Held, Kind, Layout, Nulls, Place};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{FieldValue, Graph, Node, NodeId, Raw, RawContent, RawNode, Raws};

/// The elements of a collection, or the entries of a map.
#[derive(Debug)]
pub(super) struct Items<'g> {
    pub(super) kind: Kind,
    graph: &'g Graph,
    /// The object that holds them.
    node: NodeId,
    slots: Raws<'g>,
    next: u32,
    /// How many elements or entries are to come; `None` where null ends them.
    left: Option<u32>,
    /// What is held in fields, the last first.
    few: Vec<Raw>,
    nulls: Nulls,
    /// Whether the elements are the keys of a map.
    only_keys: bool,
}

/// How many collections may lie in each other until the elements come.
const MOST_WRAPPERS: usize = 8;

/// What is in a collection; `None` if it is none that is known, or not as its class writes it.
///
/// # Errors
///
/// [`ErrorKind::WriteAborted`] if the writer failed amid it; [`ErrorKind::NotA`] for what Java
/// refuses.
pub(super) fn items<'g>(
    groups: &mut Groups,
    graph: &'g Graph,
    node: NodeId,
) -> Result<Option<Items<'g>>> {
    let mut node = node;
    let mut only_keys = false;
    let mut kind = None;
    for _ in 0..MOST_WRAPPERS {
        if graph.has_cut()
            && let Some(exception) = graph.cut_by(node)
        {
            return Err(cut(exception));
        }
        let Some(RawNode::Object { class, slots }) = graph.raw(node) else {
            return Ok(None);
        };
        let Some(known) = groups.of(graph, class) else {
            return Ok(None);
        };
        let inside = match known.held {
            Held::Inside(field) => Some((*field, known.kind)),
            Held::KeysInside(field) => Some((*field, Map)),
            _ => None,
        };
        if let Some((field, inner)) = inside {
            // The keys of a map are not the elements of a map.
            let held = reference(graph, node, field).and_then(Raw::node);
            let (Some(held), true) = (held, kind.is_none_or(|kind| kind == known.kind)) else {
                return Ok(None);
            };
            only_keys |= inner != known.kind;
            (node, kind) = (held, Some(inner));
            continue;
        }
        let found = match known.held {
            Held::Written(layout) => written(graph, node, slots, known, layout)?,
            Held::Array(field) => array(graph, node, field),
            Held::Vector => Some(vector(graph, node)?),
            Held::Fields(fields) => few(graph, node, known.kind, fields),
            Held::Constant => constant(graph, node, slots)?,
            Held::Nothing => Some(Items::new(
                graph,
                node,
                known.kind,
                Raws::default(),
                Some(0),
            )),
            Held::Inside(_) | Held::KeysInside(_) => None,
        };
        let found = found.filter(|found| kind.is_none_or(|kind| kind == found.kind));
        return Ok(found.map(|found| Items {
            kind: if only_keys { Elements } else { found.kind },
            only_keys,
            ..found
        }));
    }
    Ok(None)
}

impl<'g> Items<'g> {
    fn new(graph: &'g Graph, node: NodeId, kind: Kind, slots: Raws<'g>, left: Option<u32>) -> Self {
        Items {
            kind,
            graph,
            node,
            slots,
            next: 0,
            left,
            few: Vec::new(),
            nulls: Nulls::Allowed,
            only_keys: false,
        }
    }

    /// How many elements or entries there are at the most.
    pub(super) fn at_most(&self) -> usize {
        let slots = self.slots.len();
        let slots = slots.saturating_sub(usize::try_from(self.next).unwrap_or(usize::MAX));
        let left = self
            .left
            .map(|left| usize::try_from(left).unwrap_or(usize::MAX));
        let few = self.few.len();
        slots.min(left.unwrap_or(usize::MAX)).max(few)
    }

    /// The next entry of a map.
    #[inline]
    pub(super) fn entry(&mut self) -> Option<Result<(Raw, Raw)>> {
        let key = match self.begin()?.and_then(|()| self.one(self.nulls)) {
            Ok(Some(key)) => key,
            Ok(None) => return None,
            Err(error) => return Some(Err(error)),
        };
        let nulls = match self.nulls {
            Nulls::EndButNoValue => Nulls::Refused,
            nulls => nulls,
        };
        match self.one(nulls) {
            Ok(Some(value)) => Some(Ok((key, value))),
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        }
    }

    /// Counts what is to come; `None` if nothing is.
    #[inline]
    fn begin(&mut self) -> Option<Result<()>> {
        if let Some(left) = &mut self.left {
            *left = left.checked_sub(1)?;
        }
        Some(Ok(()))
    }

    /// The next object; `None` if it is the null that ends them all.
    #[inline]
    fn one(&mut self, nulls: Nulls) -> Result<Option<Raw>> {
        let raw = match self.few.pop() {
            Some(one) => one,
            None => self.object()?,
        };
        if nulls == Nulls::Allowed || !raw.is_null() {
            return Ok(Some(raw));
        }
        if nulls == Nulls::Refused {
            return Err(self.fault("null in it"));
        }
        self.left = Some(0);
        Ok(None)
    }

    #[inline]
    fn object(&mut self) -> Result<Raw> {
        loop {
            let Some(raw) = self.slots.raw_at(self.next) else {
                return Err(self.fault("fewer objects in it than it counts"));
            };
            self.next = self.next.saturating_add(1);
            match self.graph.raw_content(raw) {
                // Whoever reads it says that the writer failed.
                Some(RawContent::Object(raw)) => return Ok(raw),
                Some(RawContent::Exception) => return Ok(raw),
                Some(RawContent::Data([])) => {}
                Some(RawContent::Data(_)) | None => {
                    return Err(self.fault("primitive data amid its objects"));
                }
            }
        }
    }

    /// The primitive data that stands next: so many bytes, and no more before an object.
    fn data(&mut self, length: usize) -> Result<[u8; MOST_DATA]> {
        let mut data = [0; MOST_DATA];
        let mut place = data.get_mut(..length).unwrap_or_default();
        while !place.is_empty() {
            let raw = self.slots.raw_at(self.next);
            let Some(RawContent::Data(block)) = raw.and_then(|raw| self.graph.raw_content(raw))
            else {
                return Err(self.fault("less primitive data than its class writes"));
            };
            self.next = self.next.saturating_add(1);
            let count = place.len().min(block.len());
            let (now, later) = std::mem::take(&mut place).split_at_mut(count);
            let (bytes, rest) = block.split_at_checked(count).unwrap_or((block, &[]));
            now.copy_from_slice(bytes);
            place = later;
            if !rest.is_empty() && self.left != Some(0) {
                return Err(self.fault("more primitive data than its class writes"));
            }
        }
        Ok(data)
    }

    /// What Java would refuse of this collection.
    #[cold]
    fn fault(&self, problem: &str) -> Error {
        fault(self.graph, self.node, problem)
    }
}

/// The capacity, the load factor and the count of a `HashSet`.
const MOST_DATA: usize = 12;

#[cold]
fn fault(graph: &Graph, node: NodeId, problem: &str) -> Error {
    let kind = ErrorKind::NotA {
        expected: "a collection that Java can read",
        found: format!("a {} with {problem}", graph.class_told(node)),
    };
    kind.into()
}

/// The elements.
impl Iterator for Items<'_> {
    type Item = Result<Raw>;

    #[inline]
    fn next(&mut self) -> Option<Result<Raw>> {
        if self.only_keys {
            return Some(self.entry()?.map(|(key, _)| key));
        }
        let one = self.begin()?.and_then(|()| self.one(self.nulls));
        one.transpose()
    }
}

/// What a class wrote.
fn written<'g>(
    graph: &'g Graph,
    node: NodeId,
    slots: Raws<'g>,
    known: Known,
    layout: &Layout,
) -> Result<Option<Items<'g>>> {
    let contents = match known.contents(slots) {
        Some(at) => Some(graph.raw_contents(slots, at)),
        None => graph.raw_annotation(node, layout.writer),
    };
    let Some(contents) = contents else {
        return Ok(None);
    };
    let mut items = Items {
        nulls: layout.nulls,
        ..Items::new(graph, node, known.kind, contents, None)
    };
    for _ in 0..layout.objects {
        items.object()?;
    }
    let data = items.data(layout.data)?;
    let bytes = |place, field: Option<&[u8]>| -> Option<[u8; 4]> {
        match place {
            Place::Field(_) => field?.first_chunk().copied(),
            Place::Data(at) => data.get(at..)?.first_chunk().copied(),
        }
    };
    if let Some(place) = layout.factor {
        let factor = bytes(place, known.factor(graph, slots)).map(f32::from_be_bytes);
        let factor = factor.or_else(|| match at(graph, node, place) {
            Some(FieldValue::Float(factor)) => Some(factor),
            _ => None,
        });
        if let Some(factor) = factor
            && (factor.is_nan() || factor <= 0.0)
        {
            return Err(items.fault("a load factor that is not over 0"));
        }
    }
    if let Count::At(place) = layout.count {
        let count = bytes(place, known.count(graph, slots)).map(i32::from_be_bytes);
        // A field that the peer's class lacks is 0.
        let count = count.unwrap_or_else(|| match at(graph, node, place) {
            Some(FieldValue::Int(count)) => count,
            _ => 0,
        });
        items.left = Some(match u32::try_from(count) {
            Ok(count) => count,
            // A tree subtracts one from its count first.
            Err(_) if layout.writer == TREE_MAP && count == i32::MIN => {
                return Err(items.fault("a negative count"));
            }
            Err(_) if TAKES_NEGATIVE.contains(&layout.writer) => 0,
            Err(_) => return Err(items.fault("a negative count")),
        });
    }
    Ok(Some(items))
}

/// Classes that count up to a number, and so take a negative one for 0.
const TAKES_NEGATIVE: [&str; 3] = ["java.util.EnumMap", "java.util.LinkedList", TREE_MAP];

const TREE_MAP: &str = "java.util.TreeMap";

fn array<'g>(graph: &'g Graph, node: NodeId, field: &str) -> Option<Items<'g>> {
    let array = reference(graph, node, field)?.node()?;
    let RawNode::Array { elements } = graph.raw(array)? else {
        return None;
    };
    let length = u32::try_from(elements.len()).ok()?;
    Some(Items::new(graph, node, Elements, elements, Some(length)))
}

fn vector(graph: &Graph, node: NodeId) -> Result<Items<'_>> {
    let count = int(graph, node, "elementCount").unwrap_or(0);
    let items = array(graph, node, "elementData").zip(u32::try_from(count).ok());
    match items {
        Some((items, count)) if Some(count) <= items.left => Ok(Items {
            left: Some(count),
            ..items
        }),
        _ => Err(fault(graph, node, "a count that its array contradicts")),
    }
}

fn few<'g>(graph: &'g Graph, node: NodeId, kind: Kind, fields: &[&str]) -> Option<Items<'g>> {
    let few = fields.iter().rev();
    let few = few.map(|field| reference(graph, node, field));
    Some(Items {
        few: few.collect::<Option<_>>()?,
        ..Items::new(graph, node, kind, Raws::default(), Some(1))
    })
}

/// `java.util.CollSer`: in the lowest bits of its tag, 1 is a list, 2 a set, 3 a map.
fn constant<'g>(graph: &'g Graph, node: NodeId, slots: Raws<'g>) -> Result<Option<Items<'g>>> {
    let (kind, nulls) = match int(graph, node, "tag").map(|tag| tag & 0xFF) {
        Some(1 | 2) => (Elements, Nulls::Refused),
        Some(3) => (Map, Nulls::Refused),
        // A list that may hold null.
        Some(4) => (Elements, Nulls::Allowed),
        _ => return Ok(None),
    };
    let last = u32::try_from(slots.len()).ok();
    let Some(last) = last.and_then(|last| last.checked_sub(1)) else {
        return Ok(None);
    };
    let contents = graph.raw_contents(slots, last);
    let mut items = Items {
        nulls,
        ..Items::new(graph, node, kind, contents, None)
    };
    let [a, b, c, d, ..] = items.data(4)?;
    let count = u32::try_from(i32::from_be_bytes([a, b, c, d]));
    items.left = match (count, kind) {
        (Ok(count), Elements) => Some(count),
        // Keys and values are counted.
        (Ok(count), Map) if count % 2 == 0 => Some(count / 2),
        _ => return Err(items.fault("a count that is none")),
    };
    Ok(Some(items))
}

fn field(graph: &Graph, node: NodeId, field: &str) -> Option<FieldValue> {
    match graph.node(node)? {
        Node::Object(object) => object.field(field),
        _ => None,
    }
}

fn int(graph: &Graph, node: NodeId, name: &str) -> Option<i32> {
    match field(graph, node, name)? {
        FieldValue::Int(value) => Some(value),
        _ => None,
    }
}

fn at(graph: &Graph, node: NodeId, place: Place) -> Option<FieldValue> {
    match place {
        Place::Field(name) => field(graph, node, name),
        Place::Data(_) => None,
    }
}

fn reference(graph: &Graph, node: NodeId, name: &str) -> Option<Raw> {
    match field(graph, node, name)? {
        FieldValue::Reference(value) => Raw::of(value),
        _ => None,
    }
}
