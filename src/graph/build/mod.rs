//! A graph from events, or from values that come in runs.
//!
//! * `mod.rs`: [`GraphBuilder`], and what each event does
//! * `class_desc.rs`: class descriptors
//! * `put.rs`: where each value goes
//! * `values.rs`: whole inputs, and the runs of values in them
//! * `take.rs`: what an object stream takes from the graph while it goes on

mod class_desc;
mod put;
mod take;
mod values;

use std::mem::take;

use super::{ClassIndex, Graph, NodeId, Slot, Special, Stored, full};
use crate::data::utf_length;
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm, ClassFlags, Event, FieldType, Handle};
use crate::parser::Parser;
use crate::text::JavaString;

/// Builds a [`Graph`] from the events of a stream.
///
/// The values of what is open wait on a stack until it ends, unless there were enough bytes for
/// all of them when it began; so the memory depends on what has come, not on what was announced.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    graph: Graph,
    /// The values of everything open that has no places for them; below them, the stream at top level.
    pending: Vec<Slot>,
    open: Vec<Open>,
    /// The node that has the first handle since the last reset.
    epoch: u32,
    /// How many classes there were before the last reset.
    classes_before: u32,
    /// What the descriptor that comes next is for.
    begun: Option<Begin>,
    /// Whether more bytes of the same primitive values follow.
    in_primitives: bool,
    /// Whether more bytes of the same block follow.
    in_block: bool,
    /// How much memory the names of classes, fields and interfaces take.
    described: usize,
    /// For how many values that are only announced places are made at once, if that is bounded.
    announced: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    kind: OpenKind,
    /// Where its values begin among the pending ones.
    base: usize,
}

#[derive(Debug, Clone, Copy)]
enum OpenKind {
    Object {
        node: NodeId,
    },
    Elements {
        node: NodeId,
    },
    /// An object or array whose values have their places, and the next of those.
    Placed {
        node: NodeId,
        next: u32,
    },
    Primitives {
        node: NodeId,
    },
    Enum {
        node: NodeId,
    },
    Desc {
        class: ClassIndex,
        role: Role,
    },
    Annotation,
    Exception {
        special: usize,
    },
}

/// What a class descriptor is for.
#[derive(Debug, Clone, Copy)]
enum Role {
    Class(Begin),
    Superclass,
    Value,
}

impl GraphBuilder {
    /// Returns a builder of an empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a builder of an empty graph that knows what `parser` was told of classes.
    pub(crate) fn of(parser: &Parser) -> Self {
        let mut builder = Self::default();
        for class in parser.fields_not_written() {
            builder.graph.keep_fields_not_written(class.clone());
        }
        builder
    }

    /// Tells the graph what its parser has been told of a class since.
    pub(crate) fn tell_fields_not_written(&mut self, class: &str) {
        self.graph.keep_fields_not_written(JavaString::from(class));
    }

    /// Makes places for no more than `count` values at once before they have come.
    pub(crate) fn announce_at_most(&mut self, count: usize) {
        self.announced = Some(count);
    }

