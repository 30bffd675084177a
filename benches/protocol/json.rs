//! Every single measurement, for programs.

use std::fmt::Write;

use crate::cases::Case;
use crate::machine;
use crate::results::{Outcome, Results};

/// Returns the results as JSON.
pub(crate) fn text(cases: &[Case], results: &Results) -> String {
    let processor = string(&machine::processor());
    let quick = results.settings.quick;
    let bytes = cases
        .iter()
        .map(|case| format!("    {}: {}", string(case.name), case.bytes()));
    let outcomes = results.outcomes.iter().map(outcome);
    format!(
        "{{\n  \"processor\": {processor},\n  \"quick\": {quick},\n  \
         \"bytes\": {{\n{}\n  }},\n  \"outcomes\": [\n{}\n  ]\n}}\n",
        bytes.collect::<Vec<_>>().join(",\n"),
        outcomes.collect::<Vec<_>>().join(",\n"),
    )
}

fn outcome(outcome: &Outcome) -> String {
    let rounds: Vec<String> = outcome.rounds.iter().map(|ns| format!("{ns:.1}")).collect();
    let mut text = format!(
        "    {{\"case\": {}, \"contender\": {}, \"work\": {}, \"nanoseconds\": [{}]",
        string(outcome.case),
        string(&outcome.contender),
        string(outcome.work.name()),
        rounds.join(", "),
    );
    if let Some((peak, idle)) = outcome.memory {
        let _ = write!(text, ", \"peak\": {peak}, \"idle\": {idle}");
    }
    if let Some(reason) = &outcome.failure {
        let _ = write!(text, ", \"failure\": {}", string(reason));
    }
    text + "}"
}

fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\0'..='\x1F' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted + "\""
}
