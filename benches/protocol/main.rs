//! Measures javawire, the JDK, jaded and java-serialization on the same streams.
//!
//! `make bench` compiles what it needs and runs it; `ARGS="--help"` prints the options.
//!
//! - `options`: the command line
//! - `cases`: what is read and written, and what the numbers must come to
//! - `contenders`: who takes part; `java`: the runtimes
//! - `worker`: a contender in a process of its own, and the lines that it understands
//! - `codec`, `javawire`, `typed`, `peers`, `copy`: what a contender written in Rust does
//! - `child`: the other end of those lines
//! - `rounds`: the measuring of time; `memory`: that of memory
//! - `results`: what came out; `bars`: what must have come out
//! - `table`, `report`, `json`, `ending`: how it is told

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a benchmark that cannot do its work ends with the reason"
)]

mod bars;
mod cases;
mod child;
mod codec;
mod contenders;
mod copy;
mod ending;
mod java;
mod javawire;
mod json;
mod machine;
mod memory;
mod options;
mod peers;
mod report;
mod results;
mod rounds;
mod table;
mod typed;
mod worker;

use std::process::ExitCode;
use std::{env, fs};

use clap::Parser;

use self::options::Options;
use self::results::Results;

/// What can stop a benchmark.
type Error = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    ending::exit_code(run())
}

fn run() -> Result<(), Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [command, codec] = arguments.as_slice()
        && command == worker::COMMAND
    {
        return worker::serve(codec);
    }
    measure(&Options::parse())
}

fn measure(options: &Options) -> Result<(), Error> {
    let cases = cases::chosen(&options.only)?;
    let contenders = contenders::chosen(options)?;
    let mut results = Results::new(options.settings(), contenders.clone());
    rounds::measure(&cases, &contenders, &mut results)?;
    if !options.no_memory {
        memory::measure(&cases, &contenders, &mut results)?;
    }

    let report = report::markdown(&cases, &results);
    if let Some(path) = &options.json {
        fs::write(ending::root().join(path), json::text(&cases, &results))?;
    }
    ending::publish(&report, "results.md")
}
