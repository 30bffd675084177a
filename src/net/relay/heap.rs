//! What waits to be told on another thread: bounded, and taken all at once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::batch::{Batch, OF_A_CONVERSATION, OF_A_NOTE, What};
use super::observer::{End, Opened};
use crate::conversation::{Side, Stamp};
use crate::net::server::lock;

/// How much memory is taken at once for bytes.
const CHUNK: usize = 256 * 1024;

/// How many chunks are kept for what comes next.
const SPARE: usize = 2;

#[derive(Debug)]
pub(super) struct Heap {
    room: usize,
    state: Mutex<State>,
    /// How many things have been told.
    told: AtomicU64,
    /// For the thread that takes.
    has_come: Condvar,
    /// For who waits until all is told.
    is_done: Condvar,
}

#[derive(Debug, Default)]
struct State {
    batch: Batch,
    spare: Vec<Vec<u8>>,
    /// How much memory is held by what waits and by what is being told.
    held: usize,
    /// The latest of all times.
    last: Stamp,
    /// Whether the thread waits for the first that comes, or gathers.
    sleeps: bool,
    gathers: bool,
    /// Whether no more comes, and whether nobody takes.
    is_over: bool,
    is_done: bool,
    has_failed: bool,
    given_up: u64,
}

impl Heap {
    pub(super) fn new(room: usize) -> Self {
        Heap {
            room,
            state: Mutex::default(),
            told: AtomicU64::new(0),
            has_come: Condvar::new(),
            is_done: Condvar::new(),
        }
    }

    pub(super) fn given_up(&self) -> u64 {
        lock(&self.state).given_up
    }

    pub(super) fn has_failed(&self) -> bool {
        lock(&self.state).has_failed
    }

    /// Whether there is room for a conversation.
    pub(super) fn opened(&self, opened: &Opened) -> bool {
        let mut state = lock(&self.state);
        if !state.hold(OF_A_CONVERSATION, self.room) {
            return false;
        }
        let mut opened = opened.clone();
        opened.at = state.stamp(opened.at);
        state.note(opened.number, What::Opened(Box::new(opened)));
        self.tell(state);
        true
    }

    pub(super) fn refused(&self, opened: &Opened, reason: &str) {
        let mut state = lock(&self.state);
        let size = OF_A_CONVERSATION.saturating_add(reason.len());
        if state.hold(size, self.room) {
            let mut opened = opened.clone();
            opened.at = state.stamp(opened.at);
            let number = opened.number;
            let what = What::Refused(Box::new((opened, reason.to_owned())));
            state.note(number, what);
            self.tell(state);
        }
    }

    /// Whether there is room for these bytes; if not, the conversation is given up.
    pub(super) fn bytes(&self, number: u64, from: Side, at: Stamp, bytes: &[u8]) -> bool {
        let mut state = lock(&self.state);
        let at = state.stamp(at);
        let has_room = state.copy(bytes, self.room);
        state.note(
            number,
            if has_room {
                What::Bytes(from, at, bytes.len())
            } else {
                What::GivenUp(at)
            },
        );
        self.tell(state);
        has_room
    }

    pub(super) fn ended(&self, number: u64, from: Side, at: Stamp, how: End) {
        let mut state = lock(&self.state);
        let at = state.stamp(at);
        state.note(number, What::Ended(from, at, how));
        self.tell(state);
    }

    pub(super) fn closed(&self, number: u64) {
        let mut state = lock(&self.state);
        state.note(number, What::Closed);
        self.tell(state);
    }

    /// Wakes the thread that takes, if it sleeps, or if there is much.
    fn tell(&self, mut state: MutexGuard<'_, State>) {
        let is_much = state.gathers && state.held > self.room / 4;
        if state.sleeps || is_much {
            state.sleeps = false;
            state.gathers = false;
            drop(state);
            self.has_come.notify_one();
        }
    }

