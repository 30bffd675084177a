//! Conversations in which requests are what `DataOutputStream` writes.

use std::fmt;
use std::future::Future;
use std::task::Waker;

use super::{Answer, Reply, What};
use crate::error::{Error, ErrorKind, Result};
use crate::swap::{Conversation, Progress, State};

/// The longest request that is waited for.
const LONGEST: usize = 1 << 20;

/// The server's end of any number of requests, each read with [`DataInput`](crate::DataInput),
/// and their replies.
///
/// The client ends the conversation between two requests, or a [last](Reply::last) reply does.
///
/// # Examples
///
/// ```
/// use javawire::net::handler::{DataConversation, Reply};
/// use javawire::swap::Conversation;
/// use javawire::{DataInput, DataOutput};
///
/// let mut server = DataConversation::new(
///     |input| input.read_utf(),
///     |name| {
///         let mut reply = Vec::new();
///         reply.write_utf(format!("hello {name}").as_str())?;
///         Ok(Reply::bytes(reply))
///     },
/// );
/// let mut sent = Vec::new();
/// server.advance(b"\0\x02yo", &mut sent)?;
/// assert_eq!(sent, b"\0\x08hello yo");
/// # Ok::<(), javawire::Error>(())
/// ```
pub struct DataConversation {
    handler: Box<Handler>,
    answer: Option<Answer>,
    waker: Waker,
    offset: u64,
}

/// Reads one request from the front of what has come, and answers it.
type Handler = dyn FnMut(&mut &[u8]) -> Result<Answer> + Send;

impl DataConversation {
    /// Returns a conversation whose requests are read by `read` and answered by `handler`
    /// at once.
    ///
    /// `read` is called again from the beginning of the request when it came to the end of what
    /// had come so far. A request may have up to 1 MiB.
    pub fn new<Q>(
        mut read: impl FnMut(&mut &[u8]) -> Result<Q> + Send + 'static,
        mut handler: impl FnMut(Q) -> Result<Reply> + Send + 'static,
    ) -> Self {
        Self::of(move |input| {
            let request = read(input)?;
            Ok(Answer::Now(handler(request)))
        })
    }

    /// Returns a conversation whose requests are read by `read` and answered by
    /// `handler` later. The next request waits for the reply.
    ///
    /// The future is polled on a thread of the server, within the tokio runtime that
    /// [`Server::run`](crate::net::Server::run) was called in.
    pub fn with_future<Q, F>(
        mut read: impl FnMut(&mut &[u8]) -> Result<Q> + Send + 'static,
        mut handler: impl FnMut(Q) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Reply>> + Send + 'static,
    {
        Self::of(move |input| {
            let request = read(input)?;
            Ok(Answer::Later(Box::pin(handler(request))))
        })
    }

    fn of(handler: impl FnMut(&mut &[u8]) -> Result<Answer> + Send + 'static) -> Self {
        DataConversation {
            handler: Box::new(handler),
            answer: None,
            waker: Waker::noop().clone(),
            offset: 0,
        }
    }
}

impl Conversation for DataConversation {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        let mut rest = input;
        let state = loop {
            if let Some(answer) = self.answer.take() {
                match answer.poll(&self.waker) {
                    Ok(reply) => {
                        let reply = reply?;
                        match &reply.what {
                            What::Bytes(bytes) => output.extend_from_slice(bytes),
                            What::Nothing => {}
                            What::Null | What::String(_) | What::Object(..) => {
                                let what = "an object is no reply in a conversation of data";
                                return Err(Error::new(self.offset, ErrorKind::Caller(what)));
                            }
                        }
                        if reply.is_last {
                            break State::Finished;
                        }
                    }
                    Err(answer) => {
                        self.answer = Some(answer);
                        break State::Busy;
                    }
                }
            }
            if rest.is_empty() {
                break State::NeedInput;
            }
            let mut ahead = rest;
            match (self.handler)(&mut ahead) {
                Ok(answer) => {
                    let read = rest.len().saturating_sub(ahead.len());
                    self.offset = self.offset.saturating_add(read as u64);
                    self.answer = Some(answer);
                    rest = ahead;
                }
                Err(error) if matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }) => {
                    if rest.len() > LONGEST {
                        let kind = ErrorKind::Limit {
                            limit: "request",
                            allowed: LONGEST as u64,
                            found: rest.len() as u64,
                        };
                        return Err(Error::new(self.offset, kind));
                    }
                    break State::NeedInput;
                }
                Err(error) => return Err(error.behind(self.offset)),
            }
        };
        Ok(Progress {
            consumed: input.len().saturating_sub(rest.len()),
            state,
        })
    }

    fn abandoned(&self, unread: usize) -> Error {
        let kind = ErrorKind::UnexpectedEnd {
            reading: "a request",
        };
        Error::new(self.offset.saturating_add(unread as u64), kind)
    }

    fn ended(&mut self, unread: usize) -> Result<()> {
        if unread == 0 {
            Ok(())
        } else {
            Err(self.abandoned(unread))
        }
    }

    fn wake_with(&mut self, waker: &dyn Fn() -> Waker) {
        self.waker = waker();
    }
}

impl fmt::Debug for DataConversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataConversation")
            .field("answer", &self.answer)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
