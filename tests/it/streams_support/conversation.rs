//! A stream as a program reads it that takes data and objects as they come.

use std::cell::Cell;
use std::io::{self, Read};

use javawire::codes::STREAM_HEADER;
use javawire::{Encoder, Error, ErrorKind, Event, ObjectInputStream};

use super::committed::Stream;
use super::reading::{Reading, runs};

/// What came, in order.
#[derive(Debug, Default, PartialEq)]
pub struct Conversation {
    /// Bytes of block data, all together.
    pub data: Vec<u8>,
    /// Each object as it is written by itself, each error.
    pub objects: Vec<Result<Vec<u8>, String>>,
    /// `O` for each object, `X` for each exception of the writer.
    pub sequence: String,
    /// The error that ended it.
    pub failure: Option<String>,
}

impl Conversation {
    /// Reads a stream from a source that returns `size` bytes at a time.
    pub fn through(stream: &Stream, size: usize) -> Self {
        let taken = Cell::new(0);
        let mut conversation = Conversation::default();
        let pieces = Pieces::new(&stream.bytes, size, &taken);
        match ObjectInputStream::with_parser(pieces, stream.parser()) {
            Ok(input) => conversation.read(input, |_| {}),
            Err(error) => conversation.failure = Some(error.to_string()),
        }
        conversation
    }

    /// Reads a stream by an exact reader. Returns also how many bytes too many
    /// it had taken, at the most, when it had read an object.
    pub fn exact(stream: &Stream) -> (Self, usize) {
        let taken = Cell::new(0);
        let mut conversation = Conversation::default();
        let mut most = 0;
        let mut pieces = Pieces::new(&stream.bytes, usize::MAX, &taken);
        // The constructor reads before it can be told to be exact.
        pieces.first = STREAM_HEADER.len();
        let input = ObjectInputStream::with_parser(pieces, stream.parser()).unwrap();
        conversation.read(input.with_exact_reads(), |read| {
            most = most.max(taken.get() - usize::try_from(read).unwrap());
        });
        (conversation, most)
    }

    /// Checks that what came is what the manifest and the events say.
    ///
    /// # Errors
    ///
    /// What is otherwise.
    pub fn check(&self, stream: &Stream) -> Result<(), String> {
        if stream.refusal().is_some() {
            return match &self.failure {
                Some(_) => Ok(()),
                None => Err("it is read".to_owned()),
            };
        }
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let expected = objects_of(stream.sequence());
        if self.sequence != expected {
            return Err(format!("objects {}, not {expected}", self.sequence));
        }
        if self.data != data_of(stream) {
            return Err("other data than in the blocks".to_owned());
        }
        Ok(())
    }

    /// Reads to the end or an error, and tells after each object how far it has read.
    fn read(&mut self, mut input: ObjectInputStream<Pieces<'_>>, mut told: impl FnMut(u64)) {
        loop {
            if let Err(error) = input.read_to_end(&mut self.data) {
                self.failure = Some(error.to_string());
                return;
            }
            match input.is_at_end() {
                Ok(false) => {}
                Ok(true) => return,
                Err(error) => {
                    self.failure = Some(error.to_string());
                    return;
                }
            }
            match input.read_object() {
                Ok(value) => {
                    let mut encoder = Encoder::without_header();
                    encoder.object(input.graph(), value);
                    self.objects.push(Ok(encoder.take()));
                    self.sequence.push('O');
                }
                Err(error) if is_aborted(&error) => {
                    self.objects.push(Err(error.to_string()));
                    self.sequence.push('X');
                }
                Err(error) => {
                    self.failure = Some(error.to_string());
                    return;
                }
            }
            told(input.offset());
        }
    }
}

fn is_aborted(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::WriteAborted { .. })
}

/// `O2BX` as `OOX`.
fn objects_of(sequence: &str) -> String {
    let mut objects = String::new();
    for (letter, count) in runs(sequence) {
        if matches!(letter, 'O' | 'X') {
            objects.extend(std::iter::repeat_n(letter, count));
        }
    }
    objects
}

/// All block data at top level.
fn data_of(stream: &Stream) -> Vec<u8> {
    let mut data = Vec::new();
    let mut at_top_level = true;
    let mut in_block = false;
    for item in Reading::whole(stream).items {
        match item.event {
            Event::BlockData { bytes, .. } if at_top_level => data.extend_from_slice(bytes),
            Event::LongBlockData { .. } if at_top_level => in_block = true,
            Event::BlockChunk { bytes, .. } if in_block => data.extend_from_slice(bytes),
            _ => {}
        }
        at_top_level = item.at_top_level;
        in_block &= !at_top_level;
    }
    data
}

/// A source that returns `size` bytes at a time, but for the first time.
pub struct Pieces<'a> {
    bytes: &'a [u8],
    first: usize,
    size: usize,
    /// How many it has returned.
    taken: &'a Cell<usize>,
}

impl<'a> Pieces<'a> {
    pub fn new(bytes: &'a [u8], size: usize, taken: &'a Cell<usize>) -> Self {
        Pieces {
            bytes,
            first: size,
            size,
            taken,
        }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let taken = self.taken.get();
        let size = if taken == 0 { self.first } else { self.size };
        let rest = &self.bytes[taken..];
        let count = rest.len().min(size).min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.taken.set(taken + count);
        Ok(count)
    }
}
