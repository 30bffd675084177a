//! What a collection holds, for who only looks at it.

use super::comparator::comparator;
use super::groups::{self, Groups};
use super::held::Kind;
use crate::graph::{Graph, NodeId};

/// What is in a collection.
pub(crate) struct Within {
    pub(crate) is_map: bool,
    pub(crate) has_comparator: bool,
    /// The elements; the keys and values of a map in turn.
    pub(crate) items: Vec<Option<NodeId>>,
}

/// Returns what is in a collection that is known.
pub(crate) fn within(graph: &Graph, node: NodeId) -> Option<Within> {
    let items = groups::items(&mut Groups::default(), graph, node)?;
    Some(Within {
        is_map: items.kind == Kind::Map,
        has_comparator: comparator(graph, node).is_some(),
        items: items.map(|item| item.node()).collect(),
    })
}
