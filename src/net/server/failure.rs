//! Conversations that failed: who is told, and in what words.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};

/// Returns what went wrong, in one line: the error and, after a colon, its cause.
///
/// # Examples
///
/// ```
/// use javawire::net::server::reason;
///
/// let reset = std::io::Error::other("reset by peer");
/// let error = javawire::Error::new(7, javawire::ErrorKind::Io(reset));
/// assert_eq!(reason(&error), "the connection failed, at byte 7: reset by peer");
/// ```
pub fn reason(error: &Error) -> String {
    // Nothing has failed but somebody's patience.
    if let ErrorKind::Io(cause) = error.kind()
        && cause.kind() == io::ErrorKind::TimedOut
    {
        return format!("{cause}, at byte {}", error.offset().unwrap_or(0));
    }
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// Logs one warning line with the byte offset and the cause, and the peer as its field.
pub fn warn_of_failure(peer: SocketAddr, error: &Error) {
    tracing::warn!(peer = %peer, "{}; connection closed", reason(error));
}

/// What the server's owner wants to be told of.
#[derive(Clone, Default)]
pub(super) struct Hook(Option<Arc<Told>>);

type Told = dyn Fn(SocketAddr, &Error) + Send + Sync;

impl Hook {
    pub(super) fn new(hook: impl Fn(SocketAddr, &Error) + Send + Sync + 'static) -> Self {
        Hook(Some(Arc::new(hook)))
    }

    pub(super) fn call(&self, peer: SocketAddr, error: &Error) {
        if let Some(hook) = &self.0 {
            hook(peer, error);
        }
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Hook" } else { "no hook" })
    }
}
