//! The time between the last word and the close.
//!
//! A connection closed on bytes that were not read is reset, and the reset can
//! overtake the answer. So the client may take its answer and close first, and
//! what it still sends meanwhile is read and thrown away.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::connection::Scratch;

/// How long a client may take to read its answer and close, once all is said.
pub(super) const LINGER: Duration = Duration::from_secs(2);

/// How much it may still send.
const LINGER_BYTES: usize = 16 << 20;

/// Most clients close as soon as they have their answer. For so long they are only
/// asked now and then: that costs one call, where being told costs three.
pub(super) const SHORTLY: Duration = Duration::from_millis(5);

/// A client to whom all has been said.
#[derive(Debug)]
pub(super) struct Parting {
    pub(super) stream: TcpStream,
    pub(super) since: Instant,
    discarded: usize,
}

impl Parting {
    pub(super) fn new(stream: TcpStream, since: Instant) -> Self {
        Parting {
            stream,
            since,
            discarded: 0,
        }
    }

    /// Whether the connection may be closed.
    pub(super) fn has_gone(&mut self, scratch: &mut Scratch) -> bool {
        match discard(&mut self.stream, &mut self.discarded, scratch) {
            Ok(()) => true,
            Err(error) => error.kind() != io::ErrorKind::WouldBlock,
        }
    }

    /// When it is closed whatever the client does.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since.checked_add(LINGER)
    }
}

/// Reads and forgets what has come. Nothing more will if it returns `Ok`.
pub(super) fn discard(
    stream: &mut TcpStream,
    discarded: &mut usize,
    scratch: &mut Scratch,
) -> io::Result<()> {
    while *discarded < LINGER_BYTES {
        match stream.read(&mut scratch.input) {
            Ok(0) => break,
            Ok(count) => *discarded = discarded.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
