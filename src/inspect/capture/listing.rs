//! Listings of bytes, each line after its offset: those of `xxd`, `hexdump -C`,
//! `od -t x1`, Wireshark, `tcpdump -X`, `certutil -encodehex` and `Format-Hex`.

use super::decoder::Wrong;
use super::opening::is_heading;
use super::row::{self, Row, binary_row, row};
use crate::codes::STREAM_MAGIC;

/// The longest line there can be: far longer than any program prints.
const LONGEST_LINE: usize = 64 << 10;

/// How many bytes all `*` of a listing may stand for: seventy characters could ask for any number.
const MOST_REPEATED: u64 = 256 << 20;

/// How a stream begins.
const MAGIC: [u8; 2] = STREAM_MAGIC.to_be_bytes();

/// A line that says when a packet came, after another packet.
const ANOTHER: &str = "another packet begins here, and each has headers of its own: give what one \
                       side sent, which tcpflow -r FILE takes out of what tcpdump -w FILE wrote, \
                       as Wireshark does (Follow TCP Stream, as Raw); or the listing of one packet";

#[derive(Debug, Default)]
pub(super) struct Listing {
    /// What has come of a line.
    line: Vec<u8>,
    /// Whether the digits are binary ones: where hexadecimal ones would not begin a stream, and
    /// these do.
    is_binary: bool,
    /// The bases in which the offsets may be written, the likeliest first, and what that of the
    /// first line is in each.
    bases: Option<Vec<(u32, u64)>>,
    /// How many bytes there were.
    count: u64,
    /// The bytes of the line before.
    row: Vec<u8>,
    /// Whether a line of `*` came: until the next line, all are as the one before.
    starred: bool,
    /// How many bytes are still to be repeated, before those that wait.
    left: u64,
    waiting: Vec<u8>,
    /// How many bytes were repeated in all.
    repeated: u64,
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

    /// Takes the end of the text. Returns whether there are more bytes: then call it again.
    pub(super) fn finish(&mut self, full: usize, bytes: &mut Vec<u8>) -> Result<bool, Wrong> {
        if self.repeat(full, bytes) {
            return Ok(true);
        }
        self.end_line(bytes)?;
        Ok(self.is_repeating())
    }

    /// Takes the line that has ended.
    fn end_line(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let line = std::mem::take(&mut self.line);
        let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
        match text.trim_ascii() {
            [] => Ok(()),
            b"*" => {
                self.starred = true;
                Ok(())
            }
            text => {
                if self.bases.is_none() {
                    let first = binary_row(text).map(|row| row.bytes);
                    self.is_binary = first.is_some_and(|bytes| bytes.starts_with(&MAGIC));
                }
                let row = match self.is_binary {
                    true => binary_row(text).ok_or(row::NONE),
                    false => row(text),
                };
                let row = row.map_err(|problem| self.no_row(text, problem))?;
                self.add(row, bytes)
            }
        }
    }

    /// What is wrong with a line that does not belong to the listing.
    fn no_row(&self, text: &[u8], problem: &str) -> Wrong {
        if self.count > 0 && is_heading(text) {
            return Wrong::Line(ANOTHER.to_owned());
        }
        Wrong::Line(problem.to_owned())
    }

    fn is_repeating(&self) -> bool {
        self.left > 0 || !self.waiting.is_empty()
    }

    /// Adds bytes that a listing leaves out because they repeat the line before, up to `most`, and
    /// after the last of them those that wait. Returns whether there were any.
    pub(super) fn repeat(&mut self, most: usize, bytes: &mut Vec<u8>) -> bool {
        if !self.is_repeating() {
            return false;
        }
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
        true
    }

    fn add(&mut self, row: Row<'_>, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let starred = std::mem::take(&mut self.starred) && !self.row.is_empty();
        let count = self.count;
        let bases = self.bases.get_or_insert_with(|| bases(row.offset));
        let skipped_in = |&(base, first): &(u32, u64)| {
            let skipped = offset(row.offset, base)?
                .checked_sub(first)?
                .checked_sub(count)?;
            (skipped == 0 || starred).then_some(skipped)
        };
        let skipped = bases.iter().find_map(skipped_in);
        if skipped.is_some() {
            bases.retain(|base| skipped_in(base).is_some());
        }
        let Some(skipped) = skipped else {
            let is_zero = row.offset.iter().all(|&digit| digit == b'0');
            let offset = String::from_utf8_lossy(row.offset);
            if self.count > 0 && is_zero {
                return Err(Wrong::Line(format!(
                    "it begins again at {offset}: another packet or file begins there; list one \
                     alone"
                )));
            }
            let digits = self.row.iter().chain(&row.bytes);
            if self.row.len() >= 8 && digits.fold(0, |all, byte| all | byte) & 0xEE == 0 {
                return Err(Wrong::Line(format!(
                    "it begins at {offset}, behind {} bytes: the digits seem to be binary ones, as \
                     of xxd -b; list hexadecimal ones, as xxd does",
                    self.count
                )));
            }
            return Err(Wrong::Line(format!(
                "it begins at {offset}, behind {} bytes: a line is missing, or is too much",
                self.count
            )));
        };
        let length = u64::try_from(row.bytes.len()).unwrap_or(u64::MAX);
        self.count = self.count.saturating_add(skipped).saturating_add(length);
        if skipped > 0 {
            self.repeated = self.repeated.saturating_add(skipped);
            if self.repeated > MOST_REPEATED {
                return Err(Wrong::Line(format!(
                    "'*' before it stands for {skipped} bytes, and all '*' may stand for \
                     {MOST_REPEATED}: is its offset right? If so, list all lines (hexdump -v)"
                )));
            }
            self.left = skipped;
            self.waiting = row.bytes;
        } else if !row.bytes.is_empty() {
            bytes.extend(&row.bytes);
            self.row = row.bytes;
        }
        Ok(())
    }
}

/// The bases in which an offset may be written, the likeliest first, and what it is in each: `od` writes
/// seven digits, octal or decimal ones; `xxd -d` eight decimal ones; all others hexadecimal ones.
fn bases(digits: &[u8]) -> Vec<(u32, u64)> {
    let bases: &[u32] = match digits.len() {
        7 => &[8, 10, 16],
        8 => &[16, 10],
        _ => &[16],
    };
    let values = bases
        .iter()
        .map(|&base| Some((base, offset(digits, base)?)));
    values.flatten().collect()
}

fn offset(digits: &[u8], base: u32) -> Option<u64> {
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, base).ok()
}
