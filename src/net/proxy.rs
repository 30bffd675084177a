//! The header of the PROXY protocol, with which a load balancer names the client.

use std::net::SocketAddr;

use ppp::{v1, v2};

use crate::codes::STREAM_HEADER;
use crate::error::{Error, ErrorKind, Result};

/// The longest header of version 2 accepted: the addresses, and what else it may add.
const LONGEST: usize = 4096;

/// "A 107-byte buffer is always enough to store all the line", says its specification of version 1.
const LONGEST_LINE: usize = 107;

const LINE: &[u8] = b"PROXY ";
const UNKNOWN: &[u8] = b"PROXY UNKNOWN";
const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";

/// What stands before the addresses in version 2: signature, command, family, length.
const FRONT: usize = 16;

/// `LOCAL` of version 2: the balancer itself has connected. "The receiver must accept this
/// connection as valid and must use the real connection endpoints and discard the protocol block
/// including the family which is ignored."
const LOCAL: u8 = 0x20;

/// Returns the client that the header at the front of `input` names, and the
/// header's length; `None` if more bytes are needed.
///
/// A header may name no client: that of a health check, or of something other than TCP.
///
/// # Errors
///
/// [`ErrorKind::NotA`] if `input` begins with something else, or with a header
/// over 4096 bytes.
pub(crate) fn parse(input: &[u8]) -> Result<Option<(Option<SocketAddr>, usize)>> {
    let Some(header) = whole(input)? else {
        return Ok(None);
    };
    let client = if header.starts_with(LINE) {
        of_version_1(header)
    } else {
        of_version_2(header)
    };
    Ok(Some((client?, header.len())))
}

fn of_version_1(header: &[u8]) -> Result<Option<SocketAddr>> {
    // "the receiver must ignore anything presented before the CRLF"
    let of_nobody = header.strip_prefix(UNKNOWN);
    if of_nobody.is_some_and(|rest| rest.starts_with(b" ") || rest == b"\r\n") {
        return Ok(None);
    }
    match v1::Header::try_from(header).map(|header| header.addresses) {
        Ok(v1::Addresses::Tcp4(of)) => Ok(Some((of.source_address, of.source_port).into())),
        Ok(v1::Addresses::Tcp6(of)) => Ok(Some((of.source_address, of.source_port).into())),
        Ok(v1::Addresses::Unknown) => Ok(None),
        Err(_) => {
            let line = String::from_utf8_lossy(header);
            Err(refused(format!(
                "one of version 1 that is not PROXY, TCP4 or TCP6, two addresses of that kind and \
                 two ports: {}",
                line.trim_end()
            )))
        }
    }
}

fn of_version_2(header: &[u8]) -> Result<Option<SocketAddr>> {
    if header.get(SIGNATURE.len()) == Some(&LOCAL) {
        return Ok(None);
    }
    if let Some(&command) = header.get(SIGNATURE.len())
        && command >> 4 != 2
    {
        return Err(refused(format!("one of version {}", command >> 4)));
    }
    match v2::Header::try_from(header).map(|header| header.addresses) {
        Ok(v2::Addresses::IPv4(of)) => Ok(Some((of.source_address, of.source_port).into())),
        Ok(v2::Addresses::IPv6(of)) => Ok(Some((of.source_address, of.source_port).into())),
        Ok(v2::Addresses::Unspecified | v2::Addresses::Unix(_)) => Ok(None),
        Err(error) => Err(refused(format!("one of version 2: {error}"))),
    }
}

/// Returns the header at the front of `input` if all of it has come. The parser is given no
/// part of one: not every part is incomplete to it.
fn whole(input: &[u8]) -> Result<Option<&[u8]>> {
    let begins = |what: &[u8]| what.iter().zip(input).all(|(a, b)| a == b);
    if begins(LINE) {
        let line = input.get(..LONGEST_LINE).unwrap_or(input);
        return match line.windows(2).position(|end| end == b"\r\n") {
            Some(at) => Ok(line.get(..at.saturating_add(2))),
            None if line.len() < LONGEST_LINE => Ok(None),
            None => Err(refused(format!(
                "one of version 1 without an end in {LONGEST_LINE} bytes"
            ))),
        };
    }
    if !begins(SIGNATURE) {
        let begins_stream = STREAM_HEADER.iter().zip(input).all(|(a, b)| a == b);
        let found = if begins_stream {
            "an object stream: this client came directly, past the load balancer"
        } else {
            "something else"
        };
        return Err(refused(found.to_owned()));
    }
    let Some(&[high, low]) = input.get(FRONT.saturating_sub(2)..FRONT) else {
        return Ok(None);
    };
    let length = FRONT.saturating_add(usize::from(u16::from_be_bytes([high, low])));
    if length > LONGEST {
        return Err(refused(format!(
            "one of version 2 of {length} bytes, more than {LONGEST}"
        )));
    }
    Ok(input.get(..length))
}

