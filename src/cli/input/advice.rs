//! What may have happened to bytes that are not a stream, or not a good one, and what to do about
//! it.

use javawire::codes::STREAM_HEADER;
use javawire::inspect::capture::likely;
use javawire::inspect::watch::{Kind, Watch, WatchSettings};
use javawire::{Error, ErrorKind, Graph, Parser};

use super::form::called;
use super::text;
use super::watched::{Input, find};

/// No more of a text than this is looked at.
const TEXT: usize = 4096;

/// What begins like an object by chance goes no further than this.
const CHANCE: u64 = 16;

/// Whether nothing of the input is a stream: it has no header, and does not go on as objects do.
pub(super) fn is_no_stream(input: &Input, error: &Error) -> bool {
    match error.kind() {
        ErrorKind::StreamHeader { .. } => error.offset() == Some(0),
        ErrorKind::TypeCode { .. } if input.is_headerless => error.offset() == Some(0),
        _ if input.is_headerless => false,
        _ if input.beginning.is_empty() => true,
        _ if !begins_amid(input) => false,
        _ if is_text(&input.beginning) => true,
        // A good one that is cut, or refers to what was sent before it begins.
        ErrorKind::UnexpectedEnd { .. }
        | ErrorKind::Handle { .. }
        | ErrorKind::HandleType { .. }
        | ErrorKind::Rejected { .. }
        | ErrorKind::Limit { .. }
        | ErrorKind::UndelimitedExternal { .. } => false,
        _ => error.offset().unwrap_or(0) < CHANCE,
    }
}

/// What to say beside the error.
pub(super) enum Advice {
    None,
    /// What the input is.
    First(String),
    /// What it is, where the error says only that it is nothing else.
    Instead(String),
    /// What to do.
    Then(String),
}

/// Returns what to say beside the error.
pub(super) fn of(input: &Input, error: &Error) -> Advice {
    if is_no_stream(input, error) {
        return of_no_stream(input);
    }
    if matches!(
        error.kind(),
        ErrorKind::Handle { .. } | ErrorKind::HandleType { .. }
    ) && (input.is_headerless || begins_amid(input))
    {
        let advice = "the capture begins amid a connection, and this handle may stand for \
                      something that was sent before";
        return Advice::Then(advice.to_owned());
    }
    if input.is_headerless
        && is_text(&input.beginning)
        && let Some((form, option)) = likely(&input.beginning).and_then(called)
    {
        return Advice::Then(format!("it may be {form}: if so, {option}"));
    }
    of_broken_stream(input, error).map_or(Advice::None, Advice::Then)
}

fn of_no_stream(input: &Input) -> Advice {
    let beginning = &input.beginning;
    if let Some(advice) = of_other_bytes(beginning) {
        return Advice::Then(advice);
    }
    if let Some(place) = input.header {
        let stands = "a stream header, AC ED 00 05, stands at byte";
        return Advice::Then(format!("{stands} {}", skipping(input, place)));
    }
    if is_strings(beginning) {
        let dump = "dump lists such strings";
        return Advice::Then(match input.conversation {
            Some(number) => {
                format!("{dump}, and decode --conversation {number} without --from prints them")
            }
            None => dump.to_owned(),
        });
    }
    match is_text(beginning) {
        true => text::of(beginning, |place| skipping(input, place)),
        false => Advice::None,
    }
}

/// Whether these are strings of `writeUTF`.
fn is_strings(beginning: &[u8]) -> bool {
    let mut watch = Watch::new(WatchSettings::default());
    watch.push(beginning);
    watch
        .next()
        .is_some_and(|message| matches!(message.kind(), Kind::Text(_)))
}

/// Where something stands, and how to begin there.
fn skipping(input: &Input, place: u64) -> String {
    match input.skipped {
        Some(skipped) => {
            let place = place.saturating_add(skipped);
            format!("{place}: --skip {place} begins there")
        }
        None => format!("{place} of what stands behind the bytes that were skipped"),
    }
}

