//! What comes after a text and may go on with it: another string of a list, another row of a table,
//! another array. One stream may stand in several such pieces, and to pass over a piece would be to
//! lose it.
//!
//! A piece goes on only where objects may: if it begins as one does. A text that ends inside an
//! object is reported by whoever reads the stream.

use super::Form;
use super::decoder::{Decoder, Wrong};
use super::detect::{Found, HEADER_IN_BASE64};
use super::front::{Front, is_border};
use super::opening::{HEADER_DIGITS, Opening};
use super::perhaps::{Perhaps, is_perhaps_stream, perhaps_stream};
use crate::codes::STREAM_HEADER;

/// How much of a piece is looked at.
const MOST: usize = 512;

/// No name of a value is longer than this.
const LONGEST_WORD: usize = 32;

/// What the first text stands for, as far as a piece must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Objects,
    Strings,
    Hex,
    Base64,
    Other,
}

impl Content {
    fn of(bytes: &[u8]) -> Self {
        let digits: Vec<u8> = without_prefix(bytes)
            .iter()
            .copied()
            .filter(|sign| !b" :-,".contains(sign))
            .collect();
        match bytes {
            _ if bytes.starts_with(&STREAM_HEADER) => Content::Objects,
            _ if bytes.starts_with(HEADER_IN_BASE64) => Content::Base64,
            _ if digits.get(..HEADER_DIGITS.len()).is_some_and(is_header) => Content::Hex,
            [0, ..] => Content::Strings,
            _ if is_perhaps_stream(bytes) => Content::Objects,
            _ => Content::Other,
        }
    }
}

fn is_header(digits: &[u8]) -> bool {
    digits.eq_ignore_ascii_case(HEADER_DIGITS)
}

/// How a piece stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    /// Between quotes.
    Quoted(u8),
    /// Between brackets, up to this one.
    Bracketed(u8),
    /// Alone, up to what ends a word.
    Word,
}

#[derive(Debug)]
struct Piece {
    kind: PieceKind,
    text: Vec<u8>,
    /// After a `\`.
    escaped: bool,
}

/// Looks for pieces, a character at a time.
#[derive(Debug)]
pub(super) struct Further {
    form: Form,
    opening: Opening,
    content: Content,
    /// The name of the first text, if it has one: what has another name is another thing.
    name: Vec<u8>,
    /// What may be the name of what comes.
    other: Vec<u8>,
    /// Whether the first text stood in a table, and in which column.
    is_table: bool,
    column: u64,
    /// The column in which the next character stands, and what has come of it.
    now: u64,
    cell: Vec<u8>,
    piece: Option<Piece>,
    /// The word right before a quote, and the sign before that.
    word: Vec<u8>,
    sign: u8,
    /// A string that goes on, unless it is the name of what follows.
    found: bool,
}

impl Further {
    /// What comes after this text, which stands for what begins with `bytes`, and which
    /// ended with this character in this column of a table.
    pub(super) fn new(found: Found, front: &Front, bytes: &[u8], end: u8) -> Self {
        let column = front.cells();
        let mut further = Further {
            form: found.form(),
            opening: found.opening(),
            content: Content::of(bytes),
            name: front.name(),
            other: Vec::new(),
            is_table: found.opening() == Opening::Word && column > 0,
            column,
            now: column,
            cell: Vec::new(),
            piece: None,
            word: Vec::new(),
            sign: 0,
            found: false,
        };
        further.turn(end);
        if !is_border(end) && end != b'\n' {
            // What comes now belongs to the same cell.
            further.cell.push(end);
        }
        if !is_quote(end) {
            further.sign = end;
        }
        further
    }

