//! The conversation of `TCPServidor` and `TCPClient`: the client sends a
//! `String` object, the server answers with another.

use std::sync::{Arc, LazyLock};

use crate::codes::STREAM_HEADER;
use crate::conversation::{Conversation, Progress, State};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Begin, Event};
use crate::filter::SerialFilter;
use crate::java_text::locale::Locale;
use crate::java_text::upper_case::UpperCase;
use crate::limits::Limits;
use crate::parser::{Parsed, Parser, first_string};
use crate::stream::encoder::Encoder;
use crate::text::java_string::{JavaStr, JavaString};
use crate::wire::items::{put_new_string, put_new_string_start};

/// What else than the phrase a stream may hold: its header, resets, type codes.
const MARGIN: u64 = 64 * 1024;

/// The tightest class filter.
static ONLY_STRINGS: LazyLock<Arc<SerialFilter>> =
    LazyLock::new(|| Arc::new(SerialFilter::only(["java.lang.String"])));

/// So many bytes of a long answer are made and said at a time.
const PIECE: usize = 32 * 1024;

/// What a phrase is answered with.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This text.
    Text(JavaString),
    /// The phrase in upper case, by the rules of this locale. Of a long one it is made piece by
    /// piece while it is sent, so that not more than the phrase itself is held.
    UpperCase(Locale),
}

/// The end of `TCPServidor`: reads one `String`, sends what `answer` makes of it.
///
/// An object of any other class is refused as soon as its class is described,
/// without being built: by the tightest class filter, that of `java.lang.String` alone.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
/// use javawire::conversation::Conversation;
/// use javawire::swap::{Answer, PhraseServer};
///
/// let reverse = |phrase: Option<javawire::JavaStr<'_>>| {
///     let reversed: String = phrase?.to_string().chars().rev().collect();
///     Some(Answer::Text(JavaString::from(reversed)))
/// };
/// let mut server = PhraseServer::new(1 << 20, reverse);
/// let mut sent = Vec::new();
/// server.advance(b"\xAC\xED\0\x05\x74\0\x04hola", &mut sent)?;
/// assert_eq!(sent, b"\xAC\xED\0\x05\x74\0\x04aloh");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct PhraseServer<A> {
    reader: PhraseReader,
    answer: A,
    /// A long answer, while it is said.
    saying: Option<Saying>,
}

impl<A> PhraseServer<A>
where
    A: FnMut(Option<JavaStr<'_>>) -> Option<Answer>,
{
    /// Returns a server end that accepts phrases of at most `max_phrase`
    /// encoded bytes. `answer` is given the phrase, or `None` for null, and
    /// returns the answer, or `None` to refuse.
    pub fn new(max_phrase: u64, answer: A) -> Self {
        PhraseServer {
            reader: PhraseReader::new(max_phrase),
            answer,
            saying: None,
        }
    }

    /// Says the answer, or the beginning of a long one.
    fn answer(&mut self, output: &mut Vec<u8>) -> Result<State> {
        // TCPServidor makes its stream, and so sends the header, once it has read the
        // object: even where it then dies of a null.
        let phrase = self.reader.phrase.take();
        let answer = (self.answer)(phrase.as_ref().map(JavaString::as_java_str));
        output.extend_from_slice(&STREAM_HEADER);
        let (text, upper) = match (answer, phrase) {
            (Some(Answer::Text(text)), _) => (text, None),
            (Some(Answer::UpperCase(locale)), Some(phrase)) => {
                (phrase, Some(UpperCase::new(locale)))
            }
            _ => return Err(self.reader.not_a_phrase("null".to_owned())),
        };
        if text.as_java_str().as_bytes().len() <= PIECE {
            let text = match upper {
                None => text,
                Some(mut upper) => upper.next(text.as_java_str()),
            };
            put_new_string(output, text.as_java_str());
            return Ok(State::Finished);
        }
        let saying = Saying::begin(text, upper, output);
        Ok(self.saying.insert(saying).go_on(output))
    }
}

/// A long answer of which not all has been said.
#[derive(Debug)]
struct Saying {
    text: JavaString,
    /// So many bytes of it have been said.
    said: usize,
    /// What makes the upper case, if that is what is said.
    upper: Option<UpperCase>,
}

impl Saying {
    /// Says how long it will be.
    fn begin(text: JavaString, upper: Option<UpperCase>, output: &mut Vec<u8>) -> Self {
        let whole = text.as_java_str();
        let length = match &upper {
            None => whole.as_bytes().len(),
            Some(upper) => {
                let mut upper = upper.clone();
                let mut made = Vec::with_capacity(PIECE);
                whole.pieces(PIECE).fold(0_usize, |length, piece| {
                    made.clear();
                    upper.append(piece, &mut made);
                    length.saturating_add(made.len())
                })
            }
        };
        put_new_string_start(output, length);
        Saying {
            text,
            said: 0,
            upper,
        }
    }

    /// Says the next piece.
    fn go_on(&mut self, output: &mut Vec<u8>) -> State {
        let text = self.text.as_java_str().as_bytes();
        let rest = text.get(self.said..).unwrap_or_default();
        let (piece, behind) = JavaStr::new_checked(rest).split_first_piece(PIECE);
        match &mut self.upper {
            None => output.extend_from_slice(piece.as_bytes()),
            Some(upper) => upper.append(piece, output),
        }
        self.said = self.said.saturating_add(piece.as_bytes().len());
        if behind.is_empty() {
            State::Finished
        } else {
            State::Ending
        }
    }
}

impl<A> Conversation for PhraseServer<A>
where
    A: FnMut(Option<JavaStr<'_>>) -> Option<Answer>,
{
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        if let Some(saying) = &mut self.saying {
            return Ok(Progress {
                consumed: input.len(),
                state: saying.go_on(output),
            });
        }
        let Progress {
            consumed,
            mut state,
        } = self.reader.advance(input)?;
        if state == State::Finished {
            state = self.answer(output)?;
        }
        Ok(Progress { consumed, state })
    }

    fn abandoned(&self, unread: usize) -> Error {
        self.reader.abandoned(unread)
    }

    /// A client sends its header before it has anything to ask.
    fn request(&self, unread: usize) -> Option<u64> {
        let come = self.reader.parser.offset().saturating_add(unread as u64);
        (come > STREAM_HEADER.len() as u64).then_some(0)
    }

    fn held(&self) -> usize {
        let reader = &self.reader;
        let phrase = reader.phrase.as_ref().map_or(0, JavaString::capacity);
        let class = reader.refused.as_ref();
        let class = class.map_or(0, |refused| refused.class.capacity());
        let saying = self
            .saying
            .as_ref()
            .map_or(0, |saying| saying.text.capacity());
        phrase
            .saturating_add(class)
            .saturating_add(saying)
            .saturating_add(reader.parser.memory())
    }
}

/// The end of `TCPClient`: sends the header at once, the phrase when it is
/// known, and reads the answer.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
/// use javawire::conversation::Conversation;
/// use javawire::swap::PhraseClient;
///
/// let mut client = PhraseClient::new(1 << 20);
/// let mut sent = Vec::new();
/// client.advance(b"", &mut sent)?;
/// client.ask(JavaString::from("hola"));
/// client.advance(b"", &mut sent)?;
/// assert_eq!(sent, b"\xAC\xED\0\x05\x74\0\x04hola");
///
/// client.advance(b"\xAC\xED\0\x05\x74\0\x04HOLA", &mut sent)?;
/// assert_eq!(client.into_answer().unwrap(), "HOLA");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct PhraseClient {
    encoder: Encoder,
    reader: PhraseReader,
}

