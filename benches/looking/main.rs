//! Measures how much CPU it takes to look at a stream: `decode`, `decode --plain` and `dump` of a
//! file of orders, each as a multiple of what `gzip -6` of the same file takes in the same run.
//!
//! `make bench` makes the file and runs it; `LOOKING_ARGS=--help` prints the options.
//!
//! - `ending`, `machine`, `table`: as in `benches/protocol`

#![expect(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a benchmark that cannot do its work ends with the reason"
)]

#[path = "../protocol/ending.rs"]
mod ending;
#[path = "../protocol/machine.rs"]
mod machine;
#[path = "../protocol/table.rs"]
mod table;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs};

use clap::Parser;

use self::table::Table;

/// What can stop a benchmark.
type Error = Box<dyn std::error::Error>;

/// What is measured, and how many times the CPU of gzip it may take.
const LOOKS: [(&str, &[&str], f64); 3] = [
    ("decode", &["decode"], 1.1),
    ("decode --plain", &["decode", "--plain"], 1.1),
    ("dump", &["dump"], 1.8),
];

/// Measures the CPU that looking at a stream takes, as a multiple of gzip's.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo bench --bench looking --")]
struct Options {
    /// How many rounds are measured
    #[arg(long, default_value_t = 15)]
    rounds: u32,
    /// What cargo bench adds.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    ending::exit_code(measure(&Options::parse()))
}

fn measure(options: &Options) -> Result<(), Error> {
    let file = ending::directory().join("orders.ser");
    let length = fs::metadata(&file)
        .map_err(|error| format!("{}: {error}: make bench writes it", file.display()))?
        .len();
    let mut gzip = Vec::new();
    let mut looks: [Vec<f64>; LOOKS.len()] = Default::default();
    for _ in 0..options.rounds.max(1) {
        gzip.push(cpu(Path::new("gzip"), &["-6", "-c"], &file)?);
        for (times, (_, arguments, _)) in looks.iter_mut().zip(LOOKS) {
            times.push(cpu(
                Path::new(env!("CARGO_BIN_EXE_javawire")),
                arguments,
                &file,
            )?);
        }
    }
    let head = ["", "CPU, s", "× gzip -6", "needed", "held"];
    let mut table = Table::new(head.map(str::to_owned).to_vec());
    let unit = median(gzip.clone());
    let mut row = |name: &str, cells: [String; 4]| {
        table.push(std::iter::once(name.to_owned()).chain(cells).collect());
    };
    row(
        "gzip -6",
        [
            format!("{unit:.3}"),
            "1".into(),
            String::new(),
            String::new(),
        ],
    );
    for (times, (name, _, bound)) in looks.iter().zip(LOOKS) {
        let ratios = times.iter().zip(&gzip).map(|(time, unit)| time / unit);
        let ratio = median(ratios.collect());
        let held = if ratio <= bound { "yes" } else { "NO" };
        row(
            name,
            [
                format!("{:.3}", median(times.clone())),
                format!("{ratio:.2}"),
                format!("at most {bound}"),
                held.to_owned(),
            ],
        );
    }
    #[expect(clippy::cast_precision_loss, reason = "a length for people")]
    let megabytes = length as f64 / 1e6;
    let report = format!(
        "{}; {}. CPU of {megabytes:.1} MB of orders, stdout to /dev/null; medians of {} rounds, ratios are \
         medians of the ratios in each round; load of the machine before: {}.\n\n{table}",
        machine::processor(),
        machine::versions(),
        options.rounds,
        machine::load().map_or(String::from("?"), |load| format!("{load:.1}")),
    );
    ending::publish(&report, "looking.md")
}

/// How many seconds of CPU a command takes.
fn cpu(program: &Path, arguments: &[&str], file: &Path) -> Result<f64, Error> {
    let before = children()?;
    let status = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if !status.success() {
        return Err(format!("{}: {status}", program.display()).into());
    }
    Ok(children()? - before)
}

/// How many seconds of CPU the programs have taken that were started here and have ended.
#[cfg(unix)]
fn children() -> Result<f64, Error> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let times = [usage.user_time(), usage.system_time()].into_iter();
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a minute or so")]
    let seconds = times.map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6);
    Ok(seconds.sum())
}

#[cfg(not(unix))]
fn children() -> Result<f64, Error> {
    Err("how much CPU a program took is told on Unix only".into())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
