//! What is still to be read: the parser's stack, in place of the call stack of
//! a recursive reader.

use crate::class::shape::ClassIndex;
use crate::event::Begin;

/// One entry of the stack. The one on top says what comes next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// Nothing: the stream was wrong.
    Failed,
    /// The rest of a `TC_LONGSTRING`, in bytes.
    LongString { left: u64 },
    /// The rest of a `TC_BLOCKDATALONG`, in bytes.
    LongBlockData { left: u32 },
    /// Values of primitive fields, or raw external contents, in bytes.
    FieldBytes { left: u32 },
    /// Elements of an array of primitives, in bytes.
    ElementBytes { class: ClassIndex, left: u64 },
    /// The rest of the elements of an array of objects.
    Elements {
        class: ClassIndex,
        length: u32,
        left: u32,
    },
    /// `classdata[]` of an object whose class is `leaf`: all has been read from
    /// the root of its hierarchy down to the class `level`.
    ClassData { leaf: ClassIndex, level: ClassIndex },
    /// The values at `level`, which may be missing.
    MaybeFields { leaf: ClassIndex, level: ClassIndex },
    /// The rest of the fields at `level` that hold objects or arrays.
    ObjectFields {
        leaf: ClassIndex,
        level: ClassIndex,
        left: u32,
    },
    /// The same where they are all the fields, and may still turn out not to be there.
    UnsureFields {
        leaf: ClassIndex,
        level: ClassIndex,
        left: u32,
    },
    /// The place where `objectAnnotation`, `externalContents` or `classAnnotation` begins.
    BeginAnnotation,
    /// Its contents up to `TC_ENDBLOCKDATA`, of which this many objects have been read.
    Annotation { objects: u32 },
    /// The same where the values of the class were missing: `late` bytes of primitive ones may
    /// still come inside it.
    LooseAnnotation { late: u32, objects: u32 },
    /// An `Externalizable`, whose contents are above.
    External { class: ClassIndex },
    /// The contents of an `Externalizable` of protocol version 1.
    UndelimitedExternal { class: ClassIndex },
    /// The place where such contents begin that the caller has registered.
    BeginParts { layout: u16 },
    /// Those contents from `part` on.
    Parts { layout: u16, part: u32 },
    /// `enumConstantName`
    EnumConstantName { class: ClassIndex, begun: bool },
    /// `(Throwable)object` of an exception.
    Exception { begun: bool },
    /// `fields` of a class descriptor.
    Fields { class: ClassIndex, left: u16 },
    /// `className1` of a field.
    FieldTypeName { class: ClassIndex, begun: bool },
    /// `proxyInterfaceName[]` of a proxy class descriptor.
    ProxyInterfaces { class: ClassIndex, left: u32 },
    /// `superClassDesc`
    Superclass { class: ClassIndex },
    /// A class descriptor whose superclass is being described above.
    AwaitSuperclass { class: ClassIndex },
    /// A new thing whose class descriptor is being described above, or has been.
    AwaitClass {
        begin: Begin,
        class: Option<ClassIndex>,
    },
}
