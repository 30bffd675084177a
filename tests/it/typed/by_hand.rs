//! What `examples/shop_by_hand` describes, and does with an order.

#[path = "../../../examples/shop_server/receipt.rs"]
pub mod receipt;
#[path = "../../../examples/shop_by_hand/shop.rs"]
pub mod shop;
