//! javawire's parser and graph against the JVM's own reader: changed streams, of which both must
//! read the same, as far and the same values, or refuse them at the same item.
//!
//! The JVM has stand-ins for all classes, so that no class has an opinion of its own. Where the two part,
//! `src/parser/differences.md` must have a row for it, and `rows` the same.
//!
//! `make differential` runs a million cases; `CASES=… SEED=…` others. A part of them runs with the tests.
//!
//! - `mutate`: the streams; `jvm`: the other side, of `tests/java/gen/javawire/differential`
//! - `reading`, `digest`: what javawire reads, and as text
//! - `compare`, `rows`: where the two part

mod compare;
mod digest;
mod jvm;
mod mutate;
mod reading;
mod rows;

use std::collections::BTreeMap;
use std::env;
use std::thread;

use compare::{Outcome, compare};
use jvm::Jvm;
use mutate::Seeds;

/// How many cases the JVM is given at once.
const BATCH: u64 = 500;

#[test]
fn the_jvm_reads_the_same() {
    run(1, 20_000, 1);
}

/// Each byte of what a stream says shows in what is compared: its values, how far it goes, whether
/// it is read at all.
#[test]
fn what_differs_is_seen() {
    let stream = b"\xAC\xED\0\x05sr\0\x03a.B\0\0\0\0\0\0\0\x01\x03\0\x02I\0\x01iL\0\x01o\
        t\0\x01Lxp\0\0\0\x07t\0\x04holaw\x01\x05x";
    let streams: Vec<_> = (0..stream.len())
        .map(|at| {
            let mut other = stream.to_vec();
            other[at] ^= 1;
            other
        })
        .collect();
    let mut jvm = Jvm::start();
    jvm.ask(&streams);
    for (at, other) in streams.iter().enumerate() {
        let answer = jvm.answer();
        assert!(
            matches!(compare(other, &answer), Outcome::Same(_)),
            "{at}: {answer}"
        );
        // The serialVersionUID is no value of the object.
        let hidden = (11..19).contains(&at);
        let seen = matches!(compare(stream, &answer), Outcome::Unlisted(_));
        assert!(seen || hidden, "{at}: {answer}");
    }
    jvm.end();
}

/// `CASES`, `SEED`, `JVMS`: `make differential`.
#[test]
#[ignore = "takes minutes: make differential"]
fn the_jvm_reads_the_same_of_many() {
    let number = |name, default| env::var(name).map_or(default, |value| value.parse().unwrap());
    run(
        number("SEED", 2),
        number("CASES", 1_000_000),
        number("JVMS", 2),
    );
}

/// So many cases, with so many JVMs.
fn run(seed: u64, cases: u64, jvms: u64) {
    let seeds = Seeds::new();
    let batches = cases.div_ceil(BATCH);
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let handles: Vec<_> = (0..jvms)
            .map(|jvm| {
                let seeds = &seeds;
                let work = move || some(seeds, seed, (jvm..batches).step_by(jvms as usize));
                let thread = thread::Builder::new().stack_size(256 << 20);
                thread.spawn_scoped(scope, work).unwrap()
            })
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap())
            .collect()
    });
    let mut tally = Tally::default();
    for one in tallies {
        tally.add(one);
    }
    println!("{} seeds, {tally}", seeds.len());
    assert!(
        tally.unlisted.is_empty(),
        "{} of {cases} cases (SEED={seed}) have no row:\n{}",
        tally.unlisted.len(),
        tally.unlisted[..tally.unlisted.len().min(60)].join("\n")
    );
    // Streams of which nothing is read prove nothing.
    assert!(tally.same["read"] > cases / 10, "{tally}");
}

fn some(seeds: &Seeds, seed: u64, batches: impl Iterator<Item = u64>) -> Tally {
    let mut jvm = Jvm::start();
    let mut tally = Tally::default();
    for batch in batches {
        let cases = batch * BATCH..(batch + 1) * BATCH;
        let streams: Vec<_> = cases.clone().map(|case| seeds.case(seed, case)).collect();
        jvm.ask(&streams);
        for (stream, case) in streams.iter().zip(cases) {
            tally.note(compare(stream, &jvm.answer()), case);
        }
    }
    jvm.end();
    tally
}

/// What came of the cases.
#[derive(Debug, Default)]
struct Tally {
    same: BTreeMap<&'static str, u64>,
    rows: BTreeMap<&'static str, u64>,
    unlisted: Vec<String>,
}

impl Tally {
    fn note(&mut self, outcome: Outcome, case: u64) {
        match outcome {
            Outcome::Same(how) => *self.same.entry(how).or_default() += 1,
            Outcome::Row(row) => *self.rows.entry(row).or_default() += 1,
            Outcome::Unlisted(what) => self.unlisted.push(format!("case {case}: {what}")),
        }
    }

    fn add(&mut self, other: Tally) {
        for (how, count) in other.same {
            *self.same.entry(how).or_default() += count;
        }
        for (row, count) in other.rows {
            *self.rows.entry(row).or_default() += count;
        }
        self.unlisted.extend(other.unlisted);
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "the same: {:?}", self.same)?;
        for (row, count) in &self.rows {
            writeln!(f, "{count:>8}  {row}")?;
        }
        write!(f, "{:>8}  without a row", self.unlisted.len())
    }
}
