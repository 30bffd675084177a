//! A graph from values that come in runs, mostly of a whole input.
//!
//! Indices and places are cut to 32 bits without a check: [`room`](Values::room) and
//! [`may_take`](GraphBuilder::may_take) have seen that they fit.

use super::{GraphBuilder, Open, OpenKind};
use crate::class::shape::ClassIndex;
use crate::graph::{NodeId, Slot};
use crate::parser::{Front, Place, Values};

/// What is left open of the 31 bits of an id: more than one value takes.
const MARGIN: usize = 16;

/// The place of values that wait on the stack: there is no such place among the slots.
const PENDING: Place = Place(u32::MAX);

impl Values for GraphBuilder {
    /// Ids have 31 bits. Places in the bytes are counted by
    /// [`may_take`](GraphBuilder::may_take).
    fn room(&self) -> u64 {
        let ids = usize::try_from(Slot::FIRST_SPECIAL).unwrap_or(usize::MAX);
        let room = ids
            .saturating_sub(self.graph.nodes.len())
            .saturating_sub(MARGIN);
        // A value may take a place for its primitives, besides its own.
        u64::try_from(room).unwrap_or(u64::MAX).min(self.places())
    }

    fn places(&self) -> u64 {
        let used = u64::try_from(self.graph.slots.len()).unwrap_or(u64::MAX);
        u64::from(PENDING.0).saturating_sub(used) / 2
    }

    fn header(&mut self) {
        self.begin(Slot::HEADER);
    }

    fn place(&self) -> Place {
        match self.open.last() {
            Some(Open {
                kind: OpenKind::Placed { next, .. },
                ..
            }) => Place(*next),
            _ => PENDING,
        }
    }

    #[inline(always)]
    fn null(&mut self, at: &mut Place) {
        self.put_in(at, Slot::NULL);
    }

    #[inline(always)]
    fn reference(&mut self, at: &mut Place, index: u32) {
        // The parser knows the handle.
        self.put_in(at, slot_of(index.wrapping_add(self.epoch)));
    }

    #[inline(always)]
    fn string(&mut self, at: &mut Place, text: Front<'_>, length: u16) {
        self.put_next(at);
        let start = self.graph.put_few(text);
        self.graph.nodes.push_string(start, length);
    }

    #[inline(always)]
    fn object(
        &mut self,
        at: &mut Place,
        class: ClassIndex,
        primitives: Front<'_>,
        object_fields: u32,
    ) -> Place {
        let class = class.behind(self.classes_before);
        self.put_next(at);
        let mut count = object_fields;
        if primitives.length > 0 {
            count = count.wrapping_add(1);
        }
        let slots = self.graph.make_places(count);
        let mut own = slots;
        if primitives.length > 0 {
            let place = self.graph.put_few(primitives);
            let _ = self.graph.put_at(&mut own, Slot(place));
        }
        self.graph.nodes.push_object(class, slots, count);
        Place(own)
    }

    #[inline(always)]
    fn array(&mut self, at: &mut Place, class: ClassIndex, length: u32) -> Place {
        let class = class.behind(self.classes_before);
        self.put_next(at);
        let start = self.graph.make_places(length);
        self.graph.nodes.push_array(class, start, length);
        Place(start)
    }

    #[inline(always)]
    fn primitive_array(
        &mut self,
        at: &mut Place,
        class: ClassIndex,
        length: u32,
        elements: Front<'_>,
    ) {
        let class = class.behind(self.classes_before);
        self.put_next(at);
        let start = self.graph.put_few(elements);
        self.graph.nodes.push_array(class, start, length);
    }

    fn move_to(&mut self, place: Place) {
        if let Some(Open {
            kind: OpenKind::Placed { next, .. },
            ..
        }) = self.open.last_mut()
        {
            *next = place.0;
        }
    }

    fn stays_open(&mut self, index: u32, place: Place) {
        let node = NodeId(index.wrapping_add(self.epoch));
        self.open(OpenKind::Placed {
            node,
            next: place.0,
        });
    }

    #[inline(always)]
    fn end(&mut self) {}
}

impl GraphBuilder {
    /// Prepares an empty builder for all that will be read from `input`.
    pub(in crate::graph) fn expect(&mut self, input: &[u8]) {
        if input.len() < 4096 {
            self.pending = Vec::with_capacity(4);
            return;
        }
        // What a stream of objects needs at most, by far. Pages that stay untouched cost
        // nothing, and moving the arenas would double their peak. That of the nodes is larger than
        // all others together: glibc then keeps the memory of one graph for the next, instead
        // of asking the system for each of its pages again.
        self.graph.nodes.reserve(input.len() / 3);
        self.graph.slots.reserve(input.len() / 4);
        self.graph.bytes.reserve(input.len());
        self.pending.reserve(input.len() / 16);
    }

    /// Whether the graph has room for `bytes` more.
    pub(crate) fn may_take(&self, bytes: usize) -> bool {
        let end = self.graph.bytes.len().saturating_add(bytes);
        u32::try_from(end).is_ok_and(|end| end < u32::MAX)
    }

    #[inline(always)]
    fn put_in(&mut self, place: &mut Place, value: Slot) {
        if self.graph.put_at(&mut place.0, value).is_none() {
            self.pending.push(value);
        }
    }

    /// The value is the node that comes next.
    #[inline(always)]
    fn put_next(&mut self, place: &mut Place) {
        self.put_in(place, slot_of(self.graph.nodes.len() as u32));
    }
}

#[inline(always)]
fn slot_of(index: u32) -> Slot {
    Slot(index.wrapping_add(1))
}
