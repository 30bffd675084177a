//! What a server counts.

use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed, Ordering::SeqCst};
use std::time::Duration;

/// The upper bounds of the durations that are told apart, in microseconds; the longest have none.
pub const BOUNDS: [u64; 12] = [
    50,
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// What a server has counted, at any time.
///
/// # Examples
///
/// ```
/// let server = javawire::net::Server::default();
/// let counters = server.counters();
/// assert_eq!(counters.snapshot().accepted, 0);
/// ```
#[derive(Debug, Default)]
pub struct Counters {
    open: AtomicUsize,
    memory: AtomicUsize,
    accepted: AtomicU64,
    answered: AtomicU64,
    failed: AtomicU64,
    timed_out: AtomicU64,
    cut: AtomicU64,
    received: AtomicU64,
    sent: AtomicU64,
    microseconds: AtomicU64,
    durations: [AtomicU64; BOUNDS.len() + 1],
}

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Answered,
    Failed,
    TimedOut,
    Cut,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outcome::Answered => "answered",
            Outcome::Failed => "failed",
            Outcome::TimedOut => "timed out",
            Outcome::Cut => "cut",
        })
    }
}

/// What a server had counted at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// Connections that are open.
    pub open: usize,
    /// Bytes that conversations hold between two steps.
    pub memory: usize,
    /// Connections since the start.
    pub accepted: u64,
    /// Conversations whose last answer was sent.
    pub answered: u64,
    /// Conversations that failed.
    pub failed: u64,
    /// Conversations that were closed because nothing came or went.
    pub timed_out: u64,
    /// Conversations that had not ended when the server did.
    pub cut: u64,
    /// Bytes received.
    pub received: u64,
    /// Bytes sent.
    pub sent: u64,
    /// How long all conversations that have ended took together.
    pub duration: Duration,
    /// How many took longer than the [bound](BOUNDS) before, and at most this one.
    pub durations: [u64; BOUNDS.len() + 1],
}

impl Counters {
    /// Returns what is counted now.
    pub fn snapshot(&self) -> Snapshot {
        let mut durations = [0; BOUNDS.len() + 1];
        for (to, from) in durations.iter_mut().zip(&self.durations) {
            *to = from.load(Relaxed);
        }
        Snapshot {
            open: self.open.load(Relaxed),
            memory: self.memory.load(Relaxed),
            accepted: self.accepted.load(Relaxed),
            answered: self.answered.load(Relaxed),
            failed: self.failed.load(Relaxed),
            timed_out: self.timed_out.load(Relaxed),
            cut: self.cut.load(Relaxed),
            received: self.received.load(Relaxed),
            sent: self.sent.load(Relaxed),
            duration: Duration::from_micros(self.microseconds.load(Relaxed)),
            durations,
        }
    }

    /// Counts a connection that is open from now on. Returns how many were before.
    pub(super) fn opened(&self) -> usize {
        self.open.fetch_add(1, SeqCst)
    }

    /// Counts a connection as open no longer.
    pub(super) fn closed(&self) {
        self.open.fetch_sub(1, SeqCst);
    }

    pub(super) fn open(&self) -> usize {
        self.open.load(SeqCst)
    }

    pub(super) fn memory(&self) -> usize {
        self.memory.load(Relaxed)
    }

    pub(super) fn accepted(&self) {
        self.accepted.fetch_add(1, Relaxed);
    }

    pub(super) fn ended(&self, outcome: Outcome, took: Duration, received: u64, sent: u64) {
        let of_outcome = match outcome {
            Outcome::Answered => &self.answered,
            Outcome::Failed => &self.failed,
            Outcome::TimedOut => &self.timed_out,
            Outcome::Cut => &self.cut,
        };
        of_outcome.fetch_add(1, Relaxed);
        self.received.fetch_add(received, Relaxed);
        self.sent.fetch_add(sent, Relaxed);
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Relaxed);
        let at = BOUNDS.partition_point(|bound| *bound < microseconds);
        if let Some(count) = self.durations.get(at) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// Counts memory, less what was held `before`. Returns how much all hold now.
    pub(super) fn holds(&self, before: usize, now: usize) -> usize {
        if now >= before {
            let more = now.saturating_sub(before);
            self.memory.fetch_add(more, Relaxed).saturating_add(more)
        } else {
            let less = before.saturating_sub(now);
            self.memory.fetch_sub(less, Relaxed).saturating_sub(less)
        }
    }
}
