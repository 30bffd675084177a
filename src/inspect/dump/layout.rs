//! Items as lines of a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

use super::contents::ROW;
use super::item::{Item, Role};

/// Where the text begins: after offset and bytes.
const TEXT_COLUMN: usize = 8 + 2 + 3 * ROW + 1;

/// Deeper than this, a number tells how deep.
const DEEPEST: u32 = 8;

/// What begins and ends a piece of text of a [`Role`], for a terminal.
pub type Paint = fn(Role) -> (&'static str, &'static str);

/// Lays items out in lines: the offset, up to eight bytes, and what they are. An item that needs
/// several lines has them.
///
/// # Examples
///
/// ```
/// use javawire::inspect::dump::{Dump, Layout, Options};
///
/// let (mut dump, layout) = (Dump::new(Options::default()), Layout::default());
/// let mut listing = String::new();
/// dump.push(b"\xAC\xED\0\x05p", &mut |item| layout.push(&mut listing, item))?;
/// assert_eq!(
///     listing,
///     "00000000  AC ED                    STREAM_MAGIC\n\
///      00000002  00 05                    STREAM_VERSION 5\n\
///      00000004  70                       TC_NULL\n"
/// );
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Layout {
    width: usize,
    paint: Option<Paint>,
}

impl Default for Layout {
    /// Eighty columns without colours.
    fn default() -> Self {
        Layout {
            width: 80,
            paint: None,
        }
    }
}

impl Layout {
    /// Returns the layout with lines of `columns` columns, but at least 60.
    #[must_use]
    pub fn with_width(mut self, columns: usize) -> Self {
        self.width = columns.max(60);
        self
    }

    /// Returns the layout with colours.
    #[must_use]
    pub fn with_paint(mut self, paint: Paint) -> Self {
        self.paint = Some(paint);
        self
    }

    /// Appends the lines of an item.
    pub fn push(&self, out: &mut String, item: &Item<'_>) {
        let mut line = Line {
            out,
            bytes: item.bytes,
            column: 0,
            waiting: 0,
        };
        // What is left out has an offset as well.
        let offset = (item.length > 0).then_some(item.offset);
        line.begin(offset);
        let depth = item.depth.min(DEEPEST);
        let indent = usize::try_from(depth).unwrap_or(0).saturating_mul(2);
        line.blanks(indent);
        if item.depth > DEEPEST {
            let depth = format!("{}> ", item.depth);
            line.text_in(&depth, depth.len(), "", "");
        }
        for (role, piece) in item.pieces() {
            let (on, off) = self.paint.map_or(("", ""), |paint| paint(role));
            self.piece(&mut line, piece, indent.saturating_add(2), on, off);
        }
        line.end();
        while !line.bytes.is_empty() {
            line.begin(None);
            line.end();
        }
    }

    /// Appends a piece of text, on as many lines as it needs.
    fn piece(&self, line: &mut Line<'_, '_>, piece: &str, indent: usize, on: &str, off: &str) {
        let room = self.width.saturating_sub(line.column);
        if piece.len() <= room && piece.is_ascii() {
            line.text_in(piece, piece.len(), on, off);
            return;
        }
        line.out.push_str(on);
        for word in piece.split_inclusive(' ') {
            let solid = word.trim_end_matches(' ');
            let width = if solid.is_ascii() {
                solid.len()
            } else {
                solid.chars().map(columns).sum()
            };
            let room = self.width.saturating_sub(line.column);
            if width > room {
                let begun = TEXT_COLUMN.saturating_add(indent);
                if line.column > begun && width <= self.width.saturating_sub(begun) {
                    line.wrap(indent, on, off);
                } else {
                    self.characters(line, solid, indent, on, off);
                    line.blanks(word.len().saturating_sub(solid.len()));
                    continue;
                }
            }
            line.text(solid, width);
            line.blanks(word.len().saturating_sub(solid.len()));
        }
        line.out.push_str(off);
    }

