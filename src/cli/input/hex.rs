//! Hexadecimal digits: plain ones, with what people put between them, or a listing.

use super::listing::Listing;
use super::text::Wrong;

/// More digits than an offset has.
const LONGEST_OFFSET: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Hex {
    layout: Layout,
}

#[derive(Debug)]
enum Layout {
    /// What has come so far could be either.
    Unknown(Vec<u8>),
    Plain(Plain),
    Listing(Listing),
}

impl Default for Layout {
    fn default() -> Self {
        Layout::Unknown(Vec::new())
    }
}

impl Hex {
    /// Takes the next character of the text.
    pub(super) fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        match &mut self.layout {
            Layout::Plain(plain) => plain.push(character, bytes),
            Layout::Listing(listing) => listing.push(character, bytes),
            Layout::Unknown(head) => {
                head.push(character);
                match begins_listing(head) {
                    Some(is_listing) => self.decide(is_listing, bytes),
                    None => Ok(()),
                }
            }
        }
    }

    /// Takes the end of the text.
    pub(super) fn finish(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        match &mut self.layout {
            Layout::Plain(plain) => plain.separate(),
            Layout::Listing(listing) => listing.end_line(bytes),
            Layout::Unknown(_) => {
                self.decide(false, bytes)?;
                self.finish(bytes)
            }
        }
    }

    /// Whether the text has turned out to be a listing.
    pub(super) fn is_listing(&self) -> bool {
        matches!(self.layout, Layout::Listing(_))
    }

    /// Whether there are bytes that a listing leaves out because they are those before.
    pub(super) fn is_repeating(&self) -> bool {
        matches!(&self.layout, Layout::Listing(listing) if listing.is_repeating())
    }

    /// Adds such bytes, up to `most`, and returns whether there were any.
    pub(super) fn repeat(&mut self, most: usize, bytes: &mut Vec<u8>) -> bool {
        match &mut self.layout {
            Layout::Listing(listing) if listing.is_repeating() => {
                listing.repeat(most, bytes);
                true
            }
            _ => false,
        }
    }

    fn decide(&mut self, is_listing: bool, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let decided = if is_listing {
            Layout::Listing(Listing::default())
        } else {
            Layout::Plain(Plain::default())
        };
        let Layout::Unknown(head) = std::mem::replace(&mut self.layout, decided) else {
            return Ok(());
        };
        head.into_iter()
            .try_for_each(|character| self.push(character, bytes))
    }
}

/// Whether the text that begins with `head` is a listing, as far as that can be told.
///
/// Its first word is an offset: digits with a colon behind them, or zeros that no digits follow at once.
fn begins_listing(head: &[u8]) -> Option<bool> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_hexdigit());
    let digits = digits.count();
    let (offset, behind) = text.split_at_checked(digits)?;
    let is_zero = offset.iter().all(|&digit| digit == b'0');
    match behind {
        [] if digits > LONGEST_OFFSET => Some(false),
        [] => None,
        [b':', ..] => Some(digits >= 4),
        [b' ' | b'\t', ..] if is_zero && digits >= 6 => Some(true),
        [b' ' | b'\t'] if is_zero && digits >= 4 => None,
        [b' ' | b'\t', b' ' | b'\t', ..] if is_zero && digits >= 4 => Some(true),
        _ if b"\xEF\xBB\xBF".starts_with(text) => None,
        _ => Some(false),
    }
}

/// Pairs of digits, with or without blanks, commas, colons, hyphens, `0x` or `\x` between them.
#[derive(Debug, Default)]
struct Plain {
    /// The first digit of a pair.
    high: Option<u8>,
    /// Whether an `x` may come, behind a `\`.
    escaped: bool,
}

impl Plain {
    fn push(&mut self, character: u8, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let escaped = std::mem::take(&mut self.escaped);
        if let Some(digit) = digit(character) {
            match self.high.take() {
                None => self.high = Some(digit),
                Some(high) => bytes.push(high << 4 | digit),
            }
            return Ok(());
        }
        match character {
            b'x' | b'X' if escaped || self.high == Some(0) => {
                self.high = None;
                Ok(())
            }
            b'\\' => {
                self.escaped = true;
                self.separate()
            }
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b'-' => self.separate(),
            0xEF | 0xBB | 0xBF if bytes.is_empty() => Ok(()),
            other => {
                let shown = char::from(other).escape_default();
                Err(Wrong::Here(format!("'{shown}' is no hexadecimal digit")))
            }
        }
    }

    /// Makes sure that a pair is whole.
    fn separate(&mut self) -> Result<(), Wrong> {
        match self.high.take() {
            None => Ok(()),
            Some(_) => Err(Wrong::Before("half a byte".to_owned())),
        }
    }
}

fn digit(character: u8) -> Option<u8> {
    let value = char::from(character).to_digit(16)?;
    u8::try_from(value).ok()
}
