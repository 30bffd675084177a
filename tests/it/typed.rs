//! Objects as types of one's own, both ways, against a JVM.

#[cfg(feature = "cli")]
pub mod compiled;
#[cfg(feature = "cli")]
mod fixtures;
#[cfg(feature = "cli")]
mod random;
#[path = "../../examples/shop_server/receipt.rs"]
mod receipt;
mod refused_by_java;
/// What `javawire types` writes of the shop.
#[path = "../../examples/shop_server/shop.rs"]
pub mod shop;
mod shop_pair;
mod values;
mod wrong;
