//! Characters and their escapes, as in strings of C, Java, Python, JSON, redis-cli and PostgreSQL.

use super::decoder::{Flow, Wrong};
use super::hex::digit;

#[derive(Debug)]
pub(super) struct Escaped {
    /// What ends the text; without one its lines mean nothing.
    quote: Option<u8>,
    /// Whether a `\` stands for itself.
    raw: bool,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between two characters.
    Between,
    /// After a `\`.
    Backslash,
    /// `digits` digits have come of up to three.
    Octal { value: u16, digits: u8 },
    /// `left` digits are still to come.
    Hex { value: u32, left: u8 },
    /// Digits up to a `}`.
    Braced { value: u32 },
    /// After the first byte of a character that has two: U+0080 to U+00FF, which stand for a byte.
    Latin { first: u8 },
}

impl Escaped {
    pub(super) fn new(quote: Option<u8>) -> Self {
        Escaped {
            quote,
            raw: false,
            state: State::Between,
        }
    }

    pub(super) fn without_escapes(quote: Option<u8>) -> Self {
        Escaped {
            raw: true,
            ..Self::new(quote)
        }
    }

    /// Goes on after another quote.
    pub(super) fn reopen(&mut self, quote: u8) {
        self.quote = Some(quote);
    }

    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        match self.state {
            State::Between => return self.between(character, bytes),
            State::Backslash => self.state = escape(character, bytes)?,
            State::Octal { value, digits } => match character {
                b'0'..=b'7' if digits < 3 => {
                    let value = value << 3 | u16::from(character & 7);
                    let digits = digits.saturating_add(1);
                    self.state = State::Octal { value, digits };
                }
                _ => {
                    bytes.push(byte(value.into())?);
                    self.state = State::Between;
                    return self.between(character, bytes);
                }
            },
            State::Hex { value, left } => {
                let braced = (character, value) == (b'{', 0) && matches!(left, 4);
                let value = match digit(character) {
                    Some(digit) => value << 4 | u32::from(digit),
                    None if braced => value,
                    None => return Err(not_an_escape(character)),
                };
                self.state = match left.saturating_sub(1) {
                    _ if braced => State::Braced { value },
                    0 => {
                        bytes.push(byte(value)?);
                        State::Between
                    }
                    left => State::Hex { value, left },
                };
            }
            State::Braced { value } => match (character, digit(character)) {
                (b'}', _) => {
                    bytes.push(byte(value)?);
                    self.state = State::Between;
                }
                (_, Some(digit)) if value < 0x10_0000 => {
                    let value = value << 4 | u32::from(digit);
                    self.state = State::Braced { value };
                }
                _ => return Err(not_an_escape(character)),
            },
            State::Latin { first } => match character {
                0x80..=0xBF => {
                    bytes.push(first << 6 | character & 0x3F);
                    self.state = State::Between;
                }
                _ => return Err(no_byte()),
            },
        }
        Ok(Flow::Going)
    }

    /// Takes the end of the text.
    pub(super) fn finish(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        if let State::Octal { value, .. } = self.state {
            bytes.push(byte(value.into())?);
            self.state = State::Between;
        }
        if self.state != State::Between {
            return Err(Wrong::Before("the text ends amid an escape".to_owned()));
        }
        match self.quote {
            None => Ok(()),
            Some(_) => Err(Wrong::Before(
                "the text ends before its closing quote".to_owned(),
            )),
        }
    }

    fn between(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        match character {
            _ if self.quote == Some(character) => return Ok(Flow::Closed),
            b'\\' if !self.raw => self.state = State::Backslash,
            b'\r' | b'\n' if self.quote.is_none() => {}
            b'\r' | b'\n' if !self.raw => {
                let problem = "the line ends before the closing quote";
                return Err(Wrong::Line(problem.to_owned()));
            }
            0xC2 | 0xC3 => self.state = State::Latin { first: character },
            0x80.. => return Err(no_byte()),
            _ => bytes.push(character),
        }
        Ok(Flow::Going)
    }
}

/// What is expected after `\` and this character, or the byte they stand for.
fn escape(character: u8, bytes: &mut Vec<u8>) -> Result<State, Wrong> {
    let byte = match character {
        b'x' => return Ok(State::Hex { value: 0, left: 2 }),
        b'u' => return Ok(State::Hex { value: 0, left: 4 }),
        b'U' => return Ok(State::Hex { value: 0, left: 8 }),
        b'0'..=b'7' => {
            let value = u16::from(character & 7);
            return Ok(State::Octal { value, digits: 1 });
        }
        // The line goes on in the next.
        b'\n' => return Ok(State::Between),
        b'a' => 0x07,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0B,
        b'f' => 0x0C,
        b'r' => b'\r',
        b'e' => 0x1B,
        b'\\' | b'"' | b'\'' | b'/' | b'?' | b'$' | b'`' => character,
        _ => return Err(not_an_escape(character)),
    };
    bytes.push(byte);
    Ok(State::Between)
}

fn byte(value: u32) -> Result<u8, Wrong> {
    u8::try_from(value).map_err(|_| {
        let problem = format!("an escape of {value:X}, which is more than a byte");
        Wrong::Before(problem)
    })
}

fn not_an_escape(character: u8) -> Wrong {
    let shown = char::from(character).escape_default();
    Wrong::Here(format!("'{shown}' makes no escape of what is before it"))
}

fn no_byte() -> Wrong {
    Wrong::Here("a character that stands for no byte (above U+00FF)".to_owned())
}
