//! The text under way: commas, lines, and what is moved out of places that are too deep.

use crate::inspect::json::scalars::{put_integer, put_text};

/// How deep brackets stand inside each other before a value is moved into `"more"`. What has
/// no depth of its own still goes some levels further.
const DEEPEST: usize = 40;

/// Where an entry of `"more"` begins.
const ENTRY_DEPTH: usize = 2;

const LINE: [u8; 161] = {
    let mut line = [b' '; 161];
    line[0] = b'\n';
    line
};

/// How many bytes most lines begin with at most.
const FEW: usize = 32;

/// The text of a JSON value.
#[derive(Debug, Default)]
pub(in crate::inspect) struct Out {
    pub(in crate::inspect) text: Vec<u8>,
    /// Whether the text has lines and spaces.
    is_pretty: bool,
    depth: usize,
    /// Whether something stands before the next item of the innermost bracket.
    has_item: bool,
    /// The texts that wait for the end of an entry of `"more"`.
    waiting: Vec<Waiting>,
    /// The entries that are complete, by their numbers from 1.
    more: Vec<Vec<u8>>,
}

#[derive(Debug)]
struct Waiting {
    text: Vec<u8>,
    depth: usize,
    /// The number of the entry that is written meanwhile.
    number: usize,
}

impl Out {
    pub(in crate::inspect) fn new(is_pretty: bool) -> Self {
        Out {
            is_pretty,
            ..Out::default()
        }
    }

    /// The text that nothing will be added to any more in front of what follows.
    pub(in crate::inspect) fn is_main(&self) -> bool {
        self.waiting.is_empty()
    }

    #[inline]
    fn line(&mut self) {
        if self.is_pretty {
            let indent = self.depth.saturating_mul(2).saturating_add(1);
            // A fixed number of bytes needs no call.
            match LINE.first_chunk::<FEW>() {
                Some(line) if indent <= FEW => {
                    let end = self.text.len().saturating_add(indent);
                    self.text.extend_from_slice(line);
                    self.text.truncate(end);
                }
                _ => self
                    .text
                    .extend_from_slice(LINE.get(..indent).unwrap_or(&LINE)),
            }
        }
    }

    /// Begins the next item of an array, or key of an object.
    #[inline]
    pub(in crate::inspect) fn item(&mut self) {
        if std::mem::replace(&mut self.has_item, true) {
            self.text.push(b',');
        }
        self.line();
    }

    /// Begins the next item of an array of numbers.
    #[inline]
    pub(in crate::inspect) fn number(&mut self) {
        if std::mem::replace(&mut self.has_item, true) {
            self.text.push(b',');
        }
    }

    /// Begins the next item of an object, whose key needs no escapes.
    #[inline(always)]
    pub(in crate::inspect) fn key(&mut self, key: &str) {
        self.item();
        self.text.push(b'"');
        self.text.extend_from_slice(key.as_bytes());
        self.text.push(b'"');
        self.colon();
    }

    /// The same where the key is a JSON string.
    #[inline]
    pub(in crate::inspect) fn quoted_key(&mut self, key: &[u8]) {
        self.item();
        self.text.extend_from_slice(key);
        self.colon();
    }

    /// The same of any key.
    pub(in crate::inspect) fn text_key(&mut self, key: &str) {
        self.item();
        put_text(&mut self.text, key);
        self.colon();
    }

    #[inline]
    fn colon(&mut self) {
        self.text.push(b':');
        if self.is_pretty {
            self.text.push(b' ');
        }
    }

    #[inline]
    pub(in crate::inspect) fn put(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    #[inline]
    pub(in crate::inspect) fn open(&mut self, bracket: u8) {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
        self.has_item = false;
    }

    #[inline]
    pub(in crate::inspect) fn close(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        if self.has_item {
            self.line();
        }
        self.close_row(bracket);
    }

    /// The end of an array of numbers, which are all on one line.
    pub(in crate::inspect) fn close_numbers(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.close_row(b']');
    }

    #[inline]
    fn close_row(&mut self, bracket: u8) {
        self.text.push(bracket);
        self.has_item = true;
    }

    /// Begins an object that may hold others. Whether it was moved into `"more"`.
    #[inline]
    pub(in crate::inspect) fn open_value(&mut self) -> bool {
        let moves = self.depth >= DEEPEST;
        if moves {
            self.move_out();
        }
        self.open(b'{');
        moves
    }

    /// Ends what [`open_value`](Self::open_value) began.
    #[inline]
    pub(in crate::inspect) fn close_value(&mut self, moved: bool) {
        self.close(b'}');
        if moved {
            self.move_back();
        }
    }

    #[cold]
    fn move_out(&mut self) {
        self.more.push(Vec::new());
        let number = self.more.len();
        self.put(b"{\"@more\": ");
        put_integer(&mut self.text, u32::try_from(number).unwrap_or(u32::MAX));
        self.text.push(b'}');
        self.waiting.push(Waiting {
            text: std::mem::take(&mut self.text),
            depth: self.depth,
            number,
        });
        self.depth = ENTRY_DEPTH;
    }

    #[cold]
    fn move_back(&mut self) {
        let Some(waiting) = self.waiting.pop() else {
            return;
        };
        self.text.shrink_to_fit();
        let entry = std::mem::replace(&mut self.text, waiting.text);
        if let Some(place) = self.more.get_mut(waiting.number.saturating_sub(1)) {
            *place = entry;
        }
        self.depth = waiting.depth;
        self.has_item = true;
    }

    /// The entries of `"more"`, by their numbers from 1.
    pub(in crate::inspect) fn take_more(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.more)
    }
}
