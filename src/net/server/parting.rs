//! The time between the last word and the close.
//!
//! A connection closed on bytes that were not read is reset, and the reset can
//! overtake the answer. So the client may take its answer and close first, and
//! what it still sends meanwhile is read and thrown away.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::{Interest, Registry, Token};

use super::Service;
use super::line::Line;
use super::scratch::Scratch;
use super::shared::Shared;

/// How long a client may take to read its answer and close, once all is said.
const LINGER: Duration = Duration::from_secs(2);

/// Most clients close as soon as they have their answer. For this long they are only asked now and
/// then: that costs one call, where being told costs three.
const SHORTLY: Duration = Duration::from_millis(5);

/// A client to whom all has been said.
#[derive(Debug)]
pub(super) struct Parting {
    line: Line,
    peer: SocketAddr,
    since: Instant,
    discarded: usize,
}

impl Parting {
    pub(super) fn new(line: Line, peer: SocketAddr, since: Instant) -> Self {
        Parting {
            line,
            peer,
            since,
            discarded: 0,
        }
    }

    /// Whether the poller reports when the client has gone.
    pub(super) fn is_registered(&self) -> bool {
        self.line.is_registered()
    }

    /// Has the poller report when the client has gone.
    pub(super) fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        self.line.register(registry, token, Interest::READABLE)
    }

    /// Whether the connection may be closed.
    pub(super) fn has_gone<S: Service>(
        &mut self,
        scratch: &mut Scratch,
        shared: &Shared<S>,
    ) -> bool {
        let peer = self.peer;
        let first = |bytes: &[u8]| shared.tell(|service| service.sent_more(peer, bytes));
        match self.line.discard(&mut self.discarded, scratch, first) {
            Ok(()) => true,
            Err(error) => error.kind() != io::ErrorKind::WouldBlock,
        }
    }

    /// Whether the client was answered before `now`: if it was after, it cannot have closed yet.
    pub(super) fn was_before(&self, now: Instant) -> bool {
        self.since < now
    }

    /// Whether the client may still close at once.
    pub(super) fn is_recent(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) < SHORTLY
    }

    /// When it is closed whatever the client does.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since.checked_add(LINGER)
    }
}
