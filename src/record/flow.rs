//! One conversation in a recording.

use core::net::SocketAddr;

use super::packet::{self, Kind, Packet};
use crate::conversation::{Side, Stamp};

/// How much of what one end said may stand in a recording before the other acknowledges it: little
/// enough that readers take it for a conversation in good health.
const UNACKNOWLEDGED: u32 = 1 << 20;

/// From how many bytes of notes on no more are kept for the first packet.
const NOTES: usize = 65_536;

/// One conversation in a recording. Each call appends whole blocks of pcapng to `out`.
///
/// Sequence numbers add up and wrap as TCP's do, checksums are right, and each read of a socket is a
/// packet, or several where it is longer than a packet can be. Times that go backwards are written
/// as the last one; those of a file are in order if those of its conversations are handed over so.
#[derive(Debug)]
pub struct Flow {
    client: End,
    server: End,
    last: Stamp,
    /// Notes from before the conversation, for its first packet.
    notes: Vec<String>,
    begun: bool,
    /// Told apart from the window before, or a note looked like an acknowledgement sent twice.
    noted: u16,
}

/// What one end has said by now.
#[derive(Debug)]
struct End {
    address: SocketAddr,
    /// The number of the next byte.
    next: u32,
    /// The number up to which the other end has acknowledged.
    acknowledged: u32,
    /// It has said all, or broken off.
    over: bool,
    broken: bool,
}

impl Flow {
    /// Returns the conversation between these two, as it were without anybody between them.
    ///
    /// Addresses of IPv4 that are written as such of IPv6 are taken for what they are; if one alone
    /// is of IPv6, both are written as such.
    #[must_use]
    pub fn new(client: SocketAddr, server: SocketAddr) -> Self {
        Flow {
            client: End::new(client),
            server: End::new(server),
            last: Stamp::default(),
            notes: Vec::new(),
            begun: false,
            noted: 0,
        }
    }

    /// Writes that the client has reached the server: SYN, SYN/ACK, ACK. Once, and first of all.
    pub fn opened(&mut self, at: Stamp, out: &mut Vec<u8>) {
        if self.begin(at) {
            self.write(Side::Client, Kind::Syn, at, &[], out);
            self.write(Side::Server, Kind::SynAck, at, &[], out);
            self.write(Side::Client, Kind::Ack, at, &[], out);
        }
    }

    /// Writes that the server has refused the client: SYN, RST. Once, and first of all.
    pub fn refused(&mut self, at: Stamp, out: &mut Vec<u8>) {
        if self.begin(at) {
            // Who refuses has no numbers.
            self.server.start(0);
            self.write(Side::Client, Kind::Syn, at, &[], out);
            self.reset(Side::Server, at, out);
            self.client.over = true;
        }
    }

    /// Writes what one end said. Nothing is written of an end that has said that it ended.
    pub fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8], out: &mut Vec<u8>) {
        if self.end(from).over {
            return;
        }
        let longest = packet::longest(self.client.address, self.server.address);
        for piece in bytes.chunks(longest) {
            self.write(from, Kind::Data, at, piece, out);
            let end = self.end(from);
            if end.next.wrapping_sub(end.acknowledged) >= UNACKNOWLEDGED {
                self.write(from.other(), Kind::Ack, at, &[], out);
            }
        }
    }

    /// Writes that one end has said all: FIN.
    pub fn ended(&mut self, from: Side, at: Stamp, out: &mut Vec<u8>) {
        if !self.end(from).over {
            self.write(from, Kind::Fin, at, &[], out);
            self.end_mut(from).over = true;
        }
    }

    /// Writes that one end has broken the conversation off: RST.
    pub fn reset(&mut self, from: Side, at: Stamp, out: &mut Vec<u8>) {
        if !self.end(from).broken {
            self.write(from, Kind::Rst, at, &[], out);
            let end = self.end_mut(from);
            end.over = true;
            end.broken = true;
        }
    }

    /// Writes what TCP cannot say, as a comment on a packet: `javawire: ` and the text, of which as
    /// much as fits into 65,535 bytes. What comes before the conversation stands at its first packet.
    pub fn note(&mut self, at: Stamp, text: &str, out: &mut Vec<u8>) {
        let held: usize = self.notes.iter().map(String::len).sum();
        if held >= NOTES {
            return;
        }
        self.notes.push(text.to_owned());
        if self.begun {
            // 65,533 and 65,534 in turn: others have 65,535.
            self.noted = self.noted.wrapping_add(1) & 1;
            let window = u16::MAX.wrapping_sub(1).wrapping_sub(self.noted);
            self.write(Side::Client, Kind::Note { window }, at, &[], out);
        }
    }

    /// Begins the conversation, if it has not begun. Its numbers depend on the time, so that another
    /// one between the same ports has others.
    fn begin(&mut self, at: Stamp) -> bool {
        if self.begun {
            return false;
        }
        #[expect(clippy::cast_possible_truncation, reason = "any 32 bits will do")]
        let first = at
            .nanos()
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(32) as u32;
        self.client.start(first);
        self.server.start(first.rotate_left(16));
        true
    }

    fn write(&mut self, from: Side, kind: Kind, at: Stamp, bytes: &[u8], out: &mut Vec<u8>) {
        self.begun = true;
        self.last = self.last.max(at);
        let (end, other) = (self.end(from), self.end(from.other()));
        let packet = Packet {
            from: end.address,
            to: other.address,
            sequence: end.next,
            acknowledged: other.next,
            kind,
        };
        packet.append(self.last, bytes, &self.notes, out);
        self.notes.clear();
        let takes = match kind {
            Kind::Syn | Kind::SynAck | Kind::Fin => 1,
            _ => u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        };
        let end = self.end_mut(from);
        end.next = end.next.wrapping_add(takes);
        if kind != Kind::Syn {
            let other = self.end_mut(from.other());
            other.acknowledged = other.next;
        }
    }

    fn end(&self, side: Side) -> &End {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }

    fn end_mut(&mut self, side: Side) -> &mut End {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }
}

impl End {
    fn new(address: SocketAddr) -> Self {
        End {
            address: SocketAddr::new(address.ip().to_canonical(), address.port()),
            next: 0,
            acknowledged: 0,
            over: false,
            broken: false,
        }
    }

    fn start(&mut self, at: u32) {
        self.next = at;
        self.acknowledged = at;
    }
}
