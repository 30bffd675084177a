//! What is open at this point of a listing, as the parser's rules have it.

use crate::class::shape::ClassIndex;
use crate::event::{FieldType, Handle};

/// Something that an event began, and whose parts come in the events that follow.
#[derive(Debug)]
pub(super) struct Section {
    /// How deep its parts stand.
    pub(super) depth: u32,
    pub(super) rule: Grammar,
}

#[derive(Debug)]
pub(super) enum Grammar {
    /// What waits for its class descriptor, which is new.
    Begun,
    /// `classdata`
    Object(Levels),
    /// The elements of an array.
    Array {
        code: FieldType,
        length: u32,
        /// The index of the next element.
        next: u32,
    },
    /// The name of the constant that has this handle.
    Enum(Handle),
    /// `classDescInfo`
    ClassDesc {
        class: ClassIndex,
        /// What comes next.
        part: DescPart,
    },
    /// Up to `TC_ENDBLOCKDATA`.
    Annotation,
    /// The exception that the writer failed with.
    Exception,
    /// The characters of a long string.
    LongString {
        handle: Handle,
        /// The class, one of whose fields has a type of this name.
        names_type_in: Option<ClassIndex>,
        /// Whether none has come yet.
        is_new: bool,
    },
    /// The bytes of a long block.
    LongBlock,
}

/// The classes of an object, from the topmost that has data downwards.
#[derive(Debug)]
pub(super) struct Levels {
    pub(super) leaf: ClassIndex,
    /// Whether it wrote itself with `writeExternal`, all levels at once.
    pub(super) external: bool,
    /// The class of this level; `None` before the first.
    pub(super) class: Option<ClassIndex>,
    /// The index of the next field.
    pub(super) field: usize,
    /// How many fields there are.
    pub(super) fields: usize,
    /// Whether an annotation is to come.
    pub(super) annotated: bool,
}

/// Which part of a class descriptor comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DescPart {
    /// A field, an interface, or the annotation.
    Member,
    /// The name of the last field's type.
    TypeName,
    Superclass,
}

impl Levels {
    /// Whether nothing is left of this level.
    pub(super) fn is_done(&self) -> bool {
        self.field >= self.fields && !self.annotated
    }
}
