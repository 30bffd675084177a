//! What thousands of bad clients cost: nothing that stays.

use std::net::SocketAddr;
use std::thread;

use super::{converse, server};
use crate::support::PATIENCE;
use crate::support::peers::{HEADER, Peer, string};
use crate::support::process::memory;
use crate::support::streams::java_streams;

const CONNECTIONS: usize = 10_000;
/// How many are open at once.
const CLIENTS: usize = 8;

#[test]
fn ten_thousand_bad_connections_leave_no_memory_behind() {
    let server = server(&[]);
    converse(server.address());
    let id = server.program.id();
    let before = memory(id, "VmRSS");

    let faults = faults();
    let (address, faults) = (server.address(), &faults[..]);
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                for turn in (client..CONNECTIONS).step_by(CLIENTS) {
                    play(address, &faults[turn % faults.len()]);
                }
            });
        }
    });

    converse(server.address());
    let after = memory(id, "VmRSS");
    if let (Some(before), Some(after)) = (before, after) {
        let grown = after.saturating_sub(before);
        assert!(
            grown <= 10_000_000,
            "memory has grown by {grown} bytes, from {before}"
        );
    }
    // Each of them was warned of, and nothing else.
    let warnings = ended_in_order(server.program).stderr;
    assert_eq!(warnings.len(), CONNECTIONS);
    assert!(
        warnings
            .iter()
            .all(|line| line.contains(" WARN 127.0.0.1:"))
    );
}

/// What a length promises is not reserved.
#[test]
fn an_announced_string_costs_no_memory() {
    const CLIENTS: usize = 50;
    const SENT: usize = 100_000;

    let server = server(&["--max-phrase", "1024G"]);
    converse(server.address());
    let id = server.program.id();
    let before = memory(id, "VmHWM");

    // 1 TiB each; the last kilobytes of what is sent are not even a whole piece.
    let announced = [HEADER, b"\x7C\0\0\x01\0\0\0\0\0"].concat();
    let mut clients: Vec<Peer> = (0..CLIENTS)
        .map(|_| {
            let mut client = Peer::connect(server.address());
            client.send(&announced);
            client.send(&vec![b'a'; SENT]);
            client
        })
        .collect();
    for client in &mut clients {
        client.end();
        assert_eq!(client.rest(), b"");
        let warning = server
            .program
            .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
        let end = announced.len() + SENT;
        let cause = format!("inside a string, at byte {end};");
        assert!(warning.contains(&cause), "{warning}");
    }
    if let (Some(before), Some(after)) = (before, memory(id, "VmHWM")) {
        let grown = after.saturating_sub(before);
        // What did arrive may be held, in buffers that grow by doubling.
        let most = (4 * CLIENTS * SENT) as u64;
        assert!(grown <= most, "memory has grown by {grown} bytes");
    }
}

/// The end of the supply of file descriptors is not the end of the server.
#[test]
#[cfg(unix)]
fn a_server_out_of_file_descriptors_serves_on_when_there_are_some() {
    use std::process::Command;

    use crate::support::javawire;
    use crate::support::program::Program;

    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 40 && exec \"$0\" \"$@\"", javawire()]);
    command.args(["server", "phrase", "--listen", "127.0.0.1:0"]);
    let mut server = Program::start("javawire server phrase, with 40 files", command);
    let line = server.next_line();
    let port: u16 = line.rsplit(' ').next().unwrap().parse().unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], port));

    let silent: Vec<Peer> = (0..60).map(|_| Peer::connect(address)).collect();
    let warning = server.wait_for_error("cannot accept clients for now: ", PATIENCE);
    assert!(warning.contains(" WARN "), "{warning}");
    drop(silent);
    converse(address);
}

/// One bad client, to the end: when this returns, the server is through with it.
fn play(server: SocketAddr, fault: &[u8]) {
    let mut client = Peer::connect(server);
    // The server may close in the middle of it.
    let _ = client.try_send(fault);
    client.end();
    assert_eq!(client.rest(), b"");
}

fn faults() -> Vec<Vec<u8>> {
    let [int, ints, strings, constant, proxy, exception] =
        java_streams(["Integer", "int[]", "String[]", "enum", "proxy", "exception"]);
    vec![
        vec![],
        HEADER.to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        vec![0xFF; 5000],
        [HEADER, &string(&"a".repeat(10_000))[..9_000]].concat(),
        [HEADER, &string(&"a".repeat(200_000))[..150_000]].concat(),
        [HEADER, b"\x74\0\x02\xC3\x28"].concat(),
        [HEADER, &[0x79; 2_000]].concat(),
        int,
        ints,
        strings,
        constant,
        proxy,
        exception,
    ]
}

/// Stops the server in the way in which it ends by itself, so that all it had to say is out.
#[cfg(unix)]
fn ended_in_order(server: crate::support::program::Program) -> crate::support::program::Ended {
    server.terminate();
    server.end()
}

#[cfg(not(unix))]
fn ended_in_order(server: crate::support::program::Program) -> crate::support::program::Ended {
    crate::support::process::say("an orderly end of the server, for want of SIGTERM");
    server.stop()
}
