//! Base64 in either alphabet, broken into lines or not, with or without `=` at its end, and with
//! its signs percent-encoded.

use data_encoding::BASE64;

use super::decoder::{Flow, Wrong};
use super::groups::Groups;
use super::hex::digit;

/// Characters in a group that stands for three bytes.
const GROUP: usize = 4;

#[derive(Debug)]
pub(super) struct Base64 {
    /// The characters of a group that is not whole yet.
    group: Vec<u8>,
    /// Whether a `=` has come.
    padded: bool,
    /// The digits after a `%`, and the `%`.
    escape: Vec<u8>,
    /// Whether it stands inside something else, which ends it.
    closes: bool,
    /// Whether a line begins.
    at_start: bool,
    groups: Groups,
}

impl Base64 {
    pub(super) fn new(closes: bool) -> Self {
        Base64 {
            group: Vec::new(),
            padded: false,
            escape: Vec::new(),
            closes,
            at_start: false,
            groups: Groups::new(is_line),
        }
    }

    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        let at_start = std::mem::replace(&mut self.at_start, character == b'\n');
        if !self.escape.is_empty() || character == b'%' {
            return self.escaped(character, bytes);
        }
        match character {
            // After `=` nothing follows that belongs to it.
            b' ' | b'\t' if self.closes && self.padded => {}
            b' ' | b'\t' => return self.groups.end().map(|()| Flow::Going),
            b'\r' | b'\n' => return self.groups.end_line().map(|()| Flow::Going),
            // `-----END CERTIFICATE-----`
            b'-' if self.closes && at_start => {}
            b'"' | b'\'' | b'`' | b')' | b'}' | b']' | b',' | b';' | b'&' | b'<' if self.closes => {
            }
            _ => {
                self.groups.push();
                return self.sign(character, bytes).map(|()| Flow::Going);
            }
        }
        self.finish(bytes)?;
        Ok(Flow::Closed)
    }

    /// Takes the end of the text.
    pub(super) fn finish(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        if !self.escape.is_empty() {
            return Err(Wrong::Before("two digits belong behind '%'".to_owned()));
        }
        self.groups.end_line()?;
        match self.group.len() {
            0 => Ok(()),
            1 => Err(Wrong::Before(
                "the last character stands alone: some are missing".to_owned(),
            )),
            _ => {
                self.group.resize(GROUP, b'=');
                self.decode(bytes)
            }
        }
    }

    fn escaped(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        self.escape.push(character);
        let sign = match self.escape[..] {
            [_, high, low] => digit(high).zip(digit(low)),
            _ => return Ok(Flow::Going),
        };
        self.escape.clear();
        match sign.map(|(high, low)| high << 4 | low) {
            Some(b'\r' | b'\n') => Ok(Flow::Going),
            Some(sign) => self.sign(sign, bytes).map(|()| Flow::Going),
            None => Err(Wrong::Here("two digits belong behind '%'".to_owned())),
        }
    }

    /// Takes a character of the alphabet.
    fn sign(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let character = match character {
            // What the alphabet for URLs has instead.
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        let is_end = character == b'=' && (self.padded || self.group.len() >= 2);
        if !(is_end
            || !self.padded && (character.is_ascii_alphanumeric() || b"+/".contains(&character)))
        {
            let shown = char::from(character).escape_default();
            return Err(Wrong::Here(match character {
                b'=' => "'=' where the text may not end".to_owned(),
                _ if self.padded => format!("'{shown}' behind the end"),
                _ => format!("'{shown}' is no Base64"),
            }));
        }
        self.padded |= is_end;
        self.group.push(character);
        if self.group.len() == GROUP {
            self.decode(bytes)?;
        }
        Ok(())
    }

    fn decode(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let mut three = [0; 3];
        match BASE64.decode_mut(&self.group, &mut three) {
            Ok(count) => bytes.extend(three.iter().take(count)),
            Err(_) => {
                let problem = "the last character says more than fits: some are missing";
                return Err(Wrong::Before(problem.to_owned()));
            }
        }
        self.group.clear();
        Ok(())
    }
}

/// Whether this many characters are a line, as programs break them: a blank may have taken the
/// place of its end.
fn is_line(length: usize) -> bool {
    matches!(length, 64 | 76)
}
