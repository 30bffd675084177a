//! The header of the PROXY protocol, with which a load balancer names the client.

use std::net::SocketAddr;

use ppp::{HeaderResult, v1, v2};

use crate::error::{Error, ErrorKind, Result};

/// The longest header of version 2 accepted: the addresses, and what else it may add.
const LONGEST: usize = 4096;

/// "A 107-byte buffer is always enough to store all the line", says its specification of version 1.
const LONGEST_LINE: usize = 107;

const LINE: &[u8] = b"PROXY ";
const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";

/// What stands before the addresses in version 2: signature, command, family, length.
const FRONT: usize = 16;

/// Returns the client that the header at the front of `input` names, and the
/// header's length; `None` if more bytes are needed.
///
/// A header may name no client: that of a health check, or of something else than TCP.
///
/// # Errors
///
/// [`ErrorKind::NotA`] if `input` begins with something else, or with a header
/// over 4096 bytes.
pub(crate) fn parse(input: &[u8]) -> Result<Option<(Option<SocketAddr>, usize)>> {
    let Some(header) = whole(input)? else {
        return Ok(None);
    };
    let header = HeaderResult::parse(header);
    match header {
        HeaderResult::V1(Ok(header)) => {
            let client = match header.addresses {
                v1::Addresses::Tcp4(of) => Some((of.source_address, of.source_port).into()),
                v1::Addresses::Tcp6(of) => Some((of.source_address, of.source_port).into()),
                v1::Addresses::Unknown => None,
            };
            Ok(Some((client, header.header.len())))
        }
        HeaderResult::V2(Ok(header)) => {
            let client = match header.addresses {
                _ if header.command == v2::Command::Local => None,
                v2::Addresses::IPv4(of) => Some((of.source_address, of.source_port).into()),
                v2::Addresses::IPv6(of) => Some((of.source_address, of.source_port).into()),
                v2::Addresses::Unspecified | v2::Addresses::Unix(_) => None,
            };
            Ok(Some((client, header.len())))
        }
        HeaderResult::V1(Err(error)) => Err(refused(error.to_string())),
        HeaderResult::V2(Err(error)) => Err(refused(error.to_string())),
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
            None => Err(refused("a line without an end".to_owned())),
        };
    }
    if !begins(SIGNATURE) {
        return Err(refused("something else".to_owned()));
    }
    let Some(&[high, low]) = input.get(FRONT.saturating_sub(2)..FRONT) else {
        return Ok(None);
    };
    let length = FRONT.saturating_add(usize::from(u16::from_be_bytes([high, low])));
    if length > LONGEST {
        return Err(refused(format!("one of {length} bytes")));
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
