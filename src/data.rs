//! `java.io.DataInput` and `DataOutput`: primitives, and strings with two bytes of length.
//!
//! [`DataInput`] works on every `std::io::Read`, [`DataOutput`] on every
//! `std::io::Write`, an object stream's block data included. [`parse_utf`] and
//! [`push_utf`] are the strings without any I/O.

use std::io::{Read, Write};

use byteorder::{BigEndian, ReadBytesExt, WriteBytesExt};

use crate::codes::MAX_SHORT_STRING;
use crate::error::{Error, ErrorKind, Result, of_utf};
use crate::text::{JavaStr, JavaString};
use crate::wire::primitive::{double_bits, float_bits};

/// Returns the string at the front of `input`, as `writeUTF` wrote it, and how
/// many bytes it took; `None` while some of them are missing.
///
/// # Errors
///
/// [`ErrorKind::Utf`] where `DataInputStream.readUTF` would throw `UTFDataFormatException`.
///
/// # Examples
///
/// ```
/// use javawire::data;
///
/// let (greeting, consumed) = data::parse_utf(b"\0\x05HELLO\0")?.unwrap();
/// assert_eq!(greeting, "HELLO");
/// assert_eq!(consumed, 7);
/// assert!(data::parse_utf(b"\0\x05HELL")?.is_none());
/// # Ok::<(), javawire::Error>(())
/// ```
pub fn parse_utf(input: &[u8]) -> Result<Option<(JavaStr<'_>, usize)>> {
    let Some((length, rest)) = input.split_first_chunk() else {
        return Ok(None);
    };
    let length = usize::from(u16::from_be_bytes(*length));
    let Some(body) = rest.get(..length) else {
        return Ok(None);
    };
    let string = JavaStr::new(body).map_err(|malformed| {
        let start = u64::try_from(malformed.start()).unwrap_or(u64::MAX);
        Error::new(start.saturating_add(2), ErrorKind::Utf(malformed))
    })?;
    Ok(Some((string, length.saturating_add(2))))
}

/// Appends the bytes that `writeUTF` writes for `string`.
///
/// # Errors
///
/// [`ErrorKind::UtfTooLong`] if its encoding has more than 65,535 bytes; nothing is appended then.
pub fn push_utf(out: &mut Vec<u8>, string: JavaStr<'_>) -> Result<()> {
    let length = utf_length(string).map_err(|kind| Error::new(0, kind))?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(string.as_bytes());
    Ok(())
}

/// The length of `string` in two bytes, or the error of one that is longer.
pub(crate) fn utf_length(string: JavaStr<'_>) -> Result<u16, ErrorKind> {
    let length = string.as_bytes().len();
    u16::try_from(length).map_err(|_| ErrorKind::UtfTooLong {
        length,
        abridged: abridge(string),
    })
}

/// The first and last eight characters, as the JDK's message quotes them.
fn abridge(string: JavaStr<'_>) -> String {
    let units: Vec<u16> = string.code_units().collect();
    let head = units.get(..8).unwrap_or(&units);
    let tail = units.get(units.len().saturating_sub(8)..).unwrap_or(&units);
    format!(
        "{}...{}",
        JavaString::from_utf16(head),
        JavaString::from_utf16(tail)
    )
}

/// Reads what a `java.io.DataOutputStream` wrote.
///
/// # Errors
///
/// Every method returns [`ErrorKind::UnexpectedEnd`] where Java throws
/// `EOFException`, and [`ErrorKind::Io`] if reading fails.
///
/// # Examples
///
/// ```
/// use javawire::DataInput;
///
/// let mut input = &b"\0\x05HELLO\xFF\xFF\xFF\xFE"[..];
/// assert_eq!(input.read_utf()?, "HELLO");
/// assert_eq!(input.read_int()?, -2);
/// # Ok::<(), javawire::Error>(())
/// ```
pub trait DataInput: Read {
    /// Returns whether the next byte is not zero.
    fn read_boolean(&mut self) -> Result<bool> {
        self.read_u8()
            .map(|byte| byte != 0)
            .map_err(|error| io_error(error, "a boolean"))
    }

