//! Where others leave word for a worker.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task;

use mio::{Poll, Registry, Token};

use super::lock;

/// The token of a worker's waker.
pub(super) const WAKER: Token = Token(1);

#[derive(Debug)]
pub(super) struct Inbox {
    /// Which worker reads it.
    at: usize,
    registry: Registry,
    waker: mio::Waker,
    /// Connections whose handlers have something to say.
    ready: Mutex<Vec<usize>>,
    /// Whether there is a thread that reads this.
    is_running: AtomicBool,
    /// Whether the worker waits, or is about to.
    sleeps: AtomicBool,
    /// Whether the worker wants to be woken at the next tick: it has answered clients who may not
    /// have closed yet.
    has_parting: AtomicBool,
    /// Whether the worker should have looked out for clients, and could not be told of them.
    looks_itself: AtomicBool,
    /// Whether another worker needs memory that connections here hold.
    is_to_give: AtomicBool,
}

/// Those of all workers.
pub(super) type Inboxes = Arc<[Arc<Inbox>]>;

impl Inbox {
    pub(super) fn new(at: usize, poll: &Poll) -> io::Result<Self> {
        Ok(Inbox {
            at,
            registry: poll.registry().try_clone()?,
            waker: mio::Waker::new(poll.registry(), WAKER)?,
            ready: Mutex::default(),
            is_running: AtomicBool::new(false),
            sleeps: AtomicBool::new(false),
            has_parting: AtomicBool::new(false),
            looks_itself: AtomicBool::new(false),
            is_to_give: AtomicBool::new(false),
        })
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What the worker's poller is told of, from any thread.
    pub(super) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Ends the sleep of the worker.
    pub(super) fn wake(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::error!("cannot wake a thread: {error}");
        }
    }

    pub(super) fn begin(&self) {
        self.is_running.store(true, Ordering::Release);
    }

    pub(super) fn is_running(&self) -> bool {
        self.is_running.load(Ordering::Acquire)
    }

    pub(super) fn set_sleeps(&self, sleeps: bool) {
        self.sleeps.store(sleeps, Ordering::Release);
    }

    pub(super) fn sleeps(&self) -> bool {
        self.sleeps.load(Ordering::Acquire)
    }

    /// Has the worker ask for clients later, of whom it cannot be told.
    pub(super) fn have_it_ask_later(&self) {
        self.looks_itself.store(true, Ordering::Release);
        self.wake();
    }

    /// Whether the worker is to ask for clients later. It is told once.
    pub(super) fn is_to_ask_later(&self) -> bool {
        self.looks_itself.swap(false, Ordering::AcqRel)
    }

    /// Asks the worker to close whoever holds more than a share.
    pub(super) fn have_it_give(&self) {
        if !self.is_to_give.swap(true, Ordering::AcqRel) {
            self.wake();
        }
    }

    /// Whether the worker is to close whoever holds more than a share. It is told once.
    pub(super) fn is_to_give(&self) -> bool {
        self.is_to_give.load(Ordering::Relaxed) && self.is_to_give.swap(false, Ordering::AcqRel)
    }

    /// Takes note that the worker wants to be woken after a moment.
    pub(super) fn want_a_reminder(&self) {
        self.has_parting.store(true, Ordering::SeqCst);
    }

    pub(super) fn wants_a_reminder(&self) -> bool {
        self.has_parting.load(Ordering::SeqCst)
    }

    /// Wakes the worker if it wants it. Whether it did.
    pub(super) fn remind(&self) -> bool {
        let wants = self.has_parting.swap(false, Ordering::SeqCst);
        if wants {
            self.wake();
        }
        wants
    }

    /// Takes the connections whose handlers have something to say.
    pub(super) fn take_ready(&self) -> Vec<usize> {
        let mut ready = lock(&self.ready);
        std::mem::take(&mut *ready)
    }

    /// Returns what the handler of a connection wakes the worker with.
    pub(super) fn nudge(self: &Arc<Self>, connection: usize) -> task::Waker {
        task::Waker::from(Arc::new(Nudge {
            connection,
            inbox: Arc::clone(self),
        }))
    }
}

/// Tells a worker that a handler has something to say.
struct Nudge {
    connection: usize,
    inbox: Arc<Inbox>,
}

impl task::Wake for Nudge {
    fn wake(self: Arc<Self>) {
        lock(&self.inbox.ready).push(self.connection);
        self.inbox.wake();
    }
}
