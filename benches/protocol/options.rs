//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use crate::Error;

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Measures javawire, the JDK, jaded and java-serialization on the same streams.

  --quick          fewer and shorter rounds, a short warm-up, Java 17, 21 and 25 of the matrix
                   alone and without their memory, a million beans without the other
                   crates: in about 1.5 minutes
  --only CASES     only the cases whose names contain one of these, such as beans,map
  --with NAMES     only the contenders whose names contain one of these, such as javawire,25
  --no-memory      measure time only
  --json FILE      write every single measurement to FILE, too";

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) quick: bool,
    pub(crate) only: Vec<String>,
    pub(crate) with: Vec<String>,
    pub(crate) no_memory: bool,
    pub(crate) json: Option<PathBuf>,
    pub(crate) help: bool,
}

/// How long and how often.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) quick: bool,
    /// Each round measures every contender once.
    pub(crate) rounds: usize,
    /// How long a contender works in one round, at least once.
    pub(crate) slot: Duration,
    /// A contender gets no more than this for all its rounds …
    pub(crate) budget: Duration,
    /// … but so many rounds in any case.
    pub(crate) least_rounds: usize,
    /// Warming up ends when the times are steady, not before the first of these and not after
    /// the second.
    pub(crate) warm_up: (Duration, Duration),
}

impl Options {
    /// Reads the arguments.
    pub(crate) fn parse(arguments: Vec<String>) -> Result<Self, Error> {
        let mut options = Options::default();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--only" => options.only = names(&value()?),
                "--with" => options.with = names(&value()?),
                "--no-memory" => options.no_memory = true,
                "--json" => options.json = Some(crate::root().join(value()?)),
                "--help" | "-h" => options.help = true,
                // cargo bench adds this one.
                "--bench" => {}
                _ => return Err(format!("unknown option {argument}\n\n{USAGE}").into()),
            }
        }
        Ok(options)
    }

    /// Returns how long and how often, for these options.
    pub(crate) fn settings(&self) -> Settings {
        let ms = Duration::from_millis;
        if self.quick {
            Settings {
                quick: true,
                rounds: 3,
                slot: ms(30),
                budget: ms(1_500),
                least_rounds: 1,
                warm_up: (ms(200), ms(500)),
            }
        } else {
            Settings {
                quick: false,
                rounds: 9,
                slot: ms(100),
                budget: ms(6_000),
                least_rounds: 3,
                warm_up: (ms(2_500), ms(6_000)),
            }
        }
    }
}

fn names(list: &str) -> Vec<String> {
    list.split(',').map(str::to_lowercase).collect()
}
