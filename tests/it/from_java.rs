//! Typed reading: objects that Java wrote, as types that derive `FromJava`.
//!
//! The streams and the classes in them are described in `tests/streams` and
//! `tests/java/gen`. What follows is also a crate that does not name jaded among
//! its own dependencies: the derive finds it by way of javawire.

extern crate self as jaded;

mod hostile;
mod oracle;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use javawire::graph::Content;
use javawire::jaded::{AnnotationIter, ConversionError, ConversionResult, FromJava, Parser, Value};
use javawire::{Blame, Graph, NodeId, ObjectInputStream};

/// `java.util.ArrayList` and whatever else writes a size and that many elements.
#[derive(Debug, PartialEq, FromJava)]
struct List<T> {
    #[jaded(extract(sized))]
    elements: Vec<T>,
}

/// `java.util.HashMap`: capacity, size, then keys and values.
#[derive(Debug, PartialEq)]
struct Map<K: Eq + std::hash::Hash, V>(HashMap<K, V>);

impl<K: FromJava + Eq + std::hash::Hash, V: FromJava> FromJava for Map<K, V> {
    fn from_value(value: &Value) -> ConversionResult<Self> {
        let object = value
            .object_data()
            .ok_or(ConversionError::InvalidType("a map"))?;
        let mut contents = object
            .get_annotation(0)
            .ok_or(ConversionError::MissingAnnotations(0))?;
        contents.read_i32()?;
        let entries = (0..contents.read_i32()?)
            .map(|_| Ok((contents.read_object_as()?, contents.read_object_as()?)));
        entries.collect::<ConversionResult<_>>().map(Map)
    }
}

fn sized<T: FromJava>(contents: &mut AnnotationIter<'_>) -> ConversionResult<Vec<T>> {
    (0..contents.read_i32()?)
        .map(|_| contents.read_object_as())
        .collect()
}

#[derive(Debug, PartialEq, FromJava)]
struct Bean {
    id: i32,
    name: String,
    weight: f64,
    tags: Vec<Option<String>>,
}

#[derive(Debug, PartialEq)]
enum Colour {
    Red,
    Green,
    Blue,
}

impl FromJava for Colour {
    fn from_value(value: &Value) -> ConversionResult<Self> {
        match value.enum_data() {
            Some(("javawire.gen.model.Colour", "RED")) => Ok(Colour::Red),
            Some(("javawire.gen.model.Colour", "GREEN")) => Ok(Colour::Green),
            Some(("javawire.gen.model.Colour", "BLUE")) => Ok(Colour::Blue),
            _ => Err(ConversionError::InvalidType("a colour")),
        }
    }
}

#[derive(Debug, PartialEq, FromJava)]
struct AllTypes {
    b: u8,
    c: char,
    d: f64,
    f: f32,
    i: i32,
    j: i64,
    s: i16,
    z: bool,
    boxed: Option<i32>,
    #[jaded(field = "type")]
    class: Option<ClassName>,
    ints: Option<Vec<i32>>,
    #[jaded(field = "self")]
    same: Option<Box<AllTypes>>,
}

#[derive(Debug, PartialEq)]
struct ClassName(String);

impl FromJava for ClassName {
    fn from_value(value: &Value) -> ConversionResult<Self> {
        match value {
            Value::Class(name) => Ok(ClassName(name.clone())),
            _ => Err(ConversionError::InvalidType("a class")),
        }
    }
}

#[test]
fn a_bean_is_read() {
    let bean: Bean = read("object-bean");
    let tags = ["a", "b", "a"].map(|tag| Some(tag.to_owned())).to_vec();
    let expected = Bean {
        id: 1,
        name: "one".to_owned(),
        weight: 1.5,
        tags,
    };
    assert_eq!(bean, expected);
}

#[test]
fn a_list_of_beans_is_read() {
    let list: List<Bean> = read("object-1000-beans");
    assert_eq!(list.elements.len(), 1000);
    for (id, bean) in list.elements.iter().enumerate() {
        assert_eq!(bean.id, id as i32);
        assert_eq!(bean.name, format!("bean {id}"));
        assert_eq!(bean.weight, id as f64 / 4.0);
        let tags = [Some(format!("x{}", id % 10)), Some("y".to_owned()), None];
        assert_eq!(bean.tags, tags);
    }
}

#[test]
fn a_hash_map_is_read() {
    let map: Map<String, i32> = read("jdk-hash-map-500");
    assert_eq!(map.0.len(), 500);
    assert!((0..500).all(|i| map.0[&format!("k{i}")] == i * i));
}

#[test]
fn lists_in_lists_are_read() {
    let lists: List<Option<List<i32>>> = read("jdk-array-list-nested");
    let elements: Vec<_> = lists
        .elements
        .into_iter()
        .map(|list| list.map(|list| list.elements))
        .collect();
    assert_eq!(elements, [Some(vec![1, 2]), Some(vec![]), None]);
}