/// What to do with bytes that stand for others in a form that is not read here.
fn of_other_bytes(beginning: &[u8]) -> Option<String> {
    const COMPRESSED: [(&[u8], &str, &str); 5] = [
        (b"BZh", "bzip2", "bunzip2"),
        (b"\xFD7zXZ\0", "xz", "unxz"),
        (b"\x28\xB5\x2F\xFD", "zstd", "unzstd"),
        (b"\x04\x22\x4D\x18", "lz4", "unlz4"),
        (b"PK\x03\x04", "zip", "unzip"),
    ];
    for (magic, name, program) in COMPRESSED {
        if beginning.starts_with(magic) {
            return Some(format!("it is compressed with {name}: {program} first"));
        }
    }
    if beginning.starts_with(b"\x1F\x8B\x08") {
        return Some(
            "it begins as gzip data do, and nothing comes of them: they are broken".to_owned(),
        );
    }
    for size in [2, 4, 8] {
        let words = beginning.chunks(size).take(8_usize.div_ceil(size));
        let bytes: Vec<u8> = words.flat_map(|word| word.iter().rev().copied()).collect();
        if bytes.starts_with(&STREAM_HEADER) {
            return Some(format!(
                "the bytes of each word of {size} are swapped: send them in their order (xxd without -e)"
            ));
        }
    }
    let line = beginning.split(|&byte| byte == b'\n').next()?;
    let is_od = matches!(line.strip_prefix(b"0000000"), Some([b' ' | b'\t', ..]));
    is_od.then(|| {
        "it looks like a listing of od that is not hexadecimal: od -An -v -t x1 lists bytes that are \
         read here"
            .to_owned()
    })
}

/// Whether this is a stream without its header, by its first byte.
fn begins_amid(input: &Input) -> bool {
    matches!(input.beginning.first(), Some(0x70..=0x7E))
}

/// Whether all that has come may be a text that begins as an object does, by chance.
pub(super) fn may_be_text(input: &Input) -> bool {
    let is_short = input.is_whole() && input.beginning.len() <= TEXT;
    is_short && !input.is_headerless && begins_amid(input) && is_text(&input.beginning)
}

/// What spoils a stream on its way, as far as undoing it proves it.
fn of_broken_stream(input: &Input, error: &Error) -> Option<String> {
    if !input.is_whole() {
        return None;
    }
    let stream = &input.beginning;
    if find(stream, b"\r\n").is_some() && !has_lone_line_feed(stream) {
        let mut undone = Vec::with_capacity(stream.len());
        for (index, &byte) in stream.iter().enumerate() {
            let next = stream.get(index.saturating_add(1));
            if byte != b'\r' || next != Some(&b'\n') {
                undone.push(byte);
            }
        }
        if goes_further(&undone, error) {
            let advice = "each LF of it stands behind a CR: its line ends became CR LF, as in \
                          text mode; send the bytes as they are";
            return Some(advice.to_owned());
        }
    }
    None
}

fn has_lone_line_feed(stream: &[u8]) -> bool {
    let first = stream.first() == Some(&b'\n');
    first
        || stream
            .windows(2)
            .any(|pair| matches!(pair, [before, b'\n'] if *before != b'\r'))
}

/// Whether this stream has no error, or one that comes later.
fn goes_further(stream: &[u8], error: &Error) -> bool {
    let parser = Parser::of_capture(stream);
    match Graph::read_with(parser, stream) {
        Ok(_) => true,
        Err(later) => later.offset().unwrap_or(0) > error.offset().unwrap_or(0).saturating_add(8),
    }
}

/// Whether these bytes are a text: UTF-8 without control characters, even if it is cut.
fn is_text(bytes: &[u8]) -> bool {
    let bytes = bytes.get(..TEXT).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty()
        && !text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}
