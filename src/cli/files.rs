//! The files that the system lets the program open.

use std::fs::File;
use std::io;

use anyhow::bail;

/// What the runtime, signals and a resolver need, and a connection.
pub(super) const FOR_A_CLIENT: u64 = 12;

/// Raises the limit of open files as far as may be. Returns it, if it is known.
pub(super) fn raise() -> Option<u64> {
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => Some(files),
        Err(error) => {
            tracing::warn!("cannot raise the limit of open files: {error}");
            None
        }
    }
}

/// Returns nothing if this many more files can be opened at once.
///
/// # Errors
///
/// That they cannot, and what to do. It would not do to find out later: the runtime panics over a
/// file that it cannot open.
pub(super) fn demand(needed: u64) -> anyhow::Result<()> {
    // Where there is no such limit there is nothing to find out.
    if !cfg!(unix) {
        return Ok(());
    }
    let mut opened = Vec::new();
    for count in 0..needed {
        match File::open("/dev/null") {
            Ok(file) => opened.push(file),
            Err(error) if is_for_want_of_files(&error) => bail!(
                "only {count} more files can be opened, and {needed} are needed: raise the limit \
                 with `ulimit -n`"
            ),
            // There is no such file here: then nothing is known.
            Err(_) => return Ok(()),
        }
    }
    Ok(())
}

/// Whether the process (EMFILE) or the whole system (ENFILE) has as many files open as allowed.
fn is_for_want_of_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(23 | 24))
}
