//! Where the text of an item goes on in the next line: before a word, or before a piece.

use unicode_width::UnicodeWidthChar as _;

use super::item::Item;

/// The text of an item, cut into lines.
#[derive(Debug)]
pub(super) struct Wrap<'a> {
    item: &'a Item<'a>,
    /// Whether each byte of the text is a character that takes one column.
    is_ascii: bool,
    /// How many columns there are on all lines but the first.
    room: usize,
    /// Where the line ends.
    end: usize,
    /// Where the next line ends after whole words, and where it is full.
    next: (usize, usize),
}

impl<'a> Wrap<'a> {
    /// The first line has `first` columns for the text, all others have `room`.
    #[inline]
    pub(super) fn new(item: &'a Item<'a>, is_ascii: bool, first: usize, room: usize) -> Self {
        let mut wrap = Wrap {
            item,
            is_ascii,
            room,
            end: 0,
            next: (0, 0),
        };
        wrap.next = wrap.line(0, first);
        wrap.advance();
        wrap
    }

    /// Where the line ends. The blanks before that are its last.
    #[inline]
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// Goes to the next line.
    pub(super) fn advance(&mut self) {
        let (end, full) = self.next;
        self.end = end;
        if end < self.item.text().len() {
            self.next = self.line(end, self.room);
            // What fits on no line is cut where the line is full.
            if self.next.0 == end && full > end {
                self.end = full;
                self.next = self.line(full, self.room);
            }
        }
    }

    /// Where a line that begins at `start` and has `room` columns ends, after words and pieces
    /// that are whole; and where it would be full.
    fn line(&self, start: usize, room: usize) -> (usize, usize) {
        let text = self.item.text();
        let full = if self.is_ascii {
            text.len().min(start.saturating_add(room))
        } else {
            let rest = text.get(start..).unwrap_or_default();
            start.saturating_add(fitting(rest, room))
        };
        if full == text.len() {
            return (full, full);
        }
        let is_blank = |byte: &u8| *byte == b' ';
        // A blank may stand where the line is full.
        let line = text.as_bytes().get(start..=full).unwrap_or_default();
        let word = line
            .iter()
            .rposition(is_blank)
            .map_or(0, |at| at.saturating_add(1));
        let piece = self.item.end_of_pieces(full);
        let end = start.saturating_add(word).max(piece);
        let behind = text.as_bytes().get(end..).unwrap_or_default();
        let blanks = behind.iter().take_while(|byte| is_blank(byte)).count();
        (end.saturating_add(blanks), full)
    }
}

/// How many bytes of a text fit into so many columns.
#[inline]
pub(crate) fn fitting(text: &str, columns: usize) -> usize {
    let bytes = text.as_bytes();
    // What follows may take no column.
    let beginning = bytes.get(..=columns).unwrap_or(bytes);
    if beginning.is_ascii() {
        return text.len().min(columns);
    }
    let mut column = 0_usize;
    let mut characters = text.char_indices();
    let first_behind = characters.find(|(_, character)| {
        column = column.saturating_add(character.width().unwrap_or(0));
        column > columns
    });
    first_behind.map_or(text.len(), |(at, _)| at)
}
