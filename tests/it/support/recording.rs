//! Recordings of a tap: where they are, and what stands in them.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process;

use javawire::conversation::{Side, Stamp};
use javawire::record::{Event, Reader, ReaderLimits, What};

/// A directory of a test's own, which goes when it is dropped.
pub struct Directory(PathBuf);

impl Directory {
    pub fn new(test: &str) -> Directory {
        let path = env::temp_dir().join(format!("javawire-{test}-{}", process::id()));
        // What a run of the same number has left.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Directory(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the path of a file here, as an option has it.
    pub fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// Returns the recordings here, by name.
    pub fn recordings(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "pcapng"));
        paths.sort();
        paths
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A conversation in a recording.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The port of the client.
    pub port: u16,
    pub there: Vec<u8>,
    pub back: Vec<u8>,
    /// What happened, in order; bytes by how many came from whom until the other spoke.
    pub story: Vec<Said>,
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Bytes(Side, usize),
    Ended(Side),
    Reset(Side),
}

/// Returns the conversations of a file, by their beginning, and makes sure that its times are in
/// order and that nothing is missing.
#[track_caller]
pub fn read(path: impl AsRef<Path>) -> Vec<Recorded> {
    let mut recorded: BTreeMap<u64, Recorded> = BTreeMap::new();
    let mut last = Stamp::default();
    each(path.as_ref(), |event| {
        assert!(event.at >= last, "{event:?}");
        last = event.at;
        let one = recorded.entry(event.conversation).or_default();
        match event.what {
            What::Opened { client, joined, .. } => {
                assert!(!joined);
                one.port = client.port();
            }
            What::Bytes { from, bytes } => {
                match one.story.last_mut() {
                    Some(Said::Bytes(side, count)) if *side == from => *count += bytes.len(),
                    _ => one.story.push(Said::Bytes(from, bytes.len())),
                }
                match from {
                    Side::Client => one.there.extend(bytes),
                    Side::Server => one.back.extend(bytes),
                }
            }
            What::Ended { from } => one.story.push(Said::Ended(from)),
            What::Reset { from } => one.story.push(Said::Reset(from)),
            What::Note(text) => one.notes.push(text),
            other => panic!("{other:?}"),
        }
    });
    recorded.into_values().collect()
}

/// Tells all events of a file. One that is still written to may end amid a block.
pub fn each(path: &Path, mut tell: impl FnMut(Event)) {
    let mut file = File::open(path).unwrap();
    let mut reader = Reader::new(ReaderLimits::default());
    let mut piece = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut piece).unwrap();
        if count == 0 {
            reader.end();
        } else {
            reader.push(&piece[..count]);
        }
        loop {
            match reader.next() {
                Ok(Some(event)) => tell(event),
                Ok(None) => break,
                Err(error) if error.is_cut() => break,
                Err(error) => panic!("{}: {error}", path.display()),
            }
        }
        if count == 0 {
            return;
        }
    }
}
