//! [`JavaStr`]: a `java.lang.String` as it stands on the wire, borrowed.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};

use super::mutf8::{self, CodeUnits, Malformed};

/// A borrowed Java string: bytes known to be modified UTF-8.
///
/// Equality, order and hash are those of the text, as `String.equals` and
/// `String.compareTo` define them: an overlong form equals the short one.
///
/// # Examples
///
/// ```
/// use javawire::JavaStr;
///
/// let phrase = JavaStr::new(b"\xED\xA0\xBD\xED\xB8\x80")?;
/// assert_eq!(phrase.to_str().unwrap(), "😀");
/// assert_eq!(phrase.code_units().collect::<Vec<_>>(), [0xD83D, 0xDE00]);
/// # Ok::<(), javawire::text::mutf8::Malformed>(())
/// ```
#[derive(Clone, Copy)]
pub struct JavaStr<'a> {
    bytes: &'a [u8],
}

impl<'a> JavaStr<'a> {
    /// Returns the string whose modified UTF-8 is `bytes`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] where `java.io.DataInputStream.readUTF` would refuse the bytes.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        mutf8::check(bytes)?;
        Ok(JavaStr { bytes })
    }

    /// For bytes the caller has just checked.
    pub(crate) const fn new_checked(bytes: &'a [u8]) -> Self {
        JavaStr { bytes }
    }

    /// Returns the modified UTF-8 bytes exactly as they came.
    pub const fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Returns whether the string has no characters.
    pub const fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the UTF-16 code units, Java's `char`s.
    pub fn code_units(self) -> CodeUnits<'a> {
        mutf8::code_units(self.bytes)
    }

    /// Returns the code points: characters, or surrogates that stand alone.
    pub fn code_points(self) -> impl Iterator<Item = u32> + 'a {
        char::decode_utf16(self.code_units()).map(|decoded| match decoded {
            Ok(character) => u32::from(character),
            Err(lone) => u32::from(lone.unpaired_surrogate()),
        })
    }

    /// Returns the text, borrowed where its bytes are plain UTF-8 already.
    ///
    /// # Errors
    ///
    /// [`LoneSurrogate`] if half of a surrogate pair stands alone, which no Rust `str` can hold.
    pub fn to_str(self) -> Result<Cow<'a, str>, LoneSurrogate> {
        match self.as_utf8() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.decoded().map(Cow::Owned),
        }
    }

    /// The text, whose bytes are no UTF-8.
    fn decoded(self) -> Result<String, LoneSurrogate> {
        if let Some(text) = mutf8::to_utf8(self.bytes) {
            return Ok(text);
        }
        // Who asks what is wrong with it gets the place.
        let mut text = String::with_capacity(self.bytes.len());
        let mut index = 0_usize;
        for decoded in char::decode_utf16(self.code_units()) {
            let character = decoded.map_err(|lone| LoneSurrogate {
                surrogate: lone.unpaired_surrogate(),
                index,
            })?;
            text.push(character);
            index = index.saturating_add(character.len_utf16());
        }
        Ok(text)
    }

    /// The same, as a text of its own.
    #[inline]
    pub(crate) fn to_string_checked(self) -> Result<String, LoneSurrogate> {
        match self.as_utf8() {
            Some(text) => Ok(text.to_owned()),
            None => self.decoded(),
        }
    }

    /// Returns the text with every lone surrogate replaced by `?`, as a Java
    /// `PrintStream` prints it under UTF-8.
    pub fn to_string_lossy(self) -> Cow<'a, str> {
        if let Some(text) = self.as_utf8() {
            return Cow::Borrowed(text);
        }
        let decoded = char::decode_utf16(self.code_units());
        Cow::Owned(decoded.map(|character| character.unwrap_or('?')).collect())
    }

    /// Returns the text in pieces of at most `most` bytes, or of one character where that is less.
    ///
    /// No piece ends within a character, so each can be converted by itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::JavaString;
    ///
    /// let text = JavaString::from("canción 😀");
    /// let pieces = text.as_java_str().pieces(6);
    /// let pieces: Vec<String> = pieces.map(|piece| piece.to_string()).collect();
    /// assert_eq!(pieces, ["canci", "ón ", "😀"]);
    /// ```
    pub fn pieces(self, most: usize) -> impl Iterator<Item = JavaStr<'a>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let (piece, behind) = rest.split_first_piece(most);
            rest = behind;
            (!piece.is_empty()).then_some(piece)
        })
    }

    /// The first of the [pieces](Self::pieces), and what comes after it.
    pub(crate) fn split_first_piece(self, most: usize) -> (JavaStr<'a>, JavaStr<'a>) {
        // As long as the longest character, a pair of surrogates.
        const LONGEST: usize = 6;

        let mut end = most.max(LONGEST);
        if end < self.bytes.len() {
            while self.bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
                end = end.saturating_sub(1);
            }
            let high = end.saturating_sub(3);
            let is_within_pair = matches!(
                self.bytes.get(high..),
                Some([0xED, 0xA0..=0xAF, _, 0xED, 0xB0..=0xBF, ..])
            );
            if is_within_pair {
                end = high;
            }
        }
        let (piece, behind) = self
            .bytes
            .split_at_checked(end)
            .unwrap_or((self.bytes, &[]));
        (JavaStr::new_checked(piece), JavaStr::new_checked(behind))
    }

    /// The bytes as `str` where the two encodings agree on them. A valid UTF-8
    /// text of valid modified UTF-8 is the same text: what modified UTF-8 adds
    /// (surrogates, overlong forms) UTF-8 refuses.
    fn as_utf8(self) -> Option<&'a str> {
        mutf8::as_utf8(self.bytes)
    }
}

impl PartialEq for JavaStr<'_> {
    fn eq(&self, other: &Self) -> bool {
        // Of ASCII there is one form alone, and most names that differ are that.
        self.bytes == other.bytes
            || !(self.bytes.is_ascii() && other.bytes.is_ascii())
                && self.code_units().eq(other.code_units())
    }
}

impl Eq for JavaStr<'_> {}

impl PartialOrd for JavaStr<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for JavaStr<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code_units().cmp(other.code_units())
    }
}

impl Hash for JavaStr<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for unit in self.code_units() {
            state.write_u16(unit);
        }
        state.write_u8(0xFF);
    }
}

impl PartialEq<str> for JavaStr<'_> {
    fn eq(&self, other: &str) -> bool {
        self.bytes == other.as_bytes()
            || !(self.bytes.is_ascii() && other.is_ascii())
                && self.code_units().eq(other.encode_utf16())
    }
}

impl PartialEq<&str> for JavaStr<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// Prints the text; a lone surrogate prints as `?`, as in Java.
impl fmt::Display for JavaStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_string_lossy())
    }
}

/// Prints the text in quotes, escaped; a lone surrogate as `\u{d800}`.
impl fmt::Debug for JavaStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for decoded in char::decode_utf16(self.code_units()) {
            match decoded {
                Ok(character) => write!(f, "{}", character.escape_debug())?,
                Err(lone) => write!(f, "\\u{{{:x}}}", lone.unpaired_surrogate())?,
            }
        }
        f.write_char('"')
    }
}

/// Half of a surrogate pair where a Rust string was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LoneSurrogate {
    /// The surrogate, U+D800 to U+DFFF.
    pub surrogate: u16,
    /// Its index in UTF-16 code units, Java's `charAt`.
    pub index: usize,
}

impl fmt::Display for LoneSurrogate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "lone surrogate U+{:04X} at index {}",
            self.surrogate, self.index
        )
    }
}

impl std::error::Error for LoneSurrogate {}
