//! What does not fit, and what is said of it.

use std::sync::Arc;

use javawire::jdk::StackTraceElement;
use javawire::typed::{
    Any, AtomicBoolean, Back, Date, Decimal, LocalDate, Locale, ReadJava, ReadLimits,
    StringBuilder, Uri, Versions, WriteJava, class, constants, from_slice, one_of, to_vec,
};
use javawire::{Encoder, Graph, ObjectInputStream, SerialFilter};

mod peer {
    use super::class;

    #[derive(Debug, Default)]
    pub struct Item {
        pub price: Option<String>,
    }
    class! { Item { "com.shop.Item" = 1 { price; } } }

    #[derive(Debug, Default)]
    pub struct Order {
        pub id: i64,
        pub items: Vec<Option<Item>>,
    }
    class! { Order { "com.shop.Order" = 42 { id; items; } } }

    #[derive(Debug, Default)]
    pub struct Rush {
        pub id: i64,
        pub items: Vec<Option<Item>>,
        pub hours: i32,
    }
    class! { Rush { "com.shop.Order" = 42 { id; items; } "com.shop.Rush" = 1 { hours; } } }
}

#[derive(Debug, PartialEq)]
struct Item {
    price: String,
}
class! { Item { "com.shop.Item" = 1 { price; } } }

#[derive(Debug, PartialEq)]
struct Order {
    id: i64,
    items: Vec<Item>,
}
class! { Order { "com.shop.Order" = 42 { id; items; } } }

fn message<T: javawire::typed::ReadJava + std::fmt::Debug>(bytes: &[u8]) -> String {
    from_slice::<T>(bytes).unwrap_err().to_string()
}

#[test]
fn null_has_its_path() {
    let item = |price: Option<&str>| {
        Some(peer::Item {
            price: price.map(str::to_owned),
        })
    };
    let order = peer::Order {
        id: 1,
        items: vec![item(Some("1")), item(None)],
    };
    let said = message::<Order>(&to_vec(&order).unwrap());
    assert!(said.contains("com.shop.Order.items[1].price"), "{said}");
    assert!(said.contains("found null"), "{said}");
    assert!(said.contains("Option"), "{said}");

    let order = peer::Order {
        id: 1,
        items: vec![item(Some("1")), None],
    };
    let said = message::<Order>(&to_vec(&order).unwrap());
    assert!(said.contains("com.shop.Order.items[1]"), "{said}");
    assert!(said.contains("null"), "{said}");
}

#[derive(Debug)]
struct Version {
    id: i64,
}
class! { Version { "com.shop.Order" = 43 { id; } } }

#[test]
fn another_version_is_refused_as_by_a_jvm() {
    let bytes = to_vec(&peer::Order::default()).unwrap();
    let said = message::<Version>(&bytes);
    let expected = "com.shop.Order; local class incompatible: stream classdesc \
                    serialVersionUID = 42, local class serialVersionUID = 43";
    assert!(said.starts_with(expected), "{said}");

    let limits = ReadLimits::default().with_versions(Versions::Ignore);
    let mut input = ObjectInputStream::new(bytes.as_slice())
        .unwrap()
        .with_read_limits(limits);
    assert!(input.receive::<Version>().unwrap().is_some());
}

#[derive(Debug)]
struct Narrow {
    id: i32,
}
class! { Narrow { "com.shop.Order" = 42 { id; } } }

#[test]
fn another_type_is_refused_as_by_a_jvm() {
    let said = message::<Narrow>(&to_vec(&peer::Order::default()).unwrap());
    assert!(
        said.starts_with(
            "com.shop.Order; incompatible types for field id: long in the stream, int"
        ),
        "{said}"
    );
}

#[derive(Debug, PartialEq)]
struct Grown {
    id: i64,
    items: Vec<Item>,
    note: Option<String>,
    count: i32,
    hours: f64,
}
class! { Grown {
    "com.shop.Document" = 7 { note; }
    "com.shop.Order" = 42 { count; id; items; }
    "com.shop.Rush" = 1 { hours = "wait": double; }
} }

#[derive(Debug)]
struct Demanding {
    id: i64,
    zone: String,
}
class! { Demanding { "com.shop.Order" = 42 { id; zone; } } }

