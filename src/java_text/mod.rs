//! What Java does with text, under the default locale of a JVM.
//!
//! * [`upper_case`] is `String.toUpperCase()`
//! * [`next_line`] is `Scanner.nextLine()`
//! * [`locale`] tells the locale of a JVM that is started in this environment

mod language_tag;
pub mod locale;
pub mod next_line;
pub mod upper_case;
