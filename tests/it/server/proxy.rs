//! Clients behind a load balancer that names them with the PROXY protocol.

use super::server;
use crate::support::PATIENCE;
use crate::support::ends::rust_greeting_server;
use crate::support::peers::{HEADER, Peer, phrase};

const V1: &[u8] = b"PROXY TCP4 192.0.2.7 192.0.2.1 54321 10000\r\n";

/// A header of version 2: for a command, an address family and what follows.
fn v2(command: u8, family: u8, rest: &[u8]) -> Vec<u8> {
    let length = u16::try_from(rest.len()).unwrap().to_be_bytes();
    let signature = b"\r\n\r\n\0\r\nQUIT\n";
    [&signature[..], &[0x20 | command, family], &length, rest].concat()
}

fn ipv4() -> Vec<u8> {
    v2(1, 0x11, b"\xC0\0\x02\x07\xC0\0\x02\x01\xD4\x31\x27\x10")
}

fn ipv6() -> Vec<u8> {
    let source = b"\x20\x01\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x07";
    v2(
        1,
        0x21,
        &[&source[..], source, b"\xD4\x31\x27\x10"].concat(),
    )
}

#[test]
fn clients_are_named_as_the_balancer_names_them() {
    let server = server(&["--proxy-protocol", "-v"]);
    let cases: [(Vec<u8>, &str); 4] = [
        (V1.to_vec(), "192.0.2.7:54321"),
        (ipv4(), "192.0.2.7:54321"),
        (ipv6(), "[2001:db8::7]:54321"),
        (
            b"PROXY TCP6 2001:db8::9 2001:db8::1 54321 10000\r\n".to_vec(),
            "[2001:db8::9]:54321",
        ),
    ];
    for (header, name) in cases {
        for at_a_time in [1000, 1] {
            let mut client = Peer::connect(server.address());
            for piece in [&header[..], &phrase("hola")].concat().chunks(at_a_time) {
                client.send(piece);
            }
            assert_eq!(client.orderly_rest(), phrase("HOLA"), "{name}");
        }
        // The address of the balancer would do for nobody.
        let answered = format!(" INFO {name}: answered");
        server.program.wait_for_error(&answered, PATIENCE);
        let mut bad = Peer::connect(server.address());
        bad.send(&[&header[..], HEADER].concat());
        bad.end();
        bad.rest();
        let warning = format!(" WARN {name}: the peer's data ended inside ");
        server.program.wait_for_error(&warning, PATIENCE);
    }
}

/// A health check of the balancer names nobody.
#[test]
fn the_balancer_itself_may_connect() {
    let server = server(&["--proxy-protocol", "-v"]);
    for header in [
        v2(0, 0, b""),
        v2(0, 0x41, b"abc"),
        v2(0, 0x11, b""),
        b"PROXY UNKNOWN\r\n".to_vec(),
    ] {
        let mut client = Peer::connect(server.address());
        client.send(&[&header[..], &phrase("hola")].concat());
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
        let answered = format!(" INFO {}: answered", client.address());
        server.program.wait_for_error(&answered, PATIENCE);
    }
}

/// A check that only connects is no Java client that waits for a greeting, and who says nothing
/// has no request that takes too long.
#[test]
fn whoever_sends_no_header_is_told_apart() {
    let behind = server(&["--proxy-protocol", "--request-timeout", "0.1"]);
    let mut silent = Peer::connect(behind.address());
    let mut check = Peer::connect(behind.address());
    check.end();
    check.rest();
    let warning = |server: &crate::support::ends::Server, peer: &Peer| {
        let of_peer = format!(" WARN {}: ", peer.address());
        server.program.wait_for_error(&of_peer, PATIENCE)
    };
    let said = warning(&behind, &check);
    assert!(said.contains("looks whether the port is open"), "{said}");
    assert!(!said.contains("server greeting"), "{said}");
    let mut direct = Peer::connect(behind.address());
    direct.send(&phrase("hola"));
    direct.rest();
    let said = warning(&behind, &direct);
    assert!(said.contains("came directly"), "{said}");
    // The clock of the next is that of whoever sends part of a header.
    let mut slow = Peer::connect(behind.address());
    slow.send(&V1[..5]);
    slow.rest();
    silent.send(V1);
    silent.send(&phrase("hola"));
    assert_eq!(silent.orderly_rest(), phrase("HOLA"));

    let directly = server(&[]);
    for header in [V1.to_vec(), ipv4()] {
        let mut client = Peer::connect(directly.address());
        let _ = client.try_send(&header);
        client.rest();
        let said = warning(&directly, &client);
        assert!(said.contains("--proxy-protocol"), "{said}");
    }
}

#[test]
fn a_greeting_waits_for_the_header() {
    let server = rust_greeting_server(&["--listen", "127.0.0.1:0", "--proxy-protocol"]);
    let mut client = Peer::connect(server.address());
    client.send(&V1[..20]);
    client.send(&V1[20..]);
    assert_eq!(client.rest(), b"\0\x05HELLO");
    server
        .program
        .wait_for_line("Client /192.0.2.7is Connected", PATIENCE);
}

#[test]
fn what_is_no_header_is_refused() {
    let server = server(&["--proxy-protocol"]);
    let mut too_long = v2(1, 0x11, &[0; 60_000]);
    too_long.truncate(30_000);
    let mut endless = b"PROXY TCP4 ".to_vec();
    endless.resize(10_000, b'1');
    let cases: [(&str, Vec<u8>); 6] = [
        ("no header", phrase("hola")),
        ("HTTP", b"POST / HTTP/1.1\r\n\r\n".to_vec()),
        ("a long version 2", too_long),
        ("a family of no kind", v2(1, 0x41, b"abc")),
        ("an endless version 1", endless),
        ("no addresses", b"PROXY TCP4 a b c d\r\n".to_vec()),
    ];
    for (name, sent) in cases {
        let mut client = Peer::connect(server.address());
        // The server may close before it has all.
        let _ = client.try_send(&sent);
        assert_eq!(client.rest(), b"", "{name}");
        let warning = format!(
            " WARN {}: expected a header of the PROXY protocol, version 1 or 2, found ",
            client.address()
        );
        server.program.wait_for_error(&warning, PATIENCE);
    }
    let mut cut = Peer::connect(server.address());
    cut.send(&V1[..10]);
    cut.end();
    cut.rest();
    let warning = server
        .program
        .wait_for_error(&format!(" {}: ", cut.address()), PATIENCE);
    assert!(
        warning
            .contains("the peer's data ended inside the header of the PROXY protocol, at byte 10"),
        "{warning}"
    );
}
