//! The measuring: every server in each round, one after the other.

use std::thread;
use std::time::Duration;

use crate::process::Server;
use crate::{Error, contenders, load};

/// How many clients there are at once.
pub(crate) const CLIENTS: [usize; 4] = [1, 4, 16, 64];

/// How long and how often.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) rounds: usize,
    pub(crate) slot: Duration,
    pub(crate) warm_up: Duration,
    pub(crate) silent: usize,
    pub(crate) with: Vec<String>,
}

impl Settings {
    pub(crate) fn new(quick: bool, with: Vec<String>) -> Self {
        let ms = Duration::from_millis;
        let (rounds, slot, warm_up) = if quick {
            (7, ms(80), ms(1_000))
        } else {
            (21, ms(150), ms(3_000))
        };
        Settings {
            rounds,
            slot,
            warm_up,
            silent: 10_000,
            with,
        }
    }
}

/// One server with so many clients, in one round.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) round: usize,
    pub(crate) server: String,
    pub(crate) clients: usize,
    /// Server CPU for each conversation, in microseconds.
    pub(crate) cpu: f64,
    pub(crate) per_second: f64,
    /// In microseconds.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// How many cores the server used.
    pub(crate) cores: f64,
}

/// Returns all samples.
pub(crate) fn measure(settings: &Settings) -> Result<Vec<Sample>, Error> {
    let servers = contenders::all(&settings.with)?;
    for server in &servers {
        load::converse(server.address, 16, settings.warm_up)?;
    }
    let mut samples = Vec::new();
    for round in 0..settings.rounds {
        for clients in CLIENTS {
            for step in 0..servers.len() {
                // Nobody always follows the same one.
                let server = &servers[(step + round) % servers.len()];
                samples.push(sample(round, server, clients, settings.slot)?);
            }
        }
    }
    Ok(samples)
}

fn sample(round: usize, server: &Server, clients: usize, slot: Duration) -> Result<Sample, Error> {
    let before = server.cpu()?;
    let load = load::converse(server.address, clients, slot)?;
    // What it still does for those who have left is its work, too.
    thread::sleep(Duration::from_millis(20));
    let cpu = server.cpu()?.saturating_sub(before).as_secs_f64();
    let count = load.waits.len() as f64;
    Ok(Sample {
        round,
        server: server.name.clone(),
        clients,
        cpu: cpu * 1e6 / count,
        per_second: count / load.took.as_secs_f64(),
        p50: load.percentile(50).as_secs_f64() * 1e6,
        p99: load.percentile(99).as_secs_f64() * 1e6,
        cores: cpu / load.took.as_secs_f64(),
    })
}

/// Returns the middle one of these numbers.
pub(crate) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
