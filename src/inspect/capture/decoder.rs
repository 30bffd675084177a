//! From a capture to the bytes it stands for, piece by piece.

use std::fmt;

use super::Form;
use super::base64::Base64;
use super::behind::Behind;
use super::detect::Found;
use super::escaped::Escaped;
use super::front::Front;
use super::further::Further;
use super::hex::Hex;
use super::inflate::Inflate;
use super::listing::Listing;
use super::numbers::Numbers;
use super::percent::Percent;
use super::utf16::Utf16;

/// How many bytes are enough to tell what a text stands for.
const BEGINNING: usize = 16;

/// About how many bytes come at once, whatever a few characters stand for.
const PIECE: usize = 64 << 10;

/// What is wrong with a text, and where: at the character given last, at the one before it, or
/// somewhere in its line; or with what is not text.
#[derive(Debug)]
pub(super) enum Wrong {
    Here(String),
    Before(String),
    Line(String),
    Bytes(String),
}

/// Whether a text goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Going,
    /// This character was its end.
    Closed,
}

/// What does not fit the form of a capture, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureError(String);

impl CaptureError {
    /// Returns the error of a capture whose forms stand inside each other too deeply.
    pub fn too_many_layers() -> Self {
        let most = super::MOST_LAYERS;
        CaptureError(format!(
            "texts and compressed data stand inside each other more than {most} times"
        ))
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CaptureError {}

/// Takes a capture, and gives the bytes that it stands for.
///
/// # Examples
///
/// ```
/// use javawire::inspect::capture::{Decoder, detect};
///
/// let capture = b"\"\\xac\\xed\\x00\\x05p\"";
/// let mut decoder = Decoder::new(detect(capture, true).unwrap());
/// let mut bytes = Vec::new();
/// let consumed = decoder.push(capture, &mut bytes)?;
/// assert_eq!(consumed, capture.len());
/// assert!(!decoder.finish(&mut bytes)?);
/// assert_eq!(bytes, b"\xAC\xED\0\x05p");
/// # Ok::<(), javawire::inspect::capture::CaptureError>(())
/// ```
#[derive(Debug)]
pub struct Decoder {
    found: Found,
    text: Text,
    /// How much of the front is still to be passed over.
    skip: usize,
    /// After the end of the text.
    behind: Option<Behind>,
    /// The place of the next character, counted from 0.
    line: u64,
    column: u64,
    front: Front,
    /// The first bytes.
    beginning: Vec<u8>,
}

#[derive(Debug)]
enum Text {
    Binary,
    Hex(Hex),
    Listing(Box<Listing>),
    Numbers(Numbers),
    Base64(Base64),
    Escaped(Escaped),
    Percent(Percent),
    Utf16(Utf16),
    Inflate(Box<Inflate>),
}

impl Decoder {
    /// Returns a decoder of a capture of this form.
    pub fn new(found: Found) -> Self {
        let closes = found.closes();
        let text = match found.form() {
            Form::Binary => Text::Binary,
            Form::Hex => Text::Hex(Hex::new(found.opening().end())),
            Form::Listing => Text::Listing(Box::default()),
            Form::Numbers => Text::Numbers(Numbers::default()),
            Form::Base64 => Text::Base64(Base64::new(closes)),
            Form::Escaped => Text::Escaped(Escaped::new(found.opening().quote())),
            Form::Quoted => Text::Escaped(Escaped::without_escapes(found.opening().quote())),
            Form::Percent => Text::Percent(Percent::new(closes)),
            Form::Utf16Le => Text::Utf16(Utf16::little_endian()),
            Form::Utf16Be => Text::Utf16(Utf16::big_endian()),
            Form::Gzip => Text::Inflate(Box::new(Inflate::gzip())),
            Form::Zlib => Text::Inflate(Box::new(Inflate::zlib())),
        };
        Decoder {
            found,
            text,
            skip: found.skip(),
            behind: None,
            line: 0,
            column: 0,
            front: Front::default(),
            beginning: Vec::new(),
        }
    }

    /// Takes the next part of the capture, and adds bytes that it stands for. Returns how much of
    /// it has been taken: not all where few characters stand for many bytes.
    ///
    /// # Errors
    ///
    /// What does not fit. The bytes before it have been added.
    pub fn push(&mut self, capture: &[u8], bytes: &mut Vec<u8>) -> Result<usize, CaptureError> {
        let passed = self.skip.min(capture.len());
        self.skip = self.skip.saturating_sub(passed);
        let (before, mut rest) = capture.split_at_checked(passed).unwrap_or((capture, &[]));
        self.pass(before);
        self.front.push(before);
        let full = bytes.len().saturating_add(PIECE);
        let mut taken = passed;
        while bytes.len() < full {
            if let Text::Listing(listing) = &mut self.text
                && listing.repeat(full, bytes)
            {
                continue;
            }
            let count = match &mut self.text {
                Text::Binary => {
                    bytes.extend(rest);
                    Ok(rest.len())
                }
                Text::Inflate(inflate) => inflate.push(rest, full, bytes),
                _ => match rest.first() {
                    None => Ok(0),
                    Some(&character) => self.character(character, bytes).map(|()| 1),
                },
            };
            let count = count.map_err(|wrong| self.error(&wrong))?;
            let (now, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            self.pass(now);
            rest = later;
            taken = taken.saturating_add(count);
            if count == 0 {
                break;
            }
        }
        Ok(taken)
    }

    /// Whether the text has ended, though more may follow.
    pub(super) fn is_closed(&self) -> bool {
        self.behind.is_some()
    }

    /// Takes the end of the capture. Returns whether there are more bytes: then call it again.
    ///
    /// # Errors
    ///
    /// What is not whole.
    pub fn finish(&mut self, bytes: &mut Vec<u8>) -> Result<bool, CaptureError> {
        let full = bytes.len().saturating_add(PIECE);
        if let Some(behind) = &self.behind {
            let finished = behind.finish().map(|()| false);
            return finished.map_err(|wrong| self.error(&wrong));
        }
        let finished = match &mut self.text {
            Text::Binary => Ok(false),
            Text::Hex(hex) => hex.finish().map(|()| false),
            Text::Listing(listing) => listing.finish(full, bytes),
            Text::Numbers(numbers) => numbers.finish(bytes).map(|()| false),
            Text::Base64(base64) => base64.finish(bytes).map(|()| false),
            Text::Escaped(escaped) => escaped.finish(bytes).map(|()| false),
            Text::Percent(percent) => percent.finish().map(|()| false),
            Text::Utf16(utf16) => utf16.finish().map(|()| false),
            Text::Inflate(inflate) => inflate.finish(full, bytes),
        };
        finished.map_err(|wrong| self.error(&wrong))
    }

    fn character(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        if let Some(behind) = &mut self.behind {
            if behind.push(character)? {
                self.behind = None;
                if let Text::Escaped(escaped) = &mut self.text {
                    escaped.reopen(character);
                }
            }
            return Ok(());
        }
        let before = bytes.len();
        let flow = match &mut self.text {
            Text::Hex(hex) => hex.push(character, bytes),
            Text::Listing(listing) => listing.push(character, bytes).map(|()| Flow::Going),
            Text::Numbers(numbers) => numbers.push(character, bytes),
            Text::Base64(base64) => base64.push(character, bytes),
            Text::Escaped(escaped) => escaped.push(character, bytes),
            Text::Percent(percent) => percent.push(character, bytes),
            Text::Utf16(utf16) => {
                utf16.push(character, bytes);
                Ok(Flow::Going)
            }
            Text::Binary | Text::Inflate(_) => Ok(Flow::Going),
        };
        let room = BEGINNING.saturating_sub(self.beginning.len());
        let new = bytes.get(before..).unwrap_or_default();
        self.beginning.extend(new.iter().take(room));
        if flow? == Flow::Closed {
            self.close(character);
        }
        Ok(())
    }

    /// Takes the end of the text, which this character was.
    fn close(&mut self, character: u8) {
        let is_cited = character == b'>' && self.column == 0;
        let further = Further::new(self.found, &self.front, &self.beginning, character);
        self.behind = Some(match &self.text {
            Text::Escaped(_) => Behind::of_string(further),
            Text::Hex(hex) if hex.is_word() || is_cited => Behind::of_word(further, character),
            _ => Behind::new(further),
        });
    }

    fn pass(&mut self, characters: &[u8]) {
        for &character in characters {
            self.front.count(character);
            if character == b'\n' {
                self.line = self.line.saturating_add(1);
                self.column = 0;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
    }

    fn error(&self, wrong: &Wrong) -> CaptureError {
        let line = self.line.saturating_add(1);
        CaptureError(match wrong {
            Wrong::Line(problem) => format!("line {line}: {problem}"),
            Wrong::Here(problem) => {
                let column = self.column.saturating_add(1);
                format!("line {line}, column {column}: {problem}")
            }
            Wrong::Before(problem) => format!("line {line}, column {}: {problem}", self.column),
            Wrong::Bytes(problem) => problem.clone(),
        })
    }
}