impl PhraseClient {
    /// Returns a client end that accepts answers of at most `max_phrase` encoded bytes.
    pub fn new(max_phrase: u64) -> Self {
        PhraseClient {
            encoder: Encoder::new(),
            reader: PhraseReader::new(max_phrase),
        }
    }

    /// Makes the next [`advance`](Conversation::advance) send `phrase`.
    #[allow(clippy::needless_pass_by_value)] // The phrase is the conversation's from here on.
    pub fn ask(&mut self, phrase: JavaString) {
        self.encoder.string(phrase.as_java_str());
    }

    /// Returns the answer, once it has come; `None` if it was null.
    pub fn into_answer(self) -> Option<JavaString> {
        self.reader.phrase
    }
}

impl Conversation for PhraseClient {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        output.append(self.encoder.output());
        self.reader.advance(input)
    }

    fn abandoned(&self, unread: usize) -> Error {
        self.reader.abandoned(unread)
    }
}

/// Reads one `String` or null, whatever comes behind it.
#[derive(Debug)]
struct PhraseReader {
    max_phrase: u64,
    parser: Parser,
    phrase: Option<JavaString>,
    /// What was begun that is no phrase, until its class is described.
    refused: Option<Refused>,
}

/// An object that is no phrase.
#[derive(Debug)]
struct Refused {
    what: &'static str,
    /// Its class, once that is named.
    class: String,
}

impl PhraseReader {
    fn new(max_phrase: u64) -> Self {
        let limits = Limits {
            max_string: max_phrase,
            max_bytes: max_phrase.saturating_add(MARGIN),
            ..Limits::default()
        };
        PhraseReader {
            max_phrase,
            parser: Parser::new()
                .with_limits(limits)
                .with_shared_filter(Arc::clone(&ONLY_STRINGS)),
            phrase: None,
            refused: None,
        }
    }

    fn advance(&mut self, input: &[u8]) -> Result<Progress> {
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
                ..
            } = self
                .parser
                .parse(unread)
                .map_err(|error| refusal(error, self.refused.as_ref()))?
            else {
                return Ok(Progress {
                    consumed,
                    state: State::NeedInput,
                });
            };
            consumed = consumed.saturating_add(read);
            if self.take(&event)? {
                return Ok(Progress {
                    consumed,
                    state: State::Finished,
                });
            }
        }
    }

    /// Whether this event completes the phrase.
    fn take(&mut self, event: &Event<'_>) -> Result<bool> {
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
                // What it let pass is no phrase either: an array of them, or the class itself.
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

    fn not_a_phrase(&self, found: String) -> Error {
        let kind = ErrorKind::NotA {
            expected: "a java.lang.String",
            found,
        };
        Error::new(self.parser.offset(), kind)
    }

    fn abandoned(&self, unread: usize) -> Error {
        match self.parser.finish(unread) {
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

/// The error of an object whose class the filter rejects: that it is no phrase.
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
