//! What a JVM would refuse, or not find again, were it written in another way.

use std::collections::{BTreeMap, BTreeSet};

use javawire::Node;
use javawire::typed::{Any, Uuid, class, constants, from_slice, to_vec};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Paint {
    New,
}
constants! { Paint = "com.example.Paint" { New } }

#[derive(Debug, Clone, Copy, PartialEq)]
enum Order {
    New,
}
constants! { Order = "com.example.Order" { New } }

#[derive(Debug, PartialEq)]
struct Both {
    order: Order,
    paint: Paint,
}
class! { Both { "com.example.Both" = 1 { order; paint; } } }

/// `ObjectInputStream.readEnum` takes a new string for the name, and no reference to one.
#[test]
fn constants_of_one_name_each_have_their_own() {
    let both = Both {
        order: Order::New,
        paint: Paint::New,
    };
    let bytes = to_vec(&both).unwrap();
    let name = b"\x74\0\x03NEW";
    assert_eq!(
        bytes
            .windows(name.len())
            .filter(|part| part == name)
            .count(),
        2
    );
    assert_eq!(from_slice::<Both>(&bytes).unwrap(), both);
}

/// A tree that is not in Java's order finds nothing in itself.
#[test]
fn trees_are_in_the_order_of_java() {
    // U+1F600 is two surrogates in Java, which come before U+FFFF.
    let texts: BTreeSet<String> = ["\u{FFFF}", "\u{1F600}", "a"].map(str::to_owned).into();
    assert_eq!(texts.last().unwrap(), "\u{1F600}");
    let written: Vec<String> = from_slice(&to_vec(&texts).unwrap()).unwrap();
    assert_eq!(written, ["a", "\u{1F600}", "\u{FFFF}"]);
    let lengths: BTreeMap<String, i32> = texts.into_iter().zip(0..).collect();
    let written: Vec<(String, i32)> = from_slice(&to_vec(&lengths).unwrap()).unwrap();
    let keys: Vec<&str> = written.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["a", "\u{1F600}", "\u{FFFF}"]);
    // Java compares the halves of a UUID as numbers with a sign.
    let ids: BTreeSet<Uuid> = [Uuid(1), Uuid(u128::MAX), Uuid(1 << 127)].into();
    let written: Vec<Uuid> = from_slice(&to_vec(&ids).unwrap()).unwrap();
    assert_eq!(written, [Uuid(1 << 127), Uuid(u128::MAX), Uuid(1)]);
}

/// Bytes in a list or a map are an array, as they are in a field.
#[test]
fn bytes_in_a_list_are_an_array() {
    let stream = to_vec(&vec![vec![7_u8, 8], Vec::new()]).unwrap();
    let list: Vec<Any> = from_slice(&stream).unwrap();
    assert_eq!(list[0], Any::of(&vec![7_u8, 8]).unwrap());
    let array = list[0].node();
    assert!(matches!(array, Some(Node::Array(_))), "{array:?}");
    assert_eq!(
        from_slice::<Vec<Vec<u8>>>(&stream).unwrap(),
        [vec![7, 8], vec![]]
    );
}

/// What a tree or a concurrent map of Java's never holds is not written into one.
#[test]
fn keys_and_values_that_java_refuses() {
    use javawire::typed::codec;
    use javawire::typed::{Currency, Uri, WriteJava};

    use super::verdicts::by;

    fn said<T: WriteJava + ?Sized>(value: &T, expected: &str) {
        let said = to_vec(value).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    }
    let null_key = vec![(None, Some(1)), (Some("one".to_owned()), Some(2))];
    let null_value = vec![(Some("one".to_owned()), None::<i32>)];
    for all in [&null_key, &null_value] {
        for written in [
            by::<_, codec::ConcurrentHashMap>(all),
            by::<_, codec::Hashtable>(all),
        ] {
            let said = written.unwrap_err().to_string();
            assert!(said.contains("null, which it cannot hold"), "{said}");
        }
        assert!(by::<_, codec::LinkedHashMap>(all).is_ok());
    }
    let nulls = vec![Some("one".to_owned()), None];
    let written = by::<_, codec::ArrayDeque>(&nulls).unwrap_err().to_string();
    assert!(
        written.starts_with("java.util.ArrayDeque: null"),
        "{written}"
    );
    let written = by::<_, codec::PriorityQueue>(&nulls)
        .unwrap_err()
        .to_string();
    assert!(
        written.starts_with("java.util.PriorityQueue: null"),
        "{written}"
    );
    let written = by::<_, codec::TreeSet>(&nulls).unwrap_err().to_string();
    assert!(
        written.contains("java.util.TreeSet: a null key"),
        "{written}"
    );
    let tree: BTreeMap<Option<String>, i32> = [(None, 1)].into();
    said(&tree, "java.util.TreeMap: a null key");

    let uris: Vec<Uri> = ["http://b/", "HTTP://a/"].map(Uri::from).into();
    let set: BTreeSet<Uri> = uris.iter().cloned().collect();
    said(&set, "Java's order of them is another than Rust's");
    assert_eq!(
        from_slice::<Vec<Uri>>(&by::<_, codec::TreeSet>(&uris).unwrap()).unwrap(),
        uris
    );
    let currencies: BTreeSet<Currency> = ["EUR", "USD"].map(Currency::from).into();
    said(&currencies, "Java does not compare them");
    // Equal keys are one: the first key, the last value.
    let twice = vec![
        ("b".to_owned(), 1),
        ("a".to_owned(), 2),
        ("b".to_owned(), 3),
    ];
    let read: Vec<(String, i32)> = from_slice(&by::<_, codec::TreeMap>(&twice).unwrap()).unwrap();
    assert_eq!(read, [("a".to_owned(), 2), ("b".to_owned(), 3)]);
}
