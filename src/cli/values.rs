//! How the values of options are written.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

/// A host name or address, and a port: `localhost:6666`, `[::1]:6666`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostPort {
    pub(super) host: String,
    pub(super) port: u16,
}

impl FromStr for HostPort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(address) = text.parse::<SocketAddr>() {
            let host = match address {
                SocketAddr::V6(v6) if v6.scope_id() != 0 => {
                    format!("{}%{}", v6.ip(), v6.scope_id())
                }
                address => address.ip().to_string(),
            };
            return Ok(HostPort {
                host,
                port: address.port(),
            });
        }
        if let Some(address) = of_url(text) {
            return Err(format!("expected HOST:PORT and no URL, such as {address}"));
        }
        if let Some(address) = in_brackets(text) {
            return Err(format!(
                "expected HOST:PORT, an IPv6 address in brackets, such as {address}"
            ));
        }
        if is_number(text) {
            return Err(format!(
                "expected HOST:PORT, such as localhost:{}",
                port(text)?
            ));
        }
        let (host, number) = text
            .rsplit_once(':')
            .ok_or_else(|| format!("expected HOST:PORT, such as {}:10000", named(text)))?;
        if text.ends_with(']') {
            return Err(format!(
                "expected a port behind the address, such as {text}:10000"
            ));
        }
        let port = port(number)?;
        // With the name of a scope, which only the system knows.
        let host = match host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
        {
            Some(scoped) if scoped.contains(':') && scoped.contains('%') => {
                let host = scoped.to_owned();
                return Ok(HostPort { host, port });
            }
            _ => host,
        };
        if host.is_empty() || host == "*" {
            return Err(format!("expected HOST:PORT, such as localhost:{port}"));
        }
        if host.contains(':') {
            return Err("expected HOST:PORT, an IPv6 address in brackets".to_owned());
        }
        Ok(HostPort {
            host: host.to_owned(),
            port,
        })
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.parse::<IpAddr>() {
            Ok(IpAddr::V6(address)) => write!(f, "[{address}]:{}", self.port),
            _ if self.host.contains(':') => write!(f, "[{}]:{}", self.host, self.port),
            _ => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// Where to listen: `localhost:6666`, or a port of all addresses: `6666`, `:6666`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Listen {
    At(HostPort),
    Everywhere(u16),
}

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix(':').unwrap_or(text);
        if is_number(digits) {
            return port(digits).map(Listen::Everywhere);
        }
        if let Some(number) = text.strip_prefix('*') {
            let number = match number.strip_prefix(':') {
                Some(number) => port(number)?.to_string(),
                None => "10000".to_owned(),
            };
            return Err(format!(
                "for all addresses, IPv6 and IPv4, write the port alone: {number}"
            ));
        }
        match text.parse() {
            Ok(address) => Ok(Listen::At(address)),
            Err(reason) if text.contains(':') => Err(reason),
            Err(_) => Err(format!(
                "expected HOST:PORT, such as {}:10000, or a port of all addresses",
                named(text)
            )),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Listen::At(address) => address.fmt(f),
            Listen::Everywhere(port) => write!(f, "port {port}"),
        }
    }
}

/// Returns a host that stands for what was written.
fn named(text: &str) -> &str {
    if text.is_empty() { "localhost" } else { text }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the address that a URL names, or one that stands for it; `None` if it is not a URL.
fn of_url(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let candidates = [host.to_owned(), format!("{host}:10000")];
    let address = candidates
        .iter()
        .find_map(|candidate| candidate.parse::<HostPort>().ok());
    Some(address.map_or("localhost:10000".to_owned(), |address| address.to_string()))
}

/// Returns an IPv6 address that was written without brackets with them, and with the port that
/// seems to stand after it; `None` if it is not one.
fn in_brackets(text: &str) -> Option<String> {
    let is_address = |text: &str| text.parse::<Ipv6Addr>().is_ok();
    match text.rsplit_once(':') {
        Some((host, number)) if is_address(host) && port(number).is_ok() => {
            Some(format!("[{host}]:{number}"))
        }
        _ => is_address(text).then(|| format!("[{text}]:10000")),
    }
}

fn port(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is no port (0 to 65535)"))
}

/// A time in seconds, with decimals if need be.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let expected = "expected a number of seconds, such as 30 or 0.5";
    let seconds = text.parse::<f64>().map_err(|_| expected)?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| expected)?;
    // It would be none at all.
    if time.is_zero() && seconds != 0.0 {
        return Err("expected a longer time: this is less than a nanosecond".to_owned());
    }
    Ok(time)
}

/// How many there may be: at least one.
pub(super) fn count(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("expected a whole number, at least 1".to_owned()),
        Ok(number) => Ok(number),
    }
}

