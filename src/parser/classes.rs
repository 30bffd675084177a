//! The class descriptors of a stream, as far as the parser must know them.

use crate::event::{FieldType, Handle};
use crate::hierarchy::{ClassIndex, Hierarchy, Shape};
use crate::java_string::JavaString;

#[derive(Debug)]
pub(super) struct Class {
    pub(super) handle: Handle,
    pub(super) name: JavaString,
}

impl Class {
    /// The type of the elements, if this is the class of an array.
    pub(super) fn element(&self) -> Option<FieldType> {
        match self.name.as_java_str().as_bytes() {
            [b'[', code, ..] => FieldType::from_code(*code),
            _ => None,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct ClassTable {
    classes: Vec<Class>,
    pub(super) hierarchy: Hierarchy,
}

impl ClassTable {
    pub(super) fn push(&mut self, class: Class, shape: Shape) {
        self.classes.push(class);
        self.hierarchy.push(shape);
    }

    pub(super) fn get(&self, class: ClassIndex) -> Option<&Class> {
        self.classes.get(class.get())
    }

    pub(super) fn clear(&mut self) {
        self.classes.clear();
        self.hierarchy.clear();
    }
}
