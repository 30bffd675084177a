//! What is shown: each thing that is said, as it is said, to whoever reads it.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use unicode_width::UnicodeWidthStr as _;

use crate::support::ends::{Server, rust_greeting_server, rust_phrase_server};
use crate::support::peers::{HEADER, Peer, converse, listener, string};
use crate::support::process::{Unheard, say, spawn};
use crate::support::program::Program;
use crate::support::recording::Directory;
use crate::support::tap::{self, Tap};
use crate::support::{PATIENCE, javawire};

fn phrase_server() -> Server {
    rust_phrase_server(&["--listen", "127.0.0.1:0"])
}

/// Returns the line without the time at its front, which must be one.
#[track_caller]
fn without_time(line: &str) -> &str {
    let (time, rest) = line.split_once(' ').unwrap();
    let form: String = time
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    assert_eq!(form, "00:00:00.000", "{line}");
    rest
}

/// Returns the text with what takes time left out: ` +0.9 ms`, `after 1.4 ms`.
fn untimed(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_unit = |word: &&str| ["ms", "µs", "s"].contains(&word.trim_end_matches(':'));
    while let Some(at) = words.iter().position(is_unit) {
        words.drain(at - 1..=at);
    }
    words.join(" ")
}

#[test]
fn each_thing_that_is_said_has_a_line() {
    let server = phrase_server();
    let tap = Tap::start(server.address(), &[]);
    let mut client = Peer::connect(tap.address());
    let port = client.address().port();
    client.send(HEADER);
    client.send(&string("hola, ¿qué tal?"));
    client.rest();
    drop(client);
    tap.program.wait_for_lines(3, PATIENCE);
    let ended = tap.end();
    let lines: Vec<String> = ended
        .stdout
        .iter()
        .map(|line| untimed(without_time(line)))
        .collect();
    assert_eq!(
        lines,
        [
            format!("#1 127.0.0.1:{port} > String \"hola, ¿qué tal?\" 20 B"),
            format!("#1 127.0.0.1:{port} < String \"HOLA, ¿QUÉ TAL?\" 20 B"),
            format!("#1 127.0.0.1:{port} closed by the server after 1 object there, 1 object back"),
        ]
    );
    assert!(ended.stdout[1].contains("\"  +"), "{ended:?}");
    let sum = ended.stderr.last().unwrap();
    assert!(sum.starts_with("1 conversation, 2 objects, "), "{sum}");
}

/// A server may speak first, and what is no object stream is told apart.
#[test]
fn other_streams_are_shown_too() {
    let server = rust_greeting_server(&["--listen", "127.0.0.1:0"]);
    let tap = Tap::start(server.address(), &[]);
    let mut client = Peer::connect(tap.address());
    client.rest();
    drop(client);
    tap.program.wait_for_lines(2, PATIENCE);
    let ended = tap.end();
    assert!(
        ended.stdout[0].contains(" < writeUTF \"HELLO\""),
        "{ended:?}"
    );
    assert!(
        ended.stdout[1].ends_with(": nothing there, 1 string back"),
        "{ended:?}"
    );
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &[]);
    let mut client = Peer::connect(tap.address());
    client.send(b"GET / HTTP/1.1\x1B[31m\r\n\r\n");
    let mut one = Peer::accept(&server);
    one.receive(18);
    client.reset();
    one.rest();
    tap.program.wait_for_lines(3, PATIENCE);
    let ended = tap.end();
    assert!(ended.stdout[0].contains(" > ! no Java stream"), "{ended:?}");
    assert!(ended.stdout[1].contains(" > bytes "), "{ended:?}");
    assert!(
        ended.stdout[2].contains(" reset by the client after "),
        "{ended:?}"
    );
    let control = |line: &String| line.contains(char::is_control);
    assert!(!ended.stdout.iter().any(control), "{ended:?}");
}

/// What a tap shows while it goes on is what a look at its recording shows later.
#[test]
fn a_recording_shows_the_same_later() {
    let directory = Directory::new("later");
    let server = phrase_server();
    for (show, later) in [("json", "decode"), ("dump", "dump")] {
        let file = directory.file(&format!("{later}.pcapng"));
        let tap = Tap::start(server.address(), &["--show", show, "--record", &file]);
        for text in ["hola", "otra vez", "ñandú"] {
            converse(tap.address(), text).unwrap();
        }
        let live = tap.end().stdout;
        let mut command = Command::new(javawire());
        command.args([later, &file]);
        let shown = Program::start("javawire", command).succeed();
        assert!(shown.len() >= 6, "{shown:#?}");
        assert_eq!(live, shown, "{show}");
    }
}

