//! What a client says before the conversation: who it is, and where it wants to go.

use std::net::SocketAddr;

use super::Settings;
use super::line::{Heard, Line, Said};
use super::route::{Route, Target, led};
use crate::net::proxy;
use crate::net::socks::{Handshake, Refusal, Step};

/// How much is read at once: what is expected is shorter.
const PIECE: usize = 4096;

#[derive(Debug)]
pub(super) struct Introduction {
    unread: Vec<u8>,
    /// Whether a load balancer is to name the client first.
    awaits_header: bool,
    client: Option<SocketAddr>,
    handshake: Option<Handshake>,
}

/// How far it has come.
pub(super) enum Introduced {
    /// More is to come.
    NotYet,
    /// The client has gone, without a word or amid one.
    Gone,
    /// The client said something wrong. It has been answered.
    Wrong(String),
    Done(Guest),
}

/// A client that has said what it had to.
#[derive(Debug)]
pub(super) struct Guest {
    /// What it said after that.
    pub(super) early: Vec<u8>,
    /// Who it is, where somebody else has said so.
    pub(super) client: Option<SocketAddr>,
    pub(super) target: Target,
    /// What it asked for, if it did: then it waits to be told that its server was reached.
    pub(super) asked: Option<String>,
}

impl Guest {
    /// Whether it waits to be told that its server was reached.
    pub(super) fn awaits_reply(&self) -> bool {
        self.asked.is_some()
    }
}

impl Introduction {
    pub(super) fn new(settings: &Settings) -> Self {
        Introduction {
            unread: Vec::new(),
            awaits_header: settings.expects_header,
            client: None,
            handshake: match settings.route {
                Route::To(_) => None,
                Route::Asked { .. } => Some(Handshake::default()),
            },
        }
    }

    /// Hears what the client says, as far as it has come.
    pub(super) fn hear(
        &mut self,
        client: &mut Line,
        scratch: &mut [u8],
        settings: &Settings,
    ) -> Introduced {
        loop {
            match self.advance(client, settings) {
                Introduced::NotYet => {}
                done => return done,
            }
            let piece = scratch.get_mut(..PIECE).unwrap_or_default();
            match client.read(piece) {
                Heard::Bytes(count) => {
                    let bytes = piece.get(..count).unwrap_or_default();
                    self.unread.extend_from_slice(bytes);
                }
                Heard::Nothing => return Introduced::NotYet,
                Heard::End | Heard::Reset => return Introduced::Gone,
            }
        }
    }

    /// Deals with what has come.
    fn advance(&mut self, client: &mut Line, settings: &Settings) -> Introduced {
        if self.awaits_header {
            match proxy::parse(&self.unread) {
                Ok(None) => return Introduced::NotYet,
                Ok(Some((named, length))) => {
                    self.unread.drain(..length);
                    self.client = named;
                    self.awaits_header = false;
                }
                Err(error) => return Introduced::Wrong(error.to_string()),
            }
        }
        let mut words = None;
        let target = match (&mut self.handshake, &settings.route) {
            (None, Route::Asked { .. }) => return Introduced::NotYet,
            (_, Route::To(target)) => target.clone(),
            (Some(handshake), Route::Asked { mappings, .. }) => loop {
                match handshake.next(&self.unread) {
                    Ok(Step::More) => return Introduced::NotYet,
                    Ok(Step::Answer(length, answer)) => {
                        self.unread.drain(..length);
                        if !says(client, &answer) {
                            return Introduced::Gone;
                        }
                    }
                    Ok(Step::Connect(length, asked)) => {
                        self.unread.drain(..length);
                        words = Some(asked.to_string());
                        break led(mappings, asked);
                    }
                    Err(Refusal { answer, reason }) => {
                        says(client, &answer);
                        client.end();
                        return Introduced::Wrong(reason);
                    }
                }
            },
        };
        Introduced::Done(Guest {
            early: std::mem::take(&mut self.unread),
            client: self.client,
            target,
            asked: words,
        })
    }
}

/// Says something so short that there is room for it, or no connection. Whether it went.
pub(super) fn says(client: &mut Line, bytes: &[u8]) -> bool {
    bytes.is_empty() || client.write(bytes) == Said::Bytes(bytes.len())
}
