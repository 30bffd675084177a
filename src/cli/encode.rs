//! `javawire encode`: the stream that JSON stands for.

use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;
use javawire::inspect::json;

use super::input::Source;
use super::output::unless_closed;

/// The options of `encode`.
#[derive(Debug, Args)]
pub(super) struct Encode {
    /// The JSON to read; - is stdin, and so is no FILE at all unless stdin is a terminal
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Writes the stream to stdout, whole or not at all.
pub(super) fn run(options: &Encode) -> anyhow::Result<()> {
    let source = Source::of_bytes(options.file.clone());
    super::demand("encode", &source);
    let mut text = Vec::new();
    source
        .open_raw()
        .and_then(|mut file| file.read_to_end(&mut text))
        .with_context(|| format!("cannot read {}", source.name()))?;
    let stream = json::encode(&text).map_err(|error| anyhow!("{}: {error}", source.name()))?;
    let mut stdout = io::stdout().lock();
    unless_closed(stdout.write_all(&stream).and_then(|()| stdout.flush()))?;
    Ok(())
}
