//! A graph to bytes: the same that it was read from.
//!
//! * `mod.rs`: whatever may stand in a stream
//! * `handles.rs`: [`WireHandles`], and which objects have theirs
//! * `values.rs`: fields and elements, most of them in runs
//! * `class_data.rs`: what an object holds of each of its classes
//! * `class_desc.rs`: class descriptors
//! * `phrase.rs`: a lone string
//! * `described.rs`: descriptors that a stream has from another graph

mod class_data;
mod class_desc;
pub(crate) mod described;
mod handles;
mod phrase;
mod values;

use self::described::Stream;
pub(crate) use self::handles::WireHandles;
use self::handles::{Assigned, Written};
use self::values::{Are, Values};
use super::nodes::NodesView;
use super::{Graph, NodeId, Slot, Special, Stored, Value};
use crate::class::shape::ClassIndex;
use crate::codes::{
    MAX_SHORT_STRING, STREAM_HEADER, TC_ENDBLOCKDATA, TC_EXCEPTION, TC_NULL, TC_RESET,
};
use crate::event::{Begin, FieldType, Handle, StringForm};
use crate::text::JavaStr;
use crate::wire::items::{put_block, put_reference, put_string, type_code};

impl Graph {
    /// Returns the bytes of the stream.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write_to(&mut out);
        out
    }

    /// Appends the bytes of the stream to `out`.
    #[inline]
    pub fn write_to(&self, out: &mut Vec<u8>) {
        const BEFORE: usize = STREAM_HEADER.len() + 3;

        // A phrase is all that many conversations ever say.
        match self.phrase() {
            Some(text) => {
                out.reserve(text.as_bytes().len().saturating_add(BEFORE));
                out.extend_from_slice(&STREAM_HEADER);
                put_string(out, text, StringForm::Short);
            }
            None => self.write_all(out),
        }
    }

    fn write_all(&self, out: &mut Vec<u8>) {
        out.reserve(
            self.bytes
                .len()
                .saturating_add(self.slots.len())
                .saturating_add(64),
        );
        let mut assigned = Assigned::default();
        let mut writer = GraphWriter::new(self, out, &mut assigned, Written::default());
        writer.values(Values {
            rest: &self.contents,
            are: Are::TopLevel,
        });
        writer.run();
    }
}

impl WireHandles {
    /// Appends `value` of `graph` as one object of the stream. With `unshared`
    /// it is written anew, and nothing refers to it, not even what it holds itself.
    pub(crate) fn write(&mut self, out: &mut Vec<u8>, graph: &Graph, value: Value, unshared: bool) {
        let key = graph.key.get();
        let written = self.recall(key);
        let mut writer = GraphWriter::new(graph, out, &mut self.assigned, written);
        writer.stream = Some(Stream::new(&mut self.described, **key));
        match value {
            None => writer.value(Slot::NULL),
            Some(node) if unshared => writer.new_object(node, Handles::Unshared),
            Some(node) => writer.object(node),
        }
        writer.run();
        writer.describe();
        let written = writer.written;
        self.remember(key, written);
    }
}

/// Whether what is written gets its handle for others to refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Handles {
    Shared,
    /// As by `writeUnshared`: the handle is used up, and stands for nothing.
    Unshared,
}

/// Writes nodes of a graph. What is begun and not ended waits on a stack of
/// tasks, the next on top.
struct GraphWriter<'a> {
    graph: &'a Graph,
    nodes: NodesView<'a>,
    out: &'a mut Vec<u8>,
    tasks: Vec<Task<'a>>,
    handles: &'a mut Assigned,
    written: Written,
    /// Where the graph is only a part of what is written.
    stream: Option<Stream<'a>>,
}

#[derive(Clone, Copy)]
enum Task<'a> {
    Values(Values<'a>),
    /// The classes of an object from `level` on, whose values begin at `at`.
    ClassData {
        leaf: ClassIndex,
        level: ClassIndex,
        at: u32,
        end: u32,
    },
    EndBlockData,
    Superclass {
        class: ClassIndex,
    },
    /// A node whose class descriptor has been written.
    Create {
        node: NodeId,
        handles: Handles,
    },
    /// The end of an exception.
    Reset,
}

impl<'a> GraphWriter<'a> {
    #[inline(always)]
    fn new(
        graph: &'a Graph,
        out: &'a mut Vec<u8>,
        handles: &'a mut Assigned,
        mut written: Written,
    ) -> Self {
        if written.in_order == 0 {
            written.before = handles.count;
        }
        written.learn(graph);
        GraphWriter {
            graph,
            nodes: graph.nodes.view(),
            out,
            tasks: Vec::new(),
            handles,
            written,
            stream: None,
        }
    }

    fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Values(values) => self.values(values),
                Task::ClassData {
                    leaf,
                    level,
                    at,
                    end,
                } => self.class_data(leaf, level, at, end),
                Task::EndBlockData => self.out.push(TC_ENDBLOCKDATA),
                Task::Superclass { class } => self.superclass(class),
                Task::Create { node, handles } => self.create(node, handles),
                Task::Reset => self.handles.epoch = self.handles.count,
            }
        }
    }

    /// Writes the bytes of a block without its frame, if it is one.
    fn bare_block(&mut self, slot: Slot) -> bool {
        let Some(Special::Block { start, length, .. }) = self.graph.special(slot) else {
            return false;
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.out
            .extend_from_slice(self.graph.byte_range(start, length));
        true
    }

    /// Writes a value, or as much of it as comes before the next task.
    fn value(&mut self, slot: Slot) {
        if let Some(node) = slot.node() {
            return self.object(node);
        }
        if !self.constant(slot)
            && let Some(special) = self.graph.special(slot)
        {
            self.special(special);
        }
    }

    /// Writes null, a reset or a header, if it is one of these.
    #[inline(always)]
    fn constant(&mut self, slot: Slot) -> bool {
        match slot {
            Slot::NULL => {
                self.out.push(TC_NULL);
                return true;
            }
            Slot::RESET => self.out.push(TC_RESET),
            Slot::HEADER => self.out.extend_from_slice(&STREAM_HEADER),
            _ => return false,
        }
        self.handles.epoch = self.handles.count;
        true
    }

    fn object(&mut self, node: NodeId) {
        match self.handle(node) {
            Some(handle) => put_reference(self.out, handle),
            None => self.new_object(node, Handles::Shared),
        }
    }

    fn new_object(&mut self, node: NodeId, handles: Handles) {
        match self.graph.stored(node) {
            Some(Stored::String { .. }) => self.new_string(node, handles),
            Some(Stored::Object { class, .. }) => self.begin(Begin::Object, node, class, handles),
            Some(Stored::Array { class, .. }) => self.begin(Begin::Array, node, class, handles),
            Some(Stored::Enum { class, .. }) => self.begin(Begin::Enum, node, class, handles),
            Some(Stored::Class { class }) => self.begin(Begin::Class, node, class, handles),
            Some(Stored::Desc { class }) => match handles {
                Handles::Shared => self.known_or_new_desc(class),
                Handles::Unshared => self.class_desc(class, handles),
            },
            None => {}
        }
    }

    /// `newString`
    fn new_string(&mut self, node: NodeId, handles: Handles) {
        if let Some(Stored::String {
            start,
            length,
            long,
        }) = self.graph.stored(node)
        {
            let bytes = self
                .graph
                .byte_range(start, usize::try_from(length).unwrap_or(0));
            let short = !long && bytes.len() <= MAX_SHORT_STRING;
            let form = if short {
                StringForm::Short
            } else {
                StringForm::Long
            };
            put_string(self.out, JavaStr::new_checked(bytes), form);
            self.new_handle(node, handles);
        }
    }

    fn begin(&mut self, begin: Begin, node: NodeId, class: ClassIndex, handles: Handles) {
        self.out.push(type_code(begin));
        match self.class_handle(class) {
            Some(handle) => {
                put_reference(self.out, handle);
                self.create(node, handles);
            }
            None => {
                self.tasks.push(Task::Create { node, handles });
                self.class_desc(class, Handles::Shared);
            }
        }
    }

    /// `newHandle` and what follows it.
    fn create(&mut self, node: NodeId, handles: Handles) {
        self.new_handle(node, handles);
        match self.graph.stored(node) {
            Some(Stored::Object {
                class,
                slots,
                count,
            }) if count > 0 => {
                let end = slots.saturating_add(count);
                self.object_data(class, slots, end);
            }
            Some(Stored::Array {
                class,
                start,
                length,
            }) => {
                self.out.extend_from_slice(&length.to_be_bytes());
                let element = self
                    .graph
                    .class_desc(class)
                    .and_then(|class| class.element());
                match element.and_then(FieldType::width) {
                    Some(width) => {
                        let length = usize::try_from(length).unwrap_or(usize::MAX);
                        let bytes = length.saturating_mul(usize::from(width));
                        self.out
                            .extend_from_slice(self.graph.byte_range(start, bytes));
                    }
                    None => {
                        let count = self.graph.element_count(node, length);
                        self.push_values(start, count, Are::Inside);
                    }
                }
            }
            Some(Stored::Enum {
                name, fresh_name, ..
            }) => match name.node() {
                // `ObjectOutputStream` never refers to one that it has written before.
                Some(name) if fresh_name || self.stream.is_some() => {
                    self.new_string(name, Handles::Shared);
                }
                _ => self.value(name),
            },
            _ => {}
        }
    }

    fn push_values(&mut self, at: u32, count: u32, are: Are) {
        let rest = self.graph.slot_range(at, count);
        if !rest.is_empty() {
            self.tasks.push(Task::Values(Values { rest, are }));
        }
    }

    fn special(&mut self, special: Special) {
        match special {
            Special::Block {
                start,
                length,
                form,
            } => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                put_block(self.out, self.graph.byte_range(start, length), form);
            }
            Special::Bytes { start, length } => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                self.out
                    .extend_from_slice(self.graph.byte_range(start, length));
            }
            Special::List { start, count } => self.push_values(start, count, Are::Inside),
            Special::Begun { begin, class } => {
                self.out.push(type_code(begin));
                self.class_desc(class, Handles::Shared);
            }
            Special::Exception { value } => {
                let is_top = |task: &Task<'_>| {
                    matches!(
                        task,
                        Task::Values(Values {
                            are: Are::TopLevel,
                            ..
                        })
                    )
                };
                let kept = self.tasks.first().is_some_and(is_top);
                self.tasks.truncate(usize::from(kept));
                self.out.push(TC_EXCEPTION);
                self.handles.epoch = self.handles.count;
                self.tasks.push(Task::Reset);
                self.value(value);
            }
        }
    }

    #[inline(always)]
    fn assign(&mut self, node: NodeId) {
        self.handles.count = self.handles.count.wrapping_add(1);
        let count = self.handles.count;
        self.written.assign(node, count, self.graph);
    }

    fn new_handle(&mut self, node: NodeId, handles: Handles) {
        match handles {
            Handles::Shared => self.assign(node),
            Handles::Unshared => self.handles.count = self.handles.count.wrapping_add(1),
        }
    }

    /// The handle of a node that has been written since the last reset.
    fn handle(&self, node: NodeId) -> Option<Handle> {
        let assigned = self.written.assigned(node);
        let index = assigned.checked_sub(self.handles.epoch)?.checked_sub(1)?;
        Handle::nth(usize::try_from(index).ok()?)
    }
}
