//! One of the two sockets of a conversation, and what the poller has said of it.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr};
use std::time::Duration;

use mio::event::Event;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use socket2::SockRef;

/// Since the poller tells of each change once, a read that did not fill the buffer has read all:
/// more to come will be told of. Elsewhere that is not known; nor where a byte was urgent, which ends
/// a read, and is passed over by the next.
const SHORT_IS_ALL: bool = cfg!(any(target_os = "linux", target_os = "android"));

#[derive(Debug)]
pub(super) struct Line {
    stream: TcpStream,
    is_readable: bool,
    is_writable: bool,
    /// Whether a byte was urgent.
    has_urgent: bool,
    /// Whether the other end says nothing more: what is left is read to its end.
    is_hung_up: bool,
    /// Whether the connection is no more, as the poller or a write has said.
    is_broken: bool,
}

/// What a read brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    Bytes(usize),
    /// A FIN.
    End,
    /// A reset, or what else loses a connection.
    Reset,
    /// Nothing for now.
    Nothing,
}

/// What a write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Bytes(usize),
    /// The other end takes nothing for now.
    Later,
    /// There is no connection any more.
    Broken,
}

impl Line {
    /// Returns the line of a connected socket, which the poller tells of from now on.
    pub(super) fn new(
        mut stream: TcpStream,
        registry: &Registry,
        token: Token,
    ) -> io::Result<Self> {
        let all = Interest::READABLE | Interest::WRITABLE;
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let all = all | Interest::PRIORITY;
        registry.register(&mut stream, token, all)?;
        Ok(Line {
            stream,
            is_readable: false,
            is_writable: true,
            has_urgent: false,
            is_hung_up: false,
            is_broken: false,
        })
    }

    /// Passes small pieces on at once, and finds out in the end if the peer is no more.
    pub(super) fn prepare(&self) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        SockRef::from(&self.stream).set_keepalive(true)
    }

    /// Returns this end of the connection.
    pub(super) fn local(&self) -> io::Result<SocketAddr> {
        self.stream.local_addr()
    }

    /// Whether a connection that was asked for is there now.
    ///
    /// # Errors
    ///
    /// Why it cannot be made.
    pub(super) fn is_connected(&self) -> io::Result<bool> {
        if self.stream.peer_addr().is_ok() {
            return Ok(true);
        }
        self.stream.take_error()?.map_or(Ok(false), Err)
    }

    /// Takes note of what the poller says.
    pub(super) fn hear(&mut self, event: &Event) {
        self.has_urgent |= event.is_priority();
        self.is_readable |= event.is_readable() || event.is_read_closed() || event.is_error();
        self.is_readable |= event.is_priority();
        self.is_writable |= event.is_writable() || event.is_write_closed() || event.is_error();
        self.is_hung_up |= event.is_read_closed();
        self.is_broken |= event.is_error();
    }

    /// Whether the connection is no more. What had come before can still be read.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Heard {
        while self.is_readable {
            match self.stream.read(buffer) {
                // Whoever was told of a reset already hears of an end here.
                Ok(0) if self.is_broken => return Heard::Reset,
                Ok(0) => return Heard::End,
                Ok(count) => {
                    let may_be_all = SHORT_IS_ALL && !self.has_urgent && count < buffer.len();
                    self.is_readable = !may_be_all || self.is_hung_up || self.is_broken;
                    return Heard::Bytes(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.is_readable = false;
                }
                Err(_) => {
                    self.is_broken = true;
                    return Heard::Reset;
                }
            }
        }
        Heard::Nothing
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Said {
        while self.is_writable {
            match self.stream.write(bytes) {
                Ok(count) => return Said::Bytes(count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.is_writable = false;
                }
                Err(_) => {
                    self.is_broken = true;
                    self.is_readable = true;
                    return Said::Broken;
                }
            }
        }
        Said::Later
    }

    /// Passes an orderly end on.
    pub(super) fn end(&mut self) {
        // It fails if the other end has gone altogether, of which the poller tells.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Has the socket reset the connection when it is closed.
    pub(super) fn reset_on_close(&self) {
        // The connection may be no more.
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
    }
}
