//! Class descriptors, and the names of types in them, that a stream has from another graph.
//!
//! In a JVM all objects of a class have one descriptor, and all fields of a type one string with
//! its name. So a stream has each once, whatever graphs the objects come from. Within one graph
//! two descriptors stay two, however alike: they may be those of two class loaders.

use super::GraphWriter;
use super::handles::WireHandles;
use crate::class::shape::ClassIndex;
use crate::event::{ClassFlags, FieldType};
use crate::graph::{ClassDesc, Graph, Slot, Special};
use crate::text::JavaStr;
use std::collections::HashMap;

/// What a stream has of descriptors.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// By all that a descriptor says.
    classes: HashMap<Box<[u8]>, Sent>,
    /// By their text.
    types: HashMap<Box<[u8]>, Sent>,
    /// Bytes of the keys together.
    keys: usize,
}

/// What was sent once.
#[derive(Debug, Clone, Copy)]
struct Sent {
    /// How many handles had been assigned when it was given its own, that one included.
    count: u32,
    /// The graph it came from.
    graph: u64,
}

/// The stream that a graph is written to as a part.
pub(super) struct Stream<'a> {
    described: &'a mut Described,
    graph: u64,
    /// Classes of the graph whose descriptors have been begun.
    pub(super) new: Vec<ClassIndex>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(described: &'a mut Described, graph: u64) -> Self {
        Stream {
            described,
            graph,
            new: Vec::new(),
        }
    }
}

impl Described {
    /// Forgets what was given its handle after this many.
    pub(super) fn forget_after(&mut self, count: u32) {
        let all = [&mut self.classes, &mut self.types];
        for sent in all {
            sent.retain(|_, sent| sent.count <= count);
        }
        let keys = self.classes.keys().chain(self.types.keys());
        self.keys = keys.map(|key| key.len()).fold(0, usize::saturating_add);
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        let entry = size_of::<(Box<[u8]>, Sent)>().saturating_add(1);
        let entries = self
            .classes
            .capacity()
            .saturating_add(self.types.capacity());
        entries.saturating_mul(entry).saturating_add(self.keys)
    }
}

/// The graph that what was written without one is taken for: none has this key.
const NO_GRAPH: u64 = 0;

impl WireHandles {
    /// Whether graphs have described classes.
    pub(crate) fn has_descriptors(&self) -> bool {
        !self.described.classes.is_empty()
    }

    /// The handle of the descriptor that says all this, by how many had been assigned with it.
    pub(crate) fn class_sent(&self, key: &[u8]) -> Option<u32> {
        let sent = self.described.classes.get(key)?;
        (sent.count > self.assigned.epoch).then_some(sent.count)
    }

    /// The same of the name of a type.
    pub(crate) fn type_sent(&self, text: &[u8]) -> Option<u32> {
        let sent = self.described.types.get(text)?;
        (sent.count > self.assigned.epoch).then_some(sent.count)
    }

    /// Tells graphs of a descriptor.
    pub(crate) fn tell_class(&mut self, key: Vec<u8>, count: u32) {
        let length = key.len();
        let graph = NO_GRAPH;
        let known = self
            .described
            .classes
            .insert(key.into(), Sent { count, graph });
        if known.is_none() {
            self.described.keys = self.described.keys.saturating_add(length);
        }
    }

    /// Tells graphs of the name of a type.
    pub(crate) fn tell_type(&mut self, text: &[u8], count: u32) {
        let graph = NO_GRAPH;
        let known = self
            .described
            .types
            .insert(text.into(), Sent { count, graph });
        if known.is_none() {
            self.described.keys = self.described.keys.saturating_add(text.len());
        }
    }
}

/// How many handles had been assigned after what a graph other than this one has sent since
/// `epoch`.
fn sent(table: &HashMap<Box<[u8]>, Sent>, key: &[u8], graph: u64, epoch: u32) -> Option<u32> {
    let sent = table.get(key)?;
    (sent.graph != graph && sent.count > epoch).then_some(sent.count)
}

