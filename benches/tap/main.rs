//! Measures what stands between a client and its server: nothing, HAProxy, `javawire tap`, and a
//! tap that records and prints lines.
//!
//! `make bench-tap` installs and compiles what it needs and runs it; `TAP_ARGS=--help` prints the
//! options.
//!
//! - `between`: HAProxy and the taps, each in a process of its own
//! - `short`: conversations of a phrase; `stream`: one large stream; `ends`: Java programs at both
//!   ends; `idle`: memory
//! - `samples`: what was measured in each round; `report`: what came out, and what must
//! - `ending`, `table`, `java`, `machine`: as in `benches/protocol`; `load`, `process`,
//!   `skeletons`: as in `benches/server`

#![expect(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark that cannot do its work ends with the reason"
)]

mod between;
#[path = "../protocol/ending.rs"]
mod ending;
mod ends;
mod idle;
#[path = "../protocol/java.rs"]
mod java;
#[path = "../server/load.rs"]
mod load;
#[path = "../protocol/machine.rs"]
mod machine;
#[path = "../server/process.rs"]
mod process;
mod report;
mod samples;
mod short;
#[path = "../server/skeletons.rs"]
mod skeletons;
mod stream;
#[path = "../protocol/table.rs"]
mod table;

use std::env;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use self::samples::Samples;

/// What can stop a benchmark.
type Error = Box<dyn std::error::Error>;

/// Measures what stands between a client and its server: HAProxy, and javawire's tap.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo bench --bench tap --")]
struct Options {
    /// Fewer and shorter rounds
    #[arg(long)]
    quick: bool,
    /// Only the parts whose names contain one of these: short, stream, ends, idle
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// The HAProxy to measure
    #[arg(long, value_name = "PROGRAM", default_value = "haproxy")]
    haproxy: String,
    /// What cargo bench adds.
    #[arg(long, hide = true)]
    bench: bool,
}

/// How long and how often.
pub(crate) struct Settings {
    pub(crate) rounds: usize,
    /// How long the clients of a short conversation go on in each round.
    pub(crate) slot: Duration,
    /// Bytes of the large stream.
    pub(crate) stream: u64,
    /// Conversations of Java ends in each round.
    pub(crate) conversations: usize,
    pub(crate) idle: usize,
}

impl Settings {
    fn new(quick: bool) -> Self {
        let ms = Duration::from_millis;
        let (rounds, slot, stream) = if quick {
            (5, ms(150), 256 << 20)
        } else {
            (15, ms(300), 1 << 30)
        };
        Settings {
            rounds,
            slot,
            stream,
            conversations: 10,
            idle: 5_000,
        }
    }
}

fn main() -> ExitCode {
    ending::exit_code(run())
}

fn run() -> Result<(), Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [command, name, address] if command == skeletons::COMMAND => {
            return skeletons::serve(name, address);
        }
        [command, address] if command == stream::COMMAND => return stream::take(address),
        _ => {}
    }
    let options = Options::parse();
    let settings = Settings::new(options.quick);
    let mut samples = Samples::default();
    let is_wanted = |name: &str| {
        options.only.is_empty() || options.only.iter().any(|part| name.contains(part.as_str()))
    };
    if is_wanted("short") {
        short::measure(&settings, &options.haproxy, &mut samples)?;
    }
    if is_wanted("stream") {
        stream::measure(&settings, &options.haproxy, &mut samples)?;
    }
    if is_wanted("ends") {
        ends::measure(&settings, &options.haproxy, &mut samples)?;
    }
    let idle = is_wanted("idle")
        .then(|| idle::measure(&settings))
        .transpose()?;
    ending::publish(
        &report::markdown(&settings, &samples, idle.as_ref()),
        "tap.md",
    )
}
