//! `javawire decode`: a stream as JSON.

use std::io::{self, Read as _, StdoutLock, Write as _};
use std::ops::ControlFlow;

use anyhow::Context as _;
use clap::Args;
use javawire::inspect::json::{Decoder, Layout, SCHEMA};
use javawire::inspect::plain::Live;
use javawire::{Error, ErrorKind, JavaString, Parsed, Parser};

use super::classes::Classes;
use super::input::{Input, Opened, Source, read_some};
use super::output::unless_closed;
use super::packets;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// How many bytes are enough to show whether they are a stream: more than any name has.
const BEGINNING: usize = 2 * PIECE;

/// The options of `decode`.
#[derive(Debug, Args)]
pub(super) struct Decode {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    classes: Classes,
    /// Print all on one line
    #[arg(short, long)]
    compact: bool,
    /// Show what the objects mean, each as soon as it is whole: lists, maps, dates
    ///
    /// There is no way back from that. A byte[] is a string of hexadecimal digits there.
    #[arg(long)]
    plain: bool,
    /// Print the JSON Schema of what decode prints, and read nothing
    #[arg(long, exclusive = true)]
    schema: bool,
}

/// Prints a stream as JSON; what is wrong with it is told after that.
pub(super) fn run(options: &Decode) -> anyhow::Result<()> {
    let stdout = io::stdout().lock();
    if options.schema {
        return schema(stdout);
    }
    let source = &options.source;
    super::demand("decode", source);
    let layout = if options.compact {
        Layout::Compact
    } else {
        Layout::Lines
    };
    let input = match source.opened()? {
        Opened::Stream(input) => input,
        Opened::Packets(packets) => {
            drop(stdout);
            return packets::lines(packets, options.classes.told());
        }
    };
    if options.plain {
        plain(input, source, &options.classes, layout, stdout)
    } else {
        lossless(input, source, &options.classes, layout, stdout)
    }
}

fn schema(mut stdout: StdoutLock<'_>) -> anyhow::Result<()> {
    let written = stdout.write_all(SCHEMA.as_bytes());
    unless_closed(written.and_then(|()| stdout.flush())).map(|_| ())
}

/// Prints what the objects mean: before more is waited for, all that is whole is printed.
fn plain(
    mut input: Input,
    source: &Source,
    classes: &Classes,
    layout: Layout,
    mut stdout: StdoutLock<'_>,
) -> anyhow::Result<()> {
    let mut live = match source.is_headerless() {
        true => Live::with_parser(layout, headerless()),
        false => Live::new(layout),
    };
    for class in classes.told() {
        live = live.with_fields_not_written(class);
    }
    let (classes, file) = (classes.clone(), source.clone());
    live = live.with_fields_not_written_as_found(move || classes.of(&file));
    let mut piece = vec![0; PIECE];
    // A text may begin as an object does: what comes of it is shown once it is not a text.
    let mut held = Some(Vec::new());
    let mut is_noted = false;
    loop {
        let read = read_some(&mut input, &mut piece);
        let is_over = !matches!(read, Ok(1..));
        let mut written = match input.may_be_text() {
            true => Ok(()),
            false => release(&mut held, &mut stdout),
        };
        let mut print = |json: &[u8]| {
            written = match &mut held {
                Some(held) => {
                    held.extend(json);
                    Ok(())
                }
                None => stdout.write_all(json),
            };
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        };
        let shown = match &read {
            Ok(0) => live.finish(&mut print),
            Ok(count) => live.push(piece.get(..*count).unwrap_or_default(), &mut print),
            // A text that is broken off was not sent that way.
            Err(error) => live.cut_off(&error.to_string(), &mut print).or(Ok(())),
        };
        if live.says_less() && !is_noted {
            is_noted = true;
            super::diagnostics::note(&format!(
                "{}: note: half of a surrogate pair, which no text of JSON can hold, is shown as '?': \
                 decode alone keeps it",
                source.name()
            ));
        }
        if let Err(error) = &shown
            && held.is_some()
            && input.is_no_stream(error)
        {
            return Err(input.failed(error));
        }
        if is_over && written.is_ok() {
            written = release(&mut held, &mut stdout);
        }
        if unless_closed(written.and_then(|()| stdout.flush()))?.is_none() {
            return Ok(());
        }
        read.with_context(|| format!("cannot read {}", source.name()))?;
        if let Err(error) = shown {
            return told(&mut input, source, "not shown", &error);
        }
        if is_over {
            return Ok(());
        }
    }
}

