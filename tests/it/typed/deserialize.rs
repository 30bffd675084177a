//! Objects as types that derive serde's `Deserialize`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use javawire::graph::ClassBuilder;
use javawire::typed::{Back, Decimal, class, to_vec};
use javawire::{Graph, NodeId};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::shop;
use super::values::values;

/// The entries of a map, in their order.
struct Entries(Vec<(String, i32)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Entries(all))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// What a JVM says of its values is what serde reads of them.
#[test]
fn values_are_what_a_jvm_says() {
    let mut told_of = 0;
    for value in values() {
        let graph = Graph::read(&value.stream).unwrap();
        let text = || graph.deserialize::<String>();
        let told = match value.name.split(' ').next().unwrap() {
            "list" | "set" => graph
                .deserialize::<Vec<String>>()
                .map(|all| format!("[{}]", all.join(", "))),
            // Some maps go through their entries in another order than they write them in.
            "map" => {
                let Entries(all) = graph.deserialize().unwrap();
                let all = all.iter().map(|(key, value)| format!("{key}={value} "));
                let all: Vec<String> = all.collect();
                for entry in &all {
                    assert!(value.told.contains(entry), "{}: {entry}", value.name);
                }
                assert_eq!(all.concat().len(), value.told.len(), "{}", value.name);
                continue;
            }
            "int" | "long" => graph.deserialize::<i64>().map(|number| number.to_string()),
            "integer" => graph.deserialize::<i128>().map(|number| {
                assert_eq!(text().unwrap(), number.to_string());
                number.to_string()
            }),
            "date" => {
                assert_eq!(graph.deserialize::<i64>().unwrap(), 1_700_000_000_123);
                assert_eq!(text().unwrap(), "2023-11-14T22:13:20.123Z");
                continue;
            }
            "uuid" | "decimal" | "uri" | "currency" | "locale" | "instant" | "localdate"
            | "localtime" | "zoned" | "duration" | "period" => text(),
            _ => continue,
        };
        assert_eq!(told.unwrap(), value.told, "{}", value.name);
        told_of += 1;
    }
    assert!(told_of > 80, "only {told_of}");
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "com.shop.Order")]
struct Order {
    id: i64,
    author: Option<String>,
    extra: Option<Extra>,
    items: Vec<Item>,
    status: Option<Status>,
    stock: BTreeMap<String, i32>,
    tags: Option<Vec<Option<String>>>,
    signature: Option<Vec<u8>>,
    weights: Option<Vec<f64>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "com.shop.Item")]
struct Item {
    gift: bool,
    quantity: i32,
    price: Option<Money>,
    shelf: Option<i32>,
    sku: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Money {
    amount: String,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Status {
    #[serde(rename = "NEW")]
    New,
    #[serde(rename = "PAID")]
    Paid,
}

/// What a field declared as `Object` holds.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Extra {
    Number(i64),
    Text(String),
    Item(Box<Item>),
}

fn order() -> shop::Order {
    let price = Arc::new(shop::Money {
        amount: Decimal::new(1250_i64, 2),
        currency: "EUR".to_owned(),
    });
    let item = Arc::new(shop::Item {
        gift: true,
        quantity: 3,
        price: Some(price),
        shelf: Some(7),
        sku: Some(Arc::from("A-1")),
    });
    shop::Order {
        id: 9,
        author: Some("Núñez".to_owned()),
        created: None,
        extra: Some(shop::OrderExtra::Item(Arc::clone(&item))),
        featured: None,
        items: vec![Arc::clone(&item), item],
        note: None,
        signature: Some(vec![0, 127, 128, 255]),
        status: Some(shop::Status::Paid),
        stock: [(Arc::from("A-1"), 5)].into(),
        tags: Some(vec![Some(Arc::from("red")), None]),
        total: None,
        weights: Some(vec![1.5, -0.0]),
    }
}

fn item() -> Item {
    Item {
        gift: true,
        quantity: 3,
        price: Some(Money {
            amount: "12.50".to_owned(),
        }),
        shelf: Some(7),
        sku: Some("A-1".to_owned()),
    }
}

#[test]
fn an_object_is_a_struct_of_its_fields() {
    let graph = Graph::read(&to_vec(&order()).unwrap()).unwrap();
    let expected = Order {
        id: 9,
        author: Some("Núñez".to_owned()),
        extra: Some(Extra::Item(Box::new(item()))),
        items: vec![item(), item()],
        status: Some(Status::Paid),
        stock: [("A-1".to_owned(), 5)].into(),
        tags: Some(vec![Some("red".to_owned()), None]),
        signature: Some(vec![0, 127, 128, 255]),
        weights: Some(vec![1.5, -0.0]),
    };
    assert_eq!(graph.deserialize::<Order>().unwrap(), expected);
}

#[test]
fn what_does_not_fit_is_told_by_its_path() {
    let message = |order: &shop::Order| {
        let graph = Graph::read(&to_vec(order).unwrap()).unwrap();
        graph.deserialize::<Order>().unwrap_err().to_string()
    };
    let mut returned = order();
    returned.status = Some(shop::Status::Shipped);
    assert_eq!(
        message(&returned),
        "unknown variant `SHIPPED`, expected `NEW` or `PAID`, in com.shop.Order.status"
    );

    #[derive(Debug, Deserialize)]
    #[serde(rename = "com.shop.Receipt")]
    #[expect(dead_code, reason = "it is not read")]
    struct Receipt {
        id: i64,
    }
    let graph = Graph::read(&to_vec(&order()).unwrap()).unwrap();
    let error = graph.deserialize::<Receipt>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "com.shop.Order, but the Rust type is named com.shop.Receipt, in com.shop.Order"
    );

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is not read")]
    struct Narrow {
        items: Vec<NarrowItem>,
    }
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is not read")]
    struct NarrowItem {
        sku: i32,
    }
    let error = graph.deserialize::<Narrow>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: string \"A-1\", expected i32, in com.shop.Order.items[0].sku"
    );
}