/// What the peer's class lacks is as in Java; what only it has is passed over.
#[test]
fn missing_and_additional_fields_and_levels() {
    let rush = peer::Rush {
        id: 5,
        hours: 3,
        ..peer::Rush::default()
    };
    let read: Grown = from_slice(&to_vec(&rush).unwrap()).unwrap();
    let expected = Grown {
        id: 5,
        items: Vec::new(),
        note: None,
        count: 0,
        hours: 0.0,
    };
    assert_eq!(read, expected);

    let said = message::<Demanding>(&to_vec(&peer::Order::default()).unwrap());
    assert!(said.contains("com.shop.Order.zone"), "{said}");
    assert!(said.contains("Option"), "{said}");
}

#[test]
fn a_subclass_is_not_cut_to_its_superclass() {
    let said = message::<Order>(&to_vec(&peer::Rush::default()).unwrap());
    assert!(said.contains("an object of class com.shop.Rush"), "{said}");
    assert!(said.contains("subclass"), "{said}");
}

#[derive(Debug, PartialEq)]
enum Extra {
    Text(String),
    Number(i64),
    Order(Order),
}
one_of! { Extra { Text, Number, Order } }

#[derive(Debug)]
struct Holder {
    extra: Extra,
}
class! { Holder { "com.shop.Holder" = 1 { extra; } } }

struct AnyHolder {
    extra: Any,
}
class! { AnyHolder { "com.shop.Holder" = 1 { extra; } } }

#[test]
fn a_class_that_is_none_of_several() {
    let gadget = AnyHolder {
        extra: Any::of(&peer::Rush::default()).unwrap(),
    };
    let said = message::<Holder>(&to_vec(&gadget).unwrap());
    assert!(said.contains("com.shop.Holder.extra"), "{said}");
    assert!(said.contains("com.shop.Rush"), "{said}");
    assert!(said.contains("none of Text Number Order"), "{said}");
    let fitting = AnyHolder {
        extra: Any::of(&7_i64).unwrap(),
    };
    assert!(from_slice::<Holder>(&to_vec(&fitting).unwrap()).is_ok());
}

#[derive(Debug)]
enum Wide {
    Returned,
}
constants! { Wide = "com.shop.Status" { Returned } }

#[derive(Debug)]
enum Status {
    Paid,
}
constants! { Status = "com.shop.Status" { Paid } }

#[test]
fn an_unknown_constant() {
    assert!(from_slice::<Status>(&to_vec(&Status::Paid).unwrap()).is_ok());
    let said = message::<Status>(&to_vec(&Wide::Returned).unwrap());
    assert!(
        said.starts_with("com.shop.Status; enum constant RETURNED does not exist in class"),
        "{said}"
    );
}

#[derive(Debug)]
struct Node {
    next: Option<Box<Node>>,
}
class! { Node { "Node" = 1 { next: "Node"; } } }

#[derive(Debug)]
struct Linked {
    next: std::sync::OnceLock<Arc<Linked>>,
}
struct Next;
impl javawire::typed::Codec<std::sync::OnceLock<Arc<Linked>>> for Next {
    const JAVA: &'static str = "Node";

    fn read(
        input: &mut javawire::typed::In<'_>,
        value: javawire::typed::Raw,
    ) -> javawire::Result<std::sync::OnceLock<Arc<Linked>>> {
        use javawire::typed::ReadJava;
        let next: Option<Arc<Linked>> = Option::read(input, value)?;
        Ok(next.map(Into::into).unwrap_or_default())
    }

    fn write(
        value: &std::sync::OnceLock<Arc<Linked>>,
        out: &mut javawire::typed::Out<'_>,
        java: &'static str,
    ) -> javawire::Result<()> {
        use javawire::typed::WriteJava;
        value.get().cloned().write(out, java)
    }
}
class! { Linked { "Node" = 1 { next as Next; } } }

#[test]
fn a_cycle_names_the_field() {
    let first = Arc::new(Linked {
        next: Default::default(),
    });
    let second = Arc::new(Linked {
        next: Arc::clone(&first).into(),
    });
    first.next.set(second).unwrap();
    let bytes = to_vec(&first).unwrap();
    let said = message::<Node>(&bytes);
    assert!(said.contains("Node.next.next"), "{said}");
    assert!(said.contains("the Node that it is in"), "{said}");
    assert!(said.contains("Back"), "{said}");
}

