//! The servers, each in a process of its own.

use std::process::Command;

use crate::process::{Server, free_port, lock_of};
use crate::{Error, ending, java, skeletons};

/// The name of ours.
pub(crate) const JAVAWIRE: &str = "javawire";
/// The name of the loop that shows what the system costs.
pub(crate) const BARE: &str = "bare loop";

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
