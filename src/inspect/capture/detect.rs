//! Which form a capture has, where nothing else is possible.
//!
//! A text is taken for one if it stands for a stream: if what it stands for begins with
//! `AC ED 00 05`, or is a capture that does, or if it is a listing. gzip data are if something comes
//! of them. No stream of Java's that begins with its header is misread by that, for it is never
//! looked at. One without, and strings of `writeUTF`, may begin like any form: who knows that they are
//! such has to try them as that first.

use super::opening::{Opening, openings, preamble};
use super::{Decoder, Form};
use crate::codes::{STREAM_HEADER, TC_ENUM, TC_NULL};
use crate::parser::{Parsed, Parser};

/// What `AC ED 00 05` is in Base64, as far as the next byte has no say in it.
pub(super) const HEADER_IN_BASE64: &[u8] = b"rO0AB";

/// So much of a capture is looked at.
const HEAD: usize = 4096;

/// So much of gzip data: before them may stand a field, a name and a comment, of up to 64 KiB each.
const GZIP_HEAD: usize = 200 << 10;

/// More blanks before a text than anybody leaves there.
const BLANKS: usize = 1024;

/// So much of what a text stands for is looked at.
const SAMPLE: usize = 512;

/// So often are forms looked for inside each other.
const DEEPEST: u32 = 3;

/// The byte order mark that some programs put before a text in UTF-8.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A form, and where in a capture the text of that form begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    form: Form,
    skip: usize,
    opening: Opening,
}

impl Default for Found {
    fn default() -> Self {
        Found::whole(Form::Binary)
    }
}

impl Found {
    /// Returns this form, of the whole capture.
    pub fn whole(form: Form) -> Self {
        Found::at(form, 0, Opening::None)
    }

    pub(super) fn at(form: Form, skip: usize, opening: Opening) -> Self {
        Found {
            form,
            skip,
            opening,
        }
    }

    /// Returns this form of a capture that begins with `beginning`, for one who knows the form:
    /// behind the brackets, quotes or headings that it may have; `None` while the next bytes may decide.
    pub fn named(form: Form, beginning: &[u8], ended: bool) -> Option<Self> {
        let is_it =
            |found: &Found| found.form == form || (found.form, form) == (Form::Listing, Form::Hex);
        if let Some(found) = detect(beginning, ended)
            .map(Some)
            .or_else(|| (!ended && beginning.len() < HEAD).then_some(None))
            .unwrap_or_default()
            .filter(is_it)
        {
            return Some(found);
        }
        if !ended && beginning.len() < HEAD && !beginning.contains(&b'\n') {
            return None;
        }
        let first = beginning.split(|&byte| byte == b'\n').next();
        let place = |wanted: &[u8]| beginning.iter().position(|byte| wanted.contains(byte));
        Some(match (form, place(b"\"'"), place(b"[{")) {
            (Form::Hex, ..) if first.is_some_and(super::row::is_first) => {
                Found::whole(Form::Listing)
            }
            (Form::Escaped | Form::Quoted, Some(at), _) => {
                let quote = beginning.get(at).copied().unwrap_or(b'"');
                Found::at(form, at.saturating_add(1), Opening::Quote(quote))
            }
            (Form::Numbers, _, Some(at)) => Found::at(form, at.saturating_add(1), Opening::Bracket),
            _ => Found::whole(form),
        })
    }

    /// Returns the form.
    pub fn form(&self) -> Form {
        self.form
    }

    pub(super) fn skip(&self) -> usize {
        self.skip
    }

    pub(super) fn opening(&self) -> Opening {
        self.opening
    }

    /// Whether it stands amid something else, so that what belongs to that ends it.
    pub(super) fn closes(&self) -> bool {
        self.opening != Opening::None
    }
}

/// What is known of a beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Certain(Found),
    /// The next bytes may decide.
    NotYet,
    No,
}

/// Returns the form that a capture with this beginning has; `None` while the next bytes may decide.
///
/// # Examples
///
/// ```
/// use javawire::inspect::capture::{Form, detect};
///
/// assert_eq!(detect(b"aced 0005", false).unwrap().form(), Form::Hex);
/// assert_eq!(detect(b"\xAC\xED\0\x05", false).unwrap().form(), Form::Binary);
/// assert_eq!(detect(b"ac", false), None);
/// ```
pub fn detect(beginning: &[u8], ended: bool) -> Option<Found> {
    match look(beginning, ended, 0) {
        Seen::Certain(found) => Some(found),
        Seen::NotYet => None,
        Seen::No => Some(Found::default()),
    }
}

