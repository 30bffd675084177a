//! Items as lines of a terminal.

use std::ops::Range;

use anstyle::Style;

use super::contents::ROW;
use super::item::{Item, Role};
use super::line::{Line, Margin, TEXT_COLUMN, WIDEST};
use super::wrap::Wrap;

/// Deeper than this, a number tells how deep.
const DEEPEST: u32 = 8;

/// How text of a [`Role`] looks on a terminal.
pub type Paint = fn(Role) -> Style;

/// Lays items out in lines: the offset, up to eight bytes, and what they are. An item that needs
/// several lines has them.
///
/// # Examples
///
/// ```
/// use javawire::inspect::dump::{Dump, Layout, Options};
///
/// let (mut dump, layout) = (Dump::new(Options::default()), Layout::default());
/// let mut listing = Vec::new();
/// dump.push(b"\xAC\xED\0\x05p", &mut |item| layout.push(&mut listing, item))?;
/// assert_eq!(
///     String::from_utf8(listing).unwrap(),
///     "00000000  AC ED                    STREAM_MAGIC\n\
///      00000002  00 05                    STREAM_VERSION 5\n\
///      00000004  70                       TC_NULL\n"
/// );
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Layout {
    width: usize,
    /// What begins and ends text of each role, in their order, if there are colours.
    switches: Option<[(String, String); Role::ALL.len()]>,
}

