//! One thread with the conversations it has taken on.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Events, Poll, Token};

use super::conversation::{Conversation, Lent, Next};
use super::counters::Outcome;
use super::entrance::{Entrance, LISTENER};
use super::inbox::{Inbox, WAKER, Word};
use super::introduction::Introduction;
use super::line::Line;
use super::observer::Observer;
use super::shared::{Phase, Shared};
use crate::conversation::Side;

/// The tokens of the first conversation: its client's, and its server's.
const FIRST: usize = 2;

/// What is read at once.
const SCRATCH: usize = 64 * 1024;

/// How many events are taken at once.
const EVENTS: usize = 256;

/// The pause after the system could not tell what has happened.
const PAUSE: Duration = Duration::from_millis(10);

pub(super) struct Worker<O: Observer> {
    poll: Poll,
    inbox: Arc<Inbox>,
    shared: Arc<Shared<O>>,
    /// Where clients come in, with the first of the workers.
    entrance: Option<Entrance>,
    conversations: Vec<Option<Box<Conversation<O::Watcher>>>>,
    free: Vec<usize>,
    /// Whose sockets can do more.
    due: Vec<usize>,
    scratch: Box<[u8]>,
    /// How many conversations were cut.
    cut: usize,
}

impl<O: Observer> Worker<O> {
    pub(super) fn new(
        poll: Poll,
        inbox: Arc<Inbox>,
        shared: Arc<Shared<O>>,
        entrance: Option<Entrance>,
    ) -> Self {
        Worker {
            poll,
            inbox,
            shared,
            entrance,
            conversations: Vec::new(),
            free: Vec::new(),
            due: Vec::new(),
            scratch: vec![0; SCRATCH].into_boxed_slice(),
            cut: 0,
        }
    }

    /// Serves until the relay has ended. Returns how many conversations were cut.
    pub(super) fn run(mut self) -> usize {
        let mut events = Events::with_capacity(EVENTS);
        loop {
            self.wait(&mut events);
            for event in &events {
                self.hear(event);
            }
            for word in self.inbox.take() {
                self.take_word(word);
            }
            for at in std::mem::take(&mut self.due) {
                self.advance(at);
            }
            match self.shared.phase() {
                Phase::Serving => self.accept_some(),
                Phase::Draining => self.leave(),
                Phase::Stopped => {
                    self.leave();
                    self.cut_all();
                }
            }
            let has_all = self.shared.is_closed() && self.inbox.clients() == 0;
            if has_all && self.shared.phase() > Phase::Serving {
                return self.cut;
            }
        }
    }

    fn wait(&mut self, events: &mut Events) {
        let is_busy = !self.due.is_empty()
            || self.entrance.as_ref().is_some_and(Entrance::is_due)
            || !self.inbox.may_sleep();
        let timeout = if is_busy {
            Some(Duration::ZERO)
        } else {
            let retry = self.entrance.as_ref().and_then(Entrance::retry);
            retry.map(|at| at.saturating_duration_since(Instant::now()))
        };
        match self.poll.poll(events, timeout) {
            Ok(()) => {}
            Err(error) => {
                events.clear();
                if error.kind() != io::ErrorKind::Interrupted {
                    tracing::error!("cannot wait for clients: {error}");
                    std::thread::sleep(PAUSE);
                }
            }
        }
    }

    fn hear(&mut self, event: &mio::event::Event) {
        let token = event.token();
        if token == LISTENER || token == WAKER {
            if let Some(entrance) = &mut self.entrance {
                entrance.somebody_may_wait();
            }
            return;
        }
        let number = token.0.saturating_sub(FIRST);
        let (at, side) = match number % 2 {
            0 => (number / 2, Side::Client),
            _ => (number / 2, Side::Server),
        };
        if let Some(Some(conversation)) = self.conversations.get_mut(at) {
            conversation.hear(side, event);
            if self.due.last() != Some(&at) {
                self.due.push(at);
            }
        }
    }

