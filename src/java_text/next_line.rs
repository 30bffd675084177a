//! Lines of text as `java.util.Scanner.nextLine` reads them.
//!
//! A line ends at LF, CR, CR LF, U+0085, U+2028 or U+2029; the last line needs
//! no end. Bytes that are not UTF-8 become U+FFFD, in the groups of the JDK's
//! decoder: one for the longest beginning of a character, and, where it differs
//! from Rust's `from_utf8_lossy`, one for a whole surrogate (`ED A0 80`).
//!
//! `Scanner` waits for one more byte when a line ends with CR, since an LF might
//! follow. This does not: the LF is passed over when it comes.

use std::fmt;
use std::io::{self, BufRead};
use std::mem;

use crate::text::JavaString;

/// The default bound on a line, in bytes of modified UTF-8: 16 MiB.
pub const MAX_LINE: usize = 16 << 20;

/// A source of lines: `java.util.Scanner`, as far as `nextLine` goes.
#[derive(Debug)]
pub struct Scanner<R> {
    source: R,
    lines: LineDecoder,
}

impl<R: BufRead> Scanner<R> {
    /// Returns a scanner of UTF-8 that refuses lines of more than `max_line`
    /// bytes of modified UTF-8; [`MAX_LINE`] is a good bound.
    pub fn new(source: R, max_line: usize) -> Self {
        Scanner {
            source,
            lines: LineDecoder::new(max_line),
        }
    }

    /// Returns the next line, without its end.
    ///
    /// Returns as soon as the end of the line has been read, and leaves what
    /// follows in the source.
    ///
    /// # Errors
    ///
    /// [`NextLineError::NoLine`] at the end of the source,
    /// [`NextLineError::TooLong`] as soon as the line passes the bound, and
    /// [`NextLineError::Io`] if the source fails. (Java takes a failure for the
    /// end of the source.)
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::java_text::next_line::{MAX_LINE, NextLineError, Scanner};
    ///
    /// let mut scanner = Scanner::new(&b"una frase\r\notra"[..], MAX_LINE);
    /// assert_eq!(scanner.next_line()?, "una frase");
    /// assert_eq!(scanner.next_line()?, "otra");
    /// assert!(matches!(scanner.next_line(), Err(NextLineError::NoLine)));
    /// # Ok::<(), NextLineError>(())
    /// ```
    pub fn next_line(&mut self) -> Result<JavaString, NextLineError> {
        loop {
            let bytes = match self.source.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(NextLineError::Io(error)),
            };
            if bytes.is_empty() {
                return self.lines.finish()?.ok_or(NextLineError::NoLine);
            }
            let (consumed, line) = self.lines.push(bytes)?;
            self.source.consume(consumed);
            if let Some(line) = line {
                return Ok(line);
            }
        }
    }
}

impl<R> Scanner<R> {
    /// Returns whether bytes that are not UTF-8 have become U+FFFD in the lines so far.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::java_text::next_line::{MAX_LINE, Scanner};
    ///
    /// let mut latin = Scanner::new(&b"ma\xF1ana\n"[..], MAX_LINE);
    /// assert_eq!(latin.next_line()?, "ma\u{FFFD}ana");
    /// assert!(latin.has_replaced());
    /// # Ok::<(), javawire::java_text::next_line::NextLineError>(())
    /// ```
    pub fn has_replaced(&self) -> bool {
        self.lines.has_replaced()
    }
}

/// The lines of bytes that come in pieces, without input of its own.
#[derive(Debug)]
pub struct LineDecoder {
    max_line: usize,
    line: JavaString,
    cut: Partial,
    after_cr: bool,
    too_long: bool,
    has_replaced: bool,
}

impl LineDecoder {
    /// Returns a decoder that refuses lines of more than `max_line` bytes of
    /// modified UTF-8.
    pub fn new(max_line: usize) -> Self {
        LineDecoder {
            max_line,
            line: JavaString::default(),
            cut: Partial::default(),
            after_cr: false,
            too_long: false,
            has_replaced: false,
        }
    }

    /// Returns whether bytes that are not UTF-8 have become U+FFFD so far.
    pub fn has_replaced(&self) -> bool {
        self.has_replaced
    }

    /// Takes in bytes up to the end of a line; returns how many it took, and the
    /// line if it has ended. Without a line, it has taken all of them.
    ///
    /// # Errors
    ///
    /// [`LineTooLong`]; then the decoder is of no further use, and says so again.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::java_text::next_line::{LineDecoder, MAX_LINE};
    ///
    /// let mut lines = LineDecoder::new(MAX_LINE);
    /// assert_eq!(lines.push(b"una ")?, (4, None));
    /// assert_eq!(lines.push(b"frase\notra")?, (6, Some("una frase".into())));
    /// # Ok::<(), javawire::java_text::next_line::LineTooLong>(())
    /// ```
    pub fn push(&mut self, bytes: &[u8]) -> Result<(usize, Option<JavaString>), LineTooLong> {
        let mut rest = bytes;
        while let Some(&byte) = rest.first() {
            if !self.cut.is_empty() || !is_plain(byte) {
                let step = self.cut.step(byte);
                if step.takes_byte {
                    rest = rest.get(1..).unwrap_or_default();
                }
                self.has_replaced |= step.is_malformed;
                match step.character {
                    Some('\n') if mem::take(&mut self.after_cr) => {}
                    Some(end @ ('\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')) => {
                        self.after_cr = end == '\r';
                        let line = self.take()?;
                        return Ok((bytes.len().saturating_sub(rest.len()), Some(line)));
                    }
                    Some(character) => {
                        self.append(|line| line.push_code_point(character.into()))?;
                    }
                    None => self.after_cr = false,
                }
            } else {
                let run = rest.iter().take_while(|byte| is_plain(**byte)).count();
                let (plain, after) = rest.split_at(run);
                // No more than shows that the line is too long.
                let most = self.max_line.saturating_add(1);
                let plain = plain.get(..most).unwrap_or(plain);
                self.append(|line| line.push_checked(plain))?;
                rest = after;
            }
        }
        Ok((bytes.len(), None))
    }

