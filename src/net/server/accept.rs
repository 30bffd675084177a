//! How a worker takes clients in.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Wake, Waker};
use std::time::{Duration, Instant};

use super::connection::Connection;
use super::shared::{Inbox, Phase, wake};
use super::worker::Worker;
use super::{Service, longer};

/// After this many clients in a row another worker is to help.
const MANY: usize = 16;

/// Once in this many times, one more is asked for than came the last time.
const SELDOM: u32 = 8;

/// How many clients to ask for at once.
///
/// The system makes all that a client needs before it looks whether one waits: hearing that nobody
/// does costs more than being told of the next.
#[derive(Debug)]
pub(super) struct Expected {
    count: usize,
    /// How often it was asked.
    asked: u32,
    /// How many were accepted since the queue was last found empty.
    in_a_row: usize,
}

impl Default for Expected {
    fn default() -> Self {
        Expected {
            count: 1,
            asked: 0,
            in_a_row: 0,
        }
    }
}

impl Expected {
    /// Whether so many have come in a row that it is time to see whether there are more.
    pub(super) fn is_much(&self) -> bool {
        self.in_a_row >= MANY
    }

    /// Counts anew.
    pub(super) fn begin_row(&mut self) {
        self.in_a_row = 0;
    }

    /// How many to ask for now.
    fn next(&mut self) -> usize {
        self.asked = self.asked.wrapping_add(1);
        let more = usize::from(self.asked.is_multiple_of(SELDOM));
        self.count.saturating_add(more).min(MANY)
    }

    /// Takes note of how many came, and whether all who waited have come.
    fn came(&mut self, count: usize, are_all: bool) {
        if are_all || count > self.count {
            self.count = count.max(1);
        }
        self.in_a_row = if are_all {
            0
        } else {
            self.in_a_row.saturating_add(count)
        };
    }
}

/// How an attempt to accept a client ended.
enum Attempt {
    Accepted,
    /// Nobody waits.
    Empty,
    /// There are as many as allowed, or the system refuses more.
    NotNow,
}

impl<S: Service> Worker<S> {
    /// Accepts some of those who wait, and serves them as far as they have come.
    pub(super) fn accept_some(&mut self) {
        self.is_accepting = false;
        let asked = self.expected.next();
        for count in 0..asked {
            match self.accept_one(true) {
                Attempt::Accepted => {}
                Attempt::Empty => return self.expected.came(count, true),
                Attempt::NotNow => return,
            }
        }
        self.expected.came(asked, false);
        if self.shared.is_watching(self.at) {
            // It tells at once if somebody else waits.
            self.is_accepting = !self.shared.look_again(self.at);
        } else {
            self.is_accepting = true;
        }
    }

    /// Accepts all who wait, and then no more. Those for whom the system has nothing left are
    /// accepted when others have gone.
    pub(super) fn leave(&mut self) {
        let mut last = Attempt::Empty;
        self.is_accepting = false;
        self.retry = None;
        if self.shared.listener.owns_queue() {
            loop {
                last = self.accept_one(false);
                if !matches!(last, Attempt::Accepted) {
                    break;
                }
            }
        }
        if matches!(last, Attempt::Empty) {
            self.socket = None;
        }
    }

    fn accept_one(&mut self, is_bounded: bool) -> Attempt {
        let Some(socket) = &self.socket else {
            return Attempt::NotNow;
        };
        if !self.reserve(is_bounded) {
            return Attempt::NotNow;
        }
        loop {
            match socket.accept() {
                Ok((stream, peer)) => {
                    self.granted();
                    let now = Instant::now();
                    let connection = Connection::new(stream, peer, now);
                    self.shared.counters.accepted();
                    self.admit(connection);
                    self.shared.service.waiting();
                    return Attempt::Accepted;
                }
                Err(error) if is_of_one_client(&error) => {}
                Err(error) => {
                    self.unreserve();
                    if self.shared.phase() == Phase::Stopped {
                        return Attempt::NotNow;
                    }
                    if error.kind() == io::ErrorKind::WouldBlock {
                        self.granted();
                        return Attempt::Empty;
                    }
                    self.refused(&error);
                    return Attempt::NotNow;
                }
            }
        }
    }

    /// Takes one of the places that there are for connections.
    fn reserve(&self, is_bounded: bool) -> bool {
        let most = self.shared.limits.max_connections();
        let open = &self.shared.counters.open;
        loop {
            if open.fetch_add(1, Ordering::SeqCst) < most || !is_bounded {
                return true;
            }
            open.fetch_sub(1, Ordering::SeqCst);
            self.shared.look_away();
            self.shared.is_full.store(true, Ordering::SeqCst);
            // One may have left before it could see that. Whoever takes the flag back looks out.
            if open.load(Ordering::SeqCst) >= most
                || !self.shared.is_full.swap(false, Ordering::SeqCst)
            {
                self.shared.warn_of_full();
                return false;
            }
            self.shared.watch(self.at);
        }
    }

    /// Gives a place back; whoever waits for one can have it.
    pub(super) fn unreserve(&self) {
        self.shared.counters.open.fetch_sub(1, Ordering::SeqCst);
        if self.shared.is_full.load(Ordering::SeqCst)
            && self.shared.is_full.swap(false, Ordering::SeqCst)
        {
            self.shared.watch(self.at);
        }
    }

    /// The system has what a client needs.
    fn granted(&mut self) {
        if self.retry.take().is_some() {
            self.shared.watch(self.at);
        }
        self.pause = Duration::ZERO;
        if self.shared.is_refused.load(Ordering::Relaxed) {
            self.shared.is_refused.store(false, Ordering::Relaxed);
        }
    }

    /// The system has not: nobody looks out until it has been asked again.
    fn refused(&mut self, error: &io::Error) {
        self.shared.warn_of_refusal(error);
        self.shared.look_away();
        self.ask_later();
    }

    pub(super) fn ask_later(&mut self) {
        self.pause = longer(self.pause);
        self.retry = Instant::now().checked_add(self.pause);
    }
}

/// Whether `accept` failed because of the client it was about to return, so
/// that the next may succeed at once.
fn is_of_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// Tells a worker that a handler has something to say.
struct Nudge {
    connection: usize,
    inbox: Arc<Inbox>,
}

impl Wake for Nudge {
    fn wake(self: Arc<Self>) {
        let mut ready = self
            .inbox
            .ready
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        ready.push(self.connection);
        drop(ready);
        wake(&self.inbox);
    }
}

/// Returns what wakes this connection of a worker.
pub(super) fn nudge(connection: usize, inbox: &Arc<Inbox>) -> Waker {
    Waker::from(Arc::new(Nudge {
        connection,
        inbox: Arc::clone(inbox),
    }))
}
