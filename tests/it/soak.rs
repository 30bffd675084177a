//! A long mix of load and faults: every good client gets its answer, and when all have
//! gone nothing of them is left.
//!
//! Some seconds of it in the suite, thirty in `make test-all`, at a measured pace; ten minutes at full speed with
//! `make soak`, which sets `JAVAWIRE_SOAK_SECONDS` and shows the report.
//!
//! - `faults`: what bad clients do

mod faults;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::peers::{HEADER, Peer, converse, phrase};
use crate::support::{PATIENCE, javawire, tries_all};
use faults::{FAULTS, Random};

const GOOD: usize = 4;
const BAD: usize = 8;
/// What the server may have grown by. Its allocator keeps some of what it frees.
const MOST_GROWTH: u64 = 10_000_000;

/// What came of it.
#[derive(Default)]
struct Tally {
    conversations: u64,
    /// In microseconds.
    waits: Vec<u32>,
    failures: BTreeMap<String, u64>,
    faults: BTreeMap<&'static str, u64>,
}

#[test]
fn good_clients_are_served_among_bad_ones_and_nothing_stays() {
    let seconds = env::var("JAVAWIRE_SOAK_SECONDS").ok();
    let full_speed = seconds.is_some();
    let paced = if tries_all() { 30 } else { 8 };
    let time = Duration::from_secs(seconds.map_or(paced, |seconds| seconds.parse().unwrap()));
    let server = Running::start();
    // What is allocated once.
    for seed in 0..4 {
        play(&server, Duration::from_millis(300), seed, false);
    }
    server.wait_until_left();
    let before = server.measure();

    let tally = play(&server, time, 100, full_speed);
    server.wait_until_left();
    let after = server.measure();
    let mut report = report(&tally, time, before, after);
    report.push_str(&server.counted());
    let _ = writeln!(std::io::stderr(), "{report}");

    assert!(tally.failures.is_empty(), "{report}");
    assert!(tally.conversations > 100, "{report}");
    assert!(
        FAULTS
            .iter()
            .all(|(name, _)| tally.faults.contains_key(name)),
        "{report}"
    );
    assert!(after.memory <= before.memory + MOST_GROWTH, "{report}");
    assert_eq!(after.files, before.files, "{report}");
    server.end();
}

/// Good and bad clients for some time.
fn play(server: &Running, time: Duration, seed: u64, full_speed: bool) -> Tally {
    let tally = Mutex::new(Tally::default());
    let end = Instant::now() + time;
    thread::scope(|scope| {
        for number in 0..GOOD {
            let tally = &tally;
            scope.spawn(move || {
                let mut random = Random::new(seed * 1_000 + number as u64);
                let own = converse_until(server.address, end, &mut random, full_speed);
                let mut tally = tally.lock().unwrap();
                tally.conversations += own.conversations;
                tally.waits.extend(own.waits);
                for (kind, count) in own.failures {
                    *tally.failures.entry(kind).or_default() += count;
                }
            });
        }
        for number in 0..BAD {
            let tally = &tally;
            scope.spawn(move || {
                let mut random = Random::new(seed * 1_000 + 500 + number as u64);
                let mut turn = number;
                while Instant::now() < end {
                    let (name, commit) = FAULTS[turn % FAULTS.len()];
                    commit(server.address, &mut random);
                    *tally.lock().unwrap().faults.entry(name).or_default() += 1;
                    turn += 1;
                    if !full_speed {
                        thread::sleep(Duration::from_millis(2));
                    }
                }
            });
        }
    });
    tally.into_inner().unwrap()
}

fn converse_until(
    server: SocketAddr,
    end: Instant,
    random: &mut Random,
    full_speed: bool,
) -> Tally {
    let mut tally = Tally::default();
    while Instant::now() < end {
        // Mostly short, now and then a long string, and longer than a buffer.
        let length = match random.below(50) {
            0 => random.below(200_000),
            1..5 => random.below(5_000),
            _ => random.below(60),
        };
        let text = "abc xyz ".repeat(length / 8 + 1);
        let begun = Instant::now();
        match converse(server, &text) {
            Ok(()) => {
                tally.conversations += 1;
                let wait = begun.elapsed().as_micros();
                tally.waits.push(u32::try_from(wait).unwrap_or(u32::MAX));
            }
            Err(kind) => *tally.failures.entry(kind).or_default() += 1,
        }
        if !full_speed {
            thread::sleep(Duration::from_millis(2));
        }
    }
    tally
}

