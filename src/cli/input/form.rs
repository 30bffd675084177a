//! The form in which bytes come: as they are, or as a text.

use clap::ValueEnum;
use javawire::conversation::Side;
use javawire::inspect::capture::{Form, Found, detect};

/// The form that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum From {
    /// A text or something compressed if it is that without doubt, else bytes
    Auto,
    /// Bytes as they are
    Binary,
    /// Hexadecimal digits, or a listing of xxd, hexdump -C, od -t x1, Wireshark, tcpdump -X …
    Hex,
    /// Base64, with any line breaks
    Base64,
    /// A list of numbers, signed or not: an array of C or Java
    Numbers,
    /// A string with escapes, such as \xac, \254 or \u00ac
    Escaped,
    /// Percent-encoded, as in URLs
    Percent,
    /// Compressed with gzip
    Gzip,
    /// Compressed with zlib
    Zlib,
    /// Of a capture of packets, what clients said
    Client,
    /// Of a capture of packets, what servers said
    Server,
}

impl From {
    /// Returns the form itself, and the side of a capture that was asked for in its place.
    pub(super) fn apart(self) -> (Self, Option<Side>) {
        match self {
            From::Client => (From::Auto, Some(Side::Client)),
            From::Server => (From::Auto, Some(Side::Server)),
            form => (form, None),
        }
    }

    /// Returns the form of what begins like this; `None` while the next bytes may decide.
    pub(super) fn found(self, beginning: &[u8], ended: bool) -> Option<Found> {
        let form = match self {
            From::Auto | From::Client | From::Server => return detect(beginning, ended),
            From::Binary => return Some(Found::default()),
            From::Hex => Form::Hex,
            From::Base64 => Form::Base64,
            From::Numbers => Form::Numbers,
            From::Escaped => Form::Escaped,
            From::Percent => Form::Percent,
            From::Gzip => Form::Gzip,
            From::Zlib => Form::Zlib,
        };
        Found::named(form, beginning, ended)
    }
}

/// What messages call a form, and the option that asks for it.
pub(super) fn called(form: Form) -> Option<(&'static str, &'static str)> {
    Some(match form {
        Form::Hex | Form::Listing => ("hexadecimal digits", "--from hex"),
        Form::Base64 => ("Base64", "--from base64"),
        Form::Numbers => ("a list of numbers", "--from numbers"),
        Form::Escaped => ("a string with escapes", "--from escaped"),
        Form::Percent => ("percent-encoded", "--from percent"),
        _ => return None,
    })
}
