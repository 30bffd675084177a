//! What came out.

use crate::cases::Case;
use crate::contenders::{Contender, Kind};
use crate::machine;
use crate::options::Settings;

/// Reading or writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    Read,
    Write,
}

impl Work {
    pub(crate) const BOTH: [Work; 2] = [Work::Read, Work::Write];

    /// Returns what the tables call it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Work::Read => "reading",
            Work::Write => "writing",
        }
    }

    /// Returns its name in the lines of a worker.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Work::Read => "read",
            Work::Write => "write",
        }
    }
}

/// What one contender showed in one kind of work on one case.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) case: &'static str,
    pub(crate) contender: String,
    pub(crate) work: Work,
    /// Nanoseconds for one time, of each round.
    pub(crate) rounds: Vec<f64>,
    /// The most bytes of memory: of the process, and of one that has nothing to do.
    pub(crate) memory: Option<(u64, u64)>,
    /// Why there is nothing to show.
    pub(crate) failure: Option<String>,
}

impl Outcome {
    /// Returns the median of the rounds, in nanoseconds.
    pub(crate) fn median(&self) -> Option<f64> {
        median(self.rounds.clone())
    }
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.as_slice() {
        [] => None,
        sorted if sorted.len() % 2 == 0 => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
        sorted => Some(sorted[middle]),
    }
}

/// All outcomes, and how they were come by.
pub(crate) struct Results {
    pub(crate) settings: Settings,
    /// How many programs wanted to run before we began, where the system tells.
    pub(crate) load: Option<f64>,
    pub(crate) contenders: Vec<Contender>,
    pub(crate) outcomes: Vec<Outcome>,
}

impl Results {
    pub(crate) fn new(settings: Settings, contenders: Vec<Contender>) -> Self {
        Results {
            settings,
            load: machine::load(),
            contenders,
            outcomes: Vec::new(),
        }
    }

    /// Returns the outcome to add to.
    pub(crate) fn entry(&mut self, case: &Case, contender: &Contender, work: Work) -> &mut Outcome {
        let found = self.outcomes.iter().position(|outcome| {
            outcome.case == case.name && outcome.contender == contender.name && outcome.work == work
        });
        let at = found.unwrap_or_else(|| {
            self.outcomes.push(Outcome {
                case: case.name,
                contender: contender.name.clone(),
                work,
                rounds: Vec::new(),
                memory: None,
                failure: None,
            });
            self.outcomes.len() - 1
        });
        &mut self.outcomes[at]
    }

    /// Returns what this contender showed, if it took part.
    pub(crate) fn of(&self, case: &str, contender: &Contender, work: Work) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| {
            outcome.case == case && outcome.contender == contender.name && outcome.work == work
        })
    }

    /// Returns the median of the contender of this kind, in nanoseconds.
    pub(crate) fn median(&self, case: &str, kind: &Kind, work: Work) -> Option<f64> {
        self.of(case, self.contender(kind)?, work)?.median()
    }

    /// Returns how many times as long the contender of this kind takes for one case as for the other:
    /// the median over the rounds in which it worked on both.
    pub(crate) fn growth(&self, from: &str, to: &str, kind: &Kind, work: Work) -> Option<f64> {
        let contender = self.contender(kind)?;
        let from = self.of(from, contender, work)?.rounds.iter();
        let to = self.of(to, contender, work)?.rounds.iter();
        median(from.zip(to).map(|(from, to)| to / from).collect())
    }

    /// Returns the memory of the contender of this kind: at its peak, and idle.
    pub(crate) fn memory(&self, case: &str, kind: &Kind, work: Work) -> Option<(u64, u64)> {
        self.of(case, self.contender(kind)?, work)?.memory
    }

    fn contender(&self, kind: &Kind) -> Option<&Contender> {
        self.contenders.iter().find(|one| one.kind == *kind)
    }

    /// Returns the median of the fastest of Java 17, 21 and 25, in nanoseconds.
    pub(crate) fn fastest_java(&self, case: &str, work: Work) -> Option<f64> {
        let measures = self.contenders.iter().filter(|one| one.is_measure());
        measures
            .filter_map(|java| self.of(case, java, work)?.median())
            .min_by(f64::total_cmp)
    }
}