#[test]
fn every_primitive_type_is_read() {
    let [least, greatest]: [AllTypes; 2] = read_all("object-extremes").try_into().unwrap();
    assert_eq!(
        (least.b, least.c, least.d, least.f),
        (0x80, '\0', f64::from_bits(1), f32::from_bits(1))
    );
    assert_eq!(
        (least.i, least.j, least.s, least.z),
        (i32::MIN, i64::MIN, i16::MIN, false)
    );
    assert_eq!(
        (greatest.b, greatest.c, greatest.d, greatest.f),
        (0x7F, '\u{FFFF}', f64::MAX, f32::MAX)
    );
    assert_eq!(
        (greatest.i, greatest.j, greatest.s, greatest.z),
        (i32::MAX, i64::MAX, i16::MAX, true)
    );
    assert!(least.boxed.is_none() && least.ints.is_none() && least.same.is_none());
}

#[test]
fn arrays_are_read() {
    assert_eq!(
        read::<Vec<Option<Vec<i64>>>>("array-jagged"),
        [
            Some(vec![]),
            Some(vec![1]),
            None,
            Some(vec![1, 2]),
            Some(vec![1, 2, 3])
        ]
    );
    assert_eq!(
        read::<Vec<Vec<Vec<Vec<Vec<char>>>>>>("array-5d"),
        [[[[['5']]]]]
    );
    let texts: Vec<Option<String>> = read("array-string");
    let texts: Vec<_> = texts.iter().map(Option::as_deref).collect();
    assert_eq!(
        texts,
        [Some("a"), None, Some(""), Some("a"), Some("a"), Some("é")]
    );
    assert_eq!(read::<Vec<u8>>("array-byte-70000").len(), 70_000);
}

#[test]
fn enum_constants_are_read() {
    assert_eq!(
        read_all::<Colour>("enum-all"),
        [Colour::Red, Colour::Green, Colour::Blue]
    );
    let array: Vec<Option<Colour>> = read("array-enum");
    assert_eq!(
        array,
        [
            Some(Colour::Blue),
            Some(Colour::Red),
            None,
            Some(Colour::Blue)
        ]
    );
}

#[test]
fn text_that_plain_jaded_refuses_is_read() {
    for name in ["string-emoji", "string-nul-inside", "odd-overlong-two"] {
        let graph = graph(name);
        let text: String = graph.read_as(root(&graph)).unwrap();
        let Some(javawire::Node::String(string)) = graph.node(root(&graph)) else {
            panic!("{name} holds no string");
        };
        assert_eq!(text, string.to_str().unwrap());
        let plain = Parser::new(&bytes(name)[..]).unwrap().read();
        assert!(plain.is_err(), "{name}: {plain:?}");
    }
    assert_eq!(read::<String>("string-emoji").chars().count(), 1);
    assert!(read::<String>("string-nul-inside").starts_with('\0'));
    assert_eq!(read::<String>("odd-overlong-two"), "A");
}

#[test]
fn long_strings_are_read() {
    for name in [
        "string-ascii-65536",
        "string-latin-70000",
        "string-emoji-nul-70000",
        "string-mixed-65535",
        "odd-long-string-short",
    ] {
        let graph = graph(name);
        let Some(javawire::Node::String(string)) = graph.node(root(&graph)) else {
            panic!("{name} holds no string");
        };
        let text: String = graph.read_as(root(&graph)).unwrap();
        assert_eq!(text, string.to_str().unwrap(), "{name}");
    }
    assert_eq!(read::<String>("string-ascii-65536").len(), 65_536);
    assert_eq!(read::<String>("string-latin-70000").len(), 70_000);
}

#[test]
fn fields_of_the_same_name_are_all_read() {
    #[derive(FromJava)]
    struct Shadowed {
        value: i64,
        name: String,
        #[jaded(field = "javawire.gen.model.Chain$S2.value")]
        second: i32,
        #[jaded(field = "javawire.gen.model.Chain$S1.value")]
        first: i32,
        #[jaded(field = "javawire.gen.model.Chain$S1.name")]
        first_name: String,
    }
    let read: Shadowed = read("object-shadowed-thrice");
    assert_eq!((read.value, read.second, read.first), (3, 2, 1));
    assert_eq!(
        (read.name.as_str(), read.first_name.as_str()),
        ("third", "first")
    );
}

