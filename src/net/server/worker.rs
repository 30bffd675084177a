//! The loop of one thread, and the connections that are its own.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use mio::{Events, Poll, Token};

use super::accept::{Expected, nudge};
use super::connection::{Connection, Scratch, Turn};
use super::counters::Outcome;
use super::parting::Parting;
use super::shared::{CONNECTIONS, Inbox, LISTENER, Phase, Shared, WAKER};
use super::waiting::{Registered, Waiting, Who};
use super::{Error, Service};

/// What a worker waits with.
pub(super) struct Poller {
    poll: Poll,
    inbox: Arc<Inbox>,
}

impl Poller {
    pub(super) fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let inbox = Inbox {
            registry: poll.registry().try_clone()?,
            waker: mio::Waker::new(poll.registry(), WAKER)?,
            ready: Mutex::default(),
            is_running: AtomicBool::new(false),
            sleeps: AtomicBool::new(false),
            has_parting: AtomicBool::new(false),
            looks_itself: AtomicBool::new(false),
            is_to_give: AtomicBool::new(false),
        };
        Ok(Poller {
            poll,
            inbox: Arc::new(inbox),
        })
    }

    pub(super) fn inbox(&self) -> Arc<Inbox> {
        Arc::clone(&self.inbox)
    }
}

pub(super) struct Worker<S: Service> {
    pub(super) at: usize,
    pub(super) shared: Arc<Shared<S>>,
    pub(super) poll: Poll,
    pub(super) inbox: Arc<Inbox>,
    pub(super) socket: Option<Arc<mio::net::TcpListener>>,
    pub(super) is_accepting: bool,
    pub(super) expected: Expected,
    /// When to ask again what the system has refused, and how long that was put off.
    pub(super) retry: Option<Instant>,
    pub(super) pause: Duration,
    pub(super) scratch: Scratch,
    /// The connections that wait for something.
    pub(super) waiting: HashMap<usize, Waiting<S::Conversation>>,
    /// When each of them is looked at though nothing has come.
    pub(super) timers: BTreeSet<(Instant, usize)>,
    /// Those that have more to do.
    again: VecDeque<usize>,
    /// Those whose clients have just been answered, oldest first.
    pub(super) parting: VecDeque<Parting>,
    next: usize,
    /// Whether it has been said that the poller fails.
    cannot_wait: bool,
}

impl<S: Service> Worker<S> {
    pub(super) fn new(
        at: usize,
        poller: Poller,
        socket: Option<Arc<mio::net::TcpListener>>,
        shared: Arc<Shared<S>>,
    ) -> Self {
        Worker {
            at,
            shared,
            poll: poller.poll,
            inbox: poller.inbox,
            socket,
            is_accepting: false,
            expected: Expected::default(),
            retry: None,
            pause: Duration::ZERO,
            scratch: Scratch::new(),
            waiting: HashMap::new(),
            timers: BTreeSet::new(),
            again: VecDeque::new(),
            parting: VecDeque::new(),
            next: CONNECTIONS,
            cannot_wait: false,
        }
    }

    /// Serves until the server ends. Returns how many conversations were cut.
    pub(super) fn run(mut self) -> usize {
        self.inbox.is_running.store(true, Ordering::Release);
        let mut events = Events::with_capacity(256);
        loop {
            let phase = self.shared.phase();
            if phase >= Phase::Draining && self.socket.is_some() {
                self.leave();
            }
            let is_idle = self.socket.is_none()
                && self.waiting.is_empty()
                && self.again.is_empty()
                && self.parting.is_empty();
            if phase == Phase::Stopped || (phase == Phase::Draining && is_idle) {
                return self.cut();
            }
            self.wait(&mut events);
            let now = Instant::now();
            for event in &events {
                match event.token() {
                    LISTENER => self.is_accepting = true,
                    WAKER => self.take_word(),
                    Token(connection) => self.resume(connection, false),
                }
            }
            self.give_memory();
            // Who leaves goes on by itself.
            if phase < Phase::Draining && self.retry.is_some_and(|retry| retry <= now) {
                self.is_accepting = true;
            }
            if self.expected.is_much() {
                if self.is_accepting {
                    self.shared.hand_over(self.at, true);
                }
                self.expected.begin_row();
            }
            if self.is_accepting {
                self.accept_some();
            }
            for _ in 0..self.again.len() {
                if let Some(connection) = self.again.pop_front() {
                    self.resume(connection, false);
                }
            }
            // Last: those who wait for an answer go before those who have theirs.
            self.let_go(now);
            self.expire(now);
        }
    }

