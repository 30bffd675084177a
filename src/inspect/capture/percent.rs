//! Characters and `%XX`, as in URLs.

use super::decoder::{Flow, Wrong};
use super::hex::digit;

#[derive(Debug)]
pub(super) struct Percent {
    /// The `%`, and the digit after it.
    escape: Vec<u8>,
    closes: bool,
    /// How a space is written, once that is known: as `+` or as `%20`.
    space: Option<Space>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Plus,
    Escape,
}

impl Percent {
    pub(super) fn new(closes: bool) -> Self {
        Percent {
            escape: Vec::new(),
            closes,
            space: None,
        }
    }

    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        if !self.escape.is_empty() || character == b'%' {
            self.escape.push(character);
            if let [_, high, low] = self.escape[..] {
                self.escape.clear();
                let byte = digit(high).zip(digit(low));
                let (high, low) =
                    byte.ok_or_else(|| Wrong::Here("two digits belong behind '%'".to_owned()))?;
                bytes.push(self.escaped(high << 4 | low)?);
            }
            return Ok(Flow::Going);
        }
        match character {
            b'"' | b'\'' | b'&' | b';' | b')' | b' ' if self.closes => return Ok(Flow::Closed),
            b'\r' | b'\n' => {}
            // Whoever writes a space as %20 writes a plus as itself, if not as %2B.
            b'+' if self.space == Some(Space::Escape) => bytes.push(b'+'),
            b'+' => {
                self.space = Some(Space::Plus);
                bytes.push(b' ');
            }
            b'!'..=b'~' => bytes.push(character),
            other => {
                let shown = char::from(other).escape_default();
                let problem = format!("'{shown}' should be percent-encoded");
                return Err(Wrong::Here(problem));
            }
        }
        Ok(Flow::Going)
    }

    /// Takes the end of the text.
    pub(super) fn finish(&mut self) -> Result<(), Wrong> {
        match self.escape.is_empty() {
            true => Ok(()),
            false => Err(Wrong::Before("two digits belong behind '%'".to_owned())),
        }
    }

    fn escaped(&mut self, byte: u8) -> Result<u8, Wrong> {
        if byte == b' ' {
            if self.space == Some(Space::Plus) {
                let problem =
                    "'%20' behind a '+': whether that is a plus or a space nobody can tell";
                return Err(Wrong::Here(problem.to_owned()));
            }
            self.space = Some(Space::Escape);
        }
        Ok(byte)
    }
}
