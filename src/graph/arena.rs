//! How nodes and values are stored.

use super::{Graph, NodeId, Slot, Special, Stored, full};
use crate::error::ErrorKind;

impl Graph {
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
