//! Conversations that have much to say, or to think about, before they listen: what has come
//! meanwhile is not lost.

use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::Waker;

use javawire::conversation::{Conversation, Progress, State};
use javawire::net::{Server, ServerLimits, Service, Stopped};
use javawire::{Error, ErrorKind};

use super::library::Running;
use crate::support::PATIENCE;
use crate::support::peers::Peer;

/// More than the buffers of a connection hold.
const MUCH: usize = 16 << 20;

/// Says so much, waits to be woken if it is a thinker, and then answers each byte with itself.
struct Speaker {
    says: usize,
    thinks: bool,
    has_spoken: bool,
    waker: Waker,
    wakers: Sender<Waker>,
}

impl Conversation for Speaker {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> javawire::Result<Progress> {
        if !self.has_spoken {
            self.has_spoken = true;
            output.resize(self.says, b'.');
            if self.thinks {
                self.wakers.send(self.waker.clone()).unwrap();
                return Ok(Progress {
                    consumed: 0,
                    state: State::Busy,
                });
            }
        }
        output.extend_from_slice(input);
        Ok(Progress {
            consumed: input.len(),
            state: if input.ends_with(b"!") {
                State::Finished
            } else {
                State::NeedInput
            },
        })
    }

    fn abandoned(&self, _: &[u8]) -> Error {
        Error::new(0, ErrorKind::Caller("abandoned"))
    }

    fn wake_with(&mut self, waker: &dyn Fn() -> Waker) {
        self.waker = waker();
    }
}

struct Speakers {
    says: usize,
    thinks: bool,
    wakers: Sender<Waker>,
}

impl Service for Speakers {
    type Conversation = Speaker;

    fn accepted(&self, _: SocketAddr) -> Speaker {
        Speaker {
            says: self.says,
            thinks: self.thinks,
            has_spoken: false,
            waker: Waker::noop().clone(),
            wakers: self.wakers.clone(),
        }
    }
}

/// Returns a service that says much at once, and what wakes its conversations.
pub(super) fn speakers(thinks: bool) -> (impl Service, Receiver<Waker>) {
    let (wakers, to_wake) = mpsc::channel();
    let service = Speakers {
        says: MUCH,
        thinks,
        wakers,
    };
    (service, to_wake)
}

fn serve(says: usize, thinks: bool) -> (Running, Receiver<Waker>) {
    let (wakers, to_wake) = mpsc::channel();
    let limits = ServerLimits::default().with_proxy_protocol(true);
    let service = Speakers {
        says,
        thinks,
        wakers,
    };
    let server = Server::default().with_limits(limits).with_workers(1);
    (Running::start(server, service), to_wake)
}

/// Sends a PROXY header and a request in one segment.
fn ask(server: &Running) -> Peer {
    let mut client = Peer::connect(server.address);
    client.send(b"PROXY TCP4 192.0.2.7 192.0.2.1 54321 10000\r\nhola!");
    client
}

#[test]
fn a_request_in_one_segment_with_the_proxy_header_waits_for_what_is_sent_first() {
    let (server, _wakers) = serve(MUCH, false);
    let mut client = ask(&server);
    let answer = client.orderly_rest();
    assert_eq!(answer.len(), MUCH + 5);
    assert!(answer.ends_with(b".hola!"));
    assert_eq!(server.stop(), Stopped { cut: 0 });
}

#[test]
fn a_request_in_one_segment_with_the_proxy_header_waits_for_a_busy_conversation() {
    let (server, wakers) = serve(0, true);
    let mut client = ask(&server);
    wakers.recv_timeout(PATIENCE).unwrap().wake();
    assert_eq!(client.orderly_rest(), b"hola!");
    assert_eq!(server.stop(), Stopped { cut: 0 });
}

/// It is woken while nobody takes what it has said before.
#[test]
fn a_handler_that_is_done_before_its_client_reads_is_asked_all_the_same() {
    let (server, wakers) = serve(MUCH, true);
    let mut client = ask(&server);
    wakers.recv_timeout(PATIENCE).unwrap().wake();
    // Behind it at the one worker: it has been told of it now.
    let mut other = ask(&server);
    wakers.recv_timeout(PATIENCE).unwrap().wake();
    for client in [&mut client, &mut other] {
        let answer = client.orderly_rest();
        assert_eq!(answer.len(), MUCH + 5);
        assert!(answer.ends_with(b".hola!"));
    }
    assert_eq!(server.stop(), Stopped { cut: 0 });
}
