//! In which form bytes come: as they are, or as a text.

use clap::ValueEnum;
use javawire::codes::STREAM_HEADER;

use super::hex::Hex;

/// The form that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Form {
    /// A text if it is one without doubt, else bytes
    Auto,
    /// Bytes as they are
    Binary,
    /// Hexadecimal digits, or a listing of xxd, hexdump -C, od -t x1 or Wireshark
    Hex,
    /// Base64, with any line breaks
    Base64,
}

/// The form there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Binary,
    Hex,
    Base64,
}

/// What `AC ED 00 05` is in Base64, as far as the next byte has no say in it.
const HEADER_IN_BASE64: &[u8] = b"rO0AB";

/// More blanks before a text than anybody leaves there.
const BLANKS: usize = 1024;

/// Returns the form that `beginning` is in; `None` while the next bytes may decide.
///
/// A text is taken for one if it stands for a stream header, or is a listing.
pub(super) fn detect(beginning: &[u8], ended: bool) -> Option<Found> {
    let text = beginning.strip_prefix(MARK).unwrap_or(beginning);
    let text = text.trim_ascii_start();
    if text.is_empty() || MARK.starts_with(text) {
        return (ended || beginning.len() > BLANKS).then_some(Found::Binary);
    }
    if text.starts_with(HEADER_IN_BASE64) {
        return Some(Found::Base64);
    }
    if !ended && HEADER_IN_BASE64.starts_with(text) {
        return None;
    }
    let (mut hex, mut bytes) = (Hex::default(), Vec::new());
    let mut digits = text.iter();
    let is_hex = digits.all(|&digit| bytes.len() < 4 && hex.push(digit, &mut bytes).is_ok());
    if ended {
        // What it has to say of half a byte is for who reads it.
        let _ = hex.finish(&mut bytes);
    }
    if hex.is_listing() {
        return Some(Found::Hex);
    }
    match bytes.get(..STREAM_HEADER.len()) {
        Some(header) if header == STREAM_HEADER => Some(Found::Hex),
        None if is_hex && STREAM_HEADER.starts_with(&bytes) && !ended => None,
        _ => Some(Found::Binary),
    }
}

/// The byte order mark that some programs put before a text in UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
