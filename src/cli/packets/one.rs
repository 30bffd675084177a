//! One direction of one conversation of a capture, as if it were a stream in a file.

use std::io::{self, Read};

use javawire::conversation::Side;
use javawire::record::What;

use super::{LET_GO, Packets, Step};
use crate::cli::diagnostics::note;

/// Reads what one end said in one conversation.
pub(in crate::cli) struct One {
    packets: Box<Packets>,
    from: Side,
    bytes: Vec<u8>,
    given: usize,
    /// How many bytes came before those.
    before: u64,
    is_over: bool,
}

impl One {
    pub(in crate::cli) fn new(packets: Box<Packets>, from: Side) -> Self {
        One {
            packets,
            from,
            bytes: Vec::new(),
            given: 0,
            before: 0,
            is_over: false,
        }
    }

    /// Goes on to the next bytes; to the end, if there are none.
    fn advance(&mut self) -> io::Result<()> {
        self.before = self
            .before
            .saturating_add(u64::try_from(self.bytes.len()).unwrap_or(u64::MAX));
        self.bytes.clear();
        self.given = 0;
        loop {
            match self.packets.step().map_err(|error| other(&error))? {
                Step::Wait => self.packets.read().map_err(|error| other(&error))?,
                Step::End => {
                    self.is_over = true;
                    return self.packets.end().map_err(|error| other(&error));
                }
                Step::Event(event) if event.conversation == 0 => {}
                Step::Event(event) => match event.what {
                    What::Bytes { from, bytes } if from == self.from => {
                        self.bytes = bytes;
                        return Ok(());
                    }
                    What::Missing {
                        from, count, why, ..
                    } if from == self.from => {
                        self.is_over = true;
                        return Err(missing(self.before, count, &why.to_string()));
                    }
                    What::LetGo => {
                        let number = event.conversation;
                        note(&format!("conversation {number}: {LET_GO}"));
                    }
                    _ => {}
                },
            }
        }
    }
}

impl Read for One {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        while self.given == self.bytes.len() && !self.is_over {
            self.advance()?;
        }
        let mut unread = self.bytes.get(self.given..).unwrap_or_default();
        let count = unread.read(space)?;
        self.given = self.given.saturating_add(count);
        Ok(count)
    }
}

fn missing(offset: u64, count: Option<u64>, why: &str) -> io::Error {
    let lack = match count {
        Some(1) => "a byte is".to_owned(),
        Some(count) => format!("{count} bytes are"),
        None => "bytes are".to_owned(),
    };
    let message = format!("{lack} missing after the first {offset}: {why}");
    io::Error::new(io::ErrorKind::InvalidData, message)
}

fn other(error: &anyhow::Error) -> io::Error {
    io::Error::other(format!("{error:#}"))
}
