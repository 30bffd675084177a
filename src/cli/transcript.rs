//! stdout: the lines that the Java programs print.

use std::cell::RefCell;
use std::convert::Infallible;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::output::unless_closed;

/// Prints one or more whole lines: these parts, and the end of the last line.
///
/// A closed pipe is not an error: nobody reads on, and the conversation goes on all the same.
pub(super) fn print(parts: &[&str]) -> anyhow::Result<()> {
    unless_closed(put(parts)).map(|_| ())
}

/// As [`print`], for a server: its lines are a log, and its loss is reported once.
pub(super) fn tell(parts: &[&str]) -> anyhow::Result<()> {
    unless_lost(put(parts))
}

/// Prints in one write, so that the lines of several conversations do not mix.
fn put(parts: &[&str]) -> io::Result<()> {
    thread_local! {
        static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    TEXT.with_borrow_mut(|text| {
        text.clear();
        for part in parts {
            text.extend_from_slice(part.as_bytes());
        }
        text.push(b'\n');
        let mut stdout = io::stdout().lock();
        let written = write(&mut stdout, text).and_then(|()| stdout.flush());
        text.shrink_to(KEPT);
        written
    })
}

/// Prints whole lines that would be long in one piece, so that those of several conversations do
/// not mix: `say` is given what prints the next piece of them. The end of the last line is added.
fn print_pieces(say: impl FnOnce(&mut Printing<'_>) -> io::Result<()>) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let mut write = |text: &str| write(&mut stdout, text.as_bytes());
    let written = say(&mut write).and_then(|()| write("\n"));
    unless_lost(written.and_then(|()| stdout.flush()))
}

type Printing<'a> = dyn FnMut(&str) -> io::Result<()> + 'a;

/// Writes, and notes that it is under way.
fn write(stdout: &mut impl io::Write, text: &[u8]) -> io::Result<()> {
    UNDER_WAY.store(true, Ordering::Relaxed);
    let written = stdout.write_all(text);
    UNDER_WAY.store(false, Ordering::Relaxed);
    WRITTEN.fetch_add(1, Ordering::Relaxed);
    written
}

/// Says once that nobody reads any longer what a server prints.
fn unless_lost(written: io::Result<()>) -> anyhow::Result<()> {
    let is_lost = unless_closed(written)?.is_none();
    if is_lost && !IS_LOST.swap(true, Ordering::Relaxed) {
        tracing::warn!(
            "whoever read stdout has closed it: the server goes on, and its lines there are lost"
        );
    }
    Ok(())
}

/// How much memory a thread keeps for what it prints next.
const KEPT: usize = 64 * 1024;

/// Whether something is being written, and how often that has been done.
static UNDER_WAY: AtomicBool = AtomicBool::new(false);
static WRITTEN: AtomicU64 = AtomicU64::new(0);
static IS_HELD_UP: AtomicBool = AtomicBool::new(false);
static IS_LOST: AtomicBool = AtomicBool::new(false);

/// How often to look whether stdout is read.
const GLANCE: Duration = Duration::from_secs(1);

/// Whether nobody reads stdout, which holds up all that is printed.
pub(super) fn is_held_up() -> bool {
    IS_HELD_UP.load(Ordering::Relaxed)
}

/// Says once each time that nobody reads stdout, as the program then stands still without a word.
pub(super) async fn watch() -> Infallible {
    let mut before = None;
    loop {
        tokio::time::sleep(GLANCE).await;
        let now = UNDER_WAY
            .load(Ordering::Relaxed)
            .then(|| WRITTEN.load(Ordering::Relaxed));
        let is_held_up = now.is_some() && now == before;
        before = now;
        if is_held_up && !IS_HELD_UP.load(Ordering::Relaxed) {
            tracing::warn!(
                "nobody reads stdout: clients wait until somebody does; > /dev/null where \
                 its lines are not wanted"
            );
        }
        IS_HELD_UP.store(is_held_up, Ordering::Relaxed);
    }
}

/// As [`tell`], where the server goes on serving if stdout fails.
pub(super) fn print_or_warn(parts: &[&str]) {
    if let Err(error) = tell(parts) {
        tracing::warn!("{error:#}");
    }
}

/// As [`print_pieces`], for a server.
pub(super) fn print_pieces_or_warn(say: impl FnOnce(&mut Printing<'_>) -> io::Result<()>) {
    if let Err(error) = print_pieces(say) {
        tracing::warn!("{error:#}");
    }
}
