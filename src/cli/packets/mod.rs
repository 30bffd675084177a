//! Captures of packets, and recordings: what `dump` and `decode` show of them.
//!
//! * `mod.rs`: [`Packets`], what was said in a file, a directory of them, or a pipe that still grows
//! * `one.rs`: one direction of one conversation, as a stream
//! * `listing.rs`, `look.rs`: `dump`; `lines.rs`: `decode`
//! * `streams.rs`: all directions of all conversations
//! * `held.rs`: what many conversations may hold together
//! * `time.rs`: times as they are printed

mod held;
mod lines;
mod listing;
mod look;
mod one;
mod streams;
pub(super) mod time;

use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use javawire::conversation::Side;
use javawire::record::{Event, Reader, ReaderLimits};

use super::diagnostics::note;
use super::input::{Source, read_some};

pub(super) use self::held::Held;
pub(super) use self::lines::{Lines, lines};
pub(super) use self::listing::{Listing, list};
pub(super) use self::look::Look;
pub(super) use self::one::One;
pub(super) use self::streams::{Said, streams};

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Why a conversation is not shown further.
const LET_GO: &str = "let go, as memory for more conversations was wanted and it was silent for longest; \
                      what comes of it counts as another conversation";
const NO_ROOM: &str = "the others took all the memory that there is for them";

/// What the names of files end with that are read of a directory.
const ENDINGS: [&str; 4] = ["pcapng", "pcap", "cap", "ntar"];

/// What has been chosen of all conversations.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chosen {
    pub(super) conversation: Option<u64>,
    pub(super) from: Option<Side>,
}

/// What was said, as it comes.
pub(super) struct Packets {
    /// What messages call all of it.
    name: String,
    /// The files that come next.
    files: VecDeque<PathBuf>,
    current: Option<Current>,
    pub(super) chosen: Chosen,
    /// How many conversations have been seen, and how many of them in the files before.
    seen: u64,
    before: u64,
    piece: Vec<u8>,
    /// What is wrong with the first file that is not as it should be.
    wrong: Option<anyhow::Error>,
}

/// The file that is read.
struct Current {
    name: String,
    file: Box<dyn Read>,
    reader: Reader,
    has_ended: bool,
}

/// What comes next.
pub(super) enum Step {
    Event(Event),
    /// Nothing, until more has been [read](Packets::read).
    Wait,
    End,
}

impl Packets {
    /// Returns what is read of a file or pipe.
    pub(super) fn of(file: Box<dyn Read>, name: String, chosen: Chosen) -> Box<Self> {
        let mut packets = Self::none(name.clone(), chosen);
        packets.current = Some(Current::new(file, name));
        packets
    }

    /// Returns what is read of the files in a directory, in the order of their names.
    ///
    /// # Errors
    ///
    /// If there are none.
    pub(super) fn of_directory(directory: &Path, chosen: Chosen) -> anyhow::Result<Box<Self>> {
        let name = directory.display().to_string();
        let mut packets = Self::none(name.clone(), chosen);
        let mut files = recordings(directory)?;
        if files.is_empty() {
            bail!(
                "{name} is a directory in which there are no recordings: files whose names end in \
                 .pcapng, .pcap or .cap, or in one of these and .gz"
            );
        }
        files.sort();
        packets.files = files.into();
        Ok(packets)
    }

    fn none(name: String, chosen: Chosen) -> Box<Self> {
        Box::new(Packets {
            name,
            files: VecDeque::new(),
            current: None,
            chosen,
            seen: 0,
            before: 0,
            piece: vec![0; PIECE],
            wrong: None,
        })
    }

    /// Returns what messages call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns what happened next in the conversations that were chosen, both sides of them.
    ///
    /// # Errors
    ///
    /// If a file cannot be opened.
    pub(super) fn step(&mut self) -> anyhow::Result<Step> {
        loop {
            let Some(current) = &mut self.current else {
                let Some(path) = self.files.pop_front() else {
                    return Ok(Step::End);
                };
                let source = Source::of_capture(path);
                let file = source.open_packets()?;
                self.before = self.seen;
                self.current = Some(Current::new(file, source.name()));
                continue;
            };
            match current.reader.next() {
                Ok(Some(mut event)) => {
                    if event.conversation > 0 {
                        event.conversation = event.conversation.saturating_add(self.before);
                        self.seen = self.seen.max(event.conversation);
                    }
                    let chosen = self.chosen.conversation;
                    if chosen.is_none_or(|chosen| [0, chosen].contains(&event.conversation)) {
                        return Ok(Step::Event(event));
                    }
                }
                Ok(None) if current.has_ended => self.current = None,
                Ok(None) => return Ok(Step::Wait),
                // A file that still grows, or was not closed, has been read as far as it goes.
                Err(error) if error.is_cut() => note(&format!("{}: note: {error}", current.name)),
                Err(error) => {
                    let wrong = anyhow!("{}: {error}", current.name);
                    self.wrong.get_or_insert(wrong);
                    current.has_ended = true;
                }
            }
        }
    }

    /// Reads what there is, and waits only if there is nothing.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub(super) fn read(&mut self) -> anyhow::Result<()> {
        let Some(current) = &mut self.current else {
            return Ok(());
        };
        let read = read_some(&mut current.file, &mut self.piece);
        let count = match read {
            Ok(count) => count,
            Err(error) => {
                let error = anyhow::Error::from(error);
                let wrong = error.context(format!("cannot read {}", current.name));
                self.wrong.get_or_insert(wrong);
                0
            }
        };
        match count {
            0 => {
                current.reader.end();
                current.has_ended = true;
            }
            _ => current
                .reader
                .push(self.piece.get(..count).unwrap_or_default()),
        }
        Ok(())
    }

    /// Returns what was wrong, when all has been shown.
    ///
    /// # Errors
    ///
    /// That, or that there is no conversation of the number that was asked for.
    pub(super) fn end(&mut self) -> anyhow::Result<()> {
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong);
        }
        let asked = self.chosen.conversation;
        let Some(number) = asked.filter(|number| *number > self.seen) else {
            if self.seen == 0 {
                note(&format!(
                    "{}: note: no conversation over TCP is in it",
                    self.name
                ));
            }
            return Ok(());
        };
        match self.seen {
            0 => bail!("there are no conversations over TCP in it"),
            1 => bail!("there is no conversation {number} in it: the only one has the number 1"),
            seen => {
                bail!("there is no conversation {number} in it: they have the numbers 1 to {seen}")
            }
        }
    }
}

impl Current {
    fn new(file: Box<dyn Read>, name: String) -> Self {
        Current {
            name,
            file,
            reader: Reader::new(ReaderLimits::default()),
            has_ended: false,
        }
    }
}

/// Returns whether there are recordings in a directory.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn has_recordings(directory: &Path) -> anyhow::Result<bool> {
    recordings(directory).map(|files| !files.is_empty())
}

fn recordings(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read {}", directory.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if is_recording(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

fn is_recording(path: &Path) -> bool {
    let mut path = path.to_owned();
    if path.extension().is_some_and(|extension| extension == "gz") {
        path.set_extension("");
    }
    let extension = path.extension();
    extension.is_some_and(|extension| ENDINGS.iter().any(|ending| extension == *ending))
}
