//! The conversation of `Networking.Server` and `Networking.Client`: the server
//! says `writeUTF(message)` to whoever connects.

use std::sync::Arc;

use crate::conversation::{Conversation, Progress, State};
use crate::data;
use crate::error::{Error, ErrorKind, Result, of_utf};
use crate::text::{JavaStr, JavaString};

/// The end of `Networking.Server`: sends its message and listens to nothing.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
/// use javawire::conversation::Conversation;
/// use javawire::swap::GreetingServer;
///
/// let message = JavaString::from("HELLO");
/// let mut server = GreetingServer::new(message.as_java_str())?;
/// let mut sent = Vec::new();
/// server.advance(b"", &mut sent)?;
/// assert_eq!(sent, b"\0\x05HELLO");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GreetingServer {
    /// One for all clients.
    message: Arc<[u8]>,
}

impl GreetingServer {
    /// Returns a server end that says `message`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UtfTooLong`] above 65,535 encoded bytes.
    pub fn new(message: JavaStr<'_>) -> Result<Self> {
        let mut bytes = Vec::new();
        data::push_utf(&mut bytes, message)?;
        Ok(GreetingServer {
            message: bytes.into(),
        })
    }
}

impl Conversation for GreetingServer {
    fn advance(&mut self, _input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        output.extend_from_slice(&self.message);
        Ok(Progress {
            consumed: 0,
            state: State::Finished,
        })
    }

    fn abandoned(&self, _unread: &[u8]) -> Error {
        Error::new(
            0,
            ErrorKind::UnexpectedEnd {
                reading: "the conversation",
            },
        )
    }
}

/// The end of `Networking.Client`: reads one message.
///
/// # Examples
///
/// ```
/// use javawire::conversation::{Conversation, State};
/// use javawire::swap::GreetingClient;
///
/// let mut client = GreetingClient::default();
/// let mut nothing = Vec::new();
/// assert_eq!(client.advance(b"\0\x05HEL", &mut nothing)?.state, State::NeedInput);
/// assert_eq!(client.advance(b"\0\x05HELLO", &mut nothing)?.state, State::Finished);
/// assert_eq!(client.into_message().unwrap(), "HELLO");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct GreetingClient {
    message: Option<JavaString>,
    /// What has come of a message that is not whole: enough to tell what it is instead.
    begun: Vec<u8>,
}

/// A text with one byte of length is no longer.
const BEGUN: usize = 257;

impl GreetingClient {
    /// Returns the message, once it has come.
    pub fn into_message(self) -> Option<JavaString> {
        self.message
    }
}

impl Conversation for GreetingClient {
    fn advance(&mut self, input: &[u8], _output: &mut Vec<u8>) -> Result<Progress> {
        match data::parse_utf(input)? {
            Some((message, consumed)) => {
                self.message = Some(message.into());
                Ok(Progress {
                    consumed,
                    state: State::Finished,
                })
            }
            None => {
                let more = input.get(self.begun.len()..BEGUN.min(input.len()));
                self.begun.extend(more.unwrap_or_default());
                Ok(Progress {
                    consumed: 0,
                    state: State::NeedInput,
                })
            }
        }
    }

    fn abandoned(&self, unread: &[u8]) -> Error {
        let offset = u64::try_from(unread.len()).unwrap_or(u64::MAX);
        let reading = "the greeting";
        let error = Error::new(offset, ErrorKind::UnexpectedEnd { reading });
        error.noting(of_utf(&self.begun))
    }
}