fn report(tally: &Tally, time: Duration, before: Measured, after: Measured) -> String {
    use std::fmt::Write as _;

    let mut waits = tally.waits.clone();
    waits.sort_unstable();
    let percentile = |percent: usize| waits.get(waits.len() * percent / 100).copied();
    let mut text = format!(
        "\nsoak: {time:?}, {GOOD} good clients, {BAD} bad ones\n\
         conversations: {}; wait: median {} µs, p99 {} µs\n\
         failures: {}\n",
        tally.conversations,
        percentile(50).unwrap_or_default(),
        percentile(99).unwrap_or_default(),
        tally.failures.values().sum::<u64>(),
    );
    for (kind, count) in &tally.failures {
        let _ = writeln!(text, "    {kind}: {count}");
    }
    let _ = writeln!(text, "faults: {}", tally.faults.values().sum::<u64>());
    for (name, count) in &tally.faults {
        let _ = writeln!(text, "    {name}: {count}");
    }
    for (what, before, after) in [
        ("memory, kB", before.memory / 1024, after.memory / 1024),
        ("files", before.files, after.files),
    ] {
        let _ = writeln!(text, "{what}: {before} before, {after} after");
    }
    text
}

#[derive(Clone, Copy)]
struct Measured {
    memory: u64,
    files: u64,
}

/// A server whose output goes nowhere: there is too much of it to keep.
struct Running {
    child: Child,
    address: SocketAddr,
    metrics: SocketAddr,
}

impl Running {
    fn start() -> Running {
        let [address, metrics] =
            [(); 2].map(|()| SocketAddr::from((Ipv4Addr::LOCALHOST, free_port())));
        let mut command = Command::new(javawire());
        command.args(["server", "phrase", "-q", "--idle-timeout", "1"]);
        command.args(["--max-phrase", "256K", "--max-memory", "64M"]);
        command.args(["--listen", &address.to_string()]);
        command.args(["--metrics", &metrics.to_string()]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit());
        let server = Running {
            child: crate::support::process::spawn(&mut command),
            address,
            metrics,
        };
        let deadline = Instant::now() + PATIENCE;
        while converse(address, "hola").is_err() {
            assert!(Instant::now() < deadline, "the server does not start");
            thread::yield_now();
        }
        server
    }

    fn measure(&self) -> Measured {
        let id = self.child.id();
        // The connection that asked for the counters may close a moment later: the least counts.
        let files = (0..20).map(|_| {
            thread::sleep(Duration::from_millis(10));
            fs::read_dir(format!("/proc/{id}/fd")).unwrap().count() as u64
        });
        Measured {
            files: files.min().unwrap(),
            memory: crate::support::process::memory(id, "VmRSS").unwrap(),
        }
    }

    /// Waits until the server has no connection open.
    fn wait_until_left(&self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.counted();
            if text.contains("\njavawire_connections 0\n") {
                return;
            }
            assert!(Instant::now() < deadline, "connections stay: {text}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn counted(&self) -> String {
        let mut client = Peer::connect(self.metrics);
        client.send(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let text = String::from_utf8(client.rest()).unwrap();
        let lines = text.lines().filter(|line| line.starts_with("javawire_"));
        let lines = lines.filter(|line| !line.contains("_bucket"));
        lines.fold("\n".to_owned(), |text, line| text + line + "\n")
    }

    /// Ends it in order.
    fn end(mut self) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(status.success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Half of what a good client says, at least.
fn half(text: &str) -> Vec<u8> {
    let whole = phrase(text);
    whole[..HEADER.len().max(whole.len() / 2)].to_vec()
}
