//! What `dump`, `decode` and `encode` read: a file or stdin, bytes or text that stands for them.
//!
//! * `mod.rs`: [`Source`], the arguments; opening, and the progress bar
//! * `form.rs`: the form in which the bytes come, asked for or detected
//! * `said.rs`: what the bytes were said to be, which goes before any form that is seen
//! * `layers.rs`: readers of the bytes that a capture stands for
//! * `part.rs`: from a byte on, and up to the end of an object
//! * `watched.rs`: [`Input`], what is read, and what has been seen of it
//! * `advice.rs`: what may have happened to bytes that are not a stream, and what to do
//! * `text.rs`: the same of texts

mod advice;
mod form;
mod layers;
mod part;
mod said;
mod text;
mod watched;

use std::fs::File;
use std::io::{self, Cursor, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use javawire::record::Reader;

use self::form::From;
use self::said::{Objects, Said};
pub(in crate::cli) use self::watched::Input;
use super::packets::{Chosen, One, Packets};
use super::values;

/// A file is long, and a terminal gets a progress bar, from this size on.
const LONG_FILE: u64 = 64 << 20;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Where a command reads from.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Source {
    /// The file to read; - is stdin, and so is no FILE at all unless stdin is a terminal
    ///
    /// A stream, or a capture of packets (pcap or pcapng, of tcpdump, Wireshark or tap), or a
    /// directory of such captures, which are read in the order of their names.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The form of the bytes in it; most text captures are recognised without this
    ///
    /// Of a capture of packets, which side is shown: client or server.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = From::Auto)]
    from: From,
    #[command(flatten)]
    part: Part,
    /// Show the conversation of this number alone, of a capture of packets: the first is 1
    ///
    /// With --from client, or --from server, what that side said is read as a stream is that
    /// stands in a file.
    #[arg(long, value_name = "N", value_parser = values::count)]
    conversation: Option<u64>,
}

/// What is read of a source.
pub(in crate::cli) enum Opened {
    /// The bytes of one stream, perhaps.
    Stream(Input),
    /// What many programs said.
    Packets(Box<Packets>),
}

/// Which part of what is read is a stream.
#[derive(Debug, Clone, Copy, Default, Args)]
struct Part {
    /// Skip N bytes before the stream
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = part::count)]
    skip: u64,
    /// Stop after N objects: what follows is not read
    #[arg(long, value_name = "N", value_parser = part::count_of_objects)]
    objects: Option<u64>,
    /// The stream has no header: the capture begins in the middle of a connection
    ///
    /// Without this option, a stream that begins as an object does is read so, too.
    #[arg(long)]
    no_header: bool,
}

impl Source {
    /// Returns the source of a file whose bytes stand for themselves.
    pub(in crate::cli) fn of_bytes(file: Option<PathBuf>) -> Self {
        Source {
            file,
            from: From::Binary,
            part: Part::default(),
            conversation: None,
        }
    }

    /// Returns the source of a capture in whatever form it comes.
    pub(in crate::cli) fn of_capture(file: PathBuf) -> Self {
        Source {
            file: Some(file),
            from: From::Auto,
            part: Part::default(),
            conversation: None,
        }
    }

    /// Opens the source: a reader of its bytes, whatever form they came in, or of packets.
    ///
    /// A read returns what there is, and waits only if there is nothing.
    ///
    /// # Errors
    ///
    /// If it cannot be opened, or its beginning not be read; if an option makes no sense for it.
    pub(in crate::cli) fn opened(&self) -> anyhow::Result<Opened> {
        self.open_as(self.is_headerless().then_some(Objects::WithoutHeader))
    }

    /// Opens a source of one stream, in the same way.
    ///
    /// # Errors
    ///
    /// The same, and if it is a capture of packets.
    pub(in crate::cli) fn open(&self) -> anyhow::Result<Input> {
        match self.opened()? {
            Opened::Stream(input) => Ok(input),
            Opened::Packets(packets) => bail!(
                "{} is a capture of packets, which is more than one stream",
                packets.name()
            ),
        }
    }

