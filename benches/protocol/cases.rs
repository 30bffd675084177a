//! What is read and written, and what the numbers must come to.

use std::fs;
use std::path::PathBuf;

use crate::contenders::{Kind, SHARED, TYPED};
use crate::results::Work;
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
    /// What it is as Rust types, and as those where what is shared is one `Arc`.
    pub(crate) typed: Option<Typed>,
    pub(crate) shared: Option<Typed>,
    /// How many times as fast as the fastest Java javawire must be.
    pub(crate) times_java: Option<f64>,
    /// How fast javawire must be, as a part of a copy's speed.
    pub(crate) times_copy: Option<f64>,
}

/// A stream as a value that a Rust program uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Typed {
    /// What the tables call it.
    pub(crate) title: &'static str,
    /// How many times as fast as the fastest Java it must be read, and written.
    pub(crate) read: Option<f64>,
    pub(crate) written: Option<f64>,
    /// How fast it must be, as a part of a copy's speed.
    pub(crate) times_copy: Option<f64>,
}

impl Typed {
    /// Returns how many times as fast as the fastest Java it must be.
    pub(crate) fn times_java(&self, work: Work) -> Option<f64> {
        match work {
            Work::Read => self.read,
            Work::Write => self.written,
        }
    }
}

/// The beans whose time, memory and growth are looked at closely.
pub(crate) const BEANS: &str = "beans";
/// A hundred times as many.
pub(crate) const MILLION: &str = "beans-million";

/// Those of a group stand together.
const ALL: [Case; 12] = [
    case("phrase", "phrase of 27 characters", 1).faster(6.0),
    text("ascii", "1 MiB string, ASCII", 2, 8.0),
    text("latin", "1 MiB string, Latin", 3, 4.0),
    text("emoji", "1 MiB string, emoji", 4, 4.0),
    case(BEANS, "10,000 beans", 5)
        .faster(8.0)
        .as_type("as a `Vec<Bean>` of `String`s", Some(1.5), Some(10.0))
        .as_shared("as a `Vec<Bean>` of `Arc<str>`s", Some(3.0), None),
    case(MILLION, "1,000,000 beans", 5).faster(8.0),
    case("map", "`HashMap` of 10,000", 6).faster(8.0),
    case("list", "linked list of 100,000", 7),
    case("ints", "`int[1<<20]`", 8)
        .is_array()
        .as_type("as a `Vec<i32>`", Some(4.0), Some(4.0))
        .copied(0.4),
    case("bytes", "`byte[16<<20]`", 9)
        .is_array()
        .as_type("as a `Vec<u8>`", None, None),
    case("order", "one order", 10).as_type("as an `Order`", Some(1.8), None),
    case("receipt", "one receipt", 11).as_type("as a `Receipt`", None, Some(2.5)),
];

const fn case(name: &'static str, title: &'static str, group: u32) -> Case {
    Case {
        name,
        title,
        group,
        typed: None,
        shared: None,
        times_java: None,
        times_copy: None,
    }
}

const fn text(name: &'static str, title: &'static str, group: u32, times: f64) -> Case {
    case(name, title, group)
        .faster(4.0)
        .as_type("as a `String`", Some(times), Some(times))
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

    const fn as_type(
        mut self,
        title: &'static str,
        read: Option<f64>,
        written: Option<f64>,
    ) -> Self {
        self.typed = Some(Typed {
            title,
            read,
            written,
            times_copy: None,
        });
        self
    }

    const fn as_shared(
        mut self,
        title: &'static str,
        read: Option<f64>,
        written: Option<f64>,
    ) -> Self {
        self.shared = Some(Typed {
            title,
            read,
            written,
            times_copy: None,
        });
        self
    }

    /// Its type must be read and written at this part of a copy's speed.
    const fn copied(mut self, times: f64) -> Self {
        if let Some(typed) = &mut self.typed {
            typed.times_copy = Some(times);
        }
        self
    }

    /// Returns what it is for this contender, if that makes a value of it.
    pub(crate) fn typed_by(&self, contender: &Kind) -> Option<Typed> {
        match contender {
            Kind::Also(TYPED) => self.typed,
            Kind::Also(SHARED) => self.shared,
            _ => None,
        }
    }

    /// Returns whether its times are told in nanoseconds, not in bytes per second.
    pub(crate) fn is_small(&self) -> bool {
        ["phrase", "order", "receipt"].contains(&self.name)
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
