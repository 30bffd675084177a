//! Classes as a stream describes them.
//!
//! * [`suid`] has the `serialVersionUID` of a class that does not declare one
//! * `table.rs`: the class descriptors of a stream or graph; `shape.rs`: what their objects hold
//! * `type_name.rs`: types as programs spell them and as descriptors do
//! * `jdk.rs`, `jdk_classes.txt`: how the JDK's classes are described

pub(crate) mod jdk;
pub(crate) mod shape;
pub mod suid;
pub(crate) mod table;
pub(crate) mod type_name;
