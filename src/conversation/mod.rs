//! One end of a conversation, without sockets: bytes in, bytes out.
//!
//! * `mod.rs`: [`Conversation`], which every connection speaks
//! * `reply.rs`: what a handler answers, at once or as a future
//! * `answering.rs`: from a request to its reply
//! * `objects.rs`: requests that are objects
//! * `data.rs`: requests as `DataOutputStream` writes them
//! * `side.rs`, `stamp.rs`: who said something, and when
//!
//! The conversations of the four Java classes are in [`swap`](crate::swap). `net::Server` has them
//! with many clients at once.

mod answering;
mod data;
mod objects;
mod reply;
mod side;
mod stamp;

use std::task::Waker;

pub use self::data::DataConversation;
pub use self::objects::{ObjectConversation, Request};
pub use self::reply::{IntoReply, Reply};
pub use self::side::Side;
pub use self::stamp::Stamp;
use crate::error::Result;

/// One end of a conversation: bytes in, bytes out, no sockets.
///
/// Whoever owns the connection calls [`advance`](Self::advance) whenever bytes
/// have arrived, and sends what was appended to the output, even after an error.
pub trait Conversation {
    /// Reads from the front of `input`, which begins with what was not consumed
    /// before, and appends to `output` what is to be sent.
    ///
    /// Called first with no input at all.
    ///
    /// # Errors
    ///
    /// What the peer did wrong, at which byte. The conversation is over then.
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress>;

    /// Returns the error of a peer that ended the conversation when it had not
    /// [finished](State::Finished) and `unread` was not consumed.
    fn abandoned(&self, unread: &[u8]) -> crate::Error;

    /// Takes note that the peer has ended what it sends, when more was needed.
    ///
    /// # Errors
    ///
    /// That of [`abandoned`](Self::abandoned), which is the default, unless the
    /// conversation may end there.
    fn ended(&mut self, unread: &[u8]) -> Result<()> {
        Err(self.abandoned(unread))
    }

    /// Returns the number of the request that is under way when `unread` bytes are not consumed;
    /// `None` between two of them. The default counts the whole conversation as one.
    ///
    /// Bounds on the time of a request begin anew with each number.
    fn request(&self, unread: usize) -> Option<u64> {
        let _ = unread;
        Some(0)
    }

    /// Takes what tells the owner of the connection to call [`advance`](Self::advance) again
    /// after it has returned [`State::Busy`]. Called once, before all else.
    fn wake_with(&mut self, waker: &dyn Fn() -> Waker) {
        let _ = waker;
    }

    /// Returns how many bytes of memory the conversation holds of what was consumed,
    /// for bounds over many of them. The default counts none.
    fn held(&self) -> usize {
        0
    }
}

/// How far [`Conversation::advance`] came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes of the input are dealt with.
    pub consumed: usize,
    /// What comes next.
    pub state: State,
}

/// What a conversation waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// More bytes from the peer.
    NeedInput,
    /// A reply that is still being made: its [waker](Conversation::wake_with) tells when.
    Busy,
    /// That its output is sent: there is more to say, to what has come already. It is called
    /// again then, with what was not consumed and perhaps nothing more.
    Sending,
    /// The same, for the last that it has to say: what still comes is no longer read.
    Ending,
    /// Nothing: when the output is sent, all is said.
    Finished,
}
