//! The object whose meaning is asked for, and what may be read of what it refers to.

use std::borrow::Cow;

use super::shown::Shown;
use crate::FieldValue;
use crate::graph::{Annotation, Array, Content, Graph, Node, Object};

/// The longest part of a text that is put together.
const LONGEST: usize = 1024;

/// An object. It counts what is looked into of the nodes that its fields lead to: two objects may
/// share an array, and each then shows all of it.
#[derive(Debug)]
pub(super) struct Source<'a, 'g> {
    pub(super) graph: &'g Graph,
    pub(super) object: Object<'g>,
    pub(super) shown: &'a mut Shown,
}

impl<'g> Source<'_, 'g> {
    pub(super) fn field(&self, name: &str) -> Option<FieldValue> {
        self.object.field(name)
    }

    pub(super) fn int(&self, name: &str) -> Option<i32> {
        match self.field(name)? {
            FieldValue::Int(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn size(&self, name: &str) -> Option<usize> {
        usize::try_from(self.int(name)?).ok()
    }

    pub(super) fn long(&self, name: &str) -> Option<i64> {
        match self.field(name)? {
            FieldValue::Long(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        match self.field(name)? {
            FieldValue::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// A field that holds a string or null. `None` if it holds anything else, or a string too
    /// long to be a part of a text.
    pub(super) fn text_or_null(&mut self, name: &str) -> Option<Option<Cow<'g, str>>> {
        match self.field(name)? {
            FieldValue::Reference(None) => Some(None),
            value => {
                let Node::String(text) = self.take(value)? else {
                    return None;
                };
                if text.as_bytes().len() > LONGEST {
                    return None;
                }
                text.to_str().ok().map(Some)
            }
        }
    }

    pub(super) fn text(&mut self, name: &str) -> Option<Cow<'g, str>> {
        self.text_or_null(name)?
    }

    /// The array that a field holds.
    pub(super) fn array(&mut self, name: &str) -> Option<Array<'g>> {
        let value = self.field(name)?;
        self.array_of(value)
    }

    pub(super) fn array_of(&mut self, value: FieldValue) -> Option<Array<'g>> {
        match self.take(value)? {
            Node::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The object that a field holds.
    pub(super) fn object(&mut self, name: &str) -> Option<Source<'_, 'g>> {
        let value = self.field(name)?;
        self.object_of(value)
    }

    pub(super) fn object_of(&mut self, value: FieldValue) -> Option<Source<'_, 'g>> {
        let Node::Object(object) = self.take(value)? else {
            return None;
        };
        Some(Source {
            graph: self.graph,
            object,
            shown: self.shown,
        })
    }

    fn take(&mut self, value: FieldValue) -> Option<Node<'g>> {
        let FieldValue::Reference(Some(id)) = value else {
            return None;
        };
        let node = self.graph.node(id)?;
        self.shown.take(id, &node, false).then_some(node)
    }

    /// What a class of its hierarchy wrote besides its fields.
    pub(super) fn written(&self, class: &str) -> Option<Annotation<'g>> {
        self.object.annotation(class)
    }

    /// The objects among that, one by one.
    pub(super) fn each_object(
        &self,
        class: &str,
    ) -> Option<impl Iterator<Item = FieldValue> + use<'g>> {
        let objects = self.written(class)?.filter_map(|content| match content {
            Content::Object(value) => Some(FieldValue::Reference(value)),
            _ => None,
        });
        Some(objects)
    }

    /// All of them.
    pub(super) fn objects(&self, class: &str) -> Option<Vec<FieldValue>> {
        Some(self.each_object(class)?.collect())
    }

    /// The primitive data among that.
    pub(super) fn bytes(&self, class: &str) -> Option<Cow<'g, [u8]>> {
        let mut blocks = self.written(class)?.filter_map(|content| match content {
            Content::Block { bytes, .. } => Some(bytes),
            _ => None,
        });
        let mut all = Cow::Borrowed(blocks.next().unwrap_or_default());
        for block in blocks {
            all.to_mut().extend_from_slice(block);
        }
        Some(all)
    }

    /// Whether it is of this very class.
    pub(super) fn is(&self, class: &str) -> bool {
        self.object.class().name() == class
    }
}
