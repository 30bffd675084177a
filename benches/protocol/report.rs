//! The results as the README tells them.

use std::fmt::Write;

use crate::bars::{self, ratio};
use crate::cases::Case;
use crate::contenders::{Contender, Kind, SHARED, TYPED};
use crate::machine;
use crate::results::{Outcome, Results, Work};
use crate::table::{NOTHING, Table, number, times};
use crate::worker;

const MB: f64 = 1e6;

/// Returns all tables.
pub(crate) fn markdown(cases: &[Case], results: &Results) -> String {
    let mut text = introduction(results);
    for work in Work::BOTH {
        let title = work.title();
        let table = speed(cases, results, work);
        let _ = write!(
            text,
            "\n#### Speed of {title}: MB/s, and for the phrase ns\n\n{table}"
        );
    }
    let has_memory = |outcome: &Outcome| outcome.memory.is_some();
    if results.outcomes.iter().any(has_memory) {
        for work in Work::BOTH {
            let title = work.title();
            let table = memory(cases, results, work);
            let _ = write!(
                text,
                "\n#### Peak memory of {title}: MB more than idle (MB in all)\n\n{table}"
            );
        }
    }
    let bars = bars::table(cases, results);
    let _ = write!(text, "\n#### What must hold\n\n{bars}");
    text + &failures(results)
}

fn introduction(results: &Results) -> String {
    let settings = results.settings;
    let of_how_much = machine::memory().map_or(String::new(), |bytes| {
        format!(", which is {} MB", number(bytes as f64 / MB))
    });
    format!(
        "{processor}; {versions}. Medians of {rounds} rounds, fewer of what is slow{quick}{load}.\n\
         \n\
         - 1 MB is 1,000,000 bytes.\n\
         - The lines with *… as* include what javawire leaves until it is asked for: it keeps text and \
         numbers in the form they have on the wire.\n\
         - *against Java*: javawire's speed as a multiple of that of the fastest of Java 17, 21 and 25.\n\
         - *against copy*: the same, of a copy of the same bytes: into fresh memory in reading, \
         into memory at hand in writing.\n\
         - Java runs with its default settings: its heap may take a quarter of the machine's \
         memory{of_how_much}. Each case has a JVM of its own. Its thread has a stack of 1 GiB; the Rust programs have the one \
         that the system gives.\n\
         - While their time is measured the Rust programs keep memory that was freed, as a JVM does (`GLIBC_TUNABLES`). What \
         memory costs that the system has to give anew each time is in the line *in fresh memory*.\n",
        processor = machine::processor(),
        versions = machine::versions(),
        rounds = settings.rounds,
        quick = if settings.quick { " (`--quick`)" } else { "" },
        load = results.load.map_or(String::new(), |load| {
            format!("; load of the machine before: {load:.1}")
        }),
    )
}

fn speed(cases: &[Case], results: &Results, work: Work) -> Table {
    let columns = columns(results, work);
    let mut head = vec![String::new(), "bytes".to_owned()];
    head.extend(columns.iter().map(|contender| contender.name.clone()));
    head.extend(["against Java".to_owned(), "against copy".to_owned()]);
    let mut table = Table::new(head);
    for case in cases {
        let against = |kind: &Kind| {
            let ours = results.median(case.name, kind, work);
            let java = results.fastest_java(case.name, work);
            let copy = results.median(case.name, &Kind::Copy, work);
            [times(ratio(java, ours)), times(ratio(copy, ours))]
        };
        let mut row = vec![case.title.to_owned(), number(case.bytes() as f64)];
        row.extend(columns.iter().map(|contender| {
            let outcome = results.of(case.name, contender, work);
            cell(outcome, |outcome| Some(speed_of(case, outcome.median()?)))
        }));
        row.extend(against(&Kind::Javawire));
        table.push(row);

        let also = |what, title: Option<&'static str>| {
            let also = Kind::Also(what);
            let time = results.median(case.name, &also, work);
            title.zip(time).map(|(title, time)| (also, title, time))
        };
        let fresh = also(worker::FRESH, Some("in fresh memory"));
        let typed = also(TYPED, case.typed.map(|typed| typed.title));
        let shared = also(SHARED, case.shared.map(|shared| shared.title));
        for (also, value, time) in typed.into_iter().chain(shared).chain(fresh) {
            let mut row = vec![format!("… {value}"), String::new()];
            row.extend(columns.iter().map(|contender| match contender.kind {
                Kind::Javawire => speed_of(case, time),
                _ => String::new(),
            }));
            row.extend(against(&also));
            table.push(row);
        }
    }
    table
}

fn speed_of(case: &Case, nanoseconds: f64) -> String {
    if case.is_small() {
        return format!("{} ns", number(nanoseconds));
    }
    number(case.bytes() as f64 / MB / (nanoseconds / 1e9))
}

fn memory(cases: &[Case], results: &Results, work: Work) -> Table {
    let mut columns = columns(results, work);
    columns.retain(|contender| contender.kind != Kind::Copy);
    let mut head = vec![String::new(), "MB of stream".to_owned()];
    head.extend(columns.iter().map(|contender| contender.name.clone()));
    let mut table = Table::new(head);
    for case in cases {
        let mut row = vec![case.title.to_owned(), number(case.bytes() as f64 / MB)];
        row.extend(columns.iter().map(|contender| {
            let outcome = results.of(case.name, contender, work);
            cell(outcome, |outcome| {
                let (peak, idle) = outcome.memory?;
                let more = peak.saturating_sub(idle) as f64 / MB;
                Some(format!("{} ({})", number(more), number(peak as f64 / MB)))
            })
        }));
        table.push(row);
    }
    table
}

/// Those who do this work.
fn columns(results: &Results, work: Work) -> Vec<&Contender> {
    let all = results.contenders.iter();
    all.filter(|one| one.has_column() && (work == Work::Read || one.writes()))
        .collect()
}

fn cell(outcome: Option<&Outcome>, show: impl Fn(&Outcome) -> Option<String>) -> String {
    match outcome {
        Some(outcome) if outcome.failure.is_some() => "fails".to_owned(),
        Some(outcome) => show(outcome).unwrap_or_else(|| NOTHING.to_owned()),
        None => NOTHING.to_owned(),
    }
}

fn failures(results: &Results) -> String {
    let failed = results.outcomes.iter().filter(|one| one.work == Work::Read);
    let mut text = String::new();
    for outcome in failed {
        if let Some(reason) = &outcome.failure {
            if text.is_empty() {
                text += "\n#### What fails\n\n";
            }
            let _ = writeln!(text, "- {}, {}: {reason}", outcome.contender, outcome.case);
        }
    }
    text
}
