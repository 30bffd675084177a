//! What a class descriptor says of the bytes of its objects.

use crate::event::{ClassFlags, FieldType};

/// The index of a class descriptor in its [`Table`](super::table::Table).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ClassIndex(u32);

impl ClassIndex {
    pub(crate) fn new(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(ClassIndex)
    }

    /// The index that is this one in a table where this many classes come before it.
    #[inline]
    pub(crate) fn behind(self, classes: u32) -> ClassIndex {
        ClassIndex(self.0.saturating_add(classes))
    }

    /// The index that [`number`](Self::number) gave.
    #[inline]
    pub(crate) const fn of_number(number: u32) -> Self {
        ClassIndex(number)
    }

    #[inline]
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    #[inline]
    pub(crate) fn get(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What the objects of one class hold at that class's level, apart from superclasses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) flags: ClassFlags,
    /// The type of the elements, if this is the class of an array.
    pub(super) element: Option<FieldType>,
    /// Bytes of all primitive fields together.
    pub(crate) primitive_bytes: u32,
    /// Number of fields that hold objects or arrays.
    pub(crate) object_fields: u32,
}

impl Shape {
    pub(super) fn new(flags: ClassFlags, element: Option<FieldType>) -> Self {
        Shape {
            flags,
            element,
            primitive_bytes: 0,
            object_fields: 0,
        }
    }

    pub(super) fn add_field(&mut self, field: FieldType) {
        match field.width() {
            Some(width) => {
                self.primitive_bytes = self.primitive_bytes.saturating_add(u32::from(width));
            }
            None => self.object_fields = self.object_fields.saturating_add(1),
        }
    }

    /// Whether the class writes itself by `writeExternal`. A record never does, even if it is
    /// `Externalizable`; what shows it is that it has fields all the same.
    pub(crate) fn is_external(self) -> bool {
        self.flags.is_externalizable() && self.primitive_bytes == 0 && self.object_fields == 0
    }

    /// Whether "objectAnnotation" follows the values (`SC_WRITE_METHOD`). The grammar has it for
    /// classes with `SC_SERIALIZABLE` alone; a JVM reads it for all whose objects are not external.
    pub(crate) fn has_annotation(self) -> bool {
        self.flags.has_write_method()
    }

    /// Whether an object has anything of this class besides primitives.
    pub(crate) fn has_objects(self) -> bool {
        self.object_fields > 0 || self.has_annotation()
    }

    /// Whether an object has bytes of this class on the wire.
    pub(super) fn has_data(self) -> bool {
        self.primitive_bytes > 0 || self.has_objects()
    }

    /// How many slots of the graph these values take: one for all the
    /// primitives, one for each object, one for the annotation.
    pub(crate) fn slots(self) -> u32 {
        self.object_fields
            .saturating_add(u32::from(self.primitive_bytes > 0))
            .saturating_add(u32::from(self.has_annotation()))
    }
}
