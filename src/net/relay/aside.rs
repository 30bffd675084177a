//! Looking on from a thread of its own: the relay copies, and never waits.

use std::collections::HashMap;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::batch::{Batch, Told};
use super::heap::Heap;
use super::observer::{End, Observer, Opened, Watcher, unless_panic};
use crate::conversation::{Side, Stamp};

/// How long what has come is gathered before it is told of together: to wake a thread for each
/// piece costs more than all else.
const GATHERED: Duration = Duration::from_millis(5);

/// How long the end waits for the next thing that is still to be told.
const PATIENCE: Duration = Duration::from_secs(2);

/// Tells an observer on a thread of its own. What waits for it is bounded: where it is too slow,
/// it is told no more of that conversation than that it is [given up](Watcher::given_up). The
/// conversation itself never waits.
///
/// When it is dropped, what still waits is told, unless the observer stands still for two seconds.
///
/// # Examples
///
/// ```
/// use javawire::net::relay::{Aside, Relay};
///
/// # fn slow() -> impl javawire::net::relay::Observer {}
/// # fn main() -> std::io::Result<()> {
/// let aside = Aside::new(slow(), 64 << 20)?;
/// let given_up = aside.tally();
/// // relay.run(listener, aside, shutdown).await;
/// assert_eq!(given_up.conversations(), 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Aside<O> {
    heap: Arc<Heap>,
    observer: PhantomData<fn() -> O>,
}

/// Whoever is told of one conversation later.
#[derive(Debug)]
pub struct AsideWatcher {
    heap: Arc<Heap>,
    number: u64,
    is_lost: bool,
}

/// What was given up.
#[derive(Debug, Clone)]
pub struct Tally(Arc<Heap>);

impl<O: Observer> Aside<O> {
    /// Returns what tells `observer` on a thread of its own. At most `room` bytes wait for it, of
    /// all conversations together.
    ///
    /// # Errors
    ///
    /// That the system refuses the thread.
    pub fn new(observer: O, room: usize) -> io::Result<Self> {
        let heap = Arc::new(Heap::new(room));
        let taken = Arc::clone(&heap);
        thread::Builder::new()
            .name("aside".to_owned())
            .spawn(move || {
                let told = unless_panic(|| tell(&taken, &observer));
                // What observers hold is let go before anybody is told that all is done.
                let dropped = unless_panic(|| drop(observer));
                taken.finish(told.is_none() || dropped.is_none());
            })?;
        Ok(Aside {
            heap,
            observer: PhantomData,
        })
    }

    /// Returns what was given up, now and later.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally(Arc::clone(&self.heap))
    }
}

impl Tally {
    /// Returns how many conversations were given up, for there was no room.
    pub fn conversations(&self) -> u64 {
        self.0.given_up()
    }

    /// Whether the observer has panicked: it is told nothing more.
    pub fn has_failed(&self) -> bool {
        self.0.has_failed()
    }
}

impl<O> Drop for Aside<O> {
    fn drop(&mut self) {
        self.heap.close(PATIENCE);
    }
}

impl<O: Observer> Observer for Aside<O> {
    type Watcher = AsideWatcher;

    fn opened(&self, conversation: &Opened) -> AsideWatcher {
        AsideWatcher {
            is_lost: !self.heap.opened(conversation),
            number: conversation.number,
            heap: Arc::clone(&self.heap),
        }
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        self.heap.refused(conversation, reason);
    }
}

impl Watcher for AsideWatcher {
    fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        if !self.is_lost {
            self.is_lost = !self.heap.bytes(self.number, from, at, bytes);
        }
    }

    fn ended(&mut self, from: Side, at: Stamp, how: End) {
        if !self.is_lost {
            self.heap.ended(self.number, from, at, how);
        }
    }
}

impl Drop for AsideWatcher {
    fn drop(&mut self) {
        if !self.is_lost {
            self.heap.closed(self.number);
        }
    }
}

/// Tells the observer of all that comes, until no more does.
fn tell<O: Observer>(heap: &Heap, observer: &O) {
    let mut watchers = HashMap::new();
    while let Some(batch) = heap.take(GATHERED) {
        tell_of(heap, &batch, observer, &mut watchers);
        observer.caught_up();
        heap.done(batch);
    }
    // Those that have not ended.
    drop(watchers);
    observer.caught_up();
}

fn tell_of<O: Observer>(
    heap: &Heap,
    batch: &Batch,
    observer: &O,
    watchers: &mut HashMap<u64, O::Watcher>,
) {
    for (number, told) in batch.told() {
        heap.has_told();
        let watcher = watchers.get_mut(&number);
        match (told, watcher) {
            (Told::Opened(opened), _) => {
                watchers.insert(number, observer.opened(opened));
            }
            (Told::Refused(opened, reason), _) => observer.refused(opened, reason),
            (Told::Bytes(from, at, bytes), Some(watcher)) => watcher.bytes(from, at, bytes),
            (Told::Ended(from, at, how), Some(watcher)) => watcher.ended(from, at, how),
            (Told::GivenUp(at), Some(watcher)) => {
                watcher.given_up(at);
                watchers.remove(&number);
            }
            (Told::Closed, _) => {
                watchers.remove(&number);
            }
            (_, None) => {}
        }
    }
}
