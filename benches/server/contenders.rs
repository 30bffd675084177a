//! The servers, each in a process of its own.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Error, ending, java, skeletons};

/// The name of ours.
pub(crate) const JAVAWIRE: &str = "javawire";
/// The name of the loop that shows what the system costs.
pub(crate) const BARE: &str = "bare loop";

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
    fn start(name: &str, command: Command, port: u16, lock: Option<File>) -> Result<Self, Error> {
        let server = Self::spawn(name, command, port, lock)?;
        let patience = Instant::now() + Duration::from_secs(30);
        // A connection that says nothing would end TCPServidor: ask /proc, not the server.
        while !is_listening(port) {
            if Instant::now() > patience {
                return Err(format!("{name} does not listen").into());
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }

    fn spawn(
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

/// Starts `javawire server phrase` with these options more.
pub(crate) fn javawire(options: &[&str]) -> Result<Server, Error> {
    let port = free_port()?;
    Server::start(JAVAWIRE, command(port, options), port, None)
}

/// As [`javawire`], and does not wait until it accepts clients.
pub(crate) fn javawire_at_once() -> Result<Server, Error> {
    let port = free_port()?;
    Server::spawn(JAVAWIRE, command(port, &[]), port, None)
}

fn command(port: u16, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_javawire"));
    command.args(["server", "phrase", "--locale", "en", "--listen"]);
    command.arg(format!("127.0.0.1:{port}")).args(options);
    command
}

/// Starts all whose names contain one of `with`.
pub(crate) fn all(with: &[String]) -> Result<Vec<Server>, Error> {
    let is_chosen = |name: &str| {
        with.is_empty()
            || with
                .iter()
                .any(|part| name.to_lowercase().contains(&part.to_lowercase()))
    };
    let mut servers = Vec::new();
    if is_chosen(JAVAWIRE) {
        servers.push(javawire(&[])?);
    }
    for (name, argument) in [
        (BARE, "bare"),
        ("tokio, one thread", "tokio-1"),
        ("tokio", "tokio"),
    ] {
        if is_chosen(name) {
            let port = free_port()?;
            let mut command = Command::new(std::env::current_exe()?);
            command.args([skeletons::COMMAND, argument, &format!("127.0.0.1:{port}")]);
            servers.push(Server::start(name, command, port, None)?);
        }
    }
    if ["java tcpservidor", "java virtual"].map(is_chosen) == [false; 2] {
        return Ok(servers);
    }
    let runtimes = java::runtimes()?;
    let newest = runtimes
        .iter()
        .rev()
        .find(|runtime| runtime.major() == 25)
        .ok_or("no Java 25")?;
    if is_chosen("java tcpservidor") {
        let lock = lock_of(10_000)?;
        let classes = ending::root().join("target/java/classes");
        let command = newest.program("UD06.P4_Sockets.TCPServidor", &classes);
        servers.push(Server::start(
            "Java TCPServidor",
            command,
            10_000,
            Some(lock),
        )?);
    }
    if is_chosen("java virtual") {
        let port = free_port()?;
        let classes = ending::root().join("target/java/bench");
        let mut command = newest.program("javawire.bench.VirtualServidor", &classes);
        command.arg(port.to_string());
        servers.push(Server::start("Java virtual threads", command, port, None)?);
    }
    Ok(servers)
}

/// Returns a port that nobody has.
fn free_port() -> Result<u16, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Takes the lock that tests take for this port.
fn lock_of(port: u16) -> Result<File, Error> {
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
