//! The pairs with a tap between them: they print what they print without. A Java client knows one
//! port alone, so the tap has that, or the client is led to it by SOCKS.

use super::{hello, phrases};
use crate::support::ends::{
    PhraseDriver, Server, java_greeting_client, java_greeting_client_with, java_greeting_server,
    rust_greeting_client, rust_greeting_server, rust_phrase_client, rust_phrase_server, tcp_client,
    tcp_client_with, tcp_servidor,
};
use crate::support::library;
use crate::support::ports::FixedPort;
use crate::support::tap::Tap;

const ANYWHERE: [&str; 2] = ["--listen", "127.0.0.1:0"];

/// A tap on the port that the Java client knows.
fn tap_on(port: &FixedPort, server: &Server) -> Tap {
    let (listen, connect) = (format!(":{}", port.number()), server.address().to_string());
    Tap::with(&["--listen", &listen, "--connect", &connect])
}

#[test]
fn phrase_java_to_java_socks() {
    let port = FixedPort::take(10_000);
    let (tap, options) = Tap::socks(&[]);
    let options = options.each_ref().map(String::as_str);
    let mut driver = PhraseDriver::start();
    let client = |phrase: &str| tcp_client_with(&options, phrase);
    phrases(tcp_servidor(&port), client, |server, phrase| {
        driver.converse(server, phrase);
    });
    must_have_shown(tap, "String \"");
}

#[test]
fn phrase_java_to_rust_socks() {
    let _port = FixedPort::take(10_000);
    let server = rust_phrase_server(&ANYWHERE);
    let map = format!("localhost:10000={}", server.address());
    let (tap, options) = Tap::socks(&["--map", &map]);
    let options = options.each_ref().map(String::as_str);
    let client = |phrase: &str| tcp_client_with(&options, phrase);
    phrases(server, client, library::send_phrase);
    must_have_shown(tap, "String \"");
}

#[test]
fn phrase_java_to_rust_tap() {
    let port = FixedPort::take(10_000);
    let server = rust_phrase_server(&ANYWHERE);
    let tap = tap_on(&port, &server);
    let mut driver = PhraseDriver::start();
    let address = tap.address().port();
    phrases(server, tcp_client, |_, phrase| {
        driver.converse(([127, 0, 0, 1], address).into(), phrase);
    });
    must_have_shown(tap, "String \"");
}

#[test]
fn phrase_rust_to_java_tap() {
    let port = FixedPort::take(10_000);
    let server = tcp_servidor(&port);
    let tap = Tap::start(server.address(), &[]);
    let address = tap.address();
    let client = |phrase: &str| rust_phrase_client(&["--connect", &address.to_string()], phrase);
    phrases(server, client, |_, phrase| {
        library::send_phrase(address, phrase);
    });
    must_have_shown(tap, "String \"");
}

#[test]
fn phrase_rust_to_rust_tap() {
    let server = rust_phrase_server(&ANYWHERE);
    let tap = Tap::start(server.address(), &[]);
    let address = tap.address();
    let client = |phrase: &str| rust_phrase_client(&["--connect", &address.to_string()], phrase);
    phrases(server, client, |_, phrase| {
        library::send_phrase(address, phrase);
    });
    must_have_shown(tap, "String \"");
}

#[test]
fn greeting_java_to_java_socks() {
    let port = FixedPort::take(6666);
    let server = java_greeting_server(&port);
    let (tap, options) = Tap::socks(&[]);
    let options = options.each_ref().map(String::as_str);
    hello(server, || java_greeting_client_with(&options), true);
    must_have_shown(tap, "writeUTF \"HELLO\"");
}

#[test]
fn greeting_java_to_rust_socks() {
    let _port = FixedPort::take(6666);
    let server = rust_greeting_server(&ANYWHERE);
    let map = format!("*:6666={}", server.address());
    let (tap, options) = Tap::socks(&["--map", &map]);
    let options = options.each_ref().map(String::as_str);
    hello(server, || java_greeting_client_with(&options), true);
    must_have_shown(tap, "writeUTF \"HELLO\"");
}

#[test]
fn greeting_java_to_rust_tap() {
    let port = FixedPort::take(6666);
    let server = rust_greeting_server(&ANYWHERE);
    let tap = tap_on(&port, &server);
    hello(server, java_greeting_client, true);
    must_have_shown(tap, "writeUTF \"HELLO\"");
}

#[test]
fn greeting_rust_to_java_tap() {
    let port = FixedPort::take(6666);
    let server = java_greeting_server(&port);
    let tap = Tap::start(server.address(), &[]);
    let address = tap.address().to_string();
    hello(
        server,
        || rust_greeting_client(&["--connect", &address]),
        true,
    );
    must_have_shown(tap, "writeUTF \"HELLO\"");
}

#[test]
fn greeting_rust_to_rust_tap() {
    let server = rust_greeting_server(&ANYWHERE);
    let tap = Tap::start(server.address(), &[]);
    let address = tap.address().to_string();
    hello(
        server,
        || rust_greeting_client(&["--connect", &address]),
        false,
    );
    must_have_shown(tap, "writeUTF \"HELLO\"");
}

/// A tap that nothing went through would prove nothing.
#[track_caller]
fn must_have_shown(tap: Tap, what: &str) {
    let ended = tap.end();
    let shown = ended.stdout.iter().filter(|line| line.contains(what));
    assert!(shown.count() >= 2, "{ended:?}");
    assert!(
        !ended.stderr.iter().any(|line| line.contains(" WARN ")),
        "{ended:?}"
    );
}
