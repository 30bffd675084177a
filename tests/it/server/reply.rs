//! The answer arrives, whatever the client sends besides its phrase.

use std::thread;

use super::{CONVERSED, converse, server};
use crate::support::PATIENCE;
use crate::support::peers::{Peer, phrase};

/// More than the buffers of a connection hold.
const MORE: usize = 8 << 20;

#[test]
fn the_answer_arrives_though_8_mb_more_were_sent_before_it_was_read() {
    let server = server(&[]);
    for text in ["hola".to_owned(), "a".repeat(8 << 20)] {
        let mut client = Peer::connect(server.address());
        client.send(&[phrase(&text), vec![0x70; MORE]].concat());
        client.end();
        let length = text.len();
        assert!(
            client.orderly_rest() == phrase(&text.to_uppercase()),
            "{length} bytes"
        );
    }
}

/// The server has ended what it sends, and closes; then comes the rest.
#[test]
fn the_answer_arrives_though_8_mb_more_are_sent_after_it() {
    let server = server(&[]);
    let mut client = Peer::connect(server.address());
    client.send(&phrase("hola"));
    server.program.wait_for_line(CONVERSED[2], PATIENCE);
    client.send(&vec![0x70; MORE]);
    client.end();
    assert_eq!(client.orderly_rest(), phrase("HOLA"));
}

/// Who never stops sending is not listened to for ever.
#[test]
fn a_client_that_sends_for_ever_is_cut_off() {
    let server = server(&[]);
    let mut client = Peer::connect(server.address());
    client.send(&phrase("hola"));
    let piece = vec![0x70; 1 << 20];
    let pieces = (0..1000).take_while(|_| client.try_send(&piece).is_ok());
    let sent = pieces.count();
    assert!((8..200).contains(&sent), "{sent} MiB");
    converse(server.address());
}

/// Nor is who never leaves waited for: the conversation ends by itself.
#[test]
fn a_client_that_keeps_its_connection_is_closed() {
    let server = server(&["--grace", "600"]);
    let mut clients: Vec<Peer> = (0..4)
        .map(|_| {
            let mut client = Peer::connect(server.address());
            client.send(&phrase("hola"));
            assert_eq!(client.orderly_rest(), phrase("HOLA"));
            client
        })
        .collect();
    // Each sends on until the connection is gone; no write waits for an answer.
    thread::scope(|scope| {
        for client in &mut clients {
            scope.spawn(|| while client.try_send(b"p").is_ok() {});
        }
    });
    converse(server.address());
}
