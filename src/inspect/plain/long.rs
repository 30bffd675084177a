//! What may be long, and is put piece by piece: texts, digits, rows of numbers.

use super::leaves::put_row;
use super::texts::{readable, utf16};
use crate::event::FieldType;
use crate::graph::Array;
use crate::inspect::json::Out;
use crate::inspect::json::scalars::{put_hex, put_text};
use crate::text::JavaStr;

/// How many bytes of the stream are shown at once.
const PIECE: usize = 16 * 1024;

/// What is being put, and what ends it.
#[derive(Debug)]
pub(super) struct Long<'g> {
    rest: Rest<'g>,
    end: &'static [u8],
    /// Whether half a surrogate pair has become `?`.
    pub(super) says_less: bool,
}

#[derive(Debug)]
enum Rest<'g> {
    /// Modified UTF-8.
    Text(&'g [u8]),
    /// UTF-8 from a place on.
    Owned(String, usize),
    Utf16(&'g [u8]),
    Hex(&'g [u8]),
    Numbers(FieldType, &'g [u8]),
}

impl<'g> Long<'g> {
    /// Begins with a text.
    pub(super) fn text(out: &mut Out, text: JavaStr<'g>) -> Self {
        Self::quoted(out, Rest::Text(text.as_bytes()))
    }

    /// Begins with a text that was made.
    pub(super) fn made(out: &mut Out, text: String) -> Self {
        Self::quoted(out, Rest::Owned(text, 0))
    }

    /// Begins with primitive data.
    pub(super) fn data(out: &mut Out, bytes: &'g [u8]) -> Self {
        out.put(b"{\"@bytes\": \"");
        Long {
            rest: Rest::Hex(bytes),
            end: b"\"}",
            says_less: false,
        }
    }

    /// Begins with an array of primitives: a text, or numbers on one line.
    pub(super) fn array(out: &mut Out, array: Array<'g>) -> Self {
        match array.element() {
            FieldType::Byte => Self::quoted(out, Rest::Hex(array.bytes())),
            FieldType::Char => Self::quoted(out, Rest::Utf16(array.bytes())),
            element => {
                out.open(b'[');
                Long {
                    rest: Rest::Numbers(element, array.bytes()),
                    end: b"",
                    says_less: false,
                }
            }
        }
    }

    fn quoted(out: &mut Out, rest: Rest<'g>) -> Self {
        out.put(b"\"");
        Long {
            rest,
            end: b"\"",
            says_less: false,
        }
    }

    /// Puts the next piece. Whether more follows.
    pub(super) fn put(&mut self, out: &mut Out) -> bool {
        let more = match &mut self.rest {
            Rest::Text(rest) => {
                let piece = split(rest, text_end(rest));
                let (text, says_less) = readable(JavaStr::new_checked(piece));
                self.says_less |= says_less;
                put_part(out, &text);
                !rest.is_empty()
            }
            Rest::Owned(text, from) => {
                let mut end = from.saturating_add(PIECE).min(text.len());
                while !text.is_char_boundary(end) {
                    end = end.saturating_sub(1);
                }
                put_part(out, text.get(*from..end).unwrap_or_default());
                *from = end;
                end < text.len()
            }
            Rest::Utf16(rest) => {
                let piece = split(rest, utf16_end(rest));
                let (text, says_less) = utf16(piece);
                self.says_less |= says_less;
                put_part(out, &text);
                !rest.is_empty()
            }
            Rest::Hex(rest) => {
                let piece = split(rest, PIECE);
                put_hex(&mut out.text, piece);
                !rest.is_empty()
            }
            Rest::Numbers(element, rest) => {
                put_row(out, *element, split(rest, PIECE));
                !rest.is_empty()
            }
        };
        if !more {
            match self.rest {
                Rest::Numbers(..) => out.close_numbers(),
                _ => out.put(self.end),
            }
        }
        more
    }
}

/// Takes `end` bytes from the front, or all.
fn split<'g>(rest: &mut &'g [u8], end: usize) -> &'g [u8] {
    let (piece, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
    *rest = behind;
    piece
}

/// Where a piece of modified UTF-8 ends: between two characters.
fn text_end(bytes: &[u8]) -> usize {
    if bytes.len() <= PIECE {
        return bytes.len();
    }
    let is_inside = |end: usize| bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80);
    let mut end = PIECE;
    while end > 0 && is_inside(end) {
        end = end.saturating_sub(1);
    }
    // A pair of surrogates is one character.
    let before = end.saturating_sub(3);
    match bytes.get(before..end) {
        Some([0xED, 0xA0..=0xAF, _]) => before,
        _ => end,
    }
}

/// The same of UTF-16.
fn utf16_end(bytes: &[u8]) -> usize {
    let last = PIECE.saturating_sub(2);
    match bytes.get(last) {
        Some(0xD8..=0xDB) if bytes.len() > PIECE => last,
        _ => PIECE,
    }
}

/// Puts a part of a text, which has no quotes of its own.
fn put_part(out: &mut Out, text: &str) {
    let mut quoted = Vec::with_capacity(text.len().saturating_add(2));
    put_text(&mut quoted, text);
    let end = quoted.len().saturating_sub(1);
    out.put(quoted.get(1..end).unwrap_or_default());
}
