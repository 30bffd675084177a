//! What the macros name. Nothing of it is for programs.

pub use super::classes::{add_field, add_variant};
pub use super::codec::{Codec, Own};
pub use super::constants::ConstantsSpec;
pub use super::one_of::{accepts, is_element, none_of};
use super::spec::code_of;
pub use super::spec::{
    ClassSpec, Data, Form, LevelSpec, Member, camel, camel_length, screaming, screaming_length,
    text,
};
pub use crate::error::Result;
use crate::event::FieldType;

/// Returns the type of a field, which a table may say; where it does not, that of its codec.
pub const fn java_of<S, T, C: Codec<T>>(_: fn(&S) -> &T, said: &'static str) -> &'static str {
    if said.is_empty() {
        return C::JAVA;
    }
    check_primitive::<T, C>(said);
    said
}

/// Stops the compiler where a primitive type of Java's stands at a Rust type that is another.
const fn check_primitive<T, C: Codec<T>>(said: &'static str) {
    let code = code_of(said);
    if code.width().is_none() {
        return;
    }
    let fits = match C::PRIMITIVE {
        Some(primitive) => same(primitive, code),
        None => false,
    };
    assert!(
        fits,
        "class!: a primitive type of Java stands at a field whose Rust type is another one"
    );
}

const fn same(a: FieldType, b: FieldType) -> bool {
    a.code() == b.code()
}
