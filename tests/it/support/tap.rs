//! `javawire tap`, in front of a server.

use std::net::SocketAddr;
use std::process::Command;

use super::program::{Ended, Program};
use super::{PATIENCE, javawire};

/// A tap that listens on any port.
pub struct Tap {
    pub program: Program,
    address: SocketAddr,
}

impl Tap {
    /// Starts one in front of `server`, with these options.
    pub fn start(server: SocketAddr, options: &[&str]) -> Tap {
        let server = server.to_string();
        let own = ["--listen", "127.0.0.1:0", "--connect", &server];
        Self::with(&[&own, options].concat())
    }

    /// Starts one with these options alone.
    pub fn with(options: &[&str]) -> Tap {
        Self::of(command(options))
    }

    /// Starts one by this command.
    pub fn of(command: Command) -> Tap {
        let program = Program::start("javawire tap", command);
        let line = program.wait_for_error("listening on ", PATIENCE);
        let address = line.strip_prefix("listening on ");
        let address = address.and_then(|rest| rest.split([',', ' ']).next());
        let address = address.and_then(|address| address.parse().ok());
        let address = address.unwrap_or_else(|| panic!("no address in {line:?}"));
        Tap { program, address }
    }

    /// Starts one that clients tell where to, with these options. Returns with it those of a JVM that
    /// is led to it.
    pub fn socks(options: &[&str]) -> (Tap, [String; 3]) {
        let tap = Self::with(&[&["--socks", "127.0.0.1:0"], options].concat());
        let port = tap.address.port();
        let options = [
            "-DsocksProxyHost=127.0.0.1".to_owned(),
            format!("-DsocksProxyPort={port}"),
            // This machine's own servers are let out otherwise.
            "-DsocksNonProxyHosts=".to_owned(),
        ];
        (tap, options)
    }

    /// Returns where clients come.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it as SIGTERM does, and returns all that it printed. It must end well.
    #[cfg(unix)]
    #[track_caller]
    pub fn end(self) -> Ended {
        self.program.terminate();
        let ended = self.program.end();
        assert!(ended.status.success(), "{ended:?}");
        ended
    }
}

/// Returns what runs a tap with these options.
pub fn command(options: &[&str]) -> Command {
    let mut command = Command::new(javawire());
    command.arg("tap").args(options);
    command
}
