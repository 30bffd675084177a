//! Reports: JSON for programs, Markdown for people.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use javawire::compare::{Difference, Kind, Rules, Verdict};
use javawire::inspect::visible;
use serde_json::{Value, json};

use super::Compared;
use super::table::{grouped, headline, sides, verdict};

/// How many lines a table of Markdown has: what forges show is bounded.
const ROWS: usize = 1000;

/// A file for a report.
#[derive(Debug, Clone)]
pub(super) struct File {
    path: PathBuf,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Json,
    Markdown,
}

/// Reads the value of an option.
pub(super) fn file(path: &str) -> Result<File, String> {
    let path = PathBuf::from(path);
    let ending = path.extension().and_then(|ending| ending.to_str());
    let form = match ending {
        Some("json") => Form::Json,
        Some("md") => Form::Markdown,
        _ => return Err("the name of a report ends in .json or .md".to_owned()),
    };
    Ok(File { path, form })
}

impl File {
    /// Writes the report.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(super) fn write(&self, compared: &Compared, rules: &Rules) -> anyhow::Result<()> {
        let text = match self.form {
            Form::Json => format!("{:#}\n", json(compared, rules)),
            Form::Markdown => markdown(compared),
        };
        let path: &Path = &self.path;
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

fn json(compared: &Compared, rules: &Rules) -> Value {
    let summary = &compared.summary;
    let kind = |kind: &&Kind| {
        let examples: Vec<Value> = kind.examples().iter().map(difference).collect();
        json!({
            "path": kind.examples().first().map(Difference::general_path),
            "what": kind.examples().first().map(|it| it.what().name()),
            "count": kind.count(),
            "messages": kind.messages(),
            "conversations": kind.conversations(),
            "examples": examples,
        })
    };
    let rule = |(index, uses): (usize, &u64)| json!({"rule": rules.told(index), "uses": uses});
    let differing = compared.differing.iter().map(|(name, comparison)| {
        let differences = comparison.differences().iter().map(difference);
        json!({
            "name": name,
            "count": comparison.count(),
            "differences": differences.collect::<Vec<_>>(),
        })
    });
    json!({
        "verdict": verdict(summary),
        "compared": summary.len(),
        "sameBytes": summary.of(Verdict::SameBytes),
        "sameObjects": summary.of(Verdict::SameObjects),
        "differ": summary.of(Verdict::Differs),
        "leftOut": compared.left_out,
        "count": summary.count(),
        "kinds": summary.kinds().iter().map(kind).collect::<Vec<_>>(),
        "rules": summary.uses().iter().enumerate().map(rule).collect::<Vec<_>>(),
        "differing": differing.collect::<Vec<_>>(),
    })
}

fn difference(difference: &Difference) -> Value {
    json!({
        "path": difference.path(),
        "field": difference.field(),
        "what": difference.what().name(),
        "from": difference.from().map(|from| from.to_string()),
        "oldMessage": difference.messages().0,
        "newMessage": difference.messages().1,
        "old": difference.old_value(),
        "new": difference.new_value(),
    })
}

fn markdown(compared: &Compared) -> String {
    let summary = &compared.summary;
    let mut text = format!("## javawire compare\n\n{}\n", headline(compared));
    if summary.count() == 0 {
        return text;
    }
    text.push_str("\n| path | count | conversations | messages | old | new |\n");
    text.push_str("|---|--:|--:|--:|---|---|\n");
    for kind in summary.kinds().iter().take(ROWS) {
        let Some(first) = kind.examples().first() else {
            continue;
        };
        let (old, new) = sides(first);
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            code(first.general_path()),
            grouped(kind.count()),
            grouped(kind.conversations()),
            grouped(kind.messages()),
            code(&old),
            code(&new)
        ));
    }
    text
}

/// A text as it is, in a cell of a table.
fn code(text: &str) -> String {
    let text = visible(text).replace('|', "\\|");
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}
