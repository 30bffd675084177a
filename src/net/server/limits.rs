//! What a server allows its clients.

use std::time::Duration;

use crate::limits::settings;

settings! {
    /// Bounds on what clients may hold of a server.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::net::ServerLimits;
    ///
    /// let limits = ServerLimits::default().with_max_connections(10_000);
    /// assert_eq!(limits.idle_timeout().as_secs(), 600);
    /// ```
    pub struct ServerLimits {
        /// How long nothing may come or go before a connection is closed; zero is for ever.
        /// Default 10 minutes: a person may be typing at the other end.
        idle_timeout, with_idle_timeout: Duration = Duration::from_secs(600);
        /// How long one request may take, from its first bytes until its answer is sent; zero is
        /// for ever. The time of the handler does not count. Default `None`: as long as `idle_timeout`.
        ///
        /// Without it a client that sends a byte now and then would hold its place for ever.
        request_timeout, with_request_timeout: Option<Duration> = None;
        /// Connections at once; more clients wait in the listener's queue. Default: no
        /// bound but the system's, at which they wait too.
        max_connections, with_max_connections: usize = usize::MAX;
        /// Bytes that all conversations may hold between two steps: what has come and is not
        /// complete, objects and names of classes that are kept, replies, and what is not sent yet.
        /// A long reply of a handler is counted before it is encoded, the upper case of a long phrase
        /// is never there as a whole; apart from that each thread needs less than 1 MiB. Default
        /// 1 GiB. When more would be needed, whoever holds most is closed; in the meantime it may be an
        /// eighth more.
        max_memory, with_max_memory: usize = 1 << 30;
        /// Whether each connection begins with a header of the PROXY protocol, version 1 or 2,
        /// that names the client. Default: no.
        proxy_protocol, with_proxy_protocol: bool = false;
    }
}

impl ServerLimits {
    /// How long one request may take, whether that was said or not.
    pub(super) fn time_of_request(&self) -> Duration {
        self.request_timeout.unwrap_or(self.idle_timeout)
    }
}
