//! Clients that take their time, or more than their share: nobody else waits for
//! them, and nothing of them stays.

use std::fs;
use std::net::SocketAddr;
use std::thread;
use std::time::Instant;

use super::{converse, half_a_client, server};
use crate::support::PATIENCE;
use crate::support::ends::{Server, rust_greeting_server};
use crate::support::peers::{HEADER, Peer, phrase, string};

#[test]
fn a_client_that_says_nothing_is_closed_after_the_idle_timeout() {
    for half_way in [false, true] {
        let server = server(&["--idle-timeout", "0.2"]);
        let mut client = if half_way {
            half_a_client(server.address())
        } else {
            Peer::connect(server.address())
        };
        assert_eq!(client.rest(), b"");
        let warning = server
            .program
            .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
        assert!(
            warning.contains("nothing came from the client for 200ms"),
            "{warning}"
        );
        converse(server.address());
    }
}

/// One byte now and then is enough, for as long as a request may take.
#[test]
fn a_slow_client_is_not_idle() {
    let server = server(&["--idle-timeout", "1.5", "--request-timeout", "600"]);
    let begun = Instant::now();
    let mut client = Peer::connect(server.address());
    let text = phrase("hola que tal");
    for byte in text.chunks(1) {
        client.send(byte);
        converse(server.address());
        // The time it takes is what this is about.
        thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(begun.elapsed().as_millis() > 1_500);
    assert_eq!(client.orderly_rest(), phrase("HOLA QUE TAL"));
    server.must_be_left_by_all();
}

#[test]
fn a_client_that_never_reads_its_answer_is_closed_after_the_idle_timeout() {
    let server = server(&["--idle-timeout", "1", "--request-timeout", "600"]);
    // More than all buffers on the way can hold.
    let mut client = Peer::connect(server.address());
    client.send(&phrase(&"a".repeat(15 << 20)));
    converse(server.address());
    let warning = server
        .program
        .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
    assert!(
        warning.contains("the client did not take its answer for 1s"),
        "{warning}"
    );
    server.must_be_left_by_all();
}

#[test]
fn more_clients_than_allowed_wait_and_one_warning_says_so() {
    let server = server(&["--max-connections", "3"]);
    let mut served: Vec<Peer> = (0..3).map(|_| half_a_client(server.address())).collect();
    let mut waiting: Vec<Peer> = (0..5)
        .map(|_| {
            let mut client = Peer::connect(server.address());
            client.send(&phrase("hola"));
            client
        })
        .collect();
    let warning = server.program.wait_for_error("cannot accept", PATIENCE);
    assert!(
        warning.contains("3 connections are open, as many as allowed"),
        "{warning}"
    );
    // One leaves, and all who wait have their turn.
    let mut first = served.remove(0);
    first.send(b"la");
    assert_eq!(first.orderly_rest(), phrase("HOLA"));
    drop(first);
    for mut client in waiting.drain(..) {
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
    }
    for mut client in served {
        client.send(b"la");
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
    }
    converse(server.address());
    assert_eq!(server.program.stop().stderr.len(), 1);
}

#[test]
fn a_greeting_waits_for_a_place_too() {
    let server = rust_greeting_server(&["--listen", "127.0.0.1:0", "--max-connections", "1", "-q"]);
    for _ in 0..20 {
        assert_eq!(Peer::connect(server.address()).rest(), b"\0\x05HELLO");
    }
}

/// Each stays below --max-phrase; together they would hold too much.
#[test]
fn memory_is_bounded_over_all_connections() {
    let server = server(&["--max-memory", "1M"]);
    let begun = [HEADER, &string(&"a".repeat(200_000))[..]].concat();
    let mut clients: Vec<Peer> = (0..10)
        .map(|_| {
            let mut client = Peer::connect(server.address());
            client.send(&begun[..190_000]);
            client
        })
        .collect();
    let warning = server.program.wait_for_error("max_memory", PATIENCE);
    assert!(warning.contains("--max-memory sets"), "{warning}");
    // Who was within the bound is served.
    let answer = phrase(&"A".repeat(200_000));
    let served = clients.iter_mut().filter_map(|client| {
        client.try_send(&begun[190_000..]).ok()?;
        (client.rest() == answer).then_some(())
    });
    let served = served.count();
    assert!((1..10).contains(&served), "{served}");
    drop(clients);
    server.must_be_left_by_all();
    converse(server.address());
}

/// Those who hold much make room for those who hold little, whoever came last.
#[test]
fn a_few_greedy_clients_lock_out_nobody() {
    let server = server(&["--max-memory", "16M"]);
    let hold = |letters: usize| {
        let text = string(&"a".repeat(letters));
        let mut client = Peer::connect(server.address());
        client.send(HEADER);
        // The server may close in the middle of it.
        let _ = client.try_send(&text[..text.len() - 1]);
        client
    };
    let has_closed_more = |before: usize| {
        let lines = server.program.stderr();
        lines
            .iter()
            .filter(|line| line.contains("max_memory"))
            .count()
            > before
    };
    let mut greedy = Vec::new();
    while !has_closed_more(0) {
        assert!(greedy.len() < 200);
        greedy.push(hold(1 << 20));
        converse(server.address());
    }
    // What was left is taken in small pieces, and more than that.
    let mut modest: Vec<Peer> = (0..100).map(|_| hold(20_000)).collect();
    converse(server.address());
    for client in &mut modest {
        client.send(b"a");
        assert!(client.rest() == phrase(&"A".repeat(20_000)));
    }
}

#[test]
fn a_reset_at_any_point_leaves_nothing_behind() {
    let server = server(&[]);
    let sent = phrase("hola");
    for turn in 0..3 {
        for point in 0..=sent.len() {
            let mut client = Peer::connect(server.address());
            if turn == 2 {
                // Each byte by itself.
                sent[..point].chunks(1).for_each(|byte| client.send(byte));
            } else {
                client.send(&sent[..point]);
            }
            client.reset();
        }
        // While it is being answered, and while it reads.
        let mut client = Peer::connect(server.address());
        client.send(&sent);
        client.receive(turn + 1);
        client.reset();
    }
    converse(server.address());
    server.must_be_left_by_all();
}

/// The client has ended what it sends, and then is silent.
#[test]
fn half_open_clients_are_answered_or_refused_at_once() {
    let server = server(&[]);
    let mut client = Peer::connect(server.address());
    client.send(&phrase("hola"));
    client.end();
    assert_eq!(client.orderly_rest(), phrase("HOLA"));
    let mut cut = half_a_client(server.address());
    cut.end();
    assert_eq!(cut.rest(), b"");
    drop((client, cut));
    server.must_be_left_by_all();
}

/// The limit is the hard one, whatever the soft one is.
#[test]
#[cfg(target_os = "linux")]
fn the_soft_limit_of_files_is_raised_to_the_hard_one() {
    use std::process::Command;

    use crate::support::javawire;
    use crate::support::program::Program;

    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -Sn 50 && ulimit -Hn 300 && exec \"$0\" \"$@\"",
        javawire(),
    ]);
    command.args(["server", "phrase", "--listen", "127.0.0.1:0", "-v"]);
    let mut server = Program::start("javawire server phrase, with 50 files", command);
    let line = server.next_line();
    let port: u16 = line.rsplit(' ').next().unwrap().parse().unwrap();
    let limit = server.wait_for_error("300 files may be open", PATIENCE);
    assert!(limit.contains("connections at once"), "{limit}");
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let silent: Vec<Peer> = (0..200).map(|_| Peer::connect(address)).collect();
    converse(address);
    drop(silent);
}

