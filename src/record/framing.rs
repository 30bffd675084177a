//! The bytes of a file as they come, and the packets in them.

use std::ops::Range;

use super::error::{Error, Result};
use super::link::Link;
use super::pcap::Pcap;
use super::pcapng::Pcapng;
use crate::conversation::Stamp;

/// The largest packet, or block around one, that is read: twice what the largest TCP segment has
/// that any system makes. Larger ones are passed over without being held.
pub(super) const LARGEST: u64 = 1 << 20;

/// What stands next in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing yet: more bytes are needed.
    Wanting,
    Packet(Packet),
    /// Something that the user should know.
    Remark(String),
}

/// A packet, by where its parts stand among the bytes held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packet {
    /// `None` where the file does not say.
    pub(super) at: Option<Stamp>,
    pub(super) link: Link,
    pub(super) bytes: Range<usize>,
    /// How many bytes it had on the wire.
    pub(super) original: u32,
    /// Options of its block, in whose order of bytes.
    pub(super) options: Range<usize>,
    pub(super) big: bool,
    /// How long the whole of it is in the file.
    pub(super) length: usize,
}

/// What a format makes of the bytes in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// More bytes are needed; of how many, if that is known.
    Wanting(Option<u64>),
    Packet(Packet),
    /// So many bytes have nothing that matters here, or are dealt with.
    Passed(u64),
    /// The same, and the user should know something.
    Remark(u64, String),
}

/// A file as it comes.
#[derive(Debug, Default)]
pub(super) struct Framing {
    held: Vec<u8>,
    /// How many bytes at the front of `held` are dealt with.
    passed: usize,
    /// Where in the file `held` begins.
    offset: u64,
    /// How many bytes that have not come are passed over.
    skip: u64,
    format: Format,
    wanted: Option<u64>,
}

#[derive(Debug, Default)]
enum Format {
    #[default]
    Unknown,
    Pcapng(Pcapng),
    Pcap(Pcap),
}

impl Framing {
    /// Returns how many bytes of memory are held at the most when `more` have come.
    pub(super) fn held(&self, more: usize) -> usize {
        let formats = match &self.format {
            Format::Pcapng(pcapng) => pcapng.held(),
            _ => 0,
        };
        // A vector that grows is there twice for a moment, and twice as large as before.
        let held = self.held.len().saturating_sub(self.passed);
        let bytes = held.saturating_add(more).saturating_mul(3);
        bytes.max(self.held.capacity()).saturating_add(formats)
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.held.drain(..self.passed);
        let passed = u64::try_from(self.passed).unwrap_or(u64::MAX);
        self.offset = self.offset.saturating_add(passed);
        self.passed = 0;
        let skipped = usize::try_from(self.skip)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let rest = bytes.get(skipped..).unwrap_or_default();
        let skipped = u64::try_from(skipped).unwrap_or(u64::MAX);
        self.skip = self.skip.saturating_sub(skipped);
        self.offset = self.offset.saturating_add(skipped);
        self.held.extend_from_slice(rest);
    }

    /// Returns the bytes at a place.
    pub(super) fn bytes(&self, place: &Range<usize>) -> &[u8] {
        let place = place.start.saturating_add(self.passed)..place.end.saturating_add(self.passed);
        self.held.get(place).unwrap_or_default()
    }

    /// Returns where in the file the next part begins.
    pub(super) fn offset(&self) -> u64 {
        let passed = u64::try_from(self.passed).unwrap_or(u64::MAX);
        self.offset.saturating_add(passed)
    }

    /// Returns what comes next. A packet stays next until it is [passed](Self::pass).
    pub(super) fn look(&mut self) -> Result<Next> {
        loop {
            let offset = self.offset();
            let bytes = self.held.get(self.passed..).unwrap_or_default();
            if self.skip > 0 {
                return Ok(Next::Wanting);
            }
            let part = match &mut self.format {
                Format::Pcapng(pcapng) => pcapng.part(bytes, offset)?,
                Format::Pcap(pcap) => pcap.part(bytes, offset)?,
                Format::Unknown => match is_capture(bytes) {
                    None => Part::Wanting(None),
                    Some(false) => return Err(Error::malformed(0, "neither pcapng nor pcap")),
                    Some(true) if Pcapng::is(bytes) => {
                        self.format = Format::Pcapng(Pcapng::default());
                        continue;
                    }
                    Some(true) => match Pcap::begin(bytes) {
                        None => Part::Wanting(Some(24)),
                        Some((pcap, length)) => {
                            self.format = Format::Pcap(pcap);
                            Part::Passed(length)
                        }
                    },
                },
            };
            match part {
                Part::Wanting(wanted) => {
                    self.wanted = wanted;
                    return Ok(Next::Wanting);
                }
                Part::Packet(packet) => return Ok(Next::Packet(packet)),
                Part::Passed(length) => self.pass(length),
                Part::Remark(length, text) => {
                    self.pass(length);
                    return Ok(Next::Remark(text));
                }
            }
        }
    }

    /// Passes over so many bytes, which need not have come.
    pub(super) fn pass(&mut self, length: u64) {
        let there = self.held.len().saturating_sub(self.passed);
        let now = usize::try_from(length).unwrap_or(usize::MAX).min(there);
        self.passed = self.passed.saturating_add(now);
        let now = u64::try_from(now).unwrap_or(u64::MAX);
        self.skip = length.saturating_sub(now);
    }

    /// Returns what is wrong with the file if it ends here.
    pub(super) fn end(&self) -> Option<Error> {
        let has = u64::try_from(self.held.len().saturating_sub(self.passed)).unwrap_or(u64::MAX);
        if self.skip > 0 {
            return Some(Error::cut(self.offset(), 0, Some(self.skip)));
        }
        match self.format {
            Format::Unknown if has == 0 => Some(Error::malformed(
                0,
                "neither pcapng nor pcap: the file is empty",
            )),
            _ if has > 0 => Some(Error::cut(self.offset(), has, self.wanted)),
            _ => None,
        }
    }
}

/// Returns whether a file that begins so is pcapng or pcap; `None` if more bytes are needed to tell.
pub(super) fn is_capture(first: &[u8]) -> Option<bool> {
    let mut may_be = false;
    for magic in Pcapng::MAGIC.iter().chain(&Pcap::MAGIC) {
        if first.starts_with(magic) {
            return Some(true);
        }
        may_be |= magic.starts_with(first);
    }
    match may_be {
        true => None,
        false => Some(false),
    }
}
