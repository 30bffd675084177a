//! Base64 in either alphabet, broken into lines or not, with or without `=` at its end.

use data_encoding::BASE64;

use super::text::Wrong;

/// Characters in a group that stands for three bytes.
const GROUP: usize = 4;

#[derive(Debug, Default)]
pub(super) struct Base64 {
    /// The characters of a group that is not whole yet.
    group: Vec<u8>,
    /// Whether a `=` has come.
    padded: bool,
}

impl Base64 {
    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let character = match character {
            b' ' | b'\t' | b'\r' | b'\n' => return Ok(()),
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

    /// Takes the end of the text.
    pub(super) fn finish(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
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
