//! Streams meant to do harm: on any thread's stack, in memory and work that go
//! by what has come, not by what it announces.
//!
//! - `wire`: streams put together by hand
//! - `shapes`: what nests, and what comes in great numbers
//! - `ordeal`: a stream put through all the library does, on a small stack, with its memory counted
//! - `walk`: all nodes of a graph
//!
//! And tests of one kind of harm each: `handles`, `lengths`, `text`.

mod handles;
mod lengths;
mod ordeal;
pub mod shapes;
mod text;
mod walk;
pub mod wire;

use javawire::codes::*;
use javawire::{ErrorKind, Limits};

use crate::support::tries_all;

use ordeal::{Ordeal, assert_linear, is_end, refuse, show, survive};
use shapes::{Flood, Nest};
use wire::Wire;

/// Twice as deep do things nest, and twice as many there are: 131,074. A vector
/// that doubles has just grown.
const MANY: usize = (1 << 16) + 1;

/// Deep enough for what calls itself, on a small stack.
const DEEP: usize = 2_000;

/// Each of these nests: many inside each other, twice as many, and as many that are
/// never finished, or that an exception breaks off.
macro_rules! nesting {
    ($($shape:ident)*) => {
        mod nesting {
            $(#[test] fn $shape() { super::nested(&super::shapes::$shape(), |ordeal| ordeal); })*
        }
    };
}

/// Each of these comes in great numbers: many, and twice as many.
macro_rules! flooding {
    ($($shape:ident)*) => {
        mod flooding {
            $(#[test] fn $shape() {
                super::flooded(&super::shapes::$shape(), super::MANY, |ordeal| ordeal);
            })*
        }
    };
}

nesting! {
    objects_in_fields
    arrays_in_arrays
    objects_in_annotations
    objects_in_external_contents
    objects_in_place_of_fields
    class_descs_in_class_annotations
    class_objects_in_class_annotations
    objects_in_class_annotations
    arrays_in_class_annotations
    enums_in_class_annotations
    proxies_in_proxies
    superclasses
    classes_in_superclass_annotations
    exceptions_in_exceptions
    exceptions_in_class_annotations
    everything_in_turn
}

flooding! {
    resets
    headers
    exceptions
    class_descs
    nulls
    references
    strings
    long_strings
    objects
    annotated_objects
    class_objects
    arrays
    enums
    blocks
    blocks_in_an_annotation
    nulls_in_an_annotation
}

#[test]
fn nesting_proxy_class_descs_in_class_annotations() {
    let nest = shapes::proxy_class_descs_in_class_annotations();
    nested(&nest, Ordeal::proxies);
}

#[test]
fn flooding_proxy_class_descs() {
    flooded(&shapes::proxy_class_descs(), MANY, Ordeal::proxies);
}

#[test]
fn classes_of_65535_fields_and_interfaces() {
    flooded(&shapes::fields(), 1, |ordeal| ordeal);
    flooded(&shapes::interfaces(), 1, |ordeal| ordeal);
}

#[test]
fn millions_of_resets() {
    let count = if tries_all() { 10_000_000 } else { 1_000_000 };
    let stream = shapes::resets().of(count);
    let costs = Ordeal::of(stream).unprinted().survive();
    assert_eq!(costs.events, count as u64 + 1);
}

/// `Object[2] {x, x}` thirty times around null: a tree of 2^31 if it were copied.
#[test]
fn a_shared_graph_of_30_levels() {
    let costs = survive(shared(30));
    assert!(costs.events < 200, "{costs:?}");
}

#[test]
fn a_shared_graph_of_many_levels() {
    // One level needs no room on a stack: so that both have just grown.
    let levels = MANY + 1;
    assert_linear(&survive(shared(levels)), &survive(shared(2 * levels)));
}