    /// Opens a source of strings of `writeUTF`, in the same way.
    ///
    /// # Errors
    ///
    /// The same.
    pub(in crate::cli) fn open_strings(&self) -> anyhow::Result<Input> {
        match self.open_as(Some(Objects::Strings))? {
            Opened::Stream(input) => Ok(input),
            Opened::Packets(_) => bail!(self.senseless("--raw")),
        }
    }

    /// Opens a source of packets alone.
    ///
    /// # Errors
    ///
    /// If it cannot be opened, or its beginning not be read.
    pub(in crate::cli) fn open_packets(&self) -> anyhow::Result<Box<dyn Read>> {
        let ahead = layers::Ahead::default();
        let decoded = self
            .open_raw()
            .and_then(|raw| layers::decoded(raw, From::Auto, Said::default(), &ahead));
        let (reader, _) = decoded.with_context(|| format!("cannot read {}", self.name()))?;
        Ok(reader)
    }

    fn open_as(&self, kind: Option<Objects>) -> anyhow::Result<Opened> {
        let (form, from) = self.from.apart();
        let chosen = Chosen {
            conversation: self.conversation,
            from,
        };
        if let Some(directory) = self.path().filter(|path| path.is_dir()) {
            return self.packets(Packets::of_directory(directory, chosen)?, kind);
        }
        let skip = self.part.skip;
        let ahead = layers::Ahead::default();
        let mut is_capture = false;
        let mut read = || -> io::Result<(Box<dyn Read>, bool)> {
            let said = Said { kind, skip };
            let (mut reader, _) = layers::decoded(self.open_raw()?, form, said, &ahead)?;
            // Strings may begin as a capture does.
            if kind != Some(Objects::Strings) || from.is_some() || chosen.conversation.is_some() {
                (reader, is_capture) = packets_seen(reader)?;
            }
            if is_capture {
                return Ok((reader, false));
            }
            self.stream(reader, form, kind, &ahead)
        };
        let read = read().with_context(|| format!("cannot read {}", self.name()));
        let (reader, is_inside) = read?;
        if is_capture {
            return self.packets(Packets::of(reader, self.file_name(), chosen), kind);
        }
        if chosen.conversation.is_some() || from.is_some() {
            let option = match from {
                Some(side) => format!("--from {side}"),
                None => "--conversation".to_owned(),
            };
            bail!(
                "{} is no capture of packets (pcap, pcapng), which {option} is for",
                self.file_name()
            );
        }
        let skipped = (!is_inside).then_some(skip);
        Ok(Opened::Stream(Input::new(reader, self, skipped, ahead)))
    }

    /// A capture, or one side of one conversation in it as a stream.
    fn packets(&self, packets: Box<Packets>, kind: Option<Objects>) -> anyhow::Result<Opened> {
        let Part {
            skip,
            objects,
            no_header,
        } = self.part;
        let Chosen {
            conversation: Some(_),
            from: Some(from),
        } = packets.chosen
        else {
            let options = [
                ("--skip", skip > 0),
                ("--objects", objects.is_some()),
                ("--no-header", no_header),
            ];
            return match options.into_iter().find(|(_, is_given)| *is_given) {
                Some((option, _)) => bail!(self.senseless(option)),
                None => Ok(Opened::Packets(packets)),
            };
        };
        let ahead = layers::Ahead::default();
        let said = Said { kind, skip };
        let one = Box::new(One::new(packets, from));
        let read = layers::decoded(one, From::Auto, said, &ahead)
            .and_then(|(reader, _)| self.stream(reader, From::Auto, kind, &ahead));
        let (reader, is_inside) = read.with_context(|| format!("cannot read {}", self.name()))?;
        let skipped = (!is_inside).then_some(skip);
        Ok(Opened::Stream(Input::new(reader, self, skipped, ahead)))
    }

