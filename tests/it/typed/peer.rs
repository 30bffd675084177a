//! A Java end whose classes have moved on is answered in its own versions of them.

use std::io::Write;
use std::process::Stdio;

use javawire::conversation::{Conversation, ObjectConversation};
use javawire::graph::ClassBuilder;
use javawire::typed::{Peer, class};
use javawire::{Graph, ObjectInputStream, ObjectOutputStream, Parser, SerialFilter};

use crate::support::java::java_class;

/// As it was: below a class that is gone, which wrote data of its own, and with a field that is
/// gone.
#[derive(Debug, Clone, PartialEq)]
struct Order {
    base: i32,
    seal: i32,
    owner: Option<String>,
    count: i32,
    id: i64,
    name: Option<String>,
}
class! { Order {
    "PeerVersions$Base" = 1 { base; + writeObject { seal: int; owner: object; } }
    "PeerVersions$Order" = 42 { count; id; name; }
} }

#[derive(Debug)]
struct Answer {
    base: i32,
    seal: i32,
    owner: Option<String>,
    count: i32,
    id: i64,
    name: Option<String>,
    text: Option<String>,
}
class! { Answer {
    "PeerVersions$Base" = 1 { base; + writeObject { seal: int; owner: object; } }
    "PeerVersions$Order" = 42 { count; id; name; }
    "PeerVersions$Answer" = 5 { text; }
} }

fn written() -> Vec<u8> {
    let output = java_class("PeerVersions").arg("write").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

/// What the JVM reads of three objects.
fn read(stream: &[u8]) -> String {
    let mut program = java_class("PeerVersions")
        .arg("read")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have given up before it has read everything.
    let _ = program.stdin.take().unwrap().write_all(stream);
    let output = program.wait_with_output().unwrap();
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    told(&output.stdout) + &told(&output.stderr)
}

fn answer() -> Answer {
    Answer {
        base: 3,
        seal: 9,
        owner: Some("nobody".to_owned()),
        count: 4,
        id: 8,
        name: Some("eight".to_owned()),
        text: Some("text".to_owned()),
    }
}

#[test]
fn what_has_moved_on_is_answered_in_its_own_version() {
    let peer = Peer::default();
    let bytes = written();
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    let error = input.receive::<Order>().unwrap_err().to_string();
    assert!(error.contains("local class incompatible"), "{error}");

    let mut input = ObjectInputStream::new(bytes.as_slice())
        .unwrap()
        .with_peer(&peer);
    let order = input.receive::<Order>().unwrap().unwrap();
    let expected = Order {
        base: 0,
        seal: 0,
        owner: None,
        count: 0,
        id: 7,
        name: Some("seven".to_owned()),
    };
    assert_eq!(order, expected);

    let send = |output: &mut ObjectOutputStream<Vec<u8>>| {
        output.send(&order).unwrap();
        output.send(&answer()).unwrap();
        output.send(&order).unwrap();
    };
    let mut output = ObjectOutputStream::new(Vec::new())
        .unwrap()
        .with_peer(&peer);
    send(&mut output);
    assert_eq!(
        read(&output.into_inner().unwrap()),
        "7 seven 0 null 0 null\n8 eight 0 null 0 null text\n7 seven 0 null 0 null\n"
    );

    let mut output = ObjectOutputStream::new(Vec::new()).unwrap();
    send(&mut output);
    let refused = read(&output.into_inner().unwrap());
    assert!(refused.contains("local class incompatible"), "{refused}");
}

#[test]
fn a_conversation_learns_by_itself() {
    // A superclass that is new is not one that an Order can hold.
    let filter: SerialFilter = "PeerVersions$*;java.lang.*;!*".parse().unwrap();
    let parser = Parser::new().with_filter(filter);
    let mut server =
        ObjectConversation::typed(parser, |order: Order| Ok(order)).in_versions_of_the_peer();
    let bytes = written();
    let mut sent = Vec::new();
    server.advance(&bytes, &mut sent).unwrap();
    let theirs = Graph::read(&bytes).unwrap();
    let ours = Graph::read(&sent).unwrap();
    let class = |graph: &Graph| match graph.node(graph.root().unwrap()) {
        Some(javawire::Node::Object(object)) => {
            let class = object.class();
            let above = class.superclass().unwrap();
            (
                class.suid(),
                above.name().to_string(),
                above.suid(),
                class.fields().count(),
            )
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(class(&ours), class(&theirs));
}

/// One stream with these objects of the peer's.
fn peer_of(build: impl FnOnce(&mut Graph)) -> Peer {
    let mut graph = Graph::new();
    graph.push_header();
    build(&mut graph);
    let bytes = graph.write();
    let peer = Peer::default();
    let mut input = ObjectInputStream::new(bytes.as_slice())
        .unwrap()
        .with_peer(&peer);
    input.receive::<Order>().unwrap();
    peer
}

fn refusal(peer: &Peer) -> String {
    let order = Order {
        base: 1,
        seal: 9,
        owner: None,
        count: 2,
        id: 3,
        name: None,
    };
    let mut output = ObjectOutputStream::new(Vec::new()).unwrap().with_peer(peer);
    let error = output.send(&order).unwrap_err().to_string();
    // Nothing of it was written.
    output.send("more").unwrap();
    assert_eq!(
        output.into_inner().unwrap(),
        b"\xAC\xED\0\x05\x74\0\x04more"
    );
    error
}

#[test]
fn what_does_not_go_into_the_peers_class_is_refused() {
    let peer = peer_of(|graph| {
        let above = ClassBuilder::serializable("PeerVersions$New", 1).write_method();
        let above = graph.define(above).unwrap();
        let order = ClassBuilder::serializable("PeerVersions$Order", 9)
            .field("id", "long")
            .superclass(above);
        let order = graph.define(order).unwrap();
        let order = graph.object(order).unwrap().id();
        graph.push(order).unwrap();
    });
    assert_eq!(
        refusal(&peer),
        "PeerVersions$New: the peer's class writes data of its own, of which the table of the \
         class below says nothing"
    );

    let peer = peer_of(|graph| {
        let order = ClassBuilder::serializable("PeerVersions$Order", 9).write_method();
        let order = graph.define(order).unwrap();
        let order = graph.object(order).unwrap().id();
        graph.push(order).unwrap();
    });
    assert_eq!(
        refusal(&peer),
        "PeerVersions$Order: the peer's class is written in another way than the table says: by \
         a writeObject, a writeExternal, or neither"
    );
}