#[test]
fn fields_that_were_written_late_are_fields() {
    #[derive(FromJava)]
    struct DataBefore {
        number: i32,
        text: String,
        #[jaded(extract(early))]
        early: (i32, Vec<u8>, u8),
    }
    fn early(contents: &mut AnnotationIter<'_>) -> ConversionResult<(i32, Vec<u8>, u8)> {
        let number = contents.read_i32()?;
        let text = (0..contents.read_i16()?)
            .map(|_| contents.read_u8())
            .collect::<ConversionResult<_>>()?;
        Ok((number, text, contents.read_u8()?))
    }
    let read: DataBefore = read("custom-data-before-fields");
    assert_eq!((read.number, read.text.as_str()), (7, "field"));
    assert_eq!(read.early, (0x0BAD_CAFE, b"early".to_vec(), 3));
}

#[test]
fn an_object_that_comes_first_in_an_annotation_is_read() {
    #[derive(FromJava)]
    struct TreeSet {
        #[jaded(extract(tree_set))]
        elements: (bool, Vec<String>),
    }
    fn tree_set(contents: &mut AnnotationIter<'_>) -> ConversionResult<(bool, Vec<String>)> {
        let natural = contents.read_object()?.is_null();
        Ok((natural, sized(contents)?))
    }
    let read: TreeSet = read("jdk-tree-set");
    let expected = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(read.elements, (true, expected));
}

#[test]
fn primitives_run_over_the_ends_of_blocks() {
    #[derive(FromJava)]
    struct After {
        #[jaded(extract(bytes))]
        data: Vec<i64>,
    }
    #[derive(FromJava)]
    struct Flushed {
        #[jaded(extract(AnnotationIter::read_i64))]
        long: i64,
    }
    fn bytes(contents: &mut AnnotationIter<'_>) -> ConversionResult<Vec<i64>> {
        // One byte, so that a long lies over the end of each block of 1024.
        contents.read_u8()?;
        (0..374).map(|_| contents.read_i64()).collect()
    }
    let After { data } = read("custom-data-3000");
    let bytes: Vec<u8> = data.iter().flat_map(|long| long.to_be_bytes()).collect();
    let expected = (1..=2992).map(|i: usize| (i * 7 + i / 256) as u8);
    assert!(bytes.into_iter().eq(expected));
    // An int in each of two blocks.
    assert_eq!(read::<Flushed>("custom-flushed").long, 0x1_0000_0002);
}

#[test]
fn records_externals_and_proxies_are_read() {
    #[derive(FromJava)]
    struct External {
        a: i32,
        b: String,
    }
    #[derive(FromJava)]
    struct Fixed {
        #[jaded(extract(AnnotationIter::read_i32))]
        number: i32,
    }
    #[derive(FromJava)]
    #[jaded(rename)]
    struct Proxy {
        h: Option<Handler>,
    }
    #[derive(FromJava)]
    struct Handler;

    let record: External = read("extern-record");
    assert!(record.a != 0 && !record.b.is_empty());
    assert_eq!(read::<Fixed>("extern-fixed").number, 1);
    assert!(read::<Proxy>("proxy-one").h.is_some());
    assert!(read::<Proxy>("odd-proxy-handler-null").h.is_none());
}

#[test]
fn classes_that_are_not_serializable_are_read() {
    let classes: Vec<ClassName> = read_all("class-every-primitive");
    assert_eq!(classes[0], ClassName("boolean".to_owned()));
    assert_eq!(classes.len(), 9);
}

#[test]
fn booleans_are_true_unless_zero() {
    let read: Vec<bool> = read("odd-boolean-array");
    assert_eq!(read, [false, true, true, true, true]);
}

#[test]
fn an_exception_without_a_cause_has_none() {
    #[derive(FromJava)]
    #[jaded(rename)]
    struct Throwable {
        detail_message: Option<String>,
        cause: Option<Box<Throwable>>,
    }
    let read: Throwable = read("cycle-throwable-cause");
    assert_eq!(read.detail_message.as_deref(), Some("own cause"));
    assert!(read.cause.is_none());
}

#[test]
fn a_variant_is_chosen_by_class() {
    #[derive(Debug, PartialEq, FromJava)]
    enum Any {
        #[jaded(class = "javawire.gen.model.Plain$OneInt")]
        OneInt { value: i32 },
        #[jaded(class = "javawire.gen.model.Plain$Bean")]
        Bean { id: i32 },
    }
    assert_eq!(read::<Any>("object-bean"), Any::Bean { id: 1 });
    assert_eq!(read::<Any>("object-one-int"), Any::OneInt { value: -1 });
}

#[test]
fn null_is_none_and_an_error_otherwise() {
    use javawire::from_java::{TreeLimits, read_value};
    let graph = graph("object-null");
    assert_eq!(graph.root(), None);
    let limits = TreeLimits::default();
    let none = read_value::<Option<String>>(&graph, None, &limits, Some(4)).unwrap();
    assert_eq!(none, None);
    let error = read_value::<String>(&graph, None, &limits, Some(4)).unwrap_err();
    assert_eq!(error.offset(), Some(4));
    assert!(error.to_string().contains("null"), "{error}");
}

