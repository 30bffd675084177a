//! Where things are, and how a benchmark ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Error;

/// Returns the top of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns where the streams are, and where the results go.
pub(crate) fn directory() -> PathBuf {
    root().join("target").join("bench")
}

/// Prints the report, and writes it to this file of the directory.
pub(crate) fn publish(report: &str, file: &str) -> Result<(), Error> {
    let path = directory().join(file);
    fs::create_dir_all(directory())?;
    fs::write(&path, report)?;
    println!("{report}");
    eprintln!("bench: this is also in {}", path.display());
    Ok(())
}

/// Returns what the program ends with; an error is printed.
pub(crate) fn exit_code(outcome: Result<(), Error>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}
