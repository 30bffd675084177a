//! Whether bytes are objects without a header.

use crate::codes::{TC_ENUM, TC_NULL};
use crate::parser::{Parsed, Parser};

/// What these bytes are as objects without a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Perhaps {
    Whole,
    /// They break off inside one.
    Cut,
    No,
}

/// Whether this is a stream without its header, as far as it goes.
pub(super) fn is_perhaps_stream(head: &[u8]) -> bool {
    perhaps_stream(head) != Perhaps::No
}

pub(super) fn perhaps_stream(head: &[u8]) -> Perhaps {
    if !head
        .first()
        .is_some_and(|first| (TC_NULL..=TC_ENUM).contains(first))
    {
        return Perhaps::No;
    }
    // A null and a class descriptor, it seems, and no name of a class.
    if head.starts_with(b"private ") {
        return Perhaps::No;
    }
    let (mut parser, mut rest) = (Parser::without_header(), head);
    loop {
        match parser.parse(rest, false) {
            Ok(Parsed::Event { consumed, .. }) => {
                rest = rest.get(consumed..).unwrap_or_default();
            }
            Ok(Parsed::NeedMore { .. }) if rest.is_empty() && parser.is_at_top_level() => {
                return Perhaps::Whole;
            }
            Ok(_) => return Perhaps::Cut,
            Err(_) => return Perhaps::No,
        }
    }
}
