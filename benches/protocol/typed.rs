//! javawire, streams to types of one's own and back: to what a Rust program uses.

use std::sync::Arc;

use javawire::typed::{ReadJava, WriteJava, class, from_slice, write_to};

use crate::codec::Codec;

#[expect(unreachable_pub, reason = "a file that programs of their own have")]
#[path = "../../examples/shop_server/shop.rs"]
mod shop;

/// Each object for itself: a text is a `String`.
pub(crate) struct Typed;

/// What is shared is one `Arc`: a text is an `Arc<str>`.
pub(crate) struct Shared;

pub(crate) struct Bean {
    id: i32,
    price: f64,
    labels: Vec<String>,
    name: String,
}
class! { Bean {
    "javawire.bench.Bean" = 1 { id; price; labels: "java.lang.String[]"; name; }
} }

pub(crate) struct SharedBean {
    id: i32,
    price: f64,
    labels: Vec<Arc<str>>,
    name: Arc<str>,
}
class! { SharedBean {
    "javawire.bench.Bean" = 1 { id; price; labels: "java.lang.String[]"; name; }
} }

/// The value of a case.
pub(crate) enum Value<B> {
    Text(String),
    Ints(Vec<i32>),
    Bytes(Vec<u8>),
    Beans(Vec<B>),
    Order(Box<shop::Order>),
    Receipt(Box<shop::Receipt>),
}

/// Reads what a case holds: its first class tells which it is.
fn read<B: ReadJava>(stream: &[u8]) -> javawire::Result<Value<B>> {
    let front = stream.get(5..64).unwrap_or_default();
    let is = |class: &[u8]| front.get(3..).is_some_and(|name| name.starts_with(class));
    Ok(match stream.get(4) {
        Some(0x75) if is(b"[I") => Value::Ints(from_slice(stream)?),
        Some(0x75) => Value::Bytes(from_slice(stream)?),
        Some(0x73) if is(b"com.shop.Order") => Value::Order(Box::new(from_slice(stream)?)),
        Some(0x73) if is(b"com.shop.Receipt") => Value::Receipt(Box::new(from_slice(stream)?)),
        Some(0x73) => Value::Beans(from_slice(stream)?),
        _ => Value::Text(from_slice(stream)?),
    })
}

fn write<B: WriteJava>(value: &Value<B>, out: &mut Vec<u8>) -> Result<(), String> {
    let written = match value {
        Value::Text(text) => write_to(text, out),
        Value::Ints(ints) => write_to(ints, out),
        Value::Bytes(bytes) => write_to(bytes, out),
        Value::Beans(beans) => write_to(beans, out),
        Value::Order(order) => write_to(order, out),
        Value::Receipt(receipt) => write_to(receipt, out),
    };
    written.map_err(|error| error.to_string())
}

impl Codec for Typed {
    type Graph = Value<Bean>;
    type Error = javawire::Error;
    const WRITES: bool = true;
    const KEEPS_BYTES: bool = false;

    fn read(stream: &[u8]) -> javawire::Result<Self::Graph> {
        read(stream)
    }

    fn write(value: &Self::Graph, out: &mut Vec<u8>) -> Result<(), String> {
        write(value, out)
    }
}

impl Codec for Shared {
    type Graph = Value<SharedBean>;
    type Error = javawire::Error;
    const WRITES: bool = true;

    fn read(stream: &[u8]) -> javawire::Result<Self::Graph> {
        read(stream)
    }

    fn write(value: &Self::Graph, out: &mut Vec<u8>) -> Result<(), String> {
        write(value, out)
    }
}
