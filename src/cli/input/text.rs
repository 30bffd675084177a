//! A reader of the bytes that a text stands for, as they come.

use std::io::{self, Read};

use super::base64::Base64;
use super::hex::Hex;
use super::{PIECE, read_some};

/// What decodes a text.
#[derive(Debug)]
pub(super) enum Decode {
    Hex(Hex),
    Base64(Base64),
}

/// What is wrong with a text, and where: at the character given last, at the one before it, or
/// somewhere in its line.
#[derive(Debug)]
pub(super) enum Wrong {
    Here(String),
    Before(String),
    Line(String),
}

/// Reads a text, and gives the bytes that it stands for.
#[derive(Debug)]
pub(super) struct TextReader<R> {
    text: R,
    decode: Decode,
    piece: Vec<u8>,
    /// How much of the piece has been decoded.
    decoded: usize,
    bytes: Vec<u8>,
    /// How many of the bytes have been given.
    given: usize,
    /// The place of the next character, counted from 0.
    line: u64,
    column: u64,
    /// Told once all bytes before it are given.
    wrong: Option<Wrong>,
    ended: bool,
}

impl<R: Read> TextReader<R> {
    pub(super) fn new(text: R, decode: Decode) -> Self {
        TextReader {
            text,
            decode,
            piece: Vec::new(),
            decoded: 0,
            bytes: Vec::new(),
            given: 0,
            line: 0,
            column: 0,
            wrong: None,
            ended: false,
        }
    }

    /// Decodes what is there of the text, up to about a piece of bytes; reads some if nothing is there.
    fn advance(&mut self) -> io::Result<()> {
        self.bytes.clear();
        self.given = 0;
        if self.decoded == self.piece.len() && !self.is_repeating() {
            self.piece.resize(PIECE, 0);
            self.decoded = 0;
            let count = read_some(&mut self.text, &mut self.piece);
            self.piece.truncate(*count.as_ref().unwrap_or(&0));
            if count? == 0 {
                self.ended = true;
                self.wrong = self.finish().err();
                return Ok(());
            }
        }
        self.wrong = self.decode_piece().err();
        Ok(())
    }

    fn decode_piece(&mut self) -> Result<(), Wrong> {
        while self.bytes.len() < PIECE {
            if let Decode::Hex(hex) = &mut self.decode
                && hex.repeat(PIECE, &mut self.bytes)
            {
                continue;
            }
            let Some(&character) = self.piece.get(self.decoded) else {
                break;
            };
            match &mut self.decode {
                Decode::Hex(hex) => hex.push(character, &mut self.bytes),
                Decode::Base64(base64) => base64.push(character, &mut self.bytes),
            }?;
            self.decoded = self.decoded.saturating_add(1);
            if character == b'\n' {
                self.line = self.line.saturating_add(1);
                self.column = 0;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        Ok(())
    }

    fn is_repeating(&self) -> bool {
        matches!(&self.decode, Decode::Hex(hex) if hex.is_repeating())
    }

    fn finish(&mut self) -> Result<(), Wrong> {
        match &mut self.decode {
            Decode::Hex(hex) => hex.finish(&mut self.bytes),
            Decode::Base64(base64) => base64.finish(&mut self.bytes),
        }
    }

    fn error(&self, wrong: &Wrong) -> io::Error {
        let line = self.line.saturating_add(1);
        let message = match wrong {
            Wrong::Line(problem) => format!("line {line}: {problem}"),
            Wrong::Here(problem) => {
                let column = self.column.saturating_add(1);
                format!("line {line}, column {column}: {problem}")
            }
            Wrong::Before(problem) => format!("line {line}, column {}: {problem}", self.column),
        };
        io::Error::new(io::ErrorKind::InvalidData, message)
    }
}

impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        while self.given == self.bytes.len() {
            if let Some(wrong) = &self.wrong {
                return Err(self.error(wrong));
            }
            if self.ended && !self.is_repeating() {
                return Ok(0);
            }
            self.advance()?;
        }
        let mut unread = self.bytes.get(self.given..).unwrap_or_default();
        let count = unread.read(space)?;
        self.given = self.given.saturating_add(count);
        Ok(count)
    }
}
