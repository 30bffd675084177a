//! What a server counts, and says of itself over HTTP.

use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::time::Instant;

use super::{converse, half_a_client, server};
use crate::support::ends::{Server, rust_phrase_server};
use crate::support::peers::Peer;
use crate::support::ports::FixedPort;
use crate::support::process::say;
use crate::support::program::Program;
use crate::support::{PATIENCE, javawire};

#[test]
fn a_port_for_both_is_told_from_one_that_another_program_has() {
    let port = FixedPort::take(10_000);
    let refused = |options: &[&str]| {
        let mut command = Command::new(javawire());
        command.args([&["server", "phrase"], options].concat());
        let ended = Program::start("javawire server phrase", command).end();
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert_eq!(ended.stdout, [""; 0]);
        let [line] = <[String; 1]>::try_from(ended.stderr).expect("one line");
        line
    };
    for (listen, metrics, own) in [
        ("10000", "10000", "[::]:10000"),
        ("10000", "127.0.0.1:10000", "[::]:10000"),
        ("127.0.0.1:10000", "127.0.0.1:10000", "127.0.0.1:10000"),
        ("127.0.0.1:10000", "0.0.0.0:10000", "127.0.0.1:10000"),
    ] {
        // Elsewhere one address and all of them may be two places.
        if listen != metrics && !cfg!(target_os = "linux") {
            continue;
        }
        if own.starts_with('[') && TcpListener::bind("[::1]:0").is_err() {
            say("a port of all addresses, as this machine has no IPv6");
            continue;
        }
        let line = refused(&["--listen", listen, "--metrics", metrics]);
        assert!(line.contains(" for --metrics: "), "{line}");
        assert!(line.contains(&format!("come to {own}:")), "{line}");
    }

    let _other = TcpListener::bind(("127.0.0.1", port.number())).unwrap();
    for (listen, metrics, option) in [
        ("127.0.0.1:0", "127.0.0.1:10000", "--metrics"),
        ("127.0.0.1:10000", "127.0.0.1:0", "--listen"),
    ] {
        let line = refused(&["--listen", listen, "--metrics", metrics]);
        let advice = format!("end it, or name another port with {option}");
        assert!(line.ends_with(&advice), "{line}");
    }
    // On another address the same port is another place, taken or not.
    if cfg!(target_os = "linux") {
        let line = refused(&[
            "--listen",
            "127.0.0.2:10000",
            "--metrics",
            "127.0.0.1:10000",
        ]);
        assert!(line.contains("another program listens there"), "{line}");
        let options = [
            "--listen",
            "127.0.0.2:10000",
            "--metrics",
            "127.0.0.3:10000",
            "-v",
        ];
        let server = rust_phrase_server(&options);
        assert_eq!(
            endpoint(&server),
            SocketAddr::from(([127, 0, 0, 3], 10_000))
        );
    }
}

#[test]
fn every_end_of_a_conversation_is_counted() {
    let server = server(&[
        "--metrics",
        "127.0.0.1:0",
        "-v",
        "--idle-timeout",
        "0.2",
        "--grace",
        "600",
    ]);
    let metrics = endpoint(&server);
    for _ in 0..3 {
        converse(server.address());
    }
    let mut bad = half_a_client(server.address());
    bad.end();
    assert_eq!(bad.rest(), b"");
    assert_eq!(half_a_client(server.address()).rest(), b"");

    // A client may have its answer a moment before that is counted.
    let deadline = Instant::now() + PATIENCE;
    let text = loop {
        let text = get(metrics, "/metrics");
        let is_counted = text.contains("duration_seconds_count 5\n");
        if is_counted || Instant::now() > deadline {
            break text;
        }
    };
    assert!(text.starts_with("HTTP/1.1 200 "), "{text}");
    assert!(text.contains("application/openmetrics-text"), "{text}");
    for line in [
        "javawire_accepted_connections_total 5",
        "javawire_conversations_total{outcome=\"answered\"} 3",
        "javawire_conversations_total{outcome=\"failed\"} 1",
        "javawire_conversations_total{outcome=\"timed_out\"} 1",
        "javawire_received_bytes_total 51",
        "javawire_sent_bytes_total 33",
        "javawire_memory_bytes 0",
        "javawire_conversation_duration_seconds_count 5",
        "javawire_conversation_duration_seconds_bucket{le=\"+Inf\"} 5",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
    }
    assert!(get(metrics, "/").starts_with("HTTP/1.1 404 "));
    let mut poster = Peer::connect(metrics);
    poster.send(b"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    let answer = String::from_utf8(poster.rest()).unwrap();
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    assert!(answer.contains("allow: GET, HEAD"), "{answer}");
}

/// Who says nothing takes no place from who asks.
#[test]
fn silent_connections_keep_nobody_from_asking() {
    const SILENT: u64 = 10_000;

    let server = server(&["--metrics", "127.0.0.1:0", "-v"]);
    let metrics = endpoint(&server);
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_000);
    let count = SILENT.min(files.saturating_sub(500));
    if count < SILENT {
        say(&format!("{SILENT} silent connections, but {count}"));
    }
    let silent: Vec<Peer> = (0..count).map(|_| Peer::connect(metrics)).collect();
    let begun = Instant::now();
    for (path, says) in [
        ("/healthz", "ready"),
        ("/metrics", "javawire_connections 0"),
    ] {
        let answer = get(metrics, path);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains(says), "{answer}");
    }
    // Those before who are still silent are not waited for.
    assert!(begun.elapsed().as_secs() < 9, "{:?}", begun.elapsed());
    converse(server.address());
    drop(silent);
}

#[test]
#[cfg(unix)]
fn a_server_that_drains_is_not_ready() {
    let server = server(&["--metrics", "127.0.0.1:0", "-v", "--grace", "600"]);
    let metrics = endpoint(&server);
    assert!(get(metrics, "/healthz").starts_with("HTTP/1.1 200 "));
    let mut client = half_a_client(server.address());
    converse(server.address());
    server.program.terminate();
    server.program.wait_for_error("no new clients", PATIENCE);
    assert!(get(metrics, "/healthz").starts_with("HTTP/1.1 503 "));
    client.send(b"la");
    client.rest();
    assert_eq!(server.program.end().status.code(), Some(0));
}

/// Where the metrics are, as the server says.
fn endpoint(server: &Server) -> SocketAddr {
    let line = server
        .program
        .wait_for_error("metrics on http://", PATIENCE);
    address_in(&line)
}

/// Returns the address in the line that tells of the metrics.
pub(super) fn address_in(line: &str) -> SocketAddr {
    let (_, address) = line.split_once("http://").unwrap();
    address.strip_suffix("/metrics").unwrap().parse().unwrap()
}

pub(super) fn get(from: SocketAddr, path: &str) -> String {
    let mut client = Peer::connect(from);
    client.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    String::from_utf8(client.rest()).unwrap()
}
