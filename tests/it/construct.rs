//! Graphs built by hand against the JVM: the same bytes as Java writes, read by Java
//! as the same objects.
//!
//! - `values`, `arrays`: strings, wrappers, numbers, enums, classes; arrays
//! - `time`: `java.time`
//! - `maps`, `keys`: collections, and every kind of key in them
//! - `objects`: classes of our own, proxies, cycles, block data
//! - `throwables`: exceptions
//! - `refused`: what cannot be built, and what is said then; `nodes`: what is of another graph
//! - `large`: deep and large graphs, on a small stack
//! - `edited`: values set in graphs that were read
//! - `rebuilt`: the committed streams, built again by hand

mod arrays;
mod edited;
mod keys;
mod large;
mod maps;
mod nodes;
mod objects;
mod rebuilt;
mod refused;
mod throwables;
mod time;
mod values;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use javawire::{Graph, Result};

use crate::support::java::{java_class, java_version};
use crate::support::program::Program;

/// The streams that are built here, by the names that `drivers.Construct` gives its own.
#[derive(Default)]
pub struct Cases {
    streams: BTreeMap<String, Vec<u8>>,
}

impl Cases {
    /// Adds the stream of the graph that `build` fills.
    #[track_caller]
    pub fn add(&mut self, name: impl Into<String>, build: impl FnOnce(&mut Graph) -> Result<()>) {
        let name = name.into();
        let mut graph = Graph::new();
        if let Err(error) = build(&mut graph) {
            panic!("{name}: {error}");
        }
        let same = Graph::read(&graph.write()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            same.write(),
            graph.write(),
            "{name}: read and written again"
        );
        let old = self.streams.insert(name.clone(), graph.write());
        assert!(old.is_none(), "two cases {name}");
    }
}

#[test]
fn graphs_built_by_hand_are_those_of_the_jvm() {
    let mut cases = Cases::default();
    values::add(&mut cases);
    arrays::add(&mut cases);
    time::add(&mut cases);
    maps::add(&mut cases);
    objects::add(&mut cases);
    throwables::add(&mut cases);

    // Before that, stack traces and more were written otherwise.
    assert!(
        java_version() >= 11,
        "this test needs a JVM of Java 11 or later"
    );
    let mut driver = Program::start("Construct", java_class("drivers.Construct"));
    let mut theirs = BTreeMap::new();
    loop {
        let line = driver.next_line();
        match line.split_once('\t') {
            Some((name, hex)) => theirs.insert(name.to_owned(), hex.to_owned()),
            None => break assert_eq!(line, "end"),
        };
    }
    let names: Vec<&String> = cases.streams.keys().collect();
    assert_eq!(names, theirs.keys().collect::<Vec<_>>());
    assert!(names.len() > 1000, "{} cases", names.len());

    let mut wrong = Vec::new();
    for (name, stream) in &cases.streams {
        let hex = hex(stream);
        // Where Java's own order differs from run to run, only Java's reading counts.
        if hex != theirs[name] && !name.starts_with("any-order ") {
            wrong.push(difference(name, &hex, &theirs[name]));
        }
        driver.send(format!("{name}\t{hex}\n"));
    }
    driver.end_of_input();
    for name in cases.streams.keys() {
        let answer = driver.next_line();
        if answer != format!("{name}\tsame") {
            wrong.push(format!("Java reads {answer}"));
        }
    }
    driver.succeed();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn difference(name: &str, ours: &str, theirs: &str) -> String {
    let at = ours
        .bytes()
        .zip(theirs.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let from = at.saturating_sub(40);
    let excerpt = |hex: &str| hex[from.min(hex.len())..(at + 60).min(hex.len())].to_owned();
    let (ours, theirs) = (excerpt(ours), excerpt(theirs));
    format!(
        "{name}, at byte {}:\n  ours   {ours}\n  Java's {theirs}",
        at / 2
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
