//! Who looks out for clients: one worker at a time.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use mio::net::TcpListener;
use mio::{Interest, Token};

use super::inbox::Inboxes;
use super::lock;

/// The token of the listener at the worker that looks out for clients.
pub(super) const LISTENER: Token = Token(0);

/// Nobody looks out for clients.
const NOBODY: usize = usize::MAX;

#[derive(Debug)]
pub(super) struct Lookout {
    inboxes: Inboxes,
    /// Which worker looks out for clients, as a hint; the truth is in `watched`.
    watching: AtomicUsize,
    watched: Mutex<Watched>,
    /// Whether the system has refused a client, and has not granted one since.
    is_refused: AtomicBool,
}

/// The listener as it stands registered with one worker's poller.
#[derive(Debug)]
struct Watched {
    socket: Option<TcpListener>,
    by: usize,
}

impl Lookout {
    pub(super) fn new(socket: Option<TcpListener>, inboxes: Inboxes) -> Self {
        Lookout {
            inboxes,
            watching: AtomicUsize::new(NOBODY),
            watched: Mutex::new(Watched { socket, by: NOBODY }),
            is_refused: AtomicBool::new(false),
        }
    }

    /// Has this worker, and no other, look out for clients.
    pub(super) fn watch(&self, worker: usize) {
        let mut watched = lock(&self.watched);
        let Watched { socket, by } = &mut *watched;
        let Some(socket) = socket else { return };
        if *by == worker {
            return;
        }
        if let Some(inbox) = self.inboxes.get(*by) {
            // It fails only if it is not registered there.
            let _ = inbox.registry().deregister(socket);
        }
        *by = NOBODY;
        if let Some(inbox) = self.inboxes.get(worker) {
            let registry = inbox.registry();
            match registry.register(socket, LISTENER, Interest::READABLE) {
                Ok(()) => *by = worker,
                Err(error) => {
                    self.warn_of_refusal(&error);
                    inbox.have_it_ask_later();
                }
            }
        }
        self.watching.store(*by, Ordering::Release);
    }

    /// Has this worker be told again of clients who wait, if it looks out for them. Whether it will be.
    pub(super) fn look_again(&self, worker: usize) -> bool {
        let mut watched = lock(&self.watched);
        let Watched { socket, by } = &mut *watched;
        match (socket, self.inboxes.get(worker)) {
            (Some(socket), Some(inbox)) if *by == worker => inbox
                .registry()
                .reregister(socket, LISTENER, Interest::READABLE)
                .is_ok(),
            // Another does, or nobody may.
            _ => true,
        }
    }

    /// Has nobody look out for clients until [`watch`](Self::watch) is called.
    pub(super) fn look_away(&self) {
        self.watch(NOBODY);
    }

    /// Has nobody look out for clients ever again.
    pub(super) fn close(&self) {
        self.look_away();
        let mut watched = lock(&self.watched);
        watched.socket = None;
    }

    pub(super) fn is_watching(&self, worker: usize) -> bool {
        self.watching.load(Ordering::Acquire) == worker
    }

    /// Has a worker other than this one look out for clients, if this one does: first
    /// of all one that sleeps.
    pub(super) fn hand_over(&self, worker: usize, to_sleeper_only: bool) {
        if !self.is_watching(worker) || self.inboxes.len() < 2 {
            return;
        }
        let (before, after) = self.inboxes.split_at_checked(worker).unwrap_or_default();
        let others = after.iter().skip(1).chain(before);
        let mut others = others.filter(|inbox| inbox.is_running());
        let sleeper = others.clone().find(|inbox| inbox.sleeps());
        let next = if to_sleeper_only {
            sleeper
        } else {
            sleeper.or_else(|| others.next())
        };
        if let Some(next) = next {
            self.watch(next.at());
        }
    }

    /// Says once that the system has refused a client.
    pub(super) fn warn_of_refusal(&self, error: &io::Error) {
        if !self.is_refused.swap(true, Ordering::Relaxed) {
            tracing::warn!("cannot accept clients for now: {error}");
        }
    }

    /// The system has what a client needs.
    pub(super) fn granted(&self) {
        if self.is_refused.load(Ordering::Relaxed) {
            self.is_refused.store(false, Ordering::Relaxed);
        }
    }
}
