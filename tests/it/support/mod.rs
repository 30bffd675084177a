//! What the tests against the JVM share: programs to run, ports, a recorder, inputs.
//!
//! - `java`: the JVM, and the compiled classes it runs
//! - `program`: a child process, watched line by line and never left behind
//! - `ends`: the eight programs of the two conversations, and our Java drivers
//! - `library`: Rust ends made with the library
//! - `ports`: the two port numbers that stand in the Java classes
//! - `recorder`: a pass-through that keeps the bytes
//! - `recording`: what the tap keeps
//! - `tap`: the program that passes through
//! - `texts`: the phrases and greetings, with their upper case
//! - `lines`: what the Java programs print

pub mod ends;
pub mod java;
#[cfg(feature = "server")]
pub mod library;
pub mod lines;
pub mod peers;
pub mod ports;
pub mod process;
pub mod program;
#[cfg(feature = "server")]
pub mod recorder;
#[cfg(feature = "record")]
pub mod recording;
pub mod streams;
pub mod tap;
pub mod texts;

use std::sync::LazyLock;
use std::time::Duration;

/// How long a test waits for what must happen: far longer than it ever takes.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Returns whether every case is tried: `make test-all`, and CI. Else a sample of the largest
/// sets, for a result within three minutes.
pub fn tries_all() -> bool {
    std::env::var_os("JAVAWIRE_TEST_ALL").is_some()
}

/// Returns every case, or of a sample one in `step`.
pub fn sample<T>(cases: impl IntoIterator<Item = T>, step: usize) -> impl Iterator<Item = T> {
    let step = if tries_all() { 1 } else { step };
    cases.into_iter().step_by(step)
}

/// Returns the path of the `javawire` program: that which `JAVAWIRE` names, or else the one
/// that was built with the tests.
pub fn javawire() -> &'static str {
    static NAMED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("JAVAWIRE").ok());
    // Without the program the tests still compile, so that all can be linted.
    match NAMED.as_deref().or(option_env!("CARGO_BIN_EXE_javawire")) {
        Some(path) => path,
        None => panic!("this test runs the javawire program: build it with the feature `cli`"),
    }
}
