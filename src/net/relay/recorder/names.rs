//! What recordings are called: by the time at which they began, in UTC.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::conversation::Stamp;
use crate::jdk::time_text;

const FRONT: &str = "javawire-";
const BACK: &str = ".pcapng";

/// How many files may have begun in one second.
const MOST_IN_A_SECOND: u32 = 10_000;

/// The names that have been given: none is given twice, though its file may have gone.
#[derive(Debug, Default)]
pub(super) struct Names {
    time: String,
    number: u32,
}

impl Names {
    /// Returns the next name at this time.
    fn next(&mut self, at: Stamp) -> String {
        let time = basic(at);
        // A clock that was set back gives no names of its own.
        if time > self.time {
            self.time = time;
            self.number = 0;
        }
        self.number = self.number.saturating_add(1);
        match self.number {
            1 => format!("{FRONT}{}{BACK}", self.time),
            number => format!("{FRONT}{}-{number}{BACK}", self.time),
        }
    }
}

/// Returns a new file in the directory, and its name.
pub(super) fn new_file(
    directory: &Path,
    names: &mut Names,
    at: Stamp,
) -> io::Result<(PathBuf, File)> {
    for _ in 0..MOST_IN_A_SECOND {
        let path = directory.join(names.next(at));
        match create(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Makes a file that nobody else may read. It must not be there yet.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes the oldest of the recordings in the directory until there are at most so many. One that
/// is still `written` to stays. Whether there are no more now.
pub(super) fn keep(
    directory: &Path,
    most: usize,
    written: impl Fn(&Path) -> bool,
) -> io::Result<bool> {
    let mut recordings = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        if let Some(order) = name.to_str().and_then(order) {
            recordings.push((order, entry.path()));
        }
    }
    recordings.sort();
    let mut surplus = recordings.len().saturating_sub(most);
    for (_, path) in recordings {
        if surplus == 0 {
            break;
        }
        if !written(&path) {
            fs::remove_file(path)?;
            surplus = surplus.saturating_sub(1);
        }
    }
    Ok(surplus == 0)
}

/// Returns what tells which of two recordings is older; `None` for what is no recording.
fn order(name: &str) -> Option<(String, u32)> {
    let name = name.strip_prefix(FRONT)?.strip_suffix(BACK)?;
    let (time, number) = match name.split_once('-') {
        Some((time, number)) => (time, number.parse().ok()?),
        None => (name, 1),
    };
    let is_time = time.len() == "20261120T101502Z".len()
        && time.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'T',
            15 => byte == b'Z',
            _ => byte.is_ascii_digit(),
        });
    is_time.then(|| (time.to_owned(), number))
}

/// Returns the time as ISO 8601 writes it without marks between, to the second.
fn basic(at: Stamp) -> String {
    const NANOS: u64 = 1_000_000_000;

    let mut text = String::new();
    let seconds = i64::try_from(at.nanos().div_euclid(NANOS)).unwrap_or(0);
    time_text::instant(&mut text, seconds, 0);
    text.retain(|c| !matches!(c, '-' | ':'));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_time() {
        let at = |seconds: u64| Stamp::from_nanos((1_795_169_702 + seconds) * 1_000_000_000 + 999);
        let mut given = Names::default();
        for (seconds, name) in [
            (0, "javawire-20261120T101502Z.pcapng"),
            (0, "javawire-20261120T101502Z-2.pcapng"),
            (1, "javawire-20261120T101503Z.pcapng"),
            (0, "javawire-20261120T101503Z-2.pcapng"),
        ] {
            assert_eq!(given.next(at(seconds)), name);
        }
        let mut names = [
            "javawire-20261120T101502Z.pcapng",
            "javawire-20261120T101502Z-10.pcapng",
            "javawire-20261120T101502Z-2.pcapng",
            "javawire-20251120T101502Z-3.pcapng",
        ];
        names.sort_by_key(|name| order(name).unwrap());
        assert_eq!(
            names,
            [
                "javawire-20251120T101502Z-3.pcapng",
                "javawire-20261120T101502Z.pcapng",
                "javawire-20261120T101502Z-2.pcapng",
                "javawire-20261120T101502Z-10.pcapng",
            ]
        );
        for other in [
            "javawire-.pcapng",
            "javawire-notes.pcapng",
            "javawire-20261120T101502Z-x.pcapng",
            "javawire-20261120T101502Z.pcapng.gz",
            "20261120T101502Z.pcapng",
        ] {
            assert_eq!(order(other), None, "{other}");
        }
    }
}