#[test]
fn depth_is_bounded() {
    let mut first = Arc::new(Linked {
        next: Default::default(),
    });
    for _ in 0..150 {
        first = Arc::new(Linked { next: first.into() });
    }
    assert!(from_slice::<Node>(&to_vec(&first).unwrap()).is_ok());
    for _ in 0..100 {
        first = Arc::new(Linked { next: first.into() });
    }
    let said = message::<Node>(&to_vec(&first).unwrap());
    assert!(
        said.contains("201 is over the limit ReadLimits::max_depth=200"),
        "{said}"
    );
    assert!(said.len() < 2_000, "{said}");
    for _ in 0..1_000 {
        first = Arc::new(Linked { next: first.into() });
    }
    let said = to_vec(&first).unwrap_err().to_string();
    assert!(
        said.contains("more than 1000 objects in each other"),
        "{said}"
    );
    // Dropped from the outside in, without recursion.
    while let Ok(Linked { next }) = Arc::try_unwrap(first) {
        match next.into_inner() {
            Some(next) => first = next,
            None => return,
        }
    }
}

/// Each list holds the one before it twice.
#[test]
fn copies_of_what_is_shared_are_bounded() {
    let mut graph = Graph::new();
    let mut list = graph
        .array_list(["a long text, so that copies weigh something"])
        .unwrap();
    for _ in 0..40 {
        list = graph.array_list([list, list]).unwrap();
    }
    graph.push(list).unwrap();
    #[derive(Debug)]
    enum Tree {
        Text(String),
        Branches(Vec<Tree>),
    }
    one_of! { Tree { Text, Branches } }
    let said = message::<Tree>(&graph.write());
    assert!(said.contains("ReadLimits::max_growth"), "{said}");
}

mod other {
    use super::class;

    #[derive(Debug)]
    pub struct Receipt {
        pub author: i32,
    }
    class! { Receipt { "com.shop.Document" = 1 { author; } "com.shop.Receipt" = 1 {} } }

    #[derive(Debug)]
    pub struct Bill {
        pub author: i64,
    }
    class! { Bill { "com.shop.Document" = 1 { author; } "com.shop.Bill" = 1 {} } }
}

/// Nothing of it is sent, and what comes after it is whole.
#[test]
fn a_class_that_is_described_in_two_ways() {
    let mut encoder = Encoder::new();
    encoder.send(&other::Receipt { author: 1 }).unwrap();
    let said = encoder
        .send(&other::Bill { author: 1 })
        .unwrap_err()
        .to_string();
    assert!(
        said.starts_with("com.shop.Document: is described in two ways"),
        "{said}"
    );
    encoder.send(&other::Receipt { author: 2 }).unwrap();
    let bytes = encoder.take();
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    let author = |read: Option<other::Receipt>| read.map(|receipt| receipt.author);
    assert_eq!(author(input.receive().unwrap()), Some(1));
    assert_eq!(author(input.receive().unwrap()), Some(2));
    assert_eq!(author(input.receive().unwrap()), None);
}

/// What was read before an error is still there; what follows it can be read.
#[test]
fn an_object_that_does_not_fit_is_passed_over() {
    let mut encoder = Encoder::new();
    encoder.send("one").unwrap();
    encoder.send(&7_i32).unwrap();
    encoder.send("two").unwrap();
    let bytes = encoder.take();
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    assert_eq!(input.receive::<String>().unwrap().as_deref(), Some("one"));
    let error = input.receive::<String>().unwrap_err();
    assert_eq!(error.offset(), Some(10));
    assert!(
        error
            .to_string()
            .contains("an object of class java.lang.Integer"),
        "{error}"
    );
    assert_eq!(input.receive::<String>().unwrap().as_deref(), Some("two"));
    assert_eq!(input.receive::<String>().unwrap(), None);
}

#[derive(Debug)]
struct Child {
    parent: Back<Parent>,
}
class! { Child { "Child" = 1 { parent: "Parent"; } } }

#[derive(Debug)]
struct Parent {
    children: Vec<Arc<Child>>,
}
class! { Parent { "Parent" = 1 { children; } } }

#[test]
fn a_reference_back_to_what_nobody_holds() {
    let child = Arc::new(Child {
        parent: Back::default(),
    });
    let parent = Arc::new(Parent {
        children: vec![Arc::clone(&child)],
    });
    child.parent.set(&parent);
    let bytes = to_vec(&parent).unwrap();
    assert!(from_slice::<Arc<Parent>>(&bytes).is_ok());
    let said = message::<Parent>(&bytes);
    assert!(said.contains("that is read as no Arc"), "{said}");
}

