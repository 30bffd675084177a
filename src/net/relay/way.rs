//! One of the two ways through a conversation: bytes as they come, then an end.

use super::counters::Counters;
use super::line::{Heard, Line, Said};
use super::observer::{End, Guarded, Watcher};
use crate::conversation::Side;

/// How much is passed on at once before others have their turn.
const TURN: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct Way {
    from: Side,
    /// What has been read and not been written: memory is held while there is something alone.
    waiting: Vec<u8>,
    /// How much of that has been written.
    written: usize,
    course: Course,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Open,
    /// The end has been read, and is passed on after what waits.
    Ending,
    Ended,
}

/// How far it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passed {
    /// Until one of the two sockets can do more.
    AllForNow,
    /// There may be more; others have their turn first.
    ATurn,
    /// The end has been passed on.
    Ended,
    /// The connection of this side is no more.
    Lost(Side),
}

impl Way {
    pub(super) fn new(from: Side) -> Self {
        Way {
            from,
            waiting: Vec::new(),
            written: 0,
            course: Course::Open,
        }
    }

    pub(super) fn from(&self) -> Side {
        self.from
    }

    /// Has these bytes go before all that is read.
    pub(super) fn begin_with(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// Whether nothing more is read.
    pub(super) fn has_heard_the_end(&self) -> bool {
        self.course != Course::Open
    }

    /// Whether more is read as soon as it comes.
    pub(super) fn is_reading(&self) -> bool {
        self.course == Course::Open && self.waiting.is_empty()
    }

    pub(super) fn has_ended(&self) -> bool {
        self.course == Course::Ended
    }

    /// Passes on what there is, once the watcher has seen it. The other way may have ended: then this
    /// is the last.
    pub(super) fn pass<W: Watcher>(
        &mut self,
        from: &mut Line,
        to: &mut Line,
        scratch: &mut [u8],
        watcher: &mut Guarded<W>,
        counters: &Counters,
        is_last: bool,
    ) -> Passed {
        let mut left = TURN;
        loop {
            if let Some(stop) = self.write_what_waits(to) {
                return stop;
            }
            match self.course {
                Course::Open => {}
                Course::Ending => {
                    // The close that follows at once says the same.
                    if !is_last {
                        to.end();
                    }
                    self.course = Course::Ended;
                    return Passed::Ended;
                }
                Course::Ended => return Passed::Ended,
            }
            if left == 0 {
                return Passed::ATurn;
            }
            match from.read(scratch) {
                Heard::Bytes(count) => {
                    let bytes = scratch.get(..count).unwrap_or_default();
                    watcher.bytes(self.from, super::now(), bytes);
                    counters.passed(self.from, count);
                    left = left.saturating_sub(count);
                    if let Some(stop) = self.write(bytes, to) {
                        return stop;
                    }
                }
                Heard::End => {
                    watcher.ended(self.from, super::now(), End::Orderly);
                    self.course = Course::Ending;
                }
                Heard::Reset => return Passed::Lost(self.from),
                Heard::Nothing => return Passed::AllForNow,
            }
        }
    }

    /// Writes what waits. Returns why no more can be read, if so.
    fn write_what_waits(&mut self, to: &mut Line) -> Option<Passed> {
        while let Some(rest @ [_, ..]) = self.waiting.get(self.written..) {
            match to.write(rest) {
                Said::Bytes(count) => self.written = self.written.saturating_add(count),
                Said::Later => return Some(Passed::AllForNow),
                Said::Broken => return Some(Passed::Lost(self.from.other())),
            }
        }
        if self.written > 0 {
            self.waiting = Vec::new();
            self.written = 0;
        }
        None
    }

    /// Writes what has just been read, and keeps what does not go now.
    fn write(&mut self, mut bytes: &[u8], to: &mut Line) -> Option<Passed> {
        while !bytes.is_empty() {
            match to.write(bytes) {
                Said::Bytes(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Said::Later => {
                    self.waiting = bytes.to_vec();
                    return Some(Passed::AllForNow);
                }
                Said::Broken => return Some(Passed::Lost(self.from.other())),
            }
        }
        None
    }
}
