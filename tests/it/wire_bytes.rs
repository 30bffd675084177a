//! The Rust programs put the same bytes on the wire as the Java classes.
//!
//! A recorder stands between two ends. Each input crosses it twice: from the
//! Java client to the Rust server, and from the Rust client to the Java server.
//! If the two recordings are equal, the two clients sent the same and so did
//! the two servers. How the bytes are cut into packets is not compared.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use crate::support::ends::{
    GreetingDriver, GreetingsDriver, PhraseDriver, java_greeting_client, java_greeting_server,
    rust_greeting_client, rust_greeting_server, rust_phrase_client, rust_phrase_server,
    start_rust_phrase_client, start_tcp_client, tcp_client, tcp_servidor,
};
use crate::support::library::{self, GreetingLibraryServer};
use crate::support::lines::{first_difference, shortened_bytes};
use crate::support::ports::FixedPort;
use crate::support::program::Program;
use crate::support::recorder::{Recorder, Recording};
use crate::support::texts::{self, Greeting, Phrase};

const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

#[test]
fn phrase_client_and_server_send_the_bytes_of_java() {
    let phrases = texts::typed_phrases();
    let typed: Vec<String> = phrases
        .iter()
        .map(|phrase| phrase.text.to_str().unwrap())
        .collect();

    let port = FixedPort::take(10_000);
    let rust_server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let recorder = Recorder::start(on_every_address(&port), rust_server.address());
    for phrase in &typed {
        tcp_client(phrase);
    }
    let with_tcp_client = recorder.finish();

    let java_server = tcp_servidor(&port);
    let recorder = Recorder::start(ANY_PORT, java_server.address());
    let address = recorder.address().to_string();
    for phrase in &typed {
        rust_phrase_client(&["--connect", &address], phrase);
    }
    let with_tcp_servidor = recorder.finish();

    assert_eq!(with_tcp_client.len(), phrases.len());
    assert_eq!(with_tcp_servidor.len(), phrases.len());
    for ((phrase, java_client), java_server) in
        phrases.iter().zip(&with_tcp_client).zip(&with_tcp_servidor)
    {
        assert_client_bytes(phrase.name, java_client, java_server);
        assert_server_bytes(phrase.name, java_client, java_server);
    }
}

#[test]
fn phrases_that_cannot_be_typed_are_the_bytes_of_java() {
    let phrases = texts::untyped_phrases();
    let record = |server: SocketAddr, converse: &mut dyn FnMut(SocketAddr, &Phrase)| {
        let recorder = Recorder::start(ANY_PORT, server);
        for phrase in &phrases {
            converse(recorder.address(), phrase);
        }
        let recordings = recorder.finish();
        assert_eq!(recordings.len(), phrases.len());
        recordings
    };

    let port = FixedPort::take(10_000);
    let java_server = tcp_servidor(&port);
    let rust_server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let mut driver = PhraseDriver::start();
    let mut java_client = |server, phrase: &Phrase| driver.converse(server, phrase);
    let with_java_client = record(rust_server.address(), &mut java_client);
    let with_java_server = record(java_server.address(), &mut library::send_phrase);
    for ((phrase, java_client), java_server) in
        phrases.iter().zip(&with_java_client).zip(&with_java_server)
    {
        assert_client_bytes(phrase.name, java_client, java_server);
        assert_server_bytes(phrase.name, java_client, java_server);
    }
}

#[test]
fn phrase_client_without_a_phrase_says_what_java_says() {
    let port = FixedPort::take(10_000);
    let listener = TcpListener::bind(on_every_address(&port)).unwrap();
    let java = said_without_a_phrase(&listener, start_tcp_client());
    drop(listener);

    let listener = TcpListener::bind(ANY_PORT).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let rust = start_rust_phrase_client(&["--connect", &address]);
    assert_eq!(said_without_a_phrase(&listener, rust), java);
}

