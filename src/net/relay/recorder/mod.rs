//! Conversations kept as recordings: pcapng, which Wireshark and its like read.
//!
//! * `files.rs`: which file a conversation stands in; `file.rs`: one of them, whole blocks alone
//! * `names.rs`: what files are called, and which are the oldest
//! * `report.rs`: what has been kept

mod file;
mod files;
mod names;
mod report;

use std::io;
use std::path::PathBuf;

use super::aside::{Aside, AsideWatcher};
use super::observer::{Observer, Opened};
use files::Files;

pub use report::Report;

/// Where recordings go.
#[derive(Debug, Clone)]
enum Place {
    /// Into this file alone.
    File(PathBuf),
    /// Into new files in this directory.
    Directory(PathBuf),
}

/// What a [`Recorder`] is made of.
#[derive(Debug, Clone)]
pub struct Recording {
    place: Place,
    interface: String,
    rotation: u64,
    kept: Option<usize>,
    room: usize,
}

impl Recording {
    /// Returns the recording with another name of the interface, which programs show that read it.
    /// Default: `tap`.
    #[must_use]
    pub fn with_interface(mut self, name: impl Into<String>) -> Self {
        self.interface = name.into();
        self
    }

    /// Returns the recording with another size in bytes from which on a file takes no new
    /// conversation. Default 256 MiB. A conversation stays in the file in which it began, and a
    /// recording [in one file](Recorder::in_file) stays there.
    #[must_use]
    pub fn with_rotation(mut self, bytes: u64) -> Self {
        self.rotation = bytes.max(1);
        self
    }

    /// Returns the recording with at most so many files in its directory, at least one: when a new
    /// one begins, the oldest of those that are called as recordings are goes. Default: all stay.
    #[must_use]
    pub fn with_kept(mut self, files: usize) -> Self {
        self.kept = Some(files.max(1));
        self
    }

    /// Returns the recording with another number of bytes that may wait for the disk, of all
    /// conversations together. Default 64 MiB. Beyond it the recording of a conversation ends, and
    /// the conversation goes on.
    #[must_use]
    pub fn with_room(mut self, bytes: usize) -> Self {
        self.room = bytes;
        self
    }

    /// Begins it: makes the first file.
    ///
    /// # Errors
    ///
    /// Why there is no such file, or that there is one already.
    pub fn start(self) -> io::Result<Recorder> {
        let room = self.room;
        let files = Files::begin(self)?;
        let report = files.report();
        let aside = Aside::new(files, room)?;
        Ok(Recorder {
            report: report.with_tally(aside.tally()),
            aside,
        })
    }
}

/// Keeps all conversations of a relay.
///
/// Files are written by a thread of their own, readable by their owner alone. A conversation that
/// has ended is in its file a moment later. Where the disk is full the recording ends with the last
/// whole block, one warning tells of it, and every ten seconds it is tried again for conversations
/// that begin; where it is slow, what waits is [bounded](Recording::with_room). The conversations
/// notice nothing of it.
///
/// # Examples
///
/// ```no_run
/// use javawire::net::relay::{Recorder, Relay};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:10001").await?;
/// let recorder = Recorder::in_file("said.pcapng").start()?;
/// let until = async { tokio::time::sleep(std::time::Duration::from_secs(60)).await };
/// Relay::to("db.example", 10_000).run(listener, recorder, until).await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Recorder {
    aside: Aside<Files>,
    report: Report,
}

impl Recorder {
    /// Returns a recording into this file alone. It must not be there yet, unless it is a pipe.
    pub fn in_file(path: impl Into<PathBuf>) -> Recording {
        of(Place::File(path.into()))
    }

    /// Returns a recording into files in this directory, which is made if it is missing:
    /// `javawire-20261120T101502Z.pcapng`, named by the time in UTC. None is overwritten.
    pub fn in_directory(path: impl Into<PathBuf>) -> Recording {
        of(Place::Directory(path.into()))
    }

    /// Returns what has been kept: now, later, and afterwards.
    #[must_use]
    pub fn report(&self) -> Report {
        self.report.clone()
    }
}

fn of(place: Place) -> Recording {
    Recording {
        place,
        interface: "tap".to_owned(),
        rotation: 256 << 20,
        kept: None,
        room: 64 << 20,
    }
}

impl Observer for Recorder {
    type Watcher = AsideWatcher;

    fn opened(&self, conversation: &Opened) -> AsideWatcher {
        self.aside.opened(conversation)
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        self.aside.refused(conversation, reason);
    }
}
