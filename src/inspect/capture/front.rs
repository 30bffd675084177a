//! What stands before a text: its name, and its column in a table.

/// How much of what stands right before a text is kept.
const MOST: usize = 64;

/// Takes the characters before a text, and those of it.
#[derive(Debug, Default)]
pub(super) struct Front {
    last: Vec<u8>,
    /// How many columns of a table stand before this one on its line.
    cells: u64,
}

impl Front {
    /// Takes characters before the text.
    pub(super) fn push(&mut self, characters: &[u8]) {
        self.last.extend(characters);
        let surplus = self.last.len().saturating_sub(MOST);
        self.last.drain(..surplus);
    }

    /// Takes a character before the text or of it.
    pub(super) fn count(&mut self, character: u8) {
        if character == b'\n' {
            self.cells = 0;
        } else if is_border(character) {
            self.cells = self.cells.saturating_add(1);
        }
    }

    pub(super) fn cells(&self) -> u64 {
        self.cells
    }

    /// What is the name of the text, if a `:` or `=>` stands between: the word, or what is quoted.
    pub(super) fn name(&self) -> Vec<u8> {
        let is_prefix = |sign: &u8| sign.is_ascii_alphabetic();
        let is_quote = |sign: &u8| b"\"'`".contains(sign);
        let is_blank = u8::is_ascii_whitespace;
        let mut front = &self.last[..];
        for passed in [
            &is_blank as &dyn Fn(&u8) -> bool,
            &is_quote,
            &is_prefix,
            &is_blank,
        ] {
            front = without(front, passed);
        }
        let Some(front) = front.strip_suffix(b":").or(front.strip_suffix(b"=>")) else {
            return Vec::new();
        };
        let front = without(without(front, &is_blank), &is_quote);
        let is_of_name = |sign: &u8| sign.is_ascii_alphanumeric() || b"_.-".contains(sign);
        let before = without(front, &is_of_name).len();
        front.get(before..).unwrap_or_default().to_vec()
    }
}

/// `text` without those at its end.
fn without<'t>(text: &'t [u8], passed: &dyn Fn(&u8) -> bool) -> &'t [u8] {
    let count = text.iter().rev().take_while(|sign| passed(sign)).count();
    text.get(..text.len().saturating_sub(count))
        .unwrap_or_default()
}

/// Whether this stands between the columns of a table.
pub(super) fn is_border(character: u8) -> bool {
    matches!(character, b'|' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_stands_before_the_sign() {
        for (text, name) in [
            ("{\"d\": \"", "d"),
            ("{\"a\": 1, \"tcp.payload\":", "tcp.payload"),
            ("{'d': b'", "d"),
            ("\"d\" => \"", "d"),
            ("d: ", "d"),
            ("d = \"", ""),
            ("[\"", ""),
            ("", ""),
        ] {
            let mut front = Front::default();
            front.push(text.as_bytes());
            assert_eq!(front.name(), name.as_bytes(), "{text}");
        }
    }
}
