//! What an object stream takes from the graph that it reads into: each object at top level as soon
//! as it ends, block data, the exception that made the writer fail.

use super::GraphBuilder;
#[cfg(feature = "net")]
use super::Open;
use crate::graph::{Graph, NodeId, Slot, Special, Value};

impl GraphBuilder {
    /// The graph of what has ended so far.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// How many items wait at top level, of which none is open.
    pub(crate) fn top_level(&self) -> usize {
        self.pending.len()
    }

    /// The graph of what has ended so far, and so many items of the top level as its contents:
    /// they are taken from there.
    pub(crate) fn take_top_level(&mut self, count: usize) -> &Graph {
        let count = count.min(self.pending.len());
        self.graph.contents = self.pending.drain(..count).collect();
        for open in &mut self.open {
            open.base = open.base.saturating_sub(count);
        }
        &self.graph
    }

    /// How much memory it holds.
    #[cfg(feature = "net")]
    pub(crate) fn memory(&self) -> usize {
        let pending = self.pending.capacity().saturating_mul(size_of::<Slot>());
        let open = self.open.capacity().saturating_mul(size_of::<Open>());
        self.graph
            .memory()
            .saturating_add(pending)
            .saturating_add(open)
            .saturating_add(self.described)
    }

    /// Takes the object just read from the top level, if the last item was one.
    pub(crate) fn take_object(&mut self) -> Option<Value> {
        match self.pending.pop()? {
            Slot::NULL => Some(None),
            slot => slot.node().map(Some),
        }
    }

    /// Takes the exception just read from the top level.
    pub(crate) fn take_exception(&mut self) -> Option<NodeId> {
        let exceptions = self.graph.specials.iter().rev();
        exceptions.into_iter().find_map(|special| match special {
            Special::Exception { value } => value.node(),
            _ => None,
        })
    }

    /// Moves the block data just read from the top level to `block`.
    pub(crate) fn take_block(&mut self, block: &mut Vec<u8>) {
        if let Some(Special::Block { start, length, .. }) = self.graph.specials.last_mut() {
            let from = usize::try_from(*start).unwrap_or(usize::MAX);
            block.extend_from_slice(self.graph.bytes.get(from..).unwrap_or_default());
            self.graph.bytes.truncate(from);
            *length = 0;
        }
        if !self.in_block {
            self.graph.specials.pop();
            self.pending.pop();
        }
    }

    /// Whether more of a long block at top level follows.
    pub(crate) fn is_in_block(&self) -> bool {
        self.in_block && self.is_at_top_level()
    }

    /// Forgets all that was read: the peer has reset the stream.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}
