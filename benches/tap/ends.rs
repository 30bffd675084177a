//! Java programs at both ends: 10,000 beans there, an answer back.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::samples::{Of, Samples, median};
use crate::{Error, Settings, between, ending, java};

/// How many conversations it takes until a JVM is warm.
const WARM_UP: usize = 300;

/// One end, whose lines are read. Dropping it kills it.
struct End {
    process: Child,
    lines: BufReader<ChildStdout>,
    orders: ChildStdin,
}

impl End {
    fn start(mut command: Command) -> Result<Self, Error> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = process.stdout.take().ok_or("no stdout")?;
        let orders = process.stdin.take().ok_or("no stdin")?;
        Ok(End {
            process,
            lines: BufReader::new(lines),
            orders,
        })
    }

    fn line(&mut self) -> Result<String, Error> {
        let mut line = String::new();
        match self.lines.read_line(&mut line)? {
            0 => Err("a Java end has ended".into()),
            _ => Ok(line),
        }
    }

    /// Has so many conversations; returns the median of their times, in microseconds.
    fn converse(&mut self, with: SocketAddr, count: usize) -> Result<f64, Error> {
        writeln!(self.orders, "{} {count}", with.port())?;
        let line = self.line()?;
        let times: Result<Vec<f64>, _> = line.split_whitespace().map(str::parse).collect();
        Ok(median(times?).ok_or("no times")? / 1e3)
    }
}

impl Drop for End {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Measures all fronts in each round.
pub(crate) fn measure(
    settings: &Settings,
    haproxy: &str,
    samples: &mut Samples,
) -> Result<(), Error> {
    let runtimes = java::runtimes()?;
    let newest = runtimes.last().ok_or("no Java")?;
    let classes = ending::root().join("target/java/bench");
    let end = |role: &str| {
        let mut command = newest.program("javawire.bench.Ends", &classes);
        command.arg(role);
        End::start(command)
    };
    let mut server = end("server")?;
    let port: u16 = server.line()?.trim().parse()?;
    let mut client = end("client")?;
    let fronts = between::all((Ipv4Addr::LOCALHOST, port).into(), haproxy)?;
    for front in &fronts {
        client.converse(front.address, WARM_UP)?;
    }
    for round in 0..settings.rounds {
        for step in 0..fronts.len() {
            let front = &fronts[(step + round) % fronts.len()];
            let time = client.converse(front.address, settings.conversations)?;
            samples.push(Of::Ends, round, front.name, time);
            front.forget_recordings();
        }
    }
    Ok(())
}
