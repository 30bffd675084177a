//! JSON that has been read: one flat list of words, over the text itself.
//!
//! A value takes one or two words, and what an array or object holds follows it. So JSON takes at
//! most five times its length, however it is nested.

mod duplicates;

use std::fmt;

use crate::inspect::json::scalars::SAFE_INTEGER;

/// Words are kept in pieces of this many: a list that grew in one piece would have to stand
/// in memory twice while it moves.
const PIECE: usize = 1 << 13;

const TAG_BITS: u32 = 3;
const TAG_MASK: u64 = 0b111;

const WORD: u64 = 0;
const INTEGER: u64 = 1;
const NUMBER: u64 = 2;
const TEXT: u64 = 3;
const UNESCAPED: u64 = 4;
const ARRAY: u64 = 5;
const OBJECT: u64 = 6;

const NULL: u64 = 0;
const FALSE: u64 = 1;
const TRUE: u64 = 2;

/// The words of a JSON text.
#[derive(Debug)]
pub(super) struct Document<'t> {
    text: &'t str,
    /// Strings that had escapes in the text, one after the other.
    unescaped: String,
    pieces: Vec<Vec<u64>>,
    length: usize,
}

/// A value of a document.
#[derive(Clone, Copy)]
pub(super) struct Value<'d> {
    document: &'d Document<'d>,
    at: usize,
}

/// What a value is.
pub(super) enum JsonKind<'d> {
    Null,
    Bool(bool),
    Number(Number<'d>),
    Text(&'d str),
    Array(Items<'d>),
    Object(Entries<'d>),
}

/// A number, as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number<'d> {
    Integer(i64),
    /// One with a point or an exponent, or very many digits.
    Other(&'d str),
}

/// Values one after the other.
#[derive(Clone, Copy)]
pub(super) struct Items<'d> {
    document: &'d Document<'d>,
    next: usize,
    left: usize,
}

/// The keys and values of an object.
#[derive(Clone, Copy)]
pub(super) struct Entries<'d>(Items<'d>);

// How it is read.
impl<'t> Document<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Document {
            text,
            unescaped: String::new(),
            pieces: Vec::new(),
            length: 0,
        }
    }

    fn push(&mut self, word: u64) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(word),
            _ => {
                // The first may stay small.
                let mut piece = match self.pieces.is_empty() {
                    true => Vec::new(),
                    false => Vec::with_capacity(PIECE),
                };
                piece.push(word);
                self.pieces.push(piece);
            }
        }
        self.length = self.length.saturating_add(1);
    }

    fn push_tagged(&mut self, tag: u64, value: u64) {
        self.push(value << TAG_BITS | tag);
    }

    pub(super) fn push_null(&mut self) {
        self.push_tagged(WORD, NULL);
    }

    pub(super) fn push_bool(&mut self, value: bool) {
        self.push_tagged(WORD, if value { TRUE } else { FALSE });
    }

    /// One of at most 61 bits.
    pub(super) fn push_integer(&mut self, value: i64) {
        self.push_tagged(INTEGER, value as u64);
    }

    pub(super) fn push_number(&mut self, start: usize, end: usize) {
        self.push_span(NUMBER, start, end);
    }

    /// A string without escapes.
    pub(super) fn push_text(&mut self, start: usize, end: usize) {
        self.push_span(TEXT, start, end);
    }

    pub(super) fn push_unescaped(&mut self, text: &str) {
        let start = self.unescaped.len();
        self.unescaped.push_str(text);
        self.push_span(UNESCAPED, start, self.unescaped.len());
    }

    fn push_span(&mut self, tag: u64, start: usize, end: usize) {
        self.push_tagged(tag, wide(start));
        self.push(wide(end));
    }

    /// Begins an array or object: where it stands, which [`close`](Self::close) wants to know.
    pub(super) fn open(&mut self, is_object: bool) -> usize {
        let at = self.length;
        self.push_tagged(if is_object { OBJECT } else { ARRAY }, 0);
        self.push(0);
        at
    }

    /// Ends an array of `count` elements, or an object of `count` entries.
    pub(super) fn close(&mut self, at: usize, count: usize) {
        let end = wide(self.length);
        if let Some(word) = self.word_mut(at) {
            *word = end << TAG_BITS | *word & TAG_MASK;
        }
        if let Some(word) = self.word_mut(at.saturating_add(1)) {
            *word = wide(count);
        }
    }

    fn word_mut(&mut self, at: usize) -> Option<&mut u64> {
        self.pieces.get_mut(at / PIECE)?.get_mut(at % PIECE)
    }
}

impl<'t> Document<'t> {
    #[inline]
    fn word(&self, at: usize) -> u64 {
        let piece = self.pieces.get(at / PIECE);
        let word = piece.and_then(|piece| piece.get(at % PIECE));
        word.copied().unwrap_or(NULL)
    }

