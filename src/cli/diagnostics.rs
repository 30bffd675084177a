//! stderr: one line for each thing a person may have to act on.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};

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
        .with_writer(|| EventWriter)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .log_internal_errors(false)
        .init();
}

/// Returns `text` fit for one line: control characters escaped. A peer may call
/// its class whatever it likes, and must not write lines of its own with it.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, char::is_control)
}

/// stderr, one event at a time.
struct EventWriter;

impl Write for EventWriter {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = text.strip_suffix('\n').unwrap_or(&text);
        // The colours of a terminal are the formatter's; it escapes those of a message itself.
        let line = escaped(line, |c| c.is_control() && c != '\x1B');
        io::stderr().write_all(format!("{line}\n").as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn escaped(text: &str, is_unfit: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unfit(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}
