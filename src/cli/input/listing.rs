//! Listings of bytes, each line behind its offset: those of `xxd`, `hexdump -C`,
//! `od -t x1` and Wireshark.

use super::text::Wrong;

/// The longest line there can be: far longer than any program prints.
const LONGEST_LINE: usize = 64 << 10;

#[derive(Debug, Default)]
pub(super) struct Listing {
    /// What has come of a line.
    line: Vec<u8>,
    /// The offset of the first line.
    first: Option<u64>,
    /// How many bytes there were.
    count: u64,
    /// The bytes of the line before.
    row: Vec<u8>,
    /// Whether a line of `*` came: until the next line, all are as the one before.
    starred: bool,
    /// How many bytes are still to be repeated, before those that wait.
    left: u64,
    waiting: Vec<u8>,
}

/// One line taken apart.
struct Row<'a> {
    offset: &'a [u8],
    bytes: Vec<u8>,
}

impl Listing {
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        if character == b'\n' {
            return self.end_line(bytes);
        }
        if self.line.len() >= LONGEST_LINE {
            return Err(Wrong::Line("longer than any line of a listing".to_owned()));
        }
        self.line.push(character);
        Ok(())
    }

    /// Takes the line that has ended.
    pub(super) fn end_line(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let line = std::mem::take(&mut self.line);
        let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
        match text.trim_ascii() {
            [] => Ok(()),
            b"*" => {
                self.starred = true;
                Ok(())
            }
            text => {
                let row = row(text).map_err(|problem| Wrong::Line(problem.to_owned()))?;
                self.add(row, bytes)
            }
        }
    }

    pub(super) fn is_repeating(&self) -> bool {
        self.left > 0 || !self.waiting.is_empty()
    }

    /// Adds bytes that repeat the line before, up to `most`, and behind the last of them those that wait.
    pub(super) fn repeat(&mut self, most: usize, bytes: &mut Vec<u8>) {
        while self.left > 0 && bytes.len() < most {
            let length =
                usize::try_from(self.left).map_or(self.row.len(), |left| left.min(self.row.len()));
            bytes.extend(self.row.iter().take(length));
            self.left = self
                .left
                .saturating_sub(u64::try_from(length).unwrap_or(u64::MAX));
        }
        if self.left == 0 {
            bytes.extend(&self.waiting);
            self.row = std::mem::take(&mut self.waiting);
        }
    }

    fn add(&mut self, row: Row<'_>, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let starred = std::mem::take(&mut self.starred) && !self.row.is_empty();
        let offsets = offsets(row.offset);
        let first = *self
            .first
            .get_or_insert(offsets.first().copied().unwrap_or(0));
        let relative = offsets
            .iter()
            .filter_map(|offset| offset.checked_sub(first));
        let skipped = relative.filter_map(|offset| offset.checked_sub(self.count));
        let skipped = skipped.min().filter(|&skipped| skipped == 0 || starred);
        let Some(skipped) = skipped else {
            let offset = String::from_utf8_lossy(row.offset);
            return Err(Wrong::Line(format!(
                "it begins at {offset}, behind {} bytes: a line is missing, or is too much",
                self.count
            )));
        };
        let length = u64::try_from(row.bytes.len()).unwrap_or(u64::MAX);
        self.count = self.count.saturating_add(skipped).saturating_add(length);
        if skipped > 0 {
            self.left = skipped;
            self.waiting = row.bytes;
        } else if !row.bytes.is_empty() {
            bytes.extend(&row.bytes);
            self.row = row.bytes;
        }
        Ok(())
    }
}

/// What the digits may mean: `od` writes seven octal ones, all others hexadecimal ones.
fn offsets(digits: &[u8]) -> Vec<u64> {
    let Ok(text) = std::str::from_utf8(digits) else {
        return Vec::new();
    };
    let bases: &[u32] = if digits.len() == 7 { &[8, 16] } else { &[16] };
    let values = bases.iter().map(|&base| u64::from_str_radix(text, base));
    values.filter_map(Result::ok).collect()
}

/// Takes a line apart.
fn row(line: &[u8]) -> Result<Row<'_>, &'static str> {
    const NONE: &str = "it is no line of a listing of bytes";
    const WORDS: &str = "it lists words whose bytes may be swapped: list single bytes, \
                         as xxd and hexdump -C do";
    let (offset, mut rest) = digits(line);
    if offset.len() < 4 || offset.len() > 16 {
        return Err(NONE);
    }
    let colon = rest.first() == Some(&b':');
    rest = rest.strip_prefix(b":").unwrap_or(rest);
    let mut bytes = Vec::new();
    loop {
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
        let blanks = blanks.count();
        rest = rest.get(blanks..).unwrap_or_default();
        // Two blanks come before the text, and in `hexdump -C` amid a line of sixteen.
        let amid = blanks == 2 && bytes.len() == 8 && !colon;
        let ends = !bytes.is_empty() && blanks > 1 && !amid;
        if rest.is_empty() || ends || rest.first() == Some(&b'|') {
            return Ok(Row { offset, bytes });
        }
        let (group, behind) = digits(rest);
        let is_group = matches!(behind.first(), None | Some(b' ' | b'\t'));
        match group.len() {
            2 if is_group && blanks > 0 => {}
            4 if is_group && blanks > 0 && !colon => return Err(WORDS),
            length if is_group && blanks > 0 && colon && length > 0 && length.is_multiple_of(2) => {
            }
            _ if amid => return Ok(Row { offset, bytes }),
            _ => return Err(NONE),
        }
        let pairs = group
            .chunks(2)
            .filter_map(|pair| std::str::from_utf8(pair).ok());
        bytes.extend(pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()));
        rest = behind;
    }
}

/// The digits at the front of `text`, and what is behind them.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let count = text.iter().take_while(|byte| byte.is_ascii_hexdigit());
    text.split_at_checked(count.count()).unwrap_or((text, &[]))
}
