//! What came before the bytes in front of it: pieces that wait.

use std::collections::BTreeMap;

use super::queue::PIECE;

/// Pieces of one direction, by the offset of their first byte.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// No two of them overlap: the first copy of a byte counts.
    bytes: BTreeMap<u64, Vec<u8>>,
    /// What was sent and not captured, as far as is known: from where to where. What was captured
    /// later all the same counts more.
    cut: BTreeMap<u64, u64>,
    held: usize,
}

/// A piece that is next.
#[derive(Debug)]
pub(super) enum Piece {
    Bytes(Vec<u8>),
    /// Bytes up to this offset were not captured.
    Cut(u64),
}

impl Pieces {
    /// Returns how many bytes of memory wait.
    pub(super) fn held(&self) -> usize {
        self.held
    }

    /// Whether none waits.
    pub(super) fn is_empty(&self) -> bool {
        self.held == 0
    }

    /// Returns how many bytes of memory [`put`](Self::put) and [`put_cut`](Self::put_cut) may need.
    pub(super) fn cost(&self, at: u64, length: usize) -> usize {
        let end = at.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        let between = match self.bytes.is_empty() {
            true => 0,
            false => self.bytes.range(at..end).count(),
        };
        between
            .saturating_add(3)
            .saturating_mul(PIECE.saturating_mul(2))
            .saturating_add(length)
    }

    /// Takes what is new of these bytes.
    pub(super) fn put(&mut self, mut at: u64, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (known, room) = self.gap(at);
            if known > 0 {
                bytes = bytes.get(index(known)..).unwrap_or_default();
                at = at.saturating_add(known);
                continue;
            }
            let (new, rest) = bytes.split_at(bytes.len().min(index(room)));
            self.held = self.held.saturating_add(cost(new));
            self.bytes.insert(at, new.to_vec());
            at = at.saturating_add(size(new));
            bytes = rest;
        }
    }

    /// Takes note that the bytes between these offsets were not captured.
    pub(super) fn put_cut(&mut self, from: u64, to: u64) {
        if to <= from {
            return;
        }
        match self.cut.get_mut(&from) {
            Some(known) => *known = to.max(*known),
            None => {
                self.held = self.held.saturating_add(PIECE);
                self.cut.insert(from, to);
            }
        }
    }

    /// Returns the offset of the first piece.
    pub(super) fn first(&self) -> Option<u64> {
        let bytes = self.bytes.keys().next();
        let cut = self.cut.keys().next();
        bytes.into_iter().chain(cut).min().copied()
    }

    /// Takes the piece at this offset, if there is one. None stands before it.
    pub(super) fn take(&mut self, at: u64) -> Option<Piece> {
        if let Some(entry) = self.bytes.first_entry()
            && *entry.key() <= at
        {
            let bytes = entry.remove();
            self.held = self.held.saturating_sub(cost(&bytes));
            return Some(Piece::Bytes(bytes));
        }
        let entry = self.cut.first_entry()?;
        if *entry.key() > at {
            return None;
        }
        let end = entry.remove();
        self.held = self.held.saturating_sub(PIECE);
        let next = self.bytes.keys().next().map_or(end, |next| end.min(*next));
        self.put_cut(next, end);
        Some(Piece::Cut(next))
    }

    /// Returns how many bytes from `at` on are known, or else how many are not.
    fn gap(&self, at: u64) -> (u64, u64) {
        if let Some((start, bytes)) = self.bytes.range(..=at).next_back() {
            let end = start.saturating_add(size(bytes));
            if end > at {
                return (end.saturating_sub(at), 0);
            }
        }
        let next = self.bytes.range(at..).next();
        (
            0,
            next.map_or(u64::MAX, |(next, _)| *next).saturating_sub(at),
        )
    }
}

/// Returns what a piece costs, which will be an event, and another one for what lacks before it.
fn cost(bytes: &[u8]) -> usize {
    bytes.len().saturating_add(PIECE.saturating_mul(2))
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn index(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