    /// Takes the next character.
    pub(super) fn push(&mut self, character: u8) -> Result<(), Wrong> {
        if self.content == Content::Other {
            return Ok(());
        }
        if self.form == Form::Hex {
            self.push_cell(character)?;
        }
        if let Some(piece) = &mut self.piece {
            let closes = match piece.kind {
                PieceKind::Quoted(quote) => character == quote && !piece.escaped,
                PieceKind::Bracketed(end) => character == end,
                PieceKind::Word => {
                    !(character.is_ascii_alphanumeric() || b"+/_-=".contains(&character))
                }
            };
            if closes {
                return self.end_piece(character);
            }
            let nests =
                matches!(piece.kind, PieceKind::Bracketed(_)) && b"[{<(".contains(&character);
            piece.escaped = character == b'\\' && !piece.escaped;
            if nests {
                self.piece = self.bracket(character);
            } else if piece.text.len() < MOST {
                piece.text.push(character);
            }
            return Ok(());
        }
        if character.is_ascii_whitespace() {
            self.end_word();
            return Ok(());
        }
        if std::mem::take(&mut self.found) && !matches!(character, b':' | b'=') {
            return Err(goes_on());
        }
        if character.is_ascii_alphanumeric() || matches!(character, b'_' | b'.' | b'-') {
            if self.word.is_empty() && self.sign == b',' && self.stands_alone() {
                self.piece = Some(Piece::new(PieceKind::Word, Some(character)));
            } else if self.word.len() < LONGEST_WORD {
                self.word.push(character);
            }
            return Ok(());
        }
        let is_prefix = is_prefix(&self.word);
        if is_prefix && is_quote(character) {
            self.word.clear();
        }
        self.end_word();
        // What has another name is another thing.
        let is_value = self.sign == b':' && self.other != self.name;
        let is_text = matches!(self.form, Form::Escaped | Form::Quoted);
        if is_quote(character) && is_text && is_prefix && !is_value {
            self.piece = Some(Piece::new(PieceKind::Quoted(character), None));
        } else if !is_value {
            self.piece = self.bracket(character);
        }
        self.sign = match (self.sign, character) {
            // `"name" => "…"`
            (b'=', b'>') => b':',
            _ => character,
        };
        Ok(())
    }

    /// Takes the end of the capture.
    pub(super) fn finish(&self) -> Result<(), Wrong> {
        let is_piece = self.piece.as_ref().is_some_and(|piece| self.goes_on(piece));
        match self.found || is_piece || self.is_cell() {
            true => Err(goes_on()),
            false => Ok(()),
        }
    }

    /// A word may be the name of what follows.
    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.other = std::mem::take(&mut self.word);
        }
    }

    /// Whether pieces may stand without quotes and brackets of their own.
    fn stands_alone(&self) -> bool {
        self.form == Form::Base64
    }

    fn bracket(&self, character: u8) -> Option<Piece> {
        let end = match character {
            b'[' => b']',
            b'{' => b'}',
            b'(' if self.form == Form::Hex => b')',
            b'<' if self.form == Form::Hex => b'>',
            _ => return None,
        };
        let may_be = matches!(self.form, Form::Hex | Form::Numbers);
        may_be.then(|| Piece::new(PieceKind::Bracketed(end), None))
    }

    fn end_piece(&mut self, character: u8) -> Result<(), Wrong> {
        let Some(piece) = self.piece.take() else {
            return Ok(());
        };
        if matches!(piece.kind, PieceKind::Quoted(_)) {
            self.other.clone_from(&piece.text);
        }
        self.sign = character;
        match self.goes_on(&piece) {
            false => Ok(()),
            // It may be a name.
            true if matches!(piece.kind, PieceKind::Quoted(_)) => {
                self.found = true;
                Ok(())
            }
            true => Err(goes_on()),
        }
    }

    fn goes_on(&self, piece: &Piece) -> bool {
        let text = piece.text.strip_prefix(b"Buffer ").unwrap_or(&piece.text);
        self.is_objects(text)
    }

    fn is_objects(&self, text: &[u8]) -> bool {
        decoded(self.form, text).is_some_and(|bytes| match self.content {
            Content::Objects => may_go_on(&bytes, text),
            Content::Strings => matches!(*bytes, [0, _, ..]),
            Content::Hex => {
                decoded(Form::Hex, without_prefix(&bytes)).is_some_and(|it| may_go_on(&it, text))
            }
            Content::Base64 => decoded(Form::Base64, &bytes).is_some_and(|it| may_go_on(&it, text)),
            Content::Other => false,
        })
    }

    /// Takes the next character of a table, or of something else that has words of digits.
    fn push_cell(&mut self, character: u8) -> Result<(), Wrong> {
        let ends_cell = is_border(character) || character == b'\n';
        self.is_table |= self.opening == Opening::Word && is_border(character);
        let is_list = !self.is_table && matches!(character, b',' | b')' | b';' | b' ' | b'(');
        if ends_cell || is_list {
            if self.is_cell() {
                return Err(goes_on());
            }
            self.cell.clear();
            self.turn(character);
        } else if self.cell.len() < MOST {
            self.cell.push(character);
        }
        Ok(())
    }

    /// Takes what stands between two columns.
    fn turn(&mut self, character: u8) {
        match character {
            b'\n' => self.now = 0,
            _ if is_border(character) => self.now = self.now.saturating_add(1),
            _ => {}
        }
    }

    /// Whether what has come of this cell goes on with the one above it.
    fn is_cell(&self) -> bool {
        let cell = self.cell.trim_ascii();
        let digits = without_prefix(cell);
        // Numbers alone are not bytes, unless they stand where those did.
        let is_prefixed = digits.len() < cell.len();
        let is_there = match self.is_table {
            true => self.now == self.column,
            false => is_prefixed,
        };
        is_there && digits.iter().all(u8::is_ascii_hexdigit) && self.is_objects(digits)
    }
}

