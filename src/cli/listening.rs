//! Where clients come in, and how many: what servers and `tap` have in common.

use std::io;
use std::net::{Ipv6Addr, SocketAddr, TcpListener};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use javawire::net::{Listener, address};
use listenfd::ListenFd;

use super::metrics::{self, Endpoint};
use super::values::{self, HostPort, Listen};

/// Files that a server needs for itself, and for each of its threads.
const OWN_FILES: u64 = 24;
pub(super) const FILES_OF_A_THREAD: u64 = 3;

/// How many files a thread is worth.
const FILES_FOR_A_THREAD: u64 = 16;

/// Fewer connections at once than this are hardly meant.
const FEW: u64 = 16;

#[derive(Debug, Args)]
pub(super) struct Listening {
    /// Connections at once; more clients wait [default: what the limit of open files allows]
    #[arg(long, value_name = "NUMBER", value_parser = values::count)]
    max_connections: Option<u64>,
    /// Share the port with other instances, each with its own clients; one that is
    /// ended first serves those who wait
    #[arg(long)]
    reuse_port: bool,
    /// Expect the client's address from a load balancer, in the PROXY protocol (version 1 or 2)
    #[arg(long)]
    proxy_protocol: bool,
    /// Where to answer /metrics for Prometheus and /healthz, over HTTP [default: nowhere]
    #[arg(long, value_name = "[HOST:]PORT")]
    metrics: Option<Listen>,
}

impl Listening {
    /// Whether a load balancer names the clients.
    pub(super) fn is_behind_balancer(&self) -> bool {
        self.proxy_protocol
    }

    /// How many files the endpoint of metrics needs at first, if there is to be one.
    pub(super) fn files_of_metrics(&self) -> u64 {
        u64::from(self.metrics.is_some())
    }

    /// Has the endpoint answer, where one was asked for. The clients come to `own`.
    pub(super) fn open(&self, endpoint: &Endpoint, own: SocketAddr) -> anyhow::Result<()> {
        match &self.metrics {
            Some(address) => endpoint.open(address, own),
            None => Ok(()),
        }
    }

    /// Returns the listener handed over by whoever started the program, as systemd does, or
    /// else one of its own, and its address.
    pub(super) fn listener(
        &self,
        listen: Option<&Listen>,
        default: &Listen,
        option: &str,
    ) -> anyhow::Result<(Listener, SocketAddr)> {
        // Whoever takes the sockets forgets the variable.
        let said = std::env::var_os("LISTEN_FDS");
        let inherited = ListenFd::from_env()
            .take_tcp_listener(0)
            .context("cannot use the socket of LISTEN_FDS")?;
        let is_inherited = inherited.is_some();
        if let Some(said) = said {
            warn_of_inheritance(
                &said.to_string_lossy(),
                is_inherited,
                listen.map(|_| option),
            );
        }
        if let Some(socket) = &inherited
            && !address::listens(socket)
        {
            bail!("the socket of LISTEN_FDS does not listen");
        }
        let socket = match inherited {
            Some(socket) => socket,
            None => self.bind(listen.unwrap_or(default), option)?,
        };
        let address = socket
            .local_addr()
            .context("cannot use the listening socket")?;
        let listener = Listener::from(socket);
        if is_inherited {
            tracing::info!("listening on {address}, a socket handed over (LISTEN_FDS)");
            return Ok((listener.with_socket_shared(), address));
        }
        if self.reuse_port {
            return Ok((listener.with_port_shared(), address));
        }
        Ok((listener, address))
    }

    fn bind(&self, listen: &Listen, option: &str) -> anyhow::Result<TcpListener> {
        bind(listen, option, None, |address| {
            if self.reuse_port {
                address::listen_shared(address)
            } else {
                address::listen(address)
            }
        })
        .with_context(|| format!("cannot listen on {listen}"))
    }

    /// Returns how many connections there may be, as far as the files suffice that the system lets
    /// us open: each needs so many.
    pub(super) fn most_connections(
        &self,
        files: Option<u64>,
        workers: usize,
        of_each: u64,
    ) -> usize {
        let wanted = self.max_connections.unwrap_or(u64::MAX);
        let allowed = files.map_or(u64::MAX, |files| self.allowed(files, workers, of_each));
        usize::try_from(wanted.min(allowed)).unwrap_or(usize::MAX)
    }

