//! What the first bytes of a direction tell of the rest.

use std::cmp::Ordering;

use crate::codes::STREAM_HEADER;
use crate::parser::begins_amid;
use crate::text::mutf8;

/// What is said of TLS, which is no mistake of anybody.
pub(super) const TLS: &str = "TLS, which only its two ends can read: watch where the bytes are plain, between \
                   the program and what ends TLS (HAProxy, stunnel), or switch TLS off";

/// The first length that begins with what may be a letter.
const LETTERS: usize = 0x2000;

/// How many bytes show that it is TLS.
const HELLO: usize = 6;

/// What the first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing, until more have come.
    NotYet,
    /// An object stream, with its header or without.
    Objects { has_header: bool },
    /// Strings of `writeUTF`.
    Text,
    /// None of these, and why.
    Other(&'static str),
}

/// What `bytes` tell, with which the direction begins. `is_said`: they are all that was said before
/// the other side spoke. `is_over`: they are all there is. `is_joined`: something may have come
/// before them.
pub(super) fn told(bytes: &[u8], is_said: bool, is_over: bool, is_joined: bool) -> Told {
    const NEITHER: Told = Told::Other("no Java stream");

    if bytes.is_empty() {
        return Told::NotYet;
    }
    if bytes.starts_with(&[0xAC, 0xED, 0]) {
        // No text has a zero: this is a header, or nothing.
        return match bytes.len() {
            3 if !is_over => Told::NotYet,
            _ => Told::Objects { has_header: true },
        };
    }
    if STREAM_HEADER.starts_with(bytes) {
        return if is_over { NEITHER } else { Told::NotYet };
    }
    if is_joined && begins_amid(bytes) {
        return Told::Objects { has_header: false };
    }
    match is_tls(bytes) {
        Some(true) => return Told::Other(TLS),
        None if !is_said && !is_over => return Told::NotYet,
        _ => {}
    }
    match strings(bytes, is_said || is_over) {
        Some(true) => Told::Text,
        Some(false) => NEITHER,
        None if is_said || is_over => NEITHER,
        None => Told::NotYet,
    }
}

/// Returns whether TLS begins like this: with a record in which a client or a server says hello.
/// `None` if more bytes are needed to tell.
///
/// ```
/// use javawire::inspect::watch::is_tls;
///
/// assert_eq!(is_tls(b"\x16\x03\x01\x02\0\x01"), Some(true));
/// assert_eq!(is_tls(b"\x16\x03"), None);
/// assert_eq!(is_tls(b"\xAC\xED\0\x05"), Some(false));
/// ```
pub fn is_tls(beginning: &[u8]) -> Option<bool> {
    let is_so = |(at, byte): (usize, &u8)| match at {
        0 => *byte == 0x16,
        1 => *byte == 3,
        2 => *byte <= 4,
        3 | 4 => true,
        _ => matches!(byte, 1 | 2),
    };
    match beginning.iter().take(HELLO).enumerate().all(is_so) {
        true if beginning.len() < HELLO => None,
        may_be => Some(may_be),
    }
}

/// Whether these are strings of `writeUTF`; `None` if more bytes are needed to tell.
fn strings(bytes: &[u8], is_said: bool) -> Option<bool> {
    let is_control = |byte: &u8| (*byte < b' ' && !b"\t\n\r".contains(byte)) || *byte == 0x7F;
    let (head, rest) = bytes.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*head));
    let body = rest.get(..length).unwrap_or(rest);
    let is_text = match body.len() < length {
        true => mutf8::check_prefix(body).is_ok(),
        false => mutf8::check(body).is_ok(),
    };
    if length == 0 || !is_text || body.iter().any(is_control) {
        return Some(false);
    }
    match rest.len().cmp(&length) {
        Ordering::Less => None,
        _ if length < LETTERS => Some(true),
        // Two letters and some more text look the same: it ends where a string would.
        Ordering::Equal => is_said.then_some(true),
        Ordering::Greater => Some(false),
    }
}
