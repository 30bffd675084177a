//! Texts whose characters have two bytes each, as `>` of PowerShell writes them: as UTF-8.

use super::decoder::Wrong;

#[derive(Debug)]
pub(super) struct Utf16 {
    is_little: bool,
    first: Option<u8>,
    /// The first half of a pair of surrogates.
    high: Option<u16>,
}

impl Utf16 {
    pub(super) fn little_endian() -> Self {
        Utf16 {
            is_little: true,
            first: None,
            high: None,
        }
    }

    pub(super) fn big_endian() -> Self {
        Utf16 {
            is_little: false,
            ..Self::little_endian()
        }
    }

    /// Takes the next byte of the text.
    pub(super) fn push(&mut self, byte: u8, bytes: &mut Vec<u8>) {
        let Some(first) = self.first.take() else {
            self.first = Some(byte);
            return;
        };
        let unit = match self.is_little {
            true => u16::from_le_bytes([first, byte]),
            false => u16::from_be_bytes([first, byte]),
        };
        let (pair, single);
        let units: &[u16] = match self.high.take() {
            Some(high) => {
                pair = [high, unit];
                &pair
            }
            None if (0xD800..0xDC00).contains(&unit) => {
                self.high = Some(unit);
                return;
            }
            None => {
                single = [unit];
                &single
            }
        };
        for character in char::decode_utf16(units.iter().copied()) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            bytes.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// Takes the end of the text.
    pub(super) fn finish(&mut self) -> Result<(), Wrong> {
        match self.first.take() {
            None => Ok(()),
            Some(_) => Err(Wrong::Before("half a character".to_owned())),
        }
    }
}
