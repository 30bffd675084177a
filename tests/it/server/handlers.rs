//! Conversations of other kinds than the phrase: any number of requests, and
//! handlers that answer later.

use std::sync::{Arc, Mutex, mpsc};

use javawire::conversation::{DataConversation, ObjectConversation, Reply};
use javawire::net::handler;
use javawire::net::{Server, Stopped};
use javawire::{DataInput, DataOutput, Error, Graph, JavaStr, Limits, Node, Parser};
use tokio::sync::oneshot;

use super::library::Running;
use crate::support::PATIENCE;
use crate::support::peers::{HEADER, Peer, string};
use crate::support::streams::java_streams;

fn upper(text: Option<javawire::JavaString>) -> Reply {
    text.map_or_else(Reply::null, |text| {
        Reply::string(text.to_string().to_uppercase())
    })
}

#[test]
fn objects_are_answered_one_after_the_other_until_the_client_leaves() {
    let service = handler::each(|_| {
        ObjectConversation::new(Parser::new(), |request| Ok(upper(request.string()?)))
    });
    let server = Server::default();
    let counters = server.counters();
    let server = Running::start(server, service);
    for at_a_time in [1, 1000] {
        let mut client = Peer::connect(server.address);
        // The header comes before anything is asked.
        assert_eq!(client.receive(4), HEADER);
        client.send(HEADER);
        let asked = [string("hola"), vec![0x70], string("adiós")].concat();
        for piece in asked.chunks(at_a_time) {
            client.send(piece);
        }
        let answers = [string("HOLA"), vec![0x70], string("ADIÓS")].concat();
        assert_eq!(client.receive(answers.len()), answers);
        // References lead to what was read before.
        client.send(b"\x71\0\x7E\0\0");
        assert_eq!(client.receive(7), string("HOLA"));
        // Many a client resets its stream behind each message, also behind the last.
        client.send(b"\x79\x79");
        client.end();
        assert_eq!(client.orderly_rest(), b"");
    }
    assert_eq!(server.stop(), Stopped { cut: 0 });
    let counted = counters.snapshot();
    assert_eq!((counted.answered, counted.failed), (2, 0));
}

#[test]
fn objects_of_any_class_are_requests_and_replies() {
    let [list] = java_streams(["int[]"]);
    let service = handler::each(|_| {
        ObjectConversation::new(Parser::new(), |request| {
            let node = request.value().unwrap();
            assert!(matches!(request.graph().node(node), Some(Node::Array(_))));
            Ok(Reply::object(request.graph().clone(), node).last())
        })
    });
    let server = Running::start(Server::default(), service);
    let mut client = Peer::connect(server.address);
    client.send(&list);
    let answer = client.orderly_rest();
    assert_eq!(answer, list);
    assert!(Graph::read(&answer).is_ok());
    server.stop();
}

/// A future that waits holds up neither other clients nor what comes later from its own.
#[test]
fn a_handler_that_waits_delays_nobody_else() {
    let (promise, kept) = oneshot::channel::<()>();
    let kept = Arc::new(Mutex::new(Some(kept)));
    let (asked, ask) = mpsc::channel();
    let service = handler::each(move |_| {
        let (kept, asked) = (Arc::clone(&kept), asked.clone());
        ObjectConversation::with_future(Parser::new(), move |request| {
            let text = request.string();
            let waits = text
                .as_ref()
                .is_ok_and(|text| text.as_ref().is_some_and(|text| *text == "wait"));
            let kept = waits.then(|| kept.lock().unwrap().take()).flatten();
            if waits {
                asked.send(()).unwrap();
            }
            async move {
                if let Some(kept) = kept {
                    let _ = kept.await;
                }
                // Timers are those of the caller's runtime.
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                Ok(upper(text?))
            }
        })
    });
    let server = Running::start(Server::default().with_workers(1), service);
    let mut first = Peer::connect(server.address);
    first.send(&[HEADER, &string("wait"), &string("next")].concat());
    ask.recv_timeout(PATIENCE).unwrap();
    for _ in 0..3 {
        let mut other = Peer::connect(server.address);
        other.send(&[HEADER, &string("hola")].concat());
        assert_eq!(other.receive(11), [HEADER, &string("HOLA")].concat());
    }
    assert_eq!(first.receive(4), HEADER);
    promise.send(()).unwrap();
    assert_eq!(first.receive(14), [string("WAIT"), string("NEXT")].concat());
    first.end();
    assert_eq!(first.orderly_rest(), b"");
    assert_eq!(server.stop(), Stopped { cut: 0 });
}

#[test]
fn data_is_answered_request_by_request() {
    let read = |input: &mut &[u8]| Ok((input.read_utf()?, input.read_long()?));
    let service = handler::each(move |_| {
        DataConversation::with_future(read, |(text, number)| async move {
            let mut reply = Vec::new();
            reply.write_utf(format!("{text} {number}").as_str())?;
            Ok(if number == 0 {
                Reply::bytes(reply).last()
            } else {
                Reply::bytes(reply)
            })
        })
    });
    let server = Running::start(Server::default(), service);
    let mut client = Peer::connect(server.address);
    let mut asked = Vec::new();
    for number in [7, -1, 0, 3] {
        asked.write_utf(JavaStr::new(b"n").unwrap()).unwrap();
        asked.write_long(number).unwrap();
    }
    asked.chunks(5).for_each(|piece| client.send(piece));
    // What stands behind the last one is not read.
    assert_eq!(client.orderly_rest(), b"\0\x03n 7\0\x04n -1\0\x03n 0");

    let mut cut = Peer::connect(server.address);
    cut.send(&asked[..5]);
    cut.end();
    assert_eq!(cut.rest(), b"");
    server.stop();
}

#[test]
fn a_handler_that_fails_ends_its_conversation_alone() {
    let service = handler::each(|_| {
        let limits = Limits::default().with_max_string(10);
        ObjectConversation::new(Parser::new().with_limits(limits), |request| {
            let text = request.string()?.unwrap_or_default();
            if text == "no" {
                let kind = javawire::ErrorKind::Caller("as this test wants it");
                return Err(Error::new(0, kind));
            }
            Ok(Reply::string(text))
        })
    });
    let server = Running::start(Server::default(), service);
    for bad in [string("no"), string("much too long")] {
        let mut client = Peer::connect(server.address);
        client.send(&[HEADER, &string("yes"), &bad].concat());
        assert_eq!(client.rest(), [HEADER, &string("yes")].concat());
    }
    assert_eq!(server.stop(), Stopped { cut: 0 });
}
