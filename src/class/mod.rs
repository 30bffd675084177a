//! Classes as a stream describes them.
//!
//! * [`suid`] has the `serialVersionUID` of a class that does not declare one
//! * `hierarchy.rs`: what the objects of a class hold, level by level
//! * `type_name.rs`: types as programs spell them and as descriptors do
//! * `jdk.rs`, `jdk_classes.txt`: how the JDK's classes are described

pub(crate) mod hierarchy;
pub(crate) mod jdk;
pub mod suid;
pub(crate) mod type_name;
