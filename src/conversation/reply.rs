//! What a handler answers to a request, at once or as a future.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::error::Result;
use crate::graph::{Graph, NodeId};
use crate::stream::encoder::Encoder;
use crate::text::JavaString;
use crate::typed::WriteJava;

/// How much is said at a time: further requests wait until it is sent. Whoever does not take the
/// answers gets no more of them.
pub(super) const ENOUGH: usize = 64 * 1024;

/// What a handler answers to one request.
#[derive(Debug)]
pub struct Reply {
    pub(super) what: What,
    resets: bool,
    pub(super) is_last: bool,
}

pub(super) enum What {
    Nothing,
    Null,
    String(JavaString),
    Object(Box<Graph>, NodeId),
    Bytes(Vec<u8>),
    /// What writes a value, and how large that is, apart from what it refers to.
    Value(Writing, usize),
}

/// Writes a value.
type Writing = Box<dyn Fn(&mut Encoder) -> Result<()> + Send>;

impl fmt::Debug for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            What::Nothing => "Nothing",
            What::Null => "Null",
            What::String(_) => "String",
            What::Object(..) => "Object",
            What::Bytes(_) => "Bytes",
            What::Value(..) => "Value",
        })
    }
}

impl Reply {
    /// Returns a reply that is not sent: there is none to this request.
    pub fn nothing() -> Self {
        Self::made(What::Nothing)
    }

    /// Returns the reply null.
    pub fn null() -> Self {
        Self::made(What::Null)
    }

    /// Returns a reply that is a `String` object.
    pub fn string(text: impl Into<JavaString>) -> Self {
        Self::made(What::String(text.into()))
    }

    /// Returns a reply that is this node of a graph, with all that it refers to.
    pub fn object(graph: Graph, node: NodeId) -> Self {
        Self::made(What::Object(Box::new(graph), node))
    }

    /// Returns a reply of bytes: block data in a conversation of objects, and as they are in
    /// one of data.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::made(What::Bytes(bytes.into()))
    }

    /// Returns the reply as the last one: then the connection is closed.
    #[must_use]
    pub fn last(mut self) -> Self {
        self.is_last = true;
        self
    }

    /// Returns a reply that is this value: an object of one of your own types, say. `None` is null.
    ///
    /// What in it is one `Arc` is one object in all replies, until one [resets](Self::reset) the
    /// stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::conversation::Reply;
    ///
    /// let reply = Reply::of(vec!["one".to_owned(), "two".to_owned()]).reset();
    /// ```
    pub fn of<T: WriteJava + Send + 'static>(value: T) -> Self {
        let size = size_of::<T>();
        let send = Box::new(move |encoder: &mut Encoder| encoder.send(&value));
        Self::made(What::Value(send, size))
    }

    /// Returns the reply with a reset of the stream after it, as `ObjectOutputStream.reset` after
    /// `writeObject`: both ends forget the objects that were sent.
    #[must_use]
    pub fn reset(mut self) -> Self {
        self.resets = true;
        self
    }

    fn made(what: What) -> Self {
        Reply {
            what,
            resets: false,
            is_last: false,
        }
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        match &self.what {
            What::Nothing | What::Null => 0,
            What::String(text) => text.capacity(),
            What::Object(graph, _) => graph.memory(),
            What::Bytes(bytes) => bytes.capacity(),
            What::Value(_, size) => *size,
        }
    }

    /// Whether it is counted before it is encoded.
    pub(super) fn is_long(&self) -> bool {
        self.memory() > ENOUGH
    }

    /// What it takes until it is encoded: itself, and about as much again.
    pub(super) fn cost(&self) -> usize {
        self.memory().saturating_mul(2)
    }

    /// Writes it.
    ///
    /// # Errors
    ///
    /// That of a value that cannot be written.
    pub(super) fn write(&self, encoder: &mut Encoder) -> Result<()> {
        match &self.what {
            What::Nothing => {}
            What::Null => encoder.null(),
            What::String(text) => {
                encoder.string(text.as_java_str());
            }
            What::Object(graph, node) => encoder.object(graph, Some(*node)),
            What::Bytes(bytes) => encoder.block_data(bytes),
            What::Value(send, _) => send(encoder)?,
        }
        encoder.flush();
        if self.resets {
            encoder.reset();
        }
        Ok(())
    }
}

/// What a handler of typed requests answers: a value, or a [`Reply`].
pub trait IntoReply {
    /// Returns the reply.
    fn into_reply(self) -> Reply;
}

impl IntoReply for Reply {
    fn into_reply(self) -> Reply {
        self
    }
}

impl<T: WriteJava + Send + 'static> IntoReply for T {
    fn into_reply(self) -> Reply {
        Reply::of(self)
    }
}

/// A reply, or the promise of one.
pub(super) enum Answer {
    Now(Result<Reply>),
    Later(Pin<Box<dyn Future<Output = Result<Reply>> + Send>>),
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Answer::Now(_) => "Now",
            Answer::Later(_) => "Later",
        })
    }
}

impl Answer {
    /// How much memory it holds, as far as that can be told from outside.
    pub(super) fn memory(&self) -> usize {
        match self {
            Answer::Now(_) => 0,
            Answer::Later(future) => size_of_val(&**future),
        }
    }

    /// Returns the reply if it is there, or else the answer, whose future then wakes the waker.
    pub(super) fn poll(self, waker: &Waker) -> std::result::Result<Result<Reply>, Self> {
        match self {
            Answer::Now(reply) => Ok(reply),
            Answer::Later(mut future) => {
                match future.as_mut().poll(&mut Context::from_waker(waker)) {
                    Poll::Ready(reply) => Ok(reply),
                    Poll::Pending => Err(Answer::Later(future)),
                }
            }
        }
    }
}
