//! What has been kept.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::net::relay::aside::Tally;
use crate::net::server::lock;

/// What a [`Recorder`](super::Recorder) has kept.
#[derive(Debug, Clone, Default)]
pub struct Report {
    kept: Arc<Mutex<Kept>>,
    tally: Option<Tally>,
}

#[derive(Debug, Default)]
struct Kept {
    latest: PathBuf,
    files: u64,
    bytes: u64,
    is_failing: bool,
    unrecorded: u64,
}

impl Report {
    pub(super) fn with_tally(mut self, tally: Tally) -> Self {
        self.tally = Some(tally);
        self
    }

    /// Returns the file that began last.
    pub fn latest(&self) -> PathBuf {
        lock(&self.kept).latest.clone()
    }

    /// Returns how many files have been begun.
    pub fn files(&self) -> u64 {
        lock(&self.kept).files
    }

    /// Returns how many bytes have been written, in all files.
    pub fn bytes(&self) -> u64 {
        lock(&self.kept).bytes
    }

    /// Whether what is said now is written: not while the disk is full, or after a fault.
    pub fn is_recording(&self) -> bool {
        !self.has_failed() && !lock(&self.kept).is_failing
    }

    /// Returns how many conversations are not kept whole: the disk was full or too slow.
    pub fn unrecorded(&self) -> u64 {
        let unrecorded = lock(&self.kept).unrecorded;
        self.given_up().saturating_add(unrecorded)
    }

    /// Returns how many of those were given up because the disk was too slow.
    pub fn given_up(&self) -> u64 {
        self.tally.as_ref().map_or(0, Tally::conversations)
    }

    /// Whether the recorder has failed by a fault of its own: nothing more is recorded.
    pub fn has_failed(&self) -> bool {
        self.tally.as_ref().is_some_and(Tally::has_failed)
    }

    pub(super) fn begun(&self, path: &Path) {
        let mut kept = lock(&self.kept);
        kept.latest = path.to_owned();
        kept.files = kept.files.saturating_add(1);
    }

    /// Takes note of what has been written. Whether it failed before.
    pub(super) fn written(&self, bytes: u64) -> bool {
        let mut kept = lock(&self.kept);
        kept.bytes = kept.bytes.saturating_add(bytes);
        std::mem::replace(&mut kept.is_failing, false)
    }

    /// Whether it did not fail before.
    pub(super) fn failed(&self) -> bool {
        !std::mem::replace(&mut lock(&self.kept).is_failing, true)
    }

    pub(super) fn lost(&self) {
        let mut kept = lock(&self.kept);
        kept.unrecorded = kept.unrecorded.saturating_add(1);
    }
}
