//! What a relay counts.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed, Ordering::SeqCst};

use crate::conversation::Side;

/// What a relay has counted, at any time.
///
/// # Examples
///
/// ```
/// let relay = javawire::net::relay::Relay::to("localhost", 10_000);
/// let counters = relay.counters();
/// assert_eq!(counters.snapshot().accepted, 0);
/// ```
#[derive(Debug, Default)]
pub struct Counters {
    open: AtomicUsize,
    accepted: AtomicU64,
    reached: AtomicU64,
    refused: AtomicU64,
    turned_away: AtomicU64,
    ended: AtomicU64,
    reset: AtomicU64,
    cut: AtomicU64,
    to_server: AtomicU64,
    to_client: AtomicU64,
}

/// What a relay had counted at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// Clients that are connected.
    pub open: usize,
    /// Clients since the start.
    pub accepted: u64,
    /// Conversations whose server was reached.
    pub reached: u64,
    /// Clients whose server could not be reached.
    pub refused: u64,
    /// Clients that did not say where to, or who they are, as they had to.
    pub turned_away: u64,
    /// Conversations that ended in order, both ways.
    pub ended: u64,
    /// Conversations that one end reset.
    pub reset: u64,
    /// Conversations that had not ended when the relay did.
    pub cut: u64,
    /// Bytes that clients said.
    pub to_server: u64,
    /// Bytes that servers said.
    pub to_client: u64,
}

/// How it went on with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    TurnedAway,
    Refused,
    Ended,
    Reset,
    Cut,
}

impl Counters {
    /// Returns what is counted now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            open: self.open.load(Relaxed),
            accepted: self.accepted.load(Relaxed),
            reached: self.reached.load(Relaxed),
            refused: self.refused.load(Relaxed),
            turned_away: self.turned_away.load(Relaxed),
            ended: self.ended.load(Relaxed),
            reset: self.reset.load(Relaxed),
            cut: self.cut.load(Relaxed),
            to_server: self.to_server.load(Relaxed),
            to_client: self.to_client.load(Relaxed),
        }
    }

    /// Counts a place as taken, if there are fewer than `most`. Whether it was.
    pub(super) fn take_place(&self, most: usize) -> bool {
        let taken = self.open.fetch_update(SeqCst, SeqCst, |open| {
            (open < most).then_some(open.saturating_add(1))
        });
        taken.is_ok()
    }

    pub(super) fn give_place_back(&self) {
        self.open.fetch_sub(1, SeqCst);
    }

    /// Counts a client. Returns which one it is, from 1 on.
    pub(super) fn accepted(&self) -> u64 {
        self.accepted.fetch_add(1, Relaxed).saturating_add(1)
    }

    pub(super) fn reached(&self) {
        self.reached.fetch_add(1, Relaxed);
    }

    pub(super) fn passed(&self, from: Side, count: usize) {
        let to = match from {
            Side::Client => &self.to_server,
            Side::Server => &self.to_client,
        };
        to.fetch_add(u64::try_from(count).unwrap_or(u64::MAX), Relaxed);
    }

    pub(super) fn over(&self, outcome: Outcome) {
        let of_outcome = match outcome {
            Outcome::TurnedAway => &self.turned_away,
            Outcome::Refused => &self.refused,
            Outcome::Ended => &self.ended,
            Outcome::Reset => &self.reset,
            Outcome::Cut => &self.cut,
        };
        of_outcome.fetch_add(1, Relaxed);
    }
}
