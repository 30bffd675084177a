//! The places that there are for connections.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::counters::Counters;
use super::lock;
use super::lookout::Lookout;

/// The same is not said again sooner than this.
const NEXT_WARNING: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    counters: Arc<Counters>,
    /// Whether nobody looks out because there are as many connections as allowed.
    is_full: AtomicBool,
    /// When clients were last said to have to wait.
    warned: Mutex<Option<Instant>>,
}

impl Places {
    pub(super) fn new(most: usize, counters: Arc<Counters>) -> Self {
        Places {
            most,
            counters,
            is_full: AtomicBool::new(false),
            warned: Mutex::default(),
        }
    }

    /// Has a worker take one of the places. Whether there was one.
    pub(super) fn take(&self, is_bounded: bool, lookout: &Lookout, worker: usize) -> bool {
        loop {
            if self.counters.opened() < self.most || !is_bounded {
                return true;
            }
            self.counters.closed();
            lookout.look_away();
            self.is_full.store(true, Ordering::SeqCst);
            // One may have left before it could see that. Whoever takes the flag back looks out.
            if self.counters.open() >= self.most || !self.is_full.swap(false, Ordering::SeqCst) {
                self.warn_of_full();
                return false;
            }
            lookout.watch(worker);
        }
    }

    /// Has a worker give a place back; whoever waits for one can have it.
    pub(super) fn give_back(&self, lookout: &Lookout, worker: usize) {
        self.counters.closed();
        if self.is_full.load(Ordering::SeqCst) && self.is_full.swap(false, Ordering::SeqCst) {
            lookout.watch(worker);
        }
    }

    /// Says that clients have to wait in the queue, but not again and again.
    fn warn_of_full(&self) {
        let mut warned = lock(&self.warned);
        if warned.is_some_and(|warned| warned.elapsed() < NEXT_WARNING) {
            return;
        }
        *warned = Some(Instant::now());
        tracing::warn!(
            "cannot accept clients for now: {} connections are open, as many as allowed; more clients wait",
            self.most
        );
    }
}
