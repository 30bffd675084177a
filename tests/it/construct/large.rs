//! Large and deep graphs, on a small stack.

use std::thread;

use javawire::graph::ClassBuilder;
use javawire::{Graph, NodeId, Result};

const STACK: usize = 128 << 10;

/// Builds a graph, writes it, and reads it, on a thread with a small stack.
#[track_caller]
fn on_a_small_stack(build: fn(&mut Graph) -> Result<()>) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut graph = Graph::new();
        build(&mut graph).unwrap();
        let bytes = graph.write();
        assert_eq!(Graph::read(&bytes).unwrap().write(), bytes);
        let _ = graph.clone();
        bytes.len()
    });
    assert!(thread.unwrap().join().unwrap() > 1_000_000);
}

#[test]
fn lists_in_lists() {
    on_a_small_stack(|graph| {
        let mut list = graph.array_list([None::<NodeId>])?;
        for _ in 0..100_000 {
            list = graph.array_list([list])?;
        }
        graph.push(list)
    });
}

#[test]
fn exceptions_that_cause_each_other() {
    on_a_small_stack(|graph| {
        let class = graph.jdk_class("java.lang.Exception")?;
        let mut error = graph.throwable(class, &Default::default())?;
        for _ in 0..50_000 {
            let next = javawire::jdk::Throwable::new().cause(Some(error));
            error = graph.throwable(class, &next)?;
        }
        graph.push(error)
    });
}

#[test]
fn a_class_below_many_others() {
    on_a_small_stack(|graph| {
        let mut superclass = None;
        for number in 0..900 {
            let mut class = ClassBuilder::serializable(format!("a.A{number}"), number)
                .write_method()
                .field("value", "int")
                .field("others", "a.A0[]");
            if let Some(superclass) = superclass {
                class = class.superclass(superclass);
            }
            superclass = Some(graph.define(class)?);
        }
        let class = superclass.unwrap();
        for number in 0..300 {
            let object = graph.object(class)?.set("value", number)?.id();
            graph.push(object)?;
        }
        Ok(())
    });
}

#[test]
fn a_hash_map_whose_keys_are_all_in_one_tree() {
    on_a_small_stack(|graph| {
        let keys = 0..100_000_i64;
        let set = graph.hash_set(keys.map(|number| number << 32 | number))?;
        graph.push(set)
    });
}
