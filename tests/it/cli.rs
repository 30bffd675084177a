//! The command line: what it prints where, its exit codes, and clients whose servers misbehave.
//!
//! - `help`: `--help`, `--version`, and option values that are refused
//! - `phrase`: `client phrase` beside TCPClient, both with the same bad servers
//! - `amid`: streams amid text, and what is said of text that is none
//! - `captures`: streams in texts, compressed, amid other bytes, without their beginning
//! - `said`: bytes that could be a text, too, and were said to be something else
//! - `dump`: a stream as a listing, while it arrives
//! - `missing_fields`: classes that do not write their fields
//! - `packets`: captures of packets, and recordings
//! - `manual`: completions and the manual page
//! - `reading`: a file, stdin or a keyboard
//! - `greeting`: `client greeting` beside Client, the same way
//! - `streams`: stdin, stdout and stderr
//! - `waiting`: how long clients wait, and servers that are others than they think
//! - `terminal`: each command with a terminal for stderr
//! - `signals`: Ctrl-C and SIGTERM

mod amid;
mod captures;
mod dump;
mod greeting;
mod help;
mod manual;
mod missing_fields;
mod packets;
mod phrase;
mod reading;
mod said;
mod signals;
mod streams;
#[cfg(unix)]
mod terminal;
mod waiting;

use std::process::Command;

use crate::support::javawire;
use crate::support::program::{Ended, Program};

const PROMPT: &str = "Introduce la frase a enviar en minúsculas";
const SENDING: &str = "Se envia la frase hola";

fn start(arguments: &[&str]) -> Program {
    let mut command = Command::new(javawire());
    command.args(arguments);
    Program::start(&format!("javawire {}", arguments.join(" ")), command)
}

/// Runs the program to its end, with nothing to read.
fn run(arguments: &[&str]) -> Ended {
    start(arguments).end()
}

/// Makes sure of a failure: exit code 1, and one line that says why.
#[track_caller]
fn assert_failed<'a>(ended: &'a Ended, stdout: &[&str]) -> &'a str {
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert_eq!(ended.stdout, stdout, "{ended:?}");
    let [line] = &ended.stderr[..] else {
        panic!("one line: {ended:?}")
    };
    let reason = line.strip_prefix("javawire: ");
    let reason = reason.unwrap_or_else(|| panic!("whose line is this? {line}"));
    assert!(!reason.contains(char::is_control), "{reason:?}");
    reason
}

#[track_caller]
fn assert_succeeded(ended: &Ended, stdout: &[&str]) {
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(ended.stdout, stdout, "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
}
