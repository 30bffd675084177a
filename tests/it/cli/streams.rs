//! stdin, stdout and stderr.

use std::io;
use std::process::{Command, Stdio};

use super::{PROMPT, SENDING, assert_failed, assert_succeeded, run, start};
use crate::support::ends::start_tcp_client;
use crate::support::peers::{HEADER, Peer, listener, phrase, string, with_server};
use crate::support::ports::FixedPort;
use crate::support::process::spawn;
use crate::support::program::Program;
use crate::support::{PATIENCE, javawire};

const HOLA: [&str; 3] = [PROMPT, SENDING, "La frase recibida es: HOLA"];

fn answer(mut client: Peer) {
    assert_eq!(client.receive(11), phrase("hola"));
    client.send(&phrase("HOLA"));
}

#[test]
fn the_header_is_sent_and_the_prompt_printed_before_anything_is_read() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let program = start(&["client", "phrase", "--connect", &address]);
    let mut client = Peer::accept(&listener);
    assert_eq!(client.receive(4), HEADER);
    program.wait_for_line(PROMPT, PATIENCE);
    assert_eq!(program.stdout(), [PROMPT]);

    program.send("ho");
    program.send("la\nadiós\n");
    assert_eq!(client.receive(7), string("hola"));
    program.wait_for_line(SENDING, PATIENCE);
    assert_eq!(program.stdout(), [PROMPT, SENDING]);

    client.send(&phrase("HOLA"));
    assert_succeeded(&program.end(), &HOLA);
}

/// As a terminal has it: the input does not end with the line.
#[test]
fn the_first_line_is_enough() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for end in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
        let ended = with_server(&listener, answer, || {
            let mut program = start(&["client", "phrase", "--connect", &address]);
            program.send(format!("hola{end}"));
            program.wait_exit(PATIENCE);
            program.end()
        });
        assert_succeeded(&ended, &HOLA);
    }
}

#[test]
fn an_input_without_a_line_fails_for_javas_reason() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let serve = |mut client: Peer| assert_eq!(client.rest(), HEADER);
    let ended = with_server(&listener, serve, || {
        run(&["client", "phrase", "--connect", &address])
    });
    let reason = assert_failed(&ended, &[PROMPT]);
    assert_eq!(
        reason,
        "no phrase to send: stdin ended before a line (No line found)"
    );

    let port = FixedPort::take(10_000);
    let listener = std::net::TcpListener::bind(("0.0.0.0", port.number())).unwrap();
    let serve = |mut client: Peer| assert_eq!(client.rest(), HEADER);
    let java = with_server(&listener, serve, || start_tcp_client().end());
    assert_eq!(java.status.code(), Some(1));
    assert_eq!(java.stdout, [PROMPT]);
    assert!(
        java.stderr[0].ends_with("java.util.NoSuchElementException: No line found"),
        "{java:?}"
    );
}

#[test]
fn quiet_and_verbose_change_stderr_alone() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let lines = |option: &[&str]| {
        let arguments = ["client", "phrase", "--connect", &address];
        let ended = with_server(&listener, answer, || {
            let program = start(&[&arguments[..], option].concat());
            program.send("hola\n");
            program.end()
        });
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(ended.stdout, HOLA);
        ended.stderr
    };
    assert_eq!(lines(&[]), [""; 0]);
    assert_eq!(lines(&["-q"]), [""; 0]);
    assert_eq!(lines(&["--quiet"]), [""; 0]);
    let verbose = lines(&["-v"]);
    assert!(verbose.len() == 1, "{verbose:?}");
    assert!(
        verbose[0].ends_with(&format!(" INFO connected to {address}")),
        "{verbose:?}"
    );
    assert_eq!(lines(&["--verbose"]).len(), 1);
    for more in [lines(&["-vv"]), lines(&["-v", "-v"])] {
        assert!(more.len() > 1, "{more:?}");
        assert!(
            more.iter().any(|line| line.contains(" bytes received")),
            "{more:?}"
        );
    }

    // Why it fails is said all the same, once.
    for option in ["-q", "-v"] {
        let serve = |mut client: Peer| assert_eq!(client.rest(), HEADER);
        let ended = with_server(&listener, serve, || {
            run(&["client", "phrase", "--connect", &address, option])
        });
        let reason = ended.stderr.last().unwrap();
        assert!(
            reason.starts_with("javawire: no phrase to send: "),
            "{reason}"
        );
        assert_eq!(ended.stderr.len(), if option == "-q" { 1 } else { 2 });
    }
}

