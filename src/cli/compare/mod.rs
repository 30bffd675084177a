//! `javawire compare`: two streams or two recordings, object by object.
//!
//! * `sides.rs`: what is compared; `noise.rs`: a file of rules
//! * `table.rs`: what is printed; `report.rs`: what is written to files

mod noise;
mod report;
mod sides;
mod table;

use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use javawire::compare::{self, Comparison, Rules, Summary, Verdict};

use super::classes::Classes;
use super::diagnostics::note;
use super::output::unless_closed;
use sides::Sides;

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// What is as it should be: a stream in any form that dump takes, a recording, a capture of
    /// packets, or a directory of these
    old: PathBuf,
    /// What is compared with it, of the same kind
    new: PathBuf,
    /// A file of rules that say what may differ (TOML)
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Do not look at this place: a path as $.lines[*].price or $..id, a field as
    /// shop.Order#created, or a class; may be given several times
    #[arg(long, value_name = "PLACE")]
    ignore: Vec<String>,
    /// Take the elements of the list or array at this place in any order; may be given
    /// several times
    #[arg(long, value_name = "PLACE")]
    unordered: Vec<String>,
    /// Compare all: stack traces, the order of hash maps, each byte
    #[arg(long)]
    strict: bool,
    /// Write a report too: JSON if FILE ends in .json, Markdown if in .md; may be given several
    /// times
    #[arg(long, value_name = "FILE", value_parser = report::file)]
    report: Vec<report::File>,
    #[command(flatten)]
    classes: Classes,
}

/// What has been compared.
#[derive(Debug, Default)]
struct Compared {
    summary: Summary,
    /// Whether they were conversations.
    are_conversations: bool,
    /// Those that differ, with what they are called.
    differing: Vec<(String, Comparison)>,
    /// How many could not be compared, for something of them is missing.
    left_out: u64,
}

/// How many of those that differ are kept for reports.
const KEPT: usize = 1000;

impl Compared {
    fn add(&mut self, name: String, comparison: Comparison) {
        self.summary.add(&comparison);
        if !comparison.is_same() && self.differing.len() < KEPT {
            self.differing.push((name, comparison));
        }
    }
}

/// Compares what the arguments say. Returns the worst that came of it.
///
/// # Errors
///
/// If nothing could be compared.
pub(super) fn run(arguments: &Compare) -> anyhow::Result<Verdict> {
    let mut rules = arguments.rules()?;
    let old = sides::read(&arguments.old)?;
    let new = sides::read(&arguments.new)?;
    let mut compared = Compared::default();
    match (old, new) {
        (Sides::Stream(old), Sides::Stream(new)) => {
            for side in [&old, &new] {
                for class in arguments.classes.of_bytes(&side.source, &side.bytes) {
                    rules = rules.with_fields_not_written(class);
                }
            }
            let comparison = compare::streams(&old.bytes, &new.bytes, &rules);
            compared.add(String::new(), comparison);
        }
        (Sides::Conversations(old), Sides::Conversations(new)) => {
            for class in arguments.classes.told() {
                rules = rules.with_fields_not_written(class);
            }
            compared.are_conversations = true;
            conversations(&old, &new, &rules, &mut compared);
        }
        (one, _) => {
            let is_stream = matches!(one, Sides::Stream(_));
            let (stream, capture) = match is_stream {
                true => (&arguments.old, &arguments.new),
                false => (&arguments.new, &arguments.old),
            };
            bail!(
                "nothing can be compared: {} is one stream, and {} is a capture of packets; \
                 javawire decode shows one direction of a capture, as a stream",
                stream.display(),
                capture.display()
            );
        }
    }
    let Some(verdict) = compared.summary.verdict() else {
        bail!("nothing could be compared: {}", compared.why_not());
    };
    if compared.left_out > 0 {
        note(&format!("note: {}", compared.why_not()));
    }
    for rule in compared.summary.unused(&rules) {
        note(&format!(
            "note: the rule {rule} was not needed: nothing that differs is at its place"
        ));
    }
    for file in &arguments.report {
        file.write(&compared, &rules)?;
    }
    let printed = io::stdout().write_all(table::text(&compared).as_bytes());
    unless_closed(printed)?;
    Ok(verdict)
}

/// Compares conversations in the order in which they began.
fn conversations(
    old: &[sides::Conversation],
    new: &[sides::Conversation],
    rules: &Rules,
    compared: &mut Compared,
) {
    for index in 0..old.len().max(new.len()) {
        match (old.get(index), new.get(index)) {
            (Some(one), Some(other)) if one.is_cut || other.is_cut => {
                compared.left_out = compared.left_out.saturating_add(1);
            }
            (Some(one), Some(other)) => {
                let comparison = compare::conversations(&one.said, &other.said, rules);
                compared.add(one.name.clone(), comparison);
            }
            (Some(one), None) => {
                compared.add(one.name.clone(), compare::missing_conversation(&one.name));
            }
            (None, Some(other)) => {
                compared.add(other.name.clone(), compare::added_conversation(&other.name));
            }
            (None, None) => {}
        }
    }
}

impl Compared {
    fn why_not(&self) -> String {
        match self.left_out {
            0 => "there is no conversation over TCP in either file".to_owned(),
            1 => "one conversation was left out, for bytes of it are missing in the capture"
                .to_owned(),
            more => format!(
                "{more} conversations were left out, for bytes of them are missing in the capture"
            ),
        }
    }
}

impl Compare {
    fn rules(&self) -> anyhow::Result<Rules> {
        let mut rules = Rules::new();
        if let Some(path) = &self.rules {
            rules = noise::read(path, rules)?;
        }
        for place in &self.ignore {
            rules = rules.ignore(place)?;
        }
        for place in &self.unordered {
            rules = rules.unordered(place)?;
        }
        Ok(match self.strict {
            true => rules.strict(),
            false => rules,
        })
    }
}