fn look(beginning: &[u8], ended: bool, depth: u32) -> Seen {
    if depth > DEEPEST || beginning.starts_with(&STREAM_HEADER) {
        return Seen::No;
    }
    let head = beginning.get(..GZIP_HEAD).unwrap_or(beginning);
    let seen = gzip(head, ended || beginning.len() > GZIP_HEAD);
    if seen != Seen::No {
        return seen;
    }
    let head = beginning.get(..HEAD).unwrap_or(beginning);
    let ended = ended || beginning.len() > HEAD;
    for look in [zlib, utf16] {
        let seen = look(head, ended, depth);
        if seen != Seen::No {
            return seen;
        }
    }
    // A character that no text has ends what may be one.
    let text = head.iter().take_while(|&&byte| is_text(byte)).count();
    let is_whole = text == head.len();
    let text = head.get(..text).unwrap_or(head);
    match look_at_text(text, ended && is_whole, depth) {
        Seen::NotYet if ended || !is_whole => Seen::No,
        seen => seen,
    }
}

fn look_at_text(head: &[u8], ended: bool, depth: u32) -> Seen {
    let text = head.strip_prefix(MARK).unwrap_or(head).trim_ascii_start();
    if text.is_empty() || MARK.starts_with(text) {
        return match ended || head.len() > BLANKS {
            true => Seen::No,
            false => Seen::NotYet,
        };
    }
    if text.first().is_some_and(|first| !first.is_ascii()) {
        return Seen::No;
    }
    let start = head.len().saturating_sub(text.len());
    if text.starts_with(HEADER_IN_BASE64) {
        return Seen::Certain(Found::at(Form::Base64, start, Opening::None));
    }
    if HEADER_IN_BASE64.starts_with(text) {
        return Seen::NotYet;
    }
    if depth == 0 && is_perhaps_stream(head) {
        return Seen::No;
    }
    let listing = preamble(head, start, ended);
    if listing != Seen::No {
        return listing;
    }
    let openings = openings(head, start, ended, depth == 0);
    for &(at, opening) in &openings.places {
        let seen = look_at(head, at, opening, ended, depth);
        if seen != Seen::No {
            return seen;
        }
    }
    match openings.is_whole {
        true => Seen::No,
        false => Seen::NotYet,
    }
}

/// What these bytes are as objects without a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Perhaps {
    Whole,
    /// They break off amid one.
    Cut,
    No,
}

/// Whether this is a stream without its header, as far as it goes.
pub(super) fn is_perhaps_stream(head: &[u8]) -> bool {
    perhaps_stream(head) != Perhaps::No
}

pub(super) fn perhaps_stream(head: &[u8]) -> Perhaps {
    if !head
        .first()
        .is_some_and(|first| (TC_NULL..=TC_ENUM).contains(first))
    {
        return Perhaps::No;
    }
    // A null and a class descriptor, it seems, and no name of a class.
    if head.starts_with(b"private ") {
        return Perhaps::No;
    }
    let (mut parser, mut rest) = (Parser::without_header(), head);
    loop {
        match parser.parse(rest) {
            Ok(Parsed::Event { consumed, .. }) => {
                rest = rest.get(consumed..).unwrap_or_default();
            }
            Ok(Parsed::NeedMore { .. }) if rest.is_empty() && parser.is_at_top_level() => {
                return Perhaps::Whole;
            }
            Ok(Parsed::NeedMore { .. }) => return Perhaps::Cut,
            Err(_) => return Perhaps::No,
        }
    }
}

