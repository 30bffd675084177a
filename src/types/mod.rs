//! Rust types for Java classes: what `javawire types` writes.
//!
//! [`Generator`] takes the classes of a jar, captures, or both, and returns the text of a Rust file:
//! structs, and the tables of [`typed`](crate::typed) that say which class each is. It serves who
//! would rather make the file in a `build.rs` than keep it with the sources.
//!
//! * `describe.rs`: what is known of a class; `evidence.rs`: what captures show
//! * `mapping.rs`, `jdk_enums.rs`, `exceptions.rs`: the Rust types of the JDK's classes
//! * `resolve.rs`, `types_of.rs`, `written.rs`, `choices.rs`: `roots.rs`: which types there are; `rust_type.rs`: how they are spelled;
//!   `names.rs`: how they are called; `identity.rs`: which of them are in an `Arc`;
//!   `links.rs`: which references may lead back
//! * `render.rs`: the text
//! * `tokens.rs`, `tables.rs`, `check.rs`: the tables of a file, and what differs from the classes

mod check;
mod choices;
mod describe;
mod error;
mod evidence;
mod exceptions;
mod generator;
mod identity;
mod jdk_enums;
mod links;
mod mapping;
mod names;
mod render;
mod resolve;
mod roots;
mod rust_type;
mod said;
mod settings;
mod tables;
mod tokens;
mod types_of;
mod written;

pub use self::error::TypesError;
pub use self::generator::Generator;
use crate::class_file::jdk::is_of_the_jdk;
