//! Conversations in which requests are what `DataOutputStream` writes.

use std::fmt;
use std::future::Future;
use std::task::Waker;

use super::answering::{Answering, Next};
use super::reply::{Answer, Reply, What};
use super::{Conversation, Progress, State};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limit;

/// The longest request that is waited for.
const LONGEST: usize = 1 << 20;

/// The server's end of any number of requests, each read with [`DataInput`](crate::DataInput),
/// and their replies.
///
/// The client ends the conversation between two requests, or a [last](Reply::last) reply does.
/// Requests wait while about 64 KiB of replies are on their way.
///
/// # Examples
///
/// ```
/// use javawire::conversation::{Conversation, DataConversation, Reply};
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
    step: Box<Step>,
    answering: Answering,
    offset: u64,
    /// How many bytes have been read of a request that is not whole yet.
    begun: usize,
    /// How many must have come before it is worth reading on.
    needed: usize,
}

/// Reads a piece of a request from the front of what has come, and answers the request if it
/// is whole.
type Step = dyn FnMut(&mut &[u8]) -> Result<Option<Answer>> + Send;

impl DataConversation {
    /// Returns a conversation whose requests are read by `read` and answered by `handler`
    /// at once.
    ///
    /// `read` is called again from the beginning of the request when it came to the end of what
    /// had come so far: once for each of its reads at the most, where those are
    /// [`read_utf`](crate::DataInput::read_utf) and [`read_fully`](crate::DataInput::read_fully).
    /// Long requests of many small values are better read [in pieces](Self::in_pieces). A
    /// request may have up to 1 MiB.
    pub fn new<Q>(
        mut read: impl FnMut(&mut &[u8]) -> Result<Q> + Send + 'static,
        mut handler: impl FnMut(Q) -> Result<Reply> + Send + 'static,
    ) -> Self {
        Self::of(move |input| {
            let request = read(input)?;
            Ok(Some(Answer::Now(handler(request))))
        })
    }