/// Prints what was held back, if anything was.
fn release(held: &mut Option<Vec<u8>>, stdout: &mut StdoutLock<'_>) -> io::Result<()> {
    stdout.write_all(&held.take().unwrap_or_default())
}

/// Prints what makes the same bytes again. That names what is referred to later, so that it
/// cannot begin before the stream has ended.
fn lossless(
    mut input: Input,
    source: &Source,
    classes: &Classes,
    layout: Layout,
    mut stdout: StdoutLock<'_>,
) -> anyhow::Result<()> {
    let mut stream = Vec::new();
    let parser = |stream: &[u8]| match source.is_headerless() {
        true => headerless(),
        false => Decoder::parser(stream),
    };
    // A text that is broken off has said something before.
    let mut read = (&mut input).take(BEGINNING as u64).read_to_end(&mut stream);
    if let Err(error) = beginning(parser(&stream), &stream)
        && input.is_no_stream(&error)
    {
        read.with_context(|| format!("cannot read {}", source.name()))?;
        return Err(input.failed(&error));
    }
    if read.is_ok() {
        read = input.read_to_end(&mut stream);
    }
    let decoder = |classes: &[JavaString]| {
        let decoder = Decoder::with(&stream, layout, || {
            let classes = classes.iter().cloned();
            classes.fold(parser(&stream), Parser::with_fields_not_written)
        });
        match &read {
            Ok(_) => decoder,
            Err(error) => decoder.cut_off(error.to_string()),
        }
    };
    let mut decoder = match decoder(&classes.told()) {
        whole if whole.error().is_none() => whole,
        _ => decoder(&classes.of_bytes(source, &stream)),
    };
    // Its bytes would not help anybody.
    if let Some(error) = decoder.error().filter(|error| input.is_no_stream(error)) {
        read.with_context(|| format!("cannot read {}", source.name()))?;
        return Err(input.failed(error));
    }
    while let Some(piece) = decoder.piece() {
        if unless_closed(stdout.write_all(piece))?.is_none() {
            return Ok(());
        }
    }
    if unless_closed(stdout.flush())?.is_none() {
        return Ok(());
    }
    read.with_context(|| format!("cannot read {}", source.name()))?;
    match decoder.into_error() {
        None => Ok(()),
        Some(error) => told(&mut input, source, "shown as bytes", &error),
    }
}

/// What is wrong with a stream, unless it is as it should be and only its end cannot be told apart.
fn told(input: &mut Input, source: &Source, rest: &str, error: &Error) -> anyhow::Result<()> {
    if !matches!(error.kind(), ErrorKind::UndelimitedExternal { .. }) {
        return Err(input.failed(error));
    }
    let name = source.name();
    super::diagnostics::note(&format!("{name}: the rest is {rest}: {error}"));
    Ok(())
}

/// What is wrong with the beginning of a stream, if anything is.
fn beginning(mut parser: Parser, beginning: &[u8]) -> javawire::Result<()> {
    let mut rest = beginning;
    while let Parsed::Event { consumed, .. } = parser.parse(rest, false)? {
        rest = rest.get(consumed..).unwrap_or_default();
    }
    Ok(())
}

/// A parser of a stream that was caught after its header.
fn headerless() -> Parser {
    Parser::without_header().with_refusals_noted()
}