/// What a failed read has made is not taken for whole by the next.
#[test]
fn a_reference_back_is_refused_each_time() {
    let child = Arc::new(Child {
        parent: Back::default(),
    });
    let parent = Arc::new(Parent {
        children: vec![Arc::clone(&child)],
    });
    child.parent.set(&parent);
    let mut encoder = Encoder::new();
    encoder.send(&child).unwrap();
    encoder.send(&child).unwrap();
    let bytes = encoder.take();
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    for _ in 0..2 {
        assert!(input.receive::<Arc<Child>>().is_err());
    }
}

/// One stream for objects of both kinds: a class is described once.
#[test]
fn values_and_nodes_of_graphs_share_their_descriptors() {
    let mut encoder = Encoder::new();
    let mut graph = Graph::new();
    let seven = graph.boxed_of(7);
    encoder.send(&1_000_i32).unwrap();
    encoder.object(&graph, Some(seven));
    encoder.send(&2_000_i32).unwrap();
    let bytes = encoder.take();
    let count = bytes
        .windows(17)
        .filter(|it| *it == b"java.lang.Integer")
        .count();
    assert_eq!(count, 1, "{}", bytes.escape_ascii());
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    for expected in [1_000, 7, 2_000] {
        assert_eq!(input.receive::<i32>().unwrap(), Some(expected));
    }

    let mut encoder = Encoder::new();
    encoder.object(&graph, Some(seven));
    encoder.send(&1_000_i32).unwrap();
    let bytes = encoder.take();
    let count = bytes
        .windows(17)
        .filter(|it| *it == b"java.lang.Integer")
        .count();
    assert_eq!(count, 1, "{}", bytes.escape_ascii());
}

trait BoxedOf {
    fn boxed_of(&mut self, value: i32) -> javawire::NodeId;
}

impl BoxedOf for Graph {
    fn boxed_of(&mut self, value: i32) -> javawire::NodeId {
        self.value_of(value).unwrap().unwrap()
    }
}

#[test]
fn a_filter_follows_from_the_type() {
    use javawire::filter::Status;
    let filter = SerialFilter::of::<Order>();
    let check = |name: &str| filter.check_class(javawire::JavaString::from(name).as_java_str());
    for name in [
        "com.shop.Order",
        "com.shop.Item",
        "java.util.ArrayList",
        "[Lcom.shop.Item;",
    ] {
        assert_eq!(check(name), Status::Allowed, "{name}");
    }
    for name in ["com.evil.Gadget", "java.util.Random", "java.net.URL"] {
        assert_eq!(check(name), Status::Rejected, "{name}");
    }
    assert_ne!(check("[B"), Status::Rejected);
    let open = SerialFilter::of::<Any>();
    assert_ne!(
        open.check_class(javawire::JavaString::from("com.evil.Gadget").as_java_str()),
        Status::Rejected
    );
}

#[derive(Debug, PartialEq)]
enum Json {
    Text(String),
    List(Vec<Json>),
}
one_of! { Json { Text, List } }

/// A type that holds itself ends; arrays and the texts in them pass.
#[test]
fn a_filter_of_a_type_that_holds_itself() {
    use javawire::filter::Status;
    let filter = SerialFilter::of::<Json>();
    let check = |name: &str| filter.check_class(javawire::JavaString::from(name).as_java_str());
    assert_eq!(check("[Ljava.lang.String;"), Status::Allowed);
    assert_eq!(check("com.evil.Gadget"), Status::Rejected);
}

#[derive(Debug)]
struct Wider {
    t: i64,
}
class! { Wider { "Wider" = 1 { + writeObject { t: int; } } } }

#[derive(Debug, PartialEq)]
struct Boxed {
    x: Box<i32>,
}
class! { Boxed { "Boxed" = 1 { x; } } }

#[test]
fn what_writes_itself_is_held_to_its_table() {
    let said = to_vec(&Wider { t: 1 }).unwrap_err().to_string();
    assert!(
        said.contains("expected i64, found int in the table"),
        "{said}"
    );
    assert!(said.contains(".t"), "{said}");
    let boxed = Boxed { x: Box::new(1_000) };
    assert_eq!(
        from_slice::<Boxed>(&to_vec(&boxed).unwrap()).unwrap(),
        boxed
    );
}

/// Keys that Java compares and keys that it does not are put in one order each time.
#[test]
fn maps_with_a_null_key_are_written_the_same_each_time() {
    use std::collections::HashMap;
    let map = |_| -> HashMap<Option<String>, i32> {
        let keys = (0..100).map(|number| (number > 0).then(|| format!("key {number}")));
        keys.zip(0..).collect()
    };
    let mut all = (0..20).map(map).map(|map| to_vec(&map).unwrap());
    let first = all.next().unwrap();
    assert!(all.all(|bytes| bytes == first));
}

