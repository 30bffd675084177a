//! What a handler answers to a request, at once or as a future.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::error::Result;
use crate::graph::{Graph, NodeId};
use crate::stream::encoder::Encoder;
use crate::text::JavaString;

/// How much is said at a time: further requests wait until it is sent. Whoever does not take the
/// answers gets no more of them.
pub(super) const ENOUGH: usize = 64 * 1024;

/// What a handler answers to one request.
#[derive(Debug)]
pub struct Reply {
    pub(super) what: What,
    pub(super) is_last: bool,
}

#[derive(Debug)]
pub(super) enum What {
    Nothing,
    Null,
    String(JavaString),
    Object(Box<Graph>, NodeId),
    Bytes(Vec<u8>),
}

impl Reply {
    /// Returns a reply that is not sent: there is none to this request.
    pub fn nothing() -> Self {
        Self::of(What::Nothing)
    }

    /// Returns the reply null.
    pub fn null() -> Self {
        Self::of(What::Null)
    }

    /// Returns a reply that is a `String` object.
    pub fn string(text: impl Into<JavaString>) -> Self {
        Self::of(What::String(text.into()))
    }

    /// Returns a reply that is this node of a graph, with all that it refers to.
    pub fn object(graph: Graph, node: NodeId) -> Self {
        Self::of(What::Object(Box::new(graph), node))
    }

    /// Returns a reply of bytes: block data in a conversation of objects, and as they are in
    /// one of data.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(What::Bytes(bytes.into()))
    }

    /// Returns the reply as the last one: then the connection is closed.
    #[must_use]
    pub fn last(mut self) -> Self {
        self.is_last = true;
        self
    }

    fn of(what: What) -> Self {
        Reply {
            what,
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

    pub(super) fn write(&self, encoder: &mut Encoder) {
        match &self.what {
            What::Nothing => {}
            What::Null => encoder.null(),
            What::String(text) => {
                encoder.string(text.as_java_str());
            }
            What::Object(graph, node) => encoder.object(graph, Some(*node)),
            What::Bytes(bytes) => encoder.block_data(bytes),
        }
        encoder.flush();
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