    /// Appends a word that is longer than a line.
    fn characters(&self, line: &mut Line<'_, '_>, word: &str, indent: usize, on: &str, off: &str) {
        for character in word.chars() {
            let width = columns(character);
            if line.column.saturating_add(width) > self.width {
                line.wrap(indent, on, off);
            }
            line.text(character.encode_utf8(&mut [0; 4]), width);
        }
    }
}

/// The lines of one item.
struct Line<'a, 'b> {
    out: &'a mut String,
    /// Those bytes that are on no line yet.
    bytes: &'b [u8],
    column: usize,
    /// How many blanks stand before what comes next on the line, if anything does: a terminal
    /// would begin a new line for one too many.
    waiting: usize,
}

impl Line<'_, '_> {
    fn begin(&mut self, offset: Option<u64>) {
        let begun = self.out.len();
        match offset {
            Some(offset) => push_offset(self.out, offset),
            None => self.out.push_str("          "),
        }
        let (row, rest) = self
            .bytes
            .split_at_checked(ROW)
            .unwrap_or((self.bytes, &[]));
        self.bytes = rest;
        push_row(self.out, row);
        // A line that has nothing else ends after its bytes.
        let length = self.out.trim_end_matches(' ').len();
        self.column = self.out.len().saturating_sub(begun);
        self.waiting = self.out.len().saturating_sub(length);
        self.out.truncate(length);
    }

    fn wrap(&mut self, indent: usize, on: &str, off: &str) {
        self.out.push_str(off);
        self.end();
        self.begin(None);
        self.blanks(indent);
        self.out.push_str(on);
    }

    /// Appends text of `columns` columns.
    fn text(&mut self, text: &str, columns: usize) {
        if !text.is_empty() {
            self.flush();
            self.out.push_str(text);
            self.column = self.column.saturating_add(columns);
        }
    }

    /// The same between two switches of colour.
    fn text_in(&mut self, text: &str, columns: usize, on: &str, off: &str) {
        self.out.push_str(on);
        let solid = text.trim_end_matches(' ');
        let blanks = text.len().saturating_sub(solid.len());
        self.text(solid, columns.saturating_sub(blanks));
        self.blanks(blanks);
        self.out.push_str(off);
    }

    fn blanks(&mut self, count: usize) {
        self.waiting = self.waiting.saturating_add(count);
        self.column = self.column.saturating_add(count);
    }

    /// Writes the blanks that stand before what comes next.
    fn flush(&mut self) {
        const BLANKS: &str = "                                        ";
        while self.waiting > 0 {
            let count = self.waiting.min(BLANKS.len());
            self.out.push_str(BLANKS.get(..count).unwrap_or(BLANKS));
            self.waiting = self.waiting.saturating_sub(count);
        }
    }

    fn end(&mut self) {
        self.waiting = 0;
        self.out.push('\n');
    }
}

/// The bytes of one line, and blanks up to the text.
fn push_row(out: &mut String, row: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    const BLANK: [u8; 3 * ROW + 1] = [b' '; 3 * ROW + 1];

    let digit = |value: u8| DIGITS.get(usize::from(value & 15)).copied().unwrap_or(b' ');
    let mut text = BLANK;
    for (place, byte) in text.chunks_exact_mut(3).zip(row) {
        if let [high, low, _] = place {
            (*high, *low) = (digit(byte >> 4), digit(*byte));
        }
    }
    out.push_str(std::str::from_utf8(&text).unwrap_or_default());
}

/// An offset, in eight digits or more.
fn push_offset(out: &mut String, offset: u64) {
    match u32::try_from(offset) {
        Ok(short) => {
            let mut digits = [b' '; 10];
            for (place, shift) in digits.iter_mut().zip([28, 24, 20, 16, 12, 8, 4, 0]) {
                let value = u8::try_from(short >> shift & 15).unwrap_or(0);
                *place = if value < 10 {
                    b'0' | value
                } else {
                    (b'A' - 10).saturating_add(value)
                };
            }
            out.push_str(std::str::from_utf8(&digits).unwrap_or_default());
        }
        Err(_) => {
            let _ = write!(out, "{offset:08X}  ");
        }
    }
}

fn columns(character: char) -> usize {
    character.width().unwrap_or(0)
}
