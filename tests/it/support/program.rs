//! A child process, watched line by line and never left behind.

use std::fmt::{self, Write as _};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::PATIENCE;
use super::lines::shortened;

/// A running program. Dropping it kills it and waits for its end.
pub struct Program {
    name: String,
    child: Child,
    keyboard: Option<Sender<Vec<u8>>>,
    seen: Arc<Shared>,
    /// How many lines of stdout `next_line` has returned.
    taken: usize,
}

/// A program that has ended: how, and all that it printed.
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: Vec<String>,
    pub stderr: Vec<String>,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

#[derive(Default)]
struct Seen {
    stdout: Stream,
    stderr: Stream,
}

#[derive(Default)]
struct Stream {
    lines: Vec<String>,
    ended: bool,
}

/// What a look at the output tells about the thing waited for.
enum Look<T> {
    Here(T),
    NotYet,
    Never,
}

static STARTING: Mutex<()> = Mutex::new(());

/// Returns a guard: until it is dropped, no program is being started.
///
/// A program that is being started holds, for a moment, copies of the sockets
/// that any thread of the test has open, so that a listener closed in that
/// moment still listens. Who needs a port to be free takes the guard first.
pub fn no_program_starting() -> MutexGuard<'static, ()> {
    STARTING.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Program {
    /// Starts `command`; `name` is what failures call it.
    pub fn start(name: &str, command: Command) -> Program {
        Self::start_with_stdin(name, command, Stdio::piped())
    }

    /// As [`Program::start`], with something else than a keyboard, unless it is a pipe.
    pub fn start_with_stdin(name: &str, mut command: Command, stdin: Stdio) -> Program {
        command
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let starting = no_program_starting();
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {:?}: {error}", command.get_program()));
        drop(starting);
        let seen = Arc::new(Shared::default());
        watch(child.stdout.take().unwrap(), &seen, |seen| &mut seen.stdout);
        watch(child.stderr.take().unwrap(), &seen, |seen| &mut seen.stderr);

        let stdin = child.stdin.take();
        let (keyboard, typed) = mpsc::channel::<Vec<u8>>();
        // On a thread, because a program that reads nothing must not hold up the test.
        thread::spawn(move || {
            let Some(mut stdin) = stdin else { return };
            for bytes in typed {
                // A program that has ended reads no more; what it did tells the test.
                if stdin
                    .write_all(&bytes)
                    .and_then(|()| stdin.flush())
                    .is_err()
                {
                    return;
                }
            }
        });
        Program {
            name: name.to_owned(),
            child,
            keyboard: Some(keyboard),
            seen,
            taken: 0,
        }
    }

    /// Returns the process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Types these bytes.
    pub fn send(&self, bytes: impl Into<Vec<u8>>) {
        let keyboard = self.keyboard.as_ref().expect("the input has not ended");
        // Fails when the program has ended, as the next wait will tell.
        let _ = keyboard.send(bytes.into());
    }

    /// Ends the input, once all that was typed has gone out.
    pub fn end_of_input(&mut self) {
        self.keyboard = None;
    }

    /// Returns the next line of stdout: each call the one after.
    #[track_caller]
    pub fn next_line(&mut self) -> String {
        let at = self.taken;
        self.taken += 1;
        self.wait(PATIENCE, &format!("line {} of stdout", at + 1), |seen| {
            seen.stdout.look(|lines| lines.get(at).cloned())
        })
    }

    /// Returns the first line of stdout that contains `pattern`.
    #[track_caller]
    pub fn wait_for_line(&self, pattern: &str, timeout: Duration) -> String {
        self.wait(timeout, &format!("{pattern:?} on stdout"), |seen| {
            seen.stdout.look(|lines| first_with(lines, pattern))
        })
    }

    /// Returns the first line of stderr that contains `pattern`.
    #[track_caller]
    pub fn wait_for_error(&self, pattern: &str, timeout: Duration) -> String {
        self.wait(timeout, &format!("{pattern:?} on stderr"), |seen| {
            seen.stderr.look(|lines| first_with(lines, pattern))
        })
    }

    /// Waits for a line of stdout, or its end. Whether there is a line.
    pub fn prints_a_line(&self) -> bool {
        self.wait(PATIENCE, "a line of stdout", |seen| {
            if seen.stdout.lines.is_empty() && !seen.stdout.ended {
                Look::NotYet
            } else {
                Look::Here(!seen.stdout.lines.is_empty())
            }
        })
    }

    /// Whether the program has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until stdout has had this very line so many times.
    #[track_caller]
    pub fn wait_for_times(&self, times: usize, line: &str, timeout: Duration) {
        self.wait(
            timeout,
            &format!("{line:?}, {times} times, on stdout"),
            |seen| {
                let found = |lines: &[String]| lines.iter().filter(|found| *found == line).count();
                seen.stdout
                    .look(|lines| (found(lines) >= times).then_some(()))
            },
        );
    }

    /// Waits until stdout has at least this many lines.
    #[track_caller]
    pub fn wait_for_lines(&self, count: usize, timeout: Duration) {
        self.wait(timeout, &format!("{count} lines of stdout"), |seen| {
            seen.stdout
                .look(|lines| (lines.len() >= count).then_some(()))
        });
    }

    /// Waits until the program ends by itself, and returns its status.
    #[track_caller]
    pub fn wait_exit(&mut self, timeout: Duration) -> ExitStatus {
        let deadline = Instant::now() + timeout;
        self.wait_for_the_outputs_to_end(timeout);
        // The outputs close a moment before the process can be reaped.
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if Instant::now() >= deadline {
                self.fail("closed its outputs but does not end");
            }
            thread::yield_now();
        }
    }

    /// Ends the input, waits until the program ends by itself, and returns all of it.
    #[track_caller]
    pub fn end(mut self) -> Ended {
        self.end_of_input();
        let status = self.wait_exit(PATIENCE);
        self.ended(status)
    }

    /// As [`Program::end`]; returns stdout of a program that must succeed.
    #[track_caller]
    pub fn succeed(mut self) -> Vec<String> {
        self.end_of_input();
        let status = self.wait_exit(PATIENCE);
        if !status.success() {
            self.fail(&status.to_string());
        }
        self.ended(status).stdout
    }

    /// Kills the program, for one that never ends by itself, and returns all of it.
    #[track_caller]
    pub fn stop(mut self) -> Ended {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let status = self.child.wait().unwrap();
        self.wait_for_the_outputs_to_end(PATIENCE);
        self.ended(status)
    }

    /// Sends SIGTERM.
    #[cfg(unix)]
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(
            status.success(),
            "kill -TERM {id} ({}): {status}",
            self.name
        );
    }

    /// Returns what stdout has so far.
    pub fn stdout(&self) -> Vec<String> {
        self.look(|seen| seen.stdout.lines.clone())
    }

    /// Returns what stderr has so far.
    pub fn stderr(&self) -> Vec<String> {
        self.look(|seen| seen.stderr.lines.clone())
    }

    fn ended(&self, status: ExitStatus) -> Ended {
        Ended {
            status,
            stdout: self.stdout(),
            stderr: self.stderr(),
        }
    }

    fn look<T>(&self, look: impl FnOnce(&Seen) -> T) -> T {
        look(
            &self
                .seen
                .seen
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    #[track_caller]
    fn wait_for_the_outputs_to_end(&self, timeout: Duration) {
        self.wait(timeout, "the end of its outputs", |seen| {
            if seen.stdout.ended && seen.stderr.ended {
                Look::Here(())
            } else {
                Look::NotYet
            }
        });
    }

    #[track_caller]
    fn wait<T>(&self, timeout: Duration, what: &str, look: impl Fn(&Seen) -> Look<T>) -> T {
        let deadline = Instant::now() + timeout;
        let mut seen = self
            .seen
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        loop {
            let why = match look(&seen) {
                Look::Here(found) => return found,
                Look::Never => Some("ended without".to_owned()),
                Look::NotYet if Instant::now() >= deadline => {
                    Some(format!("waited {} s for", timeout.as_secs()))
                }
                Look::NotYet => None,
            };
            if let Some(why) = why {
                drop(seen);
                self.fail(&format!("{why} {what}"));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let waited = self.seen.changed.wait_timeout(seen, left);
            seen = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    #[track_caller]
    fn fail(&self, why: &str) -> ! {
        let (stdout, stderr) = (self.stdout(), self.stderr());
        panic!("{}: {why}{}", self.name, both(&stdout, &stderr));
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl fmt::Debug for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.status, both(&self.stdout, &self.stderr))
    }
}

impl Stream {
    fn look<T>(&self, found: impl FnOnce(&[String]) -> Option<T>) -> Look<T> {
        match found(&self.lines) {
            Some(found) => Look::Here(found),
            None if self.ended => Look::Never,
            None => Look::NotYet,
        }
    }
}

/// Both outputs, fit for a message.
fn both(stdout: &[String], stderr: &[String]) -> String {
    let mut text = String::new();
    for (title, lines) in [("stdout", stdout), ("stderr", stderr)] {
        let _ = write!(text, "\n--- {title}, {} lines", lines.len());
        for line in lines {
            let _ = write!(text, "\n{}", shortened(line));
        }
    }
    text
}

fn first_with(lines: &[String], pattern: &str) -> Option<String> {
    lines.iter().find(|line| line.contains(pattern)).cloned()
}

fn watch(
    from: impl Read + Send + 'static,
    seen: &Arc<Shared>,
    stream: fn(&mut Seen) -> &mut Stream,
) {
    let seen = Arc::clone(seen);
    let mut from = BufReader::new(from);
    thread::spawn(move || {
        loop {
            let mut line = Vec::new();
            let more = matches!(from.read_until(b'\n', &mut line), Ok(1..));
            let mut seen_now = seen.seen.lock().unwrap_or_else(PoisonError::into_inner);
            let stream = stream(&mut seen_now);
            if more {
                stream.lines.push(text_of(line));
            } else {
                stream.ended = true;
            }
            seen.changed.notify_all();
            if !more {
                return;
            }
        }
    });
}

/// The line without its end. What is no line of UTF-8 must not pass for one.
fn text_of(mut line: Vec<u8>) -> String {
    let terminated = line.pop_if(|byte| *byte == b'\n').is_some();
    if cfg!(windows) {
        line.pop_if(|byte| *byte == b'\r');
    }
    let text = String::from_utf8(line)
        .unwrap_or_else(|error| format!("<not UTF-8> {}", error.as_bytes().escape_ascii()));
    if terminated {
        text
    } else {
        text + "<no end of line>"
    }
}
