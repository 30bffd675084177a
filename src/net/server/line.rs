//! The socket of one client, as the poller knows it.

use std::io::{self, Read};
use std::net::Shutdown;

use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::scratch::Scratch;

/// How much may be read that nobody wants to know.
const MOST_DISCARDED: usize = 16 << 20;

#[derive(Debug)]
pub(super) struct Line {
    stream: TcpStream,
    /// What the poller reports: each time it comes, and only once.
    interest: Option<Interest>,
}

impl Line {
    pub(super) fn new(stream: TcpStream) -> Self {
        Line {
            stream,
            interest: None,
        }
    }

    pub(super) fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// Whether the poller knows it.
    pub(super) fn is_registered(&self) -> bool {
        self.interest.is_some()
    }

    /// Has the poller report this too.
    pub(super) fn register(
        &mut self,
        registry: &Registry,
        token: Token,
        interest: Interest,
    ) -> io::Result<()> {
        let all = self.interest.map_or(interest, |before| before | interest);
        match self.interest {
            None => registry.register(&mut self.stream, token, all)?,
            Some(before) if before == all => {}
            Some(_) => registry.reregister(&mut self.stream, token, all)?,
        }
        self.interest = Some(all);
        Ok(())
    }

    pub(super) fn read(&mut self, input: &mut [u8]) -> io::Result<usize> {
        self.stream.read(input)
    }

    /// Ends what is sent.
    pub(super) fn end(&self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }

    /// Reads what has come and forgets it, once `first` has seen the first of it. Nothing more
    /// will be read if it returns `Ok`: the client has ended, or sent too much.
    pub(super) fn discard(
        &mut self,
        discarded: &mut usize,
        scratch: &mut Scratch,
        first: impl Fn(&[u8]),
    ) -> io::Result<()> {
        while *discarded < MOST_DISCARDED {
            match self.stream.read(scratch.input()) {
                Ok(0) => break,
                Ok(count) => {
                    if *discarded == 0 {
                        first(scratch.input().get(..count).unwrap_or_default());
                    }
                    *discarded = discarded.saturating_add(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
