//! How deep objects may lie in each other where several hold them.

use std::sync::Arc;

use javawire::Graph;
use javawire::graph::ClassBuilder;
use javawire::typed::{class, from_slice};

struct Chained {
    next: Option<Arc<Chained>>,
}
class! { Chained { "a.Chained" = 1 { next = "next": "a.Chained"; } } }

/// The stream of an array of objects, each of which holds the one before it.
fn chained(count: usize) -> Vec<u8> {
    let mut graph = Graph::new();
    let class = ClassBuilder::serializable("a.Chained", 1).field("next", "a.Chained");
    let class = graph.define(class).unwrap();
    let mut all = Vec::new();
    for _ in 0..count {
        let next = all.last().copied();
        let object = graph.object(class).unwrap().set("next", next).unwrap().id();
        all.push(object);
    }
    let array = graph.object_array("java.lang.Object", all).unwrap();
    graph.push_header();
    graph.push(array).unwrap();
    graph.write()
}

/// None of them lies deep as the stream has them, but the last holds all others: dropping it drops
/// them one within the other.
#[test]
fn what_is_shared_lies_no_deeper_than_what_is_written() {
    let all: Vec<Arc<Chained>> = from_slice(&chained(900)).unwrap();
    assert_eq!(all.len(), 900);
    assert!(Arc::ptr_eq(all[899].next.as_ref().unwrap(), &all[898]));
    let error = from_slice::<Vec<Arc<Chained>>>(&chained(100_000))
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "1001 is over the limit ReadLimits::max_depth=1000, in java.lang.Object[][999].next"
    );
}
