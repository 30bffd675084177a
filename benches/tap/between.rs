//! What stands between client and server, each in a process of its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::Command;

use crate::process::{Server, free_port};
use crate::{Error, ending};

pub(crate) const NOTHING: &str = "nothing";
pub(crate) const HAPROXY: &str = "HAProxy";
pub(crate) const TAP: &str = "tap";
pub(crate) const RECORDING: &str = "tap, recording";
pub(crate) const WITH_LINES: &str = "tap, recording, lines";

/// What a client connects to.
pub(crate) struct Front {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    /// `None` where nothing stands between.
    pub(crate) process: Option<Server>,
    /// Where it records.
    directory: Option<PathBuf>,
}

impl Front {
    /// Removes what has been recorded so far: a disk is not endless.
    pub(crate) fn forget_recordings(&self) {
        let Some(directory) = &self.directory else {
            return;
        };
        // A file that is still written to goes when it is closed.
        for file in fs::read_dir(directory).into_iter().flatten().flatten() {
            let _ = fs::remove_file(file.path());
        }
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.process = None;
        if let Some(directory) = &self.directory {
            let _ = fs::remove_dir_all(directory);
        }
    }
}

/// Starts all in front of this server.
pub(crate) fn all(server: SocketAddr, haproxy: &str) -> Result<Vec<Front>, Error> {
    Ok(vec![
        Front {
            name: NOTHING,
            address: server,
            process: None,
            directory: None,
        },
        self::haproxy(server, haproxy)?,
        tap(TAP, server)?,
        tap(RECORDING, server)?,
        tap(WITH_LINES, server)?,
    ])
}

/// Starts a tap in front of this server.
pub(crate) fn tap(name: &'static str, server: SocketAddr) -> Result<Front, Error> {
    let port = free_port()?;
    let directory = ending::directory().join(format!("tap-{port}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_javawire"));
    command
        .args(["tap", "-q", "--listen"])
        .arg(format!("127.0.0.1:{port}"))
        .arg("--connect")
        .arg(server.to_string())
        .args(["--show", if name == WITH_LINES { "lines" } else { "none" }]);
    if name != TAP {
        command.arg("--record").arg(&directory);
    }
    Ok(Front {
        name,
        address: (Ipv4Addr::LOCALHOST, port).into(),
        process: Some(Server::start(name, command, port, None)?),
        directory: (name != TAP).then_some(directory),
    })
}

fn haproxy(server: SocketAddr, program: &str) -> Result<Front, Error> {
    let port = free_port()?;
    let directory = ending::directory();
    fs::create_dir_all(&directory)?;
    let configuration = directory.join("haproxy.cfg");
    fs::write(
        &configuration,
        format!(
            "global\n    maxconn 5000\n\
             defaults\n    mode tcp\n    timeout connect 10s\n    timeout client 10m\n    timeout server 10m\n\
             listen tap\n    bind 127.0.0.1:{port}\n    server one {server}\n"
        ),
    )?;
    let mut command = Command::new(program);
    command.arg("-db").arg("-f").arg(&configuration);
    Ok(Front {
        name: HAPROXY,
        address: (Ipv4Addr::LOCALHOST, port).into(),
        process: Some(Server::start(HAPROXY, command, port, None)?),
        directory: None,
    })
}
