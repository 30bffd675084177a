//! The connections that wait: for their sockets, for their time, or to be let go.

use std::io;
use std::time::Instant;

use mio::{Interest, Token};

use super::Service;
use super::connection::Connection;
use super::counters::Outcome;
use super::parting::{Parting, SHORTLY};
use super::worker::Worker;

pub(super) struct Waiting<C> {
    pub(super) who: Who<C>,
    pub(super) interest: Option<Interest>,
    pub(super) timer: Option<Instant>,
}

pub(super) enum Who<C> {
    Connected(Box<Connection<C>>),
    Parting(Parting),
}

/// How a connection stands with the poller and the timers.
pub(super) struct Registered {
    pub(super) interest: Option<Interest>,
    pub(super) timer: Option<Instant>,
}

impl<S: Service> Worker<S> {
    /// Has the connection wait until its socket is ready.
    pub(super) fn keep(
        &mut self,
        token: usize,
        mut connection: Connection<S::Conversation>,
        registered: Option<Registered>,
    ) {
        let mut interest = Interest::READABLE;
        if connection.has_output() {
            interest |= Interest::WRITABLE;
        }
        let before = registered
            .as_ref()
            .and_then(|registered| registered.interest);
        let timer = registered.and_then(|registered| registered.timer);
        if let Err(error) = self.register(&mut connection.stream, token, interest, before) {
            self.forget_timer(token, timer);
            let error = connection.cannot_wait(&error);
            self.count(&mut connection, Outcome::Failed);
            self.shared.failed(connection.peer, &error);
            drop(connection);
            self.unreserve();
            return;
        }
        connection.is_registered = true;
        let deadline = connection.deadline(&self.shared.limits);
        let timer = self.look_by(token, timer, deadline);
        let who = Who::Connected(Box::new(connection));
        let interest = Some(before.map_or(interest, |before| before | interest));
        self.waiting.insert(
            token,
            Waiting {
                who,
                interest,
                timer,
            },
        );
    }

    fn register(
        &self,
        stream: &mut mio::net::TcpStream,
        token: usize,
        interest: Interest,
        before: Option<Interest>,
    ) -> io::Result<()> {
        let registry = self.poll.registry();
        match before {
            None => registry.register(stream, Token(token), interest),
            Some(before) if before | interest == before => Ok(()),
            Some(before) => registry.reregister(stream, Token(token), before | interest),
        }
    }

    /// Gives a client that has been answered time to close.
    pub(super) fn part(&mut self, token: usize, mut parting: Parting, is_registered: bool) {
        if !is_registered {
            self.parting.push_back(parting);
            return;
        }
        // Then it has come to know of it.
        if parting.has_gone(&mut self.scratch, &self.shared) {
            drop(parting);
            self.unreserve();
            return;
        }
        self.keep_parting(token, parting);
    }

    fn keep_parting(&mut self, token: usize, parting: Parting) {
        let timer = parting.deadline();
        self.timers.extend(timer.map(|at| (at, token)));
        let waiting = Waiting {
            who: Who::Parting(parting),
            interest: Some(Interest::READABLE),
            timer,
        };
        self.waiting.insert(token, waiting);
    }

    /// Closes the connections of those who have left since they were answered.
    pub(super) fn let_go(&mut self, now: Instant) {
        while let Some(parting) = self.parting.front_mut() {
            // Answered just now: it cannot have closed yet.
            if parting.since >= now {
                return;
            }
            let has_gone = parting.has_gone(&mut self.scratch, &self.shared);
            if !has_gone && now.saturating_duration_since(parting.since) < SHORTLY {
                return;
            }
            let Some(mut parting) = self.parting.pop_front() else {
                return;
            };
            if !has_gone {
                let token = self.new_token();
                let stream = &mut parting.stream;
                if self
                    .register(stream, token, Interest::READABLE, None)
                    .is_ok()
                {
                    self.keep_parting(token, parting);
                    continue;
                }
            }
            drop(parting);
            self.unreserve();
        }
    }

    /// Looks at those whose time is over, and closes the connections of those for whom it is over.
    pub(super) fn expire(&mut self, now: Instant) {
        while let Some(&(at, token)) = self.timers.first() {
            if at > now {
                return;
            }
            self.timers.pop_first();
            let Some(waiting) = self.waiting.get_mut(&token) else {
                continue;
            };
            let later = match &waiting.who {
                Who::Connected(connection) => connection.deadline(&self.shared.limits),
                Who::Parting(parting) => parting.deadline(),
            };
            waiting.timer = later;
            if later.is_none_or(|later| later > now) {
                self.timers.extend(later.map(|at| (at, token)));
                continue;
            }
            let Some(waiting) = self.waiting.remove(&token) else {
                continue;
            };
            if let Who::Connected(mut connection) = waiting.who {
                let error = connection.timed_out(&self.shared.limits);
                self.count(&mut connection, Outcome::TimedOut);
                self.shared.failed(connection.peer, &error);
            }
            self.unreserve();
        }
    }

    /// Has a connection looked at by its deadline, if that is before its timer. One whose
    /// deadline has moved on since is only looked at.
    fn look_by(
        &mut self,
        token: usize,
        timer: Option<Instant>,
        deadline: Option<Instant>,
    ) -> Option<Instant> {
        let Some(deadline) = deadline else {
            return timer;
        };
        if timer.is_some_and(|timer| timer <= deadline) {
            return timer;
        }
        self.forget_timer(token, timer);
        self.timers.insert((deadline, token));
        Some(deadline)
    }

    pub(super) fn forget_timer(&mut self, token: usize, timer: Option<Instant>) {
        if let Some(at) = timer {
            self.timers.remove(&(at, token));
        }
    }

    /// Drops all connections. Returns how many conversations had not ended.
    pub(super) fn cut(&mut self) -> usize {
        let mut cut = 0_usize;
        for (_, waiting) in std::mem::take(&mut self.waiting) {
            if let Who::Connected(mut connection) = waiting.who {
                self.count(&mut connection, Outcome::Cut);
                self.shared.tell_owner(connection.peer, &connection.cut());
                cut = cut.saturating_add(1);
            }
            self.unreserve();
        }
        for parting in std::mem::take(&mut self.parting) {
            drop(parting);
            self.unreserve();
        }
        cut
    }
}
