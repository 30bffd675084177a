//! The measuring of time.
//!
//! In each round every contender works for a short while, one after the other, so that whatever
//! else the machine does hits all alike. Each has a process of its own for each case: a JVM that
//! has worked on other cases before has compiled its methods for them, too, and is slower.

use std::time::{Duration, Instant};

use crate::Error;
use crate::cases::{self, BEANS, Case, MILLION};
use crate::child::Worker;
use crate::contenders::{Contender, Kind, SHARED, TYPED};
use crate::options::Settings;
use crate::results::{Results, Work};
use crate::worker;

/// A contender at one kind of work on one case.
struct Runner<'a> {
    case: &'a Case,
    contender: &'a Contender,
    work: Work,
    /// Where its process is among those of the group.
    worker: usize,
    /// In how many rounds it takes part.
    rounds: usize,
}

/// Measures all, case by case.
pub(crate) fn measure(
    cases: &[Case],
    contenders: &[Contender],
    results: &mut Results,
) -> Result<(), Error> {
    for group in cases::groups(cases) {
        let start = Instant::now();
        measure_group(group, contenders, results)?;
        let names: Vec<&str> = group.iter().map(|case| case.name).collect();
        let seconds = start.elapsed().as_secs();
        eprintln!("bench: {}: measured in {seconds} s", names.join(", "));
    }
    Ok(())
}

fn measure_group(
    group: &[Case],
    contenders: &[Contender],
    results: &mut Results,
) -> Result<(), Error> {
    let settings = results.settings;
    let mut workers = Vec::new();
    let mut runners = Vec::new();
    // What is compared with itself on another case works on both one right after the other.
    for contender in contenders {
        let cases = group.iter();
        for case in cases.filter(|case| takes_part(contender, case, settings)) {
            let mut worker = Worker::start(contender.timed_command()?)?;
            let checked = match check(&mut worker, case) {
                Ok(time) => time,
                Err(reason) => {
                    eprintln!("bench: {}: {} fails: {reason}", case.name, contender.name);
                    for work in works(contender) {
                        results.entry(case, contender, work).failure = Some(reason.clone());
                    }
                    continue;
                }
            };
            for work in works(contender) {
                let rounds = warm_up(&mut worker, contender, work, checked, settings)
                    .map_err(|reason| format!("{}: {}: {reason}", case.name, contender.name))?;
                runners.push(Runner {
                    case,
                    contender,
                    work,
                    worker: workers.len(),
                    rounds,
                });
            }
            workers.push(worker);
        }
    }
    for round in 0..settings.rounds {
        for runner in runners.iter().filter(|runner| round < runner.rounds) {
            let worker = &mut workers[runner.worker];
            let time = ask_for_time(worker, runner.work, settings.slot).map_err(|reason| {
                let Runner {
                    case, contender, ..
                } = runner;
                format!("{}: {}: {reason}", case.name, contender.name)
            })?;
            let outcome = results.entry(runner.case, runner.contender, runner.work);
            outcome.rounds.push(time);
        }
    }
    Ok(())
}

fn takes_part(contender: &Contender, case: &Case, settings: Settings) -> bool {
    match contender.kind {
        // They take many seconds for them.
        Kind::Peer(_) if settings.quick => case.name != MILLION,
        Kind::Also(TYPED | SHARED) => case.typed_by(&contender.kind).is_some(),
        Kind::Also(worker::FRESH) => case.name == MILLION,
        Kind::Also(_) => [BEANS, MILLION].contains(&case.name),
        _ => true,
    }
}

fn works(contender: &Contender) -> impl Iterator<Item = Work> {
    let writes = contender.writes();
    let has = move |work: &Work| *work == Work::Read || writes;
    Work::BOTH.into_iter().filter(has)
}

/// Lets it show that it can do all that is to be measured, and returns how long that took.
fn check(worker: &mut Worker, case: &Case) -> Result<Duration, String> {
    worker.ask(&format!("load {}", case.name))?;
    let start = Instant::now();
    worker.ask("check")?;
    Ok(start.elapsed())
}

/// Lets it work until its times are steady, and returns in how many rounds it can take part.
/// `checked` is how long it took to do all once.
fn warm_up(
    worker: &mut Worker,
    contender: &Contender,
    work: Work,
    checked: Duration,
    settings: Settings,
) -> Result<usize, String> {
    // Where nothing is compiled on the way there is nothing to warm up but caches.
    let (at_least, at_most) = match contender.kind {
        Kind::Java(_) => settings.warm_up,
        _ => (Duration::ZERO, settings.slot),
    };
    let rounds = |time: Duration| {
        let affordable = settings.budget.as_secs_f64() / time.max(settings.slot).as_secs_f64();
        (affordable as usize).clamp(settings.least_rounds, settings.rounds)
    };
    if checked > 2 * at_most {
        let parts = u32::try_from(works(contender).count()).unwrap_or(1);
        return Ok(rounds(checked / parts));
    }
    let start = Instant::now();
    let mut times = Vec::new();
    loop {
        let time = ask_for_time(worker, work, settings.slot)?;
        times.push(time);
        let elapsed = start.elapsed();
        if elapsed >= at_most || (elapsed >= at_least && is_steady(&times)) {
            return Ok(rounds(Duration::from_secs_f64(time / 1e9)));
        }
    }
}

/// The last three are no faster than those before.
fn is_steady(times: &[f64]) -> bool {
    let Some((earlier, last)) = times.split_last_chunk::<3>() else {
        return false;
    };
    let best = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
    best(last) > 0.98 * best(earlier)
}

/// Lets it work for so long, and returns the nanoseconds for one time.
fn ask_for_time(worker: &mut Worker, work: Work, slot: Duration) -> Result<f64, String> {
    let answer = worker.ask(&format!("{} {}", work.name(), slot.as_millis()))?;
    let mut numbers = answer.split(' ').map(str::parse::<f64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(nanoseconds)), Some(Ok(times))) => Ok(nanoseconds / times),
        _ => Err(format!("no time: {answer}")),
    }
}
