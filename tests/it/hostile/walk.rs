//! All nodes of a graph, found without recursion.

use std::collections::HashSet;

use javawire::graph::{Annotation, Class, Content, FieldValue};
use javawire::{Graph, Node, NodeId};

/// Returns every node that can be reached from the top level, once.
pub fn nodes(graph: &Graph) -> Vec<NodeId> {
    let mut walk = Walk::default();
    for content in graph.contents() {
        walk.content(content);
    }
    let mut next = 0;
    while let Some(&node) = walk.found.get(next) {
        next += 1;
        match graph.node(node) {
            Some(Node::Object(object)) => {
                walk.class(object.class());
                for level in object.levels() {
                    for (_, value) in level.fields() {
                        walk.value(value);
                    }
                    walk.annotation(level.annotation());
                }
            }
            Some(Node::Array(array)) => {
                walk.class(array.class());
                for element in array.elements() {
                    walk.value(element);
                }
            }
            Some(Node::Enum { class, .. } | Node::Class(class) | Node::ClassDesc(class)) => {
                walk.class(class);
            }
            _ => {}
        }
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Vec<NodeId>,
    seen: HashSet<NodeId>,
    classes: HashSet<javawire::graph::ClassId>,
}

impl Walk {
    fn node(&mut self, node: NodeId) {
        if self.seen.insert(node) {
            self.found.push(node);
        }
    }

    fn value(&mut self, value: FieldValue) {
        if let FieldValue::Reference(Some(node)) = value {
            self.node(node);
        }
    }

    fn content(&mut self, content: Content<'_>) {
        if let Content::Object(Some(node)) | Content::Exception(Some(node)) = content {
            self.node(node);
        }
    }

    fn annotation(&mut self, annotation: Annotation<'_>) {
        for content in annotation {
            self.content(content);
        }
    }

    fn class(&mut self, class: Class<'_>) {
        let mut next = Some(class);
        while let Some(class) = next {
            if !self.classes.insert(class.id()) {
                return;
            }
            self.annotation(class.annotation());
            next = class.superclass();
        }
    }
}
