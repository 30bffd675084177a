//! Values set in graphs that were read: the same as if they had been built so.

use javawire::{Graph, Node, NodeId, Result};

use super::objects::{bean_class, color, set_bean};

/// What is read of a graph that is written.
fn read(graph: &Graph) -> Graph {
    Graph::read(&graph.write()).unwrap()
}

#[test]
fn every_field_of_a_graph_that_was_read_can_be_set() {
    let built = |filled: bool| -> Result<Graph> {
        let mut graph = Graph::new();
        let class = bean_class(&mut graph)?;
        let bean = graph.object(class)?.id();
        if filled {
            set_bean(&mut graph, bean, 7, "text")?;
        }
        graph.push(bean)?;
        Ok(graph)
    };
    let mut graph = read(&built(false).unwrap());
    let bean = graph.root().unwrap();
    set_bean(&mut graph, bean, 7, "text").unwrap();
    assert_eq!(graph.write(), built(true).unwrap().write());
    // And back again.
    set_bean(&mut graph, bean, 1, "else").unwrap();
    set_bean(&mut graph, bean, 7, "text").unwrap();
    assert_eq!(graph.write(), built(true).unwrap().write());
}

#[test]
fn what_is_added_shares_the_classes_that_were_read() {
    let mut both = Graph::new();
    let mut first = Graph::new();
    for graph in [&mut both, &mut first] {
        graph.push(vec![Some(1), None]).unwrap();
        let red = color(graph, "RED").unwrap();
        graph.push(red).unwrap();
    }
    let mut grown = read(&first);
    for graph in [&mut both, &mut grown] {
        graph.push(vec![Some(1000), None]).unwrap();
        // The constant that was read, and not one more.
        let red = color(graph, "RED").unwrap();
        graph.push(red).unwrap();
        let list = graph.jdk_class("java.util.ArrayList").unwrap();
        let list = graph.class_object(list).unwrap();
        graph.push(list).unwrap();
    }
    assert_eq!(grown.write(), both.write());
}

#[test]
fn elements_and_annotations_of_a_graph_that_was_read_can_be_set() {
    let mut graph = Graph::new();
    let ints = graph.array(&[1, 2, 3]).unwrap();
    let names = graph.object_array("java.lang.String", ["a", "b"]).unwrap();
    let date = graph.date(1).unwrap();
    for node in [ints, names, date] {
        graph.push(node).unwrap();
    }
    let mut graph = read(&graph);
    let nodes: Vec<NodeId> = graph
        .contents()
        .filter_map(|content| match content {
            javawire::graph::Content::Object(value) => value,
            _ => None,
        })
        .collect();
    graph.set_element(nodes[0], 1, 20).unwrap();
    graph.set_element(nodes[1], 0, None::<NodeId>).unwrap();
    graph.set_element(nodes[1], 1, "c").unwrap();
    let class = graph.jdk_class("java.util.Date").unwrap();
    let millis = javawire::graph::Contents::new().long(2);
    graph
        .edit(nodes[2])
        .unwrap()
        .annotate(class, &millis)
        .unwrap();

    let mut expected = Graph::new();
    let ints = expected.array(&[1, 20, 3]).unwrap();
    let names = expected
        .object_array("java.lang.String", [None, Some("c")])
        .unwrap();
    let date = expected.date(2).unwrap();
    for node in [ints, names, date] {
        expected.push(node).unwrap();
    }
    assert_eq!(graph.write(), expected.write());
}

#[test]
fn strings_do_not_change_with_what_is_set() {
    let mut graph = Graph::new();
    let text = graph.new_string("kept").unwrap();
    graph.push(text).unwrap();
    let mut graph = read(&graph);
    let root = graph.root().unwrap();
    assert!(graph.edit(root).is_err());
    assert!(matches!(graph.node(root), Some(Node::String(text)) if text == "kept"));
}
