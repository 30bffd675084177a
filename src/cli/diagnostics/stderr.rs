//! stderr that holds nobody up: lines wait for whoever reads it, as far as there is room for
//! them. The others are counted.
//!
//! A thread writes them. It would not do to write only what does not block: stderr is shared with
//! other programs, and what one of them sets or fills the others have too.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What may wait, in bytes: some hundred lines. As much again may be on its way.
const ROOM: usize = 64 * 1024;

/// The lines that wait.
struct Queue {
    lines: Vec<u8>,
    /// Whether some are on their way.
    is_writing: bool,
    /// How many were dropped since that was last told.
    untold: u64,
}

static QUEUE: Mutex<Queue> = Mutex::new(Queue {
    lines: Vec::new(),
    is_writing: false,
    untold: 0,
});
static CHANGED: Condvar = Condvar::new();
static HAS_THREAD: AtomicBool = AtomicBool::new(false);
static DROPPED: AtomicU64 = AtomicU64::new(0);

/// Lines wait from now on. If the system refuses a thread, each is written by whoever has it to say.
pub(super) fn queue_lines() {
    let writer = thread::Builder::new().name("stderr".to_owned());
    HAS_THREAD.store(writer.spawn(write_on).is_ok(), Ordering::Relaxed);
}

/// Returns how many lines have been dropped.
pub(super) fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

/// Writes a last line after all that wait, unless nobody reads for this long.
pub(super) fn end_with(line: &[u8], patience: Duration) {
    if !HAS_THREAD.load(Ordering::Relaxed) {
        write(line);
        return;
    }
    let deadline = Instant::now().checked_add(patience);
    let wait_until = |done: &dyn Fn(&Queue) -> bool| {
        let mut queue = queue();
        while !done(&queue) {
            let left = deadline.map_or(patience, |deadline| {
                deadline.saturating_duration_since(Instant::now())
            });
            if left.is_zero() {
                break;
            }
            queue = CHANGED
                .wait_timeout(queue, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        queue
    };
    let mut waiting = wait_until(&|queue| queue.has_room_for(line));
    waiting.push(line);
    drop(waiting);
    drop(wait_until(&|queue| {
        queue.lines.is_empty() && !queue.is_writing
    }));
}

/// One line, or a part of one that is written at once.
pub(super) struct Line;

impl Write for Line {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if HAS_THREAD.load(Ordering::Relaxed) {
            queue().push(line);
        } else {
            write(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Queue {
    /// A line longer than all the room there is waits alone.
    fn has_room_for(&self, line: &[u8]) -> bool {
        self.lines.is_empty() || self.lines.len().saturating_add(line.len()) <= ROOM
    }

    fn push(&mut self, line: &[u8]) {
        if self.has_room_for(line) {
            self.lines.extend_from_slice(line);
            CHANGED.notify_all();
        } else {
            self.untold = self.untold.saturating_add(1);
            DROPPED.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn queue() -> MutexGuard<'static, Queue> {
    QUEUE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write(lines: &[u8]) {
    // Where stderr is closed there is nobody left to tell.
    let _ = io::stderr().write_all(lines);
}

/// Writes what waits, for as long as the program runs.
fn write_on() {
    let mut lines = Vec::new();
    loop {
        let mut queue = queue();
        queue.is_writing = false;
        CHANGED.notify_all();
        while queue.lines.is_empty() {
            queue = CHANGED.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        std::mem::swap(&mut queue.lines, &mut lines);
        queue.is_writing = true;
        let untold = std::mem::take(&mut queue.untold);
        drop(queue);
        write(&lines);
        lines.clear();
        if untold > 0 {
            tracing::warn!("{untold} lines were dropped here: nobody read stderr");
        }
    }
}
