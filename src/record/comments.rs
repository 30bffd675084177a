//! Comments on packets, as many as there may be.

use super::block::OURS;
use super::options::{self, Options};
use super::queue::PIECE;

/// How many comments of one packet are told apart: of more, the last ones are told as one.
const APART: usize = 64;

/// Returns how many bytes of memory the comments among options may need, and their notes: a byte
/// that is not UTF-8 becomes three, and each text is there twice for a moment.
pub(super) fn cost(options: &[u8]) -> usize {
    match options.is_empty() {
        true => 0,
        false => options
            .len()
            .saturating_mul(6)
            .saturating_add(APART.saturating_mul(PIECE)),
    }
}

/// Returns the comments among options, in whose order of bytes.
pub(super) fn of(options: &[u8], big: bool) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (code, value) in Options::new(options, big) {
        if code != options::COMMENT || value.is_empty() {
            continue;
        }
        let text = String::from_utf8_lossy(value);
        let text = text.strip_prefix(OURS).unwrap_or(&text);
        let is_full = texts.len() >= APART;
        match texts.last_mut() {
            Some(last) if is_full => {
                last.push('\n');
                last.push_str(text);
            }
            _ => texts.push(text.to_owned()),
        }
    }
    texts
}
