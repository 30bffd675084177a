//! Exceptions: what `java.lang.Throwable` holds has types of its own.

use super::mapping::{STACK_TRACE_ELEMENT, THROWABLE};
use super::rust_type::Rust;
use super::types_of::Typed;

/// The level that all exceptions have.
pub(super) const LEVEL: &str = "java.lang.Throwable";

/// The name and type of a field of that level; `None` if Java has added it since.
pub(super) fn field(java: &str) -> Option<(&'static str, Typed)> {
    Some(match java {
        "cause" => ("cause", Typed::plain(Rust::Cause)),
        "detailMessage" => (
            "message",
            Typed::plain(Rust::Option(Box::new(Rust::String))),
        ),
        "stackTrace" => {
            let elements = Rust::Vec(Box::new(Rust::Value(STACK_TRACE_ELEMENT)));
            ("stack_trace", Typed::plain(elements))
        }
        "suppressedExceptions" => {
            let all = Rust::Vec(Box::new(Rust::Value(THROWABLE)));
            let typed = Typed {
                codec: Some("codec::Suppressed".to_owned()),
                ..Typed::plain(Rust::Option(Box::new(all)))
            };
            ("suppressed", typed)
        }
        _ => return None,
    })
}
