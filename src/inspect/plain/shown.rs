//! What has been shown of a graph, and how much of it may be shown again.
//!
//! The time it takes to show a node depends on its weight: bytes, fields and elements of its own.
//! Each is shown once for free. What is shared is shown again as long as that stays within a
//! bound, which grows with what was new. So the time that all takes depends on the length of the
//! stream, whatever it shares.

use std::collections::HashMap;

use crate::graph::{Graph, Node, NodeId};

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
    UnderWay(usize),
    /// It waits to be shown under this number, as it was too deep.
    Later(u64),
    /// It is closed, but what waits stands in it.
    Around,
    Done,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    state: State,
    weight: u64,
}

/// What has been shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    nodes: HashMap<NodeId, Entry>,
    /// The weight of all that was new, and of all that was shown again.
    new: u64,
    again: u64,
}

impl Shown {
    pub(super) fn state(&self, node: NodeId) -> Option<State> {
        self.nodes.get(&node).map(|entry| entry.state)
    }

    pub(super) fn set(&mut self, node: NodeId, state: State) {
        if let Some(entry) = self.nodes.get_mut(&node) {
            entry.state = state;
        }
    }

    /// Whether a node may be shown, which is counted. `is_leaf`: nothing stands in it.
    pub(super) fn take(&mut self, graph: &Graph, node: NodeId, is_leaf: bool) -> bool {
        let Some(&entry) = self.nodes.get(&node) else {
            let weight = graph.weight(node).saturating_add(1);
            self.new = self.new.saturating_add(weight);
            let state = State::Done;
            self.nodes.insert(node, Entry { state, weight });
            return true;
        };
        if entry.weight <= SHORT && (is_leaf || is_leaf_node(graph, node)) {
            return true;
        }
        self.afford(entry.weight)
    }

    /// Whether this much may be shown again, which is counted.
    pub(super) fn afford(&mut self, weight: u64) -> bool {
        let again = self.again.saturating_add(weight);
        let is_affordable = again <= self.new.saturating_mul(TIMES).saturating_add(FLOOR);
        if is_affordable {
            self.again = again;
        }
        is_affordable
    }
}

fn is_leaf_node(graph: &Graph, node: NodeId) -> bool {
    matches!(
        graph.node(node),
        Some(Node::String(_) | Node::Enum { .. } | Node::Class(_) | Node::ClassDesc(_))
    )
}
