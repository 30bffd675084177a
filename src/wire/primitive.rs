//! The eight primitive types as bytes, big-endian, as `DataOutput` writes them.

use super::field_type::FieldType;

/// The bits of the one `float` NaN that `Float.floatToIntBits` knows.
pub(crate) const FLOAT_NAN: u32 = 0x7FC0_0000;

/// The bits of the one `double` NaN that `Double.doubleToLongBits` knows.
pub(crate) const DOUBLE_NAN: u64 = 0x7FF8_0000_0000_0000;

/// The bits that `Float.floatToIntBits` gives, which the JDK writes everywhere.
pub(crate) fn float_bits(value: f32) -> u32 {
    if value.is_nan() {
        FLOAT_NAN
    } else {
        value.to_bits()
    }
}

/// The bits that `Double.doubleToLongBits` gives, which the JDK writes everywhere.
pub(crate) fn double_bits(value: f64) -> u64 {
    if value.is_nan() {
        DOUBLE_NAN
    } else {
        value.to_bits()
    }
}

/// A primitive value as it stands on the wire: every bit is kept, even of a NaN and of a `boolean`
/// that is neither 0 nor 1.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Primitive {
    Byte(i8),
    Char(u16),
    Double(f64),
    Float(f32),
    Int(i32),
    Long(i64),
    Short(i16),
    Boolean(u8),
}

impl Primitive {
    /// Takes the value of this type from the front of `bytes`; `None` if they are too few, or if
    /// the type is none of the eight.
    #[inline(always)]
    pub(crate) fn take(code: FieldType, bytes: &mut &[u8]) -> Option<Self> {
        Some(match code {
            FieldType::Byte => Primitive::Byte(i8::from_be_bytes(first(bytes)?)),
            FieldType::Char => Primitive::Char(u16::from_be_bytes(first(bytes)?)),
            FieldType::Double => Primitive::Double(f64::from_be_bytes(first(bytes)?)),
            FieldType::Float => Primitive::Float(f32::from_be_bytes(first(bytes)?)),
            FieldType::Int => Primitive::Int(i32::from_be_bytes(first(bytes)?)),
            FieldType::Long => Primitive::Long(i64::from_be_bytes(first(bytes)?)),
            FieldType::Short => Primitive::Short(i16::from_be_bytes(first(bytes)?)),
            FieldType::Boolean => Primitive::Boolean(u8::from_be_bytes(first(bytes)?)),
            FieldType::Array | FieldType::Object => return None,
        })
    }

    /// The bytes of the value, and how many they are.
    #[inline]
    pub(crate) fn bytes(self) -> ([u8; 8], usize) {
        fn padded<const N: usize>(bytes: [u8; N]) -> ([u8; 8], usize) {
            let mut all = [0; 8];
            for (place, byte) in all.iter_mut().zip(bytes) {
                *place = byte;
            }
            (all, N)
        }
        match self {
            Primitive::Byte(value) => padded(value.to_be_bytes()),
            Primitive::Char(value) => padded(value.to_be_bytes()),
            Primitive::Double(value) => padded(value.to_be_bytes()),
            Primitive::Float(value) => padded(value.to_be_bytes()),
            Primitive::Int(value) => padded(value.to_be_bytes()),
            Primitive::Long(value) => padded(value.to_be_bytes()),
            Primitive::Short(value) => padded(value.to_be_bytes()),
            Primitive::Boolean(value) => padded([value]),
        }
    }

    /// Appends the bytes of the value.
    #[inline]
    pub(crate) fn put(self, out: &mut Vec<u8>) {
        let (bytes, width) = self.bytes();
        out.extend_from_slice(bytes.get(..width).unwrap_or_default());
    }

    /// The same, as the JDK writes it: with the one NaN that it knows.
    pub(crate) fn canonical(self) -> Self {
        match self {
            Primitive::Double(value) => Primitive::Double(f64::from_bits(double_bits(value))),
            Primitive::Float(value) => Primitive::Float(f32::from_bits(float_bits(value))),
            other => other,
        }
    }
}

#[inline(always)]
fn first<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_put_again() {
        for code in *b"BCDFIJSZ" {
            let code = FieldType::from_code(code).unwrap();
            let width = usize::from(code.width().unwrap());
            for seed in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
                let bytes = [seed; 9];
                let mut rest = &bytes[..];
                let value = Primitive::take(code, &mut rest).unwrap();
                assert_eq!(rest.len(), 9 - width);
                let mut out = Vec::new();
                value.put(&mut out);
                assert_eq!(out, bytes[..width]);
                assert!(Primitive::take(code, &mut &bytes[..width - 1]).is_none());
            }
        }
        assert!(Primitive::take(FieldType::Object, &mut &[0; 8][..]).is_none());
    }

    #[test]
    fn every_nan_is_written_as_one() {
        let mut out = Vec::new();
        let (float, double) = (
            f32::from_bits(0xFFC0_0001),
            f64::from_bits(0x7FF0_0000_0000_0001),
        );
        Primitive::Float(float).canonical().put(&mut out);
        Primitive::Double(double).canonical().put(&mut out);
        assert_eq!(out, b"\x7F\xC0\0\0\x7F\xF8\0\0\0\0\0\0");
    }
}