#[test]
fn a_class_of_65535_fields() {
    for (code, width) in [(b'J', 8), (b'Z', 1)] {
        let field = Wire::part().field(code, "").bytes();
        let stream = Wire::stream()
            .code(TC_OBJECT)
            .class_desc("a", SC_SERIALIZABLE, u16::MAX)
            .times(usize::from(u16::MAX), &field)
            .no_more()
            .times(usize::from(u16::MAX) * width, &[0x7F]);
        survive(stream.bytes());
    }
}

/// 65,535 fields each are announced by thousands of objects, of which none has a second field.
#[test]
fn thousands_of_unfinished_objects_of_65535_fields() {
    let objects = |count| wide().times(count, &object_of(0)).bytes();
    let (once, error) = refuse(objects(5_000));
    assert!(is_end(&error), "{error}");
    let (twice, error) = refuse(objects(10_000));
    assert!(is_end(&error), "{error}");
    assert!(twice.parse.bytes_max < once.parse.bytes_max + 1_000_000);
    assert!(twice.graph.bytes_max < once.graph.bytes_max + 1_000_000);
}

/// There are bytes for the elements of any one of them, but not for those of all.
#[test]
fn thousands_of_arrays_that_each_announce_all_the_bytes_behind() {
    let elements = 100_000;
    let array = |class: Wire| {
        Wire::part()
            .code(TC_ARRAY)
            .raw(&class.bytes())
            .count(elements)
    };
    let stream = Wire::stream()
        .raw(&array(Wire::part().plain_class("[La;", SC_SERIALIZABLE)).bytes())
        .times(2_000, &array(Wire::part().reference(0)).bytes())
        .times(elements, &[TC_NULL]);
    let (_, error) = refuse(stream.bytes());
    assert!(is_end(&error), "{error}");
}

/// The same, finished: each object has the next one in its last field.
#[test]
fn objects_of_65535_fields_in_each_others_last_field() {
    let object = Wire::part()
        .raw(&object_of(0))
        .times(usize::from(u16::MAX) - 1, &[TC_NULL]);
    let stream = wide().times(20, &object.bytes()).null();
    survive(stream.bytes());
}

#[test]
fn a_million_small_objects_of_a_class_chain_at_the_limit() {
    let objects = |top_fields: u16, count: usize| {
        let value = vec![1; usize::from(top_fields)];
        let object = Wire::part().raw(&object_of(0)).raw(&value);
        chain(1_000, top_fields)
            .code(TC_ARRAY)
            .plain_class("[La;", SC_SERIALIZABLE)
            .count(count)
            .times(count, &object.bytes())
            .bytes()
    };
    let survive = |stream| {
        let ordeal = Ordeal::of(stream).limits(Limits::default());
        ordeal.unprinted().survive()
    };
    // Only the topmost class has a field: each object asks for the class furthest away.
    survive(objects(1, 1_000_000));
    assert_linear(&survive(objects(0, 125_000)), &survive(objects(0, 250_000)));
}

#[test]
fn objects_of_a_chain_of_annotated_classes() {
    // Each class has data in each object, be it only the end of its annotation.
    let levels = 1_000;
    let mut stream = Wire::stream();
    for level in 0..levels {
        stream = stream
            .class_desc(
                &format!("a{level:03}"),
                SC_SERIALIZABLE | SC_WRITE_METHOD,
                0,
            )
            .end();
    }
    let object = Wire::part()
        .raw(&object_of(0))
        .times(levels, &[TC_ENDBLOCKDATA])
        .bytes();
    let stream = |count| stream.clone().null().times(count, &object).bytes();
    let survive = |count| {
        let ordeal = Ordeal::of(stream(count)).limits(Limits::default());
        ordeal.survive()
    };
    assert_linear(&survive(50), &survive(100));
}

#[test]
fn a_class_chain_over_the_limit_is_refused() {
    let ordeal = |length| Ordeal::of(chain(length, 0).bytes()).limits(Limits::default());
    ordeal(1_000).survive();
    for over in [1_001, MANY] {
        let (_, error) = ordeal(over).refuse();
        assert_limit(error.kind(), "maxclasschain");
    }
}

