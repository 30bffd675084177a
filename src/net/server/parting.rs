//! The time between the last word and the close.
//!
//! A connection closed on bytes that were not read is reset, and the reset can
//! overtake the answer. So the client may take its answer and close first, and
//! what it still sends meanwhile is read and thrown away.

use std::io::{self, Read};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::Service;
use super::connection::Scratch;
use super::shared::Shared;

/// How long a client may take to read its answer and close, once all is said.
pub(super) const LINGER: Duration = Duration::from_secs(2);

/// How much it may still send.
const LINGER_BYTES: usize = 16 << 20;

/// Most clients close as soon as they have their answer. For this long they are only asked now and
/// then: that costs one call, where being told costs three.
pub(super) const SHORTLY: Duration = Duration::from_millis(5);

/// A client to whom all has been said.
#[derive(Debug)]
pub(super) struct Parting {
    pub(super) stream: TcpStream,
    peer: SocketAddr,
    pub(super) since: Instant,
    discarded: usize,
}

impl Parting {
    pub(super) fn new(stream: TcpStream, peer: SocketAddr, since: Instant) -> Self {
        Parting {
            stream,
            peer,
            since,
            discarded: 0,
        }
    }

    /// Whether the connection may be closed.
    pub(super) fn has_gone<S: Service>(
        &mut self,
        scratch: &mut Scratch,
        shared: &Shared<S>,
    ) -> bool {
        let peer = self.peer;
        let first = |bytes: &[u8]| shared.tell(|service| service.sent_more(peer, bytes));
        match discard(&mut self.stream, &mut self.discarded, scratch, first) {
            Ok(()) => true,
            Err(error) => error.kind() != io::ErrorKind::WouldBlock,
        }
    }

    /// When it is closed whatever the client does.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since.checked_add(LINGER)
    }
}

/// Reads what has come and forgets it, once `first` has seen the first of it. Nothing more
/// will come if it returns `Ok`.
pub(super) fn discard(
    stream: &mut TcpStream,
    discarded: &mut usize,
    scratch: &mut Scratch,
    first: impl Fn(&[u8]),
) -> io::Result<()> {
    while *discarded < LINGER_BYTES {
        match stream.read(&mut scratch.input) {
            Ok(0) => break,
            Ok(count) => {
                if *discarded == 0 {
                    first(scratch.input.get(..count).unwrap_or_default());
                }
                *discarded = discarded.saturating_add(count);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
