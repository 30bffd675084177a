//! Objects of graphs, written one by one: the bytes that a JVM writes for the same calls.

use javawire::graph::{Content, Value};
use javawire::{Encoder, Event, FieldValue, Graph, GraphBuilder, Node, ObjectOutputStream};

use crate::library::assert_bytes;
use crate::support::streams::java_streams;

/// The elements of the array that is the graph's only object.
fn elements(graph: &Graph) -> Vec<Value> {
    let Some(Node::Array(array)) = graph.node(graph.root().unwrap()) else {
        panic!("no array")
    };
    let values = array.elements().map(|element| match element {
        FieldValue::Reference(value) => value,
        other => panic!("{other:?}"),
    });
    values.collect()
}

/// Also of an object that refers to itself: it then stands there once more, for others to refer to.
#[test]
fn unshared_objects_are_written_as_java_writes_them() {
    let [loop_, expected] = java_streams(["loop", "unshared"]);
    let graph = Graph::read(&loop_).unwrap();
    let (root, elements) = (graph.root(), elements(&graph));
    let mut stream = ObjectOutputStream::new(Vec::new()).unwrap();
    stream.write_unshared(&graph, root).unwrap();
    stream.write_object(&graph, root).unwrap();
    stream.write_unshared(&graph, root).unwrap();
    stream.write_unshared(&graph, None).unwrap();
    for &element in &elements {
        stream.write_unshared(&graph, element).unwrap();
    }
    stream.write_object(&graph, root).unwrap();
    stream.reset().unwrap();
    for &element in &elements {
        stream.write_unshared(&graph, element).unwrap();
        stream.write_object(&graph, element).unwrap();
    }
    assert_bytes("unshared", &stream.into_inner().unwrap(), &expected);
}

/// Graphs as a JVM writes them by themselves, and the stream of one that has them all.
fn separate() -> (Vec<Graph>, Vec<u8>) {
    let names: [String; 25] = std::array::from_fn(|index| match index {
        24 => "together".to_owned(),
        index => format!("separate {index}"),
    });
    let [graphs @ .., together] = java_streams(names.each_ref().map(String::as_str));
    let graphs = graphs.iter().map(|bytes| Graph::read(bytes).unwrap());
    (graphs.collect(), together)
}

#[test]
fn graphs_on_one_stream_share_their_descriptors() {
    let (graphs, expected) = separate();
    let mut stream = ObjectOutputStream::new(Vec::new()).unwrap();
    for graph in &graphs {
        stream.write_object(graph, graph.root()).unwrap();
    }
    assert_bytes("all alive", &stream.into_inner().unwrap(), &expected);

    // A graph that is no more has left its descriptors.
    let mut stream = ObjectOutputStream::new(Vec::new()).unwrap();
    for graph in graphs {
        stream.write_object(&graph, graph.root()).unwrap();
    }
    assert_bytes("one by one", &stream.into_inner().unwrap(), &expected);
}

#[test]
fn a_reset_forgets_descriptors_too() {
    let (graphs, expected) = separate();
    let mut encoder = Encoder::new();
    for _ in 0..2 {
        for graph in &graphs {
            encoder.object(graph, graph.root());
        }
        encoder.reset();
    }
    let again = [&expected[..], b"\x79", &expected[4..], b"\x79"].concat();
    assert_bytes("twice", &encoder.take(), &again);
}

/// The objects of the stream, in order.
fn objects(graph: &Graph) -> Vec<Value> {
    let objects = graph.contents().filter_map(|content| match content {
        Content::Object(value) => Some(value),
        _ => None,
    });
    objects.collect()
}

/// What was sent before an exception of the writer stands for nothing behind it.
#[test]
fn an_exception_forgets_descriptors_too() {
    let [date, other, cut] = java_streams(["separate 4", "separate 5", "cut"]);
    let date_graph = Graph::read(&date).unwrap();
    let other_graph = Graph::read(&other).unwrap();
    let cut_graph = Graph::read(&cut).unwrap();
    let mut encoder = Encoder::new();
    encoder.object(&date_graph, date_graph.root());
    encoder.object(&cut_graph, objects(&cut_graph)[0]);
    encoder.take();
    encoder.object(&other_graph, other_graph.root());
    assert_bytes("behind it", &encoder.take(), &other[4..]);
}

/// Two descriptors of one graph may be those of two class loaders, and stay two.
#[test]
fn descriptors_of_one_graph_stay_apart() {
    let [date] = java_streams(["separate 4"]);
    let twice = [&date[..], b"\x79", &date[4..]].concat();
    let graph = Graph::read(&twice).unwrap();
    let roots = objects(&graph);
    assert_eq!(roots.len(), 2);
    let mut encoder = Encoder::new();
    for root in roots {
        encoder.object(&graph, root);
    }
    assert_bytes("both", &encoder.take(), &[&date[..], &date[4..]].concat());
}

/// No name is written with a length that is not its own.
#[test]
fn a_name_that_the_format_cannot_hold_is_refused() {
    let name = javawire::JavaString::from("a".repeat(65_536));
    let name = name.as_java_str();
    let handle = javawire::Handle::from_wire(0x7E_0000);
    let flags = javawire::event::ClassFlags(2);
    let code = javawire::event::FieldType::Int;
    let desc = |name, fields| Event::ClassDesc {
        handle,
        name,
        suid: 1,
        flags,
        fields,
    };
    let short = javawire::JavaStr::new(b"a.B").unwrap();
    for event in [
        desc(name, 0),
        Event::Field { code, name },
        Event::ProxyInterface(name),
    ] {
        let mut encoder = Encoder::without_header();
        let error = encoder.event(&event).unwrap_err();
        assert!(error.to_string().contains("65536"), "{error}");
        assert_eq!(encoder.take(), b"");

        let mut builder = GraphBuilder::new();
        builder.event(&desc(short, 1)).unwrap();
        assert!(builder.event(&event).is_err());
    }
    let mut builder = GraphBuilder::new();
    builder.event(&desc(short, u16::MAX)).unwrap();
    let field = Event::Field { code, name: short };
    for _ in 0..u16::MAX {
        builder.event(&field).unwrap();
    }
    assert!(builder.event(&field).is_err());
}
