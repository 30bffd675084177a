//! How values are stored.

use super::{Graph, NodeId, Slot, Special, Stored, full};
use crate::error::ErrorKind;
use crate::parser::Front;

impl Graph {
    /// How much memory it holds, apart from what its class descriptors say and what was made by
    /// hand.
    pub(crate) fn memory(&self) -> usize {
        let slots = self.slots.capacity().saturating_mul(size_of::<Slot>());
        let specials = self
            .specials
            .capacity()
            .saturating_mul(size_of::<Special>());
        let cut = self
            .tables
            .as_ref()
            .map_or(0, |tables| tables.cut_arrays.len());
        // A node of a tree is not full.
        let cut = cut
            .saturating_mul(size_of::<(NodeId, u32)>())
            .saturating_mul(4);
        [
            self.nodes.memory(),
            self.bytes.capacity(),
            self.classes.memory(),
            slots,
            specials,
            cut,
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    pub(super) fn add_node(&mut self, stored: Stored) -> Result<NodeId, ErrorKind> {
        let index = u32::try_from(self.nodes.len()).map_err(|_| full())?;
        self.nodes.push(stored);
        Ok(NodeId(index))
    }

    pub(super) fn add_special(&mut self, special: Special) -> Result<Slot, ErrorKind> {
        let index = u32::try_from(self.specials.len()).map_err(|_| full())?;
        let slot = index.saturating_add(Slot::FIRST_SPECIAL);
        if slot >= Slot::FIRST_CONSTANT {
            return Err(full());
        }
        self.specials.push(special);
        Ok(Slot(slot))
    }

    /// Appends to the bytes. Where they are.
    pub(super) fn add_bytes(&mut self, bytes: &[u8]) -> Result<u32, ErrorKind> {
        let start = self.bytes.len();
        // Below 2^32 − 1, so that no place equals `Slot::NO_FIELDS`.
        if start.saturating_add(bytes.len()) >= usize::try_from(u32::MAX).unwrap_or(usize::MAX) {
            return Err(full());
        }
        self.bytes.extend_from_slice(bytes);
        u32::try_from(start).map_err(|_| full())
    }

    /// Makes places for this many values: the caller knows that there is room. Where they are.
    #[inline(always)]
    pub(super) fn make_places(&mut self, count: u32) -> u32 {
        const FEW: usize = 8;

        let start = self.slots.len();
        let count = count as usize;
        let end = start.wrapping_add(count);
        if count <= FEW {
            // A fixed number needs no loop.
            self.slots.extend_from_slice(&[Slot::NULL; FEW]);
            self.slots.truncate(end);
        } else {
            self.slots.resize(end, Slot::NULL);
        }
        start as u32
    }

    /// Puts a value in its place, if there is such a place, and goes on to the next.
    #[inline(always)]
    pub(super) fn put_at(&mut self, place: &mut u32, value: Slot) -> Option<()> {
        let at = usize::try_from(*place).unwrap_or(usize::MAX);
        *self.slots.get_mut(at)? = value;
        *place = place.wrapping_add(1);
        Some(())
    }

    /// Takes note that an object or array has no values from this place on.
    pub(super) fn cut_at(&mut self, node: NodeId, place: u32) {
        match self.stored(node) {
            Some(Stored::Array { start, .. }) => {
                let count = place.saturating_sub(start);
                self.tables().cut_arrays.insert(node, count);
            }
            Some(Stored::Object { class, slots, .. }) => {
                let count = place.saturating_sub(slots);
                let cut = Stored::Object {
                    class,
                    slots,
                    count,
                };
                self.nodes.set(node, cut);
            }
            _ => {}
        }
    }

    /// Appends bytes that the caller knows to have room. Where they are. If they are few, more are
    /// copied than are kept, for a fixed number of them needs no call.
    #[inline(always)]
    pub(super) fn put_few(&mut self, front: Front<'_>) -> u32 {
        const FEW: usize = 16;

        let Front { input, length } = front;
        let start = self.bytes.len();
        match input.first_chunk::<FEW>() {
            Some(chunk) if length <= FEW => {
                self.bytes.extend_from_slice(chunk);
                self.bytes.truncate(start.wrapping_add(length));
            }
            _ => {
                let bytes = input.get(..length).unwrap_or_default();
                self.bytes.extend_from_slice(bytes);
            }
        }
        start as u32
    }

    /// Appends to the slots. Where they are.
    pub(super) fn add_slots(&mut self, slots: &[Slot]) -> Result<u32, ErrorKind> {
        let start = u32::try_from(self.slots.len()).map_err(|_| full())?;
        u32::try_from(self.slots.len().saturating_add(slots.len())).map_err(|_| full())?;
        self.slots.extend_from_slice(slots);
        Ok(start)
    }
}

impl Slot {
    /// The slot that holds `node`.
    pub(super) fn of(node: NodeId) -> Result<Slot, ErrorKind> {
        match node.0.checked_add(1) {
            Some(slot) if slot < Slot::FIRST_SPECIAL => Ok(Slot(slot)),
            _ => Err(full()),
        }
    }
}
