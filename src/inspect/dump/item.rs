//! One part of a stream and what is said of it, and the page on which items are written.

use std::fmt::Arguments;
use std::ops::Range;

use super::value::{push, push_number};

/// Takes the items, in the order of their bytes.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&Item<'_>);

/// Some bytes of a stream, and what they are.
///
/// The items of a stream follow each other without gap or overlap: each begins
/// where the one before it ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Item<'a> {
    /// Where its bytes begin.
    pub offset: u64,
    /// Its bytes. A title has none, and neither does what is left out.
    pub bytes: &'a [u8],
    /// How many bytes it stands for: more than there are [`bytes`](Self::bytes) if some are left out.
    pub length: u64,
    /// How deep it stands inside other items.
    pub depth: u32,
    text: &'a str,
    marks: &'a [(Role, usize)],
}

/// What a piece of an item's text is, for colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// A name from the specification: `TC_OBJECT`, `serialVersionUID`.
    Name,
    /// The name of a field, or the index of an element.
    Field,
    /// The name of a class or type.
    Class,
    /// A number, boolean or character.
    Value,
    /// A string.
    Text,
    /// A handle.
    Handle,
    /// What connects the others, or is said about them.
    Note,
    /// What was wrong.
    Error,
}

impl Role {
    /// All of them, in their order.
    pub(super) const ALL: [Role; 8] = [
        Role::Name,
        Role::Field,
        Role::Class,
        Role::Value,
        Role::Text,
        Role::Handle,
        Role::Note,
        Role::Error,
    ];
}

impl<'a> Item<'a> {
    /// Returns what is said of the bytes, without line breaks or control characters.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the text in pieces, each with what it is.
    pub fn pieces(&self) -> impl Iterator<Item = (Role, &'a str)> + use<'a> {
        let item = *self;
        self.ranges()
            .map(move |(role, piece)| (role, item.part(piece)))
    }

    /// A part of the text.
    #[inline]
    pub(super) fn part(&self, part: Range<usize>) -> &'a str {
        self.text.get(part).unwrap_or_default()
    }

    /// Where the last of the pieces ends that end before `end` or there.
    #[inline]
    pub(super) fn end_of_pieces(&self, end: usize) -> usize {
        let mut ends = self.marks.iter().rev().map(|(_, end)| *end);
        ends.find(|piece| *piece <= end).unwrap_or(0)
    }

    /// Where the pieces are in the text.
    #[inline]
    pub(super) fn ranges(&self) -> impl Iterator<Item = (Role, Range<usize>)> + use<'a> {
        let mut start = 0;
        self.marks.iter().map(move |&(role, end)| {
            let piece = start..end;
            start = end;
            (role, piece)
        })
    }
}

/// Where items are written: the text of the next one, and how far they have come.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    marks: Vec<(Role, usize)>,
    /// Where the next item begins.
    offset: u64,
    /// Bytes passed over in silence since the last item.
    silent: Option<u64>,
}

impl Page {
    pub(super) fn offset(&self) -> u64 {
        self.offset.saturating_add(self.silent.unwrap_or(0))
    }

    /// Adds a piece to the text of the next item.
    #[inline]
    pub(super) fn put(&mut self, role: Role, piece: &str) {
        if self.silent.is_none() {
            self.text.push_str(piece);
            self.mark(role);
        }
    }

    /// Adds `name: Type`, of which the name has `name` bytes.
    #[inline]
    pub(super) fn put_label(&mut self, label: &str, name: usize) {
        if self.silent.is_none() {
            let name = self.text.len().saturating_add(name);
            self.text.push_str(label);
            self.marks.extend([
                (Role::Field, name),
                (Role::Note, name.saturating_add(2)),
                (Role::Class, self.text.len()),
            ]);
        }
    }

    /// As [`put`](Self::put), for what is to be formatted first.
    #[inline]
    pub(super) fn put_all(&mut self, role: Role, piece: Arguments<'_>) {
        self.put_with(role, |text| push(text, piece));
    }

    /// As [`put`](Self::put), for a number between two texts.
    #[inline]
    pub(super) fn put_number(
        &mut self,
        role: Role,
        before: &str,
        number: impl itoa::Integer,
        after: &str,
    ) {
        self.put_with(role, |text| {
            text.push_str(before);
            push_number(text, number);
            text.push_str(after);
        });
    }

    /// As [`put`](Self::put), for what is written straight into the text.
    #[inline]
    pub(super) fn put_with(&mut self, role: Role, write: impl FnOnce(&mut String)) {
        if self.silent.is_none() {
            write(&mut self.text);
            self.mark(role);
        }
    }

    /// Hands out the next item, which has these bytes.
    pub(super) fn item(&mut self, sink: Sink<'_>, depth: u32, bytes: &[u8]) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.hand_out(sink, depth, bytes, length);
    }

    /// Hands out the next item, which stands for `length` bytes that are left out.
    pub(super) fn left_out(&mut self, sink: Sink<'_>, depth: u32, length: u64) {
        self.hand_out(sink, depth, &[], length);
    }

    /// From here on nothing is handed out, until [`listen`](Self::listen).
    pub(super) fn silence(&mut self) {
        self.silent.get_or_insert(0);
    }

    pub(super) fn is_silent(&self) -> bool {
        self.silent.is_some()
    }

    /// Items are handed out again. Returns how many bytes were passed over since they were
    /// not: they are to be [left out](Self::left_out) next.
    pub(super) fn listen(&mut self) -> u64 {
        self.silent.take().unwrap_or(0)
    }

    fn hand_out(&mut self, sink: Sink<'_>, depth: u32, bytes: &[u8], length: u64) {
        if let Some(silent) = &mut self.silent {
            *silent = silent.saturating_add(length);
            return;
        }
        sink(&Item {
            offset: self.offset,
            bytes,
            length,
            depth,
            text: &self.text,
            marks: &self.marks,
        });
        self.offset = self.offset.saturating_add(length);
        self.text.clear();
        self.marks.clear();
    }

    #[inline]
    fn mark(&mut self, role: Role) {
        self.marks.push((role, self.text.len()));
    }
}

/// Cuts bytes into the parts that items are made of.
#[derive(Debug)]
pub(super) struct Cuts<'a> {
    bytes: &'a [u8],
}

impl<'a> Cuts<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Cuts { bytes }
    }

    /// The next `count` bytes, or all if there are fewer.
    #[inline]
    pub(super) fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self
            .bytes
            .split_at_checked(count)
            .unwrap_or((self.bytes, &[]));
        self.bytes = rest;
        taken
    }

    pub(super) fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.bytes)
    }
}

/// `0..length` in steps of `step`.
pub(super) fn steps(length: usize, step: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..length).step_by(step.max(1));
    starts.map(move |start| start..start.saturating_add(step).min(length))
}
