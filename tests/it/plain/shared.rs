//! Graphs in which much is shared: showing them takes time and room by the length of the stream.

use javawire::Graph;
use javawire::graph::{ClassBuilder, Contents, NodeId};
use javawire::inspect::json::Layout;
use javawire::inspect::plain::Plain;

/// So many of what is shared, and as many that share it.
const MANY: usize = 3_000;

/// How long the JSON of a graph is, and how long its stream.
fn lengths(mut graph: Graph, root: NodeId) -> (usize, usize) {
    graph.push(root).unwrap();
    let mut plain = Plain::new(&graph, Layout::Compact);
    let mut length = 0;
    while let Some(piece) = plain.piece() {
        length += piece.len();
    }
    (length, graph.write().len())
}

/// What the bound is made of: a million in any case, and then by the stream.
#[track_caller]
fn is_in_bounds(graph: Graph, root: NodeId) {
    let (json, stream) = lengths(graph, root);
    assert!(
        json < (20 << 20) + 200 * stream,
        "{json} bytes of JSON for {stream}"
    );
}

fn array(graph: &mut Graph, elements: &[NodeId]) -> NodeId {
    let elements = elements.iter().copied();
    graph.object_array("java.lang.Object", elements).unwrap()
}

/// Each array holds the one before twice: 2^40 ways to the first.
#[test]
fn twice_and_twice_again() {
    let mut graph = Graph::new();
    let end = graph.intern("end").unwrap();
    let mut inner = array(&mut graph, &[end, end]);
    for _ in 0..40 {
        inner = array(&mut graph, &[inner, inner]);
    }
    is_in_bounds(graph, inner);
}

#[test]
fn a_long_key_of_many_maps() {
    let mut graph = Graph::new();
    let key = graph.new_string("k".repeat(60_000)).unwrap();
    let maps: Vec<NodeId> = (0..MANY)
        .map(|_| graph.hash_map([(key, 1)]).unwrap())
        .collect();
    let root = array(&mut graph, &maps);
    is_in_bounds(graph, root);
}

#[test]
fn a_long_key_on_the_way_to_many_references() {
    let mut graph = Graph::new();
    let inner = array(&mut graph, &[]);
    let all = vec![inner; MANY];
    let root = array(&mut graph, &all);
    let map = graph.hash_map([("k".repeat(60_000), root)]).unwrap();
    for index in 0..MANY {
        graph.set_element(root, index, root).unwrap();
    }
    is_in_bounds(graph, map);
}

/// Each of many sets and vectors has the same map or array inside.
#[test]
fn many_collections_of_the_same_elements() {
    let mut graph = Graph::new();
    let elements: Vec<NodeId> = (0..MANY)
        .map(|number| graph.new_string(format!("element {number}")).unwrap())
        .collect();
    let map = graph
        .hash_map(elements.iter().map(|key| (*key, true)))
        .unwrap();
    let data = array(&mut graph, &elements);
    let set_class = ClassBuilder::serializable("java.util.Collections$SetFromMap", 1)
        .field("m", "java.util.Map");
    let set_class = graph.define(set_class).unwrap();
    let vector_class = ClassBuilder::serializable("java.util.Vector", 1)
        .field("elementCount", "int")
        .field("elementData", "java.lang.Object[]");
    let vector_class = graph.define(vector_class).unwrap();
    let mut all = Vec::new();
    for _ in 0..MANY {
        let set = graph.object(set_class).unwrap();
        all.push(set.set("m", map).unwrap().id());
        let vector = graph.object(vector_class).unwrap();
        let vector = vector
            .set("elementCount", i32::try_from(MANY).unwrap())
            .unwrap();
        all.push(vector.set("elementData", data).unwrap().id());
    }
    let root = array(&mut graph, &all);
    is_in_bounds(graph, root);
}

#[test]
fn many_copies_of_one_thing() {
    let mut graph = Graph::new();
    let class = ClassBuilder::serializable("java.util.Collections$CopiesList", 1)
        .field("n", "int")
        .field("element", "java.lang.Object");
    let class = graph.define(class).unwrap();
    let all: Vec<NodeId> = (0..MANY)
        .map(|_| {
            let copies = graph.object(class).unwrap().set("n", 1024).unwrap();
            copies.set("element", "the same").unwrap().id()
        })
        .collect();
    let root = array(&mut graph, &all);
    is_in_bounds(graph, root);
}

/// What is small is always shown, however much was shown before.
#[test]
fn short_texts_and_boxes_never_give_way() {
    let mut graph = Graph::new();
    let long = graph.new_string("l".repeat(60_000)).unwrap();
    let contents = Contents::new().objects(vec![long; 200]);
    graph.push_contents(&contents).unwrap();
    let (number, text) = (graph.integer(1000).unwrap(), graph.intern("short").unwrap());
    let tail = array(&mut graph, &[number, text, number, text, long]);
    graph.push(tail).unwrap();
    let json = javawire::inspect::plain::text(&graph, Layout::Compact);
    let last = json.lines().last().unwrap();
    assert_eq!(
        last,
        r#"[1000,"short",1000,"short",{"@again": "java.lang.String"}]"#
    );
}
