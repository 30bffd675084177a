//! The eight primitive types, and their wrappers.

use super::by_table::read_table;
use super::classes::Classes;
use super::elements;
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{ReadJava, WriteJava, class};
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::Raw;
use crate::jdk::Key;
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
     $read:expr, $bits:expr, $wrapper:ident, $suid:literal, $above:ident,
     $key:expr) => {
        wrapper!($wrapper, $rust, $class, $suid, $above);

        #[doc = concat!("`", $keyword, "` and `", $class, "`")]
        impl ReadJava for $rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                let wrapper: $wrapper = read_table::<Self, _>(input, value)?;
                Ok(wrapper.value)
            }

            fn accepts(input: &In<'_>, value: Raw) -> bool {
                $wrapper::accepts(input, value)
            }

            fn is_element(class: &str) -> Option<bool> {
                $wrapper::is_element(class)
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
                elements::append(bytes, all, |$bytes: [u8; $N]| $read);
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
                bytes.extend_from_slice(&($bits)(*self).to_be_bytes());
            }

            fn write_elements(elements: &[Self], bytes: &mut Vec<u8>) {
                elements::put(elements, bytes, |element: $rust| {
                    ($bits)(element).to_le_bytes()
                });
            }
        }
    };
}

/// The numbers that `valueOf` has one object of each.
fn small(value: i64) -> Option<i64> {
    (-128..=127).contains(&value).then_some(value)
}

primitive!(i8, Byte, "byte", "java.lang.Byte", |value| small(value.into()),
    bytes: 1, i8::from_be_bytes(bytes), |value: i8| value, ByteBox, -7183698231559129828, number, Key::Byte);
primitive!(i16, Short, "short", "java.lang.Short", |value| small(value.into()),
    bytes: 2, i16::from_be_bytes(bytes), |value: i16| value, ShortBox, 7515723908773894738, number, Key::Short);
primitive!(i32, Int, "int", "java.lang.Integer", |value| small(value.into()),
    bytes: 4, i32::from_be_bytes(bytes), |value: i32| value, IntegerBox, 1360826667806852920, number, Key::Int);
primitive!(i64, Long, "long", "java.lang.Long", small,
    bytes: 8, i64::from_be_bytes(bytes), |value: i64| value, LongBox, 4290774380558885855, number, Key::Long);
primitive!(f32, Float, "float", "java.lang.Float", |_| None,
    bytes: 4, f32::from_be_bytes(bytes), float_bits,
    FloatBox, -2671257302660747028, number,
    |value| Key::Float(float_bits(value)));
primitive!(f64, Double, "double", "java.lang.Double", |_| None,
    bytes: 8, f64::from_be_bytes(bytes), double_bits,
    DoubleBox, -9172774392245257468, number,
    |value| Key::Double(double_bits(value)));
primitive!(bool, Boolean, "boolean", "java.lang.Boolean", |value| Some(value.into()),
    bytes: 1, bytes != [0], u8::from, BooleanBox, -3665804199014368530, object, Key::Boolean);
primitive!(u16, Char, "char", "java.lang.Character",
    |value| Some(value.into()).filter(|value| *value <= 127),
    bytes: 2, u16::from_be_bytes(bytes), |value: u16| value, CharacterBox, 3786198910865385080, object, Key::Char);

/// The bits of a `byte`.
impl ReadJava for u8 {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        i8::read(input, value).map(i8::cast_unsigned)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        i8::accepts(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        i8::is_element(class)
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