    /// Returns the next byte, signed.
    fn read_byte(&mut self) -> Result<i8> {
        self.read_i8().map_err(|error| io_error(error, "a byte"))
    }

    /// Returns the next byte, unsigned.
    fn read_unsigned_byte(&mut self) -> Result<u8> {
        self.read_u8().map_err(|error| io_error(error, "a byte"))
    }

    /// Returns the next 16 bits, signed.
    fn read_short(&mut self) -> Result<i16> {
        self.read_i16::<BigEndian>()
            .map_err(|error| io_error(error, "a short"))
    }

    /// Returns the next 16 bits, unsigned.
    fn read_unsigned_short(&mut self) -> Result<u16> {
        self.read_u16::<BigEndian>()
            .map_err(|error| io_error(error, "a short"))
    }

    /// Returns the next `char`, a UTF-16 code unit.
    fn read_char(&mut self) -> Result<u16> {
        self.read_u16::<BigEndian>()
            .map_err(|error| io_error(error, "a char"))
    }

    /// Returns the next 32 bits, signed.
    fn read_int(&mut self) -> Result<i32> {
        self.read_i32::<BigEndian>()
            .map_err(|error| io_error(error, "an int"))
    }

    /// Returns the next 64 bits, signed.
    fn read_long(&mut self) -> Result<i64> {
        self.read_i64::<BigEndian>()
            .map_err(|error| io_error(error, "a long"))
    }

    /// Returns the next `float`, NaN payload included.
    fn read_float(&mut self) -> Result<f32> {
        self.read_f32::<BigEndian>()
            .map_err(|error| io_error(error, "a float"))
    }

    /// Returns the next `double`, NaN payload included.
    fn read_double(&mut self) -> Result<f64> {
        self.read_f64::<BigEndian>()
            .map_err(|error| io_error(error, "a double"))
    }

    /// Fills `bytes`.
    fn read_fully(&mut self, bytes: &mut [u8]) -> Result<()> {
        let mut filled = 0_usize;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            let lacks = rest.len();
            match self.read(rest) {
                Ok(0) => {
                    let kind = ErrorKind::UnexpectedEnd { reading: "bytes" };
                    return Err(Error::new(0, kind).lacking(lacks));
                }
                Ok(count) => filled = filled.saturating_add(count),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(io_error(error, "bytes")),
            }
        }
        Ok(())
    }

    /// Returns the next string that `writeUTF` wrote.
    ///
    /// # Errors
    ///
    /// Also [`ErrorKind::Utf`] where Java throws `UTFDataFormatException`.
    fn read_utf(&mut self) -> Result<JavaString> {
        let length = self
            .read_u16::<BigEndian>()
            .map_err(|error| io_error(error, "the length of a string"))?;
        let mut bytes = Vec::new();
        let read = self
            .take(u64::from(length))
            .read_to_end(&mut bytes)
            .map_err(|error| io_error(error, "a string"))?;
        let lacks = usize::from(length).saturating_sub(read);
        if lacks > 0 {
            let reading = "a string";
            let error = Error::new(offset_in_utf(read), ErrorKind::UnexpectedEnd { reading });
            let found = [&length.to_be_bytes()[..], &bytes].concat();
            return Err(error.lacking(lacks).noting(of_utf(&found)));
        }
        JavaString::from_modified_utf8(bytes).map_err(|malformed| {
            Error::new(offset_in_utf(malformed.start()), ErrorKind::Utf(malformed))
        })
    }
}

impl<R: Read + ?Sized> DataInput for R {}

