//! The two port numbers that stand in the Java classes, one test at a time.

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::program::no_program_starting;

/// A port number that this test alone may use, on this machine, until it is dropped.
pub struct FixedPort {
    number: u16,
    // Unlocks when it closes.
    _lock: File,
}

impl FixedPort {
    /// Waits until no other test uses the port, and takes it.
    ///
    /// # Panics
    ///
    /// If a program other than a test has the port.
    pub fn take(number: u16) -> FixedPort {
        // A process that another test is just starting has the sockets of this one until it runs
        // its program: nobody that could be named.
        const PASSING: u32 = 1000;

        let lock = locked(number);
        let mut tries = 0;
        while let Some(error) = taken(number) {
            let holders = holders(number);
            tries += 1;
            assert!(
                holders.is_empty() && tries < PASSING,
                "port {number} is taken ({error}){holders}\n\
                 The Java classes know this port alone: free it and run the test again."
            );
            thread::yield_now();
        }
        FixedPort {
            number,
            _lock: lock,
        }
    }

    /// Returns the number.
    pub fn number(&self) -> u16 {
        self.number
    }
}

/// Ports belong to the machine, so the lock does too: not to one checkout.
fn locked(number: u16) -> File {
    const OTHER_TESTS: Duration = Duration::from_secs(300);

    let path = env::temp_dir().join(format!("javawire-test-port-{number}.lock"));
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    // Another user's file can be locked without writing to it.
    let file = file
        .or_else(|_| File::open(&path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (locked, lock) = mpsc::channel();
    thread::spawn(move || {
        let result = file.lock();
        let _ = locked.send(result.map(|()| file));
    });
    match lock.recv_timeout(OTHER_TESTS) {
        Ok(Ok(file)) => file,
        Ok(Err(error)) => panic!("{}: {error}", path.display()),
        Err(_) => panic!(
            "another test has had port {number} for {} s (lock file {})",
            OTHER_TESTS.as_secs(),
            path.display()
        ),
    }
}

/// Why nobody could listen on the port now. Each address is tried: some
/// systems let one program have the port on all addresses and another on one.
fn taken(number: u16) -> Option<std::io::Error> {
    let addresses: [SocketAddr; 4] = [
        (Ipv6Addr::UNSPECIFIED, number).into(),
        (Ipv4Addr::UNSPECIFIED, number).into(),
        (Ipv6Addr::LOCALHOST, number).into(),
        (Ipv4Addr::LOCALHOST, number).into(),
    ];
    let _quiet = no_program_starting();
    // As Java's, std's listeners pass over old connections in TIME_WAIT.
    addresses
        .into_iter()
        .find_map(|address| match TcpListener::bind(address) {
            Err(error) if is_in_use(&error) => Some(error),
            // No IPv6 here.
            Ok(_) | Err(_) => None,
        })
}

fn is_in_use(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::AddrInUse | ErrorKind::PermissionDenied
    )
}

/// Which processes listen on the port, as far as /proc tells.
fn holders(number: u16) -> String {
    const LISTEN: &str = "0A";

    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(fs::read_to_string);
    let mut inodes = Vec::new();
    for line in tables.iter().flatten().flat_map(|table| table.lines()) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let [_, local, _, LISTEN, _, _, _, _, _, inode, ..] = fields[..]
            && local.ends_with(&format!(":{number:04X}"))
        {
            inodes.push(format!("socket:[{inode}]"));
        }
    }
    let mut text = String::new();
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let files = fs::read_dir(process.path().join("fd"))
            .into_iter()
            .flatten()
            .flatten();
        let mut targets = files.filter_map(|file| fs::read_link(file.path()).ok());
        if targets.any(|target| {
            inodes
                .iter()
                .any(|inode| target.as_os_str() == inode.as_str())
        }) {
            let id = process.file_name();
            let command = fs::read_to_string(process.path().join("cmdline")).unwrap_or_default();
            let command = command.replace('\0', " ");
            let _ = write!(text, "\nby process {}: {}", id.display(), command.trim());
        }
    }
    text
}
