//! Where in a text the part that stands for bytes may begin.

use super::Form;
use super::detect::{Found, Seen};
use super::hex::End;
use super::row::{is_first, may_be_first};

/// How far a text is looked at for what stands inside something else.
const AREA: usize = 512;

/// The most places that are tried.
const MOST_PLACES: usize = 48;

/// The most lines that may stand before a listing.
const MOST_HEADINGS: usize = 16;

/// What `AC ED 00 05` is in hexadecimal digits.
pub(super) const HEADER_DIGITS: &[u8] = b"aced0005";

/// How Node prints bytes.
const BUFFER: &[u8] = b"<Buffer ";

/// What stands before the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing.
    None,
    /// This quote, which ends it too.
    Quote(u8),
    /// A bracket, inside which there may be comments.
    Bracket,
    /// A sign, such as `=`.
    Sign,
    /// A comma: something stands before it that may belong to the text.
    Comma,
    /// Nothing that ends it: it is a word.
    Word,
}

impl Opening {
    pub(super) fn quote(self) -> Option<u8> {
        match self {
            Opening::Quote(quote) => Some(quote),
            _ => None,
        }
    }

    /// What ends digits after it.
    pub(super) fn end(self) -> End {
        match self {
            Opening::None => End::Text,
            Opening::Word => End::Word,
            Opening::Bracket => End::Bracket,
            Opening::Quote(_) | Opening::Sign | Opening::Comma => End::Sign,
        }
    }
}

#[derive(Debug)]
pub(super) struct Openings {
    pub(super) places: Vec<(usize, Opening)>,
    /// Whether no others may come.
    pub(super) is_whole: bool,
}

/// The places where a text may begin whose first character stands at `start`: there, or
/// `anywhere` on the first line after a quote, a bracket or the like.
pub(super) fn openings(head: &[u8], start: usize, ended: bool, anywhere: bool) -> Openings {
    let text = head.get(start..).unwrap_or_default();
    let mut places = vec![(start, Opening::None)];
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or(text);
    if text.starts_with(b"-----BEGIN ") {
        places.push((start.saturating_add(line.len()), Opening::Bracket));
    }
    let mut area = line.get(..AREA).unwrap_or(line);
    let opens = |byte: &u8| b"\"'`[{(=:,".contains(byte);
    let is_prompt = line.windows(2).any(|pair| pair == b"> ");
    let goes_on = |last: &u8| opens(last) || *last == b';';
    if is_prompt || line.trim_ascii_end().last().is_some_and(goes_on) {
        // What it opens, or what answers it, begins on a later line.
        area = text.get(..AREA).unwrap_or(text);
    }
    let is_whole = ended || !anywhere || area.len() == AREA || area.len() < text.len();
    let buffer = find(area, BUFFER).filter(|at| anywhere || *at == 0);
    if let Some(at) = buffer {
        let inner = at.saturating_add(BUFFER.len());
        places.push((start.saturating_add(inner), Opening::Bracket));
    }
    if !anywhere {
        area = area.get(..1).unwrap_or(area);
    }
    for (index, byte) in area.iter().enumerate().filter(|(_, byte)| opens(byte)) {
        let behind = area.len().min(index.saturating_add(1));
        let opening = match byte {
            b'"' | b'\'' | b'`' => Opening::Quote(*byte),
            b',' => Opening::Comma,
            b'=' | b':' => Opening::Sign,
            _ => Opening::Bracket,
        };
        let blanks = match opening {
            Opening::Quote(_) => 0,
            _ => blanks(text.get(behind..).unwrap_or_default()),
        };
        let at = start.saturating_add(behind).saturating_add(blanks);
        places.push((at, opening));
        if places.len() >= MOST_PLACES {
            break;
        }
    }
    let is_table = anywhere && begins_table(line);
    let lines = match is_table {
        true => text,
        false => area,
    };
    let word = word(lines).map(|at| (start.saturating_add(at), Opening::Word));
    places.extend(word);
    Openings {
        places,
        is_whole: is_whole && (ended || !is_table),
    }
}

