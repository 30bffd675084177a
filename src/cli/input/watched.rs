//! What a command reads, and what has been seen of it: enough to say more of an error.

use std::io::{self, Read};

use anyhow::anyhow;
use javawire::Error;
use javawire::codes::STREAM_HEADER;

use super::advice::{self, Advice};
use super::layers::Ahead;
use super::{Source, read_some};

/// How much of the beginning is kept.
const KEPT: usize = 64 << 10;

/// How far a file is searched for a stream in it.
const SEARCHED: u64 = 64 << 20;

/// A reader of what a [`Source`] stands for.
pub(in crate::cli) struct Input {
    reader: Box<dyn Read>,
    name: String,
    /// Whether all can be read without waiting.
    is_file: bool,
    pub(super) is_headerless: bool,
    /// The number of the conversation that it is one side of.
    pub(super) conversation: Option<u64>,
    /// How many bytes were skipped; `None` where a text comes after them, for what stands in that
    /// cannot be skipped too.
    pub(super) skipped: Option<u64>,
    /// The first bytes.
    pub(super) beginning: Vec<u8>,
    /// How many bytes were read.
    count: u64,
    /// Where a header stands, after the first byte.
    pub(super) header: Option<u64>,
    /// The last bytes, which may be the front of a header.
    last: Vec<u8>,
    /// What is wrong with the text that they come from.
    ahead: Ahead,
}

impl Input {
    pub(super) fn new(
        reader: Box<dyn Read>,
        source: &Source,
        skipped: Option<u64>,
        ahead: Ahead,
    ) -> Self {
        Input {
            reader,
            name: source.name(),
            is_file: source.is_file(),
            is_headerless: source.is_headerless(),
            conversation: source.conversation,
            skipped,
            beginning: Vec::new(),
            count: 0,
            header: None,
            last: Vec::new(),
            ahead,
        }
    }

    /// Returns the one line that says what is wrong with what was read, what may have happened, and
    /// what to do.
    pub(in crate::cli) fn failed(&mut self, error: &Error) -> anyhow::Error {
        let mut cut = None;
        if advice::is_no_stream(self, error) {
            cut = self.ahead.borrow().clone();
            if cut.is_none() && self.is_file {
                cut = self.search().map(|error| error.to_string());
            }
        }
        let name = &self.name;
        if let Some(cut) = cut {
            // Until that is mended no advice on the rest can help.
            return anyhow!("cannot read {name}: {cut}");
        }
        if self.count == 0 {
            return anyhow!("{name} is empty: there is nothing to read");
        }
        match advice::of(self, error) {
            Advice::None => anyhow!("{name}: {error}"),
            Advice::First(what) => anyhow!("{name}: {what}: {error}"),
            Advice::Instead(what) => anyhow!("{name}: {what}"),
            Advice::Then(advice) => anyhow!("{name}: {error}; {advice}"),
        }
    }

    /// Returns whether nothing of it is a stream: its error is all there is to say.
    pub(in crate::cli) fn is_no_stream(&self, error: &Error) -> bool {
        advice::is_no_stream(self, error)
    }

    /// Returns whether all that has come may be a text that begins as an object does, by chance.
    pub(in crate::cli) fn may_be_text(&self) -> bool {
        advice::may_be_text(self)
    }

    /// Returns whether all that was read has been kept.
    pub(super) fn is_whole(&self) -> bool {
        u64::try_from(self.beginning.len()) == Ok(self.count)
    }

    /// Reads on, for a header that stands further on. Returns why a text stands for no more,
    /// if it ends soon.
    fn search(&mut self) -> Option<io::Error> {
        let mut piece = vec![0; KEPT];
        while self.header.is_none() && self.count < SEARCHED || self.is_whole() {
            match self.read(&mut piece) {
                Ok(1..) => {}
                Ok(0) => break,
                Err(error) if error.kind() == io::ErrorKind::InvalidData => return Some(error),
                // What cannot be read says nothing of the rest.
                Err(_) => break,
            }
        }
        None
    }

    fn note(&mut self, bytes: &[u8]) {
        let room = KEPT.saturating_sub(self.beginning.len());
        self.beginning.extend(bytes.iter().take(room));
        // It matters only for what begins otherwise.
        if self.header.is_none() && !self.beginning.starts_with(&STREAM_HEADER) {
            let before = self.count.saturating_sub(to_u64(self.last.len()));
            self.last.extend(bytes);
            let first = usize::from(before == 0);
            let searched = self.last.get(first..).unwrap_or_default();
            let place = find(searched, &STREAM_HEADER);
            self.header =
                place.map(|place| before.saturating_add(to_u64(place.saturating_add(first))));
            let kept = STREAM_HEADER.len().saturating_sub(1);
            let done = self.last.len().saturating_sub(kept);
            self.last.drain(..done);
        }
        self.count = self.count.saturating_add(to_u64(bytes.len()));
    }
}

impl Read for Input {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let count = read_some(&mut self.reader, space)?;
        self.note(space.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// Where `needle` begins in `bytes`.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    loop {
        let rest = bytes.get(at..)?;
        let first = rest.iter().position(|byte| Some(byte) == needle.first())?;
        at = at.saturating_add(first);
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at = at.saturating_add(1);
    }
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
