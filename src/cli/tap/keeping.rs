//! What is kept of what is said.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use javawire::net::relay::Recorder;

use crate::cli::values;

#[derive(Debug, Args)]
pub(super) struct Keeping {
    /// Keep all that is said as pcapng, which Wireshark reads: in a file of this name, if it ends
    /// in .pcapng, or else in new files in the directory of this name
    #[arg(long, value_name = "PATH")]
    record: Option<PathBuf>,
    /// Begin a new file after so many bytes; a conversation stays in the file where it began
    #[arg(long, value_name = "BYTES", default_value = "256M", value_parser = values::size)]
    record_rotate: u64,
    /// Keep so many files at most in the directory, the oldest goes [default: all]
    #[arg(long, value_name = "NUMBER", value_parser = values::count, requires = "record")]
    record_keep: Option<u64>,
    /// What may wait for the disk and the display, in bytes; beyond it a recording or a
    /// display is given up, never a conversation
    #[arg(long, value_name = "BYTES", default_value = "64M", value_parser = values::size)]
    aside: u64,
}

/// How --aside is shared out: a display that stands still takes nothing from a recording.
pub(super) struct Rooms {
    pub(super) waiting_for_disk: usize,
    pub(super) waiting_for_display: usize,
    /// What the display holds, so that later objects may refer to it.
    pub(super) held_for_display: usize,
}

impl Keeping {
    /// Returns how much memory there is for what.
    pub(super) fn rooms(&self, is_shown: bool) -> Rooms {
        let all = usize::try_from(self.aside).unwrap_or(usize::MAX);
        let of_display = match (&self.record, is_shown) {
            (Some(_), true) => all / 2,
            (Some(_), false) => 0,
            (None, _) => all,
        };
        Rooms {
            waiting_for_disk: all.saturating_sub(of_display),
            waiting_for_display: of_display / 2,
            held_for_display: of_display / 2,
        }
    }

    /// Begins to record, if that is asked for.
    pub(super) fn begin(&self, interface: &str, room: usize) -> anyhow::Result<Option<Recorder>> {
        let Some(path) = &self.record else {
            return Ok(None);
        };
        if let Some(end) = path
            .extension()
            .filter(|end| *end == "pcap" || *end == "cap")
            && !path.exists()
        {
            bail!(
                "{} ends in .{}: a recording is pcapng: end it in .pcapng",
                path.display(),
                end.display()
            );
        }
        let mut recording = if is_file(path) {
            if self.record_keep.is_some() {
                bail!(
                    "--record-keep is for a directory, and {} is a file",
                    path.display()
                );
            }
            Recorder::in_file(path)
        } else {
            Recorder::in_directory(path)
        };
        recording = recording
            .with_interface(interface)
            .with_rotation(self.record_rotate)
            .with_room(room);
        if let Some(files) = self.record_keep {
            recording = recording.with_kept(usize::try_from(files).unwrap_or(usize::MAX));
        }
        match recording.start() {
            Ok(recorder) => Ok(Some(recorder)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && is_file(path) => {
                bail!(
                    "{} is there already, and no recording is overwritten: name another file, or \
                     a directory for as many as there will be",
                    path.display()
                )
            }
            Err(error) => {
                Err(error).with_context(|| format!("cannot record in {}", path.display()))
            }
        }
    }

    /// Returns what the line says that says what it does.
    pub(super) fn told(&self) -> String {
        self.record.as_ref().map_or(String::new(), |path| {
            format!(", recording in {}", path.display())
        })
    }
}

/// Whether the path is meant as one of a file.
fn is_file(path: &Path) -> bool {
    let is_named = path.extension().is_some_and(|end| end == "pcapng");
    // A pipe may have any name.
    !path.is_dir() && (is_named || path.exists())
}
