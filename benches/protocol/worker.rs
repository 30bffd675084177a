//! A contender in a process of its own: a peer that aborts takes nobody with it, and what one has
//! in memory is counted apart from all others.
//!
//! Each line of its input is answered with one line, `ok …` or `fails REASON`. The worker in
//! `benches/java` understands the same.
//!
//! | line | what it does | answer |
//! |---|---|---|
//! | `load CASE` | takes the stream of the case into memory | `ok` |
//! | `check` | reads the stream; what it writes from that must be the stream again | `ok` |
//! | `read MILLIS` | reads for so long, at least once | `ok NANOSECONDS TIMES` |
//! | `graph` | makes the graph and lets go of the stream | `ok` |
//! | `write MILLIS` | writes the graph for so long, at least once | `ok NANOSECONDS TIMES` |

use std::fmt::Display;
use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::Error;
use crate::cases::Case;
use crate::codec::Codec;
use crate::contenders;
use crate::copy::Copy;
use crate::javawire::{Drops, Events, Graphs, Json};
use crate::peers::{Jaded, JavaSerialization};
use crate::typed::{Shared, Typed};

/// The argument that makes this program a worker; the name of a codec follows.
pub(crate) const COMMAND: &str = "worker";

/// Answers lines until there are no more.
pub(crate) fn serve(codec: &str) -> Result<(), Error> {
    match codec {
        "javawire" | FRESH => answer_all::<Graphs>(),
        contenders::TYPED => answer_all::<Typed>(),
        contenders::SHARED => answer_all::<Shared>(),
        "events" => answer_all::<Events>(),
        "drops" => answer_all::<Drops>(),
        "json" => answer_all::<Json>(),
        "jaded" => answer_all::<Jaded>(),
        "java-serialization" => answer_all::<JavaSerialization>(),
        "copy" => answer_all::<Copy>(),
        _ => Err(format!("no such codec: {codec}").into()),
    }
}

/// The codec that is javawire with memory as glibc manages it by itself.
pub(crate) const FRESH: &str = "fresh";

/// Lets glibc keep the memory that a graph had for the next one, however much it was, as a JVM
/// keeps its heap. Otherwise each page of a large one is asked of the system again every time, and
/// that, not the reading of a million beans, is what would be measured.
pub(crate) const KEEP_MEMORY: (&str, &str) = (
    "GLIBC_TUNABLES",
    "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184",
);

/// Returns this program as a worker.
pub(crate) fn command(codec: &str) -> Result<std::process::Command, Error> {
    let mut command = std::process::Command::new(env::current_exe()?);
    command.args([COMMAND, codec]);
    Ok(command)
}

struct Worker<C: Codec> {
    stream: Vec<u8>,
    graph: Option<C::Graph>,
    written: Vec<u8>,
}

fn answer_all<C: Codec>() -> Result<(), Error> {
    let mut worker = Worker::<C> {
        stream: Vec::new(),
        graph: None,
        written: Vec::new(),
    };
    for line in io::stdin().lines() {
        let line = line?;
        let answer = match worker.answer(&line) {
            Ok(answer) => format!("ok {answer}"),
            Err(reason) => format!("fails {}", reason.replace('\n', " ")),
        };
        println!("{}", answer.trim_end());
        io::stdout().flush()?;
    }
    Ok(())
}

impl<C: Codec> Worker<C> {
    fn answer(&mut self, line: &str) -> Result<String, String> {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("load", case) => {
                self.stream = fs::read(Case::file(case)).map_err(|error| error.to_string())?;
                self.graph = None;
                Ok(String::new())
            }
            ("check", _) => self.check(),
            ("graph", _) => {
                self.make_graph()?;
                self.stream = Vec::new();
                Ok(String::new())
            }
            ("read", millis) => time(millis, || C::read(black_box(&self.stream))),
            ("write", millis) => {
                self.make_graph()?;
                let graph = self.graph.as_ref().ok_or("no graph")?;
                let out = &mut self.written;
                time(millis, || {
                    out.clear();
                    C::write(black_box(graph), out)?;
                    black_box(out.as_slice());
                    Ok::<(), String>(())
                })
            }
            _ => Err(format!("not understood: {line}")),
        }
    }

    fn make_graph(&mut self) -> Result<(), String> {
        if self.graph.is_none() {
            self.graph = Some(C::read(&self.stream).map_err(|error| error.to_string())?);
            self.written = Vec::with_capacity(self.stream.len());
        }
        Ok(())
    }

    fn check(&self) -> Result<String, String> {
        let graph = C::read(&self.stream).map_err(|error| error.to_string())?;
        if C::WRITES {
            let mut written = Vec::new();
            C::write(&graph, &mut written)?;
            if C::KEEPS_BYTES && written != self.stream {
                return Err("it writes other bytes".to_owned());
            }
            C::read(&written).map_err(|error| error.to_string())?;
        }
        Ok(String::new())
    }
}

/// Does it again and again for so long, and once before: what others have pushed out of the caches since
/// the last time is no part of what is measured, unless once takes long enough by itself. Dropping what
/// it returns is part of it.
fn time<T, E: Display>(
    millis: &str,
    mut once: impl FnMut() -> Result<T, E>,
) -> Result<String, String> {
    let millis = millis.parse().map_err(|_| format!("no number: {millis}"))?;
    let at_least = Duration::from_millis(millis);
    let mut all = |times: u128| {
        let start = Instant::now();
        for _ in 0..times {
            // Looked at where it is: moving what is large is no part of what is measured.
            let result = once();
            black_box(&result);
            if let Err(error) = &result {
                return Err(error.to_string());
            }
            drop(result);
        }
        Ok(start.elapsed())
    };
    let first = all(1)?;
    if first >= LONG * at_least {
        return Ok(format!("{} 1", first.as_nanos()));
    }
    let (mut elapsed, mut times, mut batch) = (Duration::ZERO, 0, 1);
    while elapsed < at_least {
        elapsed += all(batch)?;
        times += batch;
        // The clock is read often enough to stop in time and seldom enough not to count.
        let in_ten_ms = 10_000_000 * times / elapsed.as_nanos().max(1);
        batch = in_ten_ms.min(2 * batch).max(1);
    }
    Ok(format!("{} {times}", elapsed.as_nanos()))
}

/// What takes so many times the time that was asked for is done once.
const LONG: u32 = 4;
