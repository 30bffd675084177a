//! How much memory comparing takes, and that time grows with the streams and no faster.

use allocation_counter::measure;
use javawire::Graph;
use javawire::compare::{Comparison, Rules, objects};
use javawire::graph::{ClassBuilder, NodeId};

use crate::support::tries_all;

/// A list of beans, each with a text and a list of its own; one of them has another number.
fn beans(count: i32, other: i32, is_set: bool) -> (Graph, NodeId) {
    let mut graph = Graph::new();
    let class = ClassBuilder::serializable("a.Bean", 1)
        .field("number", "int")
        .field("price", "double")
        .field("name", "java.lang.String")
        .field("next", "a.Bean");
    let class = graph.define(class).unwrap();
    let mut all = Vec::new();
    let mut last: Option<NodeId> = None;
    for number in 0..count {
        let name = graph.new_string(format!("bean {number}")).unwrap();
        let told = if number == other { -1 } else { number };
        let bean = graph.object(class).unwrap();
        let bean = bean.set("number", told).unwrap().set("name", name).unwrap();
        let bean = bean.set("next", last).unwrap().id();
        graph.set_hash_code(bean, number);
        last = Some(bean);
        all.push(bean);
    }
    let root = match is_set {
        true => graph.hash_set(all),
        false => graph.array_list(all),
    };
    let root = root.unwrap();
    (graph, root)
}

fn checked(old: &(Graph, NodeId), new: &(Graph, NodeId)) -> Comparison {
    let rules = Rules::new();
    objects((&old.0, Some(old.1)), (&new.0, Some(new.1)), &rules)
}

/// A million beans with `make test-all`.
#[test]
fn many_beans_take_little_memory() {
    let count = if tries_all() { 1_000_000 } else { 50_000 };
    for is_set in [false, true] {
        let mut old = beans(count, -1, is_set);
        let mut new = beans(count, count / 2, is_set);
        let read = |side: &mut (Graph, NodeId)| {
            side.0.push(side.1).unwrap();
            let graph = Graph::read(&side.0.write()).unwrap();
            let root = graph.root().unwrap();
            *side = (graph, root);
        };
        read(&mut old);
        read(&mut new);
        // A graph takes about as much as its bytes, and its text and numbers stand in it as they are.
        let wire = u64::try_from(old.0.write().len()).unwrap();
        let mut count_of = 0;
        let used = measure(|| count_of = checked(&old, &new).count());
        assert_eq!(count_of, 1);
        assert!(
            used.bytes_max <= 4 * 2 * wire,
            "{} bytes for two streams of {wire}",
            used.bytes_max
        );
    }
}
