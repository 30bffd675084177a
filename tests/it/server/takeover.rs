//! One instance follows another while clients converse, and none of them notices.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::support::javawire;
use crate::support::peers::{Stops, converse};
use crate::support::program::{Program, no_program_starting};

const SWAPS: usize = 10;
const CLIENTS: usize = 8;
/// So many conversations must have ended between two swaps.
const BETWEEN: usize = 200;

#[test]
fn instances_that_share_a_port_follow_each_other_unnoticed() {
    // Keeps the port, and takes no clients: it does not listen.
    let holder = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    holder.set_reuse_port(true).unwrap();
    holder
        .bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())
        .unwrap();
    let address = holder.local_addr().unwrap().as_socket().unwrap();
    swap(address, || {
        let mut command = Command::new(javawire());
        command.args(["server", "phrase", "--reuse-port", "-q", "--listen"]);
        command.arg(address.to_string());
        Program::start("javawire server phrase --reuse-port", command)
    });
}

#[test]
fn instances_that_inherit_a_socket_follow_each_other_unnoticed() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    swap(address, || {
        // As systemd hands it over: descriptor 3, and two variables.
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "LISTEN_FDS=1 LISTEN_PID=$$; export LISTEN_FDS LISTEN_PID; exec \"$0\" \"$@\" 3<&0 </dev/null",
            javawire(),
        ]);
        command.args(["server", "phrase", "-q"]);
        let socket: OwnedFd = listener.try_clone().unwrap().into();
        Program::start_with_stdin("javawire server phrase", command, Stdio::from(socket))
    });
}

/// A server to which the same socket is handed over twice, as descriptors 3 and 4.
fn handed_over(socket: impl Into<OwnedFd>) -> Program {
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "LISTEN_FDS=2 LISTEN_PID=$$; export LISTEN_FDS LISTEN_PID; exec \"$0\" \"$@\" 3<&0 4<&0 </dev/null",
        javawire(),
    ]);
    command.args(["server", "phrase", "--listen", "127.0.0.1:1"]);
    Program::start_with_stdin(
        "javawire server phrase",
        command,
        Stdio::from(socket.into()),
    )
}

#[test]
fn what_is_not_done_of_sockets_handed_over_is_said() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut program = handed_over(listener);
    let line = program.next_line();
    assert!(line.ends_with(&port.to_string()), "{line}");
    program.terminate();
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    let stderr = ended.stderr.join("\n");
    assert!(
        stderr.contains("LISTEN_FDS=2: only the first socket is used"),
        "{stderr}"
    );
    assert!(stderr.contains("--listen is ignored"), "{stderr}");
}

#[test]
fn a_socket_handed_over_that_does_not_listen_is_refused() {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    socket.bind(&any.into()).unwrap();
    let ended = handed_over(socket).end();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    let stderr = ended.stderr.join("\n");
    assert!(stderr.contains("does not listen"), "{stderr}");
}

/// Runs one instance after the other, each beginning before the last one ends.
fn swap(address: SocketAddr, start: impl Fn() -> Program) {
    let begin = || {
        let mut program = start();
        let line = program.next_line();
        assert!(line.ends_with(&address.port().to_string()), "{line}");
        program
    };
    let conversations = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let ends = AtomicBool::new(false);
    let mut running = begin();
    thread::scope(|scope| {
        let _stops = Stops(&ends);
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                while !ends.load(Ordering::Relaxed) {
                    match converse(address, "hola") {
                        Ok(()) => {
                            conversations.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(reason) => failures.lock().unwrap().push(reason),
                    }
                }
            });
        }
        for _ in 0..SWAPS {
            let seen = conversations.load(Ordering::Relaxed);
            while conversations.load(Ordering::Relaxed) < seen + BETWEEN
                && failures.lock().unwrap().is_empty()
            {
                thread::yield_now();
            }
            let next = begin();
            running.terminate();
            let ended = std::mem::replace(&mut running, next).end();
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        }
    });
    let failures = failures.into_inner().unwrap();
    let count = conversations.into_inner();
    assert!(failures.is_empty(), "{failures:?}, of {count}");
    drop(no_program_starting());
}
