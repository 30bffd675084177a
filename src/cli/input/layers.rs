//! Readers of the bytes that captures stand for, as they come.

use std::cell::RefCell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use javawire::inspect::capture::{CaptureError, Decoder, Form, MOST_LAYERS};

use super::form::From;
use super::said::Said;
use super::{PIECE, read_some};

/// What is wrong with a text further on than it has been read, as far as that is known: shared with
/// the readers of all forms that stand inside each other.
pub(super) type Ahead = Rc<RefCell<Option<String>>>;

/// Returns a reader of what `raw` stands for, in this form: forms inside each other are all taken
/// off, until the bytes are what they were said to be. Says whether there were any.
///
/// # Errors
///
/// If nothing can be read.
pub(super) fn decoded(
    raw: Box<dyn Read>,
    from: From,
    said: Said,
    ahead: &Ahead,
) -> io::Result<(Box<dyn Read>, bool)> {
    let (mut reader, mut from) = (raw, from);
    for layers in 0..MOST_LAYERS {
        let (inner, form) = layer(reader, from, said, ahead)?;
        if form == Form::Binary {
            return Ok((inner, layers > 0));
        }
        (reader, from) = (inner, From::Auto);
    }
    Err(invalid(&CaptureError::too_many_layers()))
}

/// Takes one form off.
fn layer(
    mut raw: Box<dyn Read>,
    from: From,
    said: Said,
    ahead: &Ahead,
) -> io::Result<(Box<dyn Read>, Form)> {
    let mut beginning = Vec::new();
    let found = loop {
        if from == From::Binary {
            break said.form(from, &beginning, false);
        }
        let mut piece = [0; 4096];
        let count = match read_some(&mut raw, &mut piece) {
            // It will be said again when what is good has been read.
            Err(_) if !beginning.is_empty() => break said.form(from, &beginning, true),
            read => read?,
        };
        beginning.extend(piece.iter().take(count));
        if let Some(found) = said.form(from, &beginning, count == 0) {
            break Some(found);
        }
        if count == 0 {
            break None;
        }
    };
    let found = found.unwrap_or_default();
    let whole = Cursor::new(beginning).chain(raw);
    Ok(match found.form() {
        Form::Binary => (Box::new(whole), Form::Binary),
        form => (
            Box::new(Layer::new(whole, Decoder::new(found), Rc::clone(ahead))),
            form,
        ),
    })
}

/// Reads a capture, and gives the bytes that it stands for.
#[derive(Debug)]
struct Layer<R> {
    capture: R,
    decoder: Decoder,
    piece: Vec<u8>,
    /// How much of the piece has been decoded.
    decoded: usize,
    bytes: Vec<u8>,
    /// How many of the bytes have been given.
    given: usize,
    /// Told once all bytes before it are given.
    wrong: Option<CaptureError>,
    ahead: Ahead,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Reading,
    /// The capture has ended.
    Finishing,
    /// All has come.
    Finished,
}

impl<R: Read> Layer<R> {
    fn new(capture: R, decoder: Decoder, ahead: Ahead) -> Self {
        Layer {
            capture,
            decoder,
            piece: Vec::new(),
            decoded: 0,
            bytes: Vec::new(),
            given: 0,
            wrong: None,
            ahead,
            stage: Stage::Reading,
        }
    }

    /// Decodes what is there, up to about a piece of bytes; reads some if nothing is there.
    fn advance(&mut self) -> io::Result<()> {
        self.bytes.clear();
        self.given = 0;
        if self.stage == Stage::Reading && self.decoded == self.piece.len() {
            self.piece.resize(PIECE, 0);
            self.decoded = 0;
            let count = read_some(&mut self.capture, &mut self.piece);
            self.piece.truncate(*count.as_ref().unwrap_or(&0));
            if count? == 0 {
                self.stage = Stage::Finishing;
            }
        }
        let outcome = if self.stage == Stage::Reading {
            let rest = self.piece.get(self.decoded..).unwrap_or_default();
            let pushed = self.decoder.push(rest, &mut self.bytes);
            pushed.map(|count| self.decoded = self.decoded.saturating_add(count))
        } else {
            let finished = self.decoder.finish(&mut self.bytes);
            finished.map(|more| {
                if !more {
                    self.stage = Stage::Finished;
                }
            })
        };
        if let Err(wrong) = outcome {
            *self.ahead.borrow_mut() = Some(wrong.to_string());
            self.wrong = Some(wrong);
        }
        Ok(())
    }
}

impl<R: Read> Read for Layer<R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        while self.given == self.bytes.len() {
            if let Some(wrong) = &self.wrong {
                return Err(invalid(wrong));
            }
            if self.stage == Stage::Finished {
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

fn invalid(error: &CaptureError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