/// The error of a connection that ended before its header did.
pub(crate) fn abandoned(unread: usize) -> Error {
    let kind = ErrorKind::UnexpectedEnd {
        reading: "the header of the PROXY protocol",
    };
    Error::new(u64::try_from(unread).unwrap_or(u64::MAX), kind)
}

fn refused(found: String) -> Error {
    let kind = ErrorKind::NotA {
        expected: "a header of the PROXY protocol, version 1 or 2",
        found,
    };
    Error::new(0, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version_2(command: u8, family: u8, length: u8) -> Vec<u8> {
        let front = [command, family, 0, length];
        [SIGNATURE, &front, &vec![7; length.into()]].concat()
    }

    #[test]
    fn local_is_accepted_with_any_family() {
        for family in 0..=0xFF {
            for length in [0, 1, 12, 36, 255] {
                let header = version_2(0x20, family, length);
                assert_eq!(parse(&header).unwrap(), Some((None, header.len())));
            }
        }
    }

    #[test]
    fn errors_name_the_version() {
        for (header, version) in [
            (version_2(0x22, 0x11, 12), "version 2: Invalid command 2"),
            (version_2(0x31, 0x11, 12), "found one of version 3, at"),
            (
                version_2(0x21, 0x41, 12),
                "version 2: Invalid Address Family",
            ),
            (version_2(0x21, 0x13, 12), "version 2: Invalid protocol 3"),
            (version_2(0x21, 0x21, 12), "version 2: Header length of 12"),
            (
                b"PROXY TCP4 a b c d\r\n".to_vec(),
                "two ports: PROXY TCP4 a b c d, at",
            ),
        ] {
            let error = parse(&header).unwrap_err().to_string();
            assert!(error.contains(version), "{error}");
            assert!(error.ends_with(", at byte 0"), "{error}");
        }
    }

    /// Nothing after the word is looked at, not even whether it is text.
    #[test]
    fn unknown_may_be_followed_by_anything() {
        for line in [
            &b"PROXY UNKNOWN\r\n"[..],
            b"PROXY UNKNOWN \xFF\r\n",
            b"PROXY UNKNOWN a\r\n",
        ] {
            assert_eq!(parse(line).unwrap(), Some((None, line.len())));
        }
        assert!(parse(b"PROXY UNKNOWNS\r\n").is_err());
    }

    #[test]
    fn a_stream_without_a_header_is_told_from_garbage() {
        for (input, is_stream) in [
            (&b"\xAC"[..], true),
            (b"\xAC\xED\0\x05t", true),
            (b"GET ", false),
        ] {
            let error = parse(input).unwrap_err().to_string();
            assert_eq!(error.contains("an object stream"), is_stream, "{error}");
        }
    }

    #[test]
    fn no_part_of_a_header_is_taken_for_one() {
        let version_2 = [
            SIGNATURE,
            b"\x21\x11\0\x0C\xC0\0\x02\x07\xC0\0\x02\x01\xD4\x31\x27\x10",
        ]
        .concat();
        let headers: [&[u8]; 3] = [
            b"PROXY TCP4 192.0.2.7 192.0.2.1 54321 10000\r\n",
            b"PROXY UNKNOWN\r\n",
            &version_2,
        ];
        for header in headers {
            for cut in 0..header.len() {
                assert!(matches!(parse(&header[..cut]), Ok(None)), "{cut}");
            }
            let more = [header, b"more"].concat();
            for input in [header, &more] {
                let (client, length) = parse(input).unwrap().unwrap();
                assert_eq!(length, header.len());
                let unknown = header.len() == 15;
                let named = Some("192.0.2.7:54321".parse().unwrap());
                assert_eq!(client, if unknown { None } else { named });
            }
        }
    }
}
