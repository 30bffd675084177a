//! Where others leave word for a worker.

use std::io;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use mio::net::TcpStream;
use mio::{Poll, Token};

use crate::net::server::lock;

/// The token of a worker's waker.
pub(super) const WAKER: Token = Token(1);

/// What a worker is told.
#[derive(Debug)]
pub(super) enum Word {
    /// A client that it is to serve, who has a place.
    Client(TcpStream, SocketAddr),
    /// The addresses that a conversation has asked for.
    Resolved {
        at: usize,
        number: u64,
        addresses: io::Result<Vec<SocketAddr>>,
    },
}

#[derive(Debug)]
pub(super) struct Inbox {
    waker: mio::Waker,
    words: Mutex<Vec<Word>>,
    /// Whether the worker waits, or is about to.
    sleeps: AtomicBool,
    /// How many clients it has.
    clients: AtomicUsize,
}

impl Inbox {
    pub(super) fn new(poll: &Poll) -> io::Result<Self> {
        Ok(Inbox {
            waker: mio::Waker::new(poll.registry(), WAKER)?,
            words: Mutex::default(),
            sleeps: AtomicBool::new(false),
            clients: AtomicUsize::new(0),
        })
    }

    /// Ends the sleep of the worker.
    pub(super) fn wake(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::error!("cannot wake a thread: {error}");
        }
    }

    pub(super) fn post(&self, word: Word) {
        lock(&self.words).push(word);
        if self.sleeps.swap(false, Ordering::SeqCst) {
            self.wake();
        }
    }

    /// Takes note that the worker is about to wait. Whether it may, for nothing has been left.
    pub(super) fn may_sleep(&self) -> bool {
        self.sleeps.store(true, Ordering::SeqCst);
        lock(&self.words).is_empty()
    }

    /// Takes what was left.
    pub(super) fn take(&self) -> Vec<Word> {
        self.sleeps.store(false, Ordering::SeqCst);
        std::mem::take(&mut *lock(&self.words))
    }

    pub(super) fn clients(&self) -> usize {
        self.clients.load(Ordering::Relaxed)
    }

    pub(super) fn has_come(&self) {
        self.clients.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn has_gone(&self) {
        self.clients.fetch_sub(1, Ordering::Relaxed);
    }
}