/// What is done often is not done again for all that was done before.
#[test]
fn time_grows_with_the_stream_alone() {
    use std::time::{Duration, Instant};
    let begun = Instant::now();
    // Each child waits for the parent.
    let child = |_| {
        Arc::new(Child {
            parent: Back::default(),
        })
    };
    let parent = Arc::new(Parent {
        children: (0..60_000).map(child).collect(),
    });
    for child in &parent.children {
        child.parent.set(&parent);
    }
    let read: Arc<Parent> = from_slice(&to_vec(&parent).unwrap()).unwrap();
    let last = read.children.last().unwrap();
    assert!(Arc::ptr_eq(&last.parent.get().unwrap(), &read));
    // Each is a copy with a graph of its own.
    let numbers: Vec<i32> = (1_000..151_000).collect();
    let list = to_vec(&numbers.iter().map(|it| Some(*it)).collect::<Vec<_>>()).unwrap();
    let copies: Vec<Any> = from_slice(&list).unwrap();
    assert_eq!(copies[140_000].get::<i32>().unwrap(), 141_000);
    assert_eq!(to_vec(&copies).unwrap(), list);
    // Half a second, or a minute.
    let taken = begun.elapsed();
    assert!(taken < Duration::from_secs(15), "{taken:?}");
}

/// Texts of their own, at addresses that come again.
#[test]
fn what_is_gone_is_not_referred_to() {
    let mut encoder = Encoder::new();
    for number in 0..1_000 {
        let text: Arc<str> = format!("text {number}").into();
        encoder.send(&[Arc::clone(&text), text].to_vec()).unwrap();
    }
    let bytes = encoder.take();
    let mut input = ObjectInputStream::new(bytes.as_slice()).unwrap();
    for number in 0..1_000 {
        let texts: Vec<Arc<str>> = input.receive().unwrap().unwrap();
        assert_eq!(*texts[0], *format!("text {number}"));
        assert!(Arc::ptr_eq(&texts[0], &texts[1]));
    }
}

/// Causes of any number are added, written, shown and dropped without recursion.
#[test]
fn any_number_of_causes() {
    use javawire::typed::Throwable;
    let mut error = Throwable::new("java.lang.Error").with_message("the first");
    for _ in 0..100_000 {
        error = Throwable::new("java.lang.Error").with_cause(error);
    }
    assert!(format!("{error:?}").contains("the first"));
    assert_eq!(error, error.clone());
    let bytes = to_vec(&error).unwrap();
    drop(error);
    // A hundred of them are told.
    let read: Throwable = from_slice(&bytes).unwrap();
    let told = std::iter::successors(Some(&read), |one| one.cause()).count();
    assert_eq!(told, 100);
}

/// One long text in all elements of a stack trace is a copy in each.
#[test]
fn copies_in_stack_traces_are_bounded() {
    use javawire::jdk::{StackTraceElement, Throwable};
    let mut graph = Graph::new();
    let class = graph.jdk_class("java.lang.Error").unwrap();
    let long = "long".repeat(50_000);
    let element = StackTraceElement::new(long.as_str(), "run", None, 1);
    let made = Throwable::new().stack_trace(vec![element; 1_000]);
    let node = graph.throwable(class, &made).unwrap();
    graph.push(node).unwrap();
    let said = message::<javawire::typed::Throwable>(&graph.write());
    assert!(said.contains("ReadLimits::max_growth"), "{said}");
}

/// The tables of the JDK's classes are nobody's business.
#[test]
fn a_message_names_the_type_that_was_asked_for() {
    fn said<T: ReadJava + WriteJava>() -> String {
        let bytes = to_vec("text").unwrap();
        let error = from_slice::<T>(&bytes).err().unwrap();
        error.to_string()
    }
    for (said, name) in [
        (said::<i32>(), "i32"),
        (said::<Uri>(), "Uri"),
        (said::<Locale>(), "Locale"),
        (said::<Date>(), "Date"),
        (said::<LocalDate>(), "LocalDate"),
        (said::<Decimal>(), "Decimal"),
        (said::<AtomicBoolean>(), "AtomicBoolean"),
        (said::<StringBuilder>(), "StringBuilder"),
        (said::<StackTraceElement>(), "StackTraceElement"),
    ] {
        assert_eq!(
            said,
            format!("expected {name}, found a String, in java.lang.String")
        );
    }
}
