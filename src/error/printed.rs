//! The peer's names and texts in a message.

use std::fmt::{self, Write as _};

use crate::text::JavaString;

/// How many characters of a text are printed.
const LONGEST: usize = 200;

/// A text on one line of bounded length, without control characters: what a
/// peer calls its classes must not move the cursor of a terminal.
pub(crate) struct Printed<'a>(std::borrow::Cow<'a, str>);

impl<'a> Printed<'a> {
    pub(crate) fn text(text: &'a str) -> Self {
        Printed(text.into())
    }

    pub(crate) fn java(text: &'a JavaString) -> Self {
        Printed(text.as_java_str().to_string_lossy())
    }
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, character) in self.0.chars().enumerate() {
            if count == LONGEST {
                return f.write_char('…');
            }
            if is_invisible(character) {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Whether a terminal shows a character as something other than itself: control characters, and
/// those that end a line, have no width or no agreed look, or turn the direction of writing.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{E000}'..='\u{F8FF}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{10FFFF}'
        )
}

/// Whether a text may hold such a character, apart from those of C0, by its bytes: quick, and
/// certain where it says no.
#[inline]
pub(crate) fn may_be_invisible(text: &str) -> bool {
    // Most texts are plain ASCII, and of those all bytes are looked at together.
    if !text.bytes().fold(false, |any, byte| any | (byte >= 0x7F)) {
        return false;
    }
    // DEL, and the first bytes of all those ranges.
    let is_suspect = |byte| {
        matches!(
            byte,
            0x7F | 0xC2 | 0xCD | 0xD8 | 0xE1 | 0xE2 | 0xE3 | 0xEE | 0xEF | 0xF0..
        )
    };
    text.bytes().any(is_suspect)
}
