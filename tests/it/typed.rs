//! Objects as types of one's own, both ways, against a JVM.

#[path = "../../examples/shop_server/receipt.rs"]
#[cfg(feature = "cli")]
mod compiled;
#[cfg(feature = "cli")]
mod random;
mod refused_by_java;
mod receipt;
/// What `javawire types` writes of the shop.
#[path = "../../examples/shop_server/shop.rs"]
pub mod shop;
mod shop_pair;
mod values;
mod wrong;
