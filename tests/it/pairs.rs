//! The eight pairs: both conversations, each end in Java and in Rust.
//!
//! The pairs of two Java programs are the controls: they prove the lines that
//! all pairs must print, on both sides, for every text that the pair can carry.
//!
//! - `tapped`: the same with a tap between them

#[cfg(unix)]
mod tapped;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

use javawire::net::address::listen_everywhere;

use crate::support::PATIENCE;
use crate::support::ends::{
    Answer, AnswerDriver, GreetingDriver, GreetingsDriver, PhraseDriver, Server,
    java_greeting_client, java_greeting_server, rust_greeting_client, rust_greeting_server,
    rust_greeting_server_refused, rust_phrase_client, rust_phrase_server, tcp_client, tcp_servidor,
};
use crate::support::java::java_version;
use crate::support::library::{self, GreetingLibraryServer};
use crate::support::lines::{self, assert_lines};
use crate::support::ports::FixedPort;
use crate::support::texts::{self, Phrase, Text};

#[test]
fn phrase_java_to_java() {
    let port = FixedPort::take(10_000);
    let mut driver = PhraseDriver::start();
    phrases(tcp_servidor(&port), tcp_client, |server, phrase| {
        driver.converse(server, phrase);
    });
    answers_no_server_gives(&port, tcp_client);
}

#[test]
fn phrase_java_to_rust() {
    let _port = FixedPort::take(10_000);
    let mut driver = PhraseDriver::start();
    let server = rust_phrase_server(&[]);
    phrases(server, tcp_client, |server, phrase| {
        driver.converse(server, phrase);
    });
}

#[test]
fn phrase_rust_to_java() {
    let port = FixedPort::take(10_000);
    let client = |phrase: &str| rust_phrase_client(&[], phrase);
    phrases(tcp_servidor(&port), client, library::send_phrase);
    answers_no_server_gives(&port, client);
}

#[test]
fn phrase_rust_to_rust() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let address = server.address().to_string();
    let client = |phrase: &str| rust_phrase_client(&["--connect", &address], phrase);
    phrases(server, client, library::send_phrase);
}

#[test]
fn greeting_java_to_java() {
    let port = FixedPort::take(6666);
    hello(java_greeting_server(&port), java_greeting_client, true);
    greetings_of_java(&port, java_greeting_client);
}

#[test]
fn greeting_java_to_rust() {
    let port = FixedPort::take(6666);
    hello(rust_greeting_server(&[]), java_greeting_client, true);
    greetings_of_rust(&[], |_| java_greeting_client(), true);
    greetings_of_the_library(
        || listen_everywhere(port.number()),
        |_| java_greeting_client(),
    );
}

#[test]
fn greeting_rust_to_java() {
    let port = FixedPort::take(6666);
    hello(
        java_greeting_server(&port),
        || rust_greeting_client(&[]),
        true,
    );
    greetings_of_java(&port, || rust_greeting_client(&[]));
}

#[test]
fn greeting_rust_to_rust() {
    let listen = ["--listen", "127.0.0.1:0"];
    let client = |address: &str| rust_greeting_client(&["--connect", address]);
    let server = rust_greeting_server(&listen);
    let address = server.address().to_string();
    hello(server, || client(&address), false);
    greetings_of_rust(&listen, client, false);
    greetings_of_the_library(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), client);
}

#[test]
fn greeting_too_long_is_refused_for_javas_reason() {
    let greeting = texts::too_long_a_greeting();

    let mut java = GreetingsDriver::start(None);
    java.greet(&greeting.text);
    let client = TcpStream::connect((Ipv4Addr::LOCALHOST, java.port)).unwrap();
    let reason = java.outcome();
    drop(client);
    assert!(reason.ends_with(" too long: 65536 bytes"), "{reason}");

    let message = greeting.text.to_str().unwrap();
    let refused = rust_greeting_server_refused(&["--listen", "127.0.0.1:0", "--message", &message]);
    // What cannot be sent is a mistake of whoever started the server, as is any wrong option.
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert_eq!(refused.stdout, [""; 0]);
    let error = &refused.stderr[0];
    // Before Java 17 the reason does not quote the string.
    let quoted = "encoded string (€€€€€€€€...€€€€€€€a) too long: 65536 bytes";
    assert!(error.contains(quoted), "{error}");
    if java_version() >= 17 {
        assert_eq!(reason, quoted);
    }
}

