//! The bytes of one conversation: what has come and what is said, without a socket.

use std::net::SocketAddr;
use std::task::Waker;

use super::Service;
use crate::conversation::{Conversation, Progress, State};
use crate::error::{Error, Result};
use crate::net::proxy;
use crate::stream::buffer::InputBuffer;

/// The number of what is under way though it is no request that the conversation knows of.
const OTHER: Option<u64> = Some(u64::MAX);

#[derive(Debug)]
pub(super) struct Talk<C> {
    /// `None` until the PROXY header has come.
    conversation: Option<C>,
    /// What has come and is not consumed.
    unread: InputBuffer,
    state: State,
    /// Whether the handler has something to say that has not been asked for yet.
    is_woken: bool,
    /// What the conversation failed with, while its last words are sent.
    failure: Option<Error>,
    offset: u64,
}

impl<C: Conversation> Talk<C> {
    pub(super) fn new() -> Self {
        Talk {
            conversation: None,
            unread: InputBuffer::default(),
            state: State::NeedInput,
            is_woken: false,
            failure: None,
            offset: 0,
        }
    }

    pub(super) fn begin<S>(&mut self, service: &S, peer: SocketAddr, waker: &dyn Fn() -> Waker)
    where
        S: Service<Conversation = C>,
    {
        let mut conversation = service.accepted(peer);
        conversation.wake_with(waker);
        self.conversation = Some(conversation);
    }

    pub(super) fn has_begun(&self) -> bool {
        self.conversation.is_some()
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    /// Whether nothing that the client still sends is read.
    pub(super) fn hears_no_more(&self) -> bool {
        matches!(self.state, State::Finished | State::Ending)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.state == State::Busy
    }

    /// The handler has something to say.
    pub(super) fn wake(&mut self) {
        self.is_woken = true;
    }

    /// Whether nothing can be done before the handler has something to say.
    pub(super) fn waits_for_handler(&self) -> bool {
        self.is_busy() && !self.is_woken
    }

    pub(super) fn has_unread(&self) -> bool {
        !self.unread.unread().is_empty()
    }

    /// How many bytes have been read.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// How many bytes have come.
    pub(super) fn end(&self) -> u64 {
        self.offset
            .saturating_add(self.unread.unread().len() as u64)
    }

    /// How much memory it holds.
    pub(super) fn holds(&self) -> usize {
        let conversation = self.conversation.as_ref();
        self.unread
            .capacity()
            .saturating_add(conversation.map_or(0, Conversation::held))
    }

    /// The number of the request that is under way, when the one before had this number and what
    /// is said is not all sent.
    pub(super) fn request(&self, before: Option<u64>, has_output: bool) -> Option<u64> {
        match &self.conversation {
            // The header of the PROXY protocol.
            None => OTHER.filter(|_| self.has_unread()),
            Some(conversation) => {
                let request = conversation.request(self.unread.unread().len());
                // Many answers in a row each have their own time.
                request.or_else(|| before.or(OTHER).filter(|_| has_output))
            }
        }
    }

    /// Takes in bytes of the PROXY header. Once it is complete, returns whom it names, if anybody.
    pub(super) fn header(&mut self, came: &[u8]) -> Result<Option<Option<SocketAddr>>> {
        self.unread.append(came);
        let Some((client, length)) = proxy::parse(self.unread.unread())? else {
            return Ok(None);
        };
        self.unread.consume(length);
        Ok(Some(client))
    }

    /// Takes out what is not read yet, so that the conversation is asked what it has to say
    /// without any input.
    pub(super) fn set_aside(&mut self) -> InputBuffer {
        std::mem::take(&mut self.unread)
    }

    /// Puts that back, if it is still heard.
    pub(super) fn take_up(&mut self, aside: InputBuffer) {
        if !self.hears_no_more() {
            self.unread = aside;
        }
    }

    /// Has the conversation read what is unread, and after it what `came`, and append what it says
    /// to `output`.
    ///
    /// # Errors
    ///
    /// What it failed with, unless it has last words: then that comes with the [end](Self::ended).
    pub(super) fn advance(&mut self, came: &[u8], output: &mut Vec<u8>) -> Result<()> {
        let Some(conversation) = &mut self.conversation else {
            return Ok(());
        };
        self.is_woken = false;
        let is_direct = self.unread.unread().is_empty();
        let input = if is_direct {
            came
        } else {
            self.unread.append(came);
            self.unread.unread()
        };
        let (consumed, state) = match conversation.advance(input, output) {
            Ok(Progress { consumed, state }) => (consumed, state),
            Err(error) if output.is_empty() => return Err(error),
            Err(error) => {
                self.failure = Some(error);
                (input.len(), State::Finished)
            }
        };
        self.state = state;
        self.offset = self.offset.saturating_add(consumed as u64);
        match (state, is_direct) {
            (State::Finished | State::Ending, _) => self.unread = InputBuffer::default(),
            (_, true) => self.unread.append(came.get(consumed..).unwrap_or_default()),
            (_, false) => {
                self.unread.consume(consumed);
                self.unread.release_if_empty();
            }
        }
        Ok(())
    }

    /// The client has ended what it sends, and more was needed.
    pub(super) fn cut_off(&mut self) -> Result<()> {
        let unread = self.unread.unread();
        match &mut self.conversation {
            Some(conversation) => conversation.ended(unread)?,
            None => return Err(proxy::abandoned(unread.len())),
        }
        self.state = State::Finished;
        Ok(())
    }

    /// All has been said, and sent.
    ///
    /// # Errors
    ///
    /// What the conversation failed with before its last words.
    pub(super) fn ended(&mut self) -> Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }
}
