//! What came out, and what must.

use std::fmt::Write;

use crate::between::{HAPROXY, NOTHING, RECORDING, TAP, WITH_LINES};
use crate::idle::Idle;
use crate::samples::{Of, Samples};
use crate::table::{self, Table};
use crate::{Settings, machine};

const FRONTS: [&str; 5] = [NOTHING, HAPROXY, TAP, RECORDING, WITH_LINES];

/// What must hold of a ratio or a size.
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}
use Bound::{AtLeast, AtMost};

/// Returns all tables.
pub(crate) fn markdown(settings: &Settings, samples: &Samples, idle: Option<&Idle>) -> String {
    let mut text = format!(
        "{}; {}. Medians of {} rounds (of {} for the large stream); ratios are medians of the ratios in each round; load of the machine before: {}. \
         Client, server and what stands between them share the machine. HAProxy runs in `mode tcp` with as many threads as there are cores.\n\n",
        machine::processor(),
        machine::versions(),
        settings.rounds,
        settings.rounds.min(7),
        machine::load().map_or(table::NOTHING.to_owned(), |load| format!("{load:.1}")),
    );
    let columns: [(&str, Of, usize); 5] = [
        ("a phrase, µs", Of::Wait, 1),
        ("CPU of 16 clients, µs", Of::Cpu, 1),
        ("their p99, µs", Of::P99, 0),
        ("large stream, MB/s", Of::Stream, 0),
        ("10,000 beans, Java to Java, µs", Of::Ends, 0),
    ];
    let mut head = vec!["between client and server".to_owned()];
    head.extend(columns.map(|(title, ..)| title.to_owned()));
    let mut table = Table::new(head);
    for front in FRONTS {
        let mut row = vec![front.to_owned()];
        row.extend(columns.map(|(_, of, decimals)| {
            let value = samples.median(of, front);
            value.map_or(table::NOTHING.to_owned(), |value| {
                format!("{value:.decimals$}")
            })
        }));
        table.push(row);
    }
    let _ = write!(
        text,
        "{table}\n#### What must hold\n\n{}",
        bars(samples, idle)
    );
    text
}

fn bars(samples: &Samples, idle: Option<&Idle>) -> Table {
    let head = ["", "measured", "needed", "held"];
    let mut table = Table::new(head.map(str::to_owned).to_vec());
    let mut bar = |what: String, measured: Option<f64>, unit: &str, bound: Bound| {
        let (side, bound, holds) = match bound {
            AtLeast(bound) => ("at least", bound, measured.map(|is| is >= bound)),
            AtMost(bound) => ("at most", bound, measured.map(|is| is <= bound)),
        };
        let held = match holds {
            None => table::NOTHING,
            Some(true) => "yes",
            Some(false) => "**no**",
        };
        table.push(vec![
            what,
            measured.map_or(table::NOTHING.to_owned(), |is| format!("{is:.2}{unit}")),
            format!("{side} {bound}{unit}"),
            held.to_owned(),
        ]);
    };
    let against = |of, front| samples.ratio(of, [front, HAPROXY], |[tap, haproxy]| tap / haproxy);
    for (front, bound) in [(TAP, 1.1), (WITH_LINES, 1.25)] {
        let added = samples.ratio(
            Of::Wait,
            [front, HAPROXY, NOTHING],
            |[tap, haproxy, nothing]| (tap - nothing) / (haproxy - nothing),
        );
        let what = format!("{front}: what it adds to a phrase, of what HAProxy adds");
        bar(what, added, "×", AtMost(bound));
    }
    for (front, bound) in [(TAP, 1.2), (RECORDING, 1.3), (WITH_LINES, 1.5)] {
        let what = format!("{front}: CPU a conversation, 16 clients, of HAProxy's");
        bar(what, against(Of::Cpu, front), "×", AtMost(bound));
    }
    for (front, bound) in [(TAP, 0.9), (RECORDING, 0.5)] {
        let what = format!("{front}: MB/s of a large stream, of HAProxy's");
        bar(what, against(Of::Stream, front), "×", AtLeast(bound));
    }
    for (front, bound) in [(TAP, 1.1), (WITH_LINES, 1.2)] {
        let direct = samples.ratio(Of::Ends, [front, NOTHING], |[tap, nothing]| tap / nothing);
        let what = format!("{front}: time of 10,000 beans between Java ends, of that without");
        bar(what, direct, "×", AtMost(bound));
    }
    let megabytes = idle.map(|idle| idle.process / 1e6);
    bar("memory of a tap".to_owned(), megabytes, " MB", AtMost(16.0));
    let count = idle.map_or(0, |idle| idle.count);
    let each = idle.map(|idle| idle.each / 1e3);
    bar(
        format!("memory for each of {count} idle conversations"),
        each,
        " kB",
        AtMost(20.0),
    );
    table
}
