//! Arrays and annotations as a program reads them.

use super::{Class, Content, FieldValue, Value, reference};
use crate::event::FieldType;
use crate::graph::{Graph, Slot};

/// The contents of an annotation, in order.
#[derive(Clone)]
pub struct Annotation<'a> {
    pub(super) graph: &'a Graph,
    pub(super) slots: std::slice::Iter<'a, Slot>,
}

impl<'a> Iterator for Annotation<'a> {
    type Item = Content<'a>;

    fn next(&mut self) -> Option<Content<'a>> {
        let graph = self.graph;
        self.slots.find_map(|slot| graph.content(*slot))
    }
}

/// An array.
#[derive(Debug, Clone, Copy)]
pub struct Array<'a> {
    pub(super) class: Class<'a>,
    pub(super) element: FieldType,
    pub(super) start: u32,
    pub(super) length: u32,
}

impl<'a> Array<'a> {
    /// Returns its class, `[I` for an `int[]`.
    pub fn class(self) -> Class<'a> {
        self.class
    }

    /// Returns the type of its elements.
    pub fn element(self) -> FieldType {
        self.element
    }

    /// Returns how many elements it has.
    pub fn len(self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX)
    }

    /// Returns whether it has no elements.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Returns the elements as they stand on the wire, big-endian; empty for
    /// an array of objects.
    pub fn bytes(self) -> &'a [u8] {
        match self.element.width() {
            Some(width) => {
                let length = self.len().saturating_mul(usize::from(width));
                self.class.graph.byte_range(self.start, length)
            }
            None => &[],
        }
    }

    /// Returns the exception by which the writer gave up in the middle of the elements
    /// (`TC_EXCEPTION`); `None` if it did not.
    pub fn exception(self) -> Option<Value> {
        if self.element.width().is_some() {
            return None;
        }
        let graph = self.class.graph;
        let last = *graph.slot_range(self.start, self.length).last()?;
        graph.exception_at(last)
    }

    /// Returns the elements.
    pub fn elements(self) -> impl Iterator<Item = FieldValue> + 'a {
        let width = self.element.width().map_or(1, usize::from);
        let primitives = self.bytes().chunks_exact(width);
        let slots = match self.element.width() {
            Some(_) => &[],
            None => self.class.graph.slot_range(self.start, self.length),
        };
        let element = self.element;
        primitives
            .filter_map(move |bytes| FieldValue::from_be_bytes(element, bytes))
            .chain(
                slots
                    .iter()
                    .map_while(|slot| reference(*slot))
                    .map(FieldValue::Reference),
            )
    }
}
