//! A graph from values that come in runs, mostly of a whole input.

use super::{GraphBuilder, Kind, Open};
use crate::error::ErrorKind;
use crate::event::Handle;
use crate::graph::{NodeId, Slot, Stored};
use crate::hierarchy::ClassIndex;
use crate::java_string::JavaStr;
use crate::parser::Values;

/// So many values are moved one by one: for fewer a call costs more than it saves.
const FEW: usize = 8;

/// What is left open of the 31 bits of an id: more than one value takes.
const MARGIN: usize = 16;

impl<'a> Values<'a> for GraphBuilder {
    /// Ids have 31 bits, places in the slots 32. Places in the bytes are counted by
    /// [`may_take`](GraphBuilder::may_take).
    fn room(&self) -> u64 {
        let ids = usize::try_from(Slot::FIRST_SPECIAL).unwrap_or(usize::MAX);
        let used = self.graph.nodes.len();
        let slots = self.graph.slots.len().saturating_add(self.pending.len());
        let room = ids
            .saturating_sub(used.max(slots / 2))
            .saturating_sub(MARGIN);
        // A value takes at most two slots, its own and that of its primitives.
        u64::try_from(room / 2).unwrap_or(u64::MAX)
    }

    fn header(&mut self) {
        self.begin(Slot::HEADER);
    }

    #[inline(always)]
    fn null(&mut self) {
        self.pending.push(Slot::NULL);
    }

    #[inline(always)]
    fn reference(&mut self, handle: Handle) {
        // The parser knows the handle.
        let index = handle.index().unwrap_or(0).saturating_add(self.epoch);
        self.pending.push(slot_of(index));
    }

    #[inline(always)]
    fn string(&mut self, text: JavaStr<'a>) {
        let bytes = text.as_bytes();
        let start = self.place(bytes);
        self.add(Stored::String {
            start,
            length: short(bytes.len()),
            long: false,
        });
    }

    #[inline(always)]
    fn object(&mut self, class: ClassIndex, primitives: &'a [u8], object_fields: u32) {
        let class = self.class_at(class);
        let count = u32::from(!primitives.is_empty());
        if object_fields == 0 {
            let slots = short(self.graph.slots.len());
            if count > 0 {
                let place = self.place(primitives);
                self.graph.slots.push(Slot(place));
            }
            self.add(Stored::Object {
                class,
                slots,
                count,
            });
            return;
        }
        let node = self.add(Stored::Object {
            class,
            slots: 0,
            count: 0,
        });
        self.open(Kind::Object { node });
        if count > 0 {
            let place = self.place(primitives);
            self.pending.push(Slot(place));
        }
    }

    #[inline(always)]
    fn array(&mut self, class: ClassIndex, length: u32) {
        let class = self.class_at(class);
        let start = short(self.graph.slots.len());
        let node = self.add(Stored::Array {
            class,
            start,
            length,
        });
        if length > 0 {
            self.open(Kind::Elements { node });
        }
    }

    #[inline(always)]
    fn primitive_array(&mut self, class: ClassIndex, length: u32, elements: &'a [u8]) {
        let class = self.class_at(class);
        let start = self.place(elements);
        self.add(Stored::Array {
            class,
            start,
            length,
        });
    }

    #[inline(always)]
    fn end(&mut self) {
        self.close_values();
    }

    fn close(&mut self) -> Result<(), ErrorKind> {
        self.close_one()
    }
}

impl GraphBuilder {
    /// Prepares an empty builder for all that will be read from `input`. The graph has one copy
    /// of that, in which text and primitive values have their places.
    pub(in crate::graph) fn expect(&mut self, input: &[u8]) {
        if u32::try_from(input.len()).is_ok_and(|length| length < u32::MAX) {
            self.graph.bytes = input.to_vec();
            self.input = Some(input.as_ptr().addr());
        }
        // What a stream of objects needs at most, by far. Pages that stay untouched cost
        // nothing, and moving the arenas would double their peak. That of the nodes is larger than
        // all others together: glibc then keeps the memory of one graph for the next, instead
        // of asking the system for each of its pages again.
        if input.len() >= 4096 {
            self.graph.nodes.reserve(input.len() / 4);
            self.graph.slots.reserve(input.len() / 4);
            self.pending.reserve(input.len() / 16);
        } else {
            self.graph.nodes.reserve(4);
            self.pending = Vec::with_capacity(4);
        }
    }

    /// Whether the places of `bytes` more have room in the graph.
    pub(crate) fn may_take(&self, bytes: usize) -> bool {
        let end = self.graph.bytes.len().saturating_add(bytes);
        self.input.is_some() || u32::try_from(end).is_ok_and(|end| end < u32::MAX)
    }

    /// Returns the place in the graph of bytes of the input, for which there is room.
    #[inline(always)]
    pub(super) fn place(&mut self, bytes: &[u8]) -> u32 {
        let place = match self.input {
            Some(start) => bytes.as_ptr().addr().wrapping_sub(start),
            None => {
                let place = self.graph.bytes.len();
                self.graph.bytes.extend_from_slice(bytes);
                place
            }
        };
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Ends an object or array of which the last value came in a run.
    #[inline(always)]
    fn close_values(&mut self) {
        let Some(Open { kind, base }) = self.open.pop() else {
            return;
        };
        let values = self.pending.get(base..).unwrap_or_default();
        let start = u32::try_from(self.graph.slots.len()).unwrap_or(u32::MAX);
        let all = u32::try_from(values.len()).unwrap_or(u32::MAX);
        if values.len() <= FEW {
            self.graph.slots.reserve(FEW);
            for &value in values {
                self.graph.slots.push(value);
            }
        } else {
            self.graph.slots.extend_from_slice(values);
        }
        self.pending.truncate(base);
        let (Kind::Object { node } | Kind::Elements { node }) = kind else {
            return;
        };
        let stored = match self.graph.nodes.get(node) {
            Some(Stored::Object { class, .. }) => Stored::Object {
                class,
                slots: start,
                count: all,
            },
            Some(Stored::Array { class, length, .. }) => Stored::Array {
                class,
                start,
                length,
            },
            _ => return,
        };
        self.graph.nodes.set(node, stored);
    }

    #[inline(always)]
    fn add(&mut self, stored: Stored) -> NodeId {
        let index = self.graph.nodes.len();
        self.graph.nodes.push(stored);
        self.pending.push(slot_of(index));
        NodeId(short(index))
    }

    /// The class with this number since the last reset.
    #[inline(always)]
    fn class_at(&self, class: ClassIndex) -> ClassIndex {
        class.behind(self.classes_before)
    }
}

#[inline(always)]
fn slot_of(index: usize) -> Slot {
    Slot(short(index).saturating_add(1))
}

/// A number that [`room`](Values::room) has seen to fit.
#[inline(always)]
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
