//! A stream as JSON, in two passes.
//!
//! * `survey.rs`: the first: what is referred to, and how far the stream can be shown
//! * `mod.rs`: the second: [`Decoder`], piece by piece
//! * `steps.rs`: how both go through the stream
//! * `writer.rs`: what each event is as JSON
//! * `run.rs`: values that come in runs
//! * `items.rs`: strings, references, primitive data, what cannot be shown
//! * `objects.rs`, `arrays.rs`, `descriptors.rs`: what the names say
//! * `nesting.rs`, `bracket.rs`: what is open, where an item stands, what it ends
//! * `classes.rs`, `names.rs`: what the stream has described so far
//! * `counts.rs`, `held.rs`: collections that state a number of elements other than the one they
//!   have
//! * `out.rs`: commas, lines, and what is too deep

mod arrays;
mod bracket;
mod classes;
mod counts;
mod descriptors;
mod held;
mod items;
mod names;
mod nesting;
mod objects;
mod out;
mod run;
mod steps;
mod survey;
mod writer;

pub(in crate::inspect) use self::out::Out;
use self::steps::Steps;
use self::survey::survey;
use self::writer::Writer;
use crate::error::Error;
use crate::parser::{Parsed, Parser};

/// How much text is handed out at once, where it comes in small items.
const PIECE: usize = 64 * 1024;

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// On many lines, indented.
    #[default]
    Lines,
    /// All on one line.
    Compact,
}

/// Returns a stream as lossless JSON, and what is wrong with it: why its end is shown as bytes, or
/// what a JVM refuses though all can be shown.
///
/// [`Decoder`] gives the same piece by piece.
///
/// # Examples
///
/// ```
/// use javawire::inspect::json::{self, Layout};
///
/// let (json, error) = json::decode(b"\xAC\xED\0\x05\x74\0\x04hola\x00", Layout::Compact);
/// assert!(json.contains(r#""contents":["hola",{"@rest": {"bytes": "00", "offset": 11,"#));
/// assert!(error.unwrap().to_string().starts_with("invalid type code: 00"));
/// ```
pub fn decode(stream: &[u8], layout: Layout) -> (String, Option<Error>) {
    let mut decoder = Decoder::new(stream, layout);
    let mut json = String::new();
    while let Some(piece) = decoder.piece() {
        // It is UTF-8: nothing is lost.
        json.push_str(&String::from_utf8_lossy(piece));
    }
    (json, decoder.into_error())
}

/// A stream as lossless JSON, in pieces.
///
/// # Examples
///
/// ```
/// use javawire::inspect::json::{Decoder, Layout};
///
/// let mut decoder = Decoder::new(b"\xAC\xED\0\x05\x74\0\x04hola", Layout::Compact);
/// let mut json = Vec::new();
/// while let Some(piece) = decoder.piece() {
///     json.extend_from_slice(piece);
/// }
/// assert_eq!(json, b"{\"javawire\":1,\"contents\":[\"hola\"]}\n");
/// assert!(decoder.error().is_none());
/// ```
#[derive(Debug)]
pub struct Decoder<'a> {
    steps: Steps<'a>,
    /// How many steps are left.
    left: u64,
    writer: Writer<'a>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Start,
    Contents,
    More(std::vec::IntoIter<Vec<u8>>, u32),
    End,
}

impl<'a> Decoder<'a> {
    /// Returns a decoder of a stream. It may lack its header, as a stream does that is caught in
    /// the middle: its first byte tells.
    pub fn new(stream: &'a [u8], layout: Layout) -> Self {
        Self::with(stream, layout, || Self::parser(stream))
    }

    /// Returns the parser that [`new`](Self::new) reads a stream with.
    pub fn parser(stream: &[u8]) -> Parser {
        Parser::of_capture(stream).with_refusals_noted()
    }

    /// Returns a decoder that reads with your own parsers: with other limits, or that know
    /// [what a class writes](Parser::with_external). It takes two, for two passes.
    pub fn with(stream: &'a [u8], layout: Layout, mut parser: impl FnMut() -> Parser) -> Self {
        let survey = survey(Steps::new(parser(), stream));
        Decoder {
            steps: Steps::new(parser(), stream),
            left: survey.steps,
            writer: Writer::new(stream, survey, Out::new(layout == Layout::Lines)),
            stage: Stage::Start,
        }
    }

