//! Real sockets, captured by the real tcpdump, are read as they spoke.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

use javawire::conversation::Side::{Client, Server};
use javawire::record::{Event, Reader, ReaderLimits, What};

use super::support::{said, told};
use super::tools::has;
use crate::support::process::say;
use crate::support::program::no_program_starting;

/// tcpdump, writing what it captures to a pipe. Dropping it ends it.
struct Dump {
    child: Child,
    stdout: ChildStdout,
    root: &'static [&'static str],
}

impl Dump {
    /// Starts to capture one port on an interface, if that is allowed here.
    fn start(interface: &str, port: u16, more: &[&str]) -> Option<Dump> {
        let root: &[&str] = match is_root() {
            true => &[],
            false => &["sudo", "-n"],
        };
        let port = port.to_string();
        // It ends when a test would not; its buffer holds all that is said.
        let program = ["timeout", "-s", "INT", "60", "tcpdump", "-i", interface];
        let arguments = ["--immediate-mode", "-B", "65536", "-U", "-n", "-w", "-"];
        let words = [root, &program, &arguments, more, &["port", &port]].concat();
        let mut child = {
            let _starting = no_program_starting();
            let mut command = Command::new(words[0]);
            command.args(&words[1..]).stdin(Stdio::null());
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().ok()?
        };
        let stdout = child.stdout.take().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let dump = Dump {
            child,
            stdout,
            root,
        };
        let mut lines = Vec::new();
        for line in stderr.lines() {
            let line = line.unwrap();
            if line.contains("listening on") {
                return Some(dump);
            }
            lines.push(line);
        }
        say(&format!("tcpdump, which may not capture here: {lines:?}"));
        assert!(std::env::var_os("CI").is_none(), "CI captures: {lines:?}");
        None
    }

    /// Returns what is told up to the end of both sides.
    fn read(&mut self) -> Vec<Event> {
        let mut reader = Reader::new(ReaderLimits::default());
        let (mut events, mut ends) = (Vec::new(), 0);
        let mut piece = [0; 4096];
        while ends < 2 {
            let count = self.stdout.read(&mut piece).unwrap();
            assert!(count > 0, "tcpdump ended: {events:?}");
            reader.push(&piece[..count]);
            while let Some(event) = reader.next().unwrap() {
                ends += u32::from(matches!(event.what, What::Ended { .. }));
                events.push(event);
            }
        }
        events
    }
}

impl Drop for Dump {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        let words = [self.root, &["kill", "-INT", &id]].concat();
        let _ = Command::new(words[0]).args(&words[1..]).status();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout == b"0\n")
}

/// Lets two sockets talk; returns the addresses of both, and all that each said.
fn talk(listener: &TcpListener) -> ([SocketAddr; 2], [Vec<u8>; 2]) {
    let question: Vec<u8> = (0..300_000_u32).map(|at| (at % 241) as u8).collect();
    let answer: Vec<u8> = question.iter().rev().copied().collect();
    let address = listener.local_addr().unwrap();
    let client = thread::scope(|scope| {
        let client = scope.spawn(|| {
            let mut client = TcpStream::connect(address).unwrap();
            for piece in question.chunks(70_001) {
                client.write_all(piece).unwrap();
            }
            client.shutdown(Shutdown::Write).unwrap();
            let mut answered = Vec::new();
            client.read_to_end(&mut answered).unwrap();
            assert!(answered == answer);
            client.local_addr().unwrap()
        });
        let (mut server, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        server.read_to_end(&mut asked).unwrap();
        assert!(asked == question);
        server.write_all(&answer).unwrap();
        drop(server);
        client.join().unwrap()
    });
    ([client, address], [question, answer])
}

fn check(interface: &str, address: SocketAddr, more: &[&str]) {
    if !has("tcpdump") {
        return;
    }
    let listener = match TcpListener::bind(address) {
        Ok(listener) => listener,
        Err(error) => return say(&format!("{address}: {error}")),
    };
    let port = listener.local_addr().unwrap().port();
    let Some(mut dump) = Dump::start(interface, port, more) else {
        return;
    };
    let ([client, server], [question, answer]) = talk(&listener);
    let events = dump.read();
    let opened = What::Opened {
        client,
        server,
        joined: false,
    };
    let what = told(&events, 1);
    assert_eq!(what[0], opened);
    assert!(said(&events, 1, Client) == question);
    assert!(said(&events, 1, Server) == answer);
    let ends: Vec<&What> = what
        .iter()
        .filter(|what| !matches!(what, What::Bytes { .. } | What::Opened { .. }))
        .collect();
    assert_eq!(
        ends,
        [&What::Ended { from: Client }, &What::Ended { from: Server }]
    );
    assert!(events.is_sorted_by_key(|event| event.at));
}

#[test]
fn on_the_loopback_interface() {
    check("lo", (Ipv4Addr::LOCALHOST, 0).into(), &[]);
}

#[test]
fn on_the_loopback_interface_in_nanoseconds() {
    check("lo", (Ipv6Addr::LOCALHOST, 0).into(), &["--nano"]);
}

/// Of Linux, in its newer form; packets come twice on it.
#[test]
fn on_any_interface() {
    check("any", (Ipv4Addr::LOCALHOST, 0).into(), &[]);
}

#[test]
fn on_any_interface_in_the_older_form() {
    check("any", (Ipv4Addr::LOCALHOST, 0).into(), &["-y", "LINUX_SLL"]);
}
