//! The form that a text may have, though nothing makes it certain: for those who can ask.

use super::Form;
use super::decoder::Decoder;
use super::detect::{Found, HEADER_IN_BASE64, MARK};

/// How much of a text is looked at.
const SAMPLE: usize = 4096;

/// How many bytes a text must stand for.
const ENOUGH: usize = 8;

/// Returns the form that the beginning of a text fits, be it a stream or not. An ordinary text does
/// not fit any.
///
/// # Examples
///
/// ```
/// use javawire::inspect::capture::{Form, likely};
///
/// assert_eq!(likely(b"00 00 00 05 48 45 4c 4c 4f"), Some(Form::Hex));
/// assert_eq!(likely(b"AAVIRUxMTwAFSEVMTE8="), Some(Form::Base64));
/// assert_eq!(likely(b"The quick brown fox jumps over the lazy dog"), None);
/// ```
pub fn likely(beginning: &[u8]) -> Option<Form> {
    let text = beginning.get(..SAMPLE).unwrap_or(beginning);
    let text = text.strip_prefix(MARK).unwrap_or(text).trim_ascii();
    let contains = |needle: &[u8]| text.windows(needle.len()).any(|part| part == needle);
    if !text.is_ascii()
        || text
            .iter()
            .any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
    {
        return None;
    }
    if contains(HEADER_IN_BASE64) {
        return Some(Form::Base64);
    }
    // Words have blanks between them, and no digits.
    let has = |wanted: &dyn Fn(&u8) -> bool| text.iter().any(wanted);
    let is_one_word = !has(&|byte| matches!(byte, b' ' | b'\t'));
    let is_mixed = has(&u8::is_ascii_digit) && has(&u8::is_ascii_uppercase);
    let escapes = text.iter().filter(|&&byte| byte == b'\\').count();
    let percents = text.iter().filter(|&&byte| byte == b'%').count();
    for (form, is_like_it) in [
        (Form::Hex, has(&u8::is_ascii_digit)),
        (Form::Numbers, has(&u8::is_ascii_digit)),
        (
            Form::Base64,
            is_one_word && (is_mixed || text.ends_with(b"=")),
        ),
        (Form::Escaped, escapes >= 2),
        (Form::Percent, percents >= 2),
    ] {
        if is_like_it && fits(form, text) {
            return Some(form);
        }
    }
    None
}

fn fits(form: Form, text: &[u8]) -> bool {
    let found = Found::named(form, text, true).unwrap_or_else(|| Found::whole(form));
    let (mut decoder, mut bytes) = (Decoder::new(found), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        match decoder.push(rest, &mut bytes) {
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(_) => return false,
        }
    }
    bytes.len() >= ENOUGH || decoder.finish(&mut bytes).is_ok() && bytes.len() >= ENOUGH
}