    /// Takes the next event.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the graph is full: 2^31 nodes or 4 GiB of text and primitives.
    /// For events that no parser gave, [`ErrorKind::UtfTooLong`] for a name that the format cannot
    /// hold, and [`ErrorKind::Limit`] for more than 65,535 fields.
    pub fn event(&mut self, event: &Event<'_>) -> Result<(), ErrorKind> {
        match *event {
            Event::StreamHeader => self.begin(Slot::HEADER),
            Event::Reset => self.begin(Slot::RESET),
            Event::Null => self.put(Slot::NULL),
            Event::Reference(handle) => {
                let node = self.node_of(handle)?;
                self.put(Slot::of(node)?);
            }
            Event::String { value, form, .. } => self.put_string(value, form)?,
            // Its place is that of its first chunk.
            Event::LongString { .. } => {
                self.put_value(Stored::String {
                    start: 0,
                    length: 0,
                    long: false,
                })?;
            }
            Event::StringChunk { text, .. } => self.extend_string(text.as_bytes())?,
            Event::Begin(begin) => self.begun = Some(begin),
            Event::Object { class, .. } => self.open_object(class)?,
            Event::Array { class, length, .. } => self.open_array(class, length)?,
            Event::Enum { class, .. } => self.open_constant(class)?,
            Event::Class { class, .. } => {
                let class = self.class_of(class)?;
                self.put_value(Stored::Class { class })?;
            }
            Event::ClassDesc {
                name, suid, flags, ..
            } => {
                utf_length(name)?;
                self.open_desc(name.into(), suid, flags, None)?;
            }
            Event::ProxyClassDesc { .. } => {
                let flags = ClassFlags(crate::codes::SC_SERIALIZABLE);
                self.open_desc(JavaString::default(), 0, flags, Some(Vec::new()))?;
            }
            Event::Field { code, name } => self.put_field(code, name)?,
            Event::ProxyInterface(name) => self.put_interface(name)?,
            Event::Superclass(superclass) => {
                let superclass = superclass.map(|handle| self.class_of(handle)).transpose()?;
                self.set_superclass(superclass);
            }
            Event::Primitives { bytes, last } => self.put_primitives(bytes, last)?,
            Event::BlockData { bytes, form } => self.put_block(bytes, form)?,
            Event::LongBlockData { .. } => {
                self.in_block = true;
                self.put_block(&[], BlockForm::Long)?;
            }
            Event::BlockChunk { bytes, last } => {
                self.in_block = !last;
                self.extend_block(bytes)?;
            }
            Event::Annotation => self.open(OpenKind::Annotation),
            Event::NoFields { values } => self.open_in_place_of_fields(values),
            Event::EndBlockData | Event::End => self.close_one(true)?,
            Event::Exception => self.abandon()?,
        }
        Ok(())
    }

    fn open_object(&mut self, class: Handle) -> Result<(), ErrorKind> {
        let class = self.class_of(class)?;
        let node = self.put_value(Stored::Object {
            class,
            slots: 0,
            count: 0,
        })?;
        self.open(OpenKind::Object { node });
        Ok(())
    }

    fn open_array(&mut self, class: Handle, length: u32) -> Result<(), ErrorKind> {
        let class = self.class_of(class)?;
        let node = self.put_value(Stored::Array {
            class,
            start: 0,
            length,
        })?;
        let element = self
            .graph
            .class_desc(class)
            .and_then(|class| class.element());
        self.open(match element.and_then(FieldType::width) {
            Some(_) => OpenKind::Primitives { node },
            None => OpenKind::Elements { node },
        });
        Ok(())
    }

    fn open_constant(&mut self, class: Handle) -> Result<(), ErrorKind> {
        let class = self.class_of(class)?;
        let node = self.put_value(Stored::Enum {
            class,
            name: Slot::NULL,
            fresh_name: false,
        })?;
        self.open(OpenKind::Enum { node });
        Ok(())
    }

    /// An annotation, to which the last `values` that came as fields belong.
    fn open_in_place_of_fields(&mut self, values: u32) {
        let values = usize::try_from(values).unwrap_or(usize::MAX);
        let base = self.pending.len().saturating_sub(values);
        self.pending.insert(base, Slot::NO_FIELDS);
        self.open.push(Open {
            kind: OpenKind::Annotation,
            base: base.saturating_add(1),
        });
    }

    /// Returns whether nothing is open: the stream stands between two top-level items.
    pub fn is_at_top_level(&self) -> bool {
        self.open.is_empty() && self.begun.is_none()
    }

    /// Returns the graph of the events so far.
    pub fn finish(mut self) -> Graph {
        self.take()
    }

    /// [`finish`](Self::finish), without moving what is large more often than it must be.
    #[inline(always)]
    pub(super) fn take(&mut self) -> Graph {
        self.graph.contents = take(&mut self.pending).into();
        take(&mut self.graph)
    }

    /// Handles start again, after a header or reset.
    #[inline(always)]
    fn begin(&mut self, mark: Slot) {
        self.pending.push(mark);
        self.begin_epoch();
    }

    /// Handles start again.
    #[inline(always)]
    fn begin_epoch(&mut self) {
        // There are no more of them than that.
        self.epoch = self.graph.nodes.len() as u32;
        self.classes_before = self.graph.classes.len() as u32;
    }