    /// Returns a conversation whose requests are read by `read` and answered by
    /// `handler` later. The next request waits for the reply.
    ///
    /// The future is polled on a thread of the server, within the tokio runtime that
    /// `net::Server::run` was called in.
    pub fn with_future<Q, F>(
        mut read: impl FnMut(&mut &[u8]) -> Result<Q> + Send + 'static,
        mut handler: impl FnMut(Q) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Reply>> + Send + 'static,
    {
        Self::of(move |input| {
            let request = read(input)?;
            Ok(Some(Answer::Later(Box::pin(handler(request)))))
        })
    }

    /// Returns a conversation whose requests are read piece by piece: each call of `read` reads
    /// the next piece, of one byte or more, adds it to what it is given of the request, and
    /// returns the request once that is whole. `handler` answers it as in
    /// [`with_future`](Self::with_future).
    ///
    /// No piece is read again once it was whole, so the time a long request takes depends on its
    /// length, however slowly it comes. What `read` changes of the request before an error of its
    /// input stays changed: it reads first.
    ///
    /// # Examples
    ///
    /// Numbers, after how many there are:
    ///
    /// ```
    /// use javawire::conversation::{Conversation, DataConversation, Reply};
    /// use javawire::{DataInput, DataOutput};
    ///
    /// #[derive(Default)]
    /// struct Sum {
    ///     left: Option<i32>,
    ///     sum: i64,
    /// }
    ///
    /// let mut server = DataConversation::in_pieces(
    ///     |request: &mut Sum, input| {
    ///         let number = input.read_int()?;
    ///         match &mut request.left {
    ///             None => request.left = Some(number),
    ///             Some(left) => {
    ///                 *left -= 1;
    ///                 request.sum += i64::from(number);
    ///             }
    ///         }
    ///         Ok((request.left <= Some(0)).then_some(request.sum))
    ///     },
    ///     |sum| async move {
    ///         let mut reply = Vec::new();
    ///         reply.write_long(sum)?;
    ///         Ok(Reply::bytes(reply))
    ///     },
    /// );
    /// let mut sent = Vec::new();
    /// server.advance(b"\0\0\0\x02\0\0\0\x07\0\0\0\x05", &mut sent)?;
    /// assert_eq!(sent, b"\0\0\0\0\0\0\0\x0C");
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn in_pieces<P, Q, F>(
        mut read: impl FnMut(&mut P, &mut &[u8]) -> Result<Option<Q>> + Send + 'static,
        mut handler: impl FnMut(Q) -> F + Send + 'static,
    ) -> Self
    where
        P: Default + Send + 'static,
        F: Future<Output = Result<Reply>> + Send + 'static,
    {
        let mut begun = P::default();
        Self::of(move |input| {
            let request = read(&mut begun, input)?;
            Ok(request.map(|request| {
                begun = P::default();
                Answer::Later(Box::pin(handler(request)))
            }))
        })
    }

    fn of(step: impl FnMut(&mut &[u8]) -> Result<Option<Answer>> + Send + 'static) -> Self {
        DataConversation {
            step: Box::new(step),
            answering: Answering::default(),
            offset: 0,
            begun: 0,
            needed: 0,
        }
    }

    /// Reads from `rest` until there is an answer. Whether there is one.
    fn read(&mut self, rest: &mut &[u8]) -> Result<bool> {
        while !rest.is_empty() && rest.len() >= self.needed {
            let mut ahead = *rest;
            match (self.step)(&mut ahead) {
                Ok(answer) => {
                    let read = rest.len().saturating_sub(ahead.len());
                    self.offset = self.offset.saturating_add(read as u64);
                    *rest = ahead;
                    self.needed = 0;
                    if let Some(answer) = answer {
                        self.begun = 0;
                        self.answering.begin(answer);
                        return Ok(true);
                    }
                    if read == 0 {
                        let what = "a piece of a request without a byte";
                        return Err(Error::new(self.offset, ErrorKind::Caller(what)));
                    }
                    self.begun = self.begun.saturating_add(read);
                    self.check_length(0)?;
                }
                Err(error) => {
                    let Some(lacks) = error.lacks() else {
                        return Err(error.behind(self.offset));
                    };
                    self.needed = rest.len().saturating_add(lacks);
                    self.check_length(self.needed)?;
                }
            }
        }
        Ok(false)
    }

    /// Refuses a request of which `more` bytes are still to be read, if that is too much.
    fn check_length(&self, more: usize) -> Result<()> {
        let length = self.begun.saturating_add(more);
        if length <= LONGEST {
            return Ok(());
        }
        let kind = ErrorKind::Limit {
            limit: Limit::Request,
            allowed: LONGEST as u64,
            found: length as u64,
        };
        Err(Error::new(self.offset, kind))
    }

    /// Appends a reply to `output`.
    fn say(&self, reply: &Reply, output: &mut Vec<u8>) -> Result<()> {
        match &reply.what {
            What::Bytes(bytes) => output.extend_from_slice(bytes),
            What::Nothing => {}
            What::Null | What::String(_) | What::Object(..) | What::Value(..) => {
                let what = "an object is no reply in a conversation of data";
                return Err(Error::new(self.offset, ErrorKind::Caller(what)));
            }
        }
        Ok(())
    }
}

impl Conversation for DataConversation {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        let mut rest = input;
        let state = loop {
            match self.answering.next(output.len())? {
                Next::Say(reply) => {
                    self.say(&reply, output)?;
                    if reply.is_last {
                        break State::Finished;
                    }
                }
                Next::Stop(state) => break state,
                Next::Read => {
                    if !self.read(&mut rest)? {
                        break State::NeedInput;
                    }
                }
            }
        };
        Ok(Progress {
            consumed: input.len().saturating_sub(rest.len()),
            state,
        })
    }

    fn abandoned(&self, unread: &[u8]) -> Error {
        let kind = ErrorKind::UnexpectedEnd {
            reading: "a request",
        };
        Error::new(self.offset.saturating_add(unread.len() as u64), kind)
    }

    fn ended(&mut self, unread: &[u8]) -> Result<()> {
        match self.request(unread.len()) {
            None => Ok(()),
            Some(_) => Err(self.abandoned(unread)),
        }
    }

    fn held(&self) -> usize {
        // What was read of a request is held by whoever reads it.
        self.begun.saturating_add(self.answering.held())
    }

    fn request(&self, unread: usize) -> Option<u64> {
        self.answering.request(unread > 0 || self.begun > 0)
    }

    fn wake_with(&mut self, waker: &dyn Fn() -> Waker) {
        self.answering.wake_with(waker());
    }
}

impl fmt::Debug for DataConversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataConversation")
            .field("answering", &self.answering)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
