//! Who looks on: told of each conversation before its bytes go on.

use std::net::SocketAddr;
use std::panic::{self, AssertUnwindSafe};

use crate::conversation::{Side, Stamp};

/// A conversation that begins, or that could not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opened {
    /// Which one it is, counted from 1.
    pub number: u64,
    /// The client, as a load balancer names it if one does.
    pub client: SocketAddr,
    /// The server that was reached, or that was tried last.
    pub server: SocketAddr,
    /// The server that the client asked for itself, in its own words: `db.example:10000`.
    pub asked: Option<String>,
    /// When that was.
    pub at: Stamp,
}

/// How one direction of a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// By a FIN: all that was said has come, and the other direction goes on.
    Orderly,
    /// By a reset, or because the connection was lost. That ends the other direction too.
    Reset,
    /// By the relay, which itself had to end.
    Cut,
}

/// Who is told of the conversations that go through a [`Relay`](super::Relay).
///
/// Everything is told on the relay's own threads, before the bytes go on: nobody has the answer to
/// what an observer has not seen yet. Whoever takes long belongs on a thread of its own, for
/// clients and servers wait until it returns. It can neither change nor hold what passes, and a
/// panic ends no more than the looking on.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use javawire::conversation::{Side, Stamp};
/// use javawire::net::relay::{Observer, Opened, Watcher};
///
/// /// Counts the bytes of all servers.
/// struct Answers(Arc<AtomicUsize>);
///
/// impl Observer for Answers {
///     type Watcher = Answers;
///
///     fn opened(&self, _conversation: &Opened) -> Answers {
///         Answers(Arc::clone(&self.0))
///     }
/// }
///
/// impl Watcher for Answers {
///     fn bytes(&mut self, from: Side, _at: Stamp, bytes: &[u8]) {
///         if from == Side::Server {
///             self.0.fetch_add(bytes.len(), Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Who is told of one conversation. It is dropped when that is over.
    type Watcher: Watcher;

    /// Returns who is told of a conversation that begins: its server has been reached.
    fn opened(&self, conversation: &Opened) -> Self::Watcher;

    /// Takes note that a server could not be reached, for this reason.
    fn refused(&self, conversation: &Opened, reason: &str) {
        let _ = (conversation, reason);
    }

    /// Takes note that nothing more has come for now: a time to write what was gathered. An
    /// [`Aside`](super::Aside) says so, the relay itself does not.
    fn caught_up(&self) {}
}

/// Who is told of one conversation.
pub trait Watcher: Send + 'static {
    /// Takes note of what one end said, in pieces as they were read.
    fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        let _ = (from, at, bytes);
    }

    /// Takes note that one end says nothing more.
    fn ended(&mut self, from: Side, at: Stamp, how: End) {
        let _ = (from, at, how);
    }

    /// Takes note that nothing more will be told, though the conversation goes on: there was no
    /// room for it. An [`Aside`](super::Aside) says so, the relay itself does not.
    fn given_up(&mut self, at: Stamp) {
        let _ = at;
    }
}

/// Observes nothing.
impl Observer for () {
    type Watcher = ();

    fn opened(&self, _conversation: &Opened) {}
}

impl Watcher for () {}

/// An observer or none.
impl<O: Observer> Observer for Option<O> {
    type Watcher = Option<O::Watcher>;

    fn opened(&self, conversation: &Opened) -> Self::Watcher {
        self.as_ref().map(|one| one.opened(conversation))
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        self.iter()
            .for_each(|one| one.refused(conversation, reason));
    }

    fn caught_up(&self) {
        self.iter().for_each(O::caught_up);
    }
}

impl<W: Watcher> Watcher for Option<W> {
    fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        self.iter_mut().for_each(|one| one.bytes(from, at, bytes));
    }

    fn ended(&mut self, from: Side, at: Stamp, how: End) {
        self.iter_mut().for_each(|one| one.ended(from, at, how));
    }

    fn given_up(&mut self, at: Stamp) {
        self.iter_mut().for_each(|one| one.given_up(at));
    }
}

/// Two observers, told one after the other.
impl<A: Observer, B: Observer> Observer for (A, B) {
    type Watcher = (A::Watcher, B::Watcher);

    fn opened(&self, conversation: &Opened) -> Self::Watcher {
        (self.0.opened(conversation), self.1.opened(conversation))
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        self.0.refused(conversation, reason);
        self.1.refused(conversation, reason);
    }

    fn caught_up(&self) {
        self.0.caught_up();
        self.1.caught_up();
    }
}

impl<A: Watcher, B: Watcher> Watcher for (A, B) {
    fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        self.0.bytes(from, at, bytes);
        self.1.bytes(from, at, bytes);
    }

    fn ended(&mut self, from: Side, at: Stamp, how: End) {
        self.0.ended(from, at, how);
        self.1.ended(from, at, how);
    }

    fn given_up(&mut self, at: Stamp) {
        self.0.given_up(at);
        self.1.given_up(at);
    }
}

/// Three observers, told one after the other.
impl<A: Observer, B: Observer, C: Observer> Observer for (A, B, C) {
    type Watcher = ((A::Watcher, B::Watcher), C::Watcher);

    fn opened(&self, conversation: &Opened) -> Self::Watcher {
        let first = (self.0.opened(conversation), self.1.opened(conversation));
        (first, self.2.opened(conversation))
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        self.0.refused(conversation, reason);
        self.1.refused(conversation, reason);
        self.2.refused(conversation, reason);
    }

    fn caught_up(&self) {
        self.0.caught_up();
        self.1.caught_up();
        self.2.caught_up();
    }
}

/// A watcher that is told nothing more once it has panicked.
#[derive(Debug)]
pub(super) struct Guarded<W>(Option<W>);

impl<W: Watcher> Guarded<W> {
    /// Returns the watcher of a conversation that begins.
    pub(super) fn opened<O: Observer<Watcher = W>>(observer: &O, conversation: &Opened) -> Self {
        Guarded(unless_panic(|| observer.opened(conversation)))
    }

    pub(super) fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        self.tell(|watcher| watcher.bytes(from, at, bytes));
    }

    pub(super) fn ended(&mut self, from: Side, at: Stamp, how: End) {
        self.tell(|watcher| watcher.ended(from, at, how));
    }

    fn tell(&mut self, tell: impl FnOnce(&mut W)) {
        if let Some(watcher) = &mut self.0
            && unless_panic(|| tell(watcher)).is_none()
        {
            let broken = self.0.take();
            unless_panic(|| drop(broken));
        }
    }
}

impl<W> Drop for Guarded<W> {
    fn drop(&mut self) {
        let watcher = self.0.take();
        unless_panic(|| drop(watcher));
    }
}

/// Tells an observer something that nothing depends on.
pub(super) fn unless_panic<T>(tell: impl FnOnce() -> T) -> Option<T> {
    // What is half changed by a panic is never looked at again.
    panic::catch_unwind(AssertUnwindSafe(tell)).ok()
}