    /// The part that is a stream of bytes that had this form. Says whether a text stands there.
    fn stream(
        &self,
        mut reader: Box<dyn Read>,
        form: From,
        kind: Option<Objects>,
        ahead: &layers::Ahead,
    ) -> io::Result<(Box<dyn Read>, bool)> {
        let mut is_inside = false;
        let skip = self.part.skip;
        if skip > 0 {
            part::skip(&mut reader, skip)?;
            if form == From::Auto {
                let said = Said { kind, skip: 0 };
                (reader, is_inside) = layers::decoded(reader, From::Auto, said, ahead)?;
            }
        }
        Ok((self.up_to(reader), is_inside))
    }

    /// What is said of an option that is for one stream.
    fn senseless(&self, option: &str) -> String {
        format!(
            "{} is a capture of packets, and {option} is for one stream: choose one with \
             --conversation N and --from client or --from server",
            self.file_name()
        )
    }

    /// The same up to the end of the last object that is wanted.
    fn up_to(&self, reader: Box<dyn Read>) -> Box<dyn Read> {
        match self.part.objects {
            Some(count) => Box::new(part::Objects::new(reader, count, self.is_headerless())),
            None => reader,
        }
    }

    /// Returns whether the stream was said to have no header.
    pub(in crate::cli) fn is_headerless(&self) -> bool {
        self.part.no_header
    }

    /// Opens the source: a reader of its bytes as they are.
    ///
    /// # Errors
    ///
    /// If it cannot be opened.
    pub(in crate::cli) fn open_raw(&self) -> io::Result<Box<dyn Read>> {
        let Some(path) = self.path() else {
            return Ok(Box::new(io::stdin().lock()));
        };
        let file = File::open(path)?;
        match progress_of(&file) {
            Some(bar) => Ok(Box::new(bar.wrap_read(file))),
            None => Ok(Box::new(file)),
        }
    }

    /// Returns whether it is a file, which can be read more than once.
    pub(in crate::cli) fn is_file(&self) -> bool {
        self.path().is_some_and(Path::is_file)
    }

    /// Returns what messages call the source.
    pub(in crate::cli) fn name(&self) -> String {
        let mut name = self.file_name();
        if let (Some(conversation), (_, Some(side))) = (self.conversation, self.from.apart()) {
            name = format!("{name}, {side} in conversation {conversation}");
        }
        match self.part.skip {
            0 => name,
            skip => format!("{name} behind its first {skip} bytes"),
        }
    }

    fn file_name(&self) -> String {
        let path = self.path();
        path.map_or_else(|| "stdin".to_owned(), |path| path.display().to_string())
    }

    /// Returns whether it was left to the program what to read, and there is nothing but a
    /// keyboard.
    pub(in crate::cli) fn is_missing(&self) -> bool {
        self.file.is_none() && io::stdin().is_terminal()
    }

    /// The file; `None` is stdin.
    fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|file| *file != Path::new("-"))
    }
}

/// Looks whether packets are read. The reader gives all of them again.
fn packets_seen(mut reader: Box<dyn Read>) -> io::Result<(Box<dyn Read>, bool)> {
    let mut beginning = Vec::new();
    let is_capture = loop {
        // What is said of bytes that are no stream depends on how much of them is known at once.
        let mut piece = [0; 4096];
        let count = match read_some(&mut reader, &mut piece) {
            // It will be said again when what is good has been read.
            Err(_) if !beginning.is_empty() => break false,
            read => read?,
        };
        beginning.extend(piece.iter().take(count));
        if let Some(is_capture) = Reader::is_capture(&beginning) {
            break is_capture;
        }
        if count == 0 {
            break false;
        }
    };
    Ok((Box::new(Cursor::new(beginning).chain(reader)), is_capture))
}

/// The progress bar of a long file, where a terminal shows one.
///
/// On a terminal that shows the results too it would stand among them, and they tell enough.
fn progress_of(file: &File) -> Option<ProgressBar> {
    let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    if metadata.len() <= LONG_FILE || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(metadata.len());
    let template = "{bar:30} {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    Some(bar)
}

/// Reads once, again if a signal came in between.
pub(in crate::cli) fn read_some(input: &mut impl Read, space: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(space) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests;
