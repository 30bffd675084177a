//! The other end of a worker's lines.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::Error;
use crate::machine;

/// How long a worker may take for one answer. What takes longer fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// A worker. It ends when this is dropped.
pub(crate) struct Worker {
    process: Child,
    input: ChildStdin,
    answers: Receiver<String>,
    complaints: Option<JoinHandle<String>>,
}

impl Worker {
    /// Starts it.
    pub(crate) fn start(mut command: Command) -> Result<Self, Error> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let input = process.stdin.take().ok_or("no input")?;
        let output = process.stdout.take().ok_or("no output")?;
        let mut errors = process.stderr.take().ok_or("no errors")?;
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            // What came before it failed is all there is to show.
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Ok(Worker {
            process,
            input,
            answers,
            complaints: Some(complaints),
        })
    }

    /// Says `line` and returns what follows `ok` in the answer, or else why there is none.
    pub(crate) fn ask(&mut self, line: &str) -> Result<String, String> {
        // A worker that has died is noticed below.
        let _ = writeln!(self.input, "{line}");
        match self.answers.recv_timeout(PATIENCE) {
            Ok(answer) => match answer.split_once(' ') {
                _ if answer == "ok" => Ok(String::new()),
                Some(("ok", rest)) => Ok(rest.to_owned()),
                Some(("fails", reason)) => Err(reason.to_owned()),
                _ => Err(answer),
            },
            Err(RecvTimeoutError::Timeout) => {
                Err(format!("no answer within {} s", PATIENCE.as_secs()))
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.cause_of_death()),
        }
    }

    /// Returns the most bytes of memory it has held since it started or since
    /// [`forget_peak`](Self::forget_peak), where the system tells.
    pub(crate) fn peak(&self) -> Option<u64> {
        machine::peak_of(self.process.id())
    }

    /// Counts the peak from now on. Returns whether the system can.
    pub(crate) fn forget_peak(&self) -> bool {
        machine::forget_peak_of(self.process.id())
    }

    fn cause_of_death(&mut self) -> String {
        let status = match self.process.wait() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        let complaints = self.complaints.take().map(JoinHandle::join);
        let complaints = complaints.and_then(Result::ok).unwrap_or_default();
        let said = ["stack", "memory"].iter().find_map(|word| {
            let mut lines = complaints.lines();
            lines.find(|line| line.contains(word))
        });
        match said.or(complaints.lines().next()) {
            // The rest of that line changes from run to run.
            Some(line) if line.contains("has overflowed its stack") => {
                format!("it overflows its stack ({status})")
            }
            Some(line) => format!("{} ({status})", line.trim()),
            None => status,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