/// Every phrase: what a keyboard can carry through `client`, and the rest
/// through `untyped`. One server serves them all, one after the other.
fn phrases(
    server: Server,
    client: impl Fn(&str) -> Vec<String>,
    mut untyped: impl FnMut(SocketAddr, &Phrase),
) {
    let mut served = 0;
    // A server of many clients at once may print the end of one conversation
    // when the next has begun.
    let mut wait_until_served = || {
        served += 1;
        server
            .program
            .wait_for_times(served, lines::PHRASE_SERVED, PATIENCE);
    };
    let mut phrases = texts::typed_phrases();
    for Phrase { name, text, upper } in &phrases {
        let printed = client(&text.to_str().unwrap());
        assert_lines(
            name,
            &printed,
            &lines::phrase_client(&text.printed(), &upper.printed()),
        );
        wait_until_served();
    }
    for phrase in texts::untyped_phrases() {
        untyped(server.address(), &phrase);
        wait_until_served();
        phrases.push(phrase);
    }
    let expected = lines::phrase_server(server.port, &phrases);
    server.must_have_printed(&expected);
}

/// What a client prints when the answer is null or no text at all.
fn answers_no_server_gives(port: &FixedPort, client: impl Fn(&str) -> Vec<String>) {
    let mut server = AnswerDriver::start(Some(port));
    let sent = Text {
        units: "hola".encode_utf16().collect(),
    };
    server.answer(&Answer::Null);
    assert_lines(
        "null",
        &client("hola"),
        &lines::phrase_client("hola", "null"),
    );
    server.must_have_received(&sent);
    for Phrase { name, upper, .. } in texts::untyped_phrases() {
        server.answer(&Answer::Text(&upper));
        assert_lines(
            name,
            &client("hola"),
            &lines::phrase_client("hola", &upper.printed()),
        );
        server.must_have_received(&sent);
    }
}

/// The greeting as published, twice from one server, and to a client that shows each character.
fn hello(server: Server, client: impl Fn() -> Vec<String>, and_to_java: bool) {
    let hello = &texts::greetings()[0];
    for _ in 0..2 {
        assert_lines(hello.name, &client(), &lines::greeting_client(hello));
    }
    if and_to_java {
        GreetingDriver::start().converse(server.address(), hello);
    }
    server.must_have_greeted(if and_to_java { 3 } else { 2 });
}

/// Every greeting that Java can give.
fn greetings_of_java(port: &FixedPort, client: impl Fn() -> Vec<String>) {
    let mut server = GreetingsDriver::start(Some(port));
    let greetings = [texts::greetings(), texts::greetings_of_programs()].concat();
    for greeting in greetings {
        server.greet(&greeting.text);
        assert_lines(greeting.name, &client(), &lines::greeting_client(&greeting));
        assert_eq!(server.outcome(), "sent");
    }
}

/// Every greeting that our command line can carry, each from a server of its own.
fn greetings_of_rust(listen: &[&str], client: impl Fn(&str) -> Vec<String>, and_to_java: bool) {
    let mut java = and_to_java.then(GreetingDriver::start);
    for greeting in texts::greetings() {
        let message = greeting.text.to_str().unwrap();
        let server = rust_greeting_server(&[listen, &["--message", &message]].concat());
        let printed = client(&server.address().to_string());
        assert_lines(greeting.name, &printed, &lines::greeting_client(&greeting));
        if let Some(java) = &mut java {
            java.converse(server.address(), &greeting);
        }
        server.must_have_greeted(if and_to_java { 2 } else { 1 });
    }
}

/// Every greeting that no command line can carry, to a client that prints it
/// and, because a lone surrogate is printed as `?`, to one that shows each character.
fn greetings_of_the_library(
    listen: impl Fn() -> io::Result<TcpListener>,
    client: impl Fn(&str) -> Vec<String>,
) {
    let mut java = GreetingDriver::start();
    for greeting in texts::greetings_of_programs() {
        let server = GreetingLibraryServer::start(listen().unwrap(), &greeting);
        let address = (Ipv4Addr::LOCALHOST, server.address.port()).into();
        java.converse(address, &greeting);
        let printed = client(&address.to_string());
        assert_lines(greeting.name, &printed, &lines::greeting_client(&greeting));
    }
}
