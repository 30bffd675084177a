//! What `DataOutputStream.writeUTF` wrote, and bytes that nothing is known of.

use super::contents::ROW;
use super::item::{Cuts, Role, Sink};
use super::listing::Listing;
use crate::codes::STREAM_HEADER;
use crate::data::parse_utf;
use crate::error::{Error, ErrorKind, Result};
use crate::parser::begins_amid;
use crate::text::JavaStr;

/// How many bytes are shown of those that nothing delimits.
const REST: usize = 1024;

/// What the first bytes of a stream tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detected {
    /// It may be strings, if the next bytes bear it out.
    NotYet,
    /// Strings.
    Utf,
    Other,
}

/// Whether `input` can be nothing but strings of `writeUTF`.
///
/// That is so if the first is a text without control characters. Where the two bytes of its length are
/// letters themselves, it is more likely to be a text of another kind.
pub(super) fn detect(input: &[u8], ended: bool) -> Detected {
    let not_yet = if ended {
        Detected::Other
    } else {
        Detected::NotYet
    };
    match input {
        // A stream header does too.
        [first, ..] if *first >= b' ' => return Detected::Other,
        [0, 0, ..] => return Detected::Other,
        _ => {}
    }
    let body = input.get(2..).unwrap_or_default();
    let is_control = |byte: &u8| (*byte < b' ' && !b"\t\n\r".contains(byte)) || *byte == 0x7F;
    match parse_utf(input) {
        Err(_) => Detected::Other,
        Ok(Some((text, _))) => match text.as_bytes().iter().any(is_control) {
            true => Detected::Other,
            false => Detected::Utf,
        },
        Ok(None) if body.iter().any(is_control) => Detected::Other,
        Ok(None) => not_yet,
    }
}

/// Whether what one end says is an object stream, by its first bytes; `None` if more are needed to
/// tell. `joined`: something may have been said before.
pub(super) fn says_objects(input: &[u8], joined: bool, ended: bool) -> Option<bool> {
    let beginning = input.get(..STREAM_HEADER.len()).unwrap_or(input);
    if input.is_empty() || (joined && begins_amid(input)) {
        return Some(true);
    }
    // No text has a zero: with three bytes it is a header, or a broken one.
    let is_header = beginning.starts_with(&[0xAC, 0xED, 0]);
    match STREAM_HEADER.starts_with(beginning) && !is_header {
        true if !ended => None,
        true => Some(beginning.len() >= 2),
        false => Some(is_header),
    }
}

/// Whether an object stream begins here, after strings; `None` if the next bytes are to tell. No
/// string that Java writes begins like this: its first byte would be a zero, which stands as two.
pub(in crate::inspect) fn objects_follow(input: &[u8], ended: bool) -> Option<bool> {
    if input.starts_with(&STREAM_HEADER) {
        return Some(true);
    }
    let may_follow = !ended && !input.is_empty() && STREAM_HEADER.starts_with(input);
    (!may_follow).then_some(false)
}

/// Lists one string. Returns how many bytes it had; `None` if more are needed.
pub(super) fn read(listing: &mut Listing, input: &[u8], sink: Sink<'_>) -> Result<Option<usize>> {
    let start = listing.page.offset();
    let parsed = parse_utf(input).map_err(|error| match error.kind() {
        ErrorKind::Utf(malformed) => {
            let offset = start.saturating_add(error.offset().unwrap_or(0));
            Error::new(offset, ErrorKind::Utf(*malformed))
        }
        _ => error,
    })?;
    let Some((string, consumed)) = parsed else {
        return Ok(None);
    };
    let mut cuts = Cuts::new(input);
    let length = string.as_bytes().len();
    listing.page.put(Role::Name, "writeUTF");
    listing.page.put_number(Role::Note, " length ", length, "");
    listing.page.item(sink, 0, cuts.take(2));
    listing.characters(JavaStr::new_checked(cuts.take(length)), 1, sink);
    Ok(Some(consumed))
}

impl Listing {
    /// Says that what follows is no stream of Java's.
    pub(super) fn no_stream(&mut self, sink: Sink<'_>) {
        self.page.put(Role::Note, "no Java stream: mere bytes");
        self.page.item(sink, 0, &[]);
    }

    /// Says that nothing is known of what follows.
    pub(super) fn undelimited(&mut self, sink: Sink<'_>) {
        let depth = self.depth();
        self.abandon(sink);
        self.page.put(Role::Name, "externalContents");
        let why = ", of protocol version 1: only the class knows where they end. From here on, mere bytes";
        self.page.put(Role::Note, why);
        self.page.item(sink, depth.saturating_sub(1), &[]);
    }

    /// Lists some of those bytes. Returns how many: lines are whole, up to the end.
    pub(super) fn rest(&mut self, bytes: &[u8], ended: bool, sink: Sink<'_>) -> usize {
        let whole = match ended {
            true => bytes.len(),
            false => bytes.len().saturating_sub(bytes.len() % ROW),
        };
        let room = match self.options.full {
            true => usize::MAX,
            false => REST.saturating_sub(self.shown),
        };
        let (shown, silent) = bytes
            .split_at_checked(whole.min(room))
            .unwrap_or((bytes, &[]));
        self.rows_of_data(shown, 0, sink);
        self.shown = self.shown.saturating_add(shown.len());
        let silent = silent
            .get(..whole.saturating_sub(shown.len()))
            .unwrap_or_default();
        if !silent.is_empty() {
            self.page.silence();
            self.page.item(sink, 0, silent);
        }
        if ended && self.page.is_silent() {
            let passed = self.page.listen();
            self.page
                .put_number(Role::Note, "… ", passed, " more bytes");
            self.page.left_out(sink, 0, passed);
        }
        whole
    }
}
