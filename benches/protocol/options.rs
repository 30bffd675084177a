//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// Measures javawire, the JDK, jaded and java-serialization on the same streams.
#[derive(Debug, Clone, Parser)]
#[command(bin_name = "cargo bench --bench protocol --")]
pub(crate) struct Options {
    /// Fewer and shorter rounds, a short warm-up, Java 17, 21 and 25 of the matrix alone and without
    /// their memory, a million beans without the other crates: in about 1.5 minutes
    #[arg(long)]
    pub(crate) quick: bool,
    /// Only the cases whose names contain one of these, such as beans,map
    #[arg(long, value_name = "CASES", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Only the contenders whose names contain one of these, such as javawire,25
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) with: Vec<String>,
    /// Measure time only
    #[arg(long)]
    pub(crate) no_memory: bool,
    /// Write every single measurement to FILE, too
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// What cargo bench adds.
    #[arg(long, hide = true)]
    bench: bool,
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
