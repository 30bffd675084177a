//! What is not measured by clients that converse alone: silent ones, memory, the start.

use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::contenders;
use crate::rounds::{Settings, median};
use crate::{Error, load};

/// What came out, in microseconds and bytes.
#[derive(Debug, Default)]
pub(crate) struct More {
    /// From the start of the process to the first answer.
    pub(crate) first_answer: Option<f64>,
    pub(crate) idle: Option<f64>,
    pub(crate) silent: usize,
    pub(crate) per_silent: Option<f64>,
    /// The p99 of 16 clients, without and with silent ones beside them.
    pub(crate) p99: Option<(f64, f64)>,
}

/// Measures javawire's server.
pub(crate) fn measure(settings: &Settings) -> Result<More, Error> {
    let mut more = More {
        first_answer: median((0..9).map(|_| first_answer()).collect::<Result<_, _>>()?),
        ..More::default()
    };
    let server = contenders::javawire(&[])?;
    load::once(server.address)?;
    more.idle = server.resident();

    let p99 = || -> Result<f64, Error> {
        let mut of_rounds = Vec::new();
        for _ in 0..settings.rounds {
            let load = load::converse(server.address, 16, settings.slot)?;
            of_rounds.push(load.percentile(99).as_secs_f64() * 1e6);
        }
        median(of_rounds).ok_or_else(|| "no rounds".into())
    };
    let without = p99()?;
    let before = server.resident();
    let mut silent = Vec::new();
    for _ in 0..settings.silent {
        // Each has an end here, too: the limit of this program may be lower.
        match TcpStream::connect(server.address) {
            Ok(client) => silent.push(client),
            Err(error) => {
                eprintln!("bench: {} silent clients: {error}", silent.len());
                break;
            }
        }
    }
    // Behind them all in the queue.
    load::once(server.address)?;
    thread::sleep(Duration::from_millis(50));
    more.silent = silent.len();
    if let (Some(before), Some(after)) = (before, server.resident()) {
        more.per_silent = Some((after - before).max(0.0) / silent.len() as f64);
    }
    more.p99 = Some((without, p99()?));
    Ok(more)
}

fn first_answer() -> Result<f64, Error> {
    let begun = Instant::now();
    let server = contenders::javawire_at_once()?;
    while load::once(server.address).is_err() {
        if begun.elapsed() > Duration::from_secs(10) {
            return Err("javawire does not answer".into());
        }
        thread::sleep(Duration::from_micros(200));
    }
    Ok(begun.elapsed().as_secs_f64() * 1e6)
}
