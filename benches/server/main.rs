//! Measures servers of the phrase side by side: javawire's, TCPServidor, and some
//! that show what there is to gain.
//!
//! `make bench-server` compiles what it needs and runs it; `SERVER_ARGS=--help` prints the options.
//!
//! - `skeletons`: servers without a codec, run by this program itself
//! - `contenders`: all servers, each in a `process` of its own
//! - `load`: clients, and how long they wait
//! - `rounds`: the measuring; `more`: silent clients, memory and the first answer
//! - `report`: what came out, and whether it is what must come out
//! - `ending`, `table`, `java`, `machine`: as in `benches/protocol`

#![expect(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark that cannot do its work ends with the reason"
)]

mod contenders;
#[path = "../protocol/ending.rs"]
mod ending;
#[path = "../protocol/java.rs"]
mod java;
mod load;
#[path = "../protocol/machine.rs"]
mod machine;
mod more;
mod process;
mod report;
mod rounds;
mod skeletons;
#[path = "../protocol/table.rs"]
mod table;

use std::env;
use std::process::ExitCode;

use clap::Parser;

/// What can stop a benchmark.
type Error = Box<dyn std::error::Error>;

/// Measures servers of the phrase: javawire's, TCPServidor, and some without a codec.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo bench --bench server --")]
struct Options {
    /// Fewer and shorter rounds
    #[arg(long)]
    quick: bool,
    /// Only the servers whose names contain one of these, such as javawire,bare
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    with: Vec<String>,
    /// What cargo bench adds.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    ending::exit_code(run())
}

fn run() -> Result<(), Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [command, name, address] = arguments.as_slice()
        && command == skeletons::COMMAND
    {
        return skeletons::serve(name, address);
    }
    let Options { quick, with, .. } = Options::parse();
    let settings = rounds::Settings::new(quick, with);
    let results = rounds::measure(&settings)?;
    let more = more::measure(&settings)?;
    let report = report::markdown(&settings, &results, &more);
    ending::publish(&report, "server.md")
}
