//! Which parts of the JSON are open: the decoder's stack, in place of the call stack.

use crate::class::shape::ClassIndex;
use crate::event::FieldType;

/// Something that ends later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    pub(super) inside: Inside,
    /// Whether its text stands in `"more"`.
    pub(super) moved: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Inside {
    /// `{"@object":` and the like, before the new class descriptor or after it.
    Begin,
    /// `{"@desc":`, which ends with the class descriptor.
    Described,
    Object(Object),
    /// An array of objects, of which `left` are still to come.
    Elements {
        length: u32,
        left: u32,
        /// Whether a class keeps its elements in it, and counts them in other fields.
        is_held: bool,
    },
    /// An array of primitives.
    Primitives {
        element: FieldType,
        form: Form,
        length: u32,
        left: u32,
    },
    /// An enum constant, before its name.
    Constant,
    Desc {
        class: ClassIndex,
        part: DescPart,
    },
    Exception,
}

/// An object, whose classes come one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Object {
    pub(super) leaf: ClassIndex,
    /// The class whose data come.
    pub(super) level: ClassIndex,
    /// How many of its fields have come.
    pub(super) fields: u32,
    pub(super) part: Part,
    // What is needed of the class to end this when an exception has made it forgotten.
    /// Whether each class has a JSON object of its own, as there are several.
    pub(super) in_levels: bool,
    /// Whether `"fields"` is an object, and not an array.
    pub(super) by_name: bool,
    /// Whether the elements of the class are counted.
    pub(super) is_counted: bool,
    /// Whether it keeps them in a field.
    pub(super) is_held: bool,
}

/// Which part of a class's data comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing has come.
    Start,
    /// In `"fields"`.
    Fields,
    /// After `"fields"`, or where there are none.
    Behind,
    /// In `"data"`.
    Data,
}

/// Which part of a class descriptor comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DescPart {
    Interfaces,
    Fields,
    /// The type of a field.
    Type(FieldType),
    /// After the fields.
    Behind,
    /// In `"annotation"`.
    Annotation,
    Superclass,
}

/// How the elements of an array of primitives are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Numbers,
    /// Bytes, as a string of hexadecimal digits.
    Hex,
    /// Chars, as a string; it is written at once.
    Text,
}
