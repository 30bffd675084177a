//! What the macros name. Nothing of it is for programs.

pub use super::classes::{add_field, add_variant};
pub use super::codec::{Codec, Own};
pub use super::constants::ConstantsSpec;
pub use super::macros::java_of;
pub use super::one_of::{accepts, none_of};
pub use super::spec::{
    ClassSpec, Data, Form, LevelSpec, Member, camel, camel_length, screaming, screaming_length,
    text,
};
pub use crate::error::Result;
