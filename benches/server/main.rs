//! Measures servers of the phrase side by side: javawire's, TCPServidor, and some
//! that show what there is to gain.
//!
//! `make bench-server` compiles what it needs and runs it; `SERVER_ARGS=--help` prints the options.
//!
//! - `skeletons`: servers without a codec, run by this program itself
//! - `contenders`: all servers, each in a process of its own
//! - `load`: clients, and how long they wait
//! - `rounds`: the measuring; `more`: silent clients, memory and the first answer
//! - `report`: what came out, and whether it is what must come out
//! - `table`, `java`, `machine`: as in `benches/protocol`

// A benchmark that cannot do its work ends with the reason.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod contenders;
#[path = "../protocol/java.rs"]
mod java;
mod load;
#[path = "../protocol/machine.rs"]
mod machine;
mod more;
mod report;
mod rounds;
mod skeletons;
#[path = "../protocol/table.rs"]
mod table;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can stop a benchmark.
type Error = Box<dyn std::error::Error>;

const USAGE: &str = "\
Measures servers of the phrase: javawire's, TCPServidor, and some without a codec.

  --quick          fewer and shorter rounds
  --with NAMES     only the servers whose names contain one of these, such as javawire,bare";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let mut settings = rounds::Settings::default();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            skeletons::COMMAND => {
                let name = value()?;
                return skeletons::serve(&name, &value()?);
            }
            "--quick" => settings = rounds::Settings::quick(),
            "--with" => settings.with = value()?.split(',').map(str::to_lowercase).collect(),
            "--help" | "-h" => {
                println!("{USAGE}");
                return Ok(());
            }
            // cargo bench adds this one.
            "--bench" => {}
            _ => return Err(format!("unknown option {argument}\n\n{USAGE}").into()),
        }
    }
    let results = rounds::measure(&settings)?;
    let more = more::measure(&settings)?;
    let report = report::markdown(&settings, &results, &more);
    let path = directory().join("server.md");
    std::fs::create_dir_all(directory())?;
    std::fs::write(&path, &report)?;
    println!("{report}");
    eprintln!("bench: this is also in {}", path.display());
    Ok(())
}

/// The top of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the results go.
fn directory() -> PathBuf {
    root().join("target").join("bench")
}
