//! A stream as JSON, in two passes.
//!
//! * `survey.rs`: the first: what is referred to, and how far the stream can be shown
//! * `mod.rs`: the second: [`Decoder`], piece by piece
//! * `items.rs`: strings, references, primitive data, what cannot be shown
//! * `objects.rs`, `arrays.rs`, `descriptors.rs`: what the names say
//! * `nesting.rs`, `frame.rs`: what is open, where an item stands, what it ends
//! * `classes.rs`, `names.rs`: what the stream has described so far
//! * `out.rs`: commas, lines, and what is too deep

mod arrays;
mod classes;
mod descriptors;
mod frame;
mod items;
mod names;
mod nesting;
mod objects;
mod out;
mod survey;

use self::classes::Classes;
use self::frame::Frame;
use self::names::Names;
pub(in crate::inspect) use self::out::Out;
use self::survey::{Survey, survey};
use crate::codes::{TC_ENUM, TC_NULL};
use crate::error::Error;
use crate::event::{Event, Handle, StringForm};
use crate::inspect::json::scalars::{put_hex, put_name};
use crate::java_string::JavaStr;
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

/// Returns a stream as lossless JSON, and what is wrong with it: why its end is shown as bytes.
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
    bytes: &'a [u8],
    parser: Parser,
    survey: Survey,
    out: Out,
    frames: Vec<Frame>,
    classes: Classes,
    types: Names,
    /// Where the next event begins.
    offset: usize,
    /// How many events are left.
    left: u64,
    /// How many things have ended since the last event.
    closed: u32,
    /// The primitives so far of an object that has very many.
    primitives: Vec<u8>,
    open: Open,
    stage: Stage,
}

/// A string of JSON that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// Primitive data framed as the JDK does.
    Data,
    /// A block of its own, or primitives among an annotation.
    Bytes,
}

#[derive(Debug)]
enum Stage {
    Start,
    Contents,
    More(std::vec::IntoIter<Vec<u8>>, u32),
    End,
}

impl<'a> Decoder<'a> {
    /// Returns a decoder of a stream. It may lack its header, as a stream has that is caught
    /// in the middle: its first byte tells.
    pub fn new(stream: &'a [u8], layout: Layout) -> Self {
        let joins = stream
            .first()
            .is_some_and(|first| (TC_NULL..=TC_ENUM).contains(first));
        Self::with(stream, layout, || {
            if joins {
                Parser::without_header()
            } else {
                Parser::new()
            }
        })
    }

    /// Returns a decoder that reads with parsers of your own: with other limits, or that know
    /// [what a class writes](Parser::with_external). It takes two, for two passes.
    pub fn with(stream: &'a [u8], layout: Layout, mut parser: impl FnMut() -> Parser) -> Self {
        let survey = survey(parser(), stream);
        let left = survey.events;
        Decoder {
            bytes: stream,
            parser: parser(),
            survey,
            out: Out::new(layout == Layout::Lines),
            frames: Vec::new(),
            classes: Classes::default(),
            types: Names::default(),
            offset: 0,
            left,
            closed: 0,
            primitives: Vec::new(),
            open: Open::Nothing,
            stage: Stage::Start,
        }
    }

    /// Returns the next piece of the JSON: UTF-8, cut between characters. `None` behind the last.
    pub fn piece(&mut self) -> Option<&[u8]> {
        if self.out.is_main() {
            self.out.text.clear();
        }
        loop {
            let stage = std::mem::replace(&mut self.stage, Stage::End);
            self.stage = match stage {
                Stage::Start => self.start(),
                Stage::Contents => self.contents(),
                Stage::More(entries, number) => self.more(entries, number),
                Stage::End => {
                    let text = &self.out.text;
                    return (!text.is_empty()).then_some(text);
                }
            };
            if self.out.is_main() && self.out.text.len() >= PIECE {
                return Some(&self.out.text);
            }
        }
    }

    /// Returns what is wrong with the stream: why the JSON has its end as bytes.
    pub fn error(&self) -> Option<&Error> {
        self.survey.error.as_ref()
    }

    /// Returns the same, when the JSON has been taken.
    pub fn into_error(self) -> Option<Error> {
        self.survey.error
    }

    fn start(&mut self) -> Stage {
        let has_header = !self.parser.is_at_top_level() && self.left > 0;
        self.out.open(b'{');
        self.out.key("javawire");
        self.out.put(b"1");
        if !has_header {
            self.out.key("header");
            self.out.put(b"false");
        }
        self.out.key("contents");
        self.out.open(b'[');
        if has_header && let Some((Event::StreamHeader, _)) = self.next() {}
        Stage::Contents
    }

