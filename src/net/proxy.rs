//! The header of the PROXY protocol, with which a load balancer names the client.

use std::net::SocketAddr;

use ppp::{HeaderResult, PartialResult, v1, v2};

use crate::error::{Error, ErrorKind, Result};

/// The longest header accepted: the addresses, and what else version 2 may add.
const LONGEST: usize = 4096;

/// The first byte of version 2. Version 1 begins with `PROXY`.
const SIGNATURE_2: u8 = b'\r';

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
    let Some(first) = input.first() else {
        return Ok(None);
    };
    if *first != SIGNATURE_2 && *first != b'P' {
        return Err(refused("something else".to_owned()));
    }
    let header = HeaderResult::parse(input);
    if header.is_incomplete() && input.len() < LONGEST {
        return Ok(None);
    }
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
