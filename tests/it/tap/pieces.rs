//! All bytes arrive, in any pieces, both ways at once.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;

use sha2::{Digest as _, Sha256};

use crate::support::peers::{Peer, listener};
use crate::support::tap::Tap;
use crate::support::tries_all;

/// How many bytes go each way.
fn amount() -> u64 {
    if tries_all() { 1 << 30 } else { 64 << 20 }
}

#[test]
fn all_bytes_arrive_both_ways_at_once() {
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &[]);
    let [there, back] = pass(&server, &tap, amount());
    assert_eq!(there.0, there.1);
    assert_eq!(back.0, back.1);
    let ended = tap.end();
    let sum = ended.stderr.last().unwrap();
    let amount = amount();
    assert!(
        sum.contains(&format!("{amount} bytes there, {amount} back")),
        "{sum}"
    );
}

/// The digests of what was sent and of what came.
type Digests = (Vec<u8>, Vec<u8>);

/// Has both ends say so much at once, in awkward pieces. Returns the digests of each way: from the
/// client, and from the server.
pub(super) fn pass(server: &std::net::TcpListener, tap: &Tap, amount: u64) -> [Digests; 2] {
    let client = Peer::connect(tap.address()).into_stream();
    let one = Peer::accept(server).into_stream();
    thread::scope(|scope| {
        let client_says = scope.spawn(|| say(&client, amount, 1));
        let server_says = scope.spawn(|| say(&one, amount, 2));
        let server_hears = scope.spawn(|| hear(&one, 3));
        let client_hears = scope.spawn(|| hear(&client, 4));
        [
            (client_says.join().unwrap(), server_hears.join().unwrap()),
            (server_says.join().unwrap(), client_hears.join().unwrap()),
        ]
    })
}

/// Says random bytes in random pieces, then ends. Returns their digest.
fn say(mut stream: &TcpStream, amount: u64, seed: u64) -> Vec<u8> {
    let (mut random, mut digest) = (Random(seed), Sha256::new());
    let mut bytes = vec![0; 200_000];
    let mut left = amount;
    while left > 0 {
        let count = random
            .piece(bytes.len())
            .min(usize::try_from(left).unwrap());
        let piece = &mut bytes[..count];
        for chunk in piece.chunks_mut(8) {
            let word = random.next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        digest.update(&*piece);
        stream.write_all(piece).unwrap();
        left -= count as u64;
    }
    stream.shutdown(Shutdown::Write).unwrap();
    digest.finalize().to_vec()
}

/// Hears all that comes until its end, in random pieces. Returns its digest.
fn hear(mut stream: &TcpStream, seed: u64) -> Vec<u8> {
    let (mut random, mut digest) = (Random(seed), Sha256::new());
    let mut bytes = vec![0; 200_000];
    loop {
        let room = random.piece(bytes.len());
        match stream.read(&mut bytes[..room]).unwrap() {
            0 => return digest.finalize().to_vec(),
            count => digest.update(&bytes[..count]),
        }
    }
}

/// The xorshift generator of 64 bits.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a size from one byte on, small ones as often as large ones.
    pub(super) fn piece(&mut self, most: usize) -> usize {
        let bits = self.next() % 18;
        let size = usize::try_from(self.next() % (1 << bits)).unwrap();
        (size + 1).min(most)
    }
}
