//! Which file a conversation stands in: the one that was new when it began.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::file::Kept;
use super::names::{self, Names};
use super::report::Report;
use super::{Place, Recording};
use crate::conversation::{Side, Stamp};
use crate::net::relay::now;
use crate::net::relay::observer::{End, Observer, Opened, Watcher};
use crate::net::server::lock;
use crate::record::{Flow, Writer};

/// How long after a failure it is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// A file that conversations share. One thread writes to it.
type Shared = Arc<Mutex<Kept>>;

/// All files of a recording.
#[derive(Debug)]
pub(super) struct Files(Arc<All>);

#[derive(Debug)]
struct All {
    recording: Recording,
    report: Report,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The file for conversations that begin.
    current: Option<Shared>,
    /// All that conversations still stand in.
    open: Vec<Shared>,
    /// When the last attempt failed.
    failed: Option<Instant>,
    names: Names,
    /// Whether there may be more files than are to be kept.
    has_more: bool,
    cannot_remove: bool,
}

/// One conversation in its file.
#[derive(Debug)]
pub(super) struct InFile {
    flow: Flow,
    file: Option<Shared>,
    /// How often that had failed when the conversation began.
    failures: u64,
    all: Arc<All>,
}

impl Files {
    /// Makes the first file.
    pub(super) fn begin(recording: Recording) -> io::Result<Self> {
        let all = All {
            recording,
            report: Report::default(),
            state: Mutex::default(),
        };
        let first = all.new_file(&mut lock(&all.state).names)?;
        // A disk that is full now is found out before anybody relies on it.
        let bytes = lock(&first).write()?;
        all.report.written(bytes);
        lock(&all.state).begin(first);
        Ok(Files(Arc::new(all)))
    }

    pub(super) fn report(&self) -> Report {
        self.0.report.clone()
    }
}

impl State {
    fn begin(&mut self, file: Shared) {
        self.failed = None;
        self.has_more = true;
        self.open.push(Arc::clone(&file));
        self.current = Some(file);
    }

    /// Lets those files go in which nobody stands any longer, once all is written.
    fn close(&mut self) {
        let current = self.current.as_ref();
        self.open.retain(|file| {
            let is_current = current.is_some_and(|current| Arc::ptr_eq(current, file));
            // One is the list's own.
            is_current || Arc::strong_count(file) > 1
        });
    }
}

impl All {
    /// Returns a new file with what each begins with.
    fn new_file(&self, names: &mut Names) -> io::Result<Shared> {
        let (path, file) = match &self.recording.place {
            Place::File(path) => (path.clone(), only_file(path)?),
            Place::Directory(directory) => {
                fs::create_dir_all(directory)?;
                names::new_file(directory, names, now())?
            }
        };
        self.report.begun(&path);
        let mut file = Kept::new(path, file);
        Writer::new(&self.recording.interface).header(file.blocks());
        Ok(Arc::new(Mutex::new(file)))
    }

    /// Returns the file for a conversation that begins, if there is one.
    fn current(&self) -> Option<Shared> {
        let mut state = lock(&self.state);
        let is_full = |size: u64| match self.recording.place {
            Place::File(_) => false,
            Place::Directory(_) => size >= self.recording.rotation,
        };
        if let Some(current) = state.current.clone() {
            let mut file = lock(&current);
            if !file.has_failed() && !is_full(file.size()) {
                drop(file);
                return Some(current);
            }
            if matches!(self.recording.place, Place::File(_)) {
                let is_time = state.failed.is_none_or(|failed| failed.elapsed() >= RETRY);
                let goes_on = is_time && file.try_again();
                drop(file);
                return goes_on.then_some(current);
            }
        }
        if state.failed.is_some_and(|failed| failed.elapsed() < RETRY) {
            return None;
        }
        match self.new_file(&mut state.names) {
            Ok(file) => {
                state.begin(Arc::clone(&file));
                Some(file)
            }
            Err(error) => {
                state.failed = Some(Instant::now());
                drop(state);
                self.warn(None, &error);
                None
            }
        }
    }

