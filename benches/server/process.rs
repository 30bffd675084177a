//! A server in a process of its own, and its port.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Error;

/// A server that runs. Dropping it kills it.
pub(crate) struct Server {
    pub(crate) name: String,
    pub(crate) address: SocketAddr,
    process: Child,
    /// Holds the port of TCPServidor against the tests.
    _lock: Option<File>,
}

impl Server {
    /// Starts one and waits until it accepts clients. Its stdout goes nowhere.
    pub(crate) fn start(
        name: &str,
        command: Command,
        port: u16,
        lock: Option<File>,
    ) -> Result<Self, Error> {
        let mut server = Self::spawn(name, command, port, lock)?;
        let patience = Instant::now() + Duration::from_secs(30);
        // A connection that says nothing would end TCPServidor: ask /proc, not the server.
        while !is_listening(port) {
            if let Some(status) = server.process.try_wait()? {
                return Err(format!("{name} has ended: {status}").into());
            }
            if Instant::now() > patience {
                return Err(format!("{name} does not listen").into());
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }

    pub(crate) fn spawn(
        name: &str,
        mut command: Command,
        port: u16,
        lock: Option<File>,
    ) -> Result<Self, Error> {
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(Server {
            name: name.to_owned(),
            address: (Ipv4Addr::LOCALHOST, port).into(),
            process,
            _lock: lock,
        })
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Returns what it has in memory, in bytes.
    pub(crate) fn resident(&self) -> Option<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        let rest = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: f64 = rest.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kilobytes * 1024.0)
    }

    /// Returns how long its threads have run.
    pub(crate) fn cpu(&self) -> Result<Duration, Error> {
        let mut nanoseconds = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.id()))? {
            let text = fs::read_to_string(thread?.path().join("schedstat"))?;
            let first = text.split(' ').next().unwrap_or_default();
            nanoseconds += first.parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a port that nobody has.
pub(crate) fn free_port() -> Result<u16, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Takes the lock that tests take for this port.
pub(crate) fn lock_of(port: u16) -> Result<File, Error> {
    let path = std::env::temp_dir().join(format!("javawire-test-port-{port}.lock"));
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    file.lock()?;
    if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
        return Err(format!("port {port} is taken").into());
    }
    Ok(file)
}

fn is_listening(port: u16) -> bool {
    const LISTEN: &str = "0A";
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    let tables = tables.map(|table| fs::read_to_string(Path::new(table)).unwrap_or_default());
    let mut lines = tables.iter().flat_map(|table| table.lines());
    lines.any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        matches!(fields[..], [_, local, _, LISTEN, ..] if local.ends_with(&format!(":{port:04X}")))
    })
}
