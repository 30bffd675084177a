//! The `javawire` program: Rust ends for Java socket conversations.

#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::unwrap_used))]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
