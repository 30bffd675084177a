//! Where clients come in.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::net::{TcpListener, TcpStream};
use mio::{Interest, Registry, Token};

use super::shared::Shared;
use crate::net::server::{is_of_one_client, longer};

/// The token of the listener.
pub(super) const LISTENER: Token = Token(0);

/// How many are let in before those who are there have their turn.
const MANY: usize = 16;

#[derive(Debug)]
pub(super) struct Entrance {
    socket: TcpListener,
    may_have_more: bool,
    /// When to ask again what the system has refused, and how long that was put off.
    retry: Option<Instant>,
    pause: Duration,
}

impl Entrance {
    /// Returns the entrance of a listener, of which the poller tells from now on.
    pub(super) fn new(mut socket: TcpListener, registry: &Registry) -> io::Result<Self> {
        registry.register(&mut socket, LISTENER, Interest::READABLE)?;
        Ok(Entrance {
            socket,
            may_have_more: true,
            retry: None,
            pause: Duration::ZERO,
        })
    }

    /// Somebody may wait for a place, or for being let in.
    pub(super) fn somebody_may_wait(&mut self) {
        self.may_have_more = true;
    }

    /// Whether somebody may wait who can be let in now.
    pub(super) fn is_due(&self) -> bool {
        self.may_have_more && self.retry.is_none_or(|retry| retry <= Instant::now())
    }

    /// When to ask again what the system has refused.
    pub(super) fn retry(&self) -> Option<Instant> {
        self.retry.filter(|_| self.may_have_more)
    }

    /// Returns some of those who wait, each with a place; none if nobody does who could be let in.
    pub(super) fn accept<O>(&mut self, shared: &Shared<O>) -> Vec<(TcpStream, SocketAddr)> {
        let mut came = Vec::new();
        if !self.is_due() {
            return came;
        }
        while came.len() < MANY {
            if !shared.take_place() {
                self.may_have_more = false;
                break;
            }
            match self.socket.accept() {
                Ok(client) => {
                    self.retry = None;
                    self.pause = Duration::ZERO;
                    came.push(client);
                    continue;
                }
                Err(error) if is_of_one_client(&error) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.may_have_more = false;
                }
                Err(error) => {
                    shared.warn_of_refusal(&error);
                    self.pause = longer(self.pause);
                    self.retry = Instant::now().checked_add(self.pause);
                }
            }
            shared.give_place_back();
            if !self.is_due() {
                break;
            }
        }
        came
    }
}