impl Default for Layout {
    /// Eighty columns without colours.
    fn default() -> Self {
        Layout {
            width: 80,
            switches: None,
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

    /// Returns how many columns its lines have.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the layout with colours.
    ///
    /// # Examples
    ///
    /// ```
    /// use anstyle::{AnsiColor, Style};
    /// use javawire::inspect::dump::{Layout, Role};
    ///
    /// let layout = Layout::default().with_paint(|role| match role {
    ///     Role::Error => AnsiColor::Red.on_default().bold(),
    ///     _ => Style::new(),
    /// });
    /// ```
    #[must_use]
    pub fn with_paint(mut self, paint: Paint) -> Self {
        self.switches = Some(Role::ALL.map(|role| {
            let style = paint(role);
            let (on, off) = (style.render(), style.render_reset());
            (on.to_string(), off.to_string())
        }));
        self
    }

    /// Appends the lines of an item, in UTF-8.
    pub fn push(&self, out: &mut Vec<u8>, item: &Item<'_>) {
        // Of most items, each character takes a byte and a column, and is what it is.
        let is_plain = self.switches.is_none() && self.width <= WIDEST;
        if !is_plain || item.offset >> 32 > 0 || !item.text().is_ascii() {
            return self.styled(out, item);
        }
        let indent = usize::try_from(item.depth.min(DEEPEST)).unwrap_or(0);
        let indent = indent.saturating_mul(2);
        let margin = Margin {
            // What is left out has an offset as well.
            offset: (item.length > 0).then_some(item.offset),
            indent,
            depth: (item.depth > DEEPEST).then_some(item.depth),
        };
        let room = self.width.saturating_sub(margin.column());
        if item.text().len() <= room && item.bytes.len() <= ROW {
            margin.push(out, item.bytes, item.text());
        } else {
            self.wrapped(out, item, margin, room);
        }
    }

    /// The same of an item that may need several lines, of which the first has `room` columns for
    /// the text.
    #[inline(never)]
    fn wrapped(&self, out: &mut Vec<u8>, item: &Item<'_>, first: Margin, room: usize) {
        let text = item.text();
        let mut rows = item.bytes.chunks(ROW);
        let below = Margin {
            indent: first.indent.saturating_add(2),
            ..Margin::default()
        };
        let mut wrap = Wrap::new(item, true, room, self.width.saturating_sub(below.column()));
        let (mut margin, mut start) = (first, 0);
        loop {
            let end = wrap.end();
            let row = rows.next().unwrap_or_default();
            margin.push(out, row, item.part(start..end));
            if end >= text.len() {
                break;
            }
            (margin, start) = (below, end);
            wrap.advance();
        }
        for row in rows {
            Margin::default().push(out, row, "");
        }
    }

    /// The same of any item.
    #[inline(never)]
    fn styled(&self, out: &mut Vec<u8>, item: &Item<'_>) {
        let indent = usize::try_from(item.depth.min(DEEPEST)).unwrap_or(0);
        let indent = indent.saturating_mul(2);
        // What is left out has an offset as well.
        let offset = (item.length > 0).then_some(item.offset);
        let mut line = Line::new(out, item.bytes);
        let mut column = line.begin(offset, indent);
        if item.depth > DEEPEST {
            column = column.saturating_add(line.add_depth(item.depth));
        }
        let room = self.width.saturating_sub(column);
        self.text(&mut line, item, room, indent.saturating_add(2));
        line.end();
        while line.has_bytes() {
            line.begin(None, 0);
            line.end();
        }
    }

    /// Appends the text of an item, on as many lines as it needs: the first has `room` columns for
    /// it, the others are indented.
    fn text(&self, line: &mut Line<'_, '_>, item: &Item<'_>, room: usize, indent: usize) {
        let below = self
            .width
            .saturating_sub(TEXT_COLUMN)
            .saturating_sub(indent);
        let mut wrap = Wrap::new(item, false, room, below);
        let mut add = |part: Range<usize>, on: &str, off: &str| {
            let mut start = part.start;
            line.switch(on);
            while wrap.end() < part.end {
                line.add(item.part(start..wrap.end()));
                line.switch(off);
                line.end();
                line.begin(None, indent);
                line.switch(on);
                start = wrap.end();
                wrap.advance();
            }
            line.add(item.part(start..part.end));
            line.switch(off);
        };
        match &self.switches {
            None => add(0..item.text().len(), "", ""),
            Some(switches) => {
                for (role, piece) in item.ranges() {
                    let switches = switches.get(role as usize);
                    let (on, off) = switches.map_or(("", ""), |(on, off)| (on, off));
                    add(piece, on, off);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::item::Page;
    use super::*;

    /// The lines of an item of these pieces, of 60 columns each.
    fn lines(depth: u32, start: u64, pieces: &[&str], bytes: &[u8]) -> Vec<String> {
        let (mut page, mut out) = (Page::default(), Vec::new());
        page.left_out(&mut |_| (), 0, start);
        for piece in pieces {
            page.put(Role::Note, piece);
        }
        let layout = Layout::default().with_width(60);
        page.item(&mut |item| layout.push(&mut out, item), depth, bytes);
        let out = String::from_utf8(out).unwrap();
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn text_goes_on_in_the_next_line_before_a_word_or_a_piece() {
        let (long, wide, accents) = ("x".repeat(30), "漢".repeat(13), "e\u{301}".repeat(25));
        let cases: [(&[&str], &[&str]); 8] = [
            (
                &["one two three four five six "],
                &["one two three four five", "  six"],
            ),
            (
                &["one two three four fives  ", "six"],
                &["one two three four fives", "  six"],
            ),
            (
                &["name", ": ", "0123456789012345678"],
                &["name: 0123456789012345678"],
            ),
            (
                &["name", ": ", "0123456789012345678", ";"],
                &["name: 0123456789012345678", "  ;"],
            ),
            (
                &["a ", &long, " b"],
                &["a xxxxxxxxxxxxxxxxxxxxxxx", "  xxxxxxx b"],
            ),
            (&[&wide], &["漢漢漢漢漢漢漢漢漢漢漢漢", "  漢"]),
            (&[&accents], &[&accents]),
            (&[], &[]),
        ];
        for (pieces, expected) in cases {
            let found = lines(0, 0, pieces, b"");
            let found: Vec<_> = found.iter().filter_map(|line| line.get(35..)).collect();
            assert_eq!(found, expected);
        }
    }

    /// What is laid out at once has the lines that it has in general.
    #[test]
    fn plain_lines_are_those_of_any_text() {
        let long = "x".repeat(150);
        let pieces: [&[&str]; 8] = [
            &[],
            &["word"],
            &["blanks at the end   "],
            &["name", ": ", "one two three four five six seven eight"],
            &["one two three four five six  seven", " eight ", "nine ten"],
            &["name: ", &long, " and ", &long],
            &[&long],
            &["   ", &long],
        ];
        for depth in [0, 3, 8, 9, 10, 47, 99, 100, u32::MAX] {
            for width in [60, 61, 80, 100, WIDEST] {
                let layout = Layout::default().with_width(width);
                for (pieces, bytes) in pieces.iter().zip([0, 1, 8, 9, 40].into_iter().cycle()) {
                    let (mut page, mut count) = (Page::default(), 0);
                    page.left_out(&mut |_| (), 0, 0xABCD_EF01);
                    for piece in *pieces {
                        page.put(Role::Note, piece);
                    }
                    let mut compare = |item: &Item<'_>| {
                        let (mut plain, mut styled) = (Vec::new(), Vec::new());
                        layout.push(&mut plain, item);
                        layout.styled(&mut styled, item);
                        assert_eq!(String::from_utf8(plain), String::from_utf8(styled));
                        count += 1;
                    };
                    page.item(&mut compare, depth, &[0x5A; 40][..bytes]);
                    assert_eq!(count, 1);
                }
            }
        }
    }

    #[test]
    fn offsets_and_depths_may_be_large() {
        assert_eq!(
            lines(1234, 0xA_0000_0010, &["word"], b"123456789"),
            [
                "A00000010  31 32 33 34 35 36 37 38                  1234>",
                "          39                                         word"
            ]
        );
    }
}
