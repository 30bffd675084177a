//! What bad clients do. Nothing of it is asserted: what counts is that good ones do not notice.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use super::half;
use crate::support::peers::{HEADER, Peer, phrase};

pub(crate) type Fault = fn(SocketAddr, &mut Random);

/// All of them, by name.
pub(crate) const FAULTS: [(&str, Fault); 11] = [
    ("cut off anywhere", cut),
    ("reset anywhere", reset),
    ("reset while answered", reset_while_answered),
    ("garbage", garbage),
    ("another class", another_class),
    ("too long a phrase", too_long),
    ("slow", slow),
    ("silent until closed", silent),
    ("half a string until closed", half_until_closed),
    ("reads no answer", reads_nothing),
    ("a hundred at once", many),
];

/// Numbers that are the same in each run: xorshift.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// Connects, or does without: a full queue is no failure of these.
fn with(server: SocketAddr, fault: impl FnOnce(Peer)) {
    if let Ok(client) = Peer::try_connect(server) {
        fault(client);
    }
}

fn part(random: &mut Random) -> Vec<u8> {
    let mut sent = phrase(&"hola ".repeat(random.below(2_000)));
    sent.truncate(random.below(sent.len()));
    sent
}

fn cut(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        let _ = client.try_send(&part(random));
        client.end();
        client.rest();
    });
}

fn reset(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        let _ = client.try_send(&part(random));
        client.reset();
    });
}

fn reset_while_answered(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        let _ = client.try_send(&phrase(&"hola ".repeat(random.below(20_000))));
        client.reset();
    });
}

fn garbage(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        let bytes: Vec<u8> = (0..random.below(5_000))
            .map(|_| random.below(256) as u8)
            .collect();
        let header: &[u8] = if random.below(2) == 0 { HEADER } else { b"" };
        let _ = client.try_send(&[header, &bytes].concat());
        client.end();
        client.rest();
    });
}

fn another_class(server: SocketAddr, _: &mut Random) {
    with(server, |mut client| {
        let class = b"\x73\x72\0\x03a.A\0\0\0\0\0\0\0\x01\x02\0\0\x78\x70";
        let _ = client.try_send(&[HEADER, class].concat());
        client.rest();
    });
}

fn too_long(server: SocketAddr, _: &mut Random) {
    with(server, |mut client| {
        // The server closes before it has all.
        let _ = client.try_send(&phrase(&"a".repeat(300_000)));
        client.rest();
    });
}

fn slow(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        for byte in half("hola que tal").chunks(1) {
            let _ = client.try_send(byte);
            thread::sleep(Duration::from_millis(random.below(20) as u64));
        }
    });
}

fn silent(server: SocketAddr, _: &mut Random) {
    with(server, |mut client| {
        client.rest();
    });
}

fn half_until_closed(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        let _ = client.try_send(&half(&"hola ".repeat(1 + random.below(10_000))));
        client.rest();
    });
}

fn reads_nothing(server: SocketAddr, random: &mut Random) {
    with(server, |mut client| {
        let _ = client.try_send(&phrase(&"a".repeat(250_000)));
        thread::sleep(Duration::from_millis(random.below(500) as u64));
    });
}

fn many(server: SocketAddr, random: &mut Random) {
    let clients: Vec<Peer> = (0..100)
        .filter_map(|_| Peer::try_connect(server).ok())
        .collect();
    for mut client in clients {
        let _ = client.try_send(&part(random));
    }
}
