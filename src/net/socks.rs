//! SOCKS 5, with which a client says where it wants to go: RFC 1928's CONNECT without
//! authentication. Bytes in, bytes out.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::inspect::visible;

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const NO_ACCEPTABLE_METHOD: u8 = 0xFF;

const CONNECT: u8 = 1;
const BIND: u8 = 2;
const UDP_ASSOCIATE: u8 = 3;

const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

/// How much of what is not SOCKS is told of.
const MOST_SHOWN: usize = 16;

/// Where a client wants to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    At(SocketAddr),
    Named(String, u16),
}

/// As the client said it.
impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Destination::At(address) => address.fmt(f),
            Destination::Named(name, port) => write!(f, "{name}:{port}"),
        }
    }
}

/// How far a client has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Methods,
    Request,
}

/// What is to be done next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// More bytes are needed.
    More,
    /// This answer is to be sent; so many bytes are dealt with.
    Answer(usize, [u8; 2]),
    /// The client has said where to, in so many bytes. It waits for a [`Reply`].
    Connect(usize, Destination),
}

/// Why a client is turned away: what it is answered, and what a person should know.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) answer: Vec<u8>,
    pub(crate) reason: String,
}

/// How an attempt to connect went, in the words of RFC 1928, section 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Succeeded = 0,
    GeneralFailure = 1,
    NetworkUnreachable = 3,
    HostUnreachable = 4,
    ConnectionRefused = 5,
    CommandNotSupported = 7,
    AddressTypeNotSupported = 8,
}

impl Reply {
    /// Returns the reply as it is sent. `bound` is "the server bound address".
    pub(crate) fn bytes(self, bound: SocketAddr) -> Vec<u8> {
        let mut bytes = vec![VERSION, self as u8, 0];
        match bound.ip().to_canonical() {
            IpAddr::V4(ip) => {
                bytes.push(IPV4);
                bytes.extend_from_slice(&ip.octets());
            }
            IpAddr::V6(ip) => {
                bytes.push(IPV6);
                bytes.extend_from_slice(&ip.octets());
            }
        }
        bytes.extend_from_slice(&bound.port().to_be_bytes());
        bytes
    }

    /// Returns the reply to a request of which nothing came.
    pub(crate) fn of_failure(self) -> Vec<u8> {
        self.bytes((Ipv4Addr::UNSPECIFIED, 0).into())
    }
}

/// The server's side of what is said before the conversation.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    state: State,
}

impl Handshake {
    /// Returns what to do about `input`, which begins with what was not dealt with before.
    pub(crate) fn next(&mut self, input: &[u8]) -> Result<Step, Refusal> {
        match self.state {
            State::Methods => self.methods(input),
            State::Request => request(input),
        }
    }

    /// "The client connects to the server, and sends a version identifier/method selection
    /// message".
    fn methods(&mut self, input: &[u8]) -> Result<Step, Refusal> {
        match input.first() {
            None => return Ok(Step::More),
            Some(&VERSION) => {}
            Some(_) => return Err(of_no_socks_5(input)),
        }
        let Some(&count) = input.get(1) else {
            return Ok(Step::More);
        };
        let length = usize::from(count).saturating_add(2);
        let Some(methods) = input.get(2..length) else {
            return Ok(Step::More);
        };
        if !methods.contains(&NO_AUTHENTICATION) {
            return Err(Refusal {
                answer: vec![VERSION, NO_ACCEPTABLE_METHOD],
                reason: "the client insists on logging in, and nobody can log in here: take its \
                         user name and password for SOCKS away"
                    .to_owned(),
            });
        }
        self.state = State::Request;
        Ok(Step::Answer(length, [VERSION, NO_AUTHENTICATION]))
    }
}

