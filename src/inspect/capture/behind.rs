//! What stands behind the end of a text: mostly nothing that matters.

use super::comment::Comment;
use super::decoder::Wrong;

/// What begins another stream: passed over, it would be lost and nobody told.
const BEGINNINGS: [&[u8]; 12] = [
    b"ro0ab",
    b"aced0005",
    b"ac ed 00",
    b"\\xac",
    b"\\254",
    b"\\u00ac",
    b"-84,",
    b"172,",
    b"0xac",
    b"%ac",
    // Another array of C: Wireshark makes one of each packet.
    b"[] = {",
    b"[]={",
];

/// As long as the longest of them.
const WINDOW: usize = 8;

#[derive(Debug)]
pub(super) struct Behind {
    /// Whether a quote goes on with the text, as in C and Python: until something else has come.
    joins: bool,
    /// A comment between strings that are one.
    comment: Comment,
    /// The last characters, in lower case.
    window: [u8; WINDOW],
}

impl Behind {
    pub(super) fn new(joins: bool) -> Self {
        Behind {
            joins,
            comment: Comment::None,
            window: [0; WINDOW],
        }
    }

    /// Takes the next character. Returns whether the text goes on behind it.
    pub(super) fn push(&mut self, character: u8) -> Result<bool, Wrong> {
        let was_slash = self.comment.is_begun();
        let is_comment = self.joins && self.comment.push(character);
        match character {
            _ if is_comment => {}
            _ if was_slash => self.joins = false,
            b'"' | b'\'' if self.joins => return Ok(true),
            // Between strings that are one: a sign, a prefix, the end of a line.
            b' ' | b'\t' | b'\r' | b'\n' | b'+' | b'.' | b'&' | b'_' | b'\\' | b'b' => {}
            _ => self.joins = false,
        }
        self.window.rotate_left(1);
        if let Some(last) = self.window.last_mut() {
            *last = character.to_ascii_lowercase();
        }
        let is_beginning = |beginning: &&[u8]| self.window.ends_with(beginning);
        if BEGINNINGS.iter().any(is_beginning) {
            let problem = "another text begins behind the first: give one at a time";
            return Err(Wrong::Line(problem.to_owned()));
        }
        Ok(false)
    }
}