    /// The next event that is to be shown, and how much ends with it.
    fn next(&mut self) -> Option<(Event<'a>, u32)> {
        self.left = self.left.checked_sub(1)?;
        loop {
            let rest = self.bytes.get(self.offset..).unwrap_or_default();
            match self.parser.parse(rest) {
                Ok(Parsed::Event {
                    event,
                    consumed,
                    closes,
                }) => {
                    self.offset = self.offset.saturating_add(consumed);
                    return Some((event, closes));
                }
                Ok(Parsed::NeedMore { .. }) if self.parser.end_of_input() => {}
                // The survey has read this far.
                _ => return None,
            }
        }
    }

    fn contents(&mut self) -> Stage {
        while let Some((event, closes)) = self.next() {
            self.closed = 0;
            self.event(event);
            while self.closed < closes && self.end_raw_contents() {}
            if self.out.text.len() >= PIECE && self.out.is_main() {
                return Stage::Contents;
            }
        }
        self.end_data();
        if self.survey.error.is_some() {
            self.rest();
            self.close_all();
        }
        self.out.close(b']');
        let more = self.out.take_more();
        if !more.is_empty() {
            self.out.key("more");
            self.out.open(b'{');
        }
        Stage::More(more.into_iter(), 1)
    }

    fn more(&mut self, mut entries: std::vec::IntoIter<Vec<u8>>, number: u32) -> Stage {
        if let Some(entry) = entries.next() {
            self.out.key(&number.to_string());
            self.out.put(&entry);
            return Stage::More(entries, number.saturating_add(1));
        }
        if number > 1 {
            self.out.close(b'}');
        }
        self.out.close(b'}');
        self.out.put(b"\n");
        Stage::End
    }

    #[inline]
    fn event(&mut self, event: Event<'a>) {
        if self.open == Open::Data && !matches!(event, Event::BlockData { .. }) {
            self.end_data();
        }
        match event {
            Event::Primitives { bytes, last } => self.primitives(bytes, last),
            Event::String {
                handle,
                value,
                form,
            } => {
                self.assign(handle);
                self.string(handle, value, form);
                self.item_done();
            }
            Event::Null => {
                self.begin_item();
                self.out.put(b"null");
                self.item_done();
            }
            Event::Reference(handle) => {
                self.reference(handle);
                self.item_done();
            }
            Event::Object {
                handle,
                class,
                desc,
            } => self.object(handle, class, desc),
            Event::Array {
                handle,
                class,
                desc,
                length,
            } => self.array(handle, class, desc, length),
            Event::Enum {
                handle,
                class,
                desc,
            } => self.constant(handle, class, desc),
            Event::Class {
                handle,
                class,
                desc,
            } => self.class_object(handle, class, desc),
            Event::Begin(begin) => self.begin(begin),
            Event::Annotation => self.annotation(),
            Event::NoFields { .. } => self.no_fields(),
            Event::EndBlockData => self.end_annotation(),
            Event::BlockData { bytes, form } => self.block(bytes, form),
            Event::LongBlockData { .. } => {
                self.begin_item();
                self.out.put(b"{\"@block\": \"");
            }
            Event::BlockChunk { bytes, last } => {
                put_hex(&mut self.out.text, bytes);
                if last {
                    self.out.put(b"\"}");
                }
            }
            Event::LongString { handle, length } => {
                self.assign(handle);
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let end = self.offset.saturating_add(length);
                let text = self.bytes.get(self.offset..end).unwrap_or_default();
                // The survey has read it whole.
                self.string(handle, JavaStr::new_checked(text), StringForm::Long);
            }
            Event::StringChunk { last, .. } => {
                if last {
                    self.item_done();
                }
            }
            Event::ClassDesc {
                handle,
                name,
                suid,
                flags,
                ..
            } => self.class_desc(handle, name, suid, flags),
            Event::ProxyClassDesc { handle, .. } => self.proxy_class_desc(handle),
            Event::Field { code, name } => self.field(code, name),
            Event::ProxyInterface(name) => {
                self.out.item();
                put_name(&mut self.out.text, name);
            }
            Event::Superclass(class) => self.superclass(class),
            Event::StreamHeader => self.mark(b"{\"@header\": true}"),
            Event::Reset => self.mark(b"{\"@reset\": true}"),
            Event::Exception => self.exception(),
        }
    }

    fn mark(&mut self, item: &[u8]) {
        self.begin_item();
        self.out.put(item);
    }

    /// Takes note of `newHandle`.
    #[inline]
    fn assign(&mut self, handle: Handle) {
        if self.survey.ids.assign(handle) {
            self.classes.clear();
            self.types.clear();
        }
    }
}
