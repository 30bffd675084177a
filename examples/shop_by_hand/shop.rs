//! The classes of the shop, described by hand: what `javawire types` writes is in
//! `../shop_server/shop.rs`.
//!
//! Each table has the fields in the order of the stream: primitives first, then the others, each by
//! name. Where the name or the type in Java does not follow from Rust's, it is said.

use std::collections::HashMap;
use std::sync::Arc;

use javawire::typed::{Date, Decimal, Instant, Uuid, class, constants, one_of};

#[derive(Debug, Clone)]
pub struct Order {
    pub id: i64,
    pub author: Option<String>,
    pub created: Option<Date>,
    pub extra: Option<Extra>,
    pub featured: Option<Arc<Item>>,
    pub items: Vec<Arc<Item>>,
    pub note: Option<String>,
    pub signature: Option<Vec<u8>>,
    pub status: Option<Status>,
    pub stock: HashMap<Arc<str>, i32>,
    pub tags: Option<Vec<Option<Arc<str>>>>,
    pub total: Option<Arc<Money>>,
    pub weights: Option<Vec<f64>>,
}
class! { Order {
    "com.shop.Document" = 20040217 { id; author; created; }
    "com.shop.Order" = 7481059301424212678 {
        extra: "java.lang.Object";
        featured; items; note; signature; status; stock;
        tags: "java.lang.String[]";
        total; weights;
    }
} }

#[derive(Debug, Clone)]
pub enum Extra {
    Item(Arc<Item>),
    Long(i64),
    String(Arc<str>),
}
one_of! { Extra { Item, Long, String } }

#[derive(Debug, Clone)]
pub struct Item {
    pub gift: bool,
    pub quantity: i32,
    pub price: Option<Arc<Money>>,
    pub shelf: Option<i32>,
    pub sku: Option<Arc<str>>,
}
class! { Item { "com.shop.Item" = 1 { gift; quantity; price; shelf; sku; } } }

#[derive(Debug, Clone)]
pub struct Money {
    pub amount: Decimal,
    pub currency: String,
}
class! { Money { "com.shop.Money" = 7 { amount; + writeObject { currency: utf; } } } }

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Status {
    New,
    Paid,
    Shipped,
    Cancelled,
}
constants! { Status = "com.shop.Status" {
    New = "NEW", Paid = "PAID", Shipped = "SHIPPED", Cancelled = "CANCELLED",
} }

#[derive(Debug, Clone)]
pub struct Receipt {
    pub id: i64,
    pub author: Option<String>,
    pub created: Option<Date>,
    pub order_id: i64,
    pub counts: Vec<i32>,
    pub items: Option<Vec<Arc<Item>>>,
    pub lines: Vec<(Arc<str>, Arc<Money>)>,
    pub reference: Option<Uuid>,
    pub seal: Option<Vec<u8>>,
    pub shipped: Option<Instant>,
    pub status: Option<Status>,
    pub total: Option<Arc<Money>>,
}
class! { Receipt {
    "com.shop.Document" = 20040217 { id; author; created; }
    "com.shop.Receipt" = 3 {
        order_id;
        counts: "java.util.List";
        items: "com.shop.Item[]";
        lines; reference; seal; shipped; status; total;
    }
} }
