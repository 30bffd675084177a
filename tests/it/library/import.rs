//! Objects of one graph in another: the same bytes, wherever they are written from.

use javawire::graph::{ClassBuilder, Content};
use javawire::{Encoder, Graph, Node, NodeId};

use crate::library::assert_bytes;
use crate::streams_support::committed::readable;
use crate::streams_support::each::each;
use crate::support::streams::java_streams;

fn alone(graph: &Graph, node: NodeId) -> Vec<u8> {
    let mut encoder = Encoder::new();
    encoder.object(graph, Some(node));
    encoder.take()
}

/// Every object of the committed streams, by itself and below one that is there already.
#[test]
fn a_copy_is_written_as_its_original() {
    each(
        &readable(),
        |stream| &stream.name,
        |stream| {
            let graph = Graph::read_with(stream.parser(), &stream.bytes);
            let graph = graph.map_err(|error| error.to_string())?;
            let mut objects = graph.contents().filter_map(|content| match content {
                Content::Object(value) => value,
                _ => None,
            });
            objects.try_for_each(|node| {
                let mut copy = Graph::new();
                let other = copy.new_string("another").map_err(|e| e.to_string())?;
                copy.push(other).map_err(|e| e.to_string())?;
                let imported = copy.import(&graph, node).map_err(|e| e.to_string())?;
                let (ours, theirs) = (alone(&copy, imported), alone(&graph, node));
                let differ = format!("{node:?} differs: {ours:x?}, not {theirs:x?}");
                (ours == theirs).then_some(()).ok_or(differ)
            })
        },
    );
}

/// What a JVM writes of objects that came by themselves: a class has one descriptor.
#[test]
fn copies_share_their_descriptors() {
    let names: [String; 25] = std::array::from_fn(|index| match index {
        24 => "together".to_owned(),
        index => format!("separate {index}"),
    });
    let [graphs @ .., together] = java_streams(names.each_ref().map(String::as_str));
    let mut all = Graph::new();
    for bytes in &graphs {
        let graph = Graph::read(bytes).unwrap();
        let copy = all.import(&graph, graph.root().unwrap()).unwrap();
        all.push(copy).unwrap();
    }
    assert_bytes("together", &all.write(), &together);
}

fn person(graph: &mut Graph, suid: i64) -> NodeId {
    let person = ClassBuilder::serializable("com.example.Person", suid)
        .field("age", "int")
        .field("friend", "com.example.Person");
    let person = graph.define(person).unwrap();
    let ada = graph.object(person).unwrap().set("age", 36).unwrap().id();
    let friend = graph
        .object(person)
        .unwrap()
        .set("friend", ada)
        .unwrap()
        .id();
    graph.edit(ada).unwrap().set("friend", friend).unwrap();
    ada
}

#[test]
fn a_class_described_otherwise_stays_another() {
    let (mut one, mut two) = (Graph::new(), Graph::new());
    let (ours, theirs) = (person(&mut one, 1), person(&mut two, 2));
    let again = one.clone();
    let copy = one.import(&two, theirs).unwrap();
    let third = one.import(&again, ours).unwrap();
    let class = |node| match one.node(node) {
        Some(Node::Object(object)) => (object.class().id(), object.class().suid()),
        other => panic!("{other:?}"),
    };
    assert_eq!(class(ours).1, 1);
    assert_eq!(class(copy).1, 2);
    assert_eq!(class(third), class(ours));
}

#[test]
fn constants_are_one_and_hash_codes_stay() {
    let mut theirs = Graph::new();
    let color = theirs.enum_class("com.example.Color").unwrap();
    let red = theirs.enum_constant(color, "RED").unwrap();
    let object = person(&mut theirs, 1);
    theirs.set_hash_code(object, 7);
    let mut ours = Graph::new();
    let first = ours.import(&theirs, red).unwrap();
    let copy = ours.import(&theirs, object).unwrap();
    assert_eq!(ours.import(&theirs, red).unwrap(), first);
    assert_eq!(ours.told_hash_code(copy), Some(7));
}

#[test]
fn what_is_in_no_graph_is_refused() {
    let mut theirs = Graph::new();
    let node = theirs.new_string("theirs").unwrap();
    let error = Graph::new().import(&Graph::new(), node).unwrap_err();
    assert_eq!(
        error.to_string(),
        "an object that is not in the graph it is to be copied from"
    );
    let error = Graph::new().add(&None::<String>).unwrap_err();
    assert_eq!(error.to_string(), "null, which is no object of a graph");
}

/// Nothing is recursive: a list of 200,000 objects, each in the one before it.
#[test]
fn depth_is_no_matter() {
    let mut theirs = Graph::new();
    let link = ClassBuilder::serializable("com.example.Link", 1).field("next", "com.example.Link");
    let link = theirs.define(link).unwrap();
    let mut head = None;
    for _ in 0..200_000 {
        head = Some(theirs.object(link).unwrap().set("next", head).unwrap().id());
    }
    let mut ours = Graph::new();
    let copy = ours.import(&theirs, head.unwrap()).unwrap();
    assert_eq!(alone(&ours, copy), alone(&theirs, head.unwrap()));
}
