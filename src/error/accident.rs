//! The usual accidents: what the first bytes of a wrong stream tell of how it
//! came about, and what to do.

use crate::codes::STREAM_HEADER;
use crate::text::mutf8::Malformed;

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
const UTF: &str =
    "a string from DataOutputStream.writeUTF, which readUTF reads, not an object stream";
const HEADERLESS: &str = "an object without the stream header before it: \
                          the beginning is missing, or somebody has read it before";
const TEXT: &str = "this begins as a text does, not as a Java object stream";
const UTF16: &str = "the bytes were converted to UTF-16 text, as > of PowerShell does: \
                     send them as they are";
const ZEROS_LOST: &str = "the zero bytes are missing, as where a stream is taken for text that \
                          ends at the first: send the bytes as they are, or in Base64";
const ZEROS_TO_SPACES: &str = "the zero bytes became spaces, as in a conversion to text: \
                               send the bytes as they are, or in Base64";
const RMI: &str = "an RMI connection: the object stream stands behind the call's first bytes";
const PROXY: &str = "a header of the PROXY protocol: a load balancer stands between";
const JCEKS: &str = "a JCEKS key store, which holds object streams";
const JKS: &str = "a JKS key store";
const CLASS: &str = "a Java class file";
const PICTURE: &str = "a picture";
const PDF: &str = "a PDF file";
const FOUR_BYTES: &str = "a length of four bytes, it seems: \
                          neither writeUTF nor an object stream begins with one";
const LITTLE_ENDIAN: &str = "a length with its low byte first, it seems: \
                             Java writes the high byte first";
const VERSION: &str = "not version 5 of the protocol, the only one there is";

const SECOND_HEADER: &str = "AC begins a stream header: two ObjectOutputStreams write to one \
                             connection; keep one for all that is sent";
const REPLACEMENT: &str = "EF begins EF BF BD, the replacement character: \
                           the bytes were converted to text and back; send them as they are";

const LINE: &str = "this is a text without the two bytes of its length before it, not a string \
                    from DataOutputStream.writeUTF";
const OBJECTS: &str = "this is an object stream, which begins with ACED0005, \
                       not a string from DataOutputStream.writeUTF";
const PLAIN_UTF8: &str = "a character of plain UTF-8, of four bytes, where Java's modified UTF-8 has \
                          two of three: what wrote this is not Java";

/// What is known to begin with these bytes, where a stream header should be.
pub(super) fn of_header(found: [u8; 4]) -> Option<&'static str> {
    Some(match found {
        [0xEF, 0xBF, 0xBD, _] | [0x3F, 0x3F, 0x00, 0x05] => TO_TEXT,
        [0xC2, 0xAC, 0xC3, 0xAD] => LATIN_TO_UTF8,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0xAC, 0, 0xED, 0] | [0, 0xAC, 0, 0xED] => UTF16,
        [0xAC, 0xED, 0x05, 0x70..=0x7E] => ZEROS_LOST,
        [0xAC, 0xED, b' ', 0x05] => ZEROS_TO_SPACES,
        [0xAC, 0xED, ..] => VERSION,
        [b'r', b'O', b'0', b'A'] => BASE64,
        [b'a' | b'A', b'c' | b'C', b'e' | b'E', b'd' | b'D'] => HEX,
        [0x1F, 0x8B, ..] => GZIP,
        [b'P', b'K', 0x03, 0x04] => ZIP,
        [0x16, 0x03, ..] => TLS,
        [b'J', b'R', b'M', b'I'] => RMI,
        [b'P', b'R', b'O', b'X'] | [b'\r', b'\n', b'\r', b'\n'] => PROXY,
        [0xCE, 0xCE, 0xCE, 0xCE] => JCEKS,
        [0xFE, 0xED, 0xFE, 0xED] => JKS,
        [0xCA, 0xFE, 0xBA, 0xBE] => CLASS,
        [0x89, b'P', b'N', b'G'] | [0xFF, 0xD8, 0xFF, _] | [b'G', b'I', b'F', b'8'] => PICTURE,
        [b'%', b'P', b'D', b'F'] => PDF,
        _ if HTTP_BEGINNINGS.contains(&&found) => HTTP,
        _ if is_text(&found) => TEXT,
        [0x00, length, rest @ ..] if length > 1 && is_text(&rest) => UTF,
        [0x01..=0x1F, 0x00, rest @ ..] if is_text(&rest) => LITTLE_ENDIAN,
        [0x00, 0x00, high, low] if high > 0 || low > 0 => FOUR_BYTES,
        [0x70..=0x7E, ..] => HEADERLESS,
        _ => return None,
    })
}

/// What is known to begin with these bytes, where a string of `writeUTF` should be that ended
/// too early: its length, and what there was of it.
pub(crate) fn of_utf(found: &[u8]) -> Option<&'static str> {
    let (first, _) = found.split_first_chunk::<4>()?;
    Some(match *first {
        STREAM_HEADER => OBJECTS,
        [0x16, 0x03, ..] => TLS,
        _ if HTTP_BEGINNINGS.contains(&first) => HTTP,
        [length, 0x00, ..]
            if found
                .get(2..2_usize.saturating_add(length.into()))
                .is_some_and(is_text) =>
        {
            LITTLE_ENDIAN
        }
        _ if is_text(found) => LINE,
        _ => return None,
    })
}

/// What is known to give this malformed character.
pub(super) fn of_malformed(malformed: Malformed) -> Option<&'static str> {
    match malformed {
        Malformed::Around {
            lead: 0xF0..=0xF4, ..
        } => Some(PLAIN_UTF8),
        _ => None,
    }
}

/// What is known to begin with this byte, in the middle of a stream.
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

/// Whether these bytes are text in ASCII or UTF-8, even if it is cut.
fn is_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(_) => bytes,
        Err(error) if error.error_len().is_none() => {
            bytes.get(..error.valid_up_to()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let is_control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    !text.is_empty() && !text.iter().any(is_control)
}
