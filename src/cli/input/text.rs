//! What a text is if it is not read as a stream, and what to do about it.

use javawire::inspect::capture::{Decoder, Form, detect, likely};
use serde_json::Value;

use super::advice::Advice;
use super::form::called;
use super::watched::find;

/// What `AC ED 00 05` is in hexadecimal digits.
const HEADER_DIGITS: &[u8] = b"aced0005";

/// Returns what a text is, or where a stream stands in it. `skipping` says of a place how to begin
/// there.
pub(super) fn of(text: &[u8], skipping: impl Fn(u64) -> String) -> Advice {
    let begun = text.trim_ascii_start();
    if begins_as_decoded(begun) {
        let what = "it is JSON that decode printed: encode makes a stream of it again";
        return Advice::Instead(what.to_owned());
    }
    if let Some(prefix) = prefix(text) {
        let column = prefix.len().saturating_add(1);
        return Advice::Instead(format!(
            "each line begins with '{prefix}', and what follows that stands for a stream: take it \
             away first, as cut -b {column}- does"
        ));
    }
    if let Some(place) = find(text, b"rO0AB") {
        let stands = text.get(place..).unwrap_or_default();
        let is_of_base64 = |sign: &u8| sign.is_ascii_alphanumeric() || b"+/=-_%".contains(sign);
        let behind = stands.iter().find(|sign| !is_of_base64(sign));
        if behind.is_some_and(|sign| !sign.is_ascii_whitespace()) {
            let what = "Base64 of a stream, rO0AB…, stands amid other text: give it alone, as \
                        grep -om1 'rO0AB[A-Za-z0-9+/=_-]*' does";
            return Advice::Then(what.to_owned());
        }
        let place = u64::try_from(place).unwrap_or(u64::MAX);
        let stands = "Base64 of a stream, rO0AB…, stands at byte";
        return Advice::Then(format!("{stands} {}", skipping(place)));
    }
    if let Some(stream) = digits(text) {
        return Advice::Then(stream);
    }
    // A list of numbers is JSON as well.
    let likely = likely(text).filter(|_| !begun.starts_with(b"{"));
    if let Some((form, option)) = likely.and_then(called) {
        return Advice::Then(format!("it may be {form}: if so, {option}"));
    }
    match is_json(begun) {
        true => {
            let what = "it is JSON and no stream: encode makes one of what decode printed, and of \
                        what decode --plain printed there is no way back";
            Advice::Instead(what.to_owned())
        }
        false => Advice::First("it is plain text and no stream".to_owned()),
    }
}

/// What to do with the hexadecimal digits of a stream that stand in this text.
fn digits(text: &[u8]) -> Option<String> {
    const SEPARATED: [(&[u8], &str); 3] = [
        (b"ac:ed:00:05", "ac:ed:00:05[0-9a-f:]*"),
        (b"ac ed 00 05", "ac ed 00 05[0-9a-f ]*"),
        (HEADER_DIGITS, "aced0005[0-9a-f]*"),
    ];
    SEPARATED.iter().find_map(|(header, pattern)| {
        let mut parts = text.windows(header.len());
        parts.any(|part| part.eq_ignore_ascii_case(header)).then(|| {
            let header = String::from_utf8_lossy(header);
            format!(
                "hexadecimal digits of a stream, {header}…, stand amid other text: give them alone, \
                 as grep -oim1 '{pattern}' does"
            )
        })
    })
}

/// Whether this is what `decode` prints.
fn begins_as_decoded(text: &[u8]) -> bool {
    let behind = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    behind.is_some_and(|rest| rest.starts_with(b"\"javawire\""))
}

/// Whether this begins with an object, an array or a string of JSON, even if it is cut.
fn is_json(text: &[u8]) -> bool {
    if !matches!(text.first(), Some(b'{' | b'[' | b'"')) {
        return false;
    }
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    values.next().is_some_and(|first| match first {
        Ok(_) => true,
        Err(error) => error.is_eof(),
    })
}

/// What stands before each line and is not part of it, as in a mail that answers another: what is
/// left without it is a stream.
fn prefix(text: &[u8]) -> Option<&str> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    // The last may be cut, or there is nothing after the end of the one before.
    let (_, lines) = lines.split_last().filter(|(_, lines)| !lines.is_empty())?;
    let first = lines.first()?;
    let is_sign = |byte: &&u8| b" \t>|#*/;:%-".contains(byte);
    let length = first.iter().take_while(is_sign).count();
    let prefix = first.get(..length)?;
    if prefix.trim_ascii().is_empty() {
        return None;
    }
    let mut left = Vec::with_capacity(text.len());
    for line in lines {
        // A mail leaves only the sign of an empty line.
        let is_empty = line.trim_ascii_end() == prefix.trim_ascii_end();
        left.extend(match is_empty {
            true => &[],
            false => line.strip_prefix(prefix)?,
        });
        left.push(b'\n');
    }
    (left.is_ascii() && is_capture(&left)).then(|| std::str::from_utf8(prefix).ok())?
}

/// Whether this stands for a stream, to its end.
fn is_capture(text: &[u8]) -> bool {
    let found = detect(text, true).unwrap_or_default();
    if found.form() == Form::Binary {
        return false;
    }
    let (mut decoder, mut bytes) = (Decoder::new(found), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let Ok(count) = decoder.push(rest, &mut bytes) else {
            return false;
        };
        rest = rest.get(count..).unwrap_or_default();
        bytes.clear();
    }
    decoder.finish(&mut bytes).is_ok()
}
