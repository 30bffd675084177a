//! Which of the two ends of a conversation is meant.

use std::fmt;

/// Which end of a conversation said something.
///
/// ```
/// use javawire::conversation::Side;
///
/// assert_eq!(Side::Client.other(), Side::Server);
/// assert_eq!(Side::Server.to_string(), "server");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The end that opened the connection.
    Client,
    /// The end that accepted it.
    Server,
}

impl Side {
    /// Returns the end that this one talks to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Client => "client",
            Self::Server => "server",
        })
    }
}
