//! What an exception cut off: the writer failed amid it, and sent what it failed with.

use super::{Graph, Node, NodeId, Slot, Special, Value};

impl Graph {
    /// Takes note of an object that the exception in this special cut off.
    pub(super) fn keep_cut(&mut self, node: NodeId, special: usize) {
        self.tables().cut.insert(node, special);
    }

    /// Whether an exception cut anything off.
    pub(crate) fn has_cut(&self) -> bool {
        let tables = self.tables.as_ref();
        tables.is_some_and(|tables| !tables.cut.is_empty())
    }

    /// The exception that cut an object off, in words; `None` if the object is whole.
    pub(crate) fn cut_by(&self, node: NodeId) -> Option<String> {
        let special = *self.tables.as_ref()?.cut.get(&node)?;
        let exception = match self.specials.get(special) {
            Some(Special::Exception { value }) => value.node(),
            _ => None,
        };
        Some(self.exception_told(exception))
    }

    /// The exception that cut off the first of all that are not whole, in words.
    pub(crate) fn first_cut(&self) -> Option<String> {
        let tables = self.tables.as_ref()?;
        let (first, _) = tables.cut.first_key_value()?;
        self.cut_by(*first)
    }

    /// The exception in a slot, in words; `None` if there is none.
    pub(super) fn exception_in_slot(&self, slot: Slot) -> Option<String> {
        let exception = self.exception_at(slot)?;
        Some(self.exception_told(exception))
    }

    /// An exception as a JVM tells it: its class and its message.
    pub(crate) fn exception_told(&self, exception: Value) -> String {
        let Some(Node::Object(object)) = exception.and_then(|node| self.node(node)) else {
            return "an unknown exception".to_owned();
        };
        let class = object.class().name();
        let message = object.field("detailMessage");
        match message.and_then(|message| self.string(message)) {
            Some(message) => format!("{class}: {message}"),
            None => class.to_string(),
        }
    }
}
