//! Clients that each connect, send header and phrase, read the answer and close, again and again.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::Error;

/// Header and phrase of 27 characters.
pub(crate) const QUESTION: &[u8] = b"\xAC\xED\0\x05\x74\0\x1Bhola que tal, como va todo?";
/// Header and answer.
pub(crate) const ANSWER: &[u8] = b"\xAC\xED\0\x05\x74\0\x1BHOLA QUE TAL, COMO VA TODO?";

/// What so many clients saw.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    pub(crate) took: Duration,
    /// How long each conversation took, shortest first.
    pub(crate) waits: Vec<Duration>,
}

impl Load {
    /// Returns the wait that so many of a hundred do not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let at = (self.waits.len() * percent / 100).min(self.waits.len().saturating_sub(1));
        self.waits.get(at).copied().unwrap_or_default()
    }
}

/// Has `clients` converse with the server for some time.
pub(crate) fn converse(server: SocketAddr, clients: usize, time: Duration) -> Result<Load, Error> {
    let begun = Instant::now();
    let end = begun + time;
    let waits: Vec<io::Result<Vec<Duration>>> = thread::scope(|scope| {
        let client = || {
            let mut waits = Vec::with_capacity(100_000);
            loop {
                let begun = Instant::now();
                if begun >= end {
                    return Ok(waits);
                }
                once(server)?;
                waits.push(begun.elapsed());
            }
        };
        let clients: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        let clients = clients.into_iter();
        clients.map(|client| client.join().unwrap()).collect()
    });
    let took = begun.elapsed();
    let waits: io::Result<Vec<Vec<Duration>>> = waits.into_iter().collect();
    let mut waits = waits?.concat();
    waits.sort_unstable();
    Ok(Load { took, waits })
}

/// One conversation.
pub(crate) fn once(server: SocketAddr) -> io::Result<()> {
    let mut client = TcpStream::connect(server)?;
    client.write_all(QUESTION)?;
    let mut answer = [0; ANSWER.len()];
    client.read_exact(&mut answer)?;
    if answer != ANSWER {
        return Err(io::Error::other("another answer"));
    }
    Ok(())
}
