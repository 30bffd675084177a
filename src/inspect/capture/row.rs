//! One line of a listing.

/// A line taken apart.
pub(super) struct Row<'a> {
    pub(super) offset: &'a [u8],
    pub(super) bytes: Vec<u8>,
}

pub(super) const NONE: &str = "it is no line of a listing of bytes";
const WORDS: &str = "it lists words whose bytes may be swapped: list single bytes, \
                     as xxd, hexdump -C and od -t x1 do";

/// How many digits an offset has.
const SHORTEST_OFFSET: usize = 4;
const LONGEST_OFFSET: usize = 16;

/// How many bytes a line of `Format-Hex` has, which leaves one blank before the text.
const FORMAT_HEX: usize = 16;

/// Whether a listing can begin with this line: with its offset and bytes.
///
/// An offset has a colon after it, or is zero with more after it than stands between digits.
pub(super) fn is_first(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let (offset, behind) = offset_of(line);
    let is_zero = offset.iter().all(|&digit| digit == b'0');
    let is_offset = match behind {
        [b':', ..] => true,
        [b' ', b' ', ..] | [b'\t', ..] => is_zero,
        [b' ', ..] => is_zero && offset.len() >= 6,
        _ => false,
    };
    is_offset
        && match row(line) {
            Ok(row) => !row.bytes.is_empty(),
            Err(problem) => problem == WORDS,
        }
}

/// Whether the first word of a line that is not whole may be an offset.
pub(super) fn may_be_first(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let (offset, behind) = offset_of(line);
    let is_zero = offset.iter().all(|&digit| digit == b'0');
    match behind {
        [] => offset.len() <= LONGEST_OFFSET,
        [b':', ..] | [b' ', b'<', ..] => offset.len() >= SHORTEST_OFFSET,
        [b' ' | b'\t', ..] => offset.len() >= SHORTEST_OFFSET && is_zero,
        _ => false,
    }
}

/// Takes a line apart.
///
/// # Errors
///
/// Why it is not one.
pub(super) fn row(line: &[u8]) -> Result<Row<'_>, &'static str> {
    let (offset, mut rest) = offset_of(line);
    if !(SHORTEST_OFFSET..=LONGEST_OFFSET).contains(&offset.len()) {
        return Err(NONE);
    }
    let colon = rest.first() == Some(&b':');
    rest = rest.strip_prefix(b":").unwrap_or(rest);
    let mut bytes = Vec::new();
    loop {
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
        let mut blanks = blanks.count();
        rest = rest.get(blanks..).unwrap_or_default();
        // In the middle of a line of sixteen.
        if let (8, 0, [b'-', after @ ..]) = (bytes.len(), blanks, rest) {
            (rest, blanks) = (after, 1);
        }
        // Two blanks come before the text, and in `hexdump -C` in the middle of a line of sixteen.
        let amid = blanks == 2 && bytes.len() == 8 && !colon;
        // Those of a debugger: `x/8xb` of gdb.
        let prefixed = rest.strip_prefix(b"0x").filter(|_| colon);
        let ends = !bytes.is_empty() && blanks > 1 && !amid && prefixed.is_none();
        let is_full = bytes.len() == FORMAT_HEX && offset.len() == 16 && !colon;
        if rest.is_empty() || ends || is_full || rest.first() == Some(&b'|') {
            return Ok(Row { offset, bytes });
        }
        let (group, behind) = digits(prefixed.unwrap_or(rest));
        let is_group = match behind.first() {
            None | Some(b' ' | b'\t') => true,
            Some(b'-') => bytes.len() == 7,
            Some(_) => false,
        };
        match group.len() {
            2 if is_group && blanks > 0 => {}
            4 if is_group && blanks > 0 && !colon => return Err(WORDS),
            length if is_group && blanks > 0 && colon && length > 0 && length.is_multiple_of(2) => {
            }
            _ if amid => return Ok(Row { offset, bytes }),
            _ => return Err(NONE),
        }
        let pairs = group
            .chunks(2)
            .filter_map(|pair| std::str::from_utf8(pair).ok());
        bytes.extend(pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()));
        rest = behind;
    }
}

/// Takes a line apart whose bytes are written in binary digits, as `xxd -b` does; `None` if it is none.
pub(super) fn binary_row(line: &[u8]) -> Option<Row<'_>> {
    let (offset, rest) = digits(line);
    if !(SHORTEST_OFFSET..=LONGEST_OFFSET).contains(&offset.len()) {
        return None;
    }
    let mut rest = rest.strip_prefix(b":")?;
    let mut bytes = Vec::new();
    // After the bytes come two blanks and the text.
    while let Some(group) = rest.strip_prefix(b" ").and_then(|rest| rest.get(..8)) {
        let Some(byte) = std::str::from_utf8(group)
            .ok()
            .filter(|group| group.bytes().all(|digit| matches!(digit, b'0' | b'1')))
            .and_then(|group| u8::from_str_radix(group, 2).ok())
        else {
            break;
        };
        bytes.push(byte);
        rest = rest.get(9..).unwrap_or_default();
    }
    (!bytes.is_empty()).then_some(Row { offset, bytes })
}

/// The offset at the front of a line, and what comes after it. A debugger says beside it what
/// stands there: `0x55d0 <stream+8>:`.
fn offset_of(line: &[u8]) -> (&[u8], &[u8]) {
    const END: &[u8] = b">:\t";
    let (offset, behind) = digits(line.strip_prefix(b"0x").unwrap_or(line));
    let named = behind.strip_prefix(b" <").and_then(|name| {
        let end = name.windows(END.len()).position(|part| part == END)?;
        name.get(end.saturating_add(1)..)
    });
    (offset, named.unwrap_or(behind))
}

/// The digits at the front of `text`, and what comes after them.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let count = text.iter().take_while(|byte| byte.is_ascii_hexdigit());
    text.split_at_checked(count.count()).unwrap_or((text, &[]))
}
