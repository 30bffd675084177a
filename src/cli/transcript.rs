//! stdout: the lines that the Java programs print.

use std::io::{self, Write as _};

use anyhow::Context as _;

/// Prints whole lines in one write, so that those of several conversations do not mix.
///
/// A closed pipe is no error: nobody reads on, and the conversation goes on all the same.
pub(super) fn print(lines: &[&str]) -> anyhow::Result<()> {
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to stdout")
        }
        _ => Ok(()),
    }
}

/// As [`print`], for a server: it goes on serving if stdout fails.
pub(super) fn print_or_warn(lines: &[&str]) {
    if let Err(error) = print(lines) {
        tracing::warn!("{error:#}");
    }
}