/// Which form the text has that begins at this place.
fn look_at(head: &[u8], at: usize, opening: Opening, ended: bool, depth: u32) -> Seen {
    const IN_QUOTES: &[Form] = &[Form::Escaped, Form::Quoted];
    const ELSE: &[Form] = &[
        Form::Base64,
        Form::Escaped,
        Form::Hex,
        Form::Numbers,
        Form::Percent,
    ];
    let text = head.get(at..).unwrap_or_default();
    let forms = match opening {
        Opening::Quote(_) => IN_QUOTES,
        Opening::Word => &[Form::Hex],
        _ => ELSE,
    };
    for &form in forms {
        // Without an escape at its front it would not stand for a header, but for itself.
        let escape = match (form, opening) {
            (Form::Percent, _) => Some(b'%'),
            (Form::Escaped, Opening::Quote(_)) => None,
            (Form::Escaped, _) => Some(b'\\'),
            _ => None,
        };
        if escape.is_some_and(|escape| text.first().is_some_and(|&first| first != escape)) {
            continue;
        }
        let seen = match try_form(Found::at(form, 0, opening), text, ended, depth) {
            Seen::Certain(_) => Seen::Certain(Found::at(form, at, opening)),
            seen => seen,
        };
        if seen != Seen::No {
            return seen;
        }
    }
    Seen::No
}

/// Whether what `text` stands for in this form is a stream.
fn try_form(found: Found, text: &[u8], ended: bool, depth: u32) -> Seen {
    let (mut decoder, mut bytes) = (Decoder::new(found), Vec::new());
    let mut is_good = true;
    for piece in text.chunks(16) {
        let mut piece = piece;
        while is_good && !piece.is_empty() && bytes.len() < SAMPLE {
            match decoder.push(piece, &mut bytes) {
                Ok(count) => piece = piece.get(count..).unwrap_or_default(),
                Err(_) => is_good = false,
            }
        }
    }
    if is_good && ended && bytes.len() < SAMPLE {
        // What it has to say of half a byte is for who reads it.
        let _ = decoder.finish(&mut bytes);
    }
    let can_grow = is_good && !ended && bytes.len() < SAMPLE;
    // What is wrong behind its end does not make it another.
    let is_whole = if is_good { ended } else { decoder.is_closed() };
    let seen = begins(found, &bytes, is_whole, depth);
    match seen {
        Seen::NotYet if !can_grow => Seen::No,
        seen => seen,
    }
}

/// Whether these bytes are the beginning of a stream, or stand for one.
fn begins(found: Found, bytes: &[u8], ended: bool, depth: u32) -> Seen {
    let form = found.form;
    let certain = Seen::Certain(Found::whole(form));
    if bytes.starts_with(&STREAM_HEADER) {
        return certain;
    }
    if STREAM_HEADER.starts_with(bytes) {
        return Seen::NotYet;
    }
    // Behind a comma, what stands before it might be its header.
    if form == Form::Hex && found.opening != Opening::Comma {
        let other = begins_otherwise(bytes, ended);
        if other != Seen::No {
            return other;
        }
    }
    let depth = match form {
        // Each takes half, so that they end.
        Form::Utf16Le | Form::Utf16Be => depth,
        _ => depth.saturating_add(1),
    };
    match look(bytes, ended, depth) {
        Seen::Certain(_) => certain,
        seen => seen,
    }
}

/// Whether digits stand for objects without a header, or for strings of `writeUTF`: as text the
/// digits would be neither.
fn begins_otherwise(bytes: &[u8], ended: bool) -> Seen {
    const ENOUGH: usize = 8;
    let head = bytes.get(..ENOUGH).unwrap_or(bytes);
    let is_perhaps = match head {
        [TC_NULL..=TC_ENUM, ..] => is_perhaps_stream(head),
        [0, 1..=0xFF, text @ ..] => text.iter().all(|byte| (b' '..=b'~').contains(byte)),
        [0] | [] => true,
        _ => false,
    };
    match (is_perhaps, head.len() == ENOUGH || ended && head.len() >= 4) {
        (false, _) => Seen::No,
        (true, true) => Seen::Certain(Found::whole(Form::Hex)),
        (true, false) => Seen::NotYet,
    }
}

/// Whether something comes of the data, be it a stream or not: a string of 8,075 characters may
/// begin with three bytes like these.
fn gzip(head: &[u8], ended: bool) -> Seen {
    const MAGIC: &[u8] = b"\x1F\x8B\x08";
    match head {
        // Of the flags three bits mean nothing, and are 0.
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
fn zlib(head: &[u8], ended: bool, depth: u32) -> Seen {
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

fn utf16(head: &[u8], ended: bool, depth: u32) -> Seen {
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

/// Whether texts have this byte.
fn is_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..)
}
