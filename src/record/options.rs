//! Options of the blocks of pcapng: section 3.5 of its specification.

/// The longest that an option may be.
const LONGEST: usize = u16::MAX as usize;

const END: u16 = 0;
pub(super) const COMMENT: u16 = 1;

/// Returns as much of a text as an option holds, `besides` other bytes.
pub(super) fn fitting(text: &str, besides: usize) -> &str {
    let mut end = text.len().min(LONGEST.saturating_sub(besides));
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

/// Returns how many bytes follow `length` of them up to a multiple of four.
pub(super) fn padding(length: usize) -> usize {
    length.wrapping_neg() & 3
}

/// Appends an option in little endian; `value` must [fit](fitting).
pub(super) fn append(code: u16, value: &[&str], out: &mut Vec<u8>) {
    let length: usize = value.iter().map(|part| part.len()).sum();
    out.extend(code.to_le_bytes());
    out.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
    for part in value {
        out.extend(part.as_bytes());
    }
    out.resize(out.len().saturating_add(padding(length)), 0);
}

/// Returns how many bytes an option with so long a value has.
pub(super) fn whole(length: usize) -> usize {
    length.saturating_add(padding(length)).saturating_add(4)
}

/// Appends the end of the options.
pub(super) fn end(out: &mut Vec<u8>) {
    out.extend([0; 4]);
}

/// The options of a block, by code. What is malformed ends them: nothing that matters hangs on them.
#[derive(Debug, Clone)]
pub(super) struct Options<'a> {
    rest: &'a [u8],
    big: bool,
}

impl<'a> Options<'a> {
    pub(super) fn new(bytes: &'a [u8], big: bool) -> Self {
        Options { rest: bytes, big }
    }
}

impl<'a> Iterator for Options<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let [a, b, c, d] = *head;
        let number = |bytes| match self.big {
            true => u16::from_be_bytes(bytes),
            false => u16::from_le_bytes(bytes),
        };
        let (code, length) = (number([a, b]), usize::from(number([c, d])));
        if code == END {
            self.rest = &[];
            return None;
        }
        let Some((value, rest)) = rest.split_at_checked(length) else {
            self.rest = &[];
            return None;
        };
        self.rest = rest.get(padding(length)..).unwrap_or_default();
        Some((code, value))
    }
}
