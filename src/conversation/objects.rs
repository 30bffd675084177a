//! Conversations in which each request is an object.

use std::fmt;
use std::future::Future;
use std::task::Waker;

#[cfg(feature = "jaded")]
use jaded::FromJava;

use super::answering::{Answering, Next};
use super::reply::{Answer, IntoReply, Reply};
use super::{Conversation, Progress, State};
use crate::error::{Error, Result};
#[cfg(feature = "jaded")]
use crate::from_java::{self, TreeLimits};
use crate::graph::{Graph, Value};
use crate::parser::Parser;
use crate::stream::assembler::{self, Assembler};
use crate::stream::encoder::Encoder;
use crate::text::JavaString;
use crate::typed::{Peer, ReadJava, ReadLimits};

/// The server's end of any number of requests, each an object, and their replies.
///
/// The header of the stream is sent at once, since a Java client may wait for it. The client ends
/// the conversation between two requests, or a [last](Reply::last) reply does. Objects are kept
/// until the client resets its stream, as in a JVM: bound them with the
/// [limits](crate::Limits) of the parser.
///
/// Replies share their class descriptors, as objects that a JVM writes to one stream do, and
/// nothing else. Requests wait while about 64 KiB of replies are on their way.
///
/// # Examples
///
/// ```
/// use javawire::Parser;
/// use javawire::conversation::{Conversation, ObjectConversation, Reply};
///
/// let mut server = ObjectConversation::new(Parser::new(), |request| {
///     let text = request.string()?.unwrap_or_default().to_string();
///     Ok(Reply::string(text.chars().rev().collect::<String>()))
/// });
/// let mut sent = Vec::new();
/// server.advance(b"\xAC\xED\0\x05\x74\0\x04hola\x74\0\x02no", &mut sent)?;
/// assert_eq!(sent, b"\xAC\xED\0\x05\x74\0\x04aloh\x74\0\x02on");
/// # Ok::<(), javawire::Error>(())
/// ```
pub struct ObjectConversation {
    assembler: Assembler,
    encoder: Encoder,
    handler: Handler,
    answering: Answering,
}

/// Answers the object that was read last, which began at an offset.
type Handler = Box<dyn FnMut(&mut Assembler, Value, u64) -> Answer + Send>;

/// One request: an object, and those it refers to.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    graph: &'a Graph,
    value: Value,
    offset: u64,
    assembler: &'a Assembler,
}

impl<'a> Request<'a> {
    fn of(assembler: &'a Assembler, value: Value, offset: u64) -> Self {
        Request {
            graph: assembler.graph(),
            value,
            offset,
            assembler,
        }
    }

