//! Where a server listens, and how it spells the addresses of its clients.

use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, TcpListener};
use std::process::Command;

use crate::support::PATIENCE;
use crate::support::ends::{
    Server, java_greeting_server, rust_greeting_server, rust_phrase_server,
};
use crate::support::javawire;
use crate::support::lines::assert_lines;
use crate::support::peers::{Peer, listener};
use crate::support::ports::FixedPort;
use crate::support::process::say;
use crate::support::program::{Ended, Program};

#[test]
fn clients_of_every_address_are_spelt_as_java_spells_them() {
    let port = FixedPort::take(6666);
    let addresses = own_addresses();
    let java = greet_all(java_greeting_server(&port), &addresses);
    let rust = greet_all(rust_greeting_server(&[]), &addresses);
    assert_lines("addresses", &rust, &java);

    // What is compared is what is meant.
    assert_eq!(java[0], "Client /127.0.0.1is Connected");
    if addresses
        .iter()
        .any(|address| address.ip() == Ipv6Addr::LOCALHOST)
    {
        assert_eq!(java[1], "Client /0:0:0:0:0:0:0:1is Connected");
    }
}

#[test]
fn phrase_clients_of_both_families_are_served() {
    let _port = FixedPort::take(10_000);
    let server = rust_phrase_server(&[]);
    for mut address in own_addresses() {
        address.set_port(server.port);
        super::converse(address);
    }
}

#[test]
fn a_port_alone_is_one_of_all_addresses() {
    for listen in ["0", ":0"] {
        let server = rust_phrase_server(&["--listen", listen]);
        for mut address in own_addresses() {
            address.set_port(server.port);
            super::converse(address);
        }
    }
}

#[test]
fn a_listener_on_one_address_takes_clients_of_that_address_alone() {
    let server = super::server(&[]);
    super::converse(server.address());
    let elsewhere = SocketAddr::from((Ipv6Addr::LOCALHOST, server.port));
    assert!(Peer::try_connect(elsewhere).is_err());
}

#[test]
fn a_taken_port_is_named_with_the_reason() {
    let taken = listener();
    let address = taken.local_addr().unwrap().to_string();
    for conversation in ["phrase", "greeting"] {
        let refused = run(&["server", conversation, "--listen", &address]);
        assert_refused(&refused, &format!("javawire: cannot listen on {address}: "));
    }
}

#[test]
fn a_taken_default_port_is_named_with_the_reason() {
    for (conversation, number) in [("phrase", 10_000), ("greeting", 6666)] {
        let _port = FixedPort::take(number);
        let _taken = TcpListener::bind((Ipv4Addr::UNSPECIFIED, number)).unwrap();
        let refused = run(&["server", conversation]);
        let reason = format!("javawire: cannot listen on port {number}: ");
        assert_refused(&refused, &reason);
    }
}

#[test]
fn an_address_of_another_machine_is_named_with_the_reason() {
    // TEST-NET-1, RFC 5737: nobody's.
    let refused = run(&["server", "phrase", "--listen", "203.0.113.1:10000"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let [line] = &refused.stderr[..] else {
        panic!("one line: {refused:?}")
    };
    assert!(
        line.starts_with("javawire: cannot listen on 203.0.113.1:10000: "),
        "{line}"
    );
}

/// Java's `BindException` has the same words.
#[track_caller]
fn assert_refused(refused: &Ended, reason: &str) {
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert_lines("stdout", &refused.stdout, &[]);
    let [line] = &refused.stderr[..] else {
        panic!("one line: {refused:?}")
    };
    assert!(line.starts_with(reason), "{line}");
    if cfg!(unix) {
        assert!(line.contains("Address already in use"), "{line}");
    }
}

fn run(arguments: &[&str]) -> Ended {
    let mut command = Command::new(javawire());
    command.args(arguments);
    Program::start("javawire", command).end()
}

/// Returns what a greeting server prints of a client of each address in turn.
fn greet_all(server: Server, addresses: &[SocketAddr]) -> Vec<String> {
    for (at, address) in addresses.iter().enumerate() {
        assert_eq!(Peer::connect(*address).rest(), b"\0\x05HELLO", "{address}");
        server.program.wait_for_lines(2 + 2 * (at + 1), PATIENCE);
    }
    let mut lines = server.program.stop().stdout;
    lines.retain(|line| line.starts_with("Client "));
    lines
}

/// Returns the addresses by which this machine's programs reach port 6666 of it.
fn own_addresses() -> Vec<SocketAddr> {
    let mut addresses = vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 6666))];
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
        addresses.push((Ipv6Addr::LOCALHOST, 6666).into());
    } else {
        say("a client of ::1, as this machine has no IPv6");
    }
    let (global, local): (Vec<_>, Vec<_>) = interfaces()
        .into_iter()
        .partition(|address| address.scope_id() == 0);
    if local.is_empty() {
        say("a client of a link-local address, as none is known of this machine");
    }
    addresses.extend(global.into_iter().chain(local).map(SocketAddr::V6));
    addresses
}

/// The IPv6 addresses of this machine, the link-local ones with their scope. Linux lists them.
fn interfaces() -> Vec<SocketAddrV6> {
    let table = fs::read_to_string("/proc/net/if_inet6").unwrap_or_default();
    let address = |line: &str| {
        let mut fields = line.split_whitespace();
        let address = Ipv6Addr::from(u128::from_str_radix(fields.next()?, 16).ok()?);
        let scope = u32::from_str_radix(fields.next()?, 16).ok()?;
        let scope = if address.is_unicast_link_local() {
            scope
        } else {
            0
        };
        (!address.is_loopback()).then(|| SocketAddrV6::new(address, 6666, 0, scope))
    };
    table.lines().filter_map(address).collect()
}
