//! A line of a terminal: the offset, the bytes, and columns of text after them.

use super::contents::ROW;
use super::hex::{digits, pair};

/// Where the text begins: after offset and bytes.
pub(super) const TEXT_COLUMN: usize = 10 + 3 * ROW + 1;

/// What stands on a line before anything else does: room for all up to the text.
const EMPTY: [u8; 64] = [b' '; 64];

/// A line of plain text is not longer, whatever stands in front of it.
const LONGEST: usize = 128;

/// How many columns of lines are certain not to be longer.
pub(super) const WIDEST: usize = LONGEST - 16;

/// What stands in front of the text of a line, besides bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Margin {
    /// Of up to eight digits.
    pub(super) offset: Option<u64>,
    /// Up to 28 columns.
    pub(super) indent: usize,
    /// A number that stands for more indentation.
    pub(super) depth: Option<u32>,
}

impl Margin {
    /// The column of the text.
    #[inline(always)]
    pub(super) fn column(self) -> usize {
        let depth = self.depth.map_or(0, |depth| {
            let digits = depth.checked_ilog10().unwrap_or(0) as usize;
            digits.saturating_add(3)
        });
        TEXT_COLUMN
            .saturating_add(self.indent)
            .saturating_add(depth)
    }

    /// Appends a line of up to eight bytes, and with this text, which is ASCII and fits into
    /// [`WIDEST`] columns.
    #[inline(always)]
    pub(super) fn push(self, out: &mut Vec<u8>, row: &[u8], text: &str) {
        let start = out.len();
        out.extend_from_slice(&[b' '; LONGEST]);
        let Some(line) = out.last_chunk_mut::<LONGEST>() else {
            return;
        };
        let mut end = 0;
        if let (Some(offset), Some(place)) = (self.offset, line.first_chunk_mut()) {
            *place = digits(offset);
            end = place.len();
        }
        if !row.is_empty() {
            let places = line.get_mut(10..TEXT_COLUMN).unwrap_or_default();
            for (place, byte) in places.chunks_exact_mut(3).zip(row) {
                if let Some(place) = place.first_chunk_mut() {
                    *place = pair(*byte);
                }
            }
            end = row.len().wrapping_mul(3).wrapping_add(9);
        }
        let mut column = TEXT_COLUMN.wrapping_add(self.indent);
        if let Some(depth) = self.depth {
            let mut number = itoa::Buffer::new();
            end = match depth {
                0..10 => put(line, column, &[b'0' | depth as u8]),
                10..100 => {
                    let digits = [(depth / 10) as u8, (depth % 10) as u8];
                    put(line, column, &digits.map(|digit| b'0' | digit))
                }
                _ => put(line, column, number.format(depth).as_bytes()),
            };
            end = put(line, end, b">");
            column = end.wrapping_add(1);
        }
        let mut text = text.as_bytes();
        while let [front @ .., b' '] = text {
            text = front;
        }
        if !text.is_empty() {
            end = put(line, column, text);
        }
        end = put(line, end, b"\n");
        out.truncate(start.wrapping_add(end));
    }
}

/// Writes over a part of a line, if all of it has room. Where that ends.
#[inline(always)]
fn put(line: &mut [u8; LONGEST], at: usize, text: &[u8]) -> usize {
    let end = at.wrapping_add(text.len());
    match line.get_mut(at..end) {
        Some(place) => {
            place.copy_from_slice(text);
            end
        }
        None => at,
    }
}

/// The lines of one item, of which the last is not whole yet.
#[derive(Debug)]
pub(super) struct Line<'a, 'b> {
    out: &'a mut Vec<u8>,
    /// Those bytes that are on no line yet.
    bytes: &'b [u8],
    /// How many blanks the line ends with. They stay if something follows: a terminal
    /// would begin a new line for one too many.
    blanks: usize,
}

impl<'a, 'b> Line<'a, 'b> {
    pub(super) fn new(out: &'a mut Vec<u8>, bytes: &'b [u8]) -> Self {
        Line {
            out,
            bytes,
            blanks: 0,
        }
    }

    /// Whether there are bytes that are on no line yet.
    pub(super) fn has_bytes(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Begins a line, up to its text, which is indented by up to 28 columns. Returns in which
    /// column that is.
    #[inline(always)]
    pub(super) fn begin(&mut self, offset: Option<u64>, indent: usize) -> usize {
        let text = TEXT_COLUMN.saturating_add(indent);
        let mut column = text;
        if let Some(high @ 1..) = offset.map(|offset| offset >> 32) {
            let high = format!("{high:X}");
            self.out.extend_from_slice(high.as_bytes());
            column = column.saturating_add(high.len());
        }
        let start = self.out.len();
        self.out.extend_from_slice(&EMPTY);
        let line = self.out.get_mut(start..).unwrap_or_default();
        let mut solid = 0;
        if let (Some(offset), Some(place)) = (offset, line.first_chunk_mut()) {
            *place = digits(offset);
            solid = place.len();
        }
        let (row, rest) = self
            .bytes
            .split_at_checked(ROW)
            .unwrap_or((self.bytes, &[]));
        self.bytes = rest;
        if !row.is_empty() {
            let places = line.get_mut(10..).unwrap_or_default();
            for (place, byte) in places.chunks_exact_mut(3).zip(row) {
                if let Some(place) = place.first_chunk_mut() {
                    *place = pair(*byte);
                }
            }
            solid = row.len().saturating_mul(3).saturating_add(9);
        }
        self.out.truncate(start.saturating_add(text));
        self.blanks = text.saturating_sub(solid);
        column
    }

    /// Appends a number that stands for indentation. Returns how many columns it takes.
    #[inline]
    pub(super) fn add_depth(&mut self, depth: u32) -> usize {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(depth);
        self.out.extend_from_slice(digits.as_bytes());
        self.out.extend_from_slice(b"> ");
        self.blanks = 1;
        digits.len().saturating_add(2)
    }

    /// Appends text.
    #[inline]
    pub(super) fn add(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        let solid = text.trim_ascii_end().len();
        if solid > 0 {
            self.blanks = 0;
        }
        let blanks = text.len().saturating_sub(solid);
        self.blanks = self.blanks.saturating_add(blanks);
    }

    /// Switches colours. Blanks at the end of the line come after that.
    #[inline]
    pub(super) fn switch(&mut self, sequence: &str) {
        if !sequence.is_empty() {
            self.trim();
            self.out.extend_from_slice(sequence.as_bytes());
            self.out.extend(std::iter::repeat_n(b' ', self.blanks));
        }
    }

    /// Ends the line.
    #[inline]
    pub(super) fn end(&mut self) {
        self.trim();
        self.out.push(b'\n');
    }

    fn trim(&mut self) {
        let solid = self.out.len().saturating_sub(self.blanks);
        self.out.truncate(solid);
    }
}
