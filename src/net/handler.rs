//! Servers of one's own: [`each`] makes a [`Service`] of a conversation whose handler makes a
//! [`Reply`](crate::conversation::Reply) of each request.
//!
//! # Examples
//!
//! A server that adds what it is sent, two numbers at a time, as often as a client likes:
//!
//! ```
//! use javawire::conversation::{DataConversation, Reply};
//! use javawire::net::handler;
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

use std::net::SocketAddr;

use super::Service;
use crate::conversation::{Conversation, IntoReply, ObjectConversation};
use crate::error::Result;
use crate::parser::Parser;
use crate::typed::ReadJava;

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

/// Returns a service whose requests are each a `T`: `handler` answers each at once, with a value or
/// a [`Reply`](crate::conversation::Reply). `parser` makes the parser of each connection, with its limits.
///
/// Classes that a `T` cannot hold are refused before they are read, unless the parser has a filter
/// of its own.
///
/// # Examples
///
/// ```
/// use javawire::net::handler;
/// use javawire::{Limits, Parser};
///
/// let limits = Limits::default().with_max_bytes(1 << 20);
/// let parser = move || Parser::new().with_limits(limits.clone());
/// let adding = handler::typed(parser, |numbers: Vec<i32>| Ok(numbers.iter().sum::<i32>()));
/// ```
pub fn typed<T, R, H>(
    parser: impl Fn() -> Parser + Send + Sync + 'static,
    handler: H,
) -> Each<impl Fn(SocketAddr) -> ObjectConversation + Send + Sync + 'static>
where
    T: ReadJava,
    R: IntoReply,
    H: Fn(T) -> Result<R> + Clone + Send + Sync + 'static,
{
    each(move |_| ObjectConversation::typed(parser(), handler.clone()))
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