#[test]
fn verbose_servers_tell_of_their_clients() {
    for (conversation, step) in [("phrase", "answered"), ("greeting", "greeted")] {
        let mut server = start(&["server", conversation, "--listen", "127.0.0.1:0", "-v"]);
        let line = server.next_line();
        let port: u16 = line.rsplit(' ').next().unwrap().parse().unwrap();
        let mut client = Peer::connect(([127, 0, 0, 1], port));
        if conversation == "phrase" {
            client.send(&phrase("hola"));
        }
        client.rest();
        let address = client.address();
        server.wait_for_error(&format!(" INFO {address}: {step}"), PATIENCE);
        let mut told = server.stop().stderr;
        let limit = told.remove(0);
        assert!(
            limit.contains(" INFO up to ") && limit.contains("files may be open"),
            "{limit}"
        );
        let expected = ["connected", step].map(|step| format!(" INFO {address}: {step}"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told.iter()
                .zip(&expected)
                .all(|(line, step)| line.ends_with(step)),
            "{told:?}"
        );
    }
}

/// A pipe that nobody reads any longer.
fn closed_pipe() -> Stdio {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn unheard(arguments: &[&str], stdout: Stdio) -> (Option<i32>, String) {
    let mut command = Command::new(javawire());
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(Stdio::piped());
    let output = spawn(&mut command).wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), stderr)
}

#[test]
fn a_closed_stdout_is_no_error() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let heard = with_server(&listener, answer, || {
        unheard(
            &["client", "phrase", "hola", "--connect", &address],
            closed_pipe(),
        )
    });
    assert_eq!(heard, (Some(0), String::new()));

    let greet = |mut client: Peer| client.send(b"\0\x05HELLO");
    let heard = with_server(&listener, greet, || {
        unheard(
            &["client", "greeting", "--connect", &address],
            closed_pipe(),
        )
    });
    assert_eq!(heard, (Some(0), String::new()));

    for option in ["--help", "--version"] {
        let heard = unheard(&["client", "greeting", option], closed_pipe());
        assert_eq!(heard, (Some(0), String::new()), "{option}");
    }
}

/// A result that is lost otherwise is an error.
#[test]
#[cfg(target_os = "linux")]
fn a_stdout_that_is_full_is_an_error() {
    let full = || Stdio::from(std::fs::File::create("/dev/full").unwrap());
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let greet = |mut client: Peer| client.send(b"\0\x05HELLO");
    let (code, stderr) = with_server(&listener, greet, || {
        unheard(&["client", "greeting", "--connect", &address], full())
    });
    assert_eq!(code, Some(1));
    assert!(
        stderr.starts_with("javawire: cannot write to stdout: No space left"),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");

    for asked in [
        &["--help"][..],
        &["help"],
        &["--version"],
        &["dump", "-h"],
        &["man"],
    ] {
        let (code, stderr) = unheard(asked, full());
        assert_eq!(code, Some(1), "{asked:?}");
        let full = "javawire: cannot write to stdout: No space left";
        assert!(stderr.starts_with(full), "{asked:?}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{asked:?}: {stderr}");
    }

    let (code, stderr) = unheard(&["server", "greeting", "--listen", "127.0.0.1:0"], full());
    assert_eq!(code, Some(1), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

/// A line that no keyboard would hold is read to its end; what it cannot hold is said so.
#[test]
fn bytes_that_are_no_text_are_sent_as_java_sends_them() {
    let port = FixedPort::take(10_000);
    let listener = std::net::TcpListener::bind(("0.0.0.0", port.number())).unwrap();
    let typed = b"a\xFF\xC3(\xED\xA0\x80\xF0\x9F\x98b\xEF\xBB\xBFc\x00\x0B\x0C\x1C\n";
    let sent = |program: &dyn Fn() -> Program| {
        let (done, sent) = std::sync::mpsc::channel();
        let serve = move |mut client: Peer| {
            let mut bytes = client.receive(7);
            let length = usize::from(u16::from_be_bytes([bytes[5], bytes[6]]));
            bytes.extend(client.receive(length));
            client.send(&phrase("HOLA"));
            done.send(bytes).unwrap();
        };
        let ended = with_server(&listener, serve, || {
            let program = program();
            program.send(typed);
            program.end()
        });
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        ((sent.recv().unwrap(), ended.stdout), ended.stderr)
    };
    let (java, _) = sent(&start_tcp_client);
    let (ours, told) = sent(&|| start(&["client", "phrase"]));
    assert_eq!(ours, java);
    let [told] = &told[..] else {
        panic!("one line: {told:?}")
    };
    assert!(told.contains("stdin is not all UTF-8"), "{told}");
}

/// As the tests rely on: who plays a server must not wait for ever.
#[test]
#[should_panic(expected = "had not connected: 7")]
fn a_client_that_never_connects_fails_its_test() {
    with_server(&listener(), |_| {}, || 7);
}
