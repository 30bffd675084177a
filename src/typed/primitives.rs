//! The eight primitive types, and their wrappers.

use super::classes::Classes;
use super::fault::not_a_node;
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{ReadJava, WriteJava, class};
use crate::codes::{TC_ARRAY, TC_CLASSDESC};
use crate::error::Result;
use crate::event::{Event, FieldType};
use crate::graph::{Raw, RawNode};
use crate::jdk::Key;
use crate::parser::{Parsed, Parser};
use crate::wire::primitive::{double_bits, float_bits};

/// `java.lang.Number` above the wrappers of numbers.
macro_rules! wrapper {
    ($name:ident, $rust:ty, $java:literal, $suid:literal, number) => {
        struct $name {
            value: $rust,
        }
        class! { $name { "java.lang.Number" = -8742448824652078965 {} $java = $suid { value; } } }
    };
    ($name:ident, $rust:ty, $java:literal, $suid:literal, object) => {
        struct $name {
            value: $rust,
        }
        class! { $name { $java = $suid { value; } } }
    };
}

/// A Rust type, and the Java types that it is.
macro_rules! primitive {
    ($rust:ty, $code:ident, $keyword:literal, $class:literal, $kept:expr, $bytes:ident: $N:literal,
     $read:expr, $write:expr, $wrapper:ident, $suid:literal, $above:ident,
     $key:expr) => {
        wrapper!($wrapper, $rust, $class, $suid, $above);

        #[doc = concat!("`", $keyword, "` and `", $class, "`")]
        impl ReadJava for $rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                match $wrapper::read(input, value) {
                    Ok(wrapper) => Ok(wrapper.value),
                    Err(error) if $wrapper::accepts(input, value) => Err(error),
                    Err(_) => Err(not_a_node::<Self>(
                        input.graph(),
                        Some(input.node::<Self>(value)?),
                    )),
                }
            }

            fn accepts(input: &In<'_>, value: Raw) -> bool {
                $wrapper::accepts(input, value)
            }

            fn classes(classes: &mut Classes) {
                $wrapper::classes(classes);
            }

            fn absent() -> Option<Self> {
                Some(Self::default())
            }

            #[inline]
            fn read_primitive(bytes: &[u8]) -> Option<Self> {
                let $bytes: [u8; $N] = *bytes.first_chunk()?;
                Some($read)
            }

            fn push_elements(element: FieldType, bytes: &[u8], all: &mut Vec<Self>) -> bool {
                if element != FieldType::$code {
                    return false;
                }
                let (chunks, _) = bytes.as_chunks::<$N>();
                all.extend(chunks.iter().map(|chunk| {
                    let $bytes = *chunk;
                    $read
                }));
                true
            }
        }

        impl WriteJava for $rust {
            const JAVA: &'static str = $keyword;
            const PRIMITIVE: Option<FieldType> = Some(FieldType::$code);

            fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                let value = *self;
                let kept: fn($rust) -> Option<i64> = $kept;
                let wrapper = $wrapper { value };
                match kept(value) {
                    Some(number) => {
                        out.one_of_a_kind($class, number, |out| wrapper.write(out, $class))
                    }
                    None => wrapper.write(out, $class),
                }
            }

            fn java_key(&self) -> Option<JavaKey> {
                let key: fn($rust) -> Key = $key;
                Some(JavaKey::new(key(*self)))
            }

            #[inline]
            fn write_primitive(&self, bytes: &mut Vec<u8>) {
                let write: fn($rust) -> [u8; $N] = $write;
                bytes.extend_from_slice(&write(*self));
            }

            fn write_elements(elements: &[Self], bytes: &mut Vec<u8>) {
                let write: fn($rust) -> [u8; $N] = $write;
                bytes.extend(elements.iter().flat_map(|element| write(*element)));
            }
        }
    };
}

/// The numbers that `valueOf` has one object of each.
fn small(value: i64) -> Option<i64> {
    (-128..=127).contains(&value).then_some(value)
}

primitive!(i8, Byte, "byte", "java.lang.Byte", |value| small(value.into()),
    bytes: 1, i8::from_be_bytes(bytes), i8::to_be_bytes, ByteBox, -7183698231559129828, number, Key::Byte);
primitive!(i16, Short, "short", "java.lang.Short", |value| small(value.into()),
    bytes: 2, i16::from_be_bytes(bytes), i16::to_be_bytes, ShortBox, 7515723908773894738, number, Key::Short);
primitive!(i32, Int, "int", "java.lang.Integer", |value| small(value.into()),
    bytes: 4, i32::from_be_bytes(bytes), i32::to_be_bytes, IntegerBox, 1360826667806852920, number, Key::Int);
