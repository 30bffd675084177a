//! Many conversations at once: [`Server`] owns the sockets, a [`Service`] the conversations.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time;

use crate::buffer::InputBuffer;
use crate::error::{Error, ErrorKind, Result};
use crate::swap::{Conversation, State};

/// How long a client may take to read its answer and close, once all is said.
const LINGER: Duration = Duration::from_secs(2);

/// How much a client may still send meanwhile. It is read and thrown away: a
/// connection closed on unread bytes is reset, and the reset can overtake the answer.
const LINGER_BYTES: usize = 16 << 20;

/// The longest pause after a failed `accept`, as when no file descriptor is left.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// What a server does with its clients.
pub trait Service: Send + Sync + 'static {
    /// The server's end of one conversation.
    type Conversation: Conversation + Send;

    /// Returns the conversation to hold with a client that has just connected.
    fn accepted(&self, peer: SocketAddr) -> Self::Conversation;

    /// Called when the server begins to wait for the next client.
    fn waiting(&self) {}

    /// Called when all has been said to a client, before the connection is closed.
    fn answered(&self, peer: SocketAddr) {
        let _ = peer;
    }

    /// Called when a conversation has failed. The default logs one warning line.
    fn failed(&self, peer: SocketAddr, error: &Error) {
        warn_of_failure(peer, error);
    }
}

/// Logs one warning line with the peer, the byte offset and the cause.
pub fn warn_of_failure(peer: SocketAddr, error: &Error) {
    match std::error::Error::source(error) {
        Some(cause) => tracing::warn!("{peer}: {error}: {cause}; connection closed"),
        None => tracing::warn!("{peer}: {error}; connection closed"),
    }
}

/// A server for any number of clients at once, none of whom can delay another.
///
/// # Examples
///
/// The listener and the end are the caller's, so that a test can use port 0:
///
/// ```
/// use javawire::net::{Server, Service};
/// use javawire::swap::GreetingServer;
///
/// struct Hello(GreetingServer);
///
/// impl Service for Hello {
///     type Conversation = GreetingServer;
///
///     fn accepted(&self, _peer: std::net::SocketAddr) -> GreetingServer {
///         self.0.clone()
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let greeting = GreetingServer::new(javawire::JavaString::from("HELLO").as_java_str())?;
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// let shutdown = std::future::ready(());
/// let stopped = Server::default().run(listener, Hello(greeting), shutdown).await;
/// assert_eq!(stopped.cut, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Server {
    grace: Duration,
}

impl Default for Server {
    fn default() -> Self {
        Server {
            grace: Duration::from_secs(5),
        }
    }
}

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Conversations that had not ended when the grace was over.
    pub cut: usize,
}

impl Server {
    /// Returns the server with another time for conversations to end after the
    /// shutdown has begun than the default, 5 seconds.
    #[must_use]
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Serves the clients of `listener` until `shutdown` is complete, then lets
    /// running conversations end.
    ///
    /// Nothing that a client does ends it.
    pub async fn run<S: Service>(
        self,
        listener: TcpListener,
        service: S,
        shutdown: impl Future<Output = ()>,
    ) -> Stopped {
        let service = Arc::new(service);
        let mut conversations = JoinSet::new();
        let mut shutdown = pin!(shutdown);
        let mut pause = Duration::ZERO;
        service.waiting();
        loop {
            let accepted = tokio::select! {
                () = &mut shutdown => break,
                accepted = accept(&listener, pause) => accepted,
                Some(_) = conversations.join_next(), if !conversations.is_empty() => continue,
            };
            match accepted {
                Ok((stream, peer)) => {
                    pause = Duration::ZERO;
                    let peer = canonical(peer);
                    let conversation = service.accepted(peer);
                    let service_of_task = Arc::clone(&service);
                    conversations.spawn(serve(stream, peer, conversation, service_of_task));
                    service.waiting();
                }
                Err(error) if is_of_one_client(&error) => {}
                Err(error) => {
                    if pause.is_zero() {
                        tracing::warn!("cannot accept clients for now: {error}");
                    }
                    pause = pause
                        .saturating_mul(2)
                        .clamp(Duration::from_millis(10), LONGEST_PAUSE);
                }
            }
        }
        drop(listener);
        let all_ended = async { while conversations.join_next().await.is_some() {} };
        let _ = time::timeout(self.grace, all_ended).await;
        let cut = conversations.len();
        conversations.shutdown().await;
        Stopped { cut }
    }
}

