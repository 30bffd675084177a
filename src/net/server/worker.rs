//! The loop of one thread, and the connections that are its own.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::{Events, Poll, Token};

use super::Service;
use super::accept::{Attempt, Entrance};
use super::clients::Clients;
use super::inbox::{Inbox, WAKER};
use super::lookout::LISTENER;
use super::shared::{Phase, Shared};

/// What a worker waits with.
pub(super) struct Poller {
    poll: Poll,
    inbox: Arc<Inbox>,
}

impl Poller {
    pub(super) fn new(at: usize) -> io::Result<Self> {
        let poll = Poll::new()?;
        let inbox = Arc::new(Inbox::new(at, &poll)?);
        Ok(Poller { poll, inbox })
    }

    pub(super) fn inbox(&self) -> Arc<Inbox> {
        Arc::clone(&self.inbox)
    }
}

pub(super) struct Worker<S: Service> {
    shared: Arc<Shared<S>>,
    poller: Poller,
    entrance: Entrance,
    clients: Clients<S>,
    /// Whether it has been said that the poller fails.
    cannot_wait: bool,
}

impl<S: Service> Worker<S> {
    pub(super) fn new(
        poller: Poller,
        socket: Option<Arc<mio::net::TcpListener>>,
        shared: Arc<Shared<S>>,
    ) -> Self {
        Worker {
            entrance: Entrance::new(poller.inbox.at(), socket),
            clients: Clients::new(Arc::clone(&shared), poller.inbox()),
            shared,
            poller,
            cannot_wait: false,
        }
    }

    /// Serves until the server ends. Returns how many conversations were cut.
    pub(super) fn run(mut self) -> usize {
        self.poller.inbox.begin();
        let mut events = Events::with_capacity(256);
        loop {
            let phase = self.shared.phase();
            if phase >= Phase::Draining && self.entrance.is_open() {
                self.leave();
            }
            let is_idle = !self.entrance.is_open() && self.clients.is_empty();
            if phase == Phase::Stopped || (phase == Phase::Draining && is_idle) {
                return self.clients.cut();
            }
            self.wait(&mut events);
            let now = Instant::now();
            for event in &events {
                match event.token() {
                    LISTENER => self.entrance.somebody_waits(),
                    WAKER => {
                        if self.poller.inbox.is_to_ask_later() {
                            self.entrance.ask_later();
                        }
                        self.clients.take_word();
                    }
                    Token(connection) => self.clients.resume(connection, false),
                }
            }
            self.clients.give_memory();
            if self.entrance.is_due(now, phase, self.shared.lookout()) {
                self.accept_some();
            }
            self.clients.go_on();
            // Last: those who wait for an answer go before those who have theirs.
            self.clients.let_go(now);
            self.clients.expire(now);
        }
    }

    fn wait(&mut self, events: &mut Events) {
        let inbox = &self.poller.inbox;
        let timeout = if self.entrance.is_busy() || self.clients.is_busy() {
            Some(Duration::ZERO)
        } else {
            if self.clients.has_parting() {
                self.shared.remind(inbox);
            }
            let times = [self.clients.timer(), self.entrance.retry()];
            let next = times.into_iter().flatten().min();
            next.map(|at| at.saturating_duration_since(Instant::now()))
        };
        inbox.set_sleeps(true);
        match self.poller.poll.poll(events, timeout) {
            Ok(()) => self.cannot_wait = false,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                if !std::mem::replace(&mut self.cannot_wait, true) {
                    tracing::error!("cannot wait for clients: {error}");
                }
                std::thread::sleep(super::SHORTEST_PAUSE);
            }
        }
        inbox.set_sleeps(false);
    }

    /// Accepts some of those who wait, and serves them as far as they have come.
    fn accept_some(&mut self) {
        let asked = self.entrance.begin();
        for count in 0..asked {
            match self.entrance.accept(&self.shared, true) {
                Attempt::Accepted(stream, peer) => self.clients.admit(stream, peer),
                Attempt::Empty => return self.entrance.all_came(count),
                Attempt::NotNow => return,
            }
        }
        self.entrance.some_came(asked, self.shared.lookout());
    }

    /// Accepts all who wait, and then no more. Those for whom the system has nothing left are
    /// accepted when others have gone.
    fn leave(&mut self) {
        self.entrance.begin_to_leave();
        while self.shared.listener().owns_queue() {
            match self.entrance.accept(&self.shared, false) {
                Attempt::Accepted(stream, peer) => self.clients.admit(stream, peer),
                Attempt::Empty => break,
                Attempt::NotNow => return,
            }
        }
        self.entrance.close();
    }
}
