//! What would cost jaded its stack, all memory or hours is refused at once.
//!
//! Everything runs on a thread of 2 MiB, which is what Rust gives a thread.

use std::time::{Duration, Instant};

use javawire::from_java::TreeLimits;
use javawire::jaded::{AnnotationIter, ConversionResult, FromJava, Value};
use javawire::{Blame, Error, Graph};

/// Takes whatever comes.
struct Any;

impl FromJava for Any {
    fn from_value(_: &Value) -> ConversionResult<Self> {
        Ok(Any)
    }
}

#[derive(FromJava)]
struct Node {
    next: Option<Box<Node>>,
}

/// A large one: what a thread must hold of it for each level grows with it.
#[derive(FromJava)]
#[expect(dead_code, reason = "it is only to be large")]
struct Wide {
    next: Option<Box<Wide>>,
    #[jaded(field = "next")]
    a: Padding,
    #[jaded(field = "next")]
    b: Padding,
    #[jaded(field = "next")]
    c: Padding,
    #[jaded(field = "next")]
    d: Padding,
    #[jaded(field = "next")]
    e: Padding,
    #[jaded(field = "next")]
    f: Padding,
    #[jaded(field = "next")]
    g: Padding,
    #[jaded(field = "next")]
    h: Padding,
}

struct Padding(#[expect(dead_code, reason = "it is only to be large")] [u64; 8]);

impl FromJava for Padding {
    fn from_value(_: &Value) -> ConversionResult<Self> {
        Ok(Padding([0; 8]))
    }
}

#[derive(FromJava)]
struct Nested {
    #[jaded(extract(super::sized))]
    elements: Vec<Nested>,
}

struct Rows(Vec<Option<Rows>>);

impl FromJava for Rows {
    fn from_value(value: &Value) -> ConversionResult<Self> {
        Vec::from_value(value).map(Rows)
    }
}

#[test]
fn the_deepest_that_is_allowed_fits_the_stack() {
    on_a_small_stack(|| {
        let deepest = TreeLimits::default().max_depth();
        let read = |bytes: &[u8]| Graph::read(bytes).unwrap();

        let list = read(&linked_list(deepest));
        let mut node: Option<Box<Node>> = Some(Box::new(list.read_as(root(&list)).unwrap()));
        let mut length = 0;
        while let Some(next) = node {
            length += 1;
            node = next.next;
        }
        assert_eq!(length, deepest);
        list.read_as::<Wide>(root(&list)).unwrap();

        let lists = read(&lists(deepest));
        let mut nested: Nested = lists.read_as(root(&lists)).unwrap();
        for _ in 1..deepest {
            nested = nested.elements.pop().unwrap();
        }
        assert!(nested.elements.is_empty());

        let arrays = read(&arrays(deepest, 1));
        let mut rows: Rows = arrays.read_as(root(&arrays)).unwrap();
        for _ in 1..deepest {
            rows = rows.0.pop().unwrap().unwrap();
        }
        assert!(rows.0[0].is_none());

        let chain = read(&class_chain(deepest));
        chain.read_as::<Any>(root(&chain)).unwrap();
    });
}

#[test]
fn one_deeper_is_refused() {
    on_a_small_stack(|| {
        let limits = TreeLimits::default();
        let over = limits.max_depth() + 1;
        for bytes in [
            linked_list(over),
            lists(over),
            arrays(over, 1),
            class_chain(over),
        ] {
            assert_limit(read_as_any(&bytes, &limits), "TreeLimits::max_depth=100");
        }
    });
}

#[test]
fn a_hundred_thousand_deep_is_refused() {
    on_a_small_stack(|| {
        for bytes in [linked_list(100_000), lists(100_000), arrays(100_000, 1)] {
            let limits = TreeLimits::default();
            assert_limit(read_as_any(&bytes, &limits), "TreeLimits::max_depth=100");
        }
    });
}

/// 100 ways down to a node that is itself high: each walk down is short, but
/// the longest path is not.
#[test]
fn depth_is_that_of_the_longest_path() {
    on_a_small_stack(|| {
        // An array of a list of 60 and of arrays that hold the same list, 60 deep.
        let mut bytes =
            b"\xAC\xED\0\x05\x75\x72\0\x02[L\0\0\0\0\0\0\0\0\x02\0\0\x78\x70\0\0\0\x02".to_vec();
        // Its handles: 0 the class, 1 the root, 2 to 61 the list.
        for _ in 0..60 {
            bytes.extend_from_slice(b"\x75\x71\0\x7E\0\0\0\0\0\x01");
        }
        bytes.push(0x70);
        for _ in 0..60 {
            bytes.extend_from_slice(b"\x75\x71\0\x7E\0\0\0\0\0\x01");
        }
        bytes.extend_from_slice(b"\x71\0\x7E\0\x02");
        let limits = TreeLimits::default();
        assert_limit(read_as_any(&bytes, &limits), "TreeLimits::max_depth=100");
        let limits = limits.with_max_depth(121);
        assert!(read_as_any(&bytes, &limits).is_ok());
        let limits = limits.with_max_depth(120);
        assert!(read_as_any(&bytes, &limits).is_err());
    });
}

#[test]
fn a_larger_stack_may_go_deeper() {
    let limits = TreeLimits::default().with_max_depth(2_000);
    let read = move || {
        let graph = Graph::read(&linked_list(2_000)).unwrap();
        graph.read_as_within::<Node>(root(&graph), &limits).unwrap();
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    thread.spawn(read).unwrap().join().unwrap();
}

#[test]
fn sharing_may_not_explode() {
    on_a_small_stack(|| {
        let begun = Instant::now();
        let limits = TreeLimits::default();
        // 2^12 leaves are few, so growth alone is no reason.
        assert!(read_as_any(&arrays(12, 2), &limits).is_ok());
        assert_limit(read_as_any(&arrays(20, 2), &limits), "max_growth=16");
        // More than 2^64 bytes of tree.
        for depth in [30, 64, 99] {
            assert_limit(
                read_as_any(&arrays(depth, 2), &limits),
                "TreeLimits::max_bytes",
            );
        }
        let shared = super::graph("shared-doubling-30");
        assert_limit(
            shared.read_as::<Any>(root(&shared)).map(drop),
            "TreeLimits::max_bytes",
        );
        assert!(begun.elapsed() < Duration::from_secs(20));
    });
}

#[test]
fn a_tree_without_sharing_does_not_grow() {
    let limits = TreeLimits::default().with_max_growth(1);
    // 200,000 distinct arrays: well above the size from which growth counts.
    let mut bytes =
        b"\xAC\xED\0\x05\x75\x72\0\x02[L\0\0\0\0\0\0\0\0\x02\0\0\x78\x70\0\x03\x0D\x40".to_vec();
    bytes.extend(b"\x75\x71\0\x7E\0\0\0\0\0\x01\x70".repeat(200_000));
    assert!(read_as_any(&bytes, &limits).is_ok());
    let limits = limits.with_max_bytes(10_000_000);
    assert_limit(read_as_any(&bytes, &limits), "max_bytes=10000000");
}

/// jaded copies the names of a class's fields into each of its objects.
#[test]
fn long_names_count_for_each_object() {
    let mut bytes =
        b"\xAC\xED\0\x05\x75\x72\0\x02[L\0\0\0\0\0\0\0\0\x02\0\0\x78\x70\0\0\xC3\x50".to_vec();
    bytes.extend_from_slice(b"\x73\x72\0\x01N\0\0\0\0\0\0\0\0\x02\0\x01Z\xFF\xFF");
    bytes.extend(vec![b'n'; 0xFFFF]);
    bytes.extend_from_slice(b"\x78\x70\x01");
    bytes.extend(b"\x73\x71\0\x7E\0\x02\x01".repeat(49_999));
    let limits = TreeLimits::default();
    assert_limit(read_as_any(&bytes, &limits), "TreeLimits::max_bytes");
}

/// jaded takes each item of an annotation from the front of a list.
#[test]
fn an_annotation_has_a_bounded_number_of_items() {
    let list = |length: u32| {
        let mut bytes =
            b"\xAC\xED\0\x05\x73\x72\0\x01N\0\0\0\0\0\0\0\0\x03\0\0\x78\x70\x77\x04".to_vec();
        bytes.extend(length.to_be_bytes());
        bytes.extend(vec![0x70; length as usize]);
        bytes.push(0x78);
        bytes
    };
    let limits = TreeLimits::default();
    assert!(read_as_any(&list(99_999), &limits).is_ok());
    assert_limit(read_as_any(&list(100_000), &limits), "max_items=100000");

    // A million blocks in a row are one item.
    let mut bytes = b"\xAC\xED\0\x05\x73\x72\0\x01N\0\0\0\0\0\0\0\0\x03\0\0\x78\x70".to_vec();
    bytes.extend(b"\x77\x01\x2A".repeat(1_000_000));
    bytes.push(0x78);
    let graph = Graph::read(&bytes).unwrap();
    let Bytes { last } = graph.read_as(root(&graph)).unwrap();
    assert_eq!(last, 0x2A);
}

/// Each copy of a shared list costs as much as the first.
#[test]
fn the_bound_on_items_counts_each_copy() {
    let shared = |copies: u32, length: u32| {
        let mut bytes = b"\xAC\xED\0\x05\x75\x72\0\x02[L\0\0\0\0\0\0\0\0\x02\0\0\x78\x70".to_vec();
        bytes.extend(copies.to_be_bytes());
        bytes.extend_from_slice(b"\x73\x72\0\x01N\0\0\0\0\0\0\0\0\x03\0\0\x78\x70\x77\x04");
        bytes.extend(length.to_be_bytes());
        bytes.extend(vec![0x70; length as usize]);
        bytes.push(0x78);
        bytes.extend(b"\x71\0\x7E\0\x03".repeat(copies as usize - 1));
        bytes
    };
    let limits = TreeLimits::default();
    assert_limit(
        read_as_any(&shared(15, 99_000), &limits),
        "max_items=100000",
    );
    assert_limit(read_as_any(&shared(2, 99_999), &limits), "max_items=100000");
    // Many short ones are no harm.
    assert!(read_as_any(&shared(300, 200), &limits).is_ok());
}

#[derive(FromJava)]
struct Bytes {
    #[jaded(extract(last_of_a_million))]
    last: u8,
}

fn last_of_a_million(contents: &mut AnnotationIter<'_>) -> ConversionResult<u8> {
    for _ in 1..1_000_000 {
        contents.read_u8()?;
    }
    let last = contents.read_u8()?;
    assert!(contents.read_u8().is_err());
    Ok(last)
}

fn read_as_any(bytes: &[u8], limits: &TreeLimits) -> Result<(), Error> {
    let graph = Graph::read(bytes).unwrap();
    graph.read_as_within::<Any>(root(&graph), limits).map(drop)
}

fn assert_limit(result: Result<(), Error>, limit: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.blame(), Blame::Limit, "{error}");
    assert!(error.to_string().contains(limit), "{error}");
}

fn root(graph: &Graph) -> javawire::NodeId {
    graph.root().unwrap()
}

pub(super) fn on_a_small_stack(run: fn()) {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(run).unwrap().join().unwrap();
}

/// Objects with a field `next`, each in the last one's.
fn linked_list(length: usize) -> Vec<u8> {
    let mut bytes = b"\xAC\xED\0\x05\x73\x72\0\x04Node\0\0\0\0\0\0\0\x01\x02\0\x01L\0\x04next\x74\0\x06LNode;\x78\x70".to_vec();
    bytes.extend(b"\x73\x71\0\x7E\0\0".repeat(length - 1));
    bytes.push(0x70);
    bytes
}

/// Lists that write a size of 1 and the next list.
fn lists(length: usize) -> Vec<u8> {
    let mut bytes = b"\xAC\xED\0\x05\x73\x72\0\x04List\0\0\0\0\0\0\0\x01\x03\0\0\x78\x70".to_vec();
    bytes.extend(b"\x77\x04\0\0\0\x01\x73\x71\0\x7E\0\0".repeat(length - 1));
    bytes.extend_from_slice(b"\x77\x04\0\0\0\0");
    bytes.extend(vec![0x78; length]);
    bytes
}

/// Arrays of `width` references to the next array, the last of nulls.
fn arrays(depth: usize, width: usize) -> Vec<u8> {
    let mut bytes =
        b"\xAC\xED\0\x05\x75\x72\0\x13[Ljava.lang.Object;\0\0\0\0\0\0\0\x01\x02\0\0\x78\x70"
            .to_vec();
    let length = (width as u32).to_be_bytes();
    bytes.extend(length);
    for _ in 1..depth {
        bytes.extend_from_slice(b"\x75\x71\0\x7E\0\0");
        bytes.extend(length);
    }
    bytes.extend(vec![0x70; width]);
    for handle in (2..=depth as u32).rev() {
        for _ in 1..width {
            bytes.push(0x71);
            bytes.extend((0x7E_0000 + handle).to_be_bytes());
        }
    }
    bytes
}

/// An object with so many superclasses that each have an annotation.
fn class_chain(length: usize) -> Vec<u8> {
    let mut bytes = b"\xAC\xED\0\x05\x73".to_vec();
    for number in 0..length {
        bytes.extend(b"\x72\0\x06");
        bytes.extend(format!("C{number:05}").bytes());
        bytes.extend(b"\0\0\0\0\0\0\0\x01\x03\0\0\x78");
    }
    bytes.push(0x70);
    bytes.extend(vec![0x78; length]);
    bytes
}
