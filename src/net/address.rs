//! Addresses as Java uses and spells them.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

use socket2::{Domain, Protocol, Socket, Type};

/// Clients the kernel keeps waiting while the program is busy. Java asks for
/// 50; a server meant for many clients wants more, and the kernel has its own bound.
const BACKLOG: i32 = 1024;

/// Returns a listener on `port` of all addresses, IPv6 and IPv4, as
/// `new ServerSocket(port)` binds; of IPv4 alone where the machine has no IPv6.
///
/// # Errors
///
/// The reason the port cannot be bound.
pub fn listen_everywhere(port: u16) -> io::Result<TcpListener> {
    everywhere(port, listen)
}

/// Returns what `bind` makes of `port` on all addresses: that is [`listen`] or [`listen_shared`].
///
/// # Errors
///
/// That of `bind`.
pub fn everywhere(
    port: u16,
    bind: impl Fn(SocketAddr) -> io::Result<TcpListener>,
) -> io::Result<TcpListener> {
    match bind((Ipv6Addr::UNSPECIFIED, port).into()) {
        Err(error) if is_ipv6_missing(&error) => bind((Ipv4Addr::UNSPECIFIED, port).into()),
        bound => bound,
    }
}

/// Returns a listener on `address`; on `[::]` it takes IPv4 clients too.
///
/// # Errors
///
/// The reason the address cannot be bound.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    bound(address, false)
}

/// As [`listen`], on a port that others listen on in the same way: the kernel gives
/// each its share of the clients (`SO_REUSEPORT`).
///
/// # Errors
///
/// As [`listen`], and that the system cannot share ports so.
pub fn listen_shared(address: SocketAddr) -> io::Result<TcpListener> {
    bound(address, true)
}

fn bound(address: SocketAddr, is_shared: bool) -> io::Result<TcpListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    // As Java does: a server that has just stopped can be started again at
    // once. On Windows the same option would let two servers share a port.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    if is_shared {
        #[cfg(unix)]
        socket.set_reuse_port(true)?;
        #[cfg(not(unix))]
        return Err(io::ErrorKind::Unsupported.into());
    }
    if address.ip() == IpAddr::V6(Ipv6Addr::UNSPECIFIED) {
        socket.set_only_v6(false)?;
    }
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Returns whether clients can come to `socket`, which somebody else has made; `true` where the
/// system does not tell.
pub fn listens(socket: &TcpListener) -> bool {
    #[cfg(target_os = "linux")]
    {
        !matches!(socket2::SockRef::from(socket).is_listener(), Ok(false))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = socket;
        true
    }
}

fn is_ipv6_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported
    ) || error.raw_os_error() == Some(EAFNOSUPPORT)
}

#[cfg(target_os = "linux")]
const EAFNOSUPPORT: i32 = 97;
#[cfg(windows)]
const EAFNOSUPPORT: i32 = 10047;
#[cfg(not(any(target_os = "linux", windows)))]
const EAFNOSUPPORT: i32 = 47;

/// Returns the addresses of `host`, IPv4 first, as `InetAddress.getAllByName` orders them.
///
/// # Errors
///
/// The resolver's reason, or that there are none.
pub fn resolve(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let mut addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    addresses.sort_by_key(SocketAddr::is_ipv6);
    addresses.dedup();
    if addresses.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "the name has no address",
        ));
    }
    Ok(addresses)
}

/// Returns what `InetAddress.toString()` prints for the address of an accepted
/// connection: a slash, no host name, and the address, an IPv6 one without
/// `::` and an IPv4 one that came over IPv6 as IPv4.
///
/// # Examples
///
/// ```
/// use javawire::net::address::java_inet_address;
///
/// assert_eq!(java_inet_address("[::1]:6666".parse()?), "/0:0:0:0:0:0:0:1");
/// assert_eq!(java_inet_address("[::ffff:127.0.0.1]:6666".parse()?), "/127.0.0.1");
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
pub fn java_inet_address(peer: SocketAddr) -> String {
    match (peer.ip().to_canonical(), peer) {
        (IpAddr::V4(address), _) => format!("/{address}"),
        (IpAddr::V6(address), peer) => {
            let groups = address
                .segments()
                .map(|group| format!("{group:x}"))
                .join(":");
            match peer {
                SocketAddr::V6(peer) if peer.scope_id() != 0 => {
                    format!("/{groups}%{}", peer.scope_id())
                }
                _ => format!("/{groups}"),
            }
        }
    }
}
