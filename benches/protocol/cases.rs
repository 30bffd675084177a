//! What is read and written, and what the numbers must come to.

use std::fs;
use std::path::PathBuf;

use crate::{Error, ending};

/// A stream, and the graph that it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Case {
    /// Its name in `benches/java`, and that of its file.
    pub(crate) name: &'static str,
    /// What the tables call it.
    pub(crate) title: &'static str,
    /// Cases of one group are measured in the same rounds.
    group: u32,
    /// What else is made of its root, besides a graph.
    pub(crate) value: Option<&'static str>,
    /// How many times as fast as the fastest Java javawire must be.
    pub(crate) times_java: Option<f64>,
    /// How fast javawire must be, as a part of a copy's speed.
    pub(crate) times_copy: Option<f64>,
}

/// The beans whose time, memory and growth are looked at closely.
pub(crate) const BEANS: &str = "beans";
/// A hundred times as many.
pub(crate) const MILLION: &str = "beans-million";

/// Those of a group stand together.
const ALL: [Case; 10] = [
    case("phrase", "phrase of 27 characters", 1).faster(6.0),
    text("ascii", "1 MiB string, ASCII", 2),
    text("latin", "1 MiB string, Latin", 3),
    text("emoji", "1 MiB string, emoji", 4),
    case(BEANS, "10,000 beans", 5).faster(8.0),
    case(MILLION, "1,000,000 beans", 5).faster(8.0),
    case("map", "`HashMap` of 10,000", 6).faster(8.0),
    case("list", "linked list of 100,000", 7),
    case("ints", "`int[1<<20]`", 8)
        .is_array()
        .made("as a `Vec<i32>`"),
    case("bytes", "`byte[16<<20]`", 9).is_array(),
];

const fn case(name: &'static str, title: &'static str, group: u32) -> Case {
    Case {
        name,
        title,
        group,
        value: None,
        times_java: None,
        times_copy: None,
    }
}

const fn text(name: &'static str, title: &'static str, group: u32) -> Case {
    case(name, title, group).faster(4.0).made("as a `String`")
}

impl Case {
    const fn faster(mut self, times: f64) -> Self {
        self.times_java = Some(times);
        self
    }

    const fn is_array(mut self) -> Self {
        self.times_java = Some(1.0);
        self.times_copy = Some(0.3);
        self
    }

    const fn made(mut self, value: &'static str) -> Self {
        self.value = Some(value);
        self
    }

    /// Returns whether its times are told in nanoseconds, not in bytes per second.
    pub(crate) fn is_small(&self) -> bool {
        self.name == "phrase"
    }

    /// Returns the file that holds its stream.
    pub(crate) fn file(name: &str) -> PathBuf {
        ending::directory().join(name).with_extension("ser")
    }

    /// Returns the length of its stream.
    pub(crate) fn bytes(&self) -> u64 {
        fs::metadata(Self::file(self.name)).map_or(0, |file| file.len())
    }
}

/// Returns the cases whose names contain one of these; all if there are none.
pub(crate) fn chosen(only: &[String]) -> Result<Vec<Case>, Error> {
    let is_chosen =
        |case: &Case| only.is_empty() || only.iter().any(|n| case.name.contains(&n.to_lowercase()));
    let cases: Vec<Case> = ALL.into_iter().filter(is_chosen).collect();
    if cases.is_empty() {
        let names: Vec<&str> = ALL.iter().map(|case| case.name).collect();
        return Err(format!("no such case; there are: {}", names.join(" ")).into());
    }
    for case in &cases {
        let file = Case::file(case.name);
        if !file.exists() {
            return Err(format!("{} is missing; run: make bench", file.display()).into());
        }
    }
    Ok(cases)
}

/// Returns the cases in the groups that are measured together.
pub(crate) fn groups(cases: &[Case]) -> impl Iterator<Item = &[Case]> {
    cases.chunk_by(|a, b| a.group == b.group)
}
