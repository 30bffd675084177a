//! The conversation of `TCPServidor` and `TCPClient`: the client sends a
//! `String` object, the server answers with another.

use super::phrase_reader::PhraseReader;
use crate::codes::STREAM_HEADER;
use crate::conversation::{Conversation, Progress, State};
use crate::error::{Error, Result};
use crate::java_text::locale::Locale;
use crate::java_text::upper_case::UpperCase;
use crate::stream::encoder::Encoder;
use crate::text::{JavaStr, JavaString};
use crate::wire::items::{put_new_string, put_new_string_start};

/// How many bytes of a long answer are made and said at a time.
const PIECE: usize = 32 * 1024;

/// What a phrase is answered with.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This text.
    Text(JavaString),
    /// The phrase in upper case, by the rules of this locale. A long one is made piece by
    /// piece while it is sent, so that no more than the phrase itself is held.
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
        // object: even if it then dies of a null.
        let phrase = self.reader.take();
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

/// A long answer that has not all been said.
#[derive(Debug)]
struct Saying {
    text: JavaString,
    /// How many bytes of it have been said.
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

    fn abandoned(&self, unread: &[u8]) -> Error {
        self.reader.abandoned(unread)
    }

    /// A client sends its header before it has anything to ask.
    fn request(&self, unread: usize) -> Option<u64> {
        let come = self.reader.offset().saturating_add(unread as u64);
        (come > STREAM_HEADER.len() as u64).then_some(0)
    }

    fn held(&self) -> usize {
        let saying = self.saying.as_ref();
        let saying = saying.map_or(0, |saying| saying.text.capacity());
        saying.saturating_add(self.reader.held())
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
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the phrase is the conversation's"
    )]
    pub fn ask(&mut self, phrase: JavaString) {
        self.encoder.string(phrase.as_java_str());
    }

    /// Returns the answer, once it has come; `None` if it was null.
    pub fn into_answer(mut self) -> Option<JavaString> {
        self.reader.take()
    }
}

impl Conversation for PhraseClient {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        output.append(self.encoder.output());
        self.reader.advance(input)
    }

    fn abandoned(&self, unread: &[u8]) -> Error {
        self.reader.abandoned(unread)
    }
}