/// A size in bytes, or in binary multiples: `4096`, `64K`, `16M`, `1G`. Nothing fits in none.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(['K', 'M', 'G']);
    let unit: u64 = match text.strip_prefix(digits) {
        Some("") => 1,
        Some("K") => 1 << 10,
        Some("M") => 1 << 20,
        Some("G") => 1 << 30,
        _ => return Err("expected bytes, such as 4096, 64K or 16M".to_owned()),
    };
    let number = digits
        .parse::<u64>()
        .map_err(|_| "expected bytes, such as 4096, 64K or 16M")?;
    if number == 0 {
        return Err("nothing would fit; expected bytes, such as 4096, 64K or 16M".to_owned());
    }
    number
        .checked_mul(unit)
        .ok_or_else(|| "that is more than fits".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_printed_alike() {
        for text in [
            "localhost:6666",
            "127.0.0.1:0",
            "[::1]:10000",
            "[fe80::1%lo]:10000",
        ] {
            assert_eq!(text.parse::<HostPort>().unwrap().to_string(), text);
        }
        let expected = |text: &str| text.parse::<HostPort>().unwrap_err();
        assert_eq!(
            expected("localhost"),
            "expected HOST:PORT, such as localhost:10000"
        );
        assert!(expected("[::1]").ends_with("such as [::1]:10000"));
        for text in ["", "6666", ":6666", "::1:6666", "host:65536", "host:"] {
            assert!(text.parse::<HostPort>().is_err(), "{text}");
        }
    }

    /// What is named in place of what was wrong is right.
    #[test]
    fn what_is_no_address_is_told_with_one() {
        for (text, instead) in [
            ("", "localhost:10000"),
            ("host", "host:10000"),
            ("22010", "localhost:22010"),
            (":22010", "localhost:22010"),
            ("*:22010", "localhost:22010"),
            ("[::1]", "[::1]:10000"),
            ("::1", "[::1]:10000"),
            ("::", "[::]:10000"),
            ("2001:db8::1:22010", "[2001:db8::1]:22010"),
            ("1:2:3:4:5:6:7:8:22010", "[1:2:3:4:5:6:7:8]:22010"),
            ("http://host:1", "host:1"),
            ("tcp://host", "host:10000"),
            ("tcp://[::1]:22010/", "[::1]:22010"),
            ("tcp://[::1]", "[::1]:10000"),
            ("https://me:secret@host:1/path?a=b:c", "host:1"),
            ("http://", "localhost:10000"),
        ] {
            let reason = text.parse::<HostPort>().unwrap_err();
            assert!(
                reason.ends_with(&format!(" such as {instead}")),
                "{text}: {reason}"
            );
            assert!(instead.parse::<HostPort>().is_ok(), "{instead}");
        }
        for (text, instead) in [
            ("*:22010", ": 22010"),
            ("*", ": 10000"),
            ("::", " [::]:10000"),
            ("0.0.0.0", " 0.0.0.0:10000, or a port of all addresses"),
            ("localhost", " localhost:10000, or a port of all addresses"),
            ("[::1]", " [::1]:10000"),
            ("tcp://localhost:1", " localhost:1"),
            ("*:65536", "\"65536\" is no port (0 to 65535)"),
        ] {
            let reason = text.parse::<Listen>().unwrap_err();
            assert!(reason.ends_with(instead), "{text}: {reason}");
        }
    }

    #[test]
    fn a_port_alone_is_one_of_all_addresses() {
        for text in ["10001", ":10001"] {
            assert_eq!(text.parse(), Ok(Listen::Everywhere(10_001)));
        }
        let at = Listen::At("[::1]:10000".parse().unwrap());
        assert_eq!("[::1]:10000".parse(), Ok(at));
        for text in [
            "",
            ":",
            "65536",
            ":65536",
            "-1",
            ":http",
            "localhost",
            "::1",
        ] {
            assert!(text.parse::<Listen>().is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_and_times() {
        assert_eq!(size("16M"), Ok(16 << 20));
        for text in [
            "",
            "0",
            "0K",
            "M",
            "1MM",
            "-1",
            "1T",
            "99999999999999999999G",
        ] {
            assert!(size(text).is_err(), "{text}");
        }
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert_eq!(seconds("0"), Ok(Duration::ZERO));
        for text in ["-1", "inf", "nan", "1e30", "1e-12", "a", ""] {
            assert!(
                seconds(text).unwrap_err().starts_with("expected a "),
                "{text}"
            );
        }
        assert_eq!(count("3"), Ok(3));
        for text in ["0", "-1", "99999999999999999999", "a"] {
            assert!(count(text).is_err(), "{text}");
        }
    }
}
