//! How a server is reached: each of its addresses in turn.

use std::io;
use std::net::SocketAddr;
use std::vec;

use mio::net::TcpStream;
use mio::{Registry, Token};

use super::introduction::Guest;
use super::line::Line;

/// A server that is being reached for a client.
#[derive(Debug)]
pub(super) struct Connecting {
    guest: Guest,
    left: vec::IntoIter<SocketAddr>,
    /// The address that is tried, and its connection.
    trying: Option<(SocketAddr, Line)>,
    failure: Option<(Option<SocketAddr>, io::Error)>,
}

/// How far it has come.
pub(super) enum Reached {
    NotYet(Connecting),
    Server(Guest, SocketAddr, Line),
    /// None of the addresses answers; the last says why.
    Nobody(Guest, Option<SocketAddr>, io::Error),
}

impl Connecting {
    pub(super) fn new(guest: Guest, addresses: io::Result<Vec<SocketAddr>>) -> Self {
        let (addresses, failure) = match addresses {
            Ok(addresses) => (addresses, None),
            Err(error) => (Vec::new(), Some((None, error))),
        };
        Connecting {
            guest,
            left: addresses.into_iter(),
            trying: None,
            failure,
        }
    }

    /// Returns the connection that is tried.
    pub(super) fn line(&mut self) -> Option<&mut Line> {
        self.trying.as_mut().map(|(_, line)| line)
    }

    /// Goes on as far as it goes now.
    pub(super) fn advance(mut self, registry: &Registry, token: Token) -> Reached {
        loop {
            if let Some((at, line)) = self.trying.take() {
                match line.is_connected() {
                    Ok(true) => return Reached::Server(self.guest, at, line),
                    Ok(false) => {
                        self.trying = Some((at, line));
                        return Reached::NotYet(self);
                    }
                    Err(error) => self.failure = Some((Some(at), error)),
                }
            }
            let Some(at) = self.left.next() else {
                let (at, error) = self.failure.unwrap_or_else(|| {
                    (
                        None,
                        io::Error::new(io::ErrorKind::NotFound, "it has no address"),
                    )
                });
                return Reached::Nobody(self.guest, at, error);
            };
            // It may be there at once: on the same machine it mostly is.
            match TcpStream::connect(at).and_then(|stream| Line::new(stream, registry, token)) {
                Ok(line) => self.trying = Some((at, line)),
                Err(error) => self.failure = Some((Some(at), error)),
            }
        }
    }
}
