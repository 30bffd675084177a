//! How both passes go through a stream: in runs of values where there are any, else event by event.
//!
//! Both take the same steps, so that the first can tell the second how many to take.

use crate::error::{Error, Result};
use crate::parser::{Parsed, Parser, Values};

/// The most values that make a run, and the most bytes: what is handed out at once must not become
/// long.
pub(super) const MOST: u64 = 1024;
const LONGEST: usize = 64 * 1024;

/// A stream, and how far it has been read.
#[derive(Debug)]
pub(super) struct Steps<'a> {
    bytes: &'a [u8],
    parser: Parser,
    /// What the parser called the first of the bytes.
    began: u64,
}

/// Takes values that come in runs of at most [`MOST`].
pub(super) trait TakeRuns: Values {
    /// A run may come. `handles` handles have been assigned since the last reset.
    fn begin_run(&mut self, handles: usize);
}

impl<'a> Steps<'a> {
    pub(super) fn new(parser: Parser, bytes: &'a [u8]) -> Self {
        let began = parser.offset();
        Steps {
            bytes,
            parser,
            began,
        }
    }

    #[inline]
    pub(super) fn offset(&self) -> usize {
        let read = self.parser.offset().saturating_sub(self.began);
        usize::try_from(read).unwrap_or(usize::MAX)
    }

    pub(super) fn is_at_top_level(&self) -> bool {
        self.parser.is_at_top_level()
    }

    pub(super) fn take_refusal(&mut self) -> Option<Error> {
        self.parser.take_refusal()
    }

    /// Reads values that come in a run, if any come next, which `runs` takes.
    #[inline]
    pub(super) fn run(&mut self, runs: &mut impl TakeRuns) -> Result<bool> {
        runs.begin_run(self.parser.handles());
        let offset = self.offset();
        let rest = self.bytes.get(offset..).unwrap_or_default();
        let rest = rest.get(..LONGEST).unwrap_or(rest);
        // The header is an event.
        let read = self.parser.values(rest, runs, offset > 0)?;
        Ok(read > 0)
    }

    /// Reads what comes next as an event.
    // It is handed on where the parser has put it: copying it would read at once what was just
    // written in parts, which stalls the processor.
    #[inline(always)]
    pub(super) fn event(&mut self) -> Result<Parsed<'a>> {
        let rest = self.bytes.get(self.offset()..).unwrap_or_default();
        self.parser.parse(rest, true)
    }
}