    fn wait(&mut self, events: &mut Events) {
        let is_busy = self.is_accepting || !self.again.is_empty();
        let timeout = if is_busy || self.expected.is_much() {
            Some(Duration::ZERO)
        } else {
            if !self.parting.is_empty() {
                self.shared.remind(&self.inbox);
            }
            let timer = self.timers.first().map(|(at, _)| *at);
            let next = [timer, self.retry].into_iter().flatten().min();
            next.map(|at| at.saturating_duration_since(Instant::now()))
        };
        self.inbox.sleeps.store(true, Ordering::Release);
        match self.poll.poll(events, timeout) {
            Ok(()) => self.cannot_wait = false,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                if !std::mem::replace(&mut self.cannot_wait, true) {
                    tracing::error!("cannot wait for clients: {error}");
                }
                std::thread::sleep(super::SHORTEST_PAUSE);
            }
        }
        self.inbox.sleeps.store(false, Ordering::Release);
    }

    pub(super) fn new_token(&mut self) -> usize {
        let token = self.next;
        self.next = self.next.wrapping_add(1).max(CONNECTIONS);
        token
    }

    /// Begins a conversation.
    pub(super) fn admit(&mut self, connection: Connection<S::Conversation>) {
        let token = self.new_token();
        self.step(token, connection, None, |connection, worker| {
            let waker = || nudge(token, &worker.inbox);
            let shared = &worker.shared;
            connection.begin(&shared.service, &shared.limits, &mut worker.scratch, &waker)
        });
    }

    /// Goes on with a conversation for which something has come.
    fn resume(&mut self, token: usize, woken: bool) {
        let Some(waiting) = self.waiting.remove(&token) else {
            return;
        };
        let registered = Registered {
            interest: waiting.interest,
            timer: waiting.timer,
        };
        match waiting.who {
            Who::Connected(connection) => {
                let before = (connection.received, connection.sent());
                self.step(
                    token,
                    *connection,
                    Some(registered),
                    |connection, worker| {
                        let waker = || nudge(token, &worker.inbox);
                        let shared = &worker.shared;
                        let scratch = &mut worker.scratch;
                        let turn = connection.turn(&shared.service, scratch, &waker, woken);
                        if woken || before != (connection.received, connection.sent()) {
                            // The turn itself may have taken its time.
                            connection.moved(Instant::now());
                        }
                        turn
                    },
                );
            }
            Who::Parting(mut parting) => {
                if parting.has_gone(&mut self.scratch, &self.shared) {
                    self.forget_timer(token, registered.timer);
                    drop(parting);
                    self.unreserve();
                } else {
                    let who = Who::Parting(parting);
                    self.waiting.insert(
                        token,
                        Waiting {
                            who,
                            interest: registered.interest,
                            timer: registered.timer,
                        },
                    );
                }
            }
        }
    }

    /// Runs one turn of a connection, and does with it what it then needs.
    fn step(
        &mut self,
        token: usize,
        mut connection: Connection<S::Conversation>,
        registered: Option<Registered>,
        turn: impl FnOnce(&mut Connection<S::Conversation>, &mut Self) -> Result<Turn, Error>,
    ) {
        if !self.shared.service.is_brief() || connection.may_take_long() {
            self.shared.hand_over(self.at, false);
        }
        // A conversation that panics takes no other with it.
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            let turn = turn(&mut connection, self)?;
            if turn != Turn::Over {
                self.account(&mut connection)?;
                connection.note_request();
            }
            Ok(turn)
        }));
        let timer = registered.as_ref().and_then(|registered| registered.timer);
        match outcome {
            Ok(Ok(turn @ (Turn::Wait | Turn::Again))) => {
                self.keep(token, connection, registered);
                if turn == Turn::Again {
                    self.again.push_back(token);
                }
            }
            Ok(Ok(Turn::Over)) => {
                self.forget_timer(token, timer);
                self.count(&mut connection, Outcome::Answered);
                self.shared
                    .tell(|service| service.answered(connection.peer));
                let parting = Parting::new(connection.stream, connection.peer, Instant::now());
                self.part(token, parting, registered.is_some());
            }
            Ok(Err(error)) => {
                self.forget_timer(token, timer);
                self.count(&mut connection, Outcome::Failed);
                self.shared.failed(connection.peer, &error);
                if connection.sent() > 0 {
                    let parting = Parting::new(connection.stream, connection.peer, Instant::now());
                    self.part(token, parting, registered.is_some());
                } else {
                    drop(connection);
                    self.unreserve();
                }
            }
            Err(_) => {
                self.forget_timer(token, timer);
                self.count(&mut connection, Outcome::Failed);
                self.shared.failed(connection.peer, &connection.panicked());
                // Neither what it was lent nor what it held may be sound any more.
                self.scratch = Scratch::new();
                let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(connection)));
                self.unreserve();
            }
        }
    }

    pub(super) fn count(&self, connection: &mut Connection<S::Conversation>, outcome: Outcome) {
        let counters = &self.shared.counters;
        connection.release(counters);
        let took = connection.took();
        let (received, sent) = (connection.received, connection.sent());
        counters.ended(outcome, took, received, sent);
        tracing::debug!(
            peer = %connection.peer,
            "{outcome} after {took:?}: {received} bytes received, {sent} sent"
        );
    }

    /// Goes on with those whose handlers have something to say.
    fn take_word(&mut self) {
        if self.inbox.looks_itself.swap(false, Ordering::AcqRel) {
            self.ask_later();
        }
        let ready = {
            let mut ready = self
                .inbox
                .ready
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *ready)
        };
        for connection in ready {
            self.resume(connection, true);
        }
    }
}
