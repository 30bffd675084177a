//! Forms that begin with bytes of their own: gzip, zlib, and texts of two bytes a character.

use super::detect::{Found, Seen, try_form};
use super::opening::Opening;
use super::{Decoder, Form};

/// How much of gzip data is looked at: before it may stand a field, a name and a comment, of up to
/// 64 KiB each.
pub(super) const GZIP_HEAD: usize = 200 << 10;

/// Whether something comes of the data, be it a stream or not: a string of 8,075 characters may
/// begin with three bytes like these.
pub(super) fn gzip(head: &[u8], ended: bool) -> Seen {
    const MAGIC: &[u8] = b"\x1F\x8B\x08";
    match head {
        // Three bits of the flags mean nothing, and are 0.
        [0x1F, 0x8B, 0x08, flags, ..] if flags & 0xE0 == 0 => {
            let found = Found::whole(Form::Gzip);
            let (mut decoder, mut bytes) = (Decoder::new(found), Vec::new());
            for piece in head.chunks(16) {
                if decoder.push(piece, &mut bytes).is_err() && bytes.is_empty() {
                    return Seen::No;
                }
                if !bytes.is_empty() {
                    return Seen::Certain(found);
                }
            }
            match decoder.finish(&mut bytes) {
                _ if !ended => Seen::NotYet,
                Ok(_) => Seen::Certain(found),
                Err(_) if !bytes.is_empty() => Seen::Certain(found),
                Err(_) => Seen::No,
            }
        }
        _ if !ended && !head.is_empty() && MAGIC.starts_with(head) => Seen::NotYet,
        _ => Seen::No,
    }
}

/// Two bytes say little: what comes of them must be a stream.
pub(super) fn zlib(head: &[u8], ended: bool, depth: u32) -> Seen {
    let [method, flags] = match *head {
        [method, flags, ..] => [method, flags],
        [method] if method & 0x8F == 0x08 && !ended => return Seen::NotYet,
        _ => return Seen::No,
    };
    let check = u16::from_be_bytes([method, flags]);
    let is_it = method & 0x8F == 0x08 && check.is_multiple_of(31) && flags & 0x20 == 0;
    match is_it {
        true => try_form(Found::whole(Form::Zlib), head, ended, depth),
        false => Seen::No,
    }
}

pub(super) fn utf16(head: &[u8], ended: bool, depth: u32) -> Seen {
    let is_ascii = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let found = match *head {
        [0xFF, 0xFE, ..] => Found::at(Form::Utf16Le, 2, Opening::None),
        [0xFE, 0xFF, ..] => Found::at(Form::Utf16Be, 2, Opening::None),
        [a, 0, b, 0, ..] if is_ascii(a) && is_ascii(b) => Found::whole(Form::Utf16Le),
        [0, a, 0, b, ..] if is_ascii(a) && is_ascii(b) => Found::whole(Form::Utf16Be),
        _ => return Seen::No,
    };
    match try_form(found, head, ended, depth) {
        Seen::Certain(_) => Seen::Certain(found),
        seen => seen,
    }
}