    /// Returns the objects read since the client last reset its stream.
    pub fn graph(&self) -> &'a Graph {
        self.graph
    }

    /// Returns the object: null, or a node of the graph.
    pub fn value(&self) -> Value {
        self.value
    }

    /// Returns the request, which must be a `String` or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`](crate::ErrorKind::NotA) if it is an object of another class.
    pub fn string(&self) -> Result<Option<JavaString>> {
        self.assembler.expect_string(self.value)
    }

    /// Returns the request as a `T` that was written for jaded.
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::read_as`](crate::ObjectInputStream::read_as).
    #[cfg(feature = "jaded")]
    pub fn read_as<T: FromJava>(&self) -> Result<T> {
        from_java::read_value(
            self.graph,
            self.value,
            &TreeLimits::default(),
            Some(self.offset),
        )
    }
}

impl ObjectConversation {
    /// Returns a conversation whose requests `parser` reads and `handler` answers at once.
    pub fn new(
        parser: Parser,
        mut handler: impl FnMut(Request<'_>) -> Result<Reply> + Send + 'static,
    ) -> Self {
        Self::of(parser, move |assembler, value, offset| {
            Answer::Now(handler(Request::of(assembler, value, offset)))
        })
    }

    /// Returns a conversation whose requests are each a `T`, which `handler` answers at once: with
    /// a value, or with a [`Reply`]. Null is refused, unless `T` is an `Option`.
    ///
    /// Classes that a `T` cannot hold are refused before they are read, unless the parser has a
    /// filter of its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Parser;
    /// use javawire::conversation::{Conversation, ObjectConversation};
    ///
    /// let mut server = ObjectConversation::typed(Parser::new(), |numbers: Vec<i32>| {
    ///     Ok(numbers.iter().sum::<i32>().to_string())
    /// });
    /// let mut sent = Vec::new();
    /// server.advance(&javawire::typed::to_vec(&vec![1, 2])?, &mut sent)?;
    /// assert_eq!(sent, b"\xAC\xED\0\x05\x74\0\x013");
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn typed<T: ReadJava, R: IntoReply>(
        parser: Parser,
        mut handler: impl FnMut(T) -> Result<R> + Send + 'static,
    ) -> Self {
        let limits = ReadLimits::default();
        Self::of(parser.for_type::<T>(), move |assembler, value, offset| {
            let request = assembler.typed(value, &limits);
            let request = request.map_err(|error| error.found_at(offset));
            Answer::Now(request.and_then(|it| Ok(handler(it)?.into_reply())))
        })
    }

    /// Returns the conversation with requests taken in whatever version of their classes, and
    /// answers in the client's own versions, as far as it has sent them: see [`Peer`]. A superclass
    /// that is new to the table needs a parser with a filter that allows it.
    #[must_use]
    pub fn in_versions_of_the_peer(mut self) -> Self {
        let peer = Peer::default();
        self.assembler.set_peer(&peer);
        self.encoder.set_peer(&peer);
        self
    }

    /// Returns a conversation of [typed](Self::typed) requests, which `handler` answers later. The
    /// next request waits for the reply.
    ///
    /// The future is polled as that of [`with_future`](Self::with_future) is.
    pub fn typed_with_future<T, R, F>(
        parser: Parser,
        mut handler: impl FnMut(T) -> F + Send + 'static,
    ) -> Self
    where
        T: ReadJava,
        R: IntoReply,
        F: Future<Output = Result<R>> + Send + 'static,
    {
        let limits = ReadLimits::default();
        Self::of(parser.for_type::<T>(), move |assembler, value, offset| {
            let request = assembler.typed(value, &limits);
            match request.map_err(|error| error.found_at(offset)) {
                Err(error) => Answer::Now(Err(error)),
                Ok(request) => {
                    let reply = handler(request);
                    Answer::Later(Box::pin(async { Ok(reply.await?.into_reply()) }))
                }
            }
        })
    }

    /// Returns a conversation whose requests `handler` answers later: it takes from the request
    /// what its future needs. The next request waits for the reply.
    ///
    /// The future is polled on a thread of the server, within the tokio runtime that
    /// `net::Server::run` was called in.
    pub fn with_future<F>(
        parser: Parser,
        mut handler: impl FnMut(Request<'_>) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Reply>> + Send + 'static,
    {
        Self::of(parser, move |assembler, value, offset| {
            let request = Request::of(assembler, value, offset);
            Answer::Later(Box::pin(handler(request)))
        })
    }

    fn of(
        parser: Parser,
        handler: impl FnMut(&mut Assembler, Value, u64) -> Answer + Send + 'static,
    ) -> Self {
        ObjectConversation {
            assembler: Assembler::new(parser),
            encoder: Encoder::new(),
            handler: Box::new(handler),
            answering: Answering::default(),
        }
    }
}

impl ObjectConversation {
    /// Appends a reply to `output`, which the encoder borrows meanwhile.
    ///
    /// # Errors
    ///
    /// That of a value that cannot be written.
    fn say(&mut self, reply: &Reply, output: &mut Vec<u8>) -> Result<()> {
        std::mem::swap(self.encoder.output(), output);
        let written = reply.write(&mut self.encoder);
        std::mem::swap(self.encoder.output(), output);
        written
    }
}

impl Conversation for ObjectConversation {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<Progress> {
        self.assembler.buffer.append(input);
        let progress = |state| {
            Ok(Progress {
                consumed: input.len(),
                state,
            })
        };
        output.append(&mut self.encoder.take());
        loop {
            match self.answering.next(output.len())? {
                Next::Say(reply) => {
                    self.say(&reply, output)?;
                    if reply.is_last {
                        return progress(State::Finished);
                    }
                    drop(reply);
                    self.encoder.forget_gone();
                    continue;
                }
                Next::Stop(state) => return progress(state),
                Next::Read => {}
            }
            match self.assembler.object()? {
                assembler::Progress::NeedMore(_) => return progress(State::NeedInput),
                assembler::Progress::Ready(value) => {
                    let offset = self.assembler.begun();
                    let answer = (self.handler)(&mut self.assembler, value, offset);
                    self.answering.begin(answer);
                }
            }
        }
    }

    fn abandoned(&self, _unread: &[u8]) -> Error {
        self.assembler.abandoned()
    }

    fn ended(&mut self, unread: &[u8]) -> Result<()> {
        if self.assembler.is_at_end() {
            Ok(())
        } else {
            Err(self.abandoned(unread))
        }
    }

    fn request(&self, unread: usize) -> Option<u64> {
        let has_begun = unread > 0 || !self.assembler.is_at_end();
        self.answering.request(has_begun)
    }

    fn wake_with(&mut self, waker: &dyn Fn() -> Waker) {
        self.answering.wake_with(waker());
    }

    fn held(&self) -> usize {
        self.assembler
            .memory()
            .saturating_add(self.encoder.memory())
            .saturating_add(self.answering.held())
    }
}

impl fmt::Debug for ObjectConversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectConversation")
            .field("assembler", &self.assembler)
            .field("answering", &self.answering)
            .finish_non_exhaustive()
    }
}
