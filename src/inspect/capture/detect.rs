//! Which form a capture has, where nothing else is possible.
//!
//! A text is taken for one if it stands for a stream: if what it stands for begins with
//! `AC ED 00 05`, or is a capture that does, or if it is a listing. gzip data are taken for one if
//! something comes of them. No stream of Java's that begins with its header is misread in this way,
//! for it is never looked at. A stream without its header, and strings of `writeUTF`, may begin
//! like any form: whoever knows that they are such has to try them as that first.

use super::magic::{GZIP_HEAD, gzip, utf16, zlib};
use super::opening::{Opening, openings, preamble};
use super::perhaps::is_perhaps_stream;
use super::{Decoder, Form};
use crate::codes::{STREAM_HEADER, TC_ENUM, TC_NULL};

/// What `AC ED 00 05` is in Base64, as far as the next byte has no say in it.
pub(super) const HEADER_IN_BASE64: &[u8] = b"rO0AB";

/// How much of a capture is looked at.
const HEAD: usize = 4096;

/// More blanks before a text than anybody leaves there.
const BLANKS: usize = 1024;

/// How much of what a text stands for is looked at.
const SAMPLE: usize = 512;

/// How deep forms are looked for inside each other.
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

    /// Returns this form of a capture that begins with `beginning`, for someone who knows the form:
    /// after the brackets, quotes or headings that it may have; `None` while the next bytes may
    /// decide.
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

    /// Whether it stands inside something else, so that what belongs to that ends it.
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
    // A character that is in no text ends what may be one.
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

/// Which form the text that begins at this place has.
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
pub(super) fn try_form(found: Found, text: &[u8], ended: bool, depth: u32) -> Seen {
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
        // What it has to say of half a byte is for whoever reads it.
        let _ = decoder.finish(&mut bytes);
    }
    let can_grow = is_good && !ended && bytes.len() < SAMPLE;
    // What is wrong after its end does not make it another.
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
    // After a comma, what stands before it might be its header.
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

/// Whether texts have this byte.
fn is_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..)
}
