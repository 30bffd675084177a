//! Conversations that are silent cost little.

use std::process::Stdio;

use crate::support::peers::{Peer, listener, phrase};
use crate::support::process::{memory, say};
use crate::support::recording::{self, Directory};
use crate::support::tap::{self, Tap};
use crate::support::tries_all;

/// What a tap takes by itself, and what each conversation adds.
const OWN: u64 = 16 << 20;
const EACH: u64 = 20_000;

#[test]
fn silent_conversations_cost_little() {
    let wanted = if tries_all() { 10_000 } else { 1000 };
    // Two here and two there, and some of its own.
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    let count = wanted.min(usize::try_from(files.saturating_sub(500) / 2).unwrap());
    if count < wanted / 2 {
        say(&format!(
            "{wanted} silent conversations: the limit of open files allows {count}"
        ));
        assert!(std::env::var_os("CI").is_none());
    }
    let directory = Directory::new("silent");
    let file = directory.file("silent.pcapng");
    let server = listener();
    let connect = server.local_addr().unwrap().to_string();
    let own = [
        "--listen",
        "127.0.0.1:0",
        "--connect",
        &connect,
        "--record",
        &file,
    ];
    let mut command = tap::command(&own);
    command.stdin(Stdio::null());
    let tap = Tap::of(command);
    let mut ends = Vec::new();
    for _ in 0..count {
        let mut client = Peer::connect(tap.address());
        let mut one = Peer::accept(&server);
        client.send(&phrase("hola"));
        assert_eq!(one.receive(11), phrase("hola"));
        one.send(&phrase("HOLA"));
        assert_eq!(client.receive(11), phrase("HOLA"));
        ends.push((client, one));
    }
    tap.program
        .wait_for_lines(2 * count, crate::support::PATIENCE);
    if let Some(held) = memory(tap.program.id(), "VmRSS") {
        let most = OWN + EACH * count as u64;
        assert!(held <= most, "{held} of {most} bytes");
    }
    // All of them still go on.
    for (client, one) in &mut ends {
        client.send(b"more");
        assert_eq!(one.receive(4), b"more");
    }
    drop(ends);
    tap.end();
    assert_eq!(recording::read(&file).len(), count);
}
