//! Why a conversation failed, and at which byte.

use std::io;

use super::ServerLimits;
use super::connection::Connection;
use crate::conversation::Conversation;
use crate::error::{Error, ErrorKind};
use crate::limits::Limit;

impl<C: Conversation> Connection<C> {
    /// The error of a connection that is closed because `all` together hold too much.
    pub(super) fn holds_too_much(&self, all: usize, limits: &ServerLimits) -> Error {
        let kind = ErrorKind::Limit {
            limit: Limit::MaxMemory,
            allowed: limits.max_memory() as u64,
            found: all as u64,
        };
        Error::new(self.offset(), kind)
    }

    /// The error of a client that took too long.
    pub(super) fn timed_out(&self, limits: &ServerLimits) -> Error {
        let silent = limits.idle_timeout();
        let what = match (self.slow_request(limits), self.has_output()) {
            (Some(slow), false) => format!("the client's request was not complete after {slow:?}"),
            (Some(slow), true) => {
                format!(
                    "the client had not taken all of its answer {slow:?} after its request began"
                )
            }
            (None, true) => format!("the client did not take its answer for {silent:?}"),
            (None, false) => format!("nothing came from the client for {silent:?}"),
        };
        self.failed(io::Error::new(io::ErrorKind::TimedOut, what))
    }

    /// The error of a connection that the system can tell nothing of.
    pub(super) fn cannot_wait(&self, error: &io::Error) -> Error {
        let what = format!("it cannot be waited for: {error}");
        self.failed(io::Error::new(error.kind(), what))
    }

    /// The error of a conversation that panicked.
    pub(super) fn panicked(&self) -> Error {
        self.ended_by("the conversation panicked")
    }

    /// The error of a conversation that had not ended when the server did.
    pub(super) fn cut(&self) -> Error {
        self.ended_by("the server ended before the conversation did")
    }

    fn ended_by(&self, what: &'static str) -> Error {
        Error::new(self.offset(), ErrorKind::Caller(what))
    }
}
