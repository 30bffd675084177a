//! What both ends read: one `String`, and nothing else.

use std::sync::{Arc, LazyLock};

use crate::conversation::{Progress, State};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Begin, Event};
use crate::filter::SerialFilter;
use crate::limits::Limits;
use crate::parser::{Parsed, Parser, first_string};
use crate::text::{JavaStr, JavaString};

/// What a stream may hold besides the phrase: its header, resets, type codes.
const MARGIN: u64 = 64 * 1024;

/// The tightest class filter.
static ONLY_STRINGS: LazyLock<Arc<SerialFilter>> =
    LazyLock::new(|| Arc::new(SerialFilter::only(["java.lang.String"])));

/// Reads one `String` or null, whatever comes after it.
#[derive(Debug)]
pub(super) struct PhraseReader {
    max_phrase: u64,
    parser: Parser,
    phrase: Option<JavaString>,
    /// What was begun that is not a phrase, until its class is described.
    refused: Option<Refused>,
}

/// An object that is not a phrase.
#[derive(Debug)]
pub(super) struct Refused {
    what: &'static str,
    /// Its class, once that is named.
    class: String,
}

impl PhraseReader {
    pub(super) fn new(max_phrase: u64) -> Self {
        let limits = Limits::default()
            .with_max_string(max_phrase)
            .with_max_bytes(max_phrase.saturating_add(MARGIN));
        PhraseReader {
            max_phrase,
            parser: Parser::new()
                .with_limits(limits)
                .with_shared_filter(Arc::clone(&ONLY_STRINGS)),
            phrase: None,
            refused: None,
        }
    }

    /// Takes the phrase that has come; `None` was null.
    pub(super) fn take(&mut self) -> Option<JavaString> {
        self.phrase.take()
    }

    /// At which byte of the stream it is.
    pub(super) fn offset(&self) -> u64 {
        self.parser.offset()
    }

    /// How much memory it holds.
    pub(super) fn held(&self) -> usize {
        let phrase = self.phrase.as_ref().map_or(0, JavaString::capacity);
        let class = self.refused.as_ref();
        let class = class.map_or(0, |refused| refused.class.capacity());
        phrase
            .saturating_add(class)
            .saturating_add(self.parser.memory())
    }

    pub(super) fn advance(&mut self, input: &[u8]) -> Result<Progress> {
        // Most clients send all at once.
        if self.parser.offset() == 0
            && let Some(text) = first_string(input)
            && text.len() as u64 <= self.max_phrase
        {
            let consumed = text.end;
            let text = input.get(text).unwrap_or_default();
            self.phrase = Some(JavaStr::new_checked(text).into());
            return Ok(Progress {
                consumed,
                state: State::Finished,
            });
        }
        let mut consumed = 0_usize;
        loop {
            let unread = input.get(consumed..).unwrap_or_default();
            let Parsed::Event {
                event,
                consumed: read,
            } = self
                .parser
                .parse(unread, false)
                .map_err(|error| refusal(error, self.refused.as_ref()))?
            else {
                return Ok(Progress {
                    consumed,
                    state: State::NeedInput,
                });
            };
            consumed = consumed.saturating_add(read);
            if self.take_event(&event)? {
                return Ok(Progress {
                    consumed,
                    state: State::Finished,
                });
            }
        }
    }

    /// Whether this event completes the phrase.
    fn take_event(&mut self, event: &Event<'_>) -> Result<bool> {
        if let Some(refused) = &mut self.refused {
            return match event {
                // The rest of the class's description, up to where the filter is asked.
                Event::ProxyClassDesc { .. }
                | Event::ProxyInterface(_)
                | Event::Field { .. }
                | Event::String { .. }
                | Event::LongString { .. }
                | Event::StringChunk { .. }
                | Event::Reference(_) => Ok(false),
                Event::ClassDesc { name, .. } => {
                    refused.class = name.to_string();
                    Ok(false)
                }
                // What it let pass is not a phrase either: an array of them, or the class itself.
                _ => {
                    let found = format!("{} of class {}", refused.what, refused.class);
                    Err(self.not_a_phrase(found))
                }
            };
        }
        match event {
            Event::StreamHeader | Event::Reset => Ok(false),
            Event::Null => Ok(true),
            Event::String { value, .. } => {
                self.phrase = Some((*value).into());
                Ok(true)
            }
            Event::LongString { .. } => {
                self.phrase = Some(JavaString::default());
                Ok(false)
            }
            Event::StringChunk { text, last } => {
                if let Some(phrase) = &mut self.phrase {
                    phrase.push_checked(text.as_bytes());
                }
                Ok(*last)
            }
            Event::Begin(_) | Event::ClassDesc { .. } | Event::ProxyClassDesc { .. } => {
                let class = match event {
                    Event::ClassDesc { name, .. } => name.to_string(),
                    _ => String::new(),
                };
                let what = describe(event);
                self.refused = Some(Refused { what, class });
                Ok(false)
            }
            other => Err(self.not_a_phrase(describe(other).to_owned())),
        }
    }

    pub(super) fn not_a_phrase(&self, found: String) -> Error {
        let kind = ErrorKind::NotA {
            expected: "a java.lang.String",
            found,
        };
        Error::new(self.parser.offset(), kind)
    }

    pub(super) fn abandoned(&self, unread: &[u8]) -> Error {
        match self.parser.ended(unread) {
            Err(error) => error,
            Ok(()) => {
                let kind = ErrorKind::UnexpectedEnd {
                    reading: "the conversation, before its object",
                };
                Error::new(self.parser.offset(), kind)
            }
        }
    }
}

/// The error of an object whose class the filter rejects: that it is not a phrase.
fn refusal(error: Error, refused: Option<&Refused>) -> Error {
    let ErrorKind::Rejected { class } = error.kind() else {
        return error;
    };
    // Without an event before it, it is a descriptor that stands for itself.
    let what = refused.map_or("the descriptor", |refused| refused.what);
    let class = class.to_string();
    let found = if class.starts_with("a proxy class") {
        format!("{what} of {class}")
    } else {
        format!("{what} of class {class}")
    };
    let kind = ErrorKind::NotA {
        expected: "a java.lang.String",
        found,
    };
    Error::new(error.offset().unwrap_or(0), kind)
}

/// Names what an event begins, for a message.
fn describe(event: &Event<'_>) -> &'static str {
    match event {
        Event::Reference(_) => "a reference",
        Event::Begin(Begin::Object) => "an object",
        Event::Begin(Begin::Array) => "an array",
        Event::Begin(Begin::Enum) => "an enum constant",
        Event::Begin(Begin::Class) => "a class object",
        Event::ClassDesc { .. } | Event::ProxyClassDesc { .. } => "the descriptor",
        Event::BlockData { .. } | Event::LongBlockData { .. } => "block data",
        Event::Exception => "an exception that the writer met",
        _ => "part of an object",
    }
}
