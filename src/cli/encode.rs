//! `javawire encode`: the stream that JSON stands for.

use std::fs;
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use javawire::inspect::json::Encoded;
use serde_json::Value;

use super::diagnostics::note;
use super::input::Source;
use super::output::unless_closed;

/// How much is looked at before all is read.
const BEGINNING: u64 = 64 << 10;

/// The options of `encode`.
#[derive(Debug, Args)]
pub(super) struct Encode {
    /// The JSON to read; - is stdin, and so is no FILE at all unless stdin is a terminal
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where to write the stream; - is stdout, even if that is a terminal
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the stream, whole or not at all.
pub(super) fn run(options: &Encode) -> anyhow::Result<()> {
    let source = Source::of_bytes(options.file.clone());
    // Whoever named nothing to read has more to mend than where the stream would go.
    super::demand("encode", &source);
    if options.output.is_none() && io::stdout().is_terminal() {
        bail!("a stream is no text for a terminal: name a file with --output, or use a pipe");
    }
    let name = source.name();
    let mut text = Vec::new();
    source
        .open_raw()
        .and_then(|file| read(file, &mut text))
        .with_context(|| format!("cannot read {name}"))?;
    if text.trim_ascii().is_empty() {
        bail!("{name} is empty: there is nothing to read");
    }
    if is_of_packets(&text) {
        bail!(
            "{name} is what decode prints of a capture of packets, which shows what messages mean: \
             there is no way back from that; with --conversation N and --from client, or --from \
             server, decode prints what encode takes"
        );
    }
    let encoded = Encoded::of(&text).map_err(|error| anyhow!("{name}: {error}"))?;
    drop(text);
    for text in notes(&encoded) {
        note(&format!("{name}: note: {text}"));
    }
    match options.output.as_deref() {
        Some(file) if file != Path::new("-") => fs::write(file, &encoded.stream)
            .with_context(|| format!("cannot write {}", file.display())),
        _ => {
            let mut stdout = io::stdout().lock();
            let written = stdout.write_all(&encoded.stream);
            unless_closed(written.and_then(|()| stdout.flush()))?;
            Ok(())
        }
    }
}

/// Whether these are lines of messages, each with its place in a capture.
fn is_of_packets(text: &[u8]) -> bool {
    let line = text.trim_ascii_start().split(|byte| *byte == b'\n').next();
    let Ok(Value::Object(members)) = serde_json::from_slice(line.unwrap_or_default()) else {
        return false;
    };
    let keys = ["conversation", "from", "offset", "kind"];
    !members.contains_key("javawire") && keys.iter().all(|key| members.contains_key(*key))
}

/// Reads all of it, or the beginning of what is not JSON: that is enough to say so.
fn read(mut file: impl Read, text: &mut Vec<u8>) -> io::Result<()> {
    file.by_ref().take(BEGINNING).read_to_end(text)?;
    let beginning = text
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(text)
        .trim_ascii_start();
    let begins_json = match beginning.first() {
        None | Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => true,
        Some(_) => false,
    };
    let is_text = match std::str::from_utf8(text) {
        Ok(_) => true,
        // It may be cut in the middle of a character.
        Err(error) => error.error_len().is_none(),
    };
    if begins_json && is_text {
        file.read_to_end(text)?;
    }
    Ok(())
}

/// What the user should know of the stream.
fn notes(encoded: &Encoded) -> Vec<String> {
    let mut notes = Vec::new();
    let mut listed = encoded.mended.iter().map(ToString::to_string);
    let others = |listed: usize, more: usize| listed.saturating_sub(1).saturating_add(more);
    match (
        listed.next(),
        others(encoded.mended.len(), encoded.more_mended),
    ) {
        (Some(first), 0) => notes.push(first),
        (Some(first), others) => notes.push(format!("{first}, and that of {others} more")),
        (None, _) => {}
    }
    // What is wrong with each may differ, and each is to be mended by hand.
    const LISTED: usize = 5;
    notes.extend(encoded.noted.iter().take(LISTED).map(ToString::to_string));
    let unlisted = encoded.noted.len().saturating_sub(LISTED);
    match unlisted.saturating_add(encoded.more_noted) {
        0 => {}
        others => notes.push(format!(
            "{others} more values that a JVM reads otherwise or refuses"
        )),
    }
    if encoded.needs_reset {
        notes.push(
            "without a header, it refers to its own objects as if nothing had been sent before; \
             if something was, put {\"@reset\": true} first into \"contents\""
                .to_owned(),
        );
    }
    notes
}