    fn take_word(&mut self, word: Word) {
        match word {
            Word::Client(stream, peer) => self.admit(stream, peer),
            Word::Resolved {
                at,
                number,
                addresses,
            } => {
                if let Some(Some(conversation)) = self.conversations.get_mut(at) {
                    conversation.resolved(number, addresses);
                    self.due.push(at);
                }
            }
        }
    }

    fn accept_some(&mut self) {
        let Some(entrance) = &mut self.entrance else {
            return;
        };
        for (stream, peer) in entrance.accept(&self.shared) {
            self.place(stream, peer);
        }
    }

    /// Accepts all who wait, and then no more.
    fn leave(&mut self) {
        let Some(mut entrance) = self.entrance.take() else {
            return;
        };
        if self.shared.listener().owns_queue() && self.shared.phase() == Phase::Draining {
            entrance.somebody_may_wait();
            loop {
                let came = entrance.accept(&self.shared);
                if came.is_empty() {
                    break;
                }
                for (stream, peer) in came {
                    self.inbox.has_come();
                    self.admit(stream, peer);
                }
            }
        }
        drop(entrance);
        self.shared.close();
    }

    /// Finds a worker for a client.
    fn place(&mut self, stream: TcpStream, peer: SocketAddr) {
        if let Some(other) = self.shared.idlest() {
            other.has_come();
            other.post(Word::Client(stream, peer));
        } else {
            self.inbox.has_come();
            self.admit(stream, peer);
        }
    }

    /// Takes on a client who has a place.
    fn admit(&mut self, stream: TcpStream, peer: SocketAddr) {
        let settings = &self.shared.settings;
        let number = self.shared.counters.accepted();
        if let Some(reason) = settings.refuses(peer) {
            tracing::warn!(peer = %peer, "{reason}; connection closed");
            self.over(Outcome::TurnedAway);
            return;
        }
        let at = self.free.pop().unwrap_or_else(|| {
            self.conversations.push(None);
            self.conversations.len().saturating_sub(1)
        });
        let line = Line::new(stream, self.poll.registry(), token(at, Side::Client));
        let prepared = line.and_then(|line| line.prepare().map(|()| line));
        let line = match prepared {
            Ok(line) => line,
            Err(error) => {
                tracing::debug!(peer = %peer, "it has gone at once: {error}");
                self.free.push(at);
                self.over(Outcome::Reset);
                return;
            }
        };
        let introduction = Introduction::new(settings);
        let conversation = Conversation::new(number, peer, line, introduction);
        if let Some(place) = self.conversations.get_mut(at) {
            *place = Some(Box::new(conversation));
        }
        self.advance(at);
    }

    fn advance(&mut self, at: usize) {
        let Some(place) = self.conversations.get_mut(at) else {
            return;
        };
        let Some(conversation) = place else {
            return;
        };
        let mut lent = Lent {
            shared: &self.shared,
            registry: self.poll.registry(),
            inbox: &self.inbox,
            scratch: &mut self.scratch,
            at,
            token: token(at, Side::Server),
        };
        match conversation.advance(&mut lent) {
            Next::Wait => {}
            Next::ATurn => self.due.push(at),
            Next::Over(outcome) => {
                *place = None;
                self.free.push(at);
                self.over(outcome);
            }
        }
    }

    fn over(&mut self, outcome: Outcome) {
        self.inbox.has_gone();
        self.shared.over(outcome);
    }

    fn cut_all(&mut self) {
        for mut conversation in std::mem::take(&mut self.conversations)
            .into_iter()
            .flatten()
        {
            conversation.cut();
            drop(conversation);
            self.cut = self.cut.saturating_add(1);
            self.over(Outcome::Cut);
        }
        self.due.clear();
        self.free.clear();
    }
}

fn token(at: usize, side: Side) -> Token {
    let number = at.saturating_mul(2).saturating_add(FIRST);
    match side {
        Side::Client => Token(number),
        Side::Server => Token(number.saturating_add(1)),
    }
}
