//! What has come and is to be told of: in order, its bytes in chunks.

use super::observer::{End, Opened};
use crate::conversation::{Side, Stamp};

/// What one thing that is told takes, besides its bytes: a list that grows has twice as much.
pub(super) const OF_A_NOTE: usize = 2 * size_of::<Note>();

/// What a conversation takes for its beginning, its ends and its close.
pub(super) const OF_A_CONVERSATION: usize = 5 * OF_A_NOTE + size_of::<Opened>() + LONGEST_NAME;

/// The longest name of a server that a client can ask for, and its port.
const LONGEST_NAME: usize = 255 + ":65535".len();

/// What is told.
#[derive(Debug)]
pub(super) enum Told<'a> {
    Opened(&'a Opened),
    Refused(&'a Opened, &'a str),
    Bytes(Side, Stamp, &'a [u8]),
    Ended(Side, Stamp, End),
    GivenUp(Stamp),
    Closed,
}

#[derive(Debug)]
struct Note {
    number: u64,
    what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Opened(Box<Opened>),
    Refused(Box<(Opened, String)>),
    /// The next so many bytes of the next chunk that has as many left.
    Bytes(Side, Stamp, usize),
    Ended(Side, Stamp, End),
    GivenUp(Stamp),
    Closed,
}

/// What has come since the last time.
#[derive(Debug, Default)]
pub(super) struct Batch {
    notes: Vec<Note>,
    chunks: Vec<Vec<u8>>,
}

impl Batch {
    /// Returns what is told, in order.
    pub(super) fn told(&self) -> impl Iterator<Item = (u64, Told<'_>)> {
        let mut chunks = self.chunks.iter().map(Vec::as_slice);
        let mut rest = chunks.next().unwrap_or_default();
        self.notes.iter().map(move |note| {
            let told = match &note.what {
                What::Opened(opened) => Told::Opened(opened),
                What::Refused(refused) => Told::Refused(&refused.0, &refused.1),
                What::Bytes(from, at, length) => {
                    // What is left of a chunk was too little.
                    if rest.len() < *length {
                        rest = chunks.next().unwrap_or_default();
                    }
                    let (bytes, after) = rest.split_at_checked(*length).unwrap_or((rest, &[]));
                    rest = after;
                    Told::Bytes(*from, *at, bytes)
                }
                What::Ended(from, at, how) => Told::Ended(*from, *at, *how),
                What::GivenUp(at) => Told::GivenUp(*at),
                What::Closed => Told::Closed,
            };
            (note.number, told)
        })
    }

    /// Returns how much was counted for it.
    pub(super) fn held(&self) -> usize {
        let chunks = self.chunks.iter().map(Vec::capacity);
        let notes = self.notes.iter().map(|note| match &note.what {
            What::Bytes(..) => OF_A_NOTE,
            What::Closed | What::GivenUp(_) => OF_A_CONVERSATION,
            What::Refused(refused) => OF_A_CONVERSATION.saturating_add(refused.1.len()),
            What::Opened(_) | What::Ended(..) => 0,
        });
        chunks.chain(notes).fold(0, usize::saturating_add)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    pub(super) fn note(&mut self, number: u64, what: What) {
        self.notes.push(Note { number, what });
    }

    /// Whether these bytes have room in the last chunk.
    pub(super) fn has_chunk_for(&self, bytes: &[u8]) -> bool {
        let last = self.chunks.last();
        last.is_some_and(|chunk| chunk.capacity().saturating_sub(chunk.len()) >= bytes.len())
    }

    pub(super) fn add_chunk(&mut self, chunk: Vec<u8>) {
        self.chunks.push(chunk);
    }

    /// Copies the bytes into the last chunk.
    pub(super) fn append(&mut self, bytes: &[u8]) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.extend_from_slice(bytes);
        }
    }

    pub(super) fn into_chunks(self) -> Vec<Vec<u8>> {
        self.chunks
    }
}