impl GraphWriter<'_> {
    /// Whether another graph has sent the descriptor of this class. If so, it has its handle here
    /// too.
    pub(super) fn recall(&mut self, class: ClassIndex) -> bool {
        if self.stream.is_none() || !self.graph.classes.is_complete(class) {
            return false;
        }
        // A descriptor is known by its superclass's handle, so from the topmost down.
        let mut chain = Vec::new();
        let mut next = Some(class);
        while let Some(class) = next
            && let Some(desc) = self.graph.class_desc(class)
            && self.handle(desc.key()).is_none()
        {
            chain.push((class, desc.key()));
            next = desc.superclass();
        }
        while let Some((class, node)) = chain.pop() {
            let Some(count) = self.count_of(class) else {
                return false;
            };
            self.written.set(node, count, self.graph);
        }
        true
    }

    fn count_of(&self, class: ClassIndex) -> Option<u32> {
        let stream = self.stream.as_ref()?;
        let table = &stream.described.classes;
        if table.is_empty() {
            return None;
        }
        sent(
            table,
            &self.key_of(class)?,
            stream.graph,
            self.handles.epoch,
        )
    }

    /// `className1` of a field: one string for all descriptors of the stream.
    pub(super) fn type_name(&mut self, name: Slot) {
        let Some((node, text)) = name
            .node()
            .and_then(|node| Some((node, self.graph.text(node)?.as_bytes())))
        else {
            return self.value(name);
        };
        let epoch = self.handles.epoch;
        if let Some(stream) = &self.stream
            && self.written.assigned(node) <= epoch
            && let Some(count) = sent(&stream.described.types, text, stream.graph, epoch)
        {
            self.written.set(node, count, self.graph);
        }
        self.object(node);
        let count = self.written.assigned(node);
        if let Some(Stream {
            described, graph, ..
        }) = &mut self.stream
        {
            let known = described.types.get(text);
            if known.is_none_or(|known| known.count <= epoch) {
                let sent = Sent {
                    count,
                    graph: *graph,
                };
                if described.types.insert(text.into(), sent).is_none() {
                    described.keys = described.keys.saturating_add(text.len());
                }
            }
        }
    }

    /// Takes note of the descriptors that were written, for other graphs.
    pub(super) fn describe(&mut self) {
        let new = self
            .stream
            .as_mut()
            .map(|stream| std::mem::take(&mut stream.new));
        let epoch = self.handles.epoch;
        for class in new.into_iter().flatten() {
            let Some(desc) = self.graph.class_desc(class) else {
                continue;
            };
            let count = self.written.assigned(desc.key());
            // What an exception cut off is not there for others.
            if count <= epoch || !self.graph.classes.is_complete(class) {
                continue;
            }
            let Some(key) = self.key_of(class) else {
                continue;
            };
            if let Some(Stream {
                described, graph, ..
            }) = &mut self.stream
            {
                let length = key.len();
                let sent = Sent {
                    count,
                    graph: *graph,
                };
                let known = described.classes.get(key.as_slice());
                if known.is_none_or(|known| known.count <= epoch)
                    && described.classes.insert(key.into(), sent).is_none()
                {
                    described.keys = described.keys.saturating_add(length);
                }
            }
        }
    }

    /// All that the descriptor of a class says, its superclass by its handle. `None` if its
    /// annotation has objects: whether those are the same is not for us to say.
    fn key_of(&self, class: ClassIndex) -> Option<Vec<u8>> {
        let graph = self.graph;
        let desc = graph.class_desc(class)?;
        let superclass = match desc.superclass() {
            None => 0,
            Some(superclass) => {
                let above = graph.class_desc(superclass)?;
                let count = self.written.assigned(above.key());
                (count > self.handles.epoch).then_some(count)?
            }
        };
        let mut key = key_front(
            superclass,
            desc.suid,
            desc.shape().flags,
            desc.name.as_java_str(),
        );
        put_members(&mut key, graph, desc)?;
        if let Some(Special::List { start, count }) = graph.special(desc.annotation) {
            for &slot in graph.slot_range(start, count) {
                put_content(&mut key, graph, slot)?;
            }
        }
        Some(key)
    }
}

/// What a descriptor says before its interfaces and fields, below a class with this handle.
fn key_front(above: u32, suid: i64, flags: ClassFlags, name: JavaStr<'_>) -> Vec<u8> {
    let mut key = Vec::new();
    key.extend_from_slice(&above.to_be_bytes());
    key.extend_from_slice(&suid.to_be_bytes());
    key.push(flags.0);
    put_part(&mut key, name.as_bytes());
    key
}

/// All that the descriptor of a class without interfaces and annotation says: of each field its
/// type, its name, and of what is no primitive the name of its type.
pub(crate) fn key<'n>(
    above: u32,
    suid: i64,
    flags: ClassFlags,
    name: JavaStr<'_>,
    fields: impl Iterator<Item = (FieldType, JavaStr<'n>, Option<JavaStr<'n>>)>,
) -> Vec<u8> {
    let mut key = key_front(above, suid, flags, name);
    key.push(u8::from(false));
    for (code, name, ty) in fields {
        put_field(&mut key, code, name, ty.map(JavaStr::as_bytes));
    }
    key.push(0);
    key
}

fn put_field(key: &mut Vec<u8>, code: FieldType, name: JavaStr<'_>, ty: Option<&[u8]>) {
    key.push(code.code());
    put_part(key, name.as_bytes());
    if let Some(ty) = ty {
        put_part(key, ty);
    }
}

fn put_members(key: &mut Vec<u8>, graph: &Graph, desc: &ClassDesc) -> Option<()> {
    for interface in desc.interfaces.iter().flatten() {
        key.push(b';');
        put_part(key, interface.as_java_str().as_bytes());
    }
    // A proxy class without interfaces is not a class without a name either.
    key.push(u8::from(desc.interfaces.is_some()));
    for field in &desc.fields {
        let ty = match field.code.width() {
            Some(_) => None,
            None => Some(graph.text(field.type_name.node()?)?.as_bytes()),
        };
        put_field(key, field.code, field.name.as_java_str(), ty);
    }
    key.push(0);
    Some(())
}

/// What an annotation holds, if that can be compared: what `MarshalOutputStream` of RMI writes can.
fn put_content(key: &mut Vec<u8>, graph: &Graph, slot: Slot) -> Option<()> {
    if slot == Slot::NULL {
        key.push(0);
    } else if let Some(node) = slot.node() {
        key.push(1);
        put_part(key, graph.text(node)?.as_bytes());
    } else if let Some(Special::Block { start, length, .. }) = graph.special(slot) {
        key.push(2);
        put_part(key, graph.byte_range(start, usize::try_from(length).ok()?));
    } else {
        return None;
    }
    Some(())
}

fn put_part(key: &mut Vec<u8>, bytes: &[u8]) {
    key.extend_from_slice(&bytes.len().to_be_bytes());
    key.extend_from_slice(bytes);
}