/// Classes as variants.
#[derive(Debug, PartialEq, Deserialize)]
enum Shape {
    #[serde(rename = "a.Circle")]
    Circle { radius: f64 },
    #[serde(rename = "a.Square")]
    Square(Square),
    #[serde(rename = "a.Nothing")]
    Nothing,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Square {
    side: u16,
}

fn shapes() -> (Graph, [NodeId; 4]) {
    let mut graph = Graph::new();
    let circle = ClassBuilder::serializable("a.Circle", 1).field("radius", "double");
    let circle = graph.define(circle).unwrap();
    let square = ClassBuilder::serializable("a.Square", 1).field("side", "char");
    let square = graph.define(square).unwrap();
    let nothing = graph
        .define(ClassBuilder::serializable("a.Nothing", 1))
        .unwrap();
    let other = graph
        .define(ClassBuilder::serializable("a.Other", 1))
        .unwrap();
    let circle = graph
        .object(circle)
        .unwrap()
        .set("radius", 0.5)
        .unwrap()
        .id();
    let square = graph
        .object(square)
        .unwrap()
        .set("side", 0xD800_u16)
        .unwrap()
        .id();
    let nothing = graph.object(nothing).unwrap().id();
    let other = graph.object(other).unwrap().id();
    (graph, [circle, square, nothing, other])
}

#[test]
fn a_class_is_a_variant() {
    let (graph, [circle, square, nothing, other]) = shapes();
    let read = |node| graph.deserialize_value::<Shape>(Some(node), &Default::default());
    assert_eq!(read(circle).unwrap(), Shape::Circle { radius: 0.5 });
    // Half of a surrogate pair is a number, though no character.
    assert_eq!(
        read(square).unwrap(),
        Shape::Square(Square { side: 0xD800 })
    );
    assert_eq!(read(nothing).unwrap(), Shape::Nothing);
    assert_eq!(
        read(other).unwrap_err().to_string(),
        "unknown variant `a.Other`, expected one of `a.Circle`, `a.Square`, `a.Nothing`, in a.Other"
    );
}

/// Of two fields of one name that of the lower class is meant, as in Java.
#[test]
fn the_lower_class_hides_a_field() {
    let mut graph = Graph::new();
    let above = ClassBuilder::serializable("a.Above", 1).field("n", "int");
    let above = graph.define(above).unwrap();
    let below = ClassBuilder::serializable("a.Below", 1)
        .field("n", "int")
        .superclass(above);
    let below = graph.define(below).unwrap();
    let object = graph.object(below).unwrap();
    let object = object
        .set_in(above, "n", 1)
        .unwrap()
        .set_in(below, "n", 2)
        .unwrap();
    let object = object.id();
    graph.push(object).unwrap();
    let read: BTreeMap<String, i32> = graph.deserialize().unwrap();
    assert_eq!(read, [("n".to_owned(), 2)].into());
}

struct Node {
    name: String,
    next: Option<Arc<Node>>,
    first: Back<Node>,
}
class! { Node { "a.Node" = 1 { first = "first": "a.Node"; name; next = "next": "a.Node"; } } }

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is not read")]
struct Nested {
    name: String,
    first: Option<Box<Nested>>,
    next: Option<Box<Nested>>,
}

#[test]
fn a_cycle_is_an_error() {
    let mut graph = Graph::new();
    let class = ClassBuilder::serializable("a.Node", 1)
        .field("name", "java.lang.String")
        .field("first", "a.Node")
        .field("next", "a.Node");
    let class = graph.define(class).unwrap();
    let first = graph
        .object(class)
        .unwrap()
        .set("name", "one")
        .unwrap()
        .id();
    let second = graph.object(class).unwrap().set("name", "two").unwrap();
    let second = second.set("first", first).unwrap().id();
    graph.edit(first).unwrap().set("next", second).unwrap();
    graph.push(first).unwrap();
    let error = graph.deserialize::<Nested>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the a.Node that it is in: serde has no references; leave the field out, or read with a \
         class! table and a Back, in a.Node.next.first"
    );
    let node: Arc<Node> = graph.get(first).unwrap();
    assert_eq!(node.name, "one");
    let next = node.next.as_ref().unwrap();
    assert!(Arc::ptr_eq(&next.first.get().unwrap(), &node));
}

/// Neither depth nor what is shared takes stack or memory without a bound.
#[test]
fn depth_and_growth_are_bounded() {
    let mut graph = Graph::new();
    let link = ClassBuilder::serializable("a.Link", 1).field("next", "java.lang.Object");
    let link = graph.define(link).unwrap();
    let mut head = None;
    for _ in 0..100_000 {
        head = Some(graph.object(link).unwrap().set("next", head).unwrap().id());
    }
    let limits = javawire::typed::ReadLimits::default();
    let error = graph.deserialize_value::<serde_json::Value>(head, &limits);
    assert!(error.unwrap_err().is_limit());

    let mut head = graph.new_string("x".repeat(1_000)).unwrap();
    for _ in 0..40 {
        head = graph
            .object_array("java.lang.Object", [head, head])
            .unwrap();
    }
    let error = graph.deserialize_value::<serde_json::Value>(Some(head), &limits);
    assert!(error.unwrap_err().is_limit());
}
