//! Streams made visible: what a person or another program wants to see of a capture.
//!
//! * [`capture`]: the bytes that a text, or a compressed file, stands for
//! * [`dump`]: an annotated listing, byte by byte, while the stream is still arriving
//! * [`json`]: lossless JSON, made to be edited
//! * [`watch`]: one direction of a conversation, message by message, while it goes on
//! * [`plain`]: the friendly reading, as JSON that says what the objects mean

#[cfg(feature = "json")]
pub mod capture;
pub mod dump;
mod elsewhere;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "json")]
pub mod plain;
#[cfg(feature = "json")]
pub mod watch;

use std::borrow::Cow;

use crate::error::is_invisible;

/// Returns `text` fit for one line of a terminal: control characters, and what is invisible or
/// turns the direction of writing, are escaped as in Rust.
///
/// ```
/// assert_eq!(javawire::inspect::visible("a\u{9b}31m\n"), "a\\u{9b}31m\\n");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}
