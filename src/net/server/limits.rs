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
    /// How long nothing may come or go before a connection is closed; zero is for ever.
    /// Default 10 minutes: a person may be typing at the other end.
    pub idle_timeout: Duration,
    /// How long one request may take, from its first bytes until its answer is sent; zero is
    /// for ever. The time of the handler does not count. Default `None`: as long as `idle_timeout`.
    ///
    /// Without it a client that sends a byte now and then would hold its place for ever.
    pub request_timeout: Option<Duration>,
    /// Connections at once; more clients wait in the listener's queue. Default: no
    /// bound but the system's, at which they wait too.
    pub max_connections: usize,
    /// Bytes that all conversations may hold between two steps: what has come and is not
    /// complete, objects and names of classes that are kept, replies, and what is not sent yet.
    /// A long reply of a handler is counted before it is encoded, the upper case of a long phrase
    /// is never there as a whole; apart from that each thread needs less than 1 MiB. Default
    /// 1 GiB. When more would be needed, whoever holds most is closed; in the meantime it may be an
    /// eighth more.
    pub max_memory: usize,
    /// Whether each connection begins with a header of the PROXY protocol, version 1 or 2,
    /// that names the client. Default: no.
    pub proxy_protocol: bool,
}

impl Default for ServerLimits {
    fn default() -> Self {
        ServerLimits {
            idle_timeout: Duration::from_secs(600),
            request_timeout: None,
            max_connections: usize::MAX,
            max_memory: 1 << 30,
            proxy_protocol: false,
        }
    }
}

impl ServerLimits {
    pub(super) fn request_timeout(&self) -> Duration {
        self.request_timeout.unwrap_or(self.idle_timeout)
    }
}
