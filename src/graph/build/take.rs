//! What an object stream takes from the graph that it reads into: each object at top level as soon
//! as it ends, block data, the exception that made the writer fail; and what is there where a
//! stream breaks.

use super::{GraphBuilder, Open, OpenKind, Role};
use crate::error::ErrorKind;
use crate::graph::{Graph, NodeId, Slot, Special, Stored, Value};

impl GraphBuilder {
    /// The graph of what has ended so far.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// How many items wait at top level; none of them is open.
    pub(crate) fn top_level(&self) -> usize {
        self.pending.len()
    }

    /// The graph of what has ended so far, with `count` items of the top level as its contents:
    /// they are taken from there.
    pub(crate) fn take_top_level(&mut self, count: usize) -> &Graph {
        let count = count.min(self.pending.len());
        self.graph.contents = self.pending.drain(..count).collect();
        for open in &mut self.open {
            open.base = open.base.saturating_sub(count);
        }
        &self.graph
    }

    /// The graph of what has ended so far, with the first `count` items of the top level as its
    /// contents: what is under way is left out.
    pub(crate) fn finish_whole(mut self, count: usize) -> Graph {
        self.pending.truncate(count);
        self.take()
    }

    /// How much memory it holds.
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

    /// Forgets all that was read: the peer has reset the stream. What was told of classes still
    /// holds.
    pub(crate) fn forget(&mut self) {
        let graph = self.graph.emptied();
        *self = GraphBuilder {
            graph,
            announced: self.announced,
            ..Self::default()
        };
    }

    /// The graph of a stream that broke: what was open has what came of it. With it, the innermost
    /// object or array that was open. `rest` has come too, but was not enough.
    pub(crate) fn break_off(mut self, rest: &[u8]) -> (Graph, Option<NodeId>) {
        let awaited = rest.len().min(self.awaited_primitives());
        if awaited > 0 {
            let whole = rest.get(..awaited).unwrap_or_default();
            // Only a full graph fails, and then what it has is all there is.
            let _ = self.put_primitives(whole, false);
        }
        let mut innermost = None;
        while let Some(&open) = self.open.last()
            && self.break_one(open).is_ok()
        {
            if let OpenKind::Object { node }
            | OpenKind::Elements { node }
            | OpenKind::Placed { node, .. }
            | OpenKind::Primitives { node } = open.kind
            {
                innermost = innermost.or(Some(node));
            }
        }
        self.begun = None;
        (self.take(), innermost)
    }

    /// How many bytes of primitive values come next.
    fn awaited_primitives(&self) -> usize {
        match self.open.last() {
            Some(&Open {
                kind: OpenKind::Primitives { node },
                ..
            }) => self.missing_elements(node),
            Some(&Open {
                kind: OpenKind::Object { node },
                base,
            }) => {
                let came = self.pending.get(base..).unwrap_or_default();
                if came.contains(&Slot::NO_FIELDS) {
                    return 0;
                }
                self.primitives_behind(node, came.len())
            }
            Some(&Open {
                kind: OpenKind::Placed { node, next },
                ..
            }) => match self.graph.stored(node) {
                Some(Stored::Object { slots, .. }) => {
                    let came = usize::try_from(next.saturating_sub(slots));
                    self.primitives_behind(node, came.unwrap_or(usize::MAX))
                }
                _ => 0,
            },
            _ => 0,
        }
    }

    /// How many bytes of primitive values come next in an object of which so many values have come.
    fn primitives_behind(&self, node: NodeId, came: usize) -> usize {
        let Some(Stored::Object { class, .. }) = self.graph.stored(node) else {
            return 0;
        };
        let classes = &self.graph.classes;
        let mut came = u32::try_from(came).unwrap_or(u32::MAX);
        for level in classes.with_data(class) {
            match classes.shape(level) {
                Some(shape) if came == 0 => {
                    return usize::try_from(shape.primitive_bytes).unwrap_or(0);
                }
                Some(shape) if came >= shape.slots() => {
                    came = came.saturating_sub(shape.slots());
                }
                _ => return 0,
            }
        }
        0
    }

    fn break_one(&mut self, Open { kind, base }: Open) -> Result<(), ErrorKind> {
        let came = self.pending.len().saturating_sub(base);
        match kind {
            OpenKind::Elements { node } => {
                let count = u32::try_from(came).unwrap_or(u32::MAX);
                self.graph.tables().cut_arrays.insert(node, count);
            }
            OpenKind::Placed { node, next } => self.graph.cut_at(node, next),
            OpenKind::Primitives { node } => self.cut_primitives(node),
            // Without its name it is nothing.
            OpenKind::Enum { .. } if came == 0 => {
                self.open.pop();
                if let Some(Open {
                    kind: OpenKind::Placed { next, .. },
                    ..
                }) = self.open.last_mut()
                {
                    *next = next.saturating_sub(1);
                } else {
                    self.pending.pop();
                }
                return Ok(());
            }
            OpenKind::Exception { .. } if came == 0 => {
                self.open.pop();
                return Ok(());
            }
            _ => {}
        }
        self.close_one(false)?;
        match kind {
            OpenKind::Desc {
                class,
                role: Role::Class(begin),
            } => self.put_special(Special::Begun { begin, class }),
            _ => Ok(()),
        }
    }

    /// How many bytes of the elements of an array have not come.
    fn missing_elements(&self, node: NodeId) -> usize {
        let Some((width, length, came)) = self.elements(node) else {
            return 0;
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        length.saturating_mul(width).saturating_sub(came)
    }

    /// How many elements came of an array of primitives that is cut off.
    fn cut_primitives(&mut self, node: NodeId) {
        if let Some((width, _, came)) = self.elements(node) {
            let count = u32::try_from(came.checked_div(width).unwrap_or(0)).unwrap_or(u32::MAX);
            self.graph.tables().cut_arrays.insert(node, count);
        }
    }

    /// For an open array of primitives: how wide its elements are, how many there will be, and how
    /// many bytes of them came.
    fn elements(&self, node: NodeId) -> Option<(usize, u32, usize)> {
        let Some(Stored::Array {
            class,
            start,
            length,
        }) = self.graph.stored(node)
        else {
            return None;
        };
        let width = self.graph.class_desc(class)?.element()?.width()?;
        let came = match self.in_primitives {
            true => self.graph.bytes.len(),
            false => 0,
        };
        let came = came.saturating_sub(usize::try_from(start).unwrap_or(usize::MAX));
        Some((usize::from(width), length, came))
    }
}
