//! Classes as a stream describes them.
//!
//! * [`suid`] has the `serialVersionUID` of a class that does not say it itself
//! * `hierarchy.rs`: what the objects of a class hold, level by level

pub(crate) mod hierarchy;
pub mod suid;