impl Piece {
    fn new(kind: PieceKind, first: Option<u8>) -> Self {
        Piece {
            kind,
            text: first.into_iter().collect(),
            escaped: false,
        }
    }
}

fn goes_on() -> Wrong {
    Wrong::Line(
        "more follows in the same form, and may belong to the text before it: put what is one \
         stream into one text, and else give one at a time"
            .to_owned(),
    )
}

fn is_quote(character: u8) -> bool {
    matches!(character, b'"' | b'\'' | b'`')
}

/// Whether this may stand right before a quote: `b"…"` of Python and Rust, `X'…'` of SQL. After any
/// other word a quote is an apostrophe.
fn is_prefix(word: &[u8]) -> bool {
    word.len() <= 2
        && word
            .iter()
            .all(|letter| b"brxeuln8".contains(&letter.to_ascii_lowercase()))
}

fn without_prefix(text: &[u8]) -> &[u8] {
    const PREFIXES: [&[u8]; 4] = [b"\\\\x", b"\\x", b"0x", b"0X"];
    let stripped = PREFIXES
        .iter()
        .find_map(|prefix| text.strip_prefix(*prefix));
    stripped.unwrap_or(text)
}

/// The bytes that this stands for, if all of it has this form; what is cut may end inside one.
fn decoded(form: Form, text: &[u8]) -> Option<Vec<u8>> {
    let (mut decoder, mut bytes) = (Decoder::new(Found::whole(form)), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let count = decoder.push(rest, &mut bytes).ok()?;
        rest = rest.get(count..).unwrap_or_default();
    }
    if text.len() < MOST {
        decoder.finish(&mut bytes).ok()?;
    }
    Some(bytes)
}

/// Whether a stream may go on with these bytes, which this text stands for, or another begin. What is
/// cut has a length before what is missing, the first byte of which is small: a word that begins as
/// an object does is not cut.
fn may_go_on(bytes: &[u8], text: &[u8]) -> bool {
    let is_letter = |byte: &u8| *byte >= b' ';
    bytes.starts_with(&STREAM_HEADER)
        || match perhaps_stream(bytes) {
            Perhaps::Whole => true,
            Perhaps::Cut => !bytes.iter().all(is_letter) && !is_word(text),
            Perhaps::No => false,
        }
}

/// Whether this is a word as languages have them.
fn is_word(text: &[u8]) -> bool {
    let rest = match text {
        [first, rest @ ..] if first.is_ascii_alphabetic() => rest,
        _ => return false,
    };
    rest.len() < LONGEST_WORD && rest.iter().all(u8::is_ascii_lowercase)
}