primitive!(i64, Long, "long", "java.lang.Long", small,
    bytes: 8, i64::from_be_bytes(bytes), i64::to_be_bytes, LongBox, 4290774380558885855, number, Key::Long);
primitive!(f32, Float, "float", "java.lang.Float", |_| None,
    bytes: 4, f32::from_be_bytes(bytes), |value| float_bits(value).to_be_bytes(),
    FloatBox, -2671257302660747028, number,
    |value| Key::Float(float_bits(value)));
primitive!(f64, Double, "double", "java.lang.Double", |_| None,
    bytes: 8, f64::from_be_bytes(bytes), |value| double_bits(value).to_be_bytes(),
    DoubleBox, -9172774392245257468, number,
    |value| Key::Double(double_bits(value)));
primitive!(bool, Boolean, "boolean", "java.lang.Boolean", |value| Some(value.into()),
    bytes: 1, bytes != [0], |value| [u8::from(value)], BooleanBox, -3665804199014368530, object, Key::Boolean);
primitive!(u16, Char, "char", "java.lang.Character",
    |value| Some(value.into()).filter(|value| *value <= 127),
    bytes: 2, u16::from_be_bytes(bytes), u16::to_be_bytes, CharacterBox, 3786198910865385080, object, Key::Char);

/// The bits of a `byte`.
impl ReadJava for u8 {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        i8::read(input, value).map(i8::cast_unsigned)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        i8::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        i8::classes(classes);
    }

    fn absent() -> Option<Self> {
        Some(0)
    }

    fn read_primitive(bytes: &[u8]) -> Option<Self> {
        bytes.first().copied()
    }

    fn push_elements(element: FieldType, bytes: &[u8], all: &mut Vec<Self>) -> bool {
        let is_byte = element == FieldType::Byte;
        if is_byte {
            all.extend_from_slice(bytes);
        }
        is_byte
    }
}

impl WriteJava for u8 {
    const JAVA: &'static str = "byte";
    const PRIMITIVE: Option<FieldType> = Some(FieldType::Byte);
    const IS_RAW: bool = true;

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        self.cast_signed().write(out, java)
    }

    fn java_key(&self) -> Option<JavaKey> {
        self.cast_signed().java_key()
    }

    fn write_primitive(&self, bytes: &mut Vec<u8>) {
        bytes.push(*self);
    }

    fn write_elements(elements: &[Self], bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(elements);
    }
}

/// The elements of an array of primitives.
pub(super) fn elements<T: ReadJava>(input: &mut In<'_>, value: Raw) -> Result<Vec<T>> {
    let node = input.node::<Vec<T>>(value)?;
    if let Some(RawNode::Primitives { element, bytes }) = input.graph().raw(node) {
        input.spend(bytes.len())?;
        if let Some(elements) = T::read_elements(element, bytes) {
            return Ok(elements);
        }
    }
    Err(not_a_node::<Vec<T>>(input.graph(), Some(node)))
}

/// Reads a stream that holds an array of primitives and nothing else, from its events: the elements
/// are not copied into a graph first.
pub(super) fn whole_array<T: ReadJava>(stream: &[u8]) -> Option<Result<Vec<T>>> {
    const ARRAY_OF_PRIMITIVES: &[u8] = &[0xAC, 0xED, 0, 5, TC_ARRAY, TC_CLASSDESC, 0, 2, b'['];

    if !stream.starts_with(ARRAY_OF_PRIMITIVES) {
        return None;
    }
    let mut parser = Parser::new();
    let mut rest = stream;
    let mut all = Vec::new();
    let mut element = None;
    let mut announced = None;
    loop {
        let (event, consumed) = match parser.parse(rest, true) {
            Ok(Parsed::Event { event, consumed }) => (event, consumed),
            Ok(Parsed::NeedMore { .. } | Parsed::End) => break,
            Err(error) => return Some(Err(error)),
        };
        match event {
            Event::ClassDesc { name, .. } => element = FieldType::of_elements(name),
            Event::Array { length, .. } if announced.is_none() => announced = Some(length),
            Event::Primitives { bytes, .. } => {
                if !T::push_elements(element?, bytes, &mut all) {
                    return None;
                }
            }
            Event::StreamHeader
            | Event::Begin(_)
            | Event::Annotation
            | Event::EndBlockData
            | Event::Superclass(None)
            | Event::End => {}
            _ => return None,
        }
        rest = rest.get(consumed..).unwrap_or_default();
    }
    let is_whole = usize::try_from(announced?).is_ok_and(|length| length == all.len());
    is_whole.then_some(Ok(all))
}
