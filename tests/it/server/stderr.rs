//! A stderr that nobody reads stops nothing: lines are dropped and counted.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::Command;
use std::thread;
use std::time::Instant;

use super::converse;
use super::metrics::{address_in, get};
use crate::support::PATIENCE;
use crate::support::peers::Peer;
use crate::support::process::Unheard;

#[test]
fn a_server_whose_stderr_nobody_reads_serves_on_and_ends() {
    let mut server = Unheard::server(&["--metrics", "127.0.0.1:0", "-v"]);
    let mut stdout = BufReader::new(server.child.stdout.take().unwrap()).lines();
    let mut stderr = BufReader::new(server.child.stderr.take().unwrap()).lines();
    let running = stdout.next().unwrap().unwrap();
    let port: u16 = running.rsplit(' ').next().unwrap().parse().unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let of_metrics = |line: &String| line.contains("metrics on http://");
    let metrics = stderr.by_ref().map(Result::unwrap).find(of_metrics);
    let metrics = address_in(&metrics.unwrap());

    let first = drop_lines(address, metrics, 0);
    converse(address);

    let of_dropped = |line: &String| line.contains(" lines were dropped here: nobody read stderr");
    let told = stderr.by_ref().map(Result::unwrap).find(of_dropped);
    let told = told.unwrap();
    assert!(told.contains(" WARN "), "{told}");
    converse(address);

    drop_lines(address, metrics, first);
    let id = server.child.id().to_string();
    let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(status.success());
    let signalled = Instant::now();
    let ended = loop {
        if let Some(ended) = server.child.try_wait().unwrap() {
            break ended;
        }
        assert!(signalled.elapsed() < PATIENCE, "it does not end");
        thread::yield_now();
    };
    assert_eq!(ended.code(), Some(0));
}

/// Has the server complain of clients until more lines have been dropped. Returns how many.
fn drop_lines(server: SocketAddr, metrics: SocketAddr, before: u64) -> u64 {
    let begun = Instant::now();
    loop {
        for _ in 0..200 {
            let mut bad = Peer::connect(server);
            bad.end();
            assert_eq!(bad.rest(), b"");
        }
        let text = get(metrics, "/metrics");
        let dropped = text
            .lines()
            .find_map(|line| line.strip_prefix("javawire_dropped_log_lines_total "));
        let dropped = dropped.unwrap().parse().unwrap();
        if dropped > before {
            return dropped;
        }
        assert!(begun.elapsed() < PATIENCE, "no lines are dropped");
    }
}
