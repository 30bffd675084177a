//! `javawire dump`: an annotated listing of a stream.

use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use javawire::inspect::dump::{self, Kind, Layout, Options, Role};

use super::classes::Classes;
use super::input::{Input, Opened, Source, read_some};
use super::output::unless_closed;
use super::packets;

/// How much is read at first: what is no stream shows in it.
const FIRST: usize = 64 << 10;

/// How much is read at once later: the lines of that are some thirty times as long, and still
/// fit into the caches of a processor.
const PIECE: usize = 8 << 10;

#[derive(Debug, Args)]
pub(super) struct Dump {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    classes: Classes,
    /// What the bytes are, if no object stream: strings of DataOutputStream.writeUTF
    ///
    /// Without this they are taken for such strings where they can be nothing else.
    #[arg(long, value_name = "KIND", value_enum)]
    raw: Option<Raw>,
    /// Show long strings, blocks and arrays whole, and what follows an error
    #[arg(long)]
    full: bool,
    /// When to use colours: auto is on a terminal, unless NO_COLOR is set
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Raw {
    /// One string after the other, as DataOutputStream.writeUTF writes them
    Writeutf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

pub(super) fn run(arguments: &Dump) -> anyhow::Result<()> {
    super::demand("dump", &arguments.source);
    let kind = match arguments.raw {
        Some(Raw::Writeutf) => Kind::Utf,
        None if arguments.source.is_headerless() => Kind::ObjectsWithoutHeader,
        None => Kind::Auto,
    };
    let options = Options::default().with_full(arguments.full).with_kind(kind);
    let layout = layout(arguments.color);
    let (classes, source) = (&arguments.classes, &arguments.source);
    let knowing = dump::Dump::with_fields_not_written;
    let mut dump = classes
        .told()
        .into_iter()
        .fold(dump::Dump::new(options.clone()), knowing);
    let input = match arguments.raw {
        Some(Raw::Writeutf) => source.open_strings()?,
        None => {
            let (classes, file) = (classes.clone(), source.clone());
            dump = dump.with_fields_not_written_as_found(move || classes.of(&file));
            match source.opened()? {
                Opened::Stream(input) => input,
                Opened::Packets(packets) => {
                    // Each line begins with who said it.
                    let columns = layout.width().saturating_sub(2);
                    let look = packets::Look {
                        options,
                        layout: layout.with_width(columns),
                        told: arguments.classes.told(),
                    };
                    return packets::list(packets, look);
                }
            }
        }
    };
    list(input, dump, &layout, arguments)
}

/// Returns how lines are laid out on this stdout.
pub(super) fn layout(color: When) -> Layout {
    let mut layout = Layout::default();
    if let Some(columns) = columns() {
        layout = layout.with_width(columns);
    }
    if color.is_painted() {
        layout = layout.with_paint(paint);
    }
    layout
}

/// Returns how wide the terminal is, if stdout is one.
pub(super) fn columns() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(columns.into())
}

impl When {
    /// Whether stdout is to have colours.
    pub(super) fn is_painted(self) -> bool {
        match self {
            When::Never => false,
            When::Always => true,
            When::Auto => {
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        }
    }
}

/// Lists what comes, as it comes: before it waits for more, all is printed.
fn list(
    mut input: Input,
    mut dump: dump::Dump,
    layout: &Layout,
    arguments: &Dump,
) -> anyhow::Result<()> {
    let Dump {
        source,
        full: is_full,
        ..
    } = arguments;
    let mut stdout = anstream::AutoStream::always(io::stdout().lock());
    let mut lines = Vec::new();
    let mut piece = vec![0; FIRST];
    let mut broken = None;
    loop {
        let read = read_some(&mut input, &mut piece);
        let count = *read.as_ref().unwrap_or(&0);
        let bytes = piece.get(..count).unwrap_or_default();
        let mut add = |item: &dump::Item<'_>| layout.push(&mut lines, item);
        let listed = match count {
            0 => dump.finish(&mut add),
            _ => dump.push(bytes, &mut add),
        };
        // Of what is not a stream at all, its error is all there is to say.
        if let Err(error) = &listed
            && !*is_full
            && input.is_no_stream(error)
        {
            // Of what could not be read, that it is empty says nothing.
            read.with_context(|| format!("cannot read {}", source.name()))?;
            return Err(input.failed(error));
        }
        let mut written = Ok(());
        if count == 0 || listed.is_err() || !input.may_be_text() {
            written = stdout.write_all(&lines);
            lines.clear();
        }
        if unless_closed(written.and_then(|()| stdout.flush()))?.is_none() {
            return Ok(());
        }
        // What cannot be read any more is the cause of what is cut off.
        read.with_context(|| format!("cannot read {}", source.name()))?;
        if let Err(error) = listed {
            broken.get_or_insert(error);
        }
        if count == 0 || (broken.is_some() && dump.is_over()) {
            break;
        }
        piece.truncate(PIECE);
    }
    match broken {
        Some(error) => Err(input.failed(&error)),
        None => Ok(()),
    }
}

/// Sixteen colours, which follow those of the terminal.
fn paint(role: Role) -> Style {
    match role {
        Role::Name => AnsiColor::Cyan.on_default(),
        Role::Field => Style::new().bold(),
        Role::Class => AnsiColor::Yellow.on_default(),
        Role::Value => AnsiColor::Magenta.on_default(),
        Role::Text => AnsiColor::Green.on_default(),
        Role::Handle => AnsiColor::Blue.on_default(),
        Role::Error => AnsiColor::Red.on_default().bold(),
        _ => Style::new().dimmed(),
    }
}
