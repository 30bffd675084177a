//! The words of the wire, below any grammar: handles, types, flags, and the bytes of single items.
//!
//! * `handle.rs`: [`Handle`](handle::Handle)
//! * `field_type.rs`: the types of fields and elements, and how wide they are
//! * `flags.rs`: what a class descriptor says of its class
//! * `forms.rs`: strings, blocks and descriptors, where they have two forms
//! * `primitive.rs`: the eight primitive types as bytes
//! * `items.rs`: items as every writer appends them

pub(crate) mod field_type;
pub(crate) mod flags;
pub(crate) mod forms;
pub(crate) mod handle;
pub(crate) mod items;
pub(crate) mod primitive;
