//! What a stream says, in the order in which it says it.

use crate::codes::{
    BASE_WIRE_HANDLE, SC_BLOCK_DATA, SC_ENUM, SC_EXTERNALIZABLE, SC_SERIALIZABLE, SC_WRITE_METHOD,
};
use crate::text::java_string::JavaStr;

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
    /// They may still come amid the annotation.
    NoFields {
        /// How many of the values since the level began belong to the annotation.
        values: u32,
    },
    /// `TC_ENDBLOCKDATA`: the end of an object or class annotation.
    EndBlockData,
    /// `TC_RESET`; handles start again.
    Reset,
    /// `TC_EXCEPTION`: whatever was open is abandoned, handles start again, the
    /// exception follows, and handles start again after it.
    Exception,
}

/// A handle as it stands on the wire, from `baseWireHandle` upwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(u32);

impl Handle {
    /// Returns the handle with this wire value.
    pub const fn from_wire(wire: u32) -> Self {
        Handle(wire)
    }

    /// Returns the wire value: `0x7E0000` for the first.
    pub const fn wire(self) -> u32 {
        self.0
    }

    /// So many handles there are.
    pub(crate) const COUNT: u64 = u32::MAX as u64 + 1 - BASE_WIRE_HANDLE as u64;

    /// The handle assigned after `index` others.
    pub(crate) fn nth(index: usize) -> Option<Self> {
        u32::try_from(index)
            .ok()?
            .checked_add(BASE_WIRE_HANDLE)
            .map(Handle)
    }

    /// How many handles were assigned before this one; `None` below `baseWireHandle`.
    pub(crate) fn index(self) -> Option<usize> {
        usize::try_from(self.0.checked_sub(BASE_WIRE_HANDLE)?).ok()
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

/// What needs the class descriptor that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Begin {
    /// `TC_OBJECT`
    Object,
    /// `TC_ARRAY`
    Array,
    /// `TC_ENUM`
    Enum,
    /// `TC_CLASS`
    Class,
}

/// Where a class descriptor stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DescForm {
    /// Before the event, after its [`Event::Begin`].
    New,
    /// It was known, and named by a `TC_REFERENCE`.
    Reference,
}

/// The two forms of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringForm {
    /// `TC_STRING`, with two bytes of length.
    Short,
    /// `TC_LONGSTRING`, with eight bytes of length.
    Long,
}

/// The two forms of block data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockForm {
    /// `TC_BLOCKDATA`, with one byte of length.
    Short,
    /// `TC_BLOCKDATALONG`, with four bytes of length.
    Long,
}

/// `classDescFlags`, kept as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClassFlags(pub u8);

impl ClassFlags {
    /// Returns whether `SC_WRITE_METHOD` is set.
    pub const fn has_write_method(self) -> bool {
        self.0 & SC_WRITE_METHOD != 0
    }

    /// Returns whether `SC_SERIALIZABLE` is set.
    pub const fn is_serializable(self) -> bool {
        self.0 & SC_SERIALIZABLE != 0
    }

    /// Returns whether `SC_EXTERNALIZABLE` is set.
    pub const fn is_externalizable(self) -> bool {
        self.0 & SC_EXTERNALIZABLE != 0
    }

    /// Returns whether `SC_BLOCK_DATA` is set.
    pub const fn has_block_data(self) -> bool {
        self.0 & SC_BLOCK_DATA != 0
    }

    /// Returns whether `SC_ENUM` is set.
    pub const fn is_enum(self) -> bool {
        self.0 & SC_ENUM != 0
    }
}

/// The type of a field or array element: `prim_typecode` and `obj_typecode` of
/// the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// `B`
    Byte,
    /// `C`
    Char,
    /// `D`
    Double,
    /// `F`
    Float,
    /// `I`
    Int,
    /// `J`
    Long,
    /// `S`
    Short,
    /// `Z`
    Boolean,
    /// `[`
    Array,
    /// `L`
    Object,
}

impl FieldType {
    /// Returns the type that `code` names, if it names one.
    pub const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            b'B' => FieldType::Byte,
            b'C' => FieldType::Char,
            b'D' => FieldType::Double,
            b'F' => FieldType::Float,
            b'I' => FieldType::Int,
            b'J' => FieldType::Long,
            b'S' => FieldType::Short,
            b'Z' => FieldType::Boolean,
            b'[' => FieldType::Array,
            b'L' => FieldType::Object,
            _ => return None,
        })
    }

    /// The type of the elements, if `class` is the name of an array class: `[I`, `[Ljava.lang.String;`.
    pub(crate) fn of_elements(class: JavaStr<'_>) -> Option<Self> {
        let (element, behind) = match class.as_bytes() {
            [b'[', code, behind @ ..] => (Self::from_code(*code)?, behind),
            _ => return None,
        };
        // Of a primitive type nothing follows.
        (element.width().is_none() || behind.is_empty()).then_some(element)
    }

    /// Returns Java's keyword of a primitive type; `None` for an object or array.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::event::FieldType;
    ///
    /// assert_eq!(FieldType::Long.keyword(), Some("long"));
    /// assert_eq!(FieldType::Object.keyword(), None);
    /// ```
    pub const fn keyword(self) -> Option<&'static str> {
        Some(match self {
            FieldType::Byte => "byte",
            FieldType::Char => "char",
            FieldType::Double => "double",
            FieldType::Float => "float",
            FieldType::Int => "int",
            FieldType::Long => "long",
            FieldType::Short => "short",
            FieldType::Boolean => "boolean",
            FieldType::Array | FieldType::Object => return None,
        })
    }

    /// Returns the byte that names this type on the wire.
    pub const fn code(self) -> u8 {
        match self {
            FieldType::Byte => b'B',
            FieldType::Char => b'C',
            FieldType::Double => b'D',
            FieldType::Float => b'F',
            FieldType::Int => b'I',
            FieldType::Long => b'J',
            FieldType::Short => b'S',
            FieldType::Boolean => b'Z',
            FieldType::Array => b'[',
            FieldType::Object => b'L',
        }
    }

    /// Returns how many bytes a value takes; `None` for objects and arrays.
    pub const fn width(self) -> Option<u8> {
        match self {
            FieldType::Byte | FieldType::Boolean => Some(1),
            FieldType::Char | FieldType::Short => Some(2),
            FieldType::Int | FieldType::Float => Some(4),
            FieldType::Long | FieldType::Double => Some(8),
            FieldType::Array | FieldType::Object => None,
        }
    }
}
