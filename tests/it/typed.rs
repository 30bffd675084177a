//! Objects as types of one's own, both ways, against a JVM.

mod shop_pair;
mod values;
mod wrong;