#[test]
fn greeting_client_and_server_send_the_bytes_of_java() {
    let port = FixedPort::take(6666);
    let java_server = java_greeting_server(&port);
    let as_published = record_rust_greeting_client(java_server.address());
    drop(java_server);

    let mut java_server = GreetingsDriver::start(None);
    let mut driver = GreetingDriver::start();
    for (at, greeting) in texts::greetings().iter().enumerate() {
        let with_java_server = record_greeting(&mut java_server, greeting);
        let message = greeting.text.to_str().unwrap();
        let rust_server = rust_greeting_server(&["--listen", "127.0.0.1:0", "--message", &message]);
        let recorder = Recorder::start(on_every_address(&port), rust_server.address());
        java_greeting_client();
        driver.converse((Ipv4Addr::LOCALHOST, port.number()).into(), greeting);
        let with_java_client = recorder.finish();

        assert_eq!(with_java_client.len(), 2);
        for java_client in &with_java_client {
            assert_client_bytes(greeting.name, java_client, &with_java_server);
            assert_server_bytes(greeting.name, java_client, &with_java_server);
        }
        if at == 0 {
            assert_eq!(
                as_published, with_java_server,
                "our driver is not as Server"
            );
        }
    }
}

#[test]
fn greetings_of_the_library_are_the_bytes_of_java() {
    let mut java_server = GreetingsDriver::start(None);
    for greeting in texts::greetings_of_programs() {
        let java = record_greeting(&mut java_server, &greeting);
        let listener = TcpListener::bind(ANY_PORT).unwrap();
        let rust_server = GreetingLibraryServer::start(listener, &greeting);
        let rust = record_rust_greeting_client(rust_server.address);
        assert_server_bytes(greeting.name, &rust, &java);
    }
}

/// What passes between the Java server of any greeting and the Rust client.
fn record_greeting(server: &mut GreetingsDriver, greeting: &Greeting) -> Recording {
    server.greet(&greeting.text);
    let recording = record_rust_greeting_client((Ipv4Addr::LOCALHOST, server.port).into());
    assert_eq!(server.outcome(), "sent");
    recording
}

fn record_rust_greeting_client(server: SocketAddr) -> Recording {
    let recorder = Recorder::start(ANY_PORT, server);
    rust_greeting_client(&["--connect", &recorder.address().to_string()]);
    let mut recordings = recorder.finish();
    assert_eq!(recordings.len(), 1);
    recordings.remove(0)
}

/// Where the Java clients look for the port: each on an address of its own choice.
fn on_every_address(port: &FixedPort) -> SocketAddr {
    (Ipv4Addr::UNSPECIFIED, port.number()).into()
}

/// All that the client prints and sends when its input ends without a line.
fn said_without_a_phrase(listener: &TcpListener, client: Program) -> (Vec<String>, Vec<u8>) {
    let ended = client.end();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    // A client that has ended has connected, or never will.
    listener.set_nonblocking(true).unwrap();
    let (mut connection, _) = listener
        .accept()
        .unwrap_or_else(|error| panic!("it did not connect: {error}\n{ended:?}"));
    connection.set_nonblocking(false).unwrap();
    let mut sent = Vec::new();
    connection.read_to_end(&mut sent).unwrap();
    (ended.stdout, sent)
}

fn assert_client_bytes(input: &str, java_client: &Recording, rust_client: &Recording) {
    assert_unbroken(input, java_client, rust_client);
    let what = format!("{input}: the Rust client's bytes");
    assert_bytes(&what, &rust_client.to_server, &java_client.to_server);
}

fn assert_server_bytes(input: &str, rust_server: &Recording, java_server: &Recording) {
    assert_unbroken(input, rust_server, java_server);
    let what = format!("{input}: the Rust server's bytes");
    assert_bytes(&what, &rust_server.to_client, &java_server.to_client);
}

fn assert_unbroken(input: &str, one: &Recording, other: &Recording) {
    assert!(
        one.broken.is_empty() && other.broken.is_empty(),
        "{input}: {one:?} {other:?}"
    );
}

fn assert_bytes(what: &str, rust: &[u8], java: &[u8]) {
    if let Some(at) = first_difference(rust, java) {
        let after = |bytes: &[u8]| shortened_bytes(bytes.get(at..).unwrap_or_default());
        panic!(
            "{what} differ from Java's from byte {at} on\n  Rust: {}\n  Java: {}",
            after(rust),
            after(java)
        );
    }
}
