//! Any bytes as types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::stream::ObjectInputStream;
use crate::typed::{
    Any, Array, Back, Date, Decimal, Integer, LocalDate, ReadJava, Throwable, Uuid, WriteJava,
    Written, ZonedDateTime, class, constants, from_slice, one_of, to_vec,
};

/// A class with a bit of everything.
struct Node {
    flag: bool,
    number: i64,
    all: Option<Vec<Arc<Node>>>,
    any: Any,
    back: Back<Node>,
    bytes: Option<Vec<u8>>,
    held: Option<Held>,
    map: Option<Vec<(Option<String>, Option<i32>)>>,
    name: Option<Arc<str>>,
    next: Option<Arc<Node>>,
    written: Written,
}
class! { Node { "javawire.Node" = 1 {
    flag;
    number;
    all: "java.util.List";
    any;
    back: "javawire.Node";
    bytes;
    held: "java.lang.Object";
    map: "java.util.Map";
    name;
    next;
    + writeObject { written: rest; }
} } }

enum Held {
    Node(Arc<Node>),
    Text(Arc<str>),
    Number(i32),
    Colour(Colour),
}
one_of! { Held { Node, Text, Number, Colour } }

#[derive(Clone, Copy)]
enum Colour {
    Red,
    Green,
}
constants! { Colour = "javawire.Colour" { Red = "RED", Green = "GREEN" } }

/// Any bytes are values of a type or refused, without a panic. What was read can be written and
/// read again, and is written the same then.
pub fn typed(bytes: &[u8]) {
    as_a::<Any>(bytes);
    as_a::<Arc<Node>>(bytes);
    as_a::<Held>(bytes);
    as_a::<Option<String>>(bytes);
    as_a::<i32>(bytes);
    as_a::<Vec<Any>>(bytes);
    as_a::<Vec<i32>>(bytes);
    as_a::<Vec<Option<Vec<u8>>>>(bytes);
    as_a::<Array<Option<Arc<str>>>>(bytes);
    as_a::<Vec<(Any, Any)>>(bytes);
    as_a::<BTreeMap<String, Any>>(bytes);
    as_a::<BTreeSet<String>>(bytes);
    as_a::<Throwable>(bytes);
    as_a::<Decimal>(bytes);
    as_a::<Integer>(bytes);
    as_a::<Date>(bytes);
    as_a::<Uuid>(bytes);
    as_a::<LocalDate>(bytes);
    as_a::<ZonedDateTime>(bytes);
    received(bytes);
}

fn as_a<T: ReadJava + WriteJava>(bytes: &[u8]) {
    let Ok(value) = from_slice::<T>(bytes) else {
        return;
    };
    // What cannot be written is refused: what is in itself, say.
    let Ok(written) = to_vec(&value) else { return };
    match from_slice::<T>(&written) {
        Ok(again) => {
            let same = to_vec(&again).is_ok_and(|again| again == written);
            assert!(same, "written otherwise: {}", std::any::type_name::<T>());
        }
        Err(error) => panic!("written but not read: {error}"),
    }
}

/// Objects one after the other, each as it may be.
fn received(bytes: &[u8]) {
    let Ok(mut input) = ObjectInputStream::new(bytes) else {
        return;
    };
    // Each byte at most is an object; what cannot be read on ends the stream.
    for _ in 0..bytes.len() {
        match input.receive::<Option<Held>>() {
            Ok(None) => return,
            Ok(Some(_)) => {}
            Err(error) if error.is_eof() => return,
            Err(_) => {}
        }
    }
}
