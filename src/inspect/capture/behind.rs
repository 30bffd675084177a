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

/// Digits right behind a word of them: it may have been broken into pieces, by a terminal say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum More {
    #[default]
    No,
    /// They would stand behind blanks.
    Blanks,
    /// They would begin a line, behind blanks or signs if it is indented.
    LineStart { is_indented: bool },
    /// So many have come. An indented line must have nothing else, as the rows of a table do.
    Digits { count: u8, is_indented: bool },
}

impl More {
    fn push(&mut self, character: u8) -> Result<(), Wrong> {
        *self = match (*self, character) {
            (More::No, _) => More::No,
            (More::Digits { count, is_indented }, _) if character.is_ascii_hexdigit() => {
                let count = count.saturating_add(1);
                More::Digits { count, is_indented }
            }
            (
                More::Digits {
                    is_indented: true, ..
                },
                b' ',
            ) => *self,
            (
                More::Digits {
                    is_indented: true, ..
                },
                b'|',
            ) => More::No,
            (More::Digits { .. }, b' ' | b'|' | b'\r' | b'\n') => {
                self.finish()?;
                More::No
            }
            (More::Digits { .. }, _) => More::No,
            (_, b'\n') => More::LineStart { is_indented: false },
            (More::Blanks, b' ' | b'\r') => More::Blanks,
            (More::LineStart { .. }, b' ' | b'>' | b'|' | b'#' | b'*') => {
                More::LineStart { is_indented: true }
            }
            _ if character.is_ascii_hexdigit() => More::Digits {
                count: 1,
                is_indented: *self == More::LineStart { is_indented: true },
            },
            _ => More::No,
        };
        Ok(())
    }

    fn finish(self) -> Result<(), Wrong> {
        match self {
            More::Digits { count: 2.., .. } => Err(Wrong::Line(
                "more digits follow, which may belong to those before: give the digits of one \
                 stream, and nothing else"
                    .to_owned(),
            )),
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Behind {
    /// Whether a quote goes on with the text, as in C and Python: until something else has come.
    joins: bool,
    /// A comment between strings that are one.
    comment: Comment,
    more: More,
    /// The last characters, in lower case.
    window: [u8; WINDOW],
}

impl Behind {
    /// What stands behind a string.
    pub(super) fn of_string() -> Self {
        Behind {
            joins: true,
            ..Self::default()
        }
    }

    /// What stands behind a word of digits and the character that ended it.
    pub(super) fn of_word(end: u8) -> Self {
        Behind {
            more: match end {
                b'\n' => More::LineStart { is_indented: false },
                b' ' | b'\r' => More::Blanks,
                // The sign before a line of a mail.
                b'>' => More::LineStart { is_indented: true },
                _ => More::No,
            },
            ..Self::default()
        }
    }

    /// Takes the next character. Returns whether the text goes on behind it.
    pub(super) fn push(&mut self, character: u8) -> Result<bool, Wrong> {
        self.more.push(character)?;
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
            let problem = "another text begins behind the first: put what is one stream into one \
                           text, and else give one at a time";
            return Err(Wrong::Line(problem.to_owned()));
        }
        Ok(false)
    }

    /// Takes the end of the capture.
    pub(super) fn finish(&self) -> Result<(), Wrong> {
        self.more.finish()
    }
}
