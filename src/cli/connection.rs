//! A client's connection: how long it waits, and what it says of that.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use javawire::net::address;

use super::values::HostPort;

/// How long connecting may take if nothing else is said.
const CONNECTING: Duration = Duration::from_secs(30);

/// How long a silence lasts before it is told to whoever wants to know.
const SHORT: Duration = Duration::from_secs(2);

/// How long before it is told to all, where a server has no reason to be silent.
const LONG: Duration = Duration::from_secs(10);

/// What is awaited from a server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Awaited {
    /// What it is called.
    pub(super) what: &'static str,
    /// What is said after a short silence in which nothing has come at all.
    pub(super) missing: &'static str,
    /// What is said after a long one, if it tells of a fault.
    pub(super) warning: Option<&'static str>,
}

#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    /// `None` is for ever.
    timeout: Option<Duration>,
    awaited: Option<Awaited>,
    /// Since when it is waited for.
    since: Instant,
    /// How much has come, and how it begins.
    received: u64,
    beginning: [u8; 4],
    /// When a silence is worth a message, and how many there have been.
    said: usize,
}

impl Connection {
    /// Connects to the first address of `server` that accepts.
    pub(super) fn open(server: &HostPort, timeout: Option<Duration>) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let patience = timeout.unwrap_or(CONNECTING);
        let deadline = limited(patience).and_then(|patience| begun.checked_add(patience));
        let addresses = address::resolve(&server.host, server.port)
            .with_context(|| format!("cannot find the host of {server}"))?;
        tracing::debug!("{server} is {addresses:?}");
        let mut failure = anyhow!("{server} has no address");
        for address in addresses {
            match connect(address, deadline) {
                Ok(stream) => {
                    return Ok(Connection {
                        stream,
                        peer: address,
                        timeout: timeout.and_then(limited),
                        awaited: None,
                        since: begun,
                        received: 0,
                        beginning: [0; 4],
                        said: 0,
                    });
                }
                Err(error) => {
                    failure = match error.kind() {
                        io::ErrorKind::TimedOut => {
                            anyhow!("no answer within {patience:?}; --timeout sets how long")
                        }
                        io::ErrorKind::ConnectionRefused => {
                            anyhow!(
                                "{error}; no server listens there: start it, or name another with --connect"
                            )
                        }
                        _ => anyhow!(error),
                    };
                    failure = failure.context(format!("cannot connect to {server} ({address})"));
                    tracing::debug!("{failure:#}");
                }
            }
        }
        Err(failure)
    }

    pub(super) fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// From now on this is waited for.
    pub(super) fn expect(&mut self, awaited: Awaited) {
        self.awaited = Some(awaited);
        self.since = Instant::now();
    }

    /// Whether nothing has come.
    pub(super) fn is_silent(&self) -> bool {
        self.received == 0
    }

    /// Whether what has come begins with these bytes.
    pub(super) fn begins_with(&self, bytes: &[u8]) -> bool {
        self.received >= bytes.len() as u64 && self.beginning.starts_with(bytes)
    }

    /// How long the next read or write may take, until there is something to do or to say.
    fn patience(&self) -> io::Result<Option<Duration>> {
        let waited = self.since.elapsed();
        let left = |time: Duration| time.saturating_sub(waited);
        let Some(awaited) = self.awaited else {
            return Ok(self.timeout);
        };
        if let Some(timeout) = self.timeout
            && left(timeout).is_zero()
        {
            let what = format!(
                "{} has not come within {timeout:?}; --timeout sets how long",
                awaited.what
            );
            return Err(io::Error::new(io::ErrorKind::TimedOut, what));
        }
        let word = [SHORT, LONG].get(self.said).copied().map(left);
        let times = [self.timeout.map(left), word];
        // The system does not take a time of zero.
        let soonest = times.into_iter().flatten().min();
        Ok(soonest.map(|time| time.max(Duration::from_millis(1))))
    }

    /// Reads or writes, and says now and then what is waited for.
    fn patiently(
        &mut self,
        mut step: impl FnMut(&mut TcpStream, Option<Duration>) -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            let patience = self.patience()?;
            match step(&mut self.stream, patience) {
                Err(error) if is_timeout(&error) && self.awaited.is_some() => self.say(),
                done => return done,
            }
        }
    }

    /// Says that the server is silent, if it has been for long enough.
    fn say(&mut self) {
        let Some(awaited) = self.awaited else { return };
        let waited = self.since.elapsed();
        if self.said == 0 && waited >= SHORT {
            self.said = 1;
            match self.received {
                0 => tracing::info!("nothing has come for {SHORT:?}: {}", awaited.missing),
                count => tracing::info!(
                    "{count} bytes have come within {SHORT:?}, and {} is not complete",
                    awaited.what
                ),
            }
        } else if self.said == 1 && waited >= LONG {
            self.said = 2;
            if let Some(warning) = awaited.warning
                && self.is_silent()
            {
                tracing::warn!("nothing has come for {LONG:?}: {warning}");
            }
        }
    }
}

impl Read for Connection {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.patiently(|stream, patience| {
            stream.set_read_timeout(patience)?;
            stream.read(bytes)
        })?;
        tracing::debug!("{count} bytes received");
        let came = bytes.get(..count).unwrap_or_default();
        let at = usize::try_from(self.received).unwrap_or(usize::MAX);
        for (to, from) in self.beginning.iter_mut().skip(at).zip(came) {
            *to = *from;
        }
        self.received = self.received.saturating_add(count as u64);
        Ok(count)
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.patiently(|stream, patience| {
            stream.set_write_timeout(patience)?;
            stream.write(bytes)
        })?;
        tracing::debug!("{count} bytes sent");
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Connects on a thread of its own, which is left behind when it takes too long. It would not do to
/// be told of a connection by its socket: one that is reset at once would not count as made.
fn connect(address: SocketAddr, deadline: Option<Instant>) -> io::Result<TcpStream> {
    let Some(deadline) = deadline else {
        return TcpStream::connect(address);
    };
    let (done, connected) = mpsc::channel();
    thread::Builder::new().spawn(move || done.send(TcpStream::connect(address)))?;
    let left = deadline.saturating_duration_since(Instant::now());
    match connected.recv_timeout(left) {
        Ok(connected) => connected,
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}

/// A time of zero means none.
fn limited(time: Duration) -> Option<Duration> {
    (!time.is_zero()).then_some(time)
}

/// Systems differ in what they call it.
fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