/// "the client sends the request details": section 4.
fn request(input: &[u8]) -> Result<Step, Refusal> {
    let Some(&[version, command, _reserved, kind]) = input.get(..4) else {
        return Ok(Step::More);
    };
    if version != VERSION {
        return Err(Refusal {
            answer: Reply::GeneralFailure.of_failure(),
            reason: format!("its request is of SOCKS version {version}, and not of 5 as before"),
        });
    }
    if let Some(what) = match command {
        CONNECT => None,
        BIND => Some("to wait for a connection (BIND)".to_owned()),
        UDP_ASSOCIATE => Some("to pass on UDP (UDP ASSOCIATE)".to_owned()),
        other => Some(format!("something unknown (command {other})")),
    } {
        return Err(Refusal {
            answer: Reply::CommandNotSupported.of_failure(),
            reason: format!("it asks {what}: only connections to a server pass here (CONNECT)"),
        });
    }
    let rest = input.get(4..).unwrap_or_default();
    let (length, address) = match kind {
        IPV4 => (4, rest.first_chunk::<4>().map(|ip| Host::At((*ip).into()))),
        IPV6 => (
            16,
            rest.first_chunk::<16>().map(|ip| Host::At((*ip).into())),
        ),
        NAME => {
            let Some((&length, rest)) = rest.split_first() else {
                return Ok(Step::More);
            };
            let name = rest.get(..length.into());
            (usize::from(length).saturating_add(1), name.map(Host::Named))
        }
        other => {
            return Err(Refusal {
                answer: Reply::AddressTypeNotSupported.of_failure(),
                reason: format!("it names its server by an address of the unknown type {other}"),
            });
        }
    };
    let port = rest.get(length..).and_then(<[u8]>::first_chunk::<2>);
    let (Some(address), Some(port)) = (address, port) else {
        return Ok(Step::More);
    };
    let port = u16::from_be_bytes(*port);
    let destination = match address {
        Host::At(ip) => Destination::At((ip, port).into()),
        Host::Named(name) => named(name, port)?,
    };
    Ok(Step::Connect(length.saturating_add(6), destination))
}

/// How a request names its server.
enum Host<'a> {
    At(IpAddr),
    Named(&'a [u8]),
}

fn named(name: &[u8], port: u16) -> Result<Destination, Refusal> {
    match std::str::from_utf8(name) {
        Ok(name) if !name.is_empty() && !name.contains(char::is_control) => Ok(
            // Some spell addresses as names.
            match name.parse::<IpAddr>() {
                Ok(ip) => Destination::At((ip, port).into()),
                Err(_) => Destination::Named(name.to_owned(), port),
            },
        ),
        _ => Err(Refusal {
            answer: Reply::GeneralFailure.of_failure(),
            reason: format!("it names a server that has no such name: {}", shown(name)),
        }),
    }
}

/// What speaks something else is told so in its own language, where that is known.
fn of_no_socks_5(input: &[u8]) -> Refusal {
    match input {
        [4, ..] => Refusal {
            // "request rejected or failed", in that protocol.
            answer: vec![0, 91, 0, 0, 0, 0, 0, 0],
            reason: "it speaks SOCKS 4, and SOCKS 5 is spoken here: take -DsocksProxyVersion=4 \
                     away, or what else asks for the old version"
                .to_owned(),
        },
        [b'A'..=b'Z', ..] => Refusal {
            answer: b"HTTP/1.1 501 This is a SOCKS 5 proxy, not one for HTTP\r\n\
                      Connection: close\r\nContent-Length: 0\r\n\r\n"
                .to_vec(),
            reason: format!(
                "it speaks HTTP, and SOCKS 5 is spoken here ({}): a JVM is led here by \
                 -DsocksProxyHost and -DsocksProxyPort, not by those of http or https",
                shown(input)
            ),
        },
        [0xAC, ..] => Refusal {
            answer: Vec::new(),
            reason: "it sends an object stream at once, without saying where to: it was connected \
                     directly; a JVM is led here by -DsocksProxyHost and -DsocksProxyPort"
                .to_owned(),
        },
        _ => Refusal {
            answer: Vec::new(),
            reason: format!("it does not speak SOCKS 5 ({})", shown(input)),
        },
    }
}

