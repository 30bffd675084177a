//! stdout: the lines that the Java programs print.

use std::cell::RefCell;
use std::io::{self, Write as _};

use anyhow::Context as _;

/// Prints one or more whole lines in one write, so that those of several conversations do not mix:
/// these parts, and the end of the last line.
///
/// A closed pipe is no error: nobody reads on, and the conversation goes on all the same.
pub(super) fn print(parts: &[&str]) -> anyhow::Result<()> {
    thread_local! {
        static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    let written = TEXT.with_borrow_mut(|text| {
        text.clear();
        for part in parts {
            text.extend_from_slice(part.as_bytes());
        }
        text.push(b'\n');
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(text).and_then(|()| stdout.flush());
        text.shrink_to(KEPT);
        written
    });
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to stdout")
        }
        _ => Ok(()),
    }
}

/// So much memory a thread keeps for what it prints next.
const KEPT: usize = 64 * 1024;

/// As [`print`], for a server: it goes on serving if stdout fails.
pub(super) fn print_or_warn(parts: &[&str]) {
    if let Err(error) = print(parts) {
        tracing::warn!("{error:#}");
    }
}
