//! stderr: one line for each thing a person may have to act on.

use std::io::{self, IsTerminal as _};

use tracing::level_filters::LevelFilter;

use super::Common;

/// Sends diagnostics to stderr, as many as the options ask for.
pub(super) fn init(options: &Common) {
    let level = match (options.quiet, options.verbose) {
        (true, _) => LevelFilter::OFF,
        (false, 0) => LevelFilter::WARN,
        (false, 1) => LevelFilter::INFO,
        (false, _) => LevelFilter::DEBUG,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .log_internal_errors(false)
        .init();
}
