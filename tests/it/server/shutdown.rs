//! Ctrl-C and SIGTERM, and a stdout that nobody reads.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::{CONVERSED, converse};
use crate::support::javawire;
use crate::support::peers::{Peer, phrase};
use crate::support::process::{Unheard, spawn};

#[test]
fn a_server_that_nobody_hears_serves_on() {
    let mut command = Command::new(javawire());
    command.args(["server", "phrase", "--listen", "127.0.0.1:0"]);
    let (mut server, lines) = Unheard::start(command, 1);
    let port: u16 = lines[0].rsplit(' ').next().unwrap().parse().unwrap();
    let address = ([127, 0, 0, 1], port);
    for _ in 0..3 {
        converse(address.into());
    }
    let mut bad = Peer::connect(address);
    bad.end();
    bad.rest();
    // It is said once, before the bad client is warned of.
    let stderr = BufReader::new(server.child.stderr.take().unwrap());
    let mut warnings = stderr.lines().map(Result::unwrap);
    let first = warnings.next().unwrap();
    assert!(
        first.contains("has closed it: the server goes on"),
        "{first}"
    );
    let second = warnings.next().unwrap();
    assert!(second.contains(&bad.address().to_string()), "{second}");
    converse(address.into());
    assert_eq!(server.child.try_wait().unwrap(), None);
}

/// Nobody ever read the line that says it runs.
#[test]
fn a_server_that_nobody_ever_hears_says_so() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(javawire());
    command
        .args(["server", "greeting", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped());
    let mut server = Unheard {
        child: spawn(&mut command),
    };
    let mut stderr = BufReader::new(server.child.stderr.take().unwrap());
    let mut warning = String::new();
    stderr.read_line(&mut warning).unwrap();
    assert!(warning.contains("the server goes on"), "{warning}");
    assert_eq!(server.child.try_wait().unwrap(), None);
}

