//! Names and texts of the peer's in a message.

use std::fmt::{self, Write as _};

use crate::java_string::JavaString;

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

/// Control characters, and those that end a line or turn the direction of writing.
fn is_invisible(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