/// On a terminal each line fits, whatever is said, and whoever says it.
#[test]
fn lines_fit_a_terminal() {
    let version = Command::new("script").arg("--version").output();
    if !version.is_ok_and(|version| version.stdout.windows(10).any(|w| w == b"util-linux")) {
        say("a terminal for stdout: `script` of util-linux makes one");
        assert!(std::env::var_os("CI").is_none());
        return;
    }
    let directory = Directory::new("terminal");
    let server = phrase_server();
    let errors = directory.file("stderr");
    let inner = format!(
        "stty rows 24 cols 80; exec {} tap --listen 127.0.0.1:0 --connect {} --proxy-protocol 2>{errors}",
        javawire(),
        server.address()
    );
    let mut command = Command::new("script");
    command
        .args(["-qfec", &inner, "/dev/null"])
        .env("SHELL", "/bin/sh")
        .env("TERM", "xterm-256color")
        .env("NO_COLOR", "1");
    let mut program = Program::start("script", command);
    let address = loop {
        let said = std::fs::read_to_string(&errors).unwrap_or_default();
        if let Some(rest) = said.strip_prefix("listening on ")
            && let Some((address, _)) = rest.split_once(',')
        {
            break address.parse::<std::net::SocketAddr>().unwrap();
        }
        assert!(!program.has_ended(), "{said}");
        std::thread::yield_now();
    };
    let long = "largo ".repeat(100);
    let wide = "日本語".repeat(40);
    for (from, text) in [
        ("TCP4 192.0.2.7 192.0.2.1", "hola"),
        ("TCP4 192.0.2.7 192.0.2.1", &long),
        (
            "TCP6 2001:db8:1111:2222:3333:4444:5555:6666 2001:db8::1",
            &long,
        ),
        (
            "TCP6 2001:db8:1111:2222:3333:4444:5555:6666 2001:db8::1",
            &wide,
        ),
    ] {
        let mut client = Peer::connect(address);
        client.send(format!("PROXY {from} 54321 10000\r\n").as_bytes());
        client.send(HEADER);
        client.send(&string(text));
        client.rest();
    }
    program.wait_for_lines(12, PATIENCE);
    let shown = program.stop().stdout;
    for line in shown.iter().map(|line| line.trim_end_matches('\r')) {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
        let is_full = line.width() == 80 && line.ends_with(" B");
        assert!(is_full || line.contains(" closed by "), "{line}");
    }
}

/// `| head` ends the lines, and no conversation.
#[test]
fn a_closed_stdout_ends_the_lines_alone() {
    let server = phrase_server();
    let address = server.address().to_string();
    let mut command = tap::command(&["--listen", "127.0.0.1:0", "--connect", &address]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut unheard = Unheard {
        child: spawn(&mut command),
    };
    let mut stderr = BufReader::new(unheard.child.stderr.take().unwrap()).lines();
    let line = stderr.next().unwrap().unwrap();
    let tap = line.strip_prefix("listening on ").unwrap();
    let tap = tap.split(',').next().unwrap().parse().unwrap();
    converse(tap, "hola").unwrap();
    let stdout = BufReader::new(unheard.child.stdout.take().unwrap());
    assert_eq!(stdout.lines().take(1).count(), 1);
    for _ in 0..20 {
        converse(tap, "hola").unwrap();
    }
    let line = stderr.next().unwrap().unwrap();
    assert!(line.contains("whoever read stdout has closed it"), "{line}");
}

/// A stdout that nobody reads holds up no conversation.
#[test]
fn a_stdout_that_nobody_reads_holds_up_nobody() {
    let server = phrase_server();
    let address = server.address().to_string();
    let options = [
        "--listen",
        "127.0.0.1:0",
        "--connect",
        &address,
        "--aside",
        "256K",
    ];
    let mut command = tap::command(&options);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut unheard = Unheard {
        child: spawn(&mut command),
    };
    let mut stderr = BufReader::new(unheard.child.stderr.take().unwrap()).lines();
    let line = stderr.next().unwrap().unwrap();
    let tap = line.strip_prefix("listening on ").unwrap();
    let tap = tap.split(',').next().unwrap().parse().unwrap();
    for turn in 0..2000 {
        converse(tap, &format!("hola {turn} {}", "largo ".repeat(20))).unwrap();
    }
    let line = stderr.next().unwrap().unwrap();
    assert!(
        line.contains("nobody reads stdout as fast as is said"),
        "{line}"
    );
}

#[test]
fn lines_are_never_full() {
    let own = ["--listen", "127.0.0.1:0", "--connect", "127.0.0.1:1"];
    let refused = tap::command(&[&own[..], &["--full", "--show", "lines"]].concat());
    let ended = Program::start("javawire tap", refused).end();
    assert_eq!(ended.status.code(), Some(2), "{ended:?}");
    assert!(ended.stderr[0].contains("--show dump"), "{ended:?}");
}
