//! What goes out over a socket that never blocks.

use std::io;

use mio::net::TcpStream;
use socket2::SockRef;

/// What one connection has sent, and has still to send.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    /// What is not sent yet, after the first `sent` bytes.
    bytes: Vec<u8>,
    sent: usize,
    in_all: u64,
}

impl Outgoing {
    /// Whether nothing is left to send.
    pub(super) fn is_empty(&self) -> bool {
        self.sent >= self.bytes.len()
    }

    /// How many bytes have been sent since the beginning.
    pub(super) fn in_all(&self) -> u64 {
        self.in_all
    }

    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Sends as much of `output` as the socket takes, and keeps the rest. Nothing is left from
    /// before. Returns `output` if it is not kept itself.
    pub(super) fn send(
        &mut self,
        stream: &TcpStream,
        output: Vec<u8>,
        is_last: bool,
    ) -> io::Result<Option<Vec<u8>>> {
        let sent = self.send_now(stream, &output, is_last)?;
        let unsent = output.get(sent..).unwrap_or_default();
        if unsent.len() > output.capacity() / 2 {
            (self.bytes, self.sent) = (output, sent);
            return Ok(None);
        }
        (self.bytes, self.sent) = (unsent.to_vec(), 0);
        Ok(Some(output))
    }

    /// Sends what is left. Whether nothing is left then.
    pub(super) fn flush(&mut self, stream: &TcpStream, is_last: bool) -> io::Result<bool> {
        if self.is_empty() {
            return Ok(true);
        }
        let bytes = std::mem::take(&mut self.bytes);
        let left = bytes.get(self.sent..).unwrap_or_default();
        let sent = self.send_now(stream, left, is_last)?;
        self.sent = self.sent.saturating_add(sent);
        if self.sent >= bytes.len() {
            self.sent = 0;
            return Ok(true);
        }
        self.bytes = bytes;
        Ok(false)
    }

    /// The last of it goes out with the end of the connection.
    fn send_now(&mut self, stream: &TcpStream, bytes: &[u8], is_last: bool) -> io::Result<usize> {
        let mut sent = 0_usize;
        while let Some(left) = bytes.get(sent..).filter(|left| !left.is_empty()) {
            let flags = if is_last { LAST } else { NOT_LAST };
            match SockRef::from(stream).send_with_flags(left, flags) {
                Ok(count) => sent = sent.saturating_add(count),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.in_all = self.in_all.saturating_add(sent as u64);
        Ok(sent)
    }
}

/// No signal if the peer is gone; and the last piece is not sent alone: it and the end of the
/// connection make one packet, and wake the client once.
#[cfg(any(target_os = "linux", target_os = "android"))]
const LAST: i32 = NOT_LAST | 0x8000;
#[cfg(any(target_os = "linux", target_os = "android"))]
const NOT_LAST: i32 = 0x4000;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const LAST: i32 = 0;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const NOT_LAST: i32 = 0;
