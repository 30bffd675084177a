//! The server of the library, with a listener, an end and conversations of the caller's.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use javawire::conversation::{Conversation, Progress};
use javawire::net::{Server, Service, Stopped};
use javawire::swap::{Answer, GreetingServer, PhraseServer};
use javawire::{Error, ErrorKind, JavaStr, JavaString};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::support::PATIENCE;
use crate::support::peers::{HEADER, Peer, phrase};

/// What a service was told.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Waiting,
    Accepted(SocketAddr),
    Answered(SocketAddr),
    Failed(SocketAddr, u64),
}

struct Witness(Sender<Told>);

type Answers = fn(Option<JavaStr<'_>>) -> Option<Answer>;

impl Service for Witness {
    type Conversation = PhraseServer<Answers>;

    fn accepted(&self, peer: SocketAddr) -> Self::Conversation {
        self.tell(Told::Accepted(peer));
        PhraseServer::new(1 << 20, |phrase| Some(Answer::Text(phrase?.into())))
    }

    fn waiting(&self) {
        self.tell(Told::Waiting);
    }

    fn answered(&self, peer: SocketAddr) {
        self.tell(Told::Answered(peer));
    }

    fn failed(&self, peer: SocketAddr, error: &Error) {
        self.tell(Told::Failed(peer, error.offset().unwrap()));
    }
}

impl Witness {
    fn tell(&self, what: Told) {
        self.0.send(what).unwrap();
    }
}

#[test]
fn a_service_is_told_of_every_step() {
    let (told, tell) = mpsc::channel();
    let server = Running::start(Server::default(), Witness(told));
    let next = || tell.recv_timeout(PATIENCE).unwrap();
    assert_eq!(next(), Told::Waiting);

    let mut good = Peer::connect(server.address);
    assert_eq!(next(), Told::Accepted(good.address()));
    assert_eq!(next(), Told::Waiting);
    good.send(&phrase("hola"));
    assert_eq!(good.orderly_rest(), phrase("hola"));
    assert_eq!(next(), Told::Answered(good.address()));

    let mut bad = Peer::connect(server.address);
    assert_eq!(next(), Told::Accepted(bad.address()));
    assert_eq!(next(), Told::Waiting);
    bad.send(HEADER);
    bad.end();
    assert_eq!(bad.rest(), b"");
    assert_eq!(next(), Told::Failed(bad.address(), 4));

    drop(good);
    assert_eq!(server.stop(), Stopped { cut: 0 });
}

#[test]
fn it_says_how_many_conversations_were_cut() {
    let (told, tell) = mpsc::channel();
    let server = Server::default().with_grace(Duration::ZERO);
    let server = Running::start(server, Witness(told));
    let mut silent = [(); 3].map(|()| Peer::connect(server.address));
    for _ in &silent {
        while !matches!(tell.recv_timeout(PATIENCE), Ok(Told::Accepted(_))) {}
    }
    assert_eq!(server.stop(), Stopped { cut: 3 });
    assert!(silent.iter_mut().all(|client| client.rest().is_empty()));
}

/// A conversation that is not ours to mend.
struct Panics;

impl Conversation for Panics {
    fn advance(&mut self, _: &[u8], _: &mut Vec<u8>) -> javawire::Result<Progress> {
        panic!("as this test wants it");
    }

    fn abandoned(&self, _: &[u8]) -> Error {
        Error::new(0, ErrorKind::Caller("abandoned"))
    }
}

struct PanicsFirst(std::sync::atomic::AtomicBool, GreetingServer);

/// Either of two conversations.
enum Either {
    Panics(Panics),
    Greets(GreetingServer),
}

impl Conversation for Either {
    fn advance(&mut self, input: &[u8], output: &mut Vec<u8>) -> javawire::Result<Progress> {
        match self {
            Either::Panics(conversation) => conversation.advance(input, output),
            Either::Greets(conversation) => conversation.advance(input, output),
        }
    }

    fn abandoned(&self, unread: &[u8]) -> Error {
        match self {
            Either::Panics(conversation) => conversation.abandoned(unread),
            Either::Greets(conversation) => conversation.abandoned(unread),
        }
    }
}

impl Service for PanicsFirst {
    type Conversation = Either;

    fn accepted(&self, _: SocketAddr) -> Either {
        if self.0.swap(true, std::sync::atomic::Ordering::SeqCst) {
            Either::Greets(self.1.clone())
        } else {
            Either::Panics(Panics)
        }
    }
}

#[test]
fn a_conversation_that_panics_takes_no_other_with_it() {
    let greeting = GreetingServer::new(JavaString::from("HELLO").as_java_str()).unwrap();
    let server = Running::start(Server::default(), PanicsFirst(false.into(), greeting));
    assert_eq!(Peer::connect(server.address).rest(), b"");
    assert_eq!(Peer::connect(server.address).rest(), b"\0\x05HELLO");
    assert_eq!(server.stop(), Stopped { cut: 0 });
}

/// A server on a thread of its own.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    stopped: thread::JoinHandle<Stopped>,
}

impl Running {
    pub(crate) fn start(server: Server, service: impl Service) -> Running {
        let (bound, address) = mpsc::channel();
        let (stop, stopping) = oneshot::channel();
        let stopped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                bound.send(listener.local_addr().unwrap()).unwrap();
                let shutdown = async {
                    if stopping.await.is_err() {
                        pending::<()>().await;
                    }
                };
                server.run(listener, service, shutdown).await
            })
        });
        Running {
            address: address.recv_timeout(PATIENCE).unwrap(),
            stop,
            stopped,
        }
    }

    pub(crate) fn stop(self) -> Stopped {
        self.stop.send(()).unwrap();
        self.stopped.join().unwrap()
    }
}
