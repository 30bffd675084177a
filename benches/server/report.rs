//! What came out, and what must.

use std::fmt::Write;

use crate::contenders::{BARE, JAVAWIRE};
use crate::machine;
use crate::more::More;
use crate::rounds::{CLIENTS, Sample, Settings, median};
use crate::table::{NOTHING, Table};

/// How the names of Java's servers begin: the better one counts.
const JAVA: &str = "Java";

/// What a table tells of a sample.
type Of = fn(&Sample) -> f64;

/// Returns all tables.
pub(crate) fn markdown(settings: &Settings, samples: &[Sample], more: &More) -> String {
    let mut text = format!(
        "{}; {}. Medians of {} rounds of {:?}; ratios are medians of the ratios in each round; load of the machine before: {}; the clients run on the same machine, too. \
         stdout of all servers goes to /dev/null; javawire and Java print three lines for each conversation.\n",
        machine::processor(),
        machine::versions(),
        settings.rounds,
        settings.slot,
        machine::load().map_or(NOTHING.to_owned(), |load| format!("{load:.1}")),
    );
    let tables: [(&str, Of, usize); 5] = [
        (
            "Server CPU for each conversation, µs",
            |sample| sample.cpu,
            1,
        ),
        ("Conversations per second", |sample| sample.per_second, 0),
        ("Median wait of a client, µs", |sample| sample.p50, 0),
        ("p99 of the wait, µs", |sample| sample.p99, 0),
        ("Cores the server used", |sample| sample.cores, 2),
    ];
    for (title, of, decimals) in tables {
        let mut head = vec!["clients".to_owned()];
        head.extend(CLIENTS.map(|clients| clients.to_string()));
        let mut table = Table::new(head);
        for server in names(samples) {
            let mut row = vec![server.clone()];
            row.extend(
                CLIENTS.map(|clients| number(of_server(samples, &server, clients, of), decimals)),
            );
            table.push(row);
        }
        let _ = write!(text, "\n#### {title}\n\n{table}");
    }
    let _ = write!(text, "\n#### What must hold\n\n{}", bars(samples, more));
    text
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn bars(samples: &[Sample], more: &More) -> Table {
    let head = ["", "measured", "needed", "held"];
    let mut table = Table::new(head.map(str::to_owned).to_vec());
    let mut bar = |what: String, measured: Option<f64>, bound: f64, at_most: bool, unit: &str| {
        let holds = measured.map(|is| if at_most { is <= bound } else { is >= bound });
        let held = match holds {
            None => NOTHING,
            Some(true) => "yes",
            Some(false) => "**no**",
        };
        let side = if at_most { "at most" } else { "at least" };
        let measured = measured.map_or(NOTHING.to_owned(), |is| format!("{is:.2}{unit}"));
        table.push(vec![
            what,
            measured,
            format!("{side} {bound}{unit}"),
            held.to_owned(),
        ]);
    };
    for clients in CLIENTS {
        let who = match clients {
            1 => "1 client".to_owned(),
            _ => format!("{clients} clients"),
        };
        // What runs beside disturbs a whole round: so each is compared by itself.
        let against = |other: &str, of: Of| ratio(samples, clients, other, of);
        let cpu: Of = |sample| sample.cpu;
        bar(
            format!("{who}, CPU against the bare loop"),
            against(BARE, cpu),
            1.25,
            true,
            "×",
        );
        bar(
            format!("{who}, CPU against Java"),
            against(JAVA, cpu),
            0.55,
            true,
            "×",
        );
        let rate: Of = |sample| sample.per_second;
        bar(
            format!("{who}, conversations per second against the bare loop"),
            against(BARE, rate),
            0.9,
            false,
            "×",
        );
        let p99: Of = |sample| sample.p99;
        bar(
            format!("{who}, p99 against Java"),
            against(JAVA, p99),
            1.0,
            true,
            "×",
        );
    }
    bar(
        "first answer after the start".to_owned(),
        more.first_answer.map(|us| us / 1e3),
        20.0,
        true,
        " ms",
    );
    bar(
        "memory of an idle server".to_owned(),
        more.idle.map(|bytes| bytes / 1e6),
        10.0,
        true,
        " MB",
    );
    bar(
        format!("memory for each of {} silent clients", more.silent),
        more.per_silent.map(|bytes| bytes / 1024.0),
        8.0,
        true,
        " KiB",
    );
    bar(
        format!(
            "p99 of 16 clients beside {} silent ones, against none",
            more.silent
        ),
        more.p99.map(|(without, with)| with / without),
        2.0,
        true,
        "×",
    );
    table
}

/// Returns the median over all rounds of ours against the smallest of those whose names
/// begin so.
fn ratio(samples: &[Sample], clients: usize, other: &str, of: Of) -> Option<f64> {
    let of_clients = samples.iter().filter(|sample| sample.clients == clients);
    let ours = of_clients
        .clone()
        .filter(|sample| sample.server == JAVAWIRE);
    let ratios = ours.filter_map(|ours| {
        let others = of_clients
            .clone()
            .filter(|sample| sample.round == ours.round && sample.server.starts_with(other));
        Some(of(ours) / others.map(of).min_by(f64::total_cmp)?)
    });
    median(ratios.collect())
}

/// The servers, as they came.
fn names(samples: &[Sample]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for sample in samples {
        if !names.contains(&sample.server) {
            names.push(sample.server.clone());
        }
    }
    names
}

fn of_server(samples: &[Sample], server: &str, clients: usize, of: Of) -> Option<f64> {
    let samples = samples.iter();
    let own = samples.filter(|sample| sample.server == server && sample.clients == clients);
    median(own.map(of).collect())
}

fn number(number: Option<f64>, decimals: usize) -> String {
    number.map_or(NOTHING.to_owned(), |number| format!("{number:.decimals$}"))
}
