//! [`JavaString`]: a `java.lang.String` as it stands on the wire, owned; [`JavaStr`] is borrowed.
//!
//! A Java string is any sequence of UTF-16 code units, so a Rust `str` cannot
//! hold every one of them. Both types here keep the modified UTF-8 bytes that
//! came, unusual forms included, and decode when somebody asks for text.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::JavaStr;
use super::mutf8::{self, Malformed};

/// An owned Java string.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
///
/// let phrase = JavaString::from("hola\0");
/// assert_eq!(phrase.as_java_str().as_bytes(), b"hola\xC0\x80");
/// assert_eq!(phrase, "hola\0");
///
/// let half = JavaString::from_utf16(&[0xD83D]);
/// assert_eq!(half.to_string(), "?");
/// ```
#[derive(Clone, Default)]
pub struct JavaString {
    bytes: Vec<u8>,
}

impl JavaString {
    /// Returns the string of these UTF-16 code units, in the form Java writes.
    pub fn from_utf16(units: &[u16]) -> Self {
        let mut bytes = Vec::with_capacity(units.len());
        for &unit in units {
            mutf8::push_code_unit(&mut bytes, unit);
        }
        JavaString { bytes }
    }

    /// Returns the string whose modified UTF-8 is `bytes`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] where `java.io.DataInputStream.readUTF` would refuse the bytes.
    pub fn from_modified_utf8(bytes: Vec<u8>) -> Result<Self, Malformed> {
        mutf8::check(&bytes)?;
        Ok(JavaString { bytes })
    }

    /// Returns the same string, borrowed.
    pub fn as_java_str(&self) -> JavaStr<'_> {
        JavaStr::new_checked(&self.bytes)
    }

    /// Appends a code point, which may be a surrogate.
    pub fn push_code_point(&mut self, code_point: u32) {
        mutf8::push_code_point(&mut self.bytes, code_point);
    }

    /// For bytes the caller has just checked or made.
    pub(crate) fn from_checked(bytes: Vec<u8>) -> Self {
        JavaString { bytes }
    }

    /// Appends bytes the caller has just checked.
    pub(crate) fn push_checked(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// How much memory it holds.
    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }
}

impl From<&str> for JavaString {
    fn from(text: &str) -> Self {
        JavaString {
            bytes: mutf8::encode(text).into_owned(),
        }
    }
}

impl From<String> for JavaString {
    fn from(text: String) -> Self {
        match mutf8::encode(&text) {
            Cow::Borrowed(_) => JavaString {
                bytes: text.into_bytes(),
            },
            Cow::Owned(bytes) => JavaString { bytes },
        }
    }
}

impl From<JavaStr<'_>> for JavaString {
    fn from(string: JavaStr<'_>) -> Self {
        JavaString {
            bytes: string.as_bytes().to_vec(),
        }
    }
}

impl PartialEq for JavaString {
    fn eq(&self, other: &Self) -> bool {
        self.as_java_str() == other.as_java_str()
    }
}

impl Eq for JavaString {}

impl Hash for JavaString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_java_str().hash(state);
    }
}

impl PartialOrd for JavaString {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for JavaString {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_java_str().cmp(&other.as_java_str())
    }
}

impl PartialEq<str> for JavaString {
    fn eq(&self, other: &str) -> bool {
        self.as_java_str() == *other
    }
}

impl PartialEq<&str> for JavaString {
    fn eq(&self, other: &&str) -> bool {
        self.as_java_str() == **other
    }
}

impl fmt::Display for JavaString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_java_str().fmt(f)
    }
}

impl fmt::Debug for JavaString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_java_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LoneSurrogate;

    #[test]
    fn equality_is_that_of_the_text() {
        let short = JavaStr::new(b"A").unwrap();
        let overlong = JavaStr::new(b"\xC1\x81").unwrap();
        assert_eq!(short, overlong);
        assert_eq!(overlong, "A");
        assert_ne!(short.as_bytes(), overlong.as_bytes());
    }

    #[test]
    fn order_is_by_code_units_as_in_java() {
        let emoji = JavaString::from("\u{1F600}");
        let high_bmp = JavaString::from("\u{FFFD}");
        assert!(emoji < high_bmp);
    }

    #[test]
    fn a_lone_surrogate_is_kept_named_and_printed_as_java_prints_it() {
        let string = JavaString::from_utf16(&[0x61, 0xD800, 0x62]);
        let error = string.as_java_str().to_str().unwrap_err();
        assert_eq!(
            error,
            LoneSurrogate {
                surrogate: 0xD800,
                index: 1
            }
        );
        assert_eq!(string.to_string(), "a?b");
        assert_eq!(format!("{string:?}"), "\"a\\u{d800}b\"");
        assert_eq!(
            string.as_java_str().code_units().collect::<Vec<_>>(),
            [0x61, 0xD800, 0x62]
        );
    }

    #[test]
    fn code_points_join_pairs_and_keep_halves() {
        let string = JavaString::from_utf16(&[0xD801, 0xD801, 0xDC28]);
        assert_eq!(
            string.as_java_str().code_points().collect::<Vec<_>>(),
            [0xD801, 0x1_0428]
        );
    }
}
