//! Each command with a terminal for stderr: it says there what it says elsewhere, and no more.

use std::process::Command;

use crate::support::PATIENCE;
use crate::support::javawire;
use crate::support::peers::{Peer, listener, phrase};
use crate::support::process::say;
use crate::support::program::Program;

const STREAM: &str = "tests/streams/object-bean.ser";

/// A program whose stderr is a terminal of its own.
struct OnTerminal {
    /// Its stderr is what the terminal shows.
    program: Program,
    id: String,
}

impl OnTerminal {
    /// `None` where there is no `script` that could make a terminal.
    fn start(arguments: &[&str]) -> Option<OnTerminal> {
        let version = Command::new("script").arg("--version").output();
        if !version.is_ok_and(|version| version.stdout.windows(10).any(|w| w == b"util-linux")) {
            say("a terminal for stderr: `script` of util-linux makes one");
            return None;
        }
        let mut words = vec![javawire()];
        words.extend(arguments);
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        // Results go past the terminal, behind the number of the process.
        let inner = format!("echo $$ >&3; exec {} </dev/null >&3 3>&-", quoted.join(" "));
        let mut command = Command::new("sh");
        command
            .args([
                "-c",
                "exec script -qfec \"$0\" /dev/null 3>&1 >&2 </dev/null",
                &inner,
            ])
            .env("SHELL", "/bin/sh")
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR");
        let mut program = Program::start(&format!("javawire {}", arguments.join(" ")), command);
        let id = program.next_line();
        Some(OnTerminal { program, id })
    }

    fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.id]).status();
        assert!(killed.unwrap().success());
    }

    /// Returns how it ended, and the lines that the terminal shows.
    fn end(self) -> (Option<i32>, Vec<String>) {
        let ended = self.program.end();
        let shown = ended.stderr.iter();
        let shown = shown.map(|line| line.trim_end_matches('\r').to_owned());
        (ended.status.code(), shown.collect())
    }
}

#[track_caller]
fn assert_silent(arguments: &[&str]) {
    if let Some(program) = OnTerminal::start(arguments) {
        assert_eq!(program.end(), (Some(0), Vec::new()), "{arguments:?}");
    }
}

#[test]
fn commands_that_succeed_show_nothing() {
    for arguments in [
        &["dump", STREAM][..],
        &["decode", STREAM],
        &["decode", "--plain", STREAM],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["server", "phrase", "--help"],
        &["--version"],
    ] {
        assert_silent(arguments);
    }
    let json = Command::new(javawire())
        .args(["decode", STREAM])
        .output()
        .unwrap();
    let file = format!("{}/terminal.json", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&file, json.stdout).unwrap();
    assert_silent(&["encode", &file]);
}

#[test]
fn clients_show_nothing() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for (arguments, answer) in [
        (
            &["client", "phrase", "hola", "--connect", &address][..],
            phrase("HOLA"),
        ),
        (
            &["client", "greeting", "--connect", &address],
            b"\0\x05HELLO".to_vec(),
        ),
    ] {
        let Some(program) = OnTerminal::start(arguments) else {
            return;
        };
        let mut client = Peer::accept(&listener);
        client.send(&answer);
        client.rest();
        assert_eq!(program.end(), (Some(0), Vec::new()), "{arguments:?}");
    }
}

#[test]
fn servers_show_nothing_and_warnings_without_colours() {
    for (conversation, warnings) in [("phrase", 1), ("greeting", 0)] {
        for (option, lines) in [("--reuse-port", warnings), ("-q", 0)] {
            let arguments = ["server", conversation, "--listen", "127.0.0.1:0", option];
            let Some(mut terminal) = OnTerminal::start(&arguments) else {
                return;
            };
            let line = terminal.program.next_line();
            let port: u16 = line.rsplit(' ').next().unwrap().parse().unwrap();
            let mut client = Peer::connect(([127, 0, 0, 1], port));
            client.end();
            client.rest();
            if lines > 0 {
                terminal
                    .program
                    .wait_for_error(" WARN 127.0.0.1:", PATIENCE);
            }
            terminal.terminate();
            let (code, shown) = terminal.end();
            assert_eq!(code, Some(0), "{shown:?}");
            assert_eq!(shown.len(), lines, "{shown:?}");
            assert!(!shown.concat().contains('\x1B'), "{shown:?}");
        }
    }
}

#[test]
fn a_failure_is_one_line() {
    let taken = listener();
    let address = taken.local_addr().unwrap().to_string();
    let cases = [
        (
            &["server", "phrase", "--listen", &address][..],
            "cannot listen",
        ),
        (&["dump", "nowhere.ser"], "nowhere.ser"),
    ];
    for (arguments, why) in cases {
        let Some(program) = OnTerminal::start(arguments) else {
            return;
        };
        let (code, shown) = program.end();
        assert_eq!(code, Some(1), "{shown:?}");
        let [line] = &shown[..] else {
            panic!("one line: {shown:?}")
        };
        assert!(
            line.starts_with("javawire: ") && line.contains(why),
            "{line}"
        );
    }
}
