//! Comments of programs, between the pieces of a text: `// …`, `# …` and `/* … */`.

use super::decoder::Wrong;

/// A comment under way, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Comment {
    #[default]
    None,
    /// After a `/`, which may begin one.
    Slash,
    /// Up to the end of the line.
    Line,
    /// Up to `*/`.
    Block,
    /// Inside such a one, after a `*`.
    Star,
}

impl Comment {
    /// Takes the next character. Returns whether it is part of a comment, or may be.
    pub(super) fn push(&mut self, character: u8) -> bool {
        let next = match (*self, character) {
            (Comment::None, b'/') => Comment::Slash,
            (Comment::None, b'#') | (Comment::Slash, b'/') => Comment::Line,
            (Comment::Slash, b'*') => Comment::Block,
            (Comment::Line, b'\n' | b'\r') | (Comment::Star, b'/') => {
                *self = Comment::None;
                return true;
            }
            (Comment::Line, _) => Comment::Line,
            (Comment::Block | Comment::Star, b'*') => Comment::Star,
            (Comment::Block | Comment::Star, _) => Comment::Block,
            (Comment::None | Comment::Slash, _) => Comment::None,
        };
        *self = next;
        next != Comment::None
    }

    /// Takes the end of the text.
    ///
    /// # Errors
    ///
    /// What would have ended the comment has not come: it holds all that came since it began.
    pub(super) fn finish(self) -> Result<(), Wrong> {
        match self {
            Comment::Block | Comment::Star => Err(Wrong::Line(
                "the text ends amid a comment: '*/' is missing".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// Whether a `/` has come, which alone is not one.
    pub(super) fn is_begun(self) -> bool {
        self == Comment::Slash
    }
}
