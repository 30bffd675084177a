//! Captures: what samples the types are made with.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::Context as _;
use javawire::class_file::Classes;
use javawire::{Graph, Limits, Parser};

use crate::cli::input::Source;

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
    paths
        .map(|path| {
            let source = Source::of_capture(path.clone());
            let mut input = source.open()?;
            let mut bytes = Vec::new();
            let read = input.read_to_end(&mut bytes);
            read.with_context(|| format!("cannot read {}", source.name()))?;
            let limits = Limits::default()
                .with_max_string(u64::MAX)
                .with_max_handles(usize::MAX);
            let parser = Parser::of_capture(&bytes).with_limits(limits);
            let parser = told
                .iter()
                .fold(parser, |parser, name| parser.with_fields_not_written(*name));
            Graph::read_with(parser, &bytes).map_err(|error| input.failed(&error))
        })
        .collect()
}
