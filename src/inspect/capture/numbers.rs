//! Bytes as numbers: decimal, signed or not, or after `0x`; with commas, brackets and casts, as
//! C, Java, Kotlin and JavaScript write arrays, and `xxd -i`.

use super::comment::Comment;
use super::decoder::{Flow, Wrong};

/// Longer than any number of a byte, with what may stand before and after it.
const LONGEST: usize = 16;

/// Words that stand beside numbers, in lower case.
const WORDS: [&str; 10] = [
    "byte", "char", "unsigned", "signed", "sbyte", "tobyte", "uint8_t", "int8_t", "u8", "i8",
];

#[derive(Debug, Default)]
pub(super) struct Numbers {
    word: String,
    /// Whether a number has come, and nothing but a `.` after it.
    dotted: bool,
    comment: Comment,
}

impl Numbers {
    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<Flow, Wrong> {
        let was_slash = self.comment.is_begun();
        if self.comment.push(character) {
            return self.end_word(bytes).map(|()| Flow::Going);
        }
        if was_slash {
            return Err(Wrong::Before("'/' alone is no comment".to_owned()));
        }
        match character {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' | b'+' => {
                if self.word.len() >= LONGEST {
                    return Err(Wrong::Here(format!("'{}…' is no byte", self.word)));
                }
                self.word.push(char::from(character));
                return Ok(Flow::Going);
            }
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b';' | b'(' | b')' | b'.' => {}
            b']' | b'}' => {}
            0xEF | 0xBB | 0xBF if bytes.is_empty() => {}
            other => {
                let shown = char::from(other).escape_default();
                return Err(Wrong::Here(format!("'{shown}' is no number")));
            }
        }
        self.end_word(bytes)?;
        self.dotted = character == b'.';
        match character {
            b']' | b'}' => Ok(Flow::Closed),
            _ => Ok(Flow::Going),
        }
    }

    /// Takes the end of the text.
    pub(super) fn finish(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        self.comment.finish()?;
        self.end_word(bytes)
    }

    /// Takes the end of a number.
    fn end_word(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let word = std::mem::take(&mut self.word).to_ascii_lowercase();
        if word.is_empty() || WORDS.contains(&word.as_str()) {
            return Ok(());
        }
        match byte(&word) {
            Some(byte) if !self.dotted => {
                bytes.push(byte);
                Ok(())
            }
            _ => Err(Wrong::Before(format!(
                "'{word}' is no byte: expected -128 to 255"
            ))),
        }
    }
}

fn byte(word: &str) -> Option<u8> {
    let (is_negative, digits) = match word.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, word.strip_prefix('+').unwrap_or(word)),
    };
    let value = match digits.strip_prefix("0x") {
        // Suffixes of F# and C.
        Some(digits) => {
            let digits = digits.trim_end_matches("uy").trim_end_matches('u');
            i16::from_str_radix(digits, 16)
        }
        None => digits.trim_end_matches(['u', 'y']).parse(),
    };
    let value = value.ok()?;
    match is_negative {
        true => i8::try_from(value.checked_neg()?)
            .ok()
            .map(i8::cast_unsigned),
        false => u8::try_from(value).ok(),
    }
}