#[test]
fn json_lines_are_objects() {
    let server = server(&["--log-format", "json", "-v"]);
    let mut client = half_a_client(server.address());
    client.end();
    client.rest();
    let warning = server.program.wait_for_error("\"WARN\"", PATIENCE);
    assert!(
        warning.starts_with('{') && warning.ends_with('}'),
        "{warning}"
    );
    let named = format!("\"peer\":\"{}\"", client.address());
    assert!(warning.contains(&named), "{warning}");
    assert!(
        warning.contains("\"message\":\"the peer's data ended"),
        "{warning}"
    );
    // Why it ends is one, too.
    let taken = server.address().to_string();
    let mut command = std::process::Command::new(crate::support::javawire());
    command.args([
        "server",
        "phrase",
        "--log-format",
        "json",
        "-q",
        "--listen",
        &taken,
    ]);
    let ended = crate::support::program::Program::start("a second server", command).end();
    let [line] = &ended.stderr[..] else {
        panic!("one line: {ended:?}")
    };
    let object: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(object["level"], "ERROR");
    assert!(
        object["timestamp"].as_str().unwrap().ends_with('Z'),
        "{line}"
    );
    let message = object["message"].as_str().unwrap();
    assert!(
        message.starts_with("cannot listen on ") && message.contains("--listen"),
        "{line}"
    );
}

impl Server {
    /// Waits until the server has no connection open, as far as the system tells.
    #[track_caller]
    pub(crate) fn must_be_left_by_all(&self) {
        if !cfg!(target_os = "linux") {
            return;
        }
        let deadline = Instant::now() + PATIENCE;
        let mut sockets = usize::MAX;
        while Instant::now() < deadline {
            sockets = self.sockets();
            // One listens, for its threads, for who looks out, and for itself.
            let own = 3;
            // Signals come over a pair of them.
            if sockets <= own + 3 {
                return;
            }
            thread::yield_now();
        }
        panic!("{sockets} sockets are still open");
    }

    fn sockets(&self) -> usize {
        let files = fs::read_dir(format!("/proc/{}/fd", self.program.id())).unwrap();
        let targets = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
        let sockets = targets.filter(|target| target.to_string_lossy().starts_with("socket:"));
        sockets.count()
    }
}