/// Whether this may be the first line of what `psql` or `mysql` prints: the names of columns, or a
/// border.
fn begins_table(line: &[u8]) -> bool {
    let is_border = [&b"+-"[..], b"-[", b"**"];
    line.contains(&b'|')
        || line.contains(&b'\t')
        || line.ends_with(b" ")
        || is_border.iter().any(|border| line.starts_with(border))
}

/// Where the digits of a stream stand as one word of this text: after `0x` or `\x`, or between the
/// borders of a table. Others may be a part of what stands in several lines.
fn word(text: &[u8]) -> Option<usize> {
    const PREFIXES: [&[u8]; 4] = [b"0x", b"0X", b"\\\\x", b"\\x"];
    let length = HEADER_DIGITS.len();
    text.windows(length).enumerate().find_map(|(at, part)| {
        if !part.eq_ignore_ascii_case(HEADER_DIGITS) {
            return None;
        }
        let (before, digits) = text.split_at_checked(at)?;
        let count = digits.iter().take_while(|digit| digit.is_ascii_hexdigit());
        let count = count.count();
        if count == length {
            return None;
        }
        let is_word = match PREFIXES
            .iter()
            .find_map(|prefix| before.strip_suffix(*prefix))
        {
            Some(before) => matches!(before.last(), None | Some(b' ' | b'\t' | b'\n' | b'|')),
            None => {
                let is_blank = |byte: &&u8| **byte == b' ';
                let first = digits.iter().skip(count).find(|byte| !is_blank(byte));
                let last = before.iter().rev().find(|byte| !is_blank(byte));
                (last, first) == (Some(&b'|'), Some(&b'|'))
            }
        };
        is_word.then_some(at)
    })
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn blanks(text: &[u8]) -> usize {
    let blanks = text.iter().take_while(|byte| byte.is_ascii_whitespace());
    blanks.count()
}

/// Whether a listing begins here, after lines that name what is listed.
pub(super) fn preamble(head: &[u8], start: usize, ended: bool) -> Seen {
    let text = head.get(start..).unwrap_or_default();
    let mut at = start;
    let mut has_heading = false;
    for line in text
        .split_inclusive(|&byte| byte == b'\n')
        .take(MOST_HEADINGS)
    {
        let is_whole = ended || line.ends_with(b"\n");
        if is_whole && is_first(line) {
            return Seen::Certain(Found::at(Form::Listing, at, Opening::None));
        }
        let is_blank = line.trim_ascii().is_empty();
        match heading(line) {
            Heading::Yes => has_heading = true,
            _ if has_heading && is_blank => {}
            Heading::Perhaps if !is_whole => return Seen::NotYet,
            _ if !is_whole && (has_heading || may_be_first(line)) => return Seen::NotYet,
            _ => return Seen::No,
        }
        at = at.saturating_add(line.len());
    }
    match ended {
        true => Seen::No,
        false => Seen::NotYet,
    }
}

/// Whether this line stands before a listing, or between two of them.
pub(super) fn is_heading(line: &[u8]) -> bool {
    heading(line) == Heading::Yes
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Yes,
    Perhaps,
    No,
}

/// Whether this line may stand before the first of a listing: `Format-Hex` names the file and the
/// columns, `tcpdump` the packet and its time.
fn heading(line: &[u8]) -> Heading {
    const WORDS: [&[u8]; 5] = [
        b"Path:",
        b"Label:",
        b"Offset ",
        b"------ ",
        b"00 01 02 03 04 05 06",
    ];
    const TIME: &[u8] = b"00:00:0";
    let line = line.trim_ascii_start();
    let mut heading = Heading::No;
    for word in WORDS {
        if line.starts_with(word) {
            return Heading::Yes;
        }
        if word.starts_with(line) {
            heading = Heading::Perhaps;
        }
    }
    let fits = |(byte, of_time): (&u8, &u8)| match of_time {
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    };
    match line.iter().zip(TIME).all(fits) {
        true if line.len() >= TIME.len() => Heading::Yes,
        true => Heading::Perhaps,
        false => heading,
    }
}
