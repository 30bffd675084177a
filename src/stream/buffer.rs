//! The bytes that have arrived and have not been read yet, for the loops that join
//! the parser to a source.

use std::ops::Range;

/// The room a buffer begins with: enough for most messages, little for a
/// connection that stays silent.
const FIRST: usize = 1024;

/// Bytes between a source and a parser.
///
/// It grows only when it is full of bytes that did arrive, never by what they announce.
#[derive(Debug, Default)]
pub(crate) struct InputBuffer {
    bytes: Vec<u8>,
    unread: Range<usize>,
}

impl InputBuffer {
    /// The bytes not read yet.
    pub(crate) fn unread(&self) -> &[u8] {
        self.bytes.get(self.unread.clone()).unwrap_or_default()
    }

    /// Takes the first `count` unread bytes. They stay where they are until [`space`](Self::space).
    pub(crate) fn consume(&mut self, count: usize) -> &[u8] {
        let start = self.unread.start;
        self.unread.start = start.saturating_add(count).min(self.unread.end);
        self.bytes.get(start..self.unread.start).unwrap_or_default()
    }

    /// Room after the unread bytes: some, and as much as is already there.
    pub(crate) fn space(&mut self) -> &mut [u8] {
        if self.unread.is_empty() {
            self.unread = 0..0;
        }
        if self.unread.end == self.bytes.len() {
            self.bytes.copy_within(self.unread.clone(), 0);
            self.unread = 0..self.unread.len();
            // Moving is paid for only while at least half is free afterwards.
            if self.unread.end >= self.bytes.len() / 2 {
                self.bytes
                    .resize(self.bytes.len().saturating_mul(2).max(FIRST), 0);
            }
        }
        self.bytes.get_mut(self.unread.end..).unwrap_or_default()
    }

    /// Counts `count` bytes, just read into [`space`](Self::space), as unread.
    pub(crate) fn arrived(&mut self, count: usize) {
        self.unread.end = self.unread.end.saturating_add(count).min(self.bytes.len());
    }

    /// Adds bytes that have come in another way.
    pub(crate) fn append(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let space = self.space();
            let (now, later) = bytes.split_at(bytes.len().min(space.len()));
            for (to, from) in space.iter_mut().zip(now) {
                *to = *from;
            }
            self.arrived(now.len());
            bytes = later;
        }
    }

    /// Gives its memory back if nothing is unread.
    pub(crate) fn release_if_empty(&mut self) {
        if self.unread.is_empty() {
            *self = Self::default();
        }
    }

    /// How much memory it holds.
    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// The unread bytes, when the buffer is no longer needed.
    pub(crate) fn into_unread(mut self) -> Vec<u8> {
        self.bytes.truncate(self.unread.end);
        self.bytes.drain(..self.unread.start);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_byte_in_order_while_it_moves_and_grows() {
        let mut buffer = InputBuffer::default();
        let (mut written, mut read) = (0_usize, 0_usize);
        for step in 1..2_000_usize {
            let space = buffer.space();
            let count = space.len().min(step % 700);
            for byte in &mut space[..count] {
                *byte = (written % 251) as u8;
                written += 1;
            }
            buffer.arrived(count);
            let take = buffer.unread().len().min(step % 650);
            for &byte in buffer.consume(take) {
                assert_eq!(usize::from(byte), read % 251);
                read += 1;
            }
        }
        assert_eq!(buffer.into_unread().len(), written - read);
    }

    #[test]
    fn grows_only_when_full() {
        let mut buffer = InputBuffer::default();
        assert_eq!(buffer.space().len(), FIRST);
        buffer.arrived(FIRST);
        assert_eq!(buffer.space().len(), FIRST);
        buffer.consume(FIRST);
        assert_eq!(buffer.space().len(), 2 * FIRST);
    }
}
