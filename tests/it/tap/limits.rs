//! How many there may be, who they are, and how it ends.

use std::net::SocketAddr;

use crate::support::PATIENCE;
use crate::support::ends::rust_phrase_server;
use crate::support::peers::{Peer, converse, listener, phrase};
use crate::support::program::Program;
use crate::support::recording::Directory;
use crate::support::tap::{self, Tap};

/// More clients than are allowed wait, and come in when others have gone.
#[test]
fn more_clients_than_allowed_wait() {
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &["--max-connections", "2"]);
    let first = Peer::connect(tap.address());
    let _first = (Peer::accept(&server), first);
    let second = Peer::connect(tap.address());
    let second = (Peer::accept(&server), second);
    let mut third = Peer::connect(tap.address());
    third.send(b"third");
    tap.program
        .wait_for_error("2 connections are open, as many as allowed", PATIENCE);
    drop(second);
    assert_eq!(Peer::accept(&server).receive(5), b"third");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let held = listener();
    let port = held.local_addr().unwrap().port();
    drop(held);
    let itself = format!("127.0.0.1:{port}");
    for (options, code, said) in [
        (
            &["--listen", &itself, "--connect", &itself][..],
            1,
            "is where it listens itself: --connect is for the server",
        ),
        (
            &[
                "--listen",
                "127.0.0.1:0",
                "--connect",
                "[::1]:1",
                "--record",
                "no/such.pcap",
            ],
            1,
            "no/such.pcap ends in .pcap: a recording is pcapng: end it in .pcapng",
        ),
        (
            &[
                "--listen",
                "127.0.0.1:0",
                "--connect",
                "[::1]:1",
                "--record-keep",
                "1",
            ],
            2,
            "--record <PATH>",
        ),
    ] {
        let ended = Program::start("javawire tap", tap::command(options)).end();
        assert_eq!(ended.status.code(), Some(code), "{ended:?}");
        let is_said = |line: &String| line.contains(said);
        assert!(ended.stderr.iter().any(is_said), "{ended:?}");
    }
}

/// The server behind it names the client, not the tap.
#[test]
fn the_client_is_named_to_the_server() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0", "--proxy-protocol", "-v"]);
    let tap = Tap::start(server.address(), &["--send-proxy"]);
    let mut client = Peer::connect(tap.address());
    client.send(&phrase("hola"));
    assert_eq!(client.orderly_rest(), phrase("HOLA"));
    let answered = format!(" INFO {}: answered", client.address());
    server.program.wait_for_error(&answered, PATIENCE);
    // And the one that a load balancer named, through both.
    let both = Tap::start(server.address(), &["--proxy-protocol", "--send-proxy"]);
    let mut client = Peer::connect(both.address());
    client.send(b"PROXY TCP4 192.0.2.7 192.0.2.1 54321 10000\r\n");
    client.send(&phrase("hola"));
    assert_eq!(client.orderly_rest(), phrase("HOLA"));
    let answered = " INFO 192.0.2.7:54321: answered";
    server.program.wait_for_error(answered, PATIENCE);
    let mut client = Peer::connect(both.address());
    client.send(&phrase("hola"));
    assert_eq!(client.rest(), b"");
    both.program.wait_for_error(
        "this client came directly, past the load balancer",
        PATIENCE,
    );
}

/// Whoever converses when it is asked to end can go on until the grace is over.
#[test]
#[cfg(unix)]
fn running_conversations_have_their_grace() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let tap = Tap::start(server.address(), &["--grace", "60", "-v"]);
    let mut client = Peer::connect(tap.address());
    let said = phrase("hola");
    client.send(&said[..6]);
    tap.program.wait_for_error("is led to", PATIENCE);
    tap.program.terminate();
    tap.program.wait_for_error("no new clients", PATIENCE);
    client.send(&said[6..]);
    assert_eq!(client.orderly_rest(), phrase("HOLA"));
    drop(client);
    let ended = tap.program.end();
    assert!(ended.status.success(), "{ended:?}");
    assert!(
        ended.stderr.last().unwrap().starts_with("1 conversation"),
        "{ended:?}"
    );
}

/// And is reset then: it must not take what it has for all.
#[test]
#[cfg(unix)]
fn what_runs_after_the_grace_is_cut() {
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &["--grace", "0"]);
    let mut client = Peer::connect(tap.address());
    let mut one = Peer::accept(&server);
    one.send(b"some");
    assert_eq!(client.receive(4), b"some");
    let ended = tap.end();
    let cut = |line: &String| line.ends_with("1 conversation had not ended and was cut");
    assert!(ended.stderr.iter().any(cut), "{ended:?}");
    assert!(client.try_send(b"more").is_err() || client.rest().is_empty());
}

#[test]
fn a_name_is_resolved_for_each_client() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let named = format!("localhost:{}", server.port);
    let tap = Tap::with(&["--listen", "127.0.0.1:0", "--connect", &named]);
    for _ in 0..20 {
        converse(tap.address(), "hola").unwrap();
    }
}

/// What it counts, and whether it still takes clients.
#[test]
fn a_tap_counts() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let directory = Directory::new("counts");
    let path = directory.path().to_str().unwrap();
    let options = ["--metrics", "127.0.0.1:0", "-v", "--record", path];
    let tap = Tap::start(server.address(), &options);
    let line = tap.program.wait_for_error("metrics on http://", PATIENCE);
    let (_, rest) = line.split_once("http://").unwrap();
    let metrics: SocketAddr = rest.split('/').next().unwrap().parse().unwrap();
    converse(tap.address(), "hola").unwrap();
    tap.program.wait_for_lines(3, PATIENCE);
    let ask = |path: &str| {
        let mut client = Peer::connect(metrics);
        client.send(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes());
        String::from_utf8(client.rest()).unwrap()
    };
    let text = ask("/metrics");
    for line in [
        "javawire_connections 0",
        "javawire_recording 1",
        "javawire_unrecorded_conversations_total 0",
        "javawire_unshown_conversations_total 0",
        "javawire_accepted_connections_total 1",
        "javawire_reached_servers_total 1",
        "javawire_to_server_bytes_total 11",
        "javawire_to_client_bytes_total 11",
        "javawire_conversations_total{outcome=\"ended\"} 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert!(ask("/healthz").ends_with("ready\n"));
    let _open = Peer::connect(tap.address());
    tap.program.wait_for_error("#2 is led to", PATIENCE);
    tap.program.terminate();
    tap.program.wait_for_error("no new clients", PATIENCE);
    assert!(ask("/healthz").ends_with("draining\n"));
}

/// What must be said is asked for, by its name.
#[test]
fn what_is_missing_is_named() {
    for (options, named) in [
        (&[][..], "--connect"),
        (&["--connect", "a:1"], "--listen"),
        (&["--listen", ":0"], "--connect"),
        (
            &["--socks", ":0", "--connect", "a:1"],
            "cannot be used with",
        ),
        (
            &["--listen", ":0", "--connect", "a:1", "--map", "*:1=a:2"],
            "cannot be used with",
        ),
    ] {
        let ended = Program::start("javawire tap", tap::command(options)).end();
        assert_eq!(ended.status.code(), Some(2), "{ended:?}");
        let said = ended.stderr.join("\n");
        assert!(said.contains(named), "{named}: {said}");
    }
}
