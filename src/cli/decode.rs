//! `javawire decode`: a stream as JSON.

use std::io::{self, Write as _};

use anyhow::anyhow;
use clap::Args;
use javawire::ErrorKind;
use javawire::inspect::json::{Decoder, Layout, SCHEMA};
use javawire::inspect::plain::{self, Plain};

use super::input::Source;
use super::output::unless_closed;

/// The options of `decode`.
#[derive(Debug, Args)]
pub(super) struct Decode {
    #[command(flatten)]
    source: Source,
    /// Print all on one line
    #[arg(short, long)]
    compact: bool,
    /// Show what the objects mean: lists, maps, dates; there is no way back from that
    #[arg(long)]
    plain: bool,
    /// Print the JSON Schema of what decode prints, and read nothing
    #[arg(long, exclusive = true)]
    schema: bool,
}

/// Prints a stream as JSON; what is wrong with it is told behind that.
pub(super) fn run(options: &Decode) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    if options.schema {
        return unless_closed(stdout.write_all(SCHEMA.as_bytes())).map(|_| ());
    }
    let source = &options.source;
    super::demand("decode", source);
    let mut stream = Vec::new();
    // A text that is broken off has said something before.
    let read = source.open()?.read_to_end(&mut stream);
    let layout = if options.compact {
        Layout::Compact
    } else {
        Layout::Lines
    };
    let mut print = |piece: &[u8]| unless_closed(stdout.write_all(piece));
    let error = if options.plain {
        let (graph, error) = plain::read(&stream);
        let mut json = Plain::new(&graph, layout);
        while let Some(piece) = json.piece() {
            if print(piece)?.is_none() {
                return Ok(());
            }
        }
        error
    } else {
        let mut decoder = Decoder::new(&stream, layout);
        while let Some(piece) = decoder.piece() {
            if print(piece)?.is_none() {
                return Ok(());
            }
        }
        decoder.into_error()
    };
    if unless_closed(stdout.flush())?.is_none() {
        return Ok(());
    }
    if let Err(error) = read {
        return Err(anyhow!(error).context(format!("cannot read {}", source.name())));
    }
    match error {
        None => Ok(()),
        // The stream is as it should be: only its end cannot be shown.
        Some(error)
            if !options.plain && matches!(error.kind(), ErrorKind::UndelimitedExternal { .. }) =>
        {
            let name = source.name();
            let line = format!("javawire: {name}: the rest is shown as bytes: {error}\n");
            let _ =
                io::stderr().write_all(super::diagnostics::one_line(line.trim_end()).as_bytes());
            let _ = io::stderr().write_all(b"\n");
            Ok(())
        }
        Some(error) => Err(anyhow!("{}: {error}", source.name())),
    }
}