#[test]
fn an_error_names_what_was_asked_for_and_what_is_missing() {
    #[derive(Debug, FromJava)]
    struct Misspelt {
        #[expect(dead_code, reason = "it is never made")]
        nam: String,
    }
    let error = refusal::<Misspelt>("object-bean");
    for part in ["Misspelt", "javawire.gen.model.Plain$Bean", "'nam'"] {
        assert!(error.contains(part), "{error}");
    }
    let error = refusal::<String>("object-bean");
    assert!(error.contains("alloc::string::String"), "{error}");
}

#[test]
fn half_a_surrogate_pair_is_refused_with_its_place() {
    let graph = Graph::read(
        b"\xAC\xED\0\x05\x75\x72\0\x02[L\0\0\0\0\0\0\0\0\x02\0\0\x78\x70\0\0\0\x01\
        \x73\x72\0\x01B\0\0\0\0\0\0\0\0\x02\0\x01L\0\x04name\x74\0\x01L\x78\x70\
        \x74\0\x05ab\xED\xA0\xBD",
    )
    .unwrap();
    let error = graph.read_as::<Vec<Bean>>(root(&graph)).unwrap_err();
    assert_eq!(error.blame(), Blame::Peer);
    let error = error.to_string();
    assert!(error.contains("[L[0].name"), "{error}");
    assert!(error.contains("U+D83D at index 2"), "{error}");

    let error = refusal::<Vec<char>>("array-char-extremes");
    assert!(error.contains("U+D800, at [C[4]"), "{error}");
}

#[test]
fn what_no_tree_can_hold_is_refused_with_its_place() {
    for (name, place) in [
        (
            "cycle-list-map-object",
            "a cycle back to java.util.ArrayList, at java.util.ArrayList[0][1].ref[0]",
        ),
        (
            "unshared-cycle",
            "a cycle back to javawire.gen.model.Plain$OneRef.ref, at javawire.gen.model.Plain$OneRef.ref.ref",
        ),
        ("descriptor-alone", "at java.io.ObjectStreamClass"),
        ("class-proxy", "at java.lang.Class"),
        ("exception-in-list", "at java.util.ArrayList"),
        (
            "odd-field-twice",
            "the field value twice in class javawire.gen.model.Plain$OneInt",
        ),
    ] {
        let error = refusal::<String>(name);
        assert!(error.contains(place), "{name}: {error}");
        // A graph does not know from which byte an object was read.
        assert!(!error.contains("at byte"), "{name}: {error}");
    }
}

#[test]
fn a_refusal_in_a_stream_says_at_which_byte() {
    let mut stream = ObjectInputStream::new(&b"\xAC\xED\0\x05p\x74\0\x01a"[..]).unwrap();
    assert_eq!(stream.read_as::<Option<i32>>().unwrap(), None);
    let error = stream.read_as::<i32>().unwrap_err();
    assert_eq!(error.offset(), Some(5));
    assert!(error.to_string().contains(", at byte 5"), "{error}");
}

/// All objects of the stream `name`, as `T`s.
fn read_all<T: FromJava>(name: &str) -> Vec<T> {
    let graph = graph(name);
    let objects = graph.contents().filter_map(|content| match content {
        Content::Object(value) => value,
        _ => None,
    });
    objects.map(|node| graph.read_as(node).unwrap()).collect()
}

fn read<T: FromJava>(name: &str) -> T {
    let graph = graph(name);
    graph
        .read_as(root(&graph))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn refusal<T: FromJava>(name: &str) -> String {
    let graph = graph(name);
    match graph.read_as::<T>(root(&graph)) {
        Ok(_) => panic!("{name} was read"),
        Err(error) => error.to_string(),
    }
}

fn root(graph: &Graph) -> NodeId {
    graph.root().unwrap()
}

fn graph(name: &str) -> Graph {
    Graph::read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A parser that knows what the bytes of the stream cannot tell.
fn told(name: &str) -> javawire::Parser {
    let manifest = std::fs::read_to_string(streams().join("MANIFEST.tsv")).unwrap();
    let mut lines = manifest.lines();
    let line = lines.find(|line| line.split('\t').next() == Some(name));
    let mut tags = line.unwrap().split(['\t', ' ']);
    match tags.find_map(|tag| tag.strip_prefix("told=")) {
        Some(class) => javawire::Parser::new().with_fields_not_written(class),
        None => javawire::Parser::new(),
    }
}

fn bytes(name: &str) -> Vec<u8> {
    let path = streams().join(format!("{name}.ser"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn streams() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/streams")
}

/// The reason given for each stream in `lists`.
fn by_stream(lists: &[(&'static str, &str)]) -> BTreeMap<String, &'static str> {
    let streams = lists.iter().flat_map(|(reason, names)| {
        names
            .split_whitespace()
            .map(|name| (name.to_owned(), *reason))
    });
    streams.collect()
}
