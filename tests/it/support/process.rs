//! What the operating system does to a program, and knows of it.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use crate::support::javawire;
use crate::support::program::{Program, no_program_starting};

/// Sends SIGINT, as Ctrl-C does.
#[cfg(unix)]
pub fn interrupt(program: &Program) {
    let id = program.id().to_string();
    let _starting = no_program_starting();
    let status = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(status.success(), "kill -INT {id}: {status}");
}

/// Says, past the test runner's capture, what this machine cannot show.
pub fn say(what: &str) {
    let _ = writeln!(io::stderr(), "NOT TESTED HERE: {what}");
}

/// Returns a size that Linux keeps of a process, in bytes: `VmRSS` is what it
/// has in memory, `VmHWM` the most it ever had. Elsewhere says so and returns `None`.
pub fn memory(id: u32, which: &str) -> Option<u64> {
    if !cfg!(target_os = "linux") {
        say(&format!("{which} of a process is known on Linux alone"));
        return None;
    }
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let kilobytes = status.lines().find_map(|line| {
        let value = line.strip_prefix(which)?.strip_prefix(':')?;
        value.trim().strip_suffix(" kB")?.parse::<u64>().ok()
    });
    let kilobytes = kilobytes.unwrap_or_else(|| panic!("no {which} in\n{status}"));
    Some(kilobytes * 1024)
}

/// Starts `command` while nobody relies on a port being free.
pub fn spawn(command: &mut Command) -> Child {
    let _starting = no_program_starting();
    command.spawn().unwrap()
}

/// A program whose stdout, or stderr, nobody reads any longer. Dropping it kills it.
pub struct Unheard {
    pub child: Child,
}

impl Unheard {
    /// Starts a server whose stdout and stderr are pipes, for who reads them line by line, or does not.
    pub fn server(options: &[&str]) -> Unheard {
        let mut command = Command::new(javawire());
        command
            .args(["server", "phrase", "--listen", "127.0.0.1:0"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Unheard {
            child: spawn(&mut command),
        }
    }

    /// Starts `command`, and closes the pipe once it has printed `lines` lines, which are returned.
    pub fn start(mut command: Command, lines: usize) -> (Unheard, Vec<String>) {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = spawn(&mut command);
        let mut unheard = Unheard { child };
        let stdout = BufReader::new(unheard.child.stdout.take().unwrap());
        let lines = stdout.lines().take(lines).map(Result::unwrap).collect();
        (unheard, lines)
    }
}

impl Drop for Unheard {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
