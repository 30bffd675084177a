//! Conversations of a phrase: how long one client waits, and what 16 at once cost.

use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::between::{self, Front};
use crate::process::{Server, free_port};
use crate::samples::{Of, Samples};
use crate::{Error, Settings, load, skeletons};

/// Measures all fronts in each round.
pub(crate) fn measure(
    settings: &Settings,
    haproxy: &str,
    samples: &mut Samples,
) -> Result<(), Error> {
    let port = free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args([skeletons::COMMAND, "tokio-1", &format!("127.0.0.1:{port}")]);
    let server = Server::start("server", command, port, None)?;
    let fronts = between::all(server.address, haproxy)?;
    for front in &fronts {
        load::converse(front.address, 16, settings.slot * 3)?;
    }
    for round in 0..settings.rounds {
        for step in 0..fronts.len() {
            // Nobody always follows the same one.
            let front = &fronts[(step + round) % fronts.len()];
            let alone = load::converse(front.address, 1, settings.slot)?;
            let wait = alone.percentile(50).as_secs_f64() * 1e6;
            samples.push(Of::Wait, round, front.name, wait);
            together(front, round, settings, samples)?;
            front.forget_recordings();
        }
    }
    Ok(())
}

fn together(
    front: &Front,
    round: usize,
    settings: &Settings,
    samples: &mut Samples,
) -> Result<(), Error> {
    let cpu = || front.process.as_ref().map(Server::cpu).transpose();
    // What is still done for those who came before is none of theirs.
    thread::sleep(Duration::from_millis(150));
    let before = cpu()?;
    let load = load::converse(front.address, 16, settings.slot)?;
    // What is on its way to the disk and the display belongs to them.
    thread::sleep(Duration::from_millis(150));
    if let (Some(before), Some(after)) = (before, cpu()?) {
        let each = after.saturating_sub(before).as_secs_f64() * 1e6 / load.waits.len() as f64;
        samples.push(Of::Cpu, round, front.name, each);
    }
    let p99 = load.percentile(99).as_secs_f64() * 1e6;
    samples.push(Of::P99, round, front.name, p99);
    Ok(())
}
