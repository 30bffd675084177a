//! What comes after the end of a text: mostly nothing that matters.

use super::comment::Comment;
use super::decoder::Wrong;
use super::further::Further;

/// What begins another stream: if it were passed over, it would be lost and nobody told.
const BEGINNINGS: [&[u8]; 11] = [
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
    b"--begin ",
];

/// As long as the longest of them.
const WINDOW: usize = 8;

/// Digits right after a word of them: it may have been broken into pieces, by a terminal say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum More {
    #[default]
    No,
    /// They would stand after blanks.
    Blanks,
    /// They would begin a line.
    LineStart,
    /// This many have come.
    Digits(u8),
    /// This many have come on an indented line, or on one after a sign: it must have nothing else,
    /// for a row of a table may begin with digits too.
    Only(u8),
}

impl More {
    fn push(&mut self, character: u8) -> Result<(), Wrong> {
        let is_digit = character.is_ascii_hexdigit();
        *self = match (*self, character) {
            (More::Digits(count), _) if is_digit => More::Digits(count.saturating_add(1)),
            (More::Only(count), _) if is_digit => More::Only(count.saturating_add(1)),
            (More::Blanks | More::LineStart, _) if is_digit => More::Digits(1),
            (More::Blanks, b' ' | b'\r') => More::Blanks,
            (More::Only(_), b' ' | b':' | b',') => *self,
            (More::LineStart | More::Only(0), b' ' | b'>' | b'|' | b'#' | b'*') => More::Only(0),
            (More::Digits(_), b' ' | b'|' | b'\r' | b'\n') | (More::Only(_), b'\r' | b'\n') => {
                self.finish()?;
                More::No
            }
            (More::Blanks | More::LineStart, b'\n') => More::LineStart,
            _ => More::No,
        };
        Ok(())
    }

    fn finish(self) -> Result<(), Wrong> {
        match self {
            More::Digits(2..) | More::Only(2..) => Err(Wrong::Line(
                "more digits follow, which may belong to those before: give the digits of one \
                 stream, and nothing else"
                    .to_owned(),
            )),
            _ => Ok(()),
        }
    }
}

#[derive(Debug)]
pub(super) struct Behind {
    /// Whether a quote goes on with the text, as in C and Python: until something else has come.
    joins: bool,
    /// A comment between strings that are one.
    comment: Comment,
    more: More,
    further: Further,
    /// The last characters, in lower case.
    window: [u8; WINDOW],
}

impl Behind {
    pub(super) fn new(further: Further) -> Self {
        Behind {
            joins: false,
            comment: Comment::None,
            more: More::No,
            further,
            window: [0; WINDOW],
        }
    }

    /// What comes after a string.
    pub(super) fn of_string(further: Further) -> Self {
        Behind {
            joins: true,
            ..Self::new(further)
        }
    }

    /// What comes after a word of digits and the character that ended it.
    pub(super) fn of_word(further: Further, end: u8) -> Self {
        Behind {
            more: match end {
                b'\n' => More::LineStart,
                b' ' | b'\r' => More::Blanks,
                // The sign before a line of a mail.
                b'>' => More::Only(0),
                _ => More::No,
            },
            ..Self::new(further)
        }
    }

    /// Takes the next character. Returns whether the text goes on after it.
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
        if !is_comment {
            self.further.push(character)?;
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
        self.comment.finish()?;
        self.more.finish()?;
        self.further.finish()
    }
}