    /// Waits until something has come, and then for as long as `gathered` for more. Returns it;
    /// `None` when no more comes.
    pub(super) fn take(&self, gathered: Duration) -> Option<Batch> {
        let mut state = lock(&self.state);
        while state.batch.is_empty() {
            if state.is_over {
                return None;
            }
            state.sleeps = true;
            state = wait(&self.has_come, state);
        }
        state.sleeps = false;
        state.gathers = true;
        let until = Instant::now().checked_add(gathered);
        while state.gathers && !state.is_over {
            let left = until.map_or(Duration::ZERO, |until| {
                until.saturating_duration_since(Instant::now())
            });
            if left.is_zero() {
                break;
            }
            let waited = self.has_come.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.gathers = false;
        Some(std::mem::take(&mut state.batch))
    }

    /// Takes back what has been told.
    pub(super) fn done(&self, batch: Batch) {
        let held = batch.held();
        let mut state = lock(&self.state);
        state.held = state.held.saturating_sub(held);
        for mut chunk in batch.into_chunks() {
            if state.spare.len() < SPARE && chunk.capacity() == CHUNK {
                chunk.clear();
                state.spare.push(chunk);
            }
        }
    }

    /// Takes note that one more thing has been told.
    pub(super) fn has_told(&self) {
        self.told.fetch_add(1, Ordering::Relaxed);
    }

    /// No more comes. Waits until all is told, unless nothing at all is told for so long.
    pub(super) fn close(&self, patience: Duration) {
        let mut state = lock(&self.state);
        state.is_over = true;
        self.has_come.notify_all();
        let mut told = self.told.load(Ordering::Relaxed);
        while !state.is_done {
            let waited = self.is_done.wait_timeout(state, patience);
            let (waited, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            state = waited;
            let now = self.told.load(Ordering::Relaxed);
            if timeout.timed_out() && now == told {
                return;
            }
            told = now;
        }
    }

    /// Nobody takes any longer.
    pub(super) fn finish(&self, has_failed: bool) {
        let mut state = lock(&self.state);
        state.is_done = true;
        state.has_failed = has_failed;
        state.batch = Batch::default();
        state.held = 0;
        drop(state);
        self.is_done.notify_all();
    }
}

impl State {
    /// Whether there is room for so much more; then it is held.
    fn hold(&mut self, size: usize, room: usize) -> bool {
        let held = self.held.saturating_add(size);
        let has_room = held <= room && !self.is_done;
        if has_room {
            self.held = held;
        } else if !self.is_done {
            self.given_up = self.given_up.saturating_add(1);
        }
        has_room
    }

    /// Copies the bytes, if there is room.
    fn copy(&mut self, bytes: &[u8], room: usize) -> bool {
        let has_chunk = self.batch.has_chunk_for(bytes);
        // A whole chunk would be more than a small room has.
        let size = CHUNK.min(room / 4).max(bytes.len());
        let of_chunk = if has_chunk { 0 } else { size };
        if !self.hold(of_chunk.saturating_add(OF_A_NOTE), room) {
            return false;
        }
        if !has_chunk {
            let spare = self.spare.pop().filter(|_| size == CHUNK);
            let chunk = spare.unwrap_or_else(|| Vec::with_capacity(size));
            self.batch.add_chunk(chunk);
        }
        self.batch.append(bytes);
        true
    }

    /// Returns a time that is not before that of what was told before.
    fn stamp(&mut self, at: Stamp) -> Stamp {
        self.last = self.last.max(at);
        self.last
    }

    fn note(&mut self, number: u64, what: What) {
        if !self.is_done {
            self.batch.note(number, what);
        }
    }
}

fn wait<'a>(condvar: &Condvar, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    condvar.wait(state).unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::relay::batch::Told;

    fn opened(number: u64) -> Opened {
        Opened {
            number,
            client: ([127, 0, 0, 1], 1).into(),
            server: ([127, 0, 0, 1], 2).into(),
            asked: None,
            at: Stamp::from_nanos(number),
        }
    }

    fn at(nanos: u64) -> Stamp {
        Stamp::from_nanos(nanos)
    }

    #[test]
    fn what_came_is_told_in_order_and_in_one_piece() {
        let heap = Heap::new(1 << 24);
        assert!(heap.opened(&opened(1)));
        let pieces: Vec<Vec<u8>> = [0, 1, 100_000, 200_000, 65_536, 300_000, 7]
            .iter()
            .enumerate()
            .map(|(at, size)| vec![u8::try_from(at).unwrap(); *size])
            .collect();
        for (nanos, piece) in pieces.iter().enumerate() {
            assert!(heap.bytes(1, Side::Client, at(nanos as u64), piece));
        }
        heap.closed(1);
        let batch = heap.take(Duration::ZERO).unwrap();
        let told: Vec<_> = batch.told().map(|(_, told)| told).collect();
        assert!(matches!(told[0], Told::Opened(one) if *one == opened(1)));
        for (told, piece) in told[1..].iter().zip(&pieces) {
            assert!(matches!(told, Told::Bytes(_, _, bytes) if bytes == piece));
        }
        assert!(matches!(told.last(), Some(Told::Closed)));
        assert_eq!(told.len(), pieces.len() + 2);
        drop(told);
        heap.done(batch);
        assert_eq!(lock(&heap.state).held, 0);
    }

    #[test]
    fn times_never_go_back() {
        let heap = Heap::new(1 << 20);
        assert!(heap.opened(&opened(5)));
        assert!(heap.bytes(5, Side::Client, at(9), b"a"));
        assert!(heap.bytes(5, Side::Server, at(7), b"b"));
        let batch = heap.take(Duration::ZERO).unwrap();
        let times: Vec<u64> = batch
            .told()
            .filter_map(|(_, told)| match told {
                Told::Bytes(_, at, _) => Some(at.nanos()),
                _ => None,
            })
            .collect();
        assert_eq!(times, [9, 9]);
    }

    #[test]
    fn no_more_is_held_than_there_is_room_for() {
        const ROOM: usize = 100_000;

        let heap = Heap::new(ROOM);
        let (mut open, mut lost) = (0, 0);
        for number in 1..=10 {
            if !heap.opened(&opened(number)) {
                lost += 1;
                continue;
            }
            open += 1;
            while heap.bytes(number, Side::Client, at(1), &[7; 1000]) {
                assert!(lock(&heap.state).held <= ROOM);
            }
        }
        assert_eq!(heap.given_up(), open + lost);
        let batch = heap.take(Duration::ZERO).unwrap();
        let given_up = batch
            .told()
            .filter(|(_, told)| matches!(told, Told::GivenUp(_)));
        assert_eq!(given_up.count() as u64, open);
        assert!(batch.held() <= ROOM, "{}", batch.held());
        heap.done(batch);
        assert!(heap.opened(&opened(11)));
    }

    #[test]
    fn nothing_is_held_for_nobody() {
        let heap = Heap::new(1 << 20);
        heap.finish(true);
        assert!(!heap.opened(&opened(1)));
        assert!(!heap.bytes(1, Side::Client, at(1), b"a"));
        heap.closed(1);
        assert!(heap.has_failed());
        let state = lock(&heap.state);
        assert_eq!(
            (state.held, state.given_up, state.batch.told().count()),
            (0, 0, 0)
        );
    }
}
