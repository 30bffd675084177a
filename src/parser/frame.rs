//! What is still to be read: the parser's stack, in place of the call stack of
//! a recursive reader.

use super::classes::ClassId;
use crate::event::Begin;

/// One entry of the stack. The one on top says what comes next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Frame {
    /// `magic version`
    StreamHeader,
    /// The rest of a `TC_LONGSTRING`, in bytes.
    LongString { left: u64 },
    /// The rest of a `TC_BLOCKDATALONG`, in bytes.
    LongBlockData { left: u32 },
    /// Primitive values that come as they are, in bytes.
    Primitives { left: u64 },
    /// The rest of the elements of an array of objects.
    Elements { left: u32 },
    /// `classdata[]` of an object whose class is `leaf`.
    ClassData {
        leaf: ClassId,
        level: u32,
        values: Values,
    },
    /// `objectAnnotation`, `externalContents` or the annotation of a class:
    /// contents up to `TC_ENDBLOCKDATA`.
    Annotation,
    /// The contents of an `Externalizable` of protocol version 1.
    UndelimitedExternal { class: ClassId },
    /// `enumConstantName`
    EnumConstantName { begun: bool },
    /// `(Throwable)object` of an exception.
    Exception { begun: bool },
    /// `fields` of a class descriptor.
    Fields { class: ClassId, left: u16 },
    /// `className1` of a field.
    FieldTypeName { begun: bool },
    /// `proxyInterfaceName[]` of a proxy class descriptor.
    ProxyInterfaces { class: ClassId, left: u32 },
    /// `superClassDesc`
    Superclass { class: ClassId },
    /// A class descriptor whose superclass is being described above.
    AwaitSuperclass { class: ClassId },
    /// A new thing whose class descriptor is being described above, or has been.
    AwaitClass {
        begin: Begin,
        class: Option<ClassId>,
    },
}

/// How far the values of one class level are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    /// The level has not been entered.
    Unread,
    /// Its primitive fields are under way or read; so many others are left.
    Objects { left: u32 },
}
