//! Nodes that are of another graph, and those that an exception cut off.

use javawire::graph::Content;
use javawire::graph::Contents;
use javawire::{FieldValue, Graph, Node, NodeId};

use super::refused::said;

#[test]
fn a_node_of_another_graph_is_taken_for_that_of_its_number() {
    let mut other = Graph::new();
    let theirs = other.new_string("theirs").unwrap();
    let mut graph = Graph::new();
    let ours = graph.new_string("ours").unwrap();
    let array = graph.object_array("java.lang.String", [theirs]).unwrap();
    graph.push(theirs).unwrap();
    graph.push(array).unwrap();
    let Some(Node::Array(array)) = graph.node(array) else {
        panic!("no array");
    };
    let reference = FieldValue::Reference(Some(ours));
    assert_eq!(array.elements().collect::<Vec<_>>(), [reference]);
    let bytes = graph.write();
    assert!(bytes.starts_with(b"\xAC\xED\0\x05\x74\0\x04ours\x75"));
    assert!(bytes.ends_with(b"\x71\0\x7E\0\0"));

    // It has to fit its place as any other.
    let number = other.integer(1).unwrap();
    let mut strings = Graph::new();
    while strings.node(number).is_none() {
        strings.new_string("a").unwrap();
    }
    let problem = said(strings.object_array("java.lang.Integer", [number]));
    assert!(problem.ends_with("expected java.lang.Integer, found java.lang.String"));
    assert!(said(strings.edit(number)).contains("no object of this graph"));
    // A clone has the same nodes.
    assert_eq!(graph.clone().write(), graph.write());
    assert!(matches!(graph.clone().node(ours), Some(Node::String(text)) if text == "ours"));
}

#[test]
fn nodes_that_this_graph_does_not_have_are_refused() {
    let mut other = Graph::new();
    let nodes: Vec<NodeId> = (0..50).map(|_| other.new_string("x").unwrap()).collect();
    let far = nodes[49];
    let mut graph = Graph::new();
    let problem = "an object that is not in this graph";
    assert_eq!(said(graph.push(far)), problem);
    assert_eq!(said(graph.push_exception(far)), problem);
    assert_eq!(
        said(graph.push_contents(&Contents::new().object(far))),
        problem
    );
    assert_eq!(said(graph.array_list([far])), problem);
    assert!(said(graph.object_array("java.lang.Object", [far])).contains("not in this graph"));
    assert!(said(graph.edit(far)).contains("no object of this graph"));
    assert!(graph.contents().count() == 1);
}

/// A class with the object fields a, b and c; the writer gave up amid an object of it.
#[test]
fn fields_after_an_exception_cannot_be_set() {
    let class =
        b"\xAC\xED\0\x05sr\0\x01A\0\0\0\0\0\0\0\x01\x02\0\x03L\0\x01at\0\x12Ljava/lang/Object;\
                  L\0\x01bq\0~\0\x01L\0\x01cq\0~\0\x01xp";
    let exception = b"{sr\0\x01E\0\0\0\0\0\0\0\x01\x02\0\0xp";
    for come in 0..3 {
        let stream = [&class[..], &vec![0x70; come], exception].concat();
        let mut graph = Graph::read(&stream).unwrap();
        let objects = graph.contents().filter_map(|content| match content {
            Content::Object(object) => object,
            _ => None,
        });
        let object = objects.into_iter().next().unwrap();
        for field in ["a", "b", "c"] {
            let problem = said(graph.edit(object).unwrap().set(field, "text"));
            assert!(
                problem.contains("there is no such field"),
                "{come}: {problem}"
            );
        }
        assert_eq!(graph.write(), stream, "{come}");
    }
}

/// The writer gave up amid the description of Integer; it is described anew for one made by hand.
#[test]
fn a_class_that_was_cut_off_is_not_used() {
    let stream = b"\xAC\xED\0\x05sr\0\x11java.lang.Integer\x12\xE2\xA0\xA4\xF7\x81\x878\x02\0\x01I\0\x05value\
                   {sr\0\x01E\0\0\0\0\0\0\0\x01\x02\0\0xp";
    let mut graph = Graph::read(stream).unwrap();
    assert_eq!(graph.write(), stream);
    let integer = graph.integer(7).unwrap();
    let Some(Node::Object(integer)) = graph.node(integer) else {
        panic!("no object");
    };
    assert_eq!(integer.field("value"), Some(FieldValue::Int(7)));
    let superclass = integer.class().superclass().unwrap();
    assert_eq!(superclass.name(), "java.lang.Number");
}
