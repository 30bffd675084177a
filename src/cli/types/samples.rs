//! Captures: what samples the types are made with.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use javawire::class_file::Classes;
use javawire::{ErrorKind, Graph, Limits, Parser};

use crate::cli::diagnostics::note;
use crate::cli::input::{Opened, Source};
use crate::cli::packets::{self, Packets, Said};

/// Reads captures, in whatever form they come. The classes tell which of them write no fields.
///
/// # Errors
///
/// If one cannot be read, or is no stream.
pub(super) fn read<'p>(
    paths: impl Iterator<Item = &'p PathBuf>,
    classes: &Classes,
) -> anyhow::Result<Vec<Graph>> {
    let mut paths = paths.peekable();
    if paths.peek().is_none() {
        return Ok(Vec::new());
    }
    let told: Vec<&str> = classes.writing_no_fields().collect();
    let mut graphs = Vec::new();
    for path in paths {
        let source = Source::of_capture(path.clone());
        match source.opened()? {
            Opened::Stream(mut input) => {
                let mut bytes = Vec::new();
                let read = input.read_to_end(&mut bytes);
                read.with_context(|| format!("cannot read {}", source.name()))?;
                let graph = graph(&bytes, &told).map_err(|error| input.failed(&error))?;
                graphs.push(graph);
            }
            Opened::Packets(packets) => {
                let before = graphs.len();
                of_packets(packets, &told, &mut graphs)?;
                if graphs.len() == before {
                    bail!(
                        "{}: nothing that was said in this capture of packets is an object stream",
                        source.name()
                    );
                }
            }
        }
    }
    Ok(graphs)
}

/// Reads all that is an object stream in a capture of packets.
fn of_packets(packets: Box<Packets>, told: &[&str], graphs: &mut Vec<Graph>) -> anyhow::Result<()> {
    for Said {
        name,
        bytes,
        is_cut,
    } in packets::streams(packets)?
    {
        match graph(&bytes, told) {
            Ok(graph) => graphs.push(graph),
            // Programs say other things too.
            Err(error) if matches!(error.kind(), ErrorKind::StreamHeader { .. }) => {}
            Err(_) if bytes.is_empty() => {}
            Err(error) => {
                let cut = if is_cut {
                    ", and bytes are missing there"
                } else {
                    ""
                };
                note(&format!("{name}: note: it is no sample: {error}{cut}"));
            }
        }
    }
    Ok(())
}

fn graph(bytes: &[u8], told: &[&str]) -> javawire::Result<Graph> {
    let limits = Limits::default()
        .with_max_string(u64::MAX)
        .with_max_handles(usize::MAX);
    let parser = Parser::of_capture(bytes).with_limits(limits);
    let parser = told
        .iter()
        .fold(parser, |parser, name| parser.with_fields_not_written(*name));
    Graph::read_with(parser, bytes)
}
