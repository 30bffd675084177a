//! Ctrl-C and SIGTERM, in a client. Windows has no signals that one program
//! could send another so.

#![cfg(unix)]

use std::time::{Duration, Instant};

use super::{PROMPT, SENDING, assert_failed, assert_succeeded, start};
use crate::support::PATIENCE;
use crate::support::peers::{HEADER, Peer, listener, phrase};
use crate::support::process::interrupt;
use crate::support::program::Program;

const SIGNALS: [fn(&Program); 2] = [Program::terminate, interrupt];

#[test]
fn a_signal_at_the_prompt_ends_the_program() {
    for signal in SIGNALS {
        let listener = listener();
        let address = listener.local_addr().unwrap().to_string();
        let mut program = start(&["client", "phrase", "--connect", &address, "--grace", "600"]);
        let mut client = Peer::accept(&listener);
        program.wait_for_line(PROMPT, PATIENCE);
        signal(&program);
        program.wait_exit(PATIENCE);
        assert_succeeded(&program.end(), &[PROMPT]);
        assert_eq!(client.rest(), HEADER);
    }
}

#[test]
fn an_answer_within_the_grace_is_printed() {
    for signal in SIGNALS {
        let listener = listener();
        let address = listener.local_addr().unwrap().to_string();
        let program = start(&[
            "client",
            "phrase",
            "hola",
            "--connect",
            &address,
            "--grace",
            "600",
        ]);
        let mut client = Peer::accept(&listener);
        assert_eq!(client.receive(11), phrase("hola"));
        signal(&program);
        // A person who pressed Ctrl-C would wonder at a program that says nothing and goes on.
        let said = program.wait_for_error("waiting 600s for the answer", PATIENCE);
        assert!(said.contains("another signal"), "{said}");
        client.send(&phrase("HOLA"));
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(ended.stdout, [SENDING, "La frase recibida es: HOLA"]);
    }
}

#[test]
fn a_greeting_within_the_grace_is_printed() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let program = start(&["client", "greeting", "--connect", &address, "-v"]);
    let mut client = Peer::accept(&listener);
    // It has no more to say than that it is there; half a greeting shows no more.
    program.wait_for_error("connected to", PATIENCE);
    client.send(b"\0\x05HE");
    signal_while_waiting(&program);
    client.send(b"LLO");
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(ended.stdout, ["HELLO"]);
}

#[test]
fn without_an_answer_it_fails_after_the_grace() {
    const GRACE: Duration = Duration::from_millis(300);

    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let mut program = start(&[
        "client",
        "phrase",
        "hola",
        "--connect",
        &address,
        "--grace",
        "0.3",
    ]);
    let mut client = Peer::accept(&listener);
    client.receive(11);
    let signalled = Instant::now();
    program.terminate();
    program.wait_exit(PATIENCE);
    assert!(signalled.elapsed() >= GRACE);
    let mut ended = program.end();
    let said = ended.stderr.remove(0);
    assert!(said.contains("waiting 300ms for the answer"), "{said}");
    let reason = assert_failed(&ended, &[SENDING]);
    assert_eq!(reason, "stopped by a signal: no answer within 300ms");
}

#[test]
fn a_second_signal_ends_the_waiting() {
    for waits_a_second in [false, true] {
        let listener = listener();
        let address = listener.local_addr().unwrap().to_string();
        let mut program = start(&[
            "client",
            "phrase",
            "hola",
            "--connect",
            &address,
            "--grace",
            "600",
            "-v",
        ]);
        let mut client = Peer::accept(&listener);
        client.receive(11);
        let signalled = Instant::now();
        signal_while_waiting(&program);
        if waits_a_second {
            // Until then it is the first one again.
            while !program.has_ended() {
                program.terminate();
                assert!(signalled.elapsed() < PATIENCE);
            }
            assert!(signalled.elapsed() >= Duration::from_secs(1));
        } else {
            interrupt(&program);
        }
        program.wait_exit(PATIENCE);
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert_eq!(ended.stdout, [SENDING]);
        let reason = ended.stderr.last().unwrap();
        assert_eq!(reason, "javawire: stopped at once by a second signal");
    }
}

fn signal_while_waiting(program: &Program) {
    program.terminate();
    program.wait_for_error("for the answer", PATIENCE);
}
