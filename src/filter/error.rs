//! What is wrong with a pattern.

use std::fmt;

/// A pattern that says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterError {
    pattern: String,
    problem: Problem,
}

impl FilterError {
    pub(super) fn new(pattern: &str, problem: Problem) -> Self {
        FilterError {
            pattern: pattern.to_owned(),
            problem,
        }
    }

    /// Returns the pattern, without the semicolons around it.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.problem {
            Problem::UnknownLimit => {
                "unknown limit (there are maxdepth, maxrefs, maxbytes and maxarray)"
            }
            Problem::NoNumber => "no number from 0 to 9223372036854775807",
            Problem::Negative => "negative limit",
            Problem::NoModule => "module name is missing",
            Problem::NoPackage => "package missing",
            Problem::NoClass => "class or package missing",
        })?;
        write!(f, " in: {:?}", self.pattern)
    }
}

impl std::error::Error for FilterError {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    UnknownLimit,
    NoNumber,
    Negative,
    NoModule,
    NoPackage,
    NoClass,
}