    /// Returns the last line, at the end of the bytes; `None` if there is none
    /// because nothing has come since the end of the line before.
    ///
    /// # Errors
    ///
    /// As [`LineDecoder::push`].
    pub fn finish(&mut self) -> Result<Option<JavaString>, LineTooLong> {
        if !mem::take(&mut self.cut).is_empty() {
            self.has_replaced = true;
            self.append(|line| line.push_code_point(REPLACEMENT.into()))?;
        }
        self.after_cr = false;
        let line = self.take()?;
        Ok(Some(line).filter(|line| !line.as_java_str().is_empty()))
    }

    fn append(&mut self, to: impl FnOnce(&mut JavaString)) -> Result<(), LineTooLong> {
        self.after_cr = false;
        to(&mut self.line);
        self.too_long |= self.line.as_java_str().as_bytes().len() > self.max_line;
        self.check()
    }

    fn take(&mut self) -> Result<JavaString, LineTooLong> {
        self.check()?;
        Ok(mem::take(&mut self.line))
    }

    fn check(&self) -> Result<(), LineTooLong> {
        if self.too_long {
            Err(LineTooLong {
                max_line: self.max_line,
            })
        } else {
            Ok(())
        }
    }
}

/// Whether a byte is a character of its own that goes into the line as it is.
fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x01..=0x7F) && byte != b'\n' && byte != b'\r'
}

const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// The beginning of a character of more than one byte.
#[derive(Debug, Default)]
struct Partial {
    code_point: u32,
    /// How many bytes are still to come; 0 between characters.
    missing: u8,
    /// What the next byte must be at least, and at most.
    least: u8,
    most: u8,
}

/// What a byte has brought about.
struct Step {
    character: Option<char>,
    /// False if the byte does not belong to the character: it is to be looked at again.
    takes_byte: bool,
    /// Whether the character stands for bytes that are not one.
    is_malformed: bool,
}

impl Step {
    /// A character that has ended with the byte.
    fn whole(character: char) -> Self {
        Step {
            character: Some(character),
            takes_byte: true,
            is_malformed: false,
        }
    }

    /// Bytes that are not a character; this one is the last of them or is not.
    fn malformed(takes_byte: bool) -> Self {
        Step {
            character: Some(REPLACEMENT),
            takes_byte,
            is_malformed: true,
        }
    }

    /// More is to come.
    const CUT: Step = Step {
        character: None,
        takes_byte: true,
        is_malformed: false,
    };
}

impl Partial {
    fn is_empty(&self) -> bool {
        self.missing == 0
    }

    fn step(&mut self, byte: u8) -> Step {
        if self.missing == 0 {
            let (missing, bits, least, most) = match byte {
                0x00..=0x7F => return Step::whole(char::from(byte)),
                0xC2..=0xDF => (1, byte & 0x1F, 0x80, 0xBF),
                0xE0 => (2, 0, 0xA0, 0xBF),
                0xE1..=0xEF => (2, byte & 0x0F, 0x80, 0xBF),
                0xF0 => (3, 0, 0x90, 0xBF),
                0xF1..=0xF3 => (3, byte & 0x07, 0x80, 0xBF),
                0xF4 => (3, 4, 0x80, 0x8F),
                0x80..=0xC1 | 0xF5..=0xFF => return Step::malformed(true),
            };
            *self = Partial {
                code_point: bits.into(),
                missing,
                least,
                most,
            };
            return Step::CUT;
        }
        if !(self.least..=self.most).contains(&byte) {
            *self = Partial::default();
            return Step::malformed(false);
        }
        self.code_point = self.code_point << 6 | u32::from(byte & 0x3F);
        self.missing = self.missing.saturating_sub(1);
        (self.least, self.most) = (0x80, 0xBF);
        if self.missing > 0 {
            return Step::CUT;
        }
        // A surrogate is not a character: the JDK counts its three bytes as one fault.
        char::from_u32(self.code_point).map_or(Step::malformed(true), Step::whole)
    }
}

/// Why there is no next line.
#[derive(Debug)]
#[non_exhaustive]
pub enum NextLineError {
    /// The source has ended.
    NoLine,
    /// The line is over the bound.
    TooLong(LineTooLong),
    /// The source failed.
    Io(io::Error),
}

/// `NoLine` in the words of Java's `NoSuchElementException`.
impl fmt::Display for NextLineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NextLineError::NoLine => f.write_str("No line found"),
            NextLineError::TooLong(too_long) => too_long.fmt(f),
            NextLineError::Io(_) => f.write_str("cannot read the line"),
        }
    }
}

impl std::error::Error for NextLineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            NextLineError::Io(error) => Some(error),
            NextLineError::NoLine | NextLineError::TooLong(_) => None,
        }
    }
}

impl From<LineTooLong> for NextLineError {
    fn from(error: LineTooLong) -> Self {
        NextLineError::TooLong(error)
    }
}

/// A line over the bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineTooLong {
    /// The bound, in bytes of modified UTF-8.
    pub max_line: usize,
}

impl fmt::Display for LineTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the line is longer than {} bytes", self.max_line)
    }
}

impl std::error::Error for LineTooLong {}