/// Writes what a `java.io.DataInputStream` reads.
///
/// # Errors
///
/// Every method returns [`ErrorKind::Io`] if writing fails.
///
/// # Examples
///
/// ```
/// use javawire::DataOutput;
///
/// let mut output = Vec::new();
/// output.write_utf("HELLO")?;
/// output.write_float(f32::from_bits(0x7F80_0001))?;
/// assert_eq!(output, b"\0\x05HELLO\x7F\xC0\0\0");
/// # Ok::<(), javawire::Error>(())
/// ```
pub trait DataOutput: Write {
    /// Writes one byte, 1 or 0.
    fn write_boolean(&mut self, value: bool) -> Result<()> {
        self.write_u8(u8::from(value)).map_err(write_error)
    }

    /// Writes one byte.
    fn write_byte(&mut self, value: i8) -> Result<()> {
        self.write_i8(value).map_err(write_error)
    }

    /// Writes 16 bits.
    fn write_short(&mut self, value: i16) -> Result<()> {
        self.write_i16::<BigEndian>(value).map_err(write_error)
    }

    /// Writes a `char`, a UTF-16 code unit.
    fn write_char(&mut self, value: u16) -> Result<()> {
        self.write_u16::<BigEndian>(value).map_err(write_error)
    }

    /// Writes 32 bits.
    fn write_int(&mut self, value: i32) -> Result<()> {
        self.write_i32::<BigEndian>(value).map_err(write_error)
    }

    /// Writes 64 bits.
    fn write_long(&mut self, value: i64) -> Result<()> {
        self.write_i64::<BigEndian>(value).map_err(write_error)
    }

    /// Writes a `float`; every NaN as `7FC00000`, as `Float.floatToIntBits` does.
    fn write_float(&mut self, value: f32) -> Result<()> {
        self.write_u32::<BigEndian>(float_bits(value))
            .map_err(write_error)
    }

    /// Writes a `double`; every NaN as `7FF8000000000000`, as `Double.doubleToLongBits` does.
    fn write_double(&mut self, value: f64) -> Result<()> {
        self.write_u64::<BigEndian>(double_bits(value))
            .map_err(write_error)
    }

    /// Writes the low byte of every `char` of `string`.
    fn write_bytes(&mut self, string: impl Into<JavaString>) -> Result<()> {
        let string = string.into();
        let bytes: Vec<u8> = string
            .as_java_str()
            .code_units()
            .map(|unit| unit.to_be_bytes()[1])
            .collect();
        self.write_all(&bytes).map_err(write_error)
    }

    /// Writes every `char` of `string` as 16 bits.
    fn write_chars(&mut self, string: impl Into<JavaString>) -> Result<()> {
        let string = string.into();
        let bytes: Vec<u8> = string
            .as_java_str()
            .code_units()
            .flat_map(u16::to_be_bytes)
            .collect();
        self.write_all(&bytes).map_err(write_error)
    }

    /// Writes a string with two bytes of length, in one write.
    ///
    /// # Errors
    ///
    /// Also [`ErrorKind::UtfTooLong`] if its encoding has more than 65,535 bytes;
    /// nothing is written then.
    fn write_utf(&mut self, string: impl Into<JavaString>) -> Result<()> {
        let mut bytes = Vec::new();
        push_utf(&mut bytes, string.into().as_java_str())?;
        self.write_all(&bytes).map_err(write_error)
    }
}

impl<W: Write + ?Sized> DataOutput for W {}

/// Where a byte of a string's body stands, counted from its length.
fn offset_in_utf(index: usize) -> u64 {
    u64::try_from(index.min(MAX_SHORT_STRING))
        .unwrap_or(0)
        .saturating_add(2)
}

fn io_error(error: std::io::Error, reading: &'static str) -> Error {
    // What is wrong with an object stream has come through `Read` as it is.
    error.downcast().unwrap_or_else(|error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::UnexpectedEof => ErrorKind::UnexpectedEnd { reading },
            _ => ErrorKind::Io(error),
        };
        Error::new(0, kind)
    })
}

fn write_error(error: std::io::Error) -> Error {
    // An object stream says at which of its bytes.
    error
        .downcast()
        .unwrap_or_else(|error| Error::new(0, ErrorKind::Io(error)))
}
