//! The usual accidents: what the first bytes of a wrong stream tell of how it
//! came about, and what to do.

const TO_TEXT: &str = "the bytes were converted to text and back, which loses them: \
                       send them as they are, or in Base64";
const LATIN_TO_UTF8: &str = "the bytes were taken for ISO-8859-1 text and sent as UTF-8: \
                             send them as they are";
const BASE64: &str = "this is Base64: decode it first";
const HEX: &str = "these are hexadecimal digits: decode them first";
const GZIP: &str = "compressed with gzip: decompress it first";
const ZIP: &str = "a ZIP or JAR file: take the stream out of it first";
const HTTP: &str = "an HTTP client or server is at the other end: check address and port";
const TLS: &str = "a TLS handshake: the peer speaks TLS, so take that off first";
const UTF: &str = "a string from DataOutputStream.writeUTF, not an object stream: \
                   read it with DataInput::read_utf";
const HEADERLESS: &str = "an object without the stream header before it: \
                          if that has been read already, use Parser::without_header";
const TEXT: &str = "plain text, not a Java object stream";
const VERSION: &str = "not version 5 of the protocol, the only one there is";

const SECOND_HEADER: &str = "AC begins a stream header: two ObjectOutputStreams write to one \
                             connection; keep one for all that is sent";
const REPLACEMENT: &str = "EF begins EF BF BD, the replacement character: \
                           the bytes were converted to text and back; send them as they are";

/// What is known to begin with these bytes, where a stream header should be.
pub(super) fn of_header(found: [u8; 4]) -> Option<&'static str> {
    Some(match found {
        [0xEF, 0xBF, 0xBD, _] | [0x3F, 0x3F, 0x00, 0x05] => TO_TEXT,
        [0xC2, 0xAC, 0xC3, 0xAD] => LATIN_TO_UTF8,
        [0xAC, 0xED, ..] => VERSION,
        [b'r', b'O', b'0', b'A'] => BASE64,
        [b'a' | b'A', b'c' | b'C', b'e' | b'E', b'd' | b'D'] => HEX,
        [0x1F, 0x8B, ..] => GZIP,
        [b'P', b'K', 0x03, 0x04] => ZIP,
        [0x16, 0x03, ..] => TLS,
        _ if HTTP_BEGINNINGS.contains(&&found) => HTTP,
        _ if found.into_iter().all(is_text) => TEXT,
        [0x00, length, first, second] if length > 1 && is_text(first) && is_text(second) => UTF,
        [0x70..=0x7E, ..] => HEADERLESS,
        _ => return None,
    })
}

/// What is known to begin with this byte, amid a stream.
pub(super) fn of_type_code(found: u8) -> Option<&'static str> {
    match found {
        0xAC => Some(SECOND_HEADER),
        0xEF => Some(REPLACEMENT),
        _ => None,
    }
}

/// What is known to give this number, where a handle should be.
pub(super) fn of_handle(handle: u32) -> Option<&'static str> {
    const EF_BF_BD: u32 = 0x00EF_BFBD;
    let has_replacement = handle >> 8 == EF_BF_BD || handle & 0x00FF_FFFF == EF_BF_BD;
    has_replacement.then_some(TO_TEXT)
}

const HTTP_BEGINNINGS: [&[u8; 4]; 10] = [
    b"GET ", b"POST", b"PUT ", b"HEAD", b"DELE", b"OPTI", b"PATC", b"CONN", b"PRI ", b"HTTP",
];

/// A byte of text in ASCII or UTF-8.
fn is_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..=0xBF | 0xC2..=0xF4)
}