    fn remove_oldest(&self, state: &mut State) {
        let (Some(most), Place::Directory(directory)) =
            (self.recording.kept, &self.recording.place)
        else {
            return;
        };
        let is_written = |path: &Path| state.open.iter().any(|file| lock(file).path() == path);
        let kept = names::keep(directory, most, is_written);
        state.has_more = matches!(kept, Ok(false));
        if let Err(error) = kept
            && !std::mem::replace(&mut state.cannot_remove, true)
        {
            tracing::warn!(
                "{}: the oldest recordings cannot be removed: {error}",
                directory.display()
            );
        }
    }

    /// Writes what a file has gathered.
    fn write(&self, file: &Shared) {
        let mut file = lock(file);
        let path = file.path().to_owned();
        match file.write() {
            Ok(0) => {}
            Ok(bytes) => {
                if self.report.written(bytes) {
                    tracing::warn!("{}: recording again", path.display());
                }
            }
            Err(error) => {
                let is_empty = file.size() == 0;
                drop(file);
                lock(&self.state).failed = Some(Instant::now());
                if is_empty && matches!(self.recording.place, Place::Directory(_)) {
                    // Nobody wants it.
                    let _ = fs::remove_file(&path);
                }
                self.warn(Some(&path), &error);
            }
        }
    }

    /// Says once that it fails.
    fn warn(&self, path: Option<&Path>, error: &io::Error) {
        if !self.report.failed() {
            return;
        }
        let (Place::File(place) | Place::Directory(place)) = &self.recording.place;
        tracing::warn!(
            "{}: recording stopped: {error}; conversations go on, and those that begin are \
             recorded as soon as that works again",
            path.unwrap_or(place).display()
        );
    }
}

/// Returns a file that is new, or a pipe that somebody reads.
fn only_file(path: &Path) -> io::Result<File> {
    let is_other = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if is_other {
        return OpenOptions::new().write(true).open(path);
    }
    names::create(path)
}

impl Observer for Files {
    type Watcher = InFile;

    fn opened(&self, conversation: &Opened) -> InFile {
        let file = self.0.current();
        let mut flow = Flow::new(conversation.client, conversation.server);
        let mut failures = 0;
        match &file {
            Some(file) => {
                let mut file = lock(file);
                failures = file.failures();
                flow.opened(conversation.at, file.blocks());
            }
            None => self.0.report.lost(),
        }
        InFile {
            flow,
            file,
            failures,
            all: Arc::clone(&self.0),
        }
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        if let Some(file) = self.0.current() {
            let mut file = lock(&file);
            let mut flow = Flow::new(conversation.client, conversation.server);
            flow.note(conversation.at, reason, file.blocks());
            flow.refused(conversation.at, file.blocks());
        }
    }

    fn caught_up(&self) {
        let files = lock(&self.0.state).open.clone();
        for file in &files {
            self.0.write(file);
        }
        drop(files);
        let mut state = lock(&self.0.state);
        state.close();
        if std::mem::take(&mut state.has_more) {
            self.0.remove_oldest(&mut state);
        }
    }
}

impl InFile {
    /// Writes blocks, if the file takes them.
    fn put(&mut self, put: impl FnOnce(&mut Flow, &mut Vec<u8>)) {
        let Some(shared) = &self.file else {
            return;
        };
        let mut file = lock(shared);
        if file.failures() != self.failures {
            drop(file);
            self.file = None;
            self.all.report.lost();
            return;
        }
        put(&mut self.flow, file.blocks());
        let is_much = file.is_much();
        drop(file);
        if is_much {
            self.all.write(shared);
        }
    }
}

impl Watcher for InFile {
    fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        self.put(|flow, blocks| flow.bytes(from, at, bytes, blocks));
    }

    fn ended(&mut self, from: Side, at: Stamp, how: End) {
        self.put(|flow, blocks| match how {
            End::Orderly => flow.ended(from, at, blocks),
            End::Reset => flow.reset(from, at, blocks),
            End::Cut => {
                flow.note(at, "cut: the relay has ended", blocks);
                flow.reset(from, at, blocks);
            }
        });
    }

    fn given_up(&mut self, at: Stamp) {
        self.put(|flow, blocks| {
            let text = "recording cut: the disk is slower than the conversations";
            flow.note(at, text, blocks);
        });
        self.file = None;
    }
}