    /// Returns the same of a stream that could not be read further: if it ends too early, `cause`
    /// is given instead.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::inspect::json::{Decoder, Layout};
    ///
    /// let cut = b"\xAC\xED\0\x05\x74\0\x04ho";
    /// let mut decoder = Decoder::new(cut, Layout::Compact).cut_off("line 2: no digits");
    /// let json = String::from_utf8_lossy(decoder.piece().unwrap());
    /// assert!(json.contains(r#""error": "line 2: no digits""#));
    /// ```
    #[must_use]
    pub fn cut_off(mut self, cause: impl Into<String>) -> Self {
        self.writer.survey.cause = Some(cause.into());
        self
    }

    /// Returns the next piece of the JSON: UTF-8, cut between characters. `None` after the last.
    pub fn piece(&mut self) -> Option<&[u8]> {
        if self.writer.out.is_main() {
            self.writer.out.text.clear();
        }
        loop {
            let stage = std::mem::replace(&mut self.stage, Stage::End);
            self.stage = match stage {
                Stage::Start => self.start(),
                Stage::Contents => self.contents(),
                Stage::More(entries, number) => self.more(entries, number),
                Stage::End => {
                    let text = &self.writer.out.text;
                    return (!text.is_empty()).then_some(text);
                }
            };
            if self.writer.out.is_main() && self.writer.out.text.len() >= PIECE {
                return Some(&self.writer.out.text);
            }
        }
    }

    /// Returns what is wrong with the stream: why the JSON has its end as bytes, or what a JVM
    /// [refuses](Parser::with_refusals_noted) though all can be shown.
    pub fn error(&self) -> Option<&Error> {
        let survey = &self.writer.survey;
        survey.refusal.as_ref().or(survey.error.as_ref())
    }

    /// Returns the same, when the JSON has been taken.
    pub fn into_error(self) -> Option<Error> {
        let survey = self.writer.survey;
        survey.refusal.or(survey.error)
    }

    fn start(&mut self) -> Stage {
        let has_header = !self.steps.is_at_top_level() && self.left > 0;
        let out = &mut self.writer.out;
        out.open(b'{');
        out.key("javawire");
        out.put(b"1");
        if !has_header {
            out.key("header");
            out.put(b"false");
        }
        out.key("contents");
        out.open(b'[');
        if has_header {
            // One that stands where it should is not worth mentioning.
            self.left = self.left.saturating_sub(1);
            let _ = self.steps.event();
        }
        Stage::Contents
    }

    fn contents(&mut self) -> Stage {
        while let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            match self.steps.run(&mut self.writer) {
                Ok(true) => {}
                Ok(false) => match self.steps.event() {
                    Ok(Parsed::Event { event, .. }) => {
                        self.writer.offset = self.steps.offset();
                        self.writer.event(&event);
                    }
                    // The survey has read this far.
                    Ok(_) | Err(_) => break,
                },
                Err(_) => break,
            }
            if self.writer.out.text.len() >= PIECE && self.writer.out.is_main() {
                return Stage::Contents;
            }
        }
        let writer = &mut self.writer;
        writer.end_data();
        if writer.survey.error.is_some() {
            writer.rest();
            writer.close_all();
        }
        writer.out.close(b']');
        let more = writer.out.take_more();
        if !more.is_empty() {
            writer.out.key("more");
            writer.out.open(b'{');
        }
        Stage::More(more.into_iter(), 1)
    }

    fn more(&mut self, mut entries: std::vec::IntoIter<Vec<u8>>, number: u32) -> Stage {
        if let Some(entry) = entries.next() {
            self.writer.out.key(&number.to_string());
            self.writer.out.put(&entry);
            return Stage::More(entries, number.saturating_add(1));
        }
        if number > 1 {
            self.writer.out.close(b'}');
        }
        self.writer.out.close(b'}');
        self.writer.out.put(b"\n");
        Stage::End
    }
}
