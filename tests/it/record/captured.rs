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

    /// Returns what is told up to the end of both sides of so many conversations, and the file as
    /// far as it was needed.
    fn read(&mut self, conversations: u32) -> (Vec<Event>, Vec<u8>) {
        let mut reader = Reader::new(ReaderLimits::default());
        let (mut events, mut ends) = (Vec::new(), 0);
        let (mut file, mut piece) = (Vec::new(), [0; 4096]);
        while ends < 2 * conversations {
            let count = self.stdout.read(&mut piece).unwrap();
            assert!(count > 0, "tcpdump ended: {events:?}");
            reader.push(&piece[..count]);
            file.extend(&piece[..count]);
            while let Some(event) = reader.next().unwrap() {
                ends += u32::from(matches!(event.what, What::Ended { .. }));
                events.push(event);
            }
        }
        (events, file)
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
    let (events, _) = dump.read(1);
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

/// A tap's recording, and what tcpdump captured in front of it in the same minutes, tell the same.
#[cfg(feature = "cli")]
#[test]
fn what_a_tap_keeps_is_what_tcpdump_captures() {
    use crate::support::ends::rust_phrase_server;
    use crate::support::peers::converse;
    use crate::support::recording::Directory;
    use crate::support::tap::Tap;

    if !has("tcpdump") {
        return;
    }
    let directory = Directory::new("and-tcpdump");
    let kept = directory.file("kept.pcapng");
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let tap = Tap::start(server.address(), &["--record", &kept]);
    let Some(mut dump) = Dump::start("lo", tap.address().port(), &[]) else {
        return;
    };
    let texts = ["hola", "¿qué tal?", "straße", &"a".repeat(50_000)];
    for text in texts {
        converse(tap.address(), text).unwrap();
    }
    let (captured, file) = dump.read(4);
    tap.end();
    let recorded = super::support::read(&std::fs::read(&kept).unwrap());
    for number in 1..=4 {
        let [recorded, captured] = [&recorded, &captured].map(|events| told(events, number));
        // Which server that was is another matter.
        assert_eq!(recorded[1..], captured[1..]);
    }
    let capture = directory.file("captured.pcap");
    // Of the last piece a packet may not be whole.
    std::fs::write(&capture, file).unwrap();
    let [recorded, captured] = [&kept, &capture].map(|file| messages(file));
    assert_eq!(recorded, captured);
    assert_eq!(recorded.len(), 4 * 2, "{recorded:?}");
}

/// What `decode` says of a file, without when it was and which server it was.
#[cfg(feature = "cli")]
fn messages(file: &str) -> Vec<serde_json::Value> {
    let mut command = Command::new(crate::support::javawire());
    let output = {
        let _starting = no_program_starting();
        command.args(["decode", file]).output().unwrap()
    };
    let stdout = String::from_utf8(output.stdout).unwrap();
    let lines = stdout.lines().map(|line| {
        let mut message: serde_json::Value = serde_json::from_str(line).unwrap();
        let members = message.as_object_mut().unwrap();
        for other in ["at", "time", "server"] {
            assert!(members.remove(other).is_some(), "{line}");
        }
        message
    });
    lines.collect()
}
