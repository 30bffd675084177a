//! Pairs of hexadecimal digits, with or without blanks, commas, colons, hyphens, `0x` or `\x`
//! between them.

use super::comment::Comment;
use super::decoder::{Flow, Wrong};
use super::groups::Groups;

/// Listings have groups of up to eight bytes, and of the `0x` before one the `0` counts.
const LONGEST_GROUP: usize = 17;

/// What ends the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The end of the text.
    Text,
    /// What belongs to the thing they stand in.
    Sign,
    /// The same of a bracket: there may be comments among them.
    Bracket,
    /// Whatever ends a word: they are one, as in a field of a table.
    Word,
}

#[derive(Debug)]
pub(super) struct Hex {
    /// The first digit of a pair.
    high: Option<u8>,
    /// Whether an `x` may come, after a `\`.
    escaped: bool,
    end: End,
    comment: Comment,
    /// Whether a digit has come.
    begun: bool,
    /// Whether anything but the ends of lines stood between digits.
    separated: bool,
    /// How many digits have come since then, or since the line began.
    digits: usize,
    groups: Groups,
}

impl Hex {
    pub(super) fn new(end: End) -> Self {
        Hex {
            high: None,
            escaped: false,
            end,
            comment: Comment::None,
            begun: false,
            separated: false,
            digits: 0,
            groups: Groups::new(|first| first <= LONGEST_GROUP),
        }
    }

    pub(super) fn is_word(&self) -> bool {
        self.end == End::Word
    }

    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        if self.end == End::Bracket {
            let was_slash = self.comment.is_begun();
            if self.comment.push(character) {
                return self.separate();
            }
            if was_slash {
                return Err(Wrong::Before("'/' alone is no comment".to_owned()));
            }
        }
        let escaped = std::mem::take(&mut self.escaped);
        if let Some(digit) = digit(character) {
            self.begun = true;
            self.digits = self.digits.saturating_add(1);
            self.groups.push();
            match self.high.take() {
                None => self.high = Some(digit),
                Some(high) => bytes.push(high << 4 | digit),
            }
            return Ok(Flow::Going);
        }
        let is_bracket = matches!(
            character,
            b'"' | b'\'' | b'`' | b')' | b'}' | b']' | b'>' | b';' | b'&'
        );
        let ends = match self.end {
            End::Text => false,
            End::Sign | End::Bracket => is_bracket,
            End::Word => {
                is_bracket || matches!(character, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'|')
            }
        };
        match character {
            _ if ends => {
                self.end_byte()?;
                self.groups.end_line()?;
                Ok(Flow::Closed)
            }
            b'x' | b'X' if escaped || self.high == Some(0) => {
                self.high = None;
                self.separated = true;
                Ok(Flow::Going)
            }
            b'\r' | b'\n' => self.end_line(),
            b'\\' => {
                self.escaped = true;
                self.separate()
            }
            b' ' | b'\t' | b',' | b':' | b'-' => self.separate(),
            b'*' if self.begun => Err(Wrong::Here(
                "'*' stands for lines that were left out, and without offsets nothing tells how \
                 many: list all of them, as od -v and hexdump -v do"
                    .to_owned(),
            )),
            // A byte order mark.
            0xEF | 0xBB | 0xBF if !self.begun => Ok(Flow::Going),
            other => {
                let shown = char::from(other).escape_default();
                Err(Wrong::Here(format!(
                    "'{shown}' is no hexadecimal digit: give the digits of one stream, and nothing else"
                )))
            }
        }
    }

    /// Takes the end of the text: makes sure that a pair is whole.
    pub(super) fn finish(&mut self) -> Result<(), Wrong> {
        self.comment.finish()?;
        self.end_byte()?;
        self.groups.end_line()
    }

    fn end_byte(&mut self) -> Result<(), Wrong> {
        match self.high.take() {
            None => Ok(()),
            Some(_) => Err(Wrong::Before(
                "half a byte: each has two digits, the first of which may be 0".to_owned(),
            )),
        }
    }

    /// A line may end in the middle of a byte where digits are not written by bytes: where several
    /// stand in one row, and nothing has stood between any.
    fn end_line(&mut self) -> Result<Flow, Wrong> {
        let digits = std::mem::take(&mut self.digits);
        self.groups.end_line()?;
        match self.high {
            Some(_) if !self.separated && digits != 1 => Ok(Flow::Going),
            _ => self.end_byte().map(|()| Flow::Going),
        }
    }

    fn separate(&mut self) -> Result<Flow, Wrong> {
        self.separated = true;
        self.digits = 0;
        self.groups.end()?;
        self.end_byte().map(|()| Flow::Going)
    }
}

/// The value of a hexadecimal digit.
pub(super) fn digit(character: u8) -> Option<u8> {
    let value = char::from(character).to_digit(16)?;
    u8::try_from(value).ok()
}
