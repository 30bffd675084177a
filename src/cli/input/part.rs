//! A part of what is read: from a byte on, and up to the end of an object.

use std::io::{self, Read};

use javawire::{Event, Limits, Parsed, Parser};

use super::read_some;

/// How many bytes an option stands for.
pub(super) fn count(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "expected how many bytes, such as 40".to_owned())
}

/// How many objects an option stands for.
pub(super) fn count_of_objects(text: &str) -> Result<u64, String> {
    let count = text.parse().ok().filter(|&count| count > 0);
    count.ok_or_else(|| "expected how many objects, 1 or more".to_owned())
}

/// Reads `count` bytes that nobody wants.
///
/// # Errors
///
/// If reading fails, or there are not that many.
pub(super) fn skip(input: &mut dyn Read, count: u64) -> io::Result<()> {
    let skipped = io::copy(&mut input.take(count), &mut io::sink())?;
    if skipped < count {
        let message = format!("there are only {skipped} bytes, and {count} are to be skipped");
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
    }
    Ok(())
}

/// Reads a stream up to the end of its n-th object at top level; all of it, if it breaks before.
#[derive(Debug)]
pub(super) struct Objects<R> {
    stream: R,
    /// None where the parser is not made yet, as the first byte tells which.
    parser: Option<Parser>,
    /// Whether there is no header, whatever the first byte is.
    headerless: bool,
    left: u64,
    /// Whether what stands at top level is not an object: the header, primitive data, a reset.
    is_aside: bool,
    /// The beginning of an item that is not whole.
    unread: Vec<u8>,
    is_over: bool,
}

impl<R: Read> Objects<R> {
    pub(super) fn new(stream: R, count: u64, headerless: bool) -> Self {
        Objects {
            stream,
            parser: None,
            headerless,
            left: count,
            is_aside: false,
            unread: Vec::new(),
            is_over: count == 0,
        }
    }

    /// How many of the new bytes belong to the objects.
    fn part(&mut self, new: &[u8]) -> usize {
        let before = self.unread.len();
        self.unread.extend(new);
        let headerless = self.headerless;
        let parser = self.parser.get_or_insert_with(|| {
            let parser = match headerless {
                true => Parser::without_header(),
                false => Parser::of_capture(&self.unread),
            };
            parser.with_limits(unbounded())
        });
        let mut read = 0_usize;
        loop {
            let is_new = parser.is_at_top_level() || parser.offset() == 0;
            let rest = self.unread.get(read..).unwrap_or_default();
            match parser.parse(rest, false) {
                Ok(Parsed::Event { event, consumed }) => {
                    read = read.saturating_add(consumed);
                    if is_new {
                        self.is_aside = is_aside(&event);
                    }
                }
                Ok(Parsed::NeedMore { .. } | Parsed::End) => break,
                // What is wrong is a matter for whoever reads the stream.
                Err(_) => {
                    self.left = u64::MAX;
                    self.unread.clear();
                    return new.len();
                }
            }
            if parser.is_at_top_level() && !self.is_aside {
                self.left = self.left.saturating_sub(1);
                if self.left == 0 {
                    self.is_over = true;
                    return read.saturating_sub(before);
                }
            }
        }
        self.unread.drain(..read.min(self.unread.len()));
        new.len()
    }
}

fn is_aside(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::StreamHeader | Event::BlockData { .. } | Event::LongBlockData { .. } | Event::Reset
    )
}

/// None of the limits is for this: all that is kept is small.
fn unbounded() -> Limits {
    Limits::default()
        .with_max_string(u64::MAX)
        .with_max_handles(usize::MAX)
}

impl<R: Read> Read for Objects<R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Ok(0);
        }
        let count = read_some(&mut self.stream, space)?;
        if self.left == u64::MAX {
            return Ok(count);
        }
        let new = space.get(..count).unwrap_or_default().to_vec();
        Ok(self.part(&new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_objects_is_left_out() {
        let stream = b"\xAC\xED\0\x05w\x01\0t\0\x01auw".as_slice();
        let stream = [&stream[..stream.len() - 2], b"ypt\0\x01b"].concat();
        for (count, length) in [(0, 0), (1, 11), (2, 13), (3, 17), (4, 17)] {
            for size in [1, 2, 5, 100] {
                let mut reader = Objects::new(&stream[..], count, false);
                let mut read: Vec<u8> = Vec::new();
                let mut space = vec![0; size];
                loop {
                    match reader.read(&mut space).unwrap() {
                        0 => break,
                        count => read.extend(&space[..count]),
                    }
                }
                assert_eq!(read, &stream[..length], "{count} objects by {size}");
            }
        }
        // A stream that breaks is read to its end.
        let broken = b"\xAC\xED\0\x05\xFFmore";
        let mut read: Vec<u8> = Vec::new();
        let mut reader = Objects::new(&broken[..], 1, false);
        reader.read_to_end(&mut read).unwrap();
        assert_eq!(read, broken);
    }
}
