//! From a request to its reply, whatever the requests are.

use std::task::Waker;

use super::State;
use super::reply::{Answer, ENOUGH, Reply};
use crate::error::Result;

#[derive(Debug, Default)]
pub(super) struct Answering {
    answer: Option<Answer>,
    /// A long reply, from when it is there until it is counted.
    reply: Option<Reply>,
    requests: u64,
    waker: Option<Waker>,
}

/// What a conversation does next.
pub(super) enum Next {
    Say(Reply),
    /// Nothing for now.
    Stop(State),
    /// It reads the next request.
    Read,
}

impl Answering {
    /// Takes the answer to the next request.
    pub(super) fn begin(&mut self, answer: Answer) {
        self.answer = Some(answer);
        self.requests = self.requests.wrapping_add(1);
    }

    /// The number of the request that is under way: one that is being answered, or of which the
    /// first part has come (`has_begun`). Both count from the last that was whole.
    pub(super) fn request(&self, has_begun: bool) -> Option<u64> {
        let is_under_way = has_begun || self.answer.is_some() || self.reply.is_some();
        is_under_way.then_some(self.requests)
    }

    /// Returns what is to be done when so many bytes have been said since the last step.
    ///
    /// # Errors
    ///
    /// That of the handler.
    pub(super) fn next(&mut self, said: usize) -> Result<Next> {
        if let Some(reply) = self.reply.take() {
            return Ok(Next::Say(reply));
        }
        let Some(answer) = self.answer.take() else {
            return Ok(match said {
                ENOUGH.. => Next::Stop(State::Sending),
                _ => Next::Read,
            });
        };
        match answer.poll(self.waker.as_ref().unwrap_or(Waker::noop())) {
            Ok(reply) => {
                let reply = reply?;
                if reply.is_long() {
                    self.reply = Some(reply);
                    return Ok(Next::Stop(State::Sending));
                }
                Ok(Next::Say(reply))
            }
            Err(answer) => {
                self.answer = Some(answer);
                Ok(Next::Stop(State::Busy))
            }
        }
    }

    pub(super) fn wake_with(&mut self, waker: Waker) {
        self.waker = Some(waker);
    }

    /// How much memory it holds.
    pub(super) fn held(&self) -> usize {
        let answer = self.answer.as_ref().map_or(0, Answer::memory);
        answer.saturating_add(self.reply.as_ref().map_or(0, Reply::cost))
    }
}
