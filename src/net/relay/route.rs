//! Where clients are led.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::net::address;
use crate::net::socks::Destination;

/// A host, by name or address, and a port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) host: String,
    pub(super) port: u16,
}

impl Target {
    /// Returns the address, where the host is one.
    pub(super) fn address(&self) -> Option<SocketAddr> {
        let ip = self.host.parse::<IpAddr>().ok()?;
        Some((ip, self.port).into())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// Where clients are led.
#[derive(Debug, Clone)]
pub(super) enum Route {
    /// All of them there.
    To(Target),
    /// Where each wants to go, as it says by SOCKS, unless that is mapped.
    Asked {
        mappings: Vec<Mapping>,
        is_open: bool,
    },
}

/// Who asks for one is led to another.
#[derive(Debug, Clone)]
pub(super) struct Mapping {
    /// The host as it was written; `None` for all.
    host: Option<String>,
    /// What that may mean: a JVM asks the resolver itself, and names an address.
    means: Vec<IpAddr>,
    port: u16,
    to: Target,
}

impl Mapping {
    pub(super) fn new(host: Option<&str>, port: u16, to: Target) -> Self {
        let means = match host {
            None => Vec::new(),
            Some(name) if name.eq_ignore_ascii_case("localhost") => {
                vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
            }
            // A name that the resolver does not know is named to the proxy.
            Some(name) => match address::resolve(name, port) {
                Ok(addresses) => addresses.iter().map(SocketAddr::ip).collect(),
                Err(_) => Vec::new(),
            },
        };
        Mapping {
            host: host.map(str::to_owned),
            means,
            port,
            to,
        }
    }

    fn is_of(&self, asked: &Destination) -> bool {
        let Some(host) = &self.host else {
            return self.port == asked.port();
        };
        let is_host = match asked {
            Destination::At(at) => self.means.contains(&at.ip().to_canonical()),
            Destination::Named(name, _) => name.eq_ignore_ascii_case(host),
        };
        is_host && self.port == asked.port()
    }
}

/// Returns where a client is led that asks for this; the first mapping that fits says it.
pub(super) fn led(mappings: &[Mapping], asked: Destination) -> Target {
    if let Some(mapping) = mappings.iter().find(|mapping| mapping.is_of(&asked)) {
        return mapping.to.clone();
    }
    match asked {
        Destination::At(at) => Target {
            host: at.ip().to_string(),
            port: at.port(),
        },
        Destination::Named(host, port) => Target { host, port },
    }
}

impl Destination {
    fn port(&self) -> u16 {
        match self {
            Destination::At(at) => at.port(),
            Destination::Named(_, port) => *port,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mapping_that_fits_leads() {
        let to = |port| Target {
            host: "192.0.2.1".to_owned(),
            port,
        };
        let mappings = [
            Mapping::new(Some("LocalHost"), 10_000, to(1)),
            Mapping::new(Some("192.0.2.7"), 10_000, to(2)),
            Mapping::new(None, 10_000, to(3)),
        ];
        let named = |host: &str, port| Destination::Named(host.to_owned(), port);
        let at = |text: &str| Destination::At(text.parse().unwrap());
        for (asked, port) in [
            (named("localhost", 10_000), 1),
            (at("127.0.0.1:10000"), 1),
            (at("[::1]:10000"), 1),
            (at("192.0.2.7:10000"), 2),
            (at("[::ffff:192.0.2.7]:10000"), 2),
            (at("192.0.2.8:10000"), 3),
            (named("db.example", 10_000), 3),
        ] {
            assert_eq!(led(&mappings, asked.clone()), to(port), "{asked:?}");
        }
        let other = led(&mappings, named("localhost", 6666));
        assert_eq!(other.to_string(), "localhost:6666");
        let other = led(&mappings, at("[::1]:6666"));
        assert_eq!(other.to_string(), "[::1]:6666");
        assert_eq!(other.address(), Some("[::1]:6666".parse().unwrap()));
    }
}
