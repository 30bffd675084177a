//! `prim_typecode` and `obj_typecode`: the types of fields and of elements.

use crate::text::JavaStr;

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
        // Nothing follows a primitive type.
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

    /// The primitive type of this keyword.
    pub(crate) fn from_keyword(keyword: &[u8]) -> Option<Self> {
        const PRIMITIVES: [FieldType; 8] = [
            FieldType::Byte,
            FieldType::Char,
            FieldType::Double,
            FieldType::Float,
            FieldType::Int,
            FieldType::Long,
            FieldType::Short,
            FieldType::Boolean,
        ];
        PRIMITIVES
            .into_iter()
            .find(|code| code.keyword().is_some_and(|it| it.as_bytes() == keyword))
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
