//! Many clients at once, and clients that are odd but right.

use std::thread;

use super::{CONVERSED, converse, half_a_client, server};
use crate::support::PATIENCE;
use crate::support::ends::{rust_greeting_server, rust_phrase_server, tcp_client};
use crate::support::lines::{self, assert_lines};
use crate::support::peers::{HEADER, Peer, phrase, string};
use crate::support::ports::FixedPort;

#[test]
fn silent_clients_delay_nobody() {
    let server = server(&[]);
    let mut silent = Peer::connect(server.address());
    let mut half_way = half_a_client(server.address());
    converse(server.address());

    // They were not forgotten either.
    half_way.send(b"la");
    assert_eq!(half_way.rest(), phrase("HOLA"));
    silent.send(&phrase("hola"));
    assert_eq!(silent.rest(), phrase("HOLA"));
    let mut printed = vec![format!(
        "Servidor iniciado y escuchando por el puerto {}",
        server.port
    )];
    printed.extend(CONVERSED.repeat(3).into_iter().map(str::to_owned));
    server.must_have_printed(&printed);
}

#[test]
fn silent_clients_delay_no_greeting() {
    let server = rust_greeting_server(&["--listen", "127.0.0.1:0"]);
    let _silent: Vec<Peer> = (0..20).map(|_| Peer::connect(server.address())).collect();
    assert_eq!(Peer::connect(server.address()).rest(), b"\0\x05HELLO");
    server.must_have_greeted(21);
}

#[test]
fn tcp_client_is_answered_beside_100_silent_ones() {
    let _port = FixedPort::take(10_000);
    let server = rust_phrase_server(&["-v"]);
    let silent: Vec<Peer> = (0..100).map(|_| Peer::connect(server.address())).collect();
    for client in &silent {
        let connected = format!(" {}: connected", client.address());
        server.program.wait_for_error(&connected, PATIENCE);
    }

    let printed = tcp_client("hola");

    assert_lines("TCPClient", &printed, &lines::phrase_client("hola", "HOLA"));
    drop(silent);
}

#[test]
fn odd_but_right_clients_are_answered() {
    let server = server(&[]);
    let longer = "a".repeat(70_000);
    let cases: [(&str, Vec<u8>, Vec<u8>); 8] = [
        (
            "TC_RESET before the object",
            [HEADER, b"\x79", &string("hola")].concat(),
            phrase("HOLA"),
        ),
        (
            "many TC_RESET before the object",
            [HEADER, &[0x79; 1000], &string("hola")].concat(),
            phrase("HOLA"),
        ),
        (
            "TC_LONGSTRING of 4 bytes",
            [HEADER, b"\x7C\0\0\0\0\0\0\0\x04hola"].concat(),
            phrase("HOLA"),
        ),
        (
            "TC_LONGSTRING of nothing",
            [HEADER, b"\x7C\0\0\0\0\0\0\0\0"].concat(),
            phrase(""),
        ),
        (
            "TC_LONGSTRING of 70,000 bytes",
            phrase(&longer),
            phrase(&longer.to_uppercase()),
        ),
        (
            "two strings in one go",
            [phrase("hola"), string("adiós")].concat(),
            phrase("HOLA"),
        ),
        (
            "garbage behind the string",
            [phrase("hola"), vec![0xFF; 100]].concat(),
            phrase("HOLA"),
        ),
        (
            "overlong forms and a raw zero",
            [HEADER, b"\x74\0\x06\xC1\xA1\0\xE0\x81\xA1"].concat(),
            [HEADER, b"\x74\0\x04A\xC0\x80A"].concat(),
        ),
    ];
    for (name, sent, answer) in cases {
        for at_a_time in [sent.len(), 1, 1021] {
            if sent.len() > 10_000 && at_a_time == 1 {
                continue;
            }
            let mut client = Peer::connect(server.address());
            for piece in sent.chunks(at_a_time) {
                client.send(piece);
            }
            let received = client.orderly_rest();
            assert_eq!(received, answer, "{name}, {at_a_time} bytes at a time");
        }
    }
    let ended = server.program.stop();
    assert_lines("stderr", &ended.stderr, &[]);
}

#[test]
fn lines_of_concurrent_conversations_stay_whole() {
    const CLIENTS: usize = 8;
    const TURNS: usize = 25;

    let server = server(&[]);
    let address = server.address();
    let text = |client: usize, turn: usize| format!("cliente {client} vez {turn} ").repeat(200);
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                for turn in 0..TURNS {
                    let mut peer = Peer::connect(address);
                    peer.send(&phrase(&text(client, turn)));
                    let answer = phrase(&text(client, turn).to_uppercase());
                    assert!(peer.rest() == answer, "client {client}, turn {turn}");
                }
            });
        }
    });

    server
        .program
        .wait_for_lines(1 + 3 * CLIENTS * TURNS, PATIENCE);
    let printed = server.program.stop().stdout;
    // The three lines of one conversation go out together.
    let mut conversations: Vec<&[String]> = printed[1..].chunks(3).collect();
    let mut expected: Vec<[String; 3]> = (0..CLIENTS)
        .flat_map(|client| (0..TURNS).map(move |turn| (client, turn)))
        .map(|(client, turn)| {
            let phrase = text(client, turn);
            let upper = phrase.to_uppercase();
            [
                format!("La frase recibida es: {phrase}"),
                format!("El servidor devuelve la frase: {upper}"),
                CONVERSED[2].to_owned(),
            ]
        })
        .collect();
    conversations.sort();
    expected.sort();
    assert_lines(
        "all conversations",
        &conversations.concat(),
        &expected.concat(),
    );
}

/// TCPServidor prints, and goes on; so does ours, with a warning.
#[test]
fn a_client_that_does_not_wait_for_its_answer_is_served_all_the_same() {
    let server = server(&[]);
    for _ in 0..20 {
        let mut client = Peer::connect(server.address());
        client.send(&phrase("hola"));
        client.reset();
    }
    converse(server.address());
    // Elsewhere the reset may overtake the phrase.
    let served = if cfg!(target_os = "linux") { 21 } else { 1 };
    server.program.wait_for_lines(1 + 3 * served, PATIENCE);
}
