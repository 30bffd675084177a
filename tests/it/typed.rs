//! Objects as types of one's own, both ways, against a JVM.

#[path = "../../examples/shop_server/receipt.rs"]
mod receipt;
/// What `javawire types` writes of the shop.
#[path = "../../examples/shop_server/shop.rs"]
pub mod shop;
mod shop_pair;
mod values;
mod wrong;
