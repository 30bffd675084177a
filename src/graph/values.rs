//! A graph from values that come in runs.

use super::build::{GraphBuilder, Kind};
use super::{ClassIndex, NodeId, Slot, Stored};
use crate::error::ErrorKind;
use crate::event::Handle;
use crate::java_string::JavaStr;
use crate::parser::Values;

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
