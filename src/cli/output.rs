//! stdout of the commands that print as long as there is something to read.

use std::io::{self, Write as _};

use anyhow::Context as _;

/// Returns `None` where writing to stdout failed because nobody reads on, as with `| head`:
/// that is not an error, and ends the command.
///
/// # Errors
///
/// If writing failed for another reason.
pub(super) fn unless_closed<T>(written: io::Result<T>) -> anyhow::Result<Option<T>> {
    match written {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(None),
        Err(error) => Err(error).context("cannot write to stdout"),
    }
}

/// Prints the help or the version that was asked for.
///
/// # Errors
///
/// If writing failed, unless nobody reads on.
pub(super) fn help(text: &clap::Error) -> anyhow::Result<()> {
    let printed = text.print().and_then(|()| io::stdout().flush());
    unless_closed(printed).map(|_| ())
}
