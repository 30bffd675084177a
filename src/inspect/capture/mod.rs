//! Captures: the bytes that a text, or a compressed file, stands for.
//!
//! People have streams as hexadecimal digits, as listings of `xxd` and its like, in Base64, as
//! lists of numbers, as strings of a dozen languages, and compressed. [`detect`] tells which form
//! a capture has, where that is certain, and [`Decoder`] gives its bytes, piece by piece.
//! Forms stand inside each other: what comes out may be a capture again.
//!
//! ```
//! use javawire::inspect::capture;
//!
//! let bytes = capture::decode(b"[-84, -19, 0, 5, 116, 0, 4, 104, 111, 108, 97]")?;
//! assert_eq!(bytes, b"\xAC\xED\0\x05\x74\0\x04hola");
//! # Ok::<(), javawire::inspect::capture::CaptureError>(())
//! ```
//!
//! * `mod.rs`: [`Form`], and a whole capture at once
//! * `detect.rs`: which form a capture has; `opening.rs`: where in a text it may begin; `magic.rs`:
//!   what begins with bytes of its own; `perhaps.rs`: objects without a header
//! * `likely.rs`: the form it may have
//! * `decoder.rs`: [`Decoder`]; `behind.rs`: what comes after the end of a text, and
//!   `further.rs`: which of that may go on with it; `front.rs`: what stands before it;
//!   `comment.rs`: comments inside it
//! * `groups.rs`: what stands apart on a line
//! * `hex.rs`, `listing.rs`, `numbers.rs`, `base64.rs`, `escaped.rs`, `percent.rs`, `utf16.rs`: texts
//! * `inflate.rs`: what is compressed

mod base64;
mod behind;
mod comment;
mod decoder;
mod detect;
mod escaped;
mod front;
mod further;
mod groups;
mod hex;
mod inflate;
mod likely;
mod listing;
mod magic;
mod numbers;
mod opening;
mod percent;
mod perhaps;
mod row;
mod utf16;

pub use self::decoder::{CaptureError, Decoder};
pub use self::detect::{Found, detect};
pub use self::likely::likely;

/// How deep forms may stand inside each other.
pub const MOST_LAYERS: usize = 8;

/// How bytes stand in a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// As they are.
    Binary,
    /// Pairs of hexadecimal digits, with or without something between them.
    Hex,
    /// A listing: lines of bytes, each after its offset.
    Listing,
    /// Numbers, decimal or after `0x`, signed or not: arrays of C and Java among them.
    Numbers,
    /// Base64 in either alphabet.
    Base64,
    /// Characters, and escapes such as `\xac`, `\254` or `\u00ac`.
    Escaped,
    /// Characters in quotes, without escapes.
    Quoted,
    /// Characters, and escapes such as `%AC`.
    Percent,
    /// A text whose characters have two bytes each, with the low one first.
    Utf16Le,
    /// The same with the high one first.
    Utf16Be,
    /// Compressed with gzip.
    Gzip,
    /// Compressed with zlib.
    Zlib,
}

/// Returns the bytes that a whole capture stands for; if it is not one that [`detect`] knows, its
/// own.
///
/// # Errors
///
/// What does not fit the form of the capture, and where.
pub fn decode(capture: &[u8]) -> Result<Vec<u8>, CaptureError> {
    let mut bytes = capture.to_vec();
    for _ in 0..MOST_LAYERS {
        let found = detect(&bytes, true).unwrap_or_default();
        if found.form() == Form::Binary {
            return Ok(bytes);
        }
        bytes = decode_as(found, &bytes)?;
    }
    Err(CaptureError::too_many_layers())
}

/// Returns the bytes that a whole capture of this form stands for.
///
/// # Errors
///
/// What does not fit the form, and where.
pub fn decode_as(found: Found, capture: &[u8]) -> Result<Vec<u8>, CaptureError> {
    let mut decoder = Decoder::new(found);
    let (mut bytes, mut at) = (Vec::new(), 0_usize);
    while let Some(text) = capture.get(at..).filter(|text| !text.is_empty()) {
        at = at.saturating_add(decoder.push(text, &mut bytes)?);
    }
    while decoder.finish(&mut bytes)? {}
    Ok(bytes)
}
