//! Made by `javawire types` 0.1.0 from `shop.jar`, `orders.ser`, `receipts.ser`. Change what you
//! like: `--check` compares the classes, not the text.

use std::collections::HashMap;
use std::sync::Arc;

use javawire::typed::{Date, Decimal, Instant, Uuid, class, constants, one_of};

/// `com.shop.Order extends com.shop.Document`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Order {
    pub id: i64,
    pub author: Option<String>,
    pub created: Option<Date>,
    pub extra: Option<OrderExtra>,
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
    "com.shop.Document" = 20040217 {
        id = "id": long;
        author = "author": "java.lang.String";
        created = "created": "java.util.Date";
    }
    "com.shop.Order" = 7481059301424212678 {
        extra = "extra": "java.lang.Object";
        featured = "featured": "com.shop.Item";
        items = "items": "java.util.List"; // <com.shop.Item>
        note = "note": "java.lang.String";
        signature = "signature": "byte[]";
        status = "status": "com.shop.Status";
        stock = "stock": "java.util.Map"; // <java.lang.String, java.lang.Integer>
        tags = "tags": "java.lang.String[]";
        total = "total": "com.shop.Money";
        weights = "weights": "double[]";
    }
} }

/// `com.shop.Item`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    pub gift: bool,
    pub quantity: i32,
    pub price: Option<Arc<Money>>,
    pub shelf: Option<i32>,
    pub sku: Option<Arc<str>>,
}

class! { Item {
    "com.shop.Item" = 1 {
        gift = "gift": boolean;
        quantity = "quantity": int;
        price = "price": "com.shop.Money";
        shelf = "shelf": "java.lang.Integer";
        sku = "sku": "java.lang.String";
    }
} }

/// `com.shop.Money`
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// Never null in 24 samples.
    pub amount: Decimal,
    /// Written by the `writeObject` of `com.shop.Money`.
    pub currency: String,
}

class! { Money {
    "com.shop.Money" = 7 {
        amount = "amount": "java.math.BigDecimal";
        + writeObject { currency: utf; }
    }
} }

/// `com.shop.Receipt extends com.shop.Document`
#[derive(Debug, Clone, PartialEq, Default)]
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
    "com.shop.Document" = 20040217 {
        id = "id": long;
        author = "author": "java.lang.String";
        created = "created": "java.util.Date";
    }
    "com.shop.Receipt" = 3 {
        order_id = "orderId": long;
        counts = "counts": "java.util.List"; // <java.lang.Integer>
        items = "items": "com.shop.Item[]";
        lines = "lines": "java.util.Map"; // <java.lang.String, com.shop.Money>
        reference = "reference": "java.util.UUID";
        seal = "seal": "byte[]";
        shipped = "shipped": "java.time.Instant";
        status = "status": "com.shop.Status";
        total = "total": "com.shop.Money";
    }
} }

/// What `com.shop.Order.extra` holds, a `java.lang.Object`: 3 samples.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderExtra {
    Item(Arc<Item>),
    Long(i64),
    String(Arc<str>),
}

one_of! { OrderExtra {
    Item, Long, String,
} }

/// `com.shop.Status`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    New,
    Paid,
    Shipped,
    Cancelled,
}

constants! { Status = "com.shop.Status" {
    New = "NEW", Paid = "PAID", Shipped = "SHIPPED", Cancelled = "CANCELLED",
} }
