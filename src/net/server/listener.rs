//! Where clients come from, and how a server leaves it.

use std::io;
use std::net::{Shutdown, TcpListener};
use std::sync::{Arc, Mutex};

use socket2::SockRef;

use super::lock;

/// A listening socket, and what becomes of its queue when the server ends.
///
/// Made [from](From) a listener of the standard library or of tokio, it is the server's
/// own: whoever stands in its queue at the end is still served, and those behind are refused.
#[derive(Debug)]
pub struct Listener {
    socket: Arc<Mutex<Option<TcpListener>>>,
    owner: Owner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// This server alone.
    Us,
    /// The port is, the socket is not, shared with others: `SO_REUSEPORT`.
    UsOfSharedPort,
    /// The socket is shared, as systemd hands it over, and so is its queue.
    Others,
}

/// The listener as the threads of a server use it.
pub(in crate::net) struct Sockets {
    /// For all of them.
    pub(super) accepting: Arc<mio::net::TcpListener>,
    /// For the poller of the one that looks out.
    pub(in crate::net) watched: mio::net::TcpListener,
}

impl From<TcpListener> for Listener {
    fn from(socket: TcpListener) -> Self {
        Listener {
            socket: Arc::new(Mutex::new(Some(socket))),
            owner: Owner::Us,
        }
    }
}

impl From<tokio::net::TcpListener> for Listener {
    fn from(socket: tokio::net::TcpListener) -> Self {
        // It fails only if the descriptor is not open.
        let socket = socket.into_std().ok();
        Listener {
            socket: Arc::new(Mutex::new(socket)),
            owner: Owner::Us,
        }
    }
}

impl Listener {
    /// Returns the listener as one of several on the same port, each with a queue of
    /// its own. At the end nobody is let into the queue any longer, and whoever stands in it is
    /// served, before it closes: so others can take over without a client noticing.
    #[must_use]
    pub fn with_port_shared(mut self) -> Self {
        self.owner = Owner::UsOfSharedPort;
        self
    }

    /// Returns the listener as one that other processes have too, now or later: at
    /// the end its queue is left to them.
    #[must_use]
    pub fn with_socket_shared(mut self) -> Self {
        self.owner = Owner::Others;
        self
    }

    /// Whether this server is to serve whoever stands in the queue at the end.
    pub(in crate::net) fn owns_queue(&self) -> bool {
        self.owner != Owner::Others
    }

    /// Returns the listener as the threads use it; `None` if it has been closed.
    pub(in crate::net) fn sockets(&self) -> io::Result<Option<Sockets>> {
        let socket = lock(&self.socket);
        let Some(socket) = socket.as_ref() else {
            return Ok(None);
        };
        socket.set_nonblocking(true)?;
        let clone = || socket.try_clone().map(mio::net::TcpListener::from_std);
        Ok(Some(Sockets {
            accepting: Arc::new(clone()?),
            watched: clone()?,
        }))
    }

    /// Ends the listening at once, though other threads still hold the socket, so that the port is
    /// free. A socket that other processes have is left to them.
    pub(in crate::net) fn cut(&self) {
        let socket = lock(&self.socket);
        if let Some(socket) = socket.as_ref()
            && self.owns_queue()
        {
            // Where the system knows no such thing the port is free when the threads have ended.
            let _ = SockRef::from(socket).shutdown(Shutdown::Both);
        }
    }

    pub(in crate::net) fn close(&self) {
        let mut socket = lock(&self.socket);
        *socket = None;
    }

    /// Lets nobody new into the queue. Whoever asks for a connection gets no answer and asks again
    /// a second later, as if the packet had been lost; by then another listens alone, or nobody.
    pub(in crate::net) fn turn_away(&self) {
        let socket = lock(&self.socket);
        let Some(socket) = socket.as_ref() else {
            return;
        };
        if let Err(error) = drop_requests(socket)
            && self.owner == Owner::UsOfSharedPort
        {
            tracing::warn!("clients may be refused while the port changes hands: {error}");
        }
    }
}

/// Has the kernel drop each TCP segment with SYN: four instructions of classic BPF,
/// which sees the segment from its TCP header on.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn drop_requests(socket: &TcpListener) -> io::Result<()> {
    use socket2::{SockFilter, SockRef};

    const LOAD_BYTE_AT: u16 = 0x30;
    const JUMP_IF_ANY_BIT: u16 = 0x45;
    const RETURN: u16 = 0x06;
    const FLAGS_OF_TCP: u32 = 13;
    const SYN: u32 = 0x02;
    SockRef::from(socket).attach_filter(&[
        SockFilter::new(LOAD_BYTE_AT, 0, 0, FLAGS_OF_TCP),
        SockFilter::new(JUMP_IF_ANY_BIT, 0, 1, SYN),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ])
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn drop_requests(_socket: &TcpListener) -> io::Result<()> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "only Linux can keep them waiting",
    ))
}
