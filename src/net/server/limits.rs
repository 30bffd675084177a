//! What a server allows its clients.

use std::time::Duration;

/// Bounds on what clients may hold of a server.
///
/// # Examples
///
/// ```
/// use javawire::net::ServerLimits;
///
/// let mut limits = ServerLimits::default();
/// limits.max_connections = 10_000;
/// assert_eq!(limits.idle_timeout.as_secs(), 600);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerLimits {
    /// How long nothing may come or go before a connection is closed. Default 10
    /// minutes: a person may be typing at the other end.
    pub idle_timeout: Duration,
    /// Connections at once; more clients wait in the listener's queue. Default: no
    /// bound but the system's, at which they wait too.
    pub max_connections: usize,
    /// Bytes that all conversations may hold between two steps: what has come and is not
    /// complete, objects and names of classes that are kept, and what is not sent yet. Default
    /// 1 GiB. A connection that would need more is closed.
    pub max_memory: usize,
    /// Whether each connection begins with a header of the PROXY protocol, version 1 or 2,
    /// that names the client. Default: no.
    pub proxy_protocol: bool,
}

impl Default for ServerLimits {
    fn default() -> Self {
        ServerLimits {
            idle_timeout: Duration::from_secs(600),
            max_connections: usize::MAX,
            max_memory: 1 << 30,
            proxy_protocol: false,
        }
    }
}
