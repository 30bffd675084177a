//! What may be of several types, and what a type allows.

use std::collections::BTreeMap;
use std::sync::Arc;

use javawire::filter::SerialFilter;
use javawire::typed::{
    Any, Array, In, Instant, LocalDate, Raw, ReadJava, class, from_slice, one_of, to_vec,
};
use javawire::{Encoder, ObjectInputStream, Parser};

use super::values::{Value, values};

#[derive(Debug, Clone, PartialEq)]
struct Item {
    name: Option<String>,
}
class! { Item { "com.shop.Item" = 1 { name; } } }

#[derive(Debug, PartialEq)]
enum When {
    Day(LocalDate),
    At(Instant),
}
one_of! { When { Day, At } }

#[derive(Debug, PartialEq)]
enum Arrays {
    Items(Array<Item>),
    Texts(Array<String>),
    Numbers(Array<i32>),
    Tables(Array<Array<String>>),
}
one_of! { Arrays { Items, Texts, Numbers, Tables } }

/// All values of `java.time` are of one class, and all arrays are arrays.
#[test]
fn each_variant_gets_its_own() {
    let day = When::Day(LocalDate {
        year: 2024,
        month: 2,
        day: 29,
    });
    let at = When::At(Instant {
        seconds: 5,
        nano: 7,
    });
    for when in [day, at] {
        let bytes = to_vec(&when).unwrap();
        assert_eq!(from_slice::<When>(&bytes).unwrap(), when);
    }
    let item = Item {
        name: Some("one".to_owned()),
    };
    for arrays in [
        Arrays::Items(Array(vec![item])),
        Arrays::Items(Array(Vec::new())),
        Arrays::Texts(Array(vec!["one".to_owned()])),
        Arrays::Texts(Array(Vec::new())),
        Arrays::Numbers(Array(vec![7])),
        Arrays::Numbers(Array(Vec::new())),
    ] {
        let bytes = to_vec(&arrays).unwrap();
        assert_eq!(from_slice::<Arrays>(&bytes).unwrap(), arrays);
    }
    // An Object[] is told by what is in it.
    let texts = Array(vec![Any::null(), Any::of("one").unwrap()]);
    let read = from_slice::<Vec<Option<String>>>(&to_vec(&texts).unwrap());
    assert_eq!(read.unwrap(), [None, Some("one".to_owned())]);
    let texts = Array(vec![Any::of("one").unwrap()]);
    assert_eq!(
        from_slice::<Arrays>(&to_vec(&texts).unwrap()).unwrap(),
        Arrays::Texts(Array(vec!["one".to_owned()]))
    );
}

struct Outer {
    inner: Item,
}
class! { Outer { "Outer" = 1 { inner: "java.lang.Object"; } } }

#[derive(Debug)]
struct Number {
    value: i64,
}
class! { Number { "com.shop.Item" = 1 { value = "name": "java.lang.Object"; } } }

#[derive(Debug)]
struct Strict {
    inner: Number,
}
class! { Strict { "Outer" = 1 { inner: "java.lang.Object"; } } }

/// Whichever fits.
#[derive(Debug)]
enum Either {
    Strict(Strict),
    Any(Any),
}

impl ReadJava for Either {
    fn read(input: &mut In<'_>, value: Raw) -> javawire::Result<Self> {
        match Strict::read(input, value) {
            Ok(strict) => Ok(Either::Strict(strict)),
            Err(_) => Any::read(input, value).map(Either::Any),
        }
    }

    fn accepts(_: &In<'_>, _: Raw) -> bool {
        true
    }
}

#[test]
fn another_type_may_be_tried_after_one_that_failed() {
    let outer = Outer {
        inner: Item {
            name: Some("no number".to_owned()),
        },
    };
    let bytes = to_vec(&outer).unwrap();
    match from_slice::<Either>(&bytes).unwrap() {
        Either::Any(any) => assert!(any.get::<Outer>().is_ok()),
        Either::Strict(strict) => panic!("{}", strict.inner.value),
    }
    let lists: Vec<Vec<Option<String>>> = vec![vec![None]];
    let either: Vec<Either> = from_slice(&to_vec(&lists).unwrap()).unwrap();
    assert!(matches!(either[0], Either::Any(_)));
}

#[test]
fn what_is_shared_may_be_null() {
    let texts = vec![Some("one".to_owned()), None];
    let read: Vec<Arc<Option<String>>> = from_slice(&to_vec(&texts).unwrap()).unwrap();
    assert_eq!(
        read.iter().map(|it| (**it).clone()).collect::<Vec<_>>(),
        texts
    );
    assert!(from_slice::<Vec<Arc<String>>>(&to_vec(&texts).unwrap()).is_err());
}

/// A filter that follows from a type lets pass what can be read as the type.
#[test]
fn a_filter_allows_every_collection() {
    let mut count = 0;
    for Value { name, stream, .. } in values() {
        let (kind, _) = name.split_once(' ').unwrap_or((&name, ""));
        let read = match kind {
            "list" | "set" => with_filter::<Vec<String>>(&stream).map(drop),
            "map" => with_filter::<Vec<(String, i32)>>(&stream).map(drop),
            "locales" => with_filter::<Vec<javawire::typed::Locale>>(&stream).map(drop),
            _ => continue,
        };
        read.unwrap_or_else(|error| panic!("{name}: {error}"));
        count += 1;
    }
    assert!(count > 140, "{count}");
    let gadget = to_vec(&vec![Item { name: None }]).unwrap();
    assert!(with_filter::<Vec<String>>(&gadget).is_err());
    let array = to_vec(&Array(vec![Any::of("one").unwrap()])).unwrap();
    with_filter::<Array<String>>(&array).unwrap();
}

fn with_filter<T: ReadJava>(stream: &[u8]) -> javawire::Result<Option<T>> {
    let parser = Parser::new().with_filter(SerialFilter::of::<T>());
    ObjectInputStream::with_parser(stream, parser)?.receive()
}

struct Long {
    author: i64,
}
class! { Long { "com.shop.Document" = 1 { author; } } }

struct Broken {
    author: i32,
    tree: BTreeMap<Option<String>, i32>,
}
class! { Broken { "com.shop.Document" = 1 { author; } "com.shop.Broken" = 1 { tree; } } }

/// What was not sent after all has not described a class.
#[test]
fn a_class_is_described_by_what_is_sent() {
    let mut encoder = Encoder::new();
    let broken = Broken {
        author: 1,
        tree: [(None, 1)].into(),
    };
    let said = encoder.send(&broken).unwrap_err().to_string();
    assert!(said.contains("a null key"), "{said}");
    encoder.send(&Long { author: 7 }).unwrap();
    let bytes = encoder.take();
    assert_eq!(from_slice::<Long>(&bytes).unwrap().author, 7);
}
