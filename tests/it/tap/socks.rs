//! Clients that say where they want to go.

use std::net::SocketAddr;

use crate::support::PATIENCE;
use crate::support::ends::{rust_phrase_server, tcp_client_with};
use crate::support::lines::{assert_lines, phrase_client};
use crate::support::peers::{Peer, listener, phrase};
use crate::support::ports::FixedPort;
use crate::support::tap::Tap;

/// What a JVM says first.
const METHODS: &[u8] = b"\x05\x02\0\x02";

/// A request for this address.
fn request(address: SocketAddr) -> Vec<u8> {
    let SocketAddr::V4(address) = address else {
        panic!("{address}");
    };
    let port = address.port().to_be_bytes();
    [&b"\x05\x01\0\x01"[..], &address.ip().octets(), &port].concat()
}

/// A request for this host, by name.
fn named(host: &str, port: u16) -> Vec<u8> {
    let length = u8::try_from(host.len()).unwrap();
    [
        &b"\x05\x01\0\x03"[..],
        &[length],
        host.as_bytes(),
        &port.to_be_bytes(),
    ]
    .concat()
}

/// A client that has asked, and what it was told.
#[track_caller]
fn ask(tap: &Tap, request: &[u8]) -> (Peer, u8) {
    let mut client = Peer::connect(tap.address());
    client.send(METHODS);
    assert_eq!(client.receive(2), b"\x05\0");
    client.send(request);
    let reply = client.receive(10);
    assert_eq!((reply[0], reply[2], reply[3]), (5, 0, 1), "{reply:?}");
    (client, reply[1])
}

#[test]
fn clients_are_led_where_they_ask() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let (tap, _) = Tap::socks(&[]);
    let port = server.port;
    for request in [
        request(server.address()),
        named("localhost", port),
        named("127.0.0.1", port),
    ] {
        let (mut client, told) = ask(&tap, &request);
        assert_eq!(told, 0);
        client.send(&phrase("hola"));
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
    }
    // Who does not wait for answers loses nothing.
    let mut client = Peer::connect(tap.address());
    client.send(&[METHODS, &request(server.address()), &phrase("hola")].concat());
    let told = client.orderly_rest();
    assert_eq!(told[..4], *b"\x05\0\x05\0");
    assert_eq!(told[12..], phrase("HOLA"));
    let shown = tap.end().stdout;
    let led = format!(" is led to {}", server.address());
    assert!(shown[0].ends_with(&led), "{shown:#?}");
    let led = format!(" asks for localhost:{port}, is led to {}", server.address());
    assert!(shown.iter().any(|line| line.ends_with(&led)), "{shown:#?}");
}

#[test]
fn clients_are_led_elsewhere() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let other = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let (to, to_other) = (server.address(), other.address());
    let maps = [
        format!("db.example:10000={to}"),
        format!("localhost:10000={to_other}"),
        format!("*:10001={to}"),
    ];
    let options: Vec<&str> = maps.iter().flat_map(|map| ["--map", map]).collect();
    let (tap, _) = Tap::socks(&options);
    for (request, led) in [
        (named("db.example", 10_000), to),
        (named("DB.example", 10_000), to),
        (named("localhost", 10_000), to_other),
        (request("127.0.0.1:10000".parse().unwrap()), to_other),
        (request("192.0.2.1:10001".parse().unwrap()), to),
        (request(to_other), to_other),
    ] {
        let (mut client, told) = ask(&tap, &request);
        assert_eq!(told, 0);
        client.send(&phrase("hola"));
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
        tap.program
            .wait_for_line(&format!("led to {led}"), PATIENCE);
    }
}

/// Each is told in its own language that it has come to the wrong place, and a person why.
#[test]
fn wrong_requests_are_answered() {
    let (tap, _) = Tap::socks(&["--show", "none"]);
    let gone = listener().local_addr().unwrap();
    let (mut client, told) = ask(&tap, &request(gone));
    assert_eq!(told, 5);
    assert_eq!(client.orderly_rest(), b"");
    let line = tap.program.wait_for_error("cannot reach", PATIENCE);
    assert!(line.ends_with("; the client is told so"), "{line}");
    let (mut client, told) = ask(&tap, &named("no-such-host.invalid", 1));
    assert!([1, 4].contains(&told), "{told}");
    assert_eq!(client.orderly_rest(), b"");
    let (mut client, told) = ask(&tap, b"\x05\x02\0\x01\x7F\0\0\x01\x27\x10");
    assert_eq!(told, 7);
    assert_eq!(client.orderly_rest(), b"");
    tap.program.wait_for_error("(BIND)", PATIENCE);
    for (said, answer, told) in [
        (
            &b"\x04\x01\x27\x10\x7F\0\0\x01\0"[..],
            &b"\0\x5B\0\0\0\0\0\0"[..],
            "SOCKS 4",
        ),
        (
            b"GET http://a/ HTTP/1.1\r\n\r\n",
            b"HTTP/1.1 501 ",
            "-DsocksProxyHost",
        ),
        (b"\xAC\xED\0\x05", b"", "connected directly"),
        (b"\x05\x01\x02", b"\x05\xFF", "logging in"),
    ] {
        let mut client = Peer::connect(tap.address());
        client.send(said);
        assert!(client.orderly_rest().starts_with(answer), "{told}");
        tap.program.wait_for_error(told, PATIENCE);
    }
    let sum = tap.end().stderr.pop().unwrap();
    assert!(sum.starts_with("0 conversations, "), "{sum}");
}

/// The client has port 10000 of this machine compiled in, where nobody listens.
#[test]
fn an_unmodified_client_is_led_to_another_port() {
    let _port = FixedPort::take(10_000);
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let map = format!("*:10000={}", server.address());
    let (tap, options) = Tap::socks(&["--map", &map]);
    let options = options.each_ref().map(String::as_str);
    let printed = tcp_client_with(&options, "hola");
    assert_lines("hola", &printed, &phrase_client("hola", "HOLA"));
    let led = format!("asks for 127.0.0.1:10000, is led to {}", server.address());
    tap.program.wait_for_line(&led, PATIENCE);
    tap.program.wait_for_line(" > String \"hola\"", PATIENCE);
    tap.program.wait_for_line(" < String \"HOLA\"", PATIENCE);
}
