//! Conversations of one's own: a handler makes a [`Reply`] of each request, at once or
//! as a future.
//!
//! * `objects.rs`: requests that are objects
//! * `data.rs`: requests as `DataOutputStream` writes them
//!
//! [`each`] makes a [`Service`] of them.
//!
//! # Examples
//!
//! A server that adds what it is sent, two numbers at a time, as often as a client likes:
//!
//! ```
//! use javawire::net::handler::{self, DataConversation, Reply};
//! use javawire::net::Server;
//! use javawire::{DataInput, DataOutput};
//! use tokio::io::{AsyncReadExt, AsyncWriteExt};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let adding = handler::each(|_peer| {
//!     DataConversation::new(
//!         |input| Ok((input.read_int()?, input.read_int()?)),
//!         |(a, b): (i32, i32)| {
//!             let mut sum = Vec::new();
//!             sum.write_int(a.wrapping_add(b))?;
//!             Ok(Reply::bytes(sum))
//!         },
//!     )
//! });
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let address = listener.local_addr()?;
//! let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
//! let server = Server::default().run(listener, adding, async { drop(stopped.await) });
//! let client = async {
//!     let mut client = tokio::net::TcpStream::connect(address).await?;
//!     client.write_all(b"\0\0\0\x02\0\0\0\x03").await?;
//!     let sum = client.read_i32().await?;
//!     drop((client, stop));
//!     Ok::<_, std::io::Error>(sum)
//! };
//! let (_, sum) = tokio::join!(server, client);
//! assert_eq!(sum?, 5);
//! # Ok(())
//! # }
//! ```

mod data;
mod objects;

/// So much is said at a time: further requests wait until it is sent. Who does not take the
/// answers gets no more of them.
const ENOUGH: usize = 64 * 1024;

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

pub use data::DataConversation;
pub use objects::{ObjectConversation, Request};

use super::Service;
use crate::error::Result;
use crate::graph::{Graph, NodeId};
use crate::stream::encoder::Encoder;
use crate::swap::Conversation;
use crate::text::java_string::JavaString;

/// What a handler answers to one request.
#[derive(Debug)]
pub struct Reply {
    what: What,
    is_last: bool,
}

#[derive(Debug)]
enum What {
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
    fn memory(&self) -> usize {
        match &self.what {
            What::Nothing | What::Null => 0,
            What::String(text) => text.capacity(),
            What::Object(graph, _) => graph.memory(),
            What::Bytes(bytes) => bytes.capacity(),
        }
    }

    /// Whether it is to be counted before it is encoded.
    fn is_long(&self) -> bool {
        self.memory() > ENOUGH
    }

    /// What it takes until it is encoded: itself, and about as much again.
    fn cost(&self) -> usize {
        self.memory().saturating_mul(2)
    }

    fn write(&self, encoder: &mut Encoder) {
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
enum Answer {
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
    fn memory(&self) -> usize {
        match self {
            Answer::Now(_) => 0,
            Answer::Later(future) => size_of_val(&**future),
        }
    }

    /// Returns the reply if it is there, or else the answer, whose future then wakes the waker.
    fn poll(self, waker: &Waker) -> std::result::Result<Result<Reply>, Self> {
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

/// Returns a service that has, with each client, the conversation that `accepted` makes.
///
/// See the [module](self) for an example.
pub fn each<C, F>(accepted: F) -> Each<F>
where
    F: Fn(SocketAddr) -> C + Send + Sync + 'static,
    C: Conversation + Send,
{
    Each { accepted }
}

/// What [`each`] returns.
#[derive(Debug, Clone)]
pub struct Each<F> {
    accepted: F,
}

impl<C, F> Service for Each<F>
where
    F: Fn(SocketAddr) -> C + Send + Sync + 'static,
    C: Conversation + Send,
{
    type Conversation = C;

    fn accepted(&self, peer: SocketAddr) -> C {
        (self.accepted)(peer)
    }
}
