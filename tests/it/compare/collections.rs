//! What maps, sets, lists and exceptions hold, whatever their capacities.

use javawire::compare::{Rules, Verdict, streams};
use javawire::graph::{ClassBuilder, ClassId, Graph, NodeId};
use javawire::jdk::{HashOptions, StackTraceElement, Throwable};

use super::{compared, told, written};

fn order(graph: &mut Graph, id: i32, name: &str) -> javawire::Result<NodeId> {
    let class = order_class(graph)?;
    let object = graph.object(class)?.set("id", id)?.set("name", name)?;
    Ok(object.id())
}

fn order_class(graph: &mut Graph) -> javawire::Result<ClassId> {
    graph.define(
        ClassBuilder::serializable("shop.Order", 5)
            .field("id", "int")
            .field("name", "java.lang.String"),
    )
}

fn orders(graph: &mut Graph, all: &[(i32, &str)]) -> javawire::Result<Vec<NodeId>> {
    let class = order_class(graph)?;
    let mut orders = Vec::new();
    for (id, name) in all {
        let object = graph.object(class)?.set("id", *id)?.set("name", *name)?;
        let order = object.id();
        graph.set_hash_code(order, 7);
        orders.push(order);
    }
    Ok(orders)
}

#[test]
fn order_and_capacity_of_hash_maps_do_not_count() {
    let map = |capacity, keys: &[&str]| {
        written(|graph| {
            let options = HashOptions::default().with_capacity(capacity);
            let entries = keys.iter().map(|key| (*key, key.len() as i32));
            graph.hash_map_with(options, entries)
        })
    };
    let old = map(16, &["one", "three", "eleven", "b"]);
    let new = map(1024, &["b", "eleven", "three", "one"]);
    assert_ne!(old, new);
    assert_eq!(compared(&old, &new).verdict(), Verdict::SameObjects);
    let strict = streams(&old, &new, &Rules::new().strict());
    assert_eq!(strict.verdict(), Verdict::Differs);
}

#[test]
fn entries_of_maps_are_found_by_their_keys() {
    let map = |entries: &[(&str, i32)]| written(|graph| graph.hash_map(entries.iter().copied()));
    let old = map(&[("one", 1), ("sku-2", 2), ("three", 3)]);
    let changed = compared(&old, &map(&[("three", 3), ("one", 1), ("sku-2", 5)]));
    assert_eq!(told(&changed), ["$['sku-2']: 2 → 5"]);
    let missing = compared(&old, &map(&[("one", 1), ("three", 3)]));
    assert_eq!(told(&missing), ["$['sku-2']: Integer 2 is missing"]);
    let renamed = compared(&old, &map(&[("one", 1), ("sku-9", 2), ("three", 3)]));
    assert_eq!(
        told(&renamed),
        ["$['sku-2']: the key \"sku-2\" → \"sku-9\""]
    );
}

#[test]
fn elements_of_sets_are_found_by_what_is_in_them() {
    let set = |all: &[(i32, &str)]| {
        written(|graph| {
            let orders = orders(graph, all)?;
            graph.hash_set(orders)
        })
    };
    let old = set(&[(1, "a"), (2, "b"), (3, "c")]);
    let same = compared(&old, &set(&[(3, "c"), (1, "a"), (2, "b")]));
    assert_eq!(same.verdict(), Verdict::SameObjects, "{same}");
    let changed = compared(&old, &set(&[(3, "c"), (1, "x"), (2, "b")]));
    assert_eq!(changed.count(), 1, "{changed}");
    let difference = &changed.differences()[0];
    assert!(difference.path().ends_with("].name"), "{changed}");
    assert_eq!(difference.general_path(), "$[*].name");
    assert_eq!(difference.field(), Some("shop.Order#name"));
    assert_eq!(difference.old_value(), Some("\"a\""));
    assert_eq!(difference.new_value(), Some("\"x\""));
}

#[test]
fn linked_maps_and_lists_keep_their_order() {
    let map =
        |keys: &[&str]| written(|graph| graph.linked_hash_map(keys.iter().map(|key| (*key, 1))));
    let comparison = compared(&map(&["a", "b", "c"]), &map(&["a", "c", "b"]));
    assert_eq!(
        told(&comparison),
        ["$: the order is another: a, b, c → a, c, b"]
    );
    let list = |elements: &[&str]| written(|graph| graph.array_list(elements.iter().copied()));
    let comparison = compared(&list(&["a", "b"]), &list(&["b", "a"]));
    assert_eq!(
        told(&comparison),
        ["$[0]: \"a\" → \"b\"", "$[1]: \"b\" → \"a\""]
    );
    let comparison = compared(&list(&["a", "b", "c"]), &list(&["a", "x", "b", "c"]));
    assert_eq!(told(&comparison), ["$[1]: \"x\" was added"]);
}

/// One object at two places is not two equal ones: `==` sees it.
#[test]
fn shared_and_copied_objects_are_told_apart() {
    let twice = |is_shared| {
        written(|graph| {
            let all = orders(graph, &[(1, "a"), (1, "a")])?;
            let second = if is_shared { all[0] } else { all[1] };
            graph.array_list([all[0], second])
        })
    };
    let (shared, copied) = (twice(true), twice(false));
    let comparison = compared(&shared, &copied);
    assert_eq!(
        told(&comparison),
        ["$[1]: shared shop.Order {id: 1, name: \"a\"} → copy shop.Order {id: 1, name: \"a\"}"]
    );
    let comparison = compared(&copied, &shared);
    assert_eq!(comparison.count(), 1, "{comparison}");
    let texts = |is_shared| {
        written(|graph| {
            let first = graph.new_string("text")?;
            let second = if is_shared {
                first
            } else {
                graph.new_string("text")?
            };
            graph.array_list([first, second])
        })
    };
    let comparison = compared(&texts(true), &texts(false));
    assert_eq!(comparison.verdict(), Verdict::SameObjects);
}

