//! What is wrong with a class file or an archive.

use std::fmt;

/// Why a class file or an archive cannot be read: what is wrong with it, and where.
///
/// It names no file: who opened one knows its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassFileError {
    problem: String,
    offset: Option<usize>,
}

impl ClassFileError {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        ClassFileError {
            problem: problem.into(),
            offset: None,
        }
    }

    pub(super) fn at(offset: usize, problem: impl Into<String>) -> Self {
        ClassFileError {
            problem: problem.into(),
            offset: Some(offset),
        }
    }

    /// Returns the byte of the class file or archive at which it was found, if there is one.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for ClassFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match self.offset {
            Some(offset) => write!(f, ", at byte {offset}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ClassFileError {}

pub(super) type Result<T> = std::result::Result<T, ClassFileError>;
