//! What a stream says, in the order in which it says it.

use crate::text::JavaStr;
pub use crate::wire::field_type::FieldType;
pub use crate::wire::flags::ClassFlags;
pub use crate::wire::forms::{Begin, BlockForm, DescForm, StringForm};
pub use crate::wire::handle::Handle;

/// One item of a stream.
///
/// The events of a stream, in order, say everything its bytes say, so that the
/// same bytes can be written again from them. A class descriptor that is new
/// comes before the event of the object that needed it, announced by [`Event::Begin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// `STREAM_MAGIC STREAM_VERSION`; handles start again.
    StreamHeader,
    /// `TC_NULL`
    Null,
    /// `TC_REFERENCE`
    Reference(Handle),
    /// `TC_STRING` or `TC_LONGSTRING` of at most 65,535 encoded bytes.
    String {
        /// Its handle.
        handle: Handle,
        /// Its text.
        value: JavaStr<'a>,
        /// Which of the two forms it came in.
        form: StringForm,
    },
    /// `TC_LONGSTRING` of more than 65,535 encoded bytes; its text follows in chunks.
    LongString {
        /// Its handle.
        handle: Handle,
        /// Its length in encoded bytes.
        length: u64,
    },
    /// The next characters of a [`Event::LongString`].
    StringChunk {
        /// The characters: 65,536 encoded bytes, or up to two fewer where a
        /// character would be cut.
        text: JavaStr<'a>,
        /// Whether these are the last.
        last: bool,
    },
    /// `TC_OBJECT`, `TC_ARRAY`, `TC_ENUM` or `TC_CLASS` whose class descriptor
    /// is new: the descriptor comes next, then the event of the thing itself.
    Begin(Begin),
    /// `TC_OBJECT`: the values of its classes follow, the topmost first.
    Object {
        /// Its handle.
        handle: Handle,
        /// The handle of its class descriptor.
        class: Handle,
        /// Where the descriptor stood.
        desc: DescForm,
    },
    /// `TC_ARRAY`: its elements follow.
    Array {
        /// Its handle.
        handle: Handle,
        /// The handle of its class descriptor.
        class: Handle,
        /// Where the descriptor stood.
        desc: DescForm,
        /// The number of elements.
        length: u32,
    },
    /// `TC_ENUM`: the name of the constant follows, a string.
    Enum {
        /// Its handle.
        handle: Handle,
        /// The handle of its class descriptor.
        class: Handle,
        /// Where the descriptor stood.
        desc: DescForm,
    },
    /// `TC_CLASS`
    Class {
        /// Its handle.
        handle: Handle,
        /// The handle of its class descriptor.
        class: Handle,
        /// Where the descriptor stood.
        desc: DescForm,
    },
    /// `TC_CLASSDESC`: its fields follow, then its annotation up to
    /// [`Event::EndBlockData`], then its superclass.
    ClassDesc {
        /// Its handle.
        handle: Handle,
        /// The class, as `Class.getName()` spells it.
        name: JavaStr<'a>,
        /// `serialVersionUID`
        suid: i64,
        /// `classDescFlags`
        flags: ClassFlags,
        /// The number of fields.
        fields: u16,
    },
    /// `TC_PROXYCLASSDESC`: its interfaces follow, then its annotation up to
    /// [`Event::EndBlockData`], then its superclass.
    ProxyClassDesc {
        /// Its handle.
        handle: Handle,
        /// The number of interfaces.
        interfaces: u32,
    },
    /// A field of a class descriptor. Where its type is an object or array, the
    /// name of that type follows: a string or a reference to one.
    Field {
        /// The field's type.
        code: FieldType,
        /// The field's name.
        name: JavaStr<'a>,
    },
    /// An interface of a proxy class.
    ProxyInterface(JavaStr<'a>),
    /// The `superClassDesc` that completes a class descriptor: none, or one known
    /// already. A new one comes as its own [`Event::ClassDesc`] instead.
    Superclass(Option<Handle>),
    /// Values of the primitive fields of one class, or elements of a primitive array.
    Primitives {
        /// The values, big-endian, one after the other; at most 65,536 bytes at a time.
        bytes: &'a [u8],
        /// Whether these are the last of the class or array.
        last: bool,
    },
    /// A `TC_BLOCKDATA` or `TC_BLOCKDATALONG` of at most 65,536 bytes.
    BlockData {
        /// The bytes in the block.
        bytes: &'a [u8],
        /// Which of the two forms it came in.
        form: BlockForm,
    },
    /// `TC_BLOCKDATALONG` of more than 65,536 bytes; they follow in chunks.
    LongBlockData {
        /// How many bytes the block has.
        length: u32,
    },
    /// The next bytes of a [`Event::LongBlockData`], at most 65,536.
    BlockChunk {
        /// The bytes.
        bytes: &'a [u8],
        /// Whether these are the last.
        last: bool,
    },
    /// The place, without bytes of its own, where the annotation of an object
    /// or class, or the contents of an `Externalizable`, begins.
    Annotation,
    /// In place of the values of a class, or of the rest of them: its `writeObject`
    /// did not write them where its descriptor says. Its annotation begins.
    ///
    /// They may still come inside the annotation.
    NoFields {
        /// How many of the values since the level began belong to the annotation.
        values: u32,
    },
    /// `TC_ENDBLOCKDATA`: the end of an object or class annotation, or of external contents.
    EndBlockData,
    /// The place, without bytes of its own, where something ends that an [`Event::Object`],
    /// [`Event::Array`], [`Event::Enum`], [`Event::ClassDesc`], [`Event::ProxyClassDesc`] or
    /// [`Event::Exception`] began, or contents [without an end of their
    /// own](crate::Parser::with_external) that an [`Event::Annotation`] began: what was begun last
    /// ends first.
    ///
    /// It comes at once: no more bytes are needed to see it.
    End,
    /// `TC_RESET`; handles start again.
    Reset,
    /// `TC_EXCEPTION`: whatever was open is abandoned, handles start again, the
    /// exception follows, and handles start again after it.
    Exception,
}
