//! Classes whose `writeObject` does not write the fields that their descriptors name: whoever reads
//! one by its table need tell the parser nothing.

use javawire::conversation::{Conversation, ObjectConversation};
use javawire::typed::{Any, class, from_slice, to_vec};
use javawire::{Graph, ObjectInputStream, ObjectOutputStream, Parser};

/// `class Shy { int count; }`, which writes a `long` in place of it.
#[derive(Debug, PartialEq)]
struct Shy {
    pad: i64,
}
class! { Shy { "com.example.Shy" = 1 { _ = "count": int; - fields; + writeObject { pad: long; } } } }

/// Bytes of a block that are a block themselves, where four are taken for an `int`.
const AMBIGUOUS: i64 = 0x0000_7704_0000_0007;

#[derive(Debug, PartialEq)]
struct Holder {
    shy: Vec<Shy>,
    after: String,
}
class! { Holder { "com.example.Holder" = 2 { after; shy: "java.util.List"; } } }

fn holder() -> Holder {
    let shy = |pad| Shy { pad };
    Holder {
        shy: vec![shy(0), shy(AMBIGUOUS), shy(-1)],
        after: "after".to_owned(),
    }
}

#[test]
fn are_read_by_their_tables() {
    let bytes = to_vec(&holder()).unwrap();
    assert_eq!(from_slice::<Holder>(&bytes).unwrap(), holder());
    // Nobody can tell by the bytes alone.
    let ambiguous = to_vec(&Shy { pad: AMBIGUOUS }).unwrap();
    let graph = Graph::read(&ambiguous).unwrap();
    assert!(graph.get::<Shy>(graph.root().unwrap()).is_err());
    assert_eq!(from_slice::<Shy>(&ambiguous).unwrap().pad, AMBIGUOUS);

    let mut output = ObjectOutputStream::new(Vec::new()).unwrap();
    output.send("a text before").unwrap();
    for _ in 0..2 {
        output.send(&holder()).unwrap();
        output.reset().unwrap();
    }
    let bytes = output.into_inner().unwrap();
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    assert!(input.receive::<String>().unwrap().is_some());
    assert_eq!(input.receive::<Holder>().unwrap(), Some(holder()));
    assert_eq!(
        input.receive::<Option<Holder>>().unwrap(),
        Some(Some(holder()))
    );
    assert_eq!(input.receive::<Holder>().unwrap(), None);
}

#[test]
fn are_read_by_conversations() {
    let mut server = ObjectConversation::typed(Parser::new(), |holder: Holder| {
        Ok(holder.shy.len().to_string())
    });
    let mut sent = Vec::new();
    let bytes = to_vec(&holder()).unwrap();
    server.advance(&bytes, &mut sent).unwrap();
    assert_eq!(sent, b"\xAC\xED\0\x05\x74\0\x013");
}

#[test]
fn are_objects_of_graphs() {
    let any = Any::of(&holder()).unwrap();
    assert_eq!(any.get::<Holder>().unwrap(), holder());
    assert_eq!(to_vec(&any).unwrap(), to_vec(&holder()).unwrap());
    let mut graph = Graph::new();
    let node = graph.add(&holder()).unwrap();
    graph.push(node).unwrap();
    assert_eq!(graph.get::<Holder>(node).unwrap(), holder());
    assert_eq!(graph.write(), to_vec(&holder()).unwrap());
}
