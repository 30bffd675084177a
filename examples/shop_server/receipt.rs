//! What the shop does with an order.

use std::sync::Arc;

use javawire::typed::{Date, Decimal, Instant, Uuid};

use super::shop::{Money, Order, Receipt, Status};

/// Returns the receipt of an order, as `ShopServer.receipt` makes it.
pub fn receipt(order: &Order) -> Receipt {
    let mut lines = Vec::new();
    let mut counts = Vec::new();
    for item in &order.items {
        let price = item.price.as_ref().expect("an item has a price");
        let unscaled = i128::try_from(price.amount.unscaled()).expect("a price of some digits");
        let each = Decimal::new(unscaled * i128::from(item.quantity), price.amount.scale());
        let money = Money {
            amount: each,
            currency: price.currency.clone(),
        };
        lines.push((Arc::clone(&item.sku), Arc::new(money)));
        counts.push(order.stock.get(&item.sku).copied());
    }
    let created = order
        .created
        .expect("an order was created some day")
        .millis();
    let signature = order.signature.as_deref().unwrap_or_default();
    Receipt {
        id: order.id + 1000,
        author: Some("server".to_owned()),
        created: Some(Date::from_millis(created + 1)),
        order_id: order.id,
        counts,
        items: Some(order.items.clone()),
        reference: Some(Uuid(u128::from(order.id.cast_unsigned()) << 64 | 42)),
        seal: Some(signature.iter().map(|byte| !byte).collect()),
        shipped: Some(Instant {
            seconds: created / 1000,
            nano: u32::try_from(created % 1000).unwrap_or(0) * 1_000_000 + 5,
        }),
        status: match order.status {
            Some(Status::New) => Some(Status::Paid),
            other => other,
        },
        total: lines.first().map(|(_, money)| Arc::clone(money)),
        lines,
    }
}
