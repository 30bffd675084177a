//! Measures what types for the classes of a jar cost: how long `javawire types` takes for 5,000
//! classes, beside the JDK's `javap`, and how long `cargo check` takes for 200 that it has written,
//! beside the same structs with serde's derives.
//!
//! `make bench` makes the jars and runs it; `TYPES_ARGS=--help` prints the options.
//!
//! - `ending`, `machine`, `table`: as in `benches/protocol`
//! - `check`: packages that are compiled, and what is compiled in them

#![expect(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a benchmark that cannot do its work ends with the reason"
)]

mod check;
#[path = "../protocol/ending.rs"]
mod ending;
#[path = "../protocol/machine.rs"]
mod machine;
#[path = "../protocol/table.rs"]
mod table;

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;

use self::check::Package;
use self::table::Table;

/// What can stop a benchmark.
type Error = Box<dyn std::error::Error>;

/// How long `javawire types` may take for 5,000 classes.
const TYPES: Duration = Duration::from_secs(2);

/// How long `cargo check` may take for 200 of them.
const CHECK: Duration = Duration::from_secs(5);

/// Measures what types for the classes of a jar cost.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo bench --bench types --")]
struct Options {
    /// How many rounds are measured
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// What cargo bench adds.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    ending::exit_code(measure(&Options::parse()))
}

fn measure(options: &Options) -> Result<(), Error> {
    let directory = ending::directory().join("types");
    let jar = |name: &str| -> Result<_, Error> {
        let jar = directory.join(name);
        match jar.exists() {
            true => Ok(jar),
            false => Err(format!("{}: not there: make bench writes it", jar.display()).into()),
        }
    };
    let (many, wide) = (jar("many.jar")?, jar("wide.jar")?);
    let names = |count: usize| (0..count).map(|number| format!("many.C{number}"));

    let types = |jar: &Path, count: usize| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_javawire"));
        command.arg("types").arg(jar);
        command.args(names(count).map(|name| format!("--class={name}")));
        command
    };

    let generated = output(&mut types(&wide, 200))?;
    let ours = Package::with_types(&directory.join("check"), &generated)?;
    let derived = Package::with_derives(&directory.join("derived"), &generated)?;

    let javap = env::var_os("JAVA_HOME")
        .map(|home| Path::new(&home).join("bin").join("javap"))
        .filter(|javap| javap.exists())
        .unwrap_or_else(|| "javap".into());

    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..options.rounds.max(1) {
        let round = [
            time(&mut types(&many, 5_000))?,
            time(
                Command::new(&javap)
                    .args(["-p", "-c", "-cp"])
                    .arg(&many)
                    .args(names(5_000)),
            )?,
            ours.check()?,
            derived.check()?,
        ];
        for (all, time) in times.iter_mut().zip(round) {
            all.push(time.as_secs_f64());
        }
    }
    let report = report(times.map(median), options.rounds);
    ending::publish(&report, "types.md")
}

/// What the medians say: of types, of javap, of checking ours and serde's.
fn report([types, javap, ours, derived]: [f64; 4], rounds: u32) -> String {
    let head = ["", "s", "of the peer", "needed", "held"];
    let mut table = Table::new(head.map(str::to_owned).to_vec());
    let mut rows = |name: &str, time: f64, peer: (&str, f64), bound: Duration| {
        let held = if time < bound.as_secs_f64() {
            "yes"
        } else {
            "NO"
        };
        let ratio = format!("{:.2}", time / peer.1);
        let needed = format!("under {} s", bound.as_secs());
        table.push(vec![
            name.into(),
            format!("{time:.2}"),
            ratio,
            needed,
            held.into(),
        ]);
        let rest = [
            format!("{:.2}", peer.1),
            "1".into(),
            String::new(),
            String::new(),
        ];
        table.push(std::iter::once(peer.0.to_owned()).chain(rest).collect());
    };
    rows("types, 5,000 classes", types, ("javap -p -c", javap), TYPES);
    rows(
        "cargo check, 200 classes",
        ours,
        ("the same, serde's derives", derived),
        CHECK,
    );
    format!(
        "{}; {}. Medians of {} rounds; load of the machine before: {}.\n\n{table}",
        machine::processor(),
        machine::versions(),
        rounds,
        machine::load().map_or(String::from("?"), |load| format!("{load:.1}")),
    )
}

/// How long a command takes whose output goes nowhere.
fn time(command: &mut Command) -> Result<Duration, Error> {
    let started = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.map_err(|error| format!("{command:?}: {error}"))?;
    match status.success() {
        true => Ok(started.elapsed()),
        false => Err(format!("{command:?}: {status}").into()),
    }
}

fn output(command: &mut Command) -> Result<String, Error> {
    let output = command.stderr(Stdio::inherit()).output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(format!("{command:?}: {}", output.status).into()),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
