//! The `javawire` program: Rust ends for Java socket conversations.

#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::unwrap_used))]

mod cli;

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where stderr is closed there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "javawire: {error:#}");
            ExitCode::FAILURE
        }
    }
}
