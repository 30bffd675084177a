//! What has been shown of a graph, and how much of it may be shown again.
//!
//! The time it takes to show a node depends on its weight: bytes, fields and elements of its own.
//! Each is shown once for free. What is shared is shown again as long as that stays within a
//! bound, which grows with what was new. So the time that all takes depends on the length of the
//! stream, whatever it shares.

use crate::graph::{Node, NodeId};

/// How much may be shown again in any case.
const FLOOR: u64 = 1 << 20;

/// And how often, on average, what was new.
const TIMES: u64 = 4;

/// Texts of up to this many bytes are never worth replacing by a word.
pub(super) const SHORT: u64 = 64;

/// Where a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is open, in the frame of this number.
    UnderWay(u8),
    /// It waits to be shown under this number, as it was too deep.
    Later(u32),
    /// It is closed, but what waits stands in it.
    Around,
    Done,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    state: State,
    /// 0 if it has not been shown. What is heavier than can be told counts as the heaviest.
    weight: u32,
}

const NEW: Entry = Entry {
    state: State::Done,
    weight: 0,
};

/// What has been shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// By their ids.
    nodes: Vec<Entry>,
    /// The weight of all that was new, and of all that was shown again.
    new: u64,
    again: u64,
    /// All that may be shown, where it is not kept what has been.
    budget: Option<u64>,
}

impl Shown {
    /// For something of which only a beginning is shown: what weighs more in all is not looked at.
    pub(super) fn of_budget(budget: u64) -> Self {
        Shown {
            budget: Some(budget),
            ..Self::default()
        }
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        self.nodes.capacity().saturating_mul(size_of::<Entry>())
    }

    #[inline]
    pub(super) fn state(&self, node: NodeId) -> State {
        let entry = self.nodes.get(node.index());
        entry.map_or(State::Done, |entry| entry.state)
    }

    pub(super) fn set(&mut self, node: NodeId, state: State) {
        if let Some(entry) = self.nodes.get_mut(node.index()) {
            entry.state = state;
        }
    }

    /// Whether a node may be shown, which is counted. `is_leaf`: nothing stands in it.
    pub(super) fn take(&mut self, id: NodeId, node: &Node<'_>, is_leaf: bool) -> bool {
        if self.budget.is_some() {
            return self.afford_node(node);
        }
        let index = id.index();
        if index >= self.nodes.len() {
            self.nodes.resize(index.saturating_add(1), NEW);
        }
        let Some(entry) = self.nodes.get_mut(index) else {
            return false;
        };
        if entry.weight == 0 {
            let weight = node.weight().saturating_add(1);
            entry.weight = u32::try_from(weight).unwrap_or(u32::MAX);
            self.new = self.new.saturating_add(weight);
            return true;
        }
        let weight = u64::from(entry.weight);
        weight <= SHORT && (is_leaf || is_leaf_node(node)) || self.afford(weight)
    }

    /// Whether a node may be looked at within the budget, which is counted.
    pub(super) fn afford_node(&mut self, node: &Node<'_>) -> bool {
        let left = self.budget.unwrap_or(0).saturating_sub(self.again);
        self.afford(node.weight_up_to(left).saturating_add(1))
    }

    /// Whether this much may be shown again, which is counted.
    pub(super) fn afford(&mut self, weight: u64) -> bool {
        let again = self.again.saturating_add(weight);
        let affordable = match self.budget {
            Some(budget) => budget,
            None => self.new.saturating_mul(TIMES).saturating_add(FLOOR),
        };
        let is_affordable = again <= affordable;
        if is_affordable {
            self.again = again;
        }
        is_affordable
    }
}

fn is_leaf_node(node: &Node<'_>) -> bool {
    matches!(
        node,
        Node::String(_) | Node::Enum { .. } | Node::Class(_) | Node::ClassDesc(_)
    )
}