/// It waits, as Java does, but not without a word.
#[test]
fn a_server_whose_stdout_is_not_read_says_so() {
    use std::sync::mpsc;

    let mut server = Unheard::server(&["--metrics", "127.0.0.1:0", "-v"]);
    let mut stdout = BufReader::new(server.child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let port: u16 = line.trim().rsplit(' ').next().unwrap().parse().unwrap();
    let stderr = BufReader::new(server.child.stderr.take().unwrap());
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in stderr.lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    let wait_for = |what: &str| loop {
        let line = told.recv_timeout(crate::support::PATIENCE).unwrap();
        if line.contains(what) {
            return line;
        }
    };
    let metrics = wait_for("metrics on http://");
    let metrics = metrics.rsplit("http://").next().unwrap();
    let metrics: std::net::SocketAddr = metrics.split('/').next().unwrap().parse().unwrap();
    // More than any pipe holds.
    let mut client = Peer::connect(([127, 0, 0, 1], port));
    client.send(&phrase(&"a".repeat(3 << 20)));
    wait_for("nobody reads stdout");
    let health = || {
        let mut client = Peer::connect(metrics);
        client.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        String::from_utf8(client.rest()).unwrap()
    };
    let answer = health();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
    assert!(client.rest() == phrase(&"A".repeat(3 << 20)));
    let begun = std::time::Instant::now();
    while !health().starts_with("HTTP/1.1 200 ") {
        assert!(begun.elapsed() < crate::support::PATIENCE);
    }
}

/// Windows has no signals that one program could send another so.
#[cfg(unix)]
mod signals {
    use std::io::ErrorKind;
    use std::process::Command;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use super::super::{half_a_client, server};
    use super::{CONVERSED, Peer, converse, phrase};
    use crate::support::PATIENCE;
    use crate::support::ends::{Server, rust_greeting_server};
    use crate::support::javawire;
    use crate::support::lines::assert_lines;
    use crate::support::process::interrupt;
    use crate::support::program::{Ended, Program};

    const SIGNALS: [fn(&Program); 2] = [Program::terminate, interrupt];

    #[test]
    fn a_server_without_clients_ends_at_once() {
        for signal in SIGNALS {
            for server in [
                server(&["--grace", "600"]),
                rust_greeting_server(&["--listen", "127.0.0.1:0", "--grace", "600"]),
            ] {
                let first = server.program.stdout()[0].clone();
                signal(&server.program);
                let ended = server.program.end();
                assert_eq!(ended.status.code(), Some(0), "{ended:?}");
                assert_lines("stderr", &ended.stderr, &[]);
                assert_eq!(ended.stdout[0], first);
            }
        }
    }

    #[test]
    fn a_server_whose_clients_have_gone_ends_at_once() {
        let server = server(&["--grace", "600"]);
        for _ in 0..3 {
            converse(server.address());
        }
        server.program.terminate();
        let ended = server.program.end();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_lines("stderr", &ended.stderr, &[]);
    }

    #[test]
    fn a_running_conversation_ends_within_the_grace() {
        for signal in SIGNALS {
            let server = server(&["-v", "--grace", "600"]);
            let mut client = half_a_client(server.address());
            stop(&server, signal, &client);

            client.send(b"la");
            assert_eq!(client.orderly_rest(), phrase("HOLA"));
            let address = client.address();
            drop(client);
            let ended = server.program.end();
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
            let conversed = CONVERSED.map(str::to_owned);
            assert_lines("stdout", &ended.stdout[1..], &conversed);
            // Others may have come while the listener was closing, and left at once.
            let warning = format!(" WARN {address}: ");
            let warned = ended.stderr.iter().any(|line| line.contains(&warning));
            assert!(!warned, "{:#?}", ended.stderr);
        }
    }

    #[test]
    fn a_silent_client_is_cut_after_the_grace() {
        const GRACE: Duration = Duration::from_millis(400);

        let server = server(&["--grace", "0.4"]);
        let mut silent = Peer::connect(server.address());
        let mut half_way = half_a_client(server.address());
        // Behind the two in the queue: when it is through, they have been accepted.
        converse(server.address());

        let signalled = Instant::now();
        server.program.terminate();
        let ended = server.program.end();
        let took = signalled.elapsed();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert!(took >= GRACE, "{took:?}");
        let [cut] = &ended.stderr[..] else {
            panic!("one line: {:#?}", ended.stderr)
        };
        assert!(cut.contains("2 conversations had not ended"), "{cut}");
        assert_eq!(silent.rest(), b"");
        assert_eq!(half_way.rest(), b"");
    }

    /// Those who come later are refused; nobody is let in and then forgotten.
    #[test]
    #[cfg(target_os = "linux")]
    fn whoever_has_connected_when_it_ends_is_answered() {
        for _ in 0..5 {
            let server = server(&["-q"]);
            let address = server.address();
            let answered = AtomicUsize::new(0);
            let converse_until_refused = || {
                loop {
                    let mut client = match Peer::try_connect(address) {
                        Ok(client) => client,
                        Err(error) => {
                            assert_eq!(error.kind(), ErrorKind::ConnectionRefused, "{error}");
                            return;
                        }
                    };
                    client.send(&phrase("hola"));
                    assert_eq!(client.rest(), phrase("HOLA"));
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            };
            std::thread::scope(|scope| {
                let clients: Vec<_> = (0..8)
                    .map(|_| scope.spawn(converse_until_refused))
                    .collect();
                while answered.load(Ordering::Relaxed) < 100
                    && !clients.iter().any(|client| client.is_finished())
                {
                    std::thread::yield_now();
                }
                server.program.terminate();
            });
            assert_eq!(server.program.end().status.code(), Some(0));
        }
    }

    #[test]
    fn without_grace_nobody_is_waited_for() {
        let server = server(&["--grace", "0"]);
        let _silent = Peer::connect(server.address());
        converse(server.address());
        server.program.terminate();
        assert_eq!(server.program.end().status.code(), Some(0));
    }

    #[test]
    fn a_grace_of_ages_is_no_fault() {
        let server = server(&["--grace", "1e18"]);
        server.program.terminate();
        assert_eq!(server.program.end().status.code(), Some(0));
    }

    #[test]
    fn a_second_signal_ends_it_at_once() {
        for (first, second) in [SIGNALS, [interrupt, Program::terminate]].map(<(_, _)>::from) {
            let server = server(&["-v", "--grace", "600"]);
            let mut client = half_a_client(server.address());
            stop(&server, first, &client);
            second(&server.program);
            let ended = server.program.end();
            assert_stopped_at_once(&ended);
            assert_eq!(client.rest(), b"");
        }
    }

    /// `timeout` sends SIGTERM to its child, and then to its process group.
    #[test]
    fn a_signal_that_comes_twice_within_a_second_is_one() {
        let server = server(&["-v", "--grace", "600"]);
        let mut client = half_a_client(server.address());
        let connected = format!(" {}: connected", client.address());
        server.program.wait_for_error(&connected, PATIENCE);
        server.program.terminate();
        server.program.terminate();
        server.program.wait_for_error("no new clients", PATIENCE);
        server.program.terminate();
        client.send(b"la");
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
        let ended = server.program.end();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        let said = ended.stderr.join("\n");
        assert!(!said.contains("second signal"), "{said}");
    }

    #[test]
    fn a_signal_that_comes_again_after_a_second_ends_it() {
        let mut server = server(&["-v", "--grace", "600"]);
        let client = half_a_client(server.address());
        let signalled = Instant::now();
        stop(&server, Program::terminate, &client);
        while !server.program.has_ended() {
            server.program.terminate();
            assert!(signalled.elapsed() < PATIENCE);
        }
        assert!(signalled.elapsed() >= Duration::from_secs(1));
        assert_stopped_at_once(&server.program.end());
    }

    #[track_caller]
    fn assert_stopped_at_once(ended: &Ended) {
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert!(
            ended.stderr.last().unwrap().contains("second signal"),
            "{ended:?}"
        );
    }

    /// It serves, or says at once what it lacks. With fewer than six files the system cannot even
    /// start it.
    #[test]
    fn a_server_that_gets_too_few_files_says_so() {
        let limited = |files: usize, arguments: &[&str]| {
            let mut command = Command::new("sh");
            let limited = format!("ulimit -n {files}; exec \"$0\" \"$@\"");
            command.args(["-c", &limited, javawire()]).args(arguments);
            Program::start(&format!("javawire with {files} files"), command)
        };
        let server = [
            "server",
            "phrase",
            "--listen",
            "127.0.0.1:0",
            "--grace",
            "0",
        ];
        let (mut refused, mut served) = (0, 0);
        for files in 6..32 {
            let program = limited(files, &server);
            if !program.prints_a_line() {
                assert_refused(&program.end());
                refused += 1;
                continue;
            }
            let port = program.stdout()[0].rsplit(' ').next().unwrap().parse();
            converse(([127, 0, 0, 1], port.unwrap()).into());
            program.terminate();
            let ended = program.end();
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
            let [warning] = &ended.stderr[..] else {
                panic!("one line: {ended:?}")
            };
            assert!(warning.contains("`ulimit -n`"), "{warning}");
            served += 1;
        }
        assert!(refused > 5 && served > 5, "{refused} {served}");
        for files in 6..8 {
            let client = ["client", "phrase", "--connect", "127.0.0.1:1", "hola"];
            assert_refused(&limited(files, &client).end());
        }
    }

    #[track_caller]
    fn assert_refused(ended: &Ended) {
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        let [line] = &ended.stderr[..] else {
            panic!("one line: {ended:?}")
        };
        assert!(line.contains("`ulimit -n`"), "{line}");
        assert_lines("stdout", &ended.stdout, &[]);
    }

    /// Even those for whom there were no files when it began to end.
    #[test]
    #[cfg(target_os = "linux")]
    fn whoever_stood_in_a_long_queue_when_it_ends_is_answered() {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -n 40; exec \"$0\" \"$@\"", javawire()]);
        command.args([
            "server",
            "phrase",
            "--listen",
            "127.0.0.1:0",
            "--grace",
            "60",
            "-v",
        ]);
        let mut program = Program::start("javawire with 40 files", command);
        let port = program.next_line().rsplit(' ').next().unwrap().parse();
        let address = ([127, 0, 0, 1], port.unwrap()).into();
        let mut held: Vec<Peer> = (0..10).map(|_| half_a_client(address)).collect();
        let waiting: Vec<Peer> = (0..100)
            .map(|_| {
                let mut client = Peer::connect(address);
                client.send(&phrase("hola"));
                client
            })
            .collect();
        program.terminate();
        program.wait_for_error("no new clients", PATIENCE);
        for mut client in waiting {
            assert_eq!(client.orderly_rest(), phrase("HOLA"));
        }
        for client in &mut held {
            client.send(b"la");
            assert_eq!(client.orderly_rest(), phrase("HOLA"));
        }
        drop(held);
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    }

    /// Stops the server while it holds a conversation with `client`; when this
    /// returns, it takes no other.
    #[track_caller]
    fn stop(server: &Server, signal: fn(&Program), client: &Peer) {
        let connected = format!(" {}: connected", client.address());
        server.program.wait_for_error(&connected, PATIENCE);
        signal(&server.program);
        server.program.wait_for_error("no new clients", PATIENCE);
        // It says so a moment before the listener closes. Whoever comes in
        // between is accepted or reset, and leaves at once.
        let deadline = Instant::now() + PATIENCE;
        loop {
            match Peer::try_connect(server.address()) {
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => return,
                Err(_) | Ok(_) => assert!(Instant::now() < deadline, "it still listens"),
            }
        }
    }
}