/// An IPv4 client that came over an IPv6 socket is named by its IPv4 address.
fn canonical(peer: SocketAddr) -> SocketAddr {
    match peer.ip().to_canonical() {
        IpAddr::V4(address) => SocketAddr::new(address.into(), peer.port()),
        IpAddr::V6(_) => peer,
    }
}

async fn accept(listener: &TcpListener, pause: Duration) -> io::Result<(TcpStream, SocketAddr)> {
    if !pause.is_zero() {
        time::sleep(pause).await;
    }
    listener.accept().await
}

/// Whether `accept` failed because of the client it was about to return, so
/// that the next may succeed at once.
fn is_of_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

async fn serve<S: Service>(
    mut stream: TcpStream,
    peer: SocketAddr,
    conversation: S::Conversation,
    service: Arc<S>,
) {
    match converse(&mut stream, conversation).await {
        Ok(()) => {
            service.answered(peer);
            // The answer is out: how the client leaves is no failure of the conversation.
            let _ = time::timeout(LINGER, drain(&mut stream)).await;
        }
        Err(error) => service.failed(peer, &error),
    }
}

/// Holds the conversation, and ends what is sent.
async fn converse(stream: &mut TcpStream, mut conversation: impl Conversation) -> Result<()> {
    let mut buffer = InputBuffer::default();
    let mut output = Vec::new();
    let mut offset = 0_u64;
    loop {
        let progress = conversation.advance(buffer.unread(), &mut output);
        let failed = move |error| Error::new(offset, ErrorKind::Io(error));
        if matches!(&progress, Ok(progress) if progress.state == State::Finished) {
            return finish(stream, &output).await.map_err(failed);
        }
        if !output.is_empty() {
            stream.write_all(&output).await.map_err(failed)?;
            output.clear();
        }
        let progress = progress?;
        buffer.consume(progress.consumed);
        offset = offset.saturating_add(u64::try_from(progress.consumed).unwrap_or(u64::MAX));
        match stream.read(buffer.space()).await {
            Ok(0) => return Err(conversation.abandoned(buffer.unread().len())),
            Ok(count) => buffer.arrived(count),
            Err(error) => {
                let unread = u64::try_from(buffer.unread().len()).unwrap_or(u64::MAX);
                return Err(Error::new(
                    offset.saturating_add(unread),
                    ErrorKind::Io(error),
                ));
            }
        }
    }
}

/// Sends the last of what is said. A client may read nothing before it has sent
/// everything, so that is taken from it meanwhile: otherwise each end would wait
/// for the other once the answer is longer than the buffers between them.
async fn finish(stream: &mut TcpStream, output: &[u8]) -> io::Result<()> {
    let (mut from_client, mut to_client) = stream.split();
    let mut sending = pin!(async {
        to_client.write_all(output).await?;
        to_client.shutdown().await
    });
    tokio::select! {
        biased;
        sent = &mut sending => return sent,
        _ = drain(&mut from_client) => {}
    }
    sending.await
}

/// Reads and forgets what the client still sends, until it closes.
async fn drain(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    let mut unwanted = [0; 1024];
    let mut left = LINGER_BYTES;
    while left > 0 {
        match stream.read(&mut unwanted).await? {
            0 => break,
            count => left = left.saturating_sub(count),
        }
    }
    Ok(())
}