#[test]
fn each_limit_is_kept_by_parser_and_graph() {
    let limits = Limits::default;
    let nested = shapes::objects_in_fields();
    let strings = shapes::strings();
    let cases = [
        ("maxdepth", limits().with_max_depth(64), nested.whole(MANY)),
        ("maxrefs", limits().with_max_refs(64), strings.of(MANY)),
        (
            "maxhandles",
            limits().with_max_handles(64),
            strings.of(MANY),
        ),
        ("maxbytes", limits().with_max_bytes(64), strings.of(MANY)),
        ("maxarray", limits().with_max_array(64), strings.of(65)),
        (
            "maxstring",
            limits().with_max_string(64),
            Wire::stream().string(&"a".repeat(65)).bytes(),
        ),
        (
            "maxfields",
            limits().with_max_fields(64),
            Wire::stream().class_desc("a", SC_SERIALIZABLE, 65).bytes(),
        ),
    ];
    for (name, limits, stream) in cases {
        let (_, error) = Ordeal::of(stream).limits(limits).refuse();
        assert_limit(error.kind(), name);
    }
}

fn nested(nest: &Nest, how: fn(Ordeal) -> Ordeal) {
    let ordeal = |stream| how(Ordeal::of(stream));
    let once = ordeal(nest.whole(MANY)).survive();
    let twice = ordeal(nest.whole(2 * MANY)).unprinted().survive();
    assert_linear(&once, &twice);
    let levels = if tries_all() { 2 * MANY } else { MANY };
    let (_, error) = ordeal(nest.unfinished(levels)).unprinted().refuse();
    assert!(is_end(&error), "{error}");
    show(nest.whole(DEEP));
    show(nest.unfinished(DEEP));
    let text = show(nest.broken_off(DEEP));
    assert!(text.ends_with("\"a\"\n"), "{text}");
}

fn flooded(flood: &Flood, count: usize, how: fn(Ordeal) -> Ordeal) {
    let ordeal = |stream| how(Ordeal::of(stream));
    let once = ordeal(flood.of(count)).survive();
    let twice = ordeal(flood.of(2 * count)).unprinted().survive();
    assert_linear(&once, &twice);
}

fn shared(levels: usize) -> Vec<u8> {
    let mut stream = Wire::stream().plain_class("[La;", SC_SERIALIZABLE);
    for _ in 0..levels {
        stream = stream.code(TC_ARRAY).reference(0).count(2);
    }
    stream = stream.null().null();
    // The innermost array ends first, and is the last element of the one around it.
    for inner in (2..=levels).rev() {
        stream = stream.reference(u32::try_from(inner).unwrap());
    }
    stream.bytes()
}

/// A class of 65,535 object fields, which has the first handle.
fn wide() -> Wire {
    let field = Wire::part().field(b'L', "").reference(1).bytes();
    Wire::stream()
        .class_desc("a", SC_SERIALIZABLE, u16::MAX)
        .field(b'L', "")
        .string("La;")
        .times(usize::from(u16::MAX) - 1, &field)
        .no_more()
}

fn object_of(class: u32) -> Vec<u8> {
    Wire::part().code(TC_OBJECT).reference(class).bytes()
}

/// Classes below each other, of which the topmost has so many byte fields. The
/// lowest has the first handle.
fn chain(length: usize, top_fields: u16) -> Wire {
    let field = Wire::part().field(b'B', "f").bytes();
    let mut stream = Wire::stream();
    for below in 1..length {
        // No name stands twice in a chain.
        stream = stream
            .class_desc(&format!("a{below}"), SC_SERIALIZABLE, 0)
            .end();
    }
    stream
        .class_desc("a", SC_SERIALIZABLE, top_fields)
        .times(usize::from(top_fields), &field)
        .no_more()
}

fn assert_limit(kind: &ErrorKind, name: &str) {
    assert!(
        matches!(kind, ErrorKind::Limit { limit, .. } if limit.name() == name),
        "{name}: {kind}"
    );
}
