//! How both passes go through a stream: in runs of values where there are any, else event by event.
//!
//! Both take the same steps, so that the first can tell the second how many to take.

use crate::error::{Error, Result};
use crate::event::Event;
use crate::parser::{Parsed, Parser, Values};

/// The most values that make a run: what is handed out at once must not become long.
pub(super) const MOST: u64 = 128;

/// A stream, and how far it has been read.
#[derive(Debug)]
pub(super) struct Steps<'a> {
    bytes: &'a [u8],
    parser: Parser,
    offset: usize,
}

/// What was read.
pub(super) enum Step<'a> {
    /// Values, which [`TakeRuns`] has taken.
    Run,
    Event(Event<'a>),
    /// Nothing more.
    End,
}

/// Takes values that come in runs of at most [`MOST`].
pub(super) trait TakeRuns: Values {
    /// A run may come. `handles` handles have been assigned since the last reset.
    fn begin_run(&mut self, handles: usize);
}

impl<'a> Steps<'a> {
    pub(super) fn new(parser: Parser, bytes: &'a [u8]) -> Self {
        Steps {
            bytes,
            parser,
            offset: 0,
        }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn is_at_top_level(&self) -> bool {
        self.parser.is_at_top_level()
    }

    pub(super) fn take_refusal(&mut self) -> Option<Error> {
        self.parser.take_refusal()
    }

    /// Reads what comes next.
    #[inline]
    pub(super) fn next(&mut self, runs: &mut impl TakeRuns) -> Result<Step<'a>> {
        runs.begin_run(self.parser.handles());
        let rest = self.bytes.get(self.offset..).unwrap_or_default();
        // The header is an event.
        let read = self.parser.values(rest, runs, self.offset > 0)?;
        if read > 0 {
            self.offset = self.offset.saturating_add(read);
            return Ok(Step::Run);
        }
        self.event()
    }

    /// Reads what comes next as an event.
    pub(super) fn event(&mut self) -> Result<Step<'a>> {
        let rest = self.bytes.get(self.offset..).unwrap_or_default();
        match self.parser.parse(rest, true)? {
            Parsed::Event { event, consumed } => {
                self.offset = self.offset.saturating_add(consumed);
                Ok(Step::Event(event))
            }
            Parsed::End | Parsed::NeedMore { .. } => Ok(Step::End),
        }
    }
}
