//! Objects as types of one's own, both ways, against a JVM.

mod allocations;
mod by_hand;
#[cfg(feature = "cli")]
pub mod compiled;
mod depth;
mod deserialize;
mod fieldless;
#[cfg(feature = "cli")]
mod fixtures;
mod peer;
#[cfg(feature = "cli")]
mod random;
#[path = "../../examples/shop_server/receipt.rs"]
mod receipt;
mod refused_by_java;
mod several;
/// What `javawire types` writes of the shop.
#[path = "../../examples/shop_server/shop.rs"]
pub mod shop;
mod shop_pair;
mod values;
mod verdicts;
mod wrong;
