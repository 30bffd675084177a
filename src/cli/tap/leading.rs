//! Where clients come, and where they are led.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use anyhow::bail;
use clap::Args;
use javawire::net::Listener;
use javawire::net::address::resolve;
use javawire::net::relay::Relay;

use crate::cli::listening::Listening;
use crate::cli::values::{HostPort, Listen};

#[derive(Debug, Args)]
pub(super) struct Leading {
    /// Where clients come
    #[arg(long, value_name = "[HOST:]PORT", conflicts_with = "socks")]
    listen: Option<Listen>,
    /// The server that they are led to
    #[arg(
        long,
        value_name = "HOST:PORT",
        required_unless_present = "socks",
        conflicts_with = "socks"
    )]
    connect: Option<HostPort>,
    /// Where clients come that say themselves where to, by SOCKS 5: a JVM is led here by
    /// -DsocksProxyHost=… -DsocksProxyPort=… -DsocksNonProxyHosts=
    #[arg(long, value_name = "[HOST:]PORT")]
    socks: Option<Listen>,
    /// Lead who asks for FROM (HOST:PORT, or *:PORT for any host) to the server TO (HOST:PORT);
    /// may be repeated, the first that fits holds
    #[arg(long, value_name = "FROM=TO", conflicts_with = "connect")]
    map: Vec<Mapping>,
    /// Let clients of other machines in, too: whoever comes reaches all that this machine reaches
    #[arg(long, conflicts_with = "connect")]
    socks_allow_remote: bool,
}

impl Leading {
    /// Returns the listener, and its address.
    pub(super) fn listener(&self, listening: &Listening) -> anyhow::Result<(Listener, SocketAddr)> {
        let (given, option) = match (&self.socks, &self.listen) {
            (Some(socks), _) => (Some(self.at_home(socks)), "--socks"),
            (None, listen) => (listen.clone(), "--listen"),
        };
        let Some(given) = &given else {
            if std::env::var_os("LISTEN_FDS").is_none() {
                crate::cli::misused(
                    &["tap"],
                    "--listen says where clients come: --listen :10001",
                );
            }
            return listening.listener(None, &Listen::Everywhere(0), option);
        };
        listening.listener(Some(given), given, option)
    }

    /// Refuses to lead clients back here: one would become as many as there is room for.
    pub(super) fn check(&self, own: SocketAddr) -> anyhow::Result<()> {
        let Some(to) = self.connect.as_ref().filter(|to| to.port == own.port()) else {
            return Ok(());
        };
        // Of a name that nobody knows now, it is told when a client comes.
        let found = resolve(&to.host, to.port).unwrap_or_default();
        let is_here = |ip: IpAddr| {
            ip.to_canonical() == own.ip().to_canonical()
                || own.ip().is_unspecified() && ip.to_canonical().is_loopback()
        };
        if found.iter().any(|address| is_here(address.ip())) {
            bail!("{to} is where it listens itself: --connect is for the server");
        }
        Ok(())
    }

    /// Returns the same port where only this machine's clients come, if no others are let in.
    fn at_home(&self, socks: &Listen) -> Listen {
        match socks {
            Listen::Everywhere(port) if !self.socks_allow_remote => Listen::At(HostPort {
                host: "127.0.0.1".to_owned(),
                port: *port,
            }),
            other => other.clone(),
        }
    }

    /// Returns what leads clients.
    pub(super) fn relay(&self) -> Relay {
        if let Some(to) = &self.connect {
            return Relay::to(to.host.clone(), to.port);
        }
        let relay = Relay::as_asked().with_remote_clients(self.socks_allow_remote);
        self.map.iter().fold(relay, |relay, mapping| {
            let to = (&mapping.to.host[..], mapping.to.port);
            relay.with_mapping(mapping.host.as_deref(), mapping.port, to)
        })
    }

    /// Returns what a recording calls this place.
    pub(super) fn interface(&self, own: SocketAddr) -> String {
        match &self.connect {
            Some(to) => format!("tap {own} > {to}"),
            None => format!("tap {own} (SOCKS)"),
        }
    }

    /// Returns the line that says what is done.
    pub(super) fn told(&self, own: SocketAddr) -> String {
        let Some(to) = &self.connect else {
            let maps: Vec<String> = self.map.iter().map(Mapping::told).collect();
            let maps = if maps.is_empty() {
                "passing on to wherever clients ask".to_owned()
            } else {
                format!("leading who asks for {}", maps.join(", for "))
            };
            return format!("listening on {own}, SOCKS 5, {maps}");
        };
        format!("listening on {own}, passing on to {to}")
    }

    /// Returns how a JVM is led here, where that must be said.
    pub(super) fn advice(&self, own: SocketAddr) -> Option<String> {
        self.socks.as_ref()?;
        let host = match own.ip() {
            ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
            ip => ip.to_string(),
        };
        Some(format!(
            "a JVM is led here by java -DsocksProxyHost={host} -DsocksProxyPort={} \
             -DsocksNonProxyHosts= …",
            own.port()
        ))
    }
}

/// Who asks for one is led to another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mapping {
    /// `None` for any.
    host: Option<String>,
    port: u16,
    to: HostPort,
}

impl Mapping {
    fn told(&self) -> String {
        let Mapping { host, port, to } = self;
        match host {
            Some(host) => {
                let from = HostPort {
                    host: host.clone(),
                    port: *port,
                };
                format!("{from} to {to}")
            }
            None => format!("*:{port} to {to}"),
        }
    }
}

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = text
            .split_once('=')
            .ok_or("expected FROM=TO, such as *:10000=localhost:7011")?;
        let to: HostPort = to
            .parse()
            .map_err(|reason| format!("{reason}, behind the ="))?;
        if let Some(port) = from.strip_prefix("*:") {
            let port = port
                .parse()
                .map_err(|_| format!("{port:?} is no port (0 to 65535)"))?;
            let host = None;
            return Ok(Mapping { host, port, to });
        }
        if from.starts_with('*') {
            return Err("expected a port, too: *:10000 for any host".to_owned());
        }
        let from: HostPort = from
            .parse()
            .map_err(|reason| format!("{reason}, or *:10000 for any host"))?;
        Ok(Mapping {
            host: Some(from.host),
            port: from.port,
            to,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_are_read_and_told() {
        for (text, told) in [
            ("*:10000=127.0.0.1:7011", "*:10000 to 127.0.0.1:7011"),
            (
                "db.example:10000=[::1]:7011",
                "db.example:10000 to [::1]:7011",
            ),
            ("[::1]:1=a:2", "[::1]:1 to a:2"),
        ] {
            assert_eq!(text.parse::<Mapping>().unwrap().told(), told);
        }
        for (text, reason) in [
            ("", "expected FROM=TO"),
            ("*:10000", "expected FROM=TO"),
            ("*:x=a:1", "is no port"),
            ("10000=a:1", "*:10000 for any host"),
            ("*=a:1", "expected a port"),
            ("*:10000=7011", "localhost:7011, behind the ="),
            ("*:10000=*:7011", "behind the ="),
        ] {
            let error = text.parse::<Mapping>().unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