    #[inline(always)]
    fn open(&mut self, kind: OpenKind) {
        self.open.push(Open {
            kind,
            base: self.pending.len(),
        });
    }

    /// Ends what was opened last: its values go to their final place.
    fn close_one(&mut self, is_whole: bool) -> Result<(), ErrorKind> {
        let Some(Open { kind, base }) = self.open.pop() else {
            return Ok(());
        };
        match kind {
            OpenKind::Primitives { .. } | OpenKind::Placed { .. } => {}
            OpenKind::Object { node } => {
                let (start, length) = self.settle(base)?;
                if let Some(Stored::Object { class, .. }) = self.graph.stored(node) {
                    let object = Stored::Object {
                        class,
                        slots: start,
                        count: length,
                    };
                    self.graph.nodes.set(node, object);
                }
            }
            OpenKind::Elements { node } => {
                let (place, _) = self.settle(base)?;
                self.place_array(node, place);
            }
            OpenKind::Enum { node } => {
                let constant = self.pending.pop().unwrap_or(Slot::NULL);
                if let Some(Stored::Enum {
                    class, fresh_name, ..
                }) = self.graph.stored(node)
                {
                    let constant = Stored::Enum {
                        class,
                        name: constant,
                        fresh_name,
                    };
                    self.graph.nodes.set(node, constant);
                }
            }
            OpenKind::Annotation => {
                let (start, count) = self.settle(base)?;
                self.put_special(Special::List { start, count })?;
            }
            OpenKind::Desc { class, role } => self.close_desc(class, role, base, is_whole),
            OpenKind::Exception { special } => {
                let object = self.pending.pop().unwrap_or(Slot::NULL);
                if let Some(Special::Exception { value }) = self.graph.specials.get_mut(special) {
                    *value = object;
                }
                self.begin_epoch();
            }
        }
        Ok(())
    }

    /// Moves the values from `base` on to the graph. Where they are, and how many.
    fn settle(&mut self, base: usize) -> Result<(u32, u32), ErrorKind> {
        let values = self.pending.get(base..).unwrap_or_default();
        let count = u32::try_from(values.len()).map_err(|_| full())?;
        let start = self.graph.add_slots(values)?;
        self.pending.truncate(base);
        Ok((start, count))
    }

    /// `TC_EXCEPTION`: everything open stays as it is, and says where it was cut off.
    fn abandon(&mut self) -> Result<(), ErrorKind> {
        let special = self.graph.specials.len();
        self.put_special(Special::Exception { value: Slot::NULL })?;
        while let Some(&Open { kind, base }) = self.open.last() {
            if let OpenKind::Object { node }
            | OpenKind::Elements { node }
            | OpenKind::Placed { node, .. }
            | OpenKind::Primitives { node }
            | OpenKind::Enum { node } = kind
            {
                self.graph.keep_cut(node, special);
            }
            match kind {
                OpenKind::Elements { node } => {
                    let count = self.pending.len().saturating_sub(base);
                    let count = u32::try_from(count).map_err(|_| full())?;
                    self.graph.tables().cut_arrays.insert(node, count);
                }
                OpenKind::Placed { node, next } => self.graph.cut_at(node, next),
                _ => {}
            }
            self.close_one(false)?;
            if let OpenKind::Desc {
                class,
                role: Role::Class(begin),
            } = kind
            {
                self.put_special(Special::Begun { begin, class })?;
            }
        }
        self.begun = None;
        self.begin_epoch();
        self.open(OpenKind::Exception { special });
        Ok(())
    }

    fn node_of(&self, handle: Handle) -> Result<NodeId, ErrorKind> {
        let unknown = || ErrorKind::Handle {
            handle: handle.wire(),
        };
        let index = u32::try_from(handle.index().ok_or_else(unknown)?);
        let index = index.ok().and_then(|index| index.checked_add(self.epoch));
        index.map(NodeId).ok_or_else(unknown)
    }

    fn class_of(&self, handle: Handle) -> Result<ClassIndex, ErrorKind> {
        match self.graph.stored(self.node_of(handle)?) {
            Some(Stored::Desc { class }) => Ok(class),
            _ => Err(ErrorKind::HandleType {
                expected: "a class descriptor",
                handle: handle.wire(),
            }),
        }
    }
}