#[test]
fn classes_differ_once_each() {
    let list = |suid, kind: &str| {
        written(|graph| {
            let class = ClassBuilder::serializable("shop.Order", suid).field("id", kind);
            let class = graph.define(class)?;
            let mut all = Vec::new();
            for _ in 0..3 {
                all.push(graph.object(class)?.id());
            }
            graph.array_list(all)
        })
    };
    let comparison = compared(&list(5, "int"), &list(6, "int"));
    assert_eq!(
        told(&comparison),
        ["shop.Order: serialVersionUID 5 → serialVersionUID 6"]
    );
    let comparison = compared(&list(5, "int"), &list(5, "long"));
    assert_eq!(
        told(&comparison),
        ["shop.Order: field id: int → field id: long"]
    );
}

#[test]
fn stack_traces_do_not_count_unless_rules_are_strict() {
    let exception = |line, message: &str| {
        written(|graph| {
            let class = graph.jdk_class("java.lang.IllegalStateException")?;
            let element = StackTraceElement::new("shop.Main", "main", Some("Main.java"), line);
            let throwable = Throwable::new().message(message).stack_trace([element]);
            graph.throwable(class, &throwable)
        })
    };
    let old = exception(3, "closed");
    let comparison = compared(&old, &exception(4, "closed"));
    assert_eq!(comparison.verdict(), Verdict::SameObjects, "{comparison}");
    let strict = streams(&old, &exception(4, "closed"), &Rules::new().strict());
    assert_eq!(strict.count(), 1, "{strict}");
    assert_eq!(strict.differences()[0].path(), "$.stackTrace[0]");
    let comparison = compared(&old, &exception(3, "open"));
    assert_eq!(
        told(&comparison),
        ["$.detailMessage: \"closed\" → \"open\""]
    );
}

/// Numbers and dates are one value each, and are told as a reader sees them.
#[test]
fn numbers_are_one_value() {
    let map = |digits, scale| {
        written(|graph| {
            let total = graph.big_decimal(digits, scale)?;
            graph.hash_map([("total", total)])
        })
    };
    let comparison = compared(&map(1250, 2), &map(125, 1));
    assert_eq!(
        told(&comparison),
        ["$.total: java.math.BigDecimal 12.50 → java.math.BigDecimal 12.5"]
    );
    let doubles = |value: f64| written(|graph| graph.array(&[value]));
    let nan = doubles(f64::NAN);
    let mut other = nan.clone();
    *other.last_mut().unwrap() = 1;
    let comparison = compared(&nan, &other);
    assert_eq!(comparison.verdict(), Verdict::SameObjects);
    let comparison = compared(&doubles(0.0), &doubles(-0.0));
    assert_eq!(comparison.count(), 1, "{comparison}");
}

/// Cycles end, and lists that are long are no deeper for that.
#[test]
fn cycles_and_long_chains_are_walked_without_recursion() {
    let chain = |length: i32, last: i32| {
        written(|graph| {
            let class = ClassBuilder::serializable("a.Node", 1)
                .field("value", "int")
                .field("next", "a.Node");
            let class = graph.define(class)?;
            let first = graph.object(class)?.set("value", last)?.id();
            let mut head = first;
            for value in 0..length {
                let node = graph.object(class)?.set("value", value)?;
                head = node.set("next", head)?.id();
            }
            graph.edit(first)?.set("next", head)?;
            Ok(head)
        })
    };
    let comparison = compared(&chain(100_000, 1), &chain(100_000, 2));
    assert_eq!(comparison.count(), 1, "{comparison}");
    assert_eq!(
        comparison.differences()[0].path(),
        format!("$ … {}.value", ".next".repeat(7))
    );
}

/// A tree in a set, whose parts refer back to it, is found in another order too.
#[test]
fn sets_whose_elements_refer_back_are_the_same_in_any_order() {
    let family = |names: &[&str]| {
        written(|graph| {
            let class = ClassBuilder::serializable("a.Person", 1)
                .field("name", "java.lang.String")
                .field("parent", "a.Person")
                .field("children", "java.util.Set");
            let class = graph.define(class)?;
            let parent = graph.object(class)?.set("name", "parent")?.id();
            let mut children = Vec::new();
            for name in names {
                let child = graph.object(class)?.set("name", *name)?;
                let child = child.set("parent", parent)?.id();
                graph.set_hash_code(child, 1);
                children.push(child);
            }
            let set = graph.hash_set(children)?;
            graph.edit(parent)?.set("children", set)?;
            Ok(parent)
        })
    };
    let old = family(&["Ada", "Ben", "Cleo"]);
    let comparison = compared(&old, &family(&["Cleo", "Ada", "Ben"]));
    assert_eq!(comparison.verdict(), Verdict::SameObjects, "{comparison}");
    let comparison = compared(&old, &family(&["Cleo", "Ada", "Bob"]));
    assert_eq!(comparison.count(), 1, "{comparison}");
    assert_eq!(
        comparison.differences()[0].general_path(),
        "$.children[*].name"
    );
}

#[test]
fn objects_of_graphs_are_compared_without_streams() {
    let (mut old, mut new) = (Graph::new(), Graph::new());
    let one = order(&mut old, 1, "a").unwrap();
    let other = order(&mut new, 2, "a").unwrap();
    let comparison =
        javawire::compare::objects((&old, Some(one)), (&new, Some(other)), &Rules::new());
    assert_eq!(told(&comparison), ["$.id: 1 → 2"]);
}
