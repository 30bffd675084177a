//! What can be wrong with a value, in the words of a JVM where it has some.

use std::any::type_name;

use crate::error::{Error, ErrorKind};
use crate::event::FieldType;
use crate::graph::{Graph, NodeId};
use crate::text::JavaString;

/// Null where a value must be.
#[cold]
pub(super) fn null<T: ?Sized>() -> Error {
    not_a::<T>("null").noting(Some("where null may come, the type is an Option"))
}

/// Something else where a `T` must be.
#[cold]
pub(super) fn not_a<T: ?Sized>(found: impl Into<String>) -> Error {
    let kind = ErrorKind::NotA {
        expected: told::<T>(),
        found: found.into(),
    };
    kind.into()
}

/// The name of a type; without the modules where it is one of std's or of this crate's.
fn told<T: ?Sized>() -> &'static str {
    let name = type_name::<T>();
    let is_known = ["alloc::", "core::", "std::", "javawire::"]
        .iter()
        .any(|room| name.starts_with(room));
    match name.rsplit_once("::") {
        Some((_, last)) if is_known && !name.contains('<') => last,
        _ => name,
    }
}

/// An object where a `T` must be.
#[cold]
pub(super) fn not_a_node<T: ?Sized>(graph: &Graph, node: Option<NodeId>) -> Error {
    match node {
        Some(node) => not_a::<T>(graph.told(node)),
        None => null::<T>(),
    }
}

/// `java.io.InvalidClassException`
#[cold]
pub(super) fn invalid_class(class: &str, problem: String) -> Error {
    let class = JavaString::from(class);
    ErrorKind::InvalidClass { class, problem }.into()
}

/// What the writer broke off, with the exception that it failed with.
#[cold]
pub(super) fn cut(exception: String) -> Error {
    ErrorKind::WriteAborted { exception }.into()
}

/// What is missing where no exception says why.
#[cold]
pub(super) fn lost() -> Error {
    cut("an exception that is not told".to_owned())
}

/// The data of a class ended before all of it was read.
#[cold]
pub(super) fn ended(reading: &'static str) -> Error {
    ErrorKind::UnexpectedEnd { reading }.into()
}

/// What the caller's value cannot be written as.
#[cold]
pub(super) fn unfit(class: &str, problem: impl Into<String>) -> Error {
    let kind = ErrorKind::Unfit {
        class: JavaString::from(class),
        field: None,
        problem: problem.into(),
    };
    kind.into()
}

/// A primitive value that is not of the type that a table names.
#[cold]
pub(super) fn no_such_data<T>(code: FieldType) -> Error {
    let keyword = code.keyword().unwrap_or("object");
    not_a::<T>(format!("{keyword} in the table of its class"))
}