/// Returns the front of what came, fit for a terminal.
fn shown(input: &[u8]) -> String {
    let front = input.get(..MOST_SHOWN).unwrap_or(input);
    let text = String::from_utf8_lossy(front);
    format!("{:?}", visible(&text))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;

    /// What a JVM sends: both methods, then the address.
    const OF_JAVA: [&[u8]; 2] = [b"\x05\x02\0\x02", b"\x05\x01\0\x01\x7F\0\0\x01\x27\x10"];

    /// Feeds all of it in pieces of this size; returns what was answered and the destination.
    fn shake(input: &[u8], piece: usize) -> Result<(Vec<u8>, Option<Destination>), Refusal> {
        let (mut handshake, mut answered) = (Handshake::default(), Vec::new());
        let mut unread = Vec::new();
        for piece in input.chunks(piece) {
            unread.extend_from_slice(piece);
            loop {
                match handshake.next(&unread)? {
                    Step::More => break,
                    Step::Answer(count, answer) => {
                        unread.drain(..count);
                        answered.extend_from_slice(&answer);
                    }
                    Step::Connect(count, destination) => {
                        assert_eq!(count, unread.len());
                        return Ok((answered, Some(destination)));
                    }
                }
            }
        }
        Ok((answered, None))
    }

    #[test]
    fn destinations_are_read_in_any_pieces() {
        let name = [&b"\x05\x01\0\x03\x0A"[..], b"db.example", b"\x27\x10"].concat();
        let v6 = [
            &b"\x05\x01\0\x04"[..],
            &Ipv6Addr::LOCALHOST.octets(),
            b"\x1A\x0A",
        ]
        .concat();
        let literal = [&b"\x05\x01\0\x03\x09"[..], b"127.0.0.1", b"\x27\x10"].concat();
        for (request, destination) in [
            (
                OF_JAVA[1].to_vec(),
                Destination::At("127.0.0.1:10000".parse().unwrap()),
            ),
            (name, Destination::Named("db.example".to_owned(), 10_000)),
            (v6, Destination::At("[::1]:6666".parse().unwrap())),
            (literal, Destination::At("127.0.0.1:10000".parse().unwrap())),
        ] {
            let input = [OF_JAVA[0], &request].concat();
            for piece in [1, 2, 3, input.len()] {
                let (answered, found) = shake(&input, piece).unwrap();
                assert_eq!(answered, [5, 0]);
                assert_eq!(found.as_ref(), Some(&destination), "{piece}");
            }
            for cut in 0..input.len() {
                assert_eq!(shake(&input[..cut], 4096).unwrap().1, None, "{cut}");
            }
        }
    }

    #[test]
    fn refusals_say_what_to_do() {
        let asks = |command: u8, kind: u8| {
            [OF_JAVA[0], &[5, command, 0, kind], b"\x7F\0\0\x01\x27\x10"].concat()
        };
        for (input, answer, reason) in [
            (
                b"\x04\x01\x27\x10\x7F\0\0\x01\0".to_vec(),
                &[0, 91][..],
                "SOCKS 4",
            ),
            (
                b"CONNECT a:1 HTTP/1.1\r\n".to_vec(),
                b"HTTP/1.1 501",
                "HTTP",
            ),
            (b"\xAC\xED\0\x05".to_vec(), b"", "-DsocksProxyHost"),
            (b"\x01\x01".to_vec(), b"", "does not speak"),
            (b"\x05\x01\x02".to_vec(), &[5, 0xFF], "logging in"),
            (asks(2, 1), &[5, 7], "(BIND)"),
            (asks(3, 1), &[5, 7], "(UDP ASSOCIATE)"),
            (asks(9, 1), &[5, 7], "command 9"),
            (asks(1, 2), &[5, 8], "unknown type 2"),
            (
                [OF_JAVA[0], b"\x05\x01\0\x03\0\0\0"].concat(),
                &[5, 1],
                "no such name",
            ),
            (
                [OF_JAVA[0], b"\x05\x01\0\x03\x02a\x1B\0\0"].concat(),
                &[5, 1],
                "no such name",
            ),
        ] {
            let refusal = shake(&input, input.len()).unwrap_err();
            assert!(refusal.answer.starts_with(answer), "{refusal:?}");
            assert!(refusal.reason.contains(reason), "{refusal:?}");
            assert!(!refusal.reason.contains(char::is_control), "{refusal:?}");
        }
    }

    #[test]
    fn replies_name_the_bound_address() {
        assert_eq!(
            Reply::Succeeded.bytes("[::ffff:192.0.2.7]:10000".parse().unwrap()),
            b"\x05\0\0\x01\xC0\0\x02\x07\x27\x10"
        );
        let v6 = Reply::Succeeded.bytes("[::1]:1".parse().unwrap());
        assert_eq!(v6.len(), 22);
        assert_eq!(Reply::ConnectionRefused.of_failure()[..4], [5, 5, 0, 1]);
    }
}
