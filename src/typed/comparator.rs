//! What puts the keys of a sorted map or set in order.

use super::fault::not_a;
use super::input::In;
use crate::error::Result;
use crate::graph::{Content, FieldValue, Graph, Node, NodeId, Object, Raw};

/// How many collections may lie in each other.
const MOST_WRAPPERS: usize = 8;

/// The comparator of a collection of the JDK; `None` if it has none.
pub(super) fn comparator(graph: &Graph, node: NodeId) -> Option<NodeId> {
    let mut node = node;
    for _ in 0..MOST_WRAPPERS {
        let Node::Object(object) = graph.node(node)? else {
            return None;
        };
        if let Some(FieldValue::Reference(found)) = object.field("comparator") {
            return found;
        }
        if let Some(found) = of_tree_set(object) {
            return found;
        }
        // What wraps a collection has it in a field.
        if !object
            .class()
            .name()
            .to_string_lossy()
            .starts_with("java.util.")
        {
            return None;
        }
        let inside = |name| match object.field(name) {
            Some(FieldValue::Reference(found)) => found,
            _ => None,
        };
        node = inside("m").or_else(|| inside("c"))?;
    }
    None
}

/// The first object that a `TreeSet` writes; `None` if it is no such set.
fn of_tree_set(object: Object<'_>) -> Option<Option<NodeId>> {
    let mut levels = object.levels();
    let level = levels.find(|level| level.class().name() == "java.util.TreeSet")?;
    level.annotation().find_map(|content| match content {
        Content::Object(found) => Some(found),
        _ => None,
    })
}

/// # Errors
///
/// If a collection has a comparator, which an `M` does not keep.
pub(super) fn refuse<M>(input: &In<'_>, value: Raw) -> Result<()> {
    let graph = input.graph();
    let Some(node) = value.node() else {
        return Ok(());
    };
    match comparator(graph, node) {
        None => Ok(()),
        Some(comparator) => {
            let found = format!(
                "a {} with a comparator, a {}",
                graph.class_told(node),
                graph.class_told(comparator)
            );
            Err(not_a::<M>(found).noting(Some(
                "a typed::Compared<Vec<_>> keeps the comparator, a Vec<_> is read without it",
            )))
        }
    }
}
