//! stderr: one line for each thing a person may have to act on.
//!
//! * `stderr.rs`: lines that wait for whoever reads them
//! * `text.rs`: how they are written for people

mod stderr;
mod text;

use std::borrow::Cow;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::Value;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};

/// How long the end of the program waits for a stderr that nobody reads.
const PATIENCE: Duration = Duration::from_secs(2);

static IS_QUIET: AtomicBool = AtomicBool::new(false);
static IS_JSON: AtomicBool = AtomicBool::new(false);

/// How much is said on stderr: options of every command, before it and behind it.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Verbosity {
    /// Say nothing on stderr but why the program ends
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        display_order = 900
    )]
    quiet: bool,
    /// Say more on stderr; twice for more still
    #[arg(short, long, global = true, action = clap::ArgAction::Count, display_order = 901)]
    verbose: u8,
}

impl Verbosity {
    /// Whether both were asked for, one before a command and the other after it.
    pub(super) fn is_contradictory(self) -> bool {
        self.quiet && self.verbose > 0
    }

    /// Has all of the program say this much.
    pub(super) fn set(self) {
        IS_QUIET.store(self.quiet, Ordering::Relaxed);
    }

    fn level(self) -> LevelFilter {
        match (self.quiet, self.verbose) {
            (true, _) => LevelFilter::OFF,
            (false, 0) => LevelFilter::WARN,
            (false, 1) => LevelFilter::INFO,
            (false, _) => LevelFilter::DEBUG,
        }
    }
}

/// Sends what a server or client tells to stderr, in lines that hold nobody up.
pub(super) fn init(verbosity: Verbosity, format: Format) {
    IS_JSON.store(matches!(format, Format::Json), Ordering::Relaxed);
    stderr::queue_lines();
    let lines = tracing_subscriber::fmt()
        .with_max_level(verbosity.level())
        .with_writer(|| stderr::Line)
        .with_ansi(false)
        .with_target(false)
        .log_internal_errors(false);
    match format {
        Format::Text => lines.fmt_fields(text::PeerFirst).init(),
        Format::Json => lines.json().flatten_event(true).init(),
    }
}

/// How lines on stderr are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// An object in each line, for programs
    Json,
}

/// Returns how many lines have been dropped since nobody read them.
pub(super) fn dropped_lines() -> u64 {
    stderr::dropped()
}

/// Says something beside the result of a command, unless it is to be quiet.
pub(super) fn note(text: &str) {
    if !IS_QUIET.load(Ordering::Relaxed) {
        // Where stderr is closed there is nobody left to tell.
        let _ = writeln!(std::io::stderr(), "javawire: {}", one_line(text));
    }
}

/// Says what a program does from now on, or has done, unless it is to be quiet: the lines of
/// who prints results alone on stdout.
pub(super) fn announce(text: &str) {
    if IS_QUIET.load(Ordering::Relaxed) {
        return;
    }
    let line = if IS_JSON.load(Ordering::Relaxed) {
        as_object("INFO", text)
    } else {
        one_line(text).into_owned()
    };
    // It waits in line with the others, and is dropped as they are.
    let _ = stderr::Line.write_all((line + "\n").as_bytes());
}

/// Says lines that are fit for a terminal already.
pub(super) fn say_as_it_is(lines: &str) {
    // Where stderr is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "{lines}");
}

/// Says why the program ends, after all that was said before.
pub(super) fn end(failure: Option<&anyhow::Error>) {
    let line = failure.map_or(String::new(), |error| {
        let reason = format!("{error:#}");
        let line = if IS_JSON.load(Ordering::Relaxed) {
            as_object("ERROR", &reason)
        } else {
            format!("javawire: {}", one_line(&reason))
        };
        line + "\n"
    });
    stderr::end_with(line.as_bytes(), PATIENCE);
}

/// Returns an object with the members that each line has.
fn as_object(level: &str, message: &str) -> String {
    let mut timestamp = String::new();
    // Writing to a string does not fail; a clock may be before its beginning.
    let _ = SystemTime.format_time(&mut Writer::new(&mut timestamp));
    let members = [
        ("timestamp", &timestamp[..]),
        ("level", level),
        ("message", message),
    ];
    let members = members.map(|(name, value)| format!("\"{name}\":{}", Value::from(value)));
    format!("{{{}}}", members.join(","))
}

/// Returns `text` fit for one line: what a terminal would obey is escaped. An argument may hold any.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    javawire::inspect::visible(text)
}
