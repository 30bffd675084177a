//! Why no types can be made.

use std::fmt;

/// Why no types can be made: which class it is about, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypesError(String);

impl TypesError {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        TypesError(problem.into())
    }
}

impl fmt::Display for TypesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TypesError {}

pub(super) type Result<T> = std::result::Result<T, TypesError>;
