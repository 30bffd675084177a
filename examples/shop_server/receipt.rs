//! What the shop does with an order.

use std::sync::Arc;

use javawire::typed::{Date, Decimal, Instant, Uuid};

use super::shop::{Money, Order, Receipt, Status};

/// Returns the receipt of an order, as `ShopServer.receipt` makes it; `None` for an order without
/// a date, or with an item without a price, a number or a place in stock.
pub fn receipt(order: &Order) -> Option<Receipt> {
    let mut lines = Vec::new();
    let mut counts = Vec::new();
    for item in &order.items {
        let price = item.price.as_ref()?;
        let unscaled = i128::try_from(price.amount.unscaled()).ok()?;
        let each = unscaled.checked_mul(item.quantity.into())?;
        let money = Money {
            amount: Decimal::new(each, price.amount.scale()),
            currency: price.currency.clone(),
        };
        let sku = item.sku.as_ref()?;
        lines.push((Arc::clone(sku), Arc::new(money)));
        counts.push(*order.stock.get(sku)?);
    }
    let created = order.created?.millis();
    let signature = order.signature.as_deref().unwrap_or_default();
    let millis = u32::try_from(created.rem_euclid(1000)).ok()?;
    Some(Receipt {
        id: order.id.checked_add(1000)?,
        author: Some("server".to_owned()),
        created: Some(Date::from_millis(created.checked_add(1)?)),
        order_id: order.id,
        counts,
        items: Some(order.items.clone()),
        reference: Some(Uuid(u128::from(order.id.cast_unsigned()) << 64 | 42)),
        seal: Some(signature.iter().map(|byte| !byte).collect()),
        shipped: Some(Instant {
            seconds: created.div_euclid(1000),
            nano: millis.checked_mul(1_000_000)?.checked_add(5)?,
        }),
        status: match order.status {
            Some(Status::New) => Some(Status::Paid),
            other => other,
        },
        total: lines.first().map(|(_, money)| Arc::clone(money)),
        lines,
    })
}