    /// Returns how many connections this many files are enough for, and says what that means.
    fn allowed(&self, files: u64, workers: usize, of_each: u64) -> u64 {
        let of_metrics = self.metrics.as_ref().map_or(0, |_| metrics::FILES);
        let own = OWN_FILES
            .saturating_add(FILES_OF_A_THREAD.saturating_mul(workers as u64))
            .saturating_add(of_metrics);
        let most = files.saturating_sub(own).div_euclid(of_each).max(1);
        let wanted = self.max_connections.unwrap_or(u64::MAX);
        tracing::info!(
            "up to {} connections at once: {files} files may be open",
            wanted.min(most)
        );
        if self.max_connections.is_some() && wanted > most {
            tracing::warn!(
                "{wanted} connections are more than the limit of {files} open files allows: \
                 {most} will be served at once; `ulimit -n` raises it"
            );
        } else if most < FEW && wanted > most {
            tracing::warn!(
                "the limit of {files} open files allows only {most} connections at once; \
                 `ulimit -n` raises it"
            );
        }
        most
    }
}

/// Says what is not done of what LISTEN_FDS says.
fn warn_of_inheritance(sockets: &str, is_inherited: bool, ignored: Option<&str>) {
    if !is_inherited {
        tracing::warn!("LISTEN_FDS={sockets} hands over no socket to this process, and is ignored");
        return;
    }
    if sockets != "1" {
        tracing::warn!("LISTEN_FDS={sockets}: only the first socket is used");
    }
    if let Some(option) = ignored {
        tracing::warn!("{option} is ignored: a socket was handed over (LISTEN_FDS)");
    }
}

/// Returns how many threads serve: one for each core, as long as most files are left to clients.
pub(super) fn workers(files: Option<u64>) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let most = files.map_or(u64::MAX, |files| files.div_euclid(FILES_FOR_A_THREAD));
    usize::try_from(most).unwrap_or(usize::MAX).clamp(1, cores)
}

/// Returns a listener on the first of the addresses, or on all there are. `option` is the one that
/// says where, and `own` where the server listens already.
pub(super) fn bind(
    listen: &Listen,
    option: &str,
    own: Option<SocketAddr>,
    bind: impl Fn(SocketAddr) -> io::Result<TcpListener>,
) -> anyhow::Result<TcpListener> {
    let bound = match listen {
        Listen::Everywhere(port) => address::everywhere(*port, bind),
        Listen::At(_) => first(listen).and_then(bind),
    };
    bound.map_err(|error| match (error.kind(), own) {
        (io::ErrorKind::AddrInUse, Some(own)) if is_taken_by(own, listen) => anyhow!(
            "{error}; the server's clients come to {own}: name another port for one of the two"
        ),
        (io::ErrorKind::AddrInUse, _) => anyhow!(
            "{error}; another program listens there (`ss -ltnp` shows which): end it, or name \
             another port with {option}"
        ),
        (io::ErrorKind::AddrNotAvailable, _) => {
            anyhow!("{error}; this machine has no such address")
        }
        (io::ErrorKind::PermissionDenied, _) => {
            anyhow!("{error}; a port below 1024 needs privileges")
        }
        _ => error.into(),
    })
}

/// Returns the address to listen on, the first if there are several.
fn first(listen: &Listen) -> io::Result<SocketAddr> {
    match listen {
        Listen::Everywhere(port) => Ok((Ipv6Addr::UNSPECIFIED, *port).into()),
        Listen::At(HostPort { host, port }) => {
            let addresses = address::resolve(host, *port)?;
            let first = addresses.first().copied();
            first.ok_or_else(|| io::ErrorKind::NotFound.into())
        }
    }
}

/// Whether a listener on `own` leaves no room for `listen`.
fn is_taken_by(own: SocketAddr, listen: &Listen) -> bool {
    // That of IPv6 takes clients of IPv4 too.
    let has = |all: SocketAddr, one: SocketAddr| {
        all.ip().is_unspecified() && (all.is_ipv6() || one.is_ipv4())
    };
    first(listen).is_ok_and(|wanted| {
        let is_within = wanted.ip() == own.ip() || has(own, wanted) || has(wanted, own);
        wanted.port() == own.port() && is_within
    })
}
