//! How a worker takes clients in.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::{TcpListener, TcpStream};

use super::lookout::Lookout;
use super::shared::{Phase, Shared};
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
    fn is_much(&self) -> bool {
        self.in_a_row >= MANY
    }

    /// Counts anew.
    fn begin_row(&mut self) {
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
pub(super) enum Attempt {
    Accepted(TcpStream, SocketAddr),
    /// Nobody waits.
    Empty,
    /// There are as many as allowed, or the system refuses more.
    NotNow,
}

/// Where a worker takes clients in.
#[derive(Debug)]
pub(super) struct Entrance {
    /// Which worker it is.
    at: usize,
    socket: Option<Arc<TcpListener>>,
    is_accepting: bool,
    expected: Expected,
    /// When to ask again what the system has refused, and how long that was put off.
    retry: Option<Instant>,
    pause: Duration,
}

impl Entrance {
    pub(super) fn new(at: usize, socket: Option<Arc<TcpListener>>) -> Self {
        Entrance {
            at,
            socket,
            is_accepting: false,
            expected: Expected::default(),
            retry: None,
            pause: Duration::ZERO,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.socket.is_some()
    }

    /// Whether somebody else may wait.
    pub(super) fn is_busy(&self) -> bool {
        self.is_accepting || self.expected.is_much()
    }

    /// When to ask again what the system has refused.
    pub(super) fn retry(&self) -> Option<Instant> {
        self.retry
    }

    /// Somebody waits.
    pub(super) fn somebody_waits(&mut self) {
        self.is_accepting = true;
    }

    /// Whether clients are to be accepted now.
    pub(super) fn is_due(&mut self, now: Instant, phase: Phase, lookout: &Lookout) -> bool {
        // Who leaves goes on by itself.
        let retries = self.retry.is_some_and(|retry| retry <= now);
        self.is_accepting |= retries && phase < Phase::Draining;
        if self.expected.is_much() {
            if self.is_accepting {
                lookout.hand_over(self.at, true);
            }
            self.expected.begin_row();
        }
        self.is_accepting
    }

    /// Begins to accept. Returns how many to ask for.
    pub(super) fn begin(&mut self) -> usize {
        self.is_accepting = false;
        self.expected.next()
    }

    /// So many have come, and nobody else waits.
    pub(super) fn all_came(&mut self, count: usize) {
        self.expected.came(count, true);
    }

    /// So many have come, as were asked for.
    pub(super) fn some_came(&mut self, count: usize, lookout: &Lookout) {
        self.expected.came(count, false);
        // The lookout is told at once if somebody else waits.
        self.is_accepting = !lookout.is_watching(self.at) || !lookout.look_again(self.at);
    }

    /// Begins to accept all who wait, and then no more.
    pub(super) fn begin_to_leave(&mut self) {
        self.is_accepting = false;
        self.retry = None;
    }

    pub(super) fn close(&mut self) {
        self.socket = None;
    }

    /// Accepts a client, who has a place then.
    pub(super) fn accept<S: Service>(&mut self, shared: &Shared<S>, is_bounded: bool) -> Attempt {
        let Some(socket) = &self.socket else {
            return Attempt::NotNow;
        };
        if !shared.take_place(is_bounded, self.at) {
            // A moment that has passed would be asked for again at once, and again.
            if self.retry.is_some() {
                self.ask_later();
            }
            return Attempt::NotNow;
        }
        let error = loop {
            match socket.accept() {
                Ok((stream, peer)) => {
                    self.granted(shared.lookout());
                    return Attempt::Accepted(stream, peer);
                }
                Err(error) if is_of_one_client(&error) => {}
                Err(error) => break error,
            }
        };
        shared.give_place_back(self.at);
        if shared.phase() == Phase::Stopped {
            return Attempt::NotNow;
        }
        if error.kind() == io::ErrorKind::WouldBlock {
            self.granted(shared.lookout());
            return Attempt::Empty;
        }
        // Nobody looks out until the system has been asked again.
        shared.lookout().warn_of_refusal(&error);
        shared.lookout().look_away();
        self.ask_later();
        Attempt::NotNow
    }

    /// The system has what a client needs.
    fn granted(&mut self, lookout: &Lookout) {
        if self.retry.take().is_some() {
            lookout.watch(self.at);
        }
        self.pause = Duration::ZERO;
        lookout.granted();
    }

    pub(super) fn ask_later(&mut self) {
        self.pause = longer(self.pause);
        self.retry = Instant::now().checked_add(self.pause);
    }
}

/// Whether `accept` failed because of the client it was about to return, so
/// that the next may succeed at once.
pub(in crate::net) fn is_of_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}