    pub(super) fn root(&self) -> Value<'_> {
        self.value(0)
    }

    /// The value that stands there, as [`Value::at`] told.
    #[inline]
    pub(super) fn value(&self, at: usize) -> Value<'_> {
        Value { document: self, at }
    }
}

impl<'d> Value<'d> {
    /// Where it stands.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// The value that stands at another place of the same document.
    pub(super) fn elsewhere(self, at: usize) -> Value<'d> {
        self.document.value(at)
    }

    fn second(self) -> u64 {
        self.document.word(self.at.saturating_add(1))
    }

    #[inline]
    pub(super) fn kind(self) -> JsonKind<'d> {
        let word = self.document.word(self.at);
        let first = word >> TAG_BITS;
        match word & TAG_MASK {
            INTEGER => JsonKind::Number(Number::Integer(word as i64 >> TAG_BITS)),
            NUMBER => JsonKind::Number(Number::Other(span(
                self.document.text,
                first,
                self.second(),
            ))),
            TEXT => JsonKind::Text(span(self.document.text, first, self.second())),
            UNESCAPED => JsonKind::Text(span(&self.document.unescaped, first, self.second())),
            ARRAY => JsonKind::Array(self.inside()),
            OBJECT => JsonKind::Object(Entries(self.inside())),
            _ => match first {
                FALSE => JsonKind::Bool(false),
                TRUE => JsonKind::Bool(true),
                _ => JsonKind::Null,
            },
        }
    }

    fn inside(self) -> Items<'d> {
        Items {
            document: self.document,
            next: self.at.saturating_add(2),
            left: narrow(self.second()),
        }
    }

    /// Where the value after it stands.
    #[inline]
    fn end(self) -> usize {
        let word = self.document.word(self.at);
        match word & TAG_MASK {
            ARRAY | OBJECT => narrow(word >> TAG_BITS),
            NUMBER | TEXT | UNESCAPED => self.at.saturating_add(2),
            _ => self.at.saturating_add(1),
        }
    }

    pub(super) fn contains(self, other: Value<'_>) -> bool {
        (self.at..self.end()).contains(&other.at)
    }

    pub(super) fn is_null(self) -> bool {
        matches!(self.kind(), JsonKind::Null)
    }

    pub(super) fn text(self) -> Option<&'d str> {
        match self.kind() {
            JsonKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array.
    pub(super) fn items(self) -> Option<Items<'d>> {
        match self.kind() {
            JsonKind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of an object.
    #[inline]
    pub(super) fn entries(self) -> Option<Entries<'d>> {
        match self.kind() {
            JsonKind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of an object that has this key.
    #[inline]
    pub(super) fn get(self, key: &str) -> Option<Value<'d>> {
        self.entries()?.get(key)
    }

    pub(super) fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// A number from 0 on, without a point.
    pub(super) fn as_u64(self) -> Option<u64> {
        match self.kind() {
            JsonKind::Number(Number::Integer(integer)) => u64::try_from(integer).ok(),
            JsonKind::Number(number) => {
                whole(number.as_f64()?).and_then(|whole| u64::try_from(whole).ok())
            }
            _ => None,
        }
    }
}

/// What some tools print with a point or an exponent.
pub(super) fn whole(number: f64) -> Option<i64> {
    let is_whole = number.trunc() == number && number.abs() <= SAFE_INTEGER as f64;
    is_whole.then_some(number as i64)
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({})", self.at)
    }
}

impl Number<'_> {
    /// The nearest double.
    pub(super) fn as_f64(self) -> Option<f64> {
        match self {
            Number::Integer(integer) => Some(integer as f64),
            Number::Other(text) => text.parse().ok(),
        }
    }
}

impl Items<'_> {
    /// How many are left.
    pub(super) fn len(self) -> usize {
        self.left
    }
}

impl<'d> Iterator for Items<'d> {
    type Item = Value<'d>;

    #[inline]
    fn next(&mut self) -> Option<Value<'d>> {
        self.left = self.left.checked_sub(1)?;
        let value = self.document.value(self.next);
        self.next = value.end();
        Some(value)
    }
}

impl<'d> Entries<'d> {
    pub(super) fn len(self) -> usize {
        self.0.left
    }

    #[inline]
    fn get(self, key: &str) -> Option<Value<'d>> {
        let mut entries = self;
        entries.find(|(name, _)| *name == key).map(|entry| entry.1)
    }
}

impl<'d> Iterator for Entries<'d> {
    type Item = (&'d str, Value<'d>);

    #[inline]
    fn next(&mut self) -> Option<(&'d str, Value<'d>)> {
        let items = &mut self.0;
        items.left = items.left.checked_sub(1)?;
        let key = items.document.value(items.next);
        let value = items.document.value(key.end());
        items.next = value.end();
        Some((key.text().unwrap_or_default(), value))
    }
}

fn span(text: &str, start: u64, end: u64) -> &str {
    text.get(narrow(start)..narrow(end)).unwrap_or_default()
}

// A text has at most half as many bytes as there are addresses, and fewer words.

fn wide(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX)
}

fn narrow(index: u64) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
