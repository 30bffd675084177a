//! A graph from values that come in runs, mostly of a whole input.
//!
//! Indices and places are cut to 32 bits without a check: [`room`](Values::room) and
//! [`may_take`](GraphBuilder::may_take) have seen that they fit.

use super::{GraphBuilder, Open, OpenKind};
use crate::class::shape::ClassIndex;
use crate::event::BlockForm;
use crate::graph::{NodeId, Slot, Special};
use crate::parser::{Front, Place, Values};

/// What is left open of the 31 bits of an id: more than one value takes.
const MARGIN: usize = 16;

/// How many specials a value may take at most: one for the annotation of each of its classes.
const SPECIALS: usize = 16;

/// The place of values that wait on the stack, if those in front of them are never taken from it:
/// there is no such place among the slots.
const PENDING: Place = Place(u32::MAX);

impl Values for GraphBuilder {
    /// Ids have 31 bits. Places in the bytes are counted by
    /// [`may_take`](GraphBuilder::may_take).
    fn room(&self) -> u64 {
        let ids = |used: usize| {
            let ids = usize::try_from(Slot::FIRST_SPECIAL).unwrap_or(usize::MAX);
            ids.saturating_sub(used).saturating_sub(MARGIN)
        };
        let specials = ids(self.graph.specials.len()) / SPECIALS;
        let room = ids(self.graph.nodes.len()).min(specials);
        // A value may take a place for its primitives, besides its own.
        u64::try_from(room).unwrap_or(u64::MAX).min(self.places())
    }

    /// Places among the slots are counted from the first one on, those of what waits from the last
    /// one down: they must not meet.
    fn places(&self) -> u64 {
        let used = self.graph.slots.len().saturating_add(self.pending.len());
        let used = u64::try_from(used).unwrap_or(u64::MAX);
        let room = u64::from(PENDING.0).saturating_sub(used) / 8;
        match self.announced {
            Some(most) => room.min(u64::try_from(most).unwrap_or(u64::MAX)),
            None => room,
        }
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
        others: u32,
    ) -> Place {
        let class = class.behind(self.classes_before);
        self.put_next(at);
        let mut count = others;
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

    fn level(&mut self, at: &mut Place, primitives: Front<'_>) {
        if primitives.length > 0 {
            let place = self.graph.put_few(primitives);
            self.put_in(at, Slot(place));
        }
    }

    #[inline(always)]
    fn annotation(&mut self) -> Place {
        Place(PENDING.0.wrapping_sub(self.pending.len() as u32))
    }

    #[inline(always)]
    fn block(&mut self, at: &mut Place, bytes: Front<'_>) {
        let start = self.graph.put_few(bytes);
        let block = Special::Block {
            start,
            length: bytes.length as u32,
            form: BlockForm::Short,
        };
        self.put_special_in(at, block);
    }

    #[inline(always)]
    fn end_annotation(&mut self, own: Place, at: &mut Place) {
        let base = base_of(own);
        let start = self.graph.slots.len() as u32;
        let values = self.pending.get(base..).unwrap_or_default();
        let count = values.len() as u32;
        self.graph.slots.extend_from_slice(values);
        self.pending.truncate(base);
        self.put_special_in(at, Special::List { start, count });
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

    fn annotation_stays_open(&mut self, place: Place) {
        self.open.push(Open {
            kind: OpenKind::Annotation,
            base: base_of(place),
        });
    }

    #[inline(always)]
    fn end(&mut self) {}
}

/// Where the values of an annotation begin among the pending ones.
#[inline(always)]
fn base_of(annotation: Place) -> usize {
    PENDING.0.wrapping_sub(annotation.0) as usize
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

    #[inline(always)]
    fn put_special_in(&mut self, place: &mut Place, special: Special) {
        let slot = Slot::FIRST_SPECIAL.wrapping_add(self.graph.specials.len() as u32);
        self.graph.specials.push(special);
        self.put_in(place, Slot(slot));
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
