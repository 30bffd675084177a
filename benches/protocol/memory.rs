//! The measuring of memory: a process that does one thing once, and one that does nothing.

use crate::Error;
use crate::cases::Case;
use crate::child::Worker;
use crate::contenders::{Contender, Kind};
use crate::results::{Results, Work};

/// Measures what has not failed before.
pub(crate) fn measure(
    cases: &[Case],
    contenders: &[Contender],
    results: &mut Results,
) -> Result<(), Error> {
    let quick = results.settings.quick;
    let is_measured = |one: &&Contender| match one.kind {
        Kind::Java(_) => !quick,
        Kind::Javawire | Kind::Peer(_) => true,
        Kind::Copy | Kind::Also(_) => false,
    };
    for contender in contenders.iter().filter(is_measured) {
        let Some(idle) = idle(contender)? else {
            eprintln!("bench: this system does not tell the memory of a process");
            return Ok(());
        };
        for case in cases {
            for work in Work::BOTH {
                let outcome = results.of(case.name, contender, work);
                if outcome.is_some_and(|outcome| outcome.failure.is_none()) {
                    let peak = peak(case, contender, work)?;
                    results.entry(case, contender, work).memory = peak.map(|peak| (peak, idle));
                }
            }
        }
    }
    eprintln!("bench: memory measured");
    Ok(())
}

/// The most memory of one that only waits for a line, and answers it.
fn idle(contender: &Contender) -> Result<Option<u64>, Error> {
    let mut worker = Worker::start(contender.command()?)?;
    worker.ask("load phrase")?;
    Ok(worker.peak())
}

/// In reading, the stream in memory counts, too; in writing, the graph and what is written, but
/// not what it took to make the graph.
fn peak(case: &Case, contender: &Contender, work: Work) -> Result<Option<u64>, Error> {
    let mut worker = Worker::start(contender.command()?)?;
    worker.ask(&format!("load {}", case.name))?;
    if work == Work::Write {
        worker.ask("graph")?;
        if !worker.forget_peak() {
            return Ok(None);
        }
    }
    worker.ask(&format!("{} 0", work.name()))?;
    Ok(worker.peak())
}
