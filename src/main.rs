//! The `javawire` program: Rust ends for Java socket conversations.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
