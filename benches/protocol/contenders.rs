//! Who takes part.

use std::process::Command;

use crate::Error;
use crate::java::{self, Runtime};
use crate::options::Options;
use crate::{javawire, worker};

/// Streams as types of one's own, each object for itself, and with shared ones.
pub(crate) const TYPED: &str = "typed";
pub(crate) const SHARED: &str = "shared";

/// One who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contender {
    /// What the tables call it.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a contender is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// javawire, streams to graphs and back.
    Javawire,
    /// The JDK of a runtime.
    Java(Runtime),
    /// jaded or java-serialization.
    Peer(&'static str),
    /// The yardstick.
    Copy,
    /// javawire, made to do something else: `typed`, `shared`, `events`, `drops`, `json` or `fresh`.
    Also(&'static str),
}

impl Contender {
    /// Returns the command that starts it as a worker.
    pub(crate) fn command(&self) -> Result<Command, Error> {
        match &self.kind {
            Kind::Javawire => worker::command("javawire"),
            Kind::Java(runtime) => Ok(runtime.worker()),
            Kind::Peer(codec) | Kind::Also(codec) => worker::command(codec),
            Kind::Copy => worker::command("copy"),
        }
    }

    /// Returns the command that starts it for the measuring of time.
    pub(crate) fn timed_command(&self) -> Result<Command, Error> {
        let mut command = self.command()?;
        if !matches!(self.kind, Kind::Java(_) | Kind::Also(worker::FRESH)) {
            let (name, value) = worker::KEEP_MEMORY;
            command.env(name, value);
        }
        Ok(command)
    }

    /// Returns whether it has a writer.
    pub(crate) fn writes(&self) -> bool {
        use crate::codec::Codec;
        match self.kind {
            Kind::Javawire => javawire::Graphs::WRITES,
            Kind::Java(_) | Kind::Copy | Kind::Also(TYPED | SHARED) => true,
            Kind::Peer(_) | Kind::Also(_) => false,
        }
    }

    /// Returns whether javawire must be so many times as fast as this: Java 17, 21 or 25.
    pub(crate) fn is_measure(&self) -> bool {
        matches!(&self.kind, Kind::Java(java) if [17, 21, 25].contains(&java.major()))
    }

    fn is_in_quick(&self) -> bool {
        match &self.kind {
            Kind::Java(java) => self.is_measure() && !java.is_machine,
            _ => true,
        }
    }

    /// Returns whether it is compared with others in the tables.
    pub(crate) fn has_column(&self) -> bool {
        !matches!(self.kind, Kind::Also(_))
    }
}

/// Returns the contenders that the options name or, if they name none, all that they leave.
pub(crate) fn chosen(options: &Options) -> Result<Vec<Contender>, Error> {
    let mut all = vec![contender("javawire", Kind::Javawire)];
    for runtime in java::runtimes()? {
        let note = if runtime.is_machine { " (machine)" } else { "" };
        let name = format!("Java {}{note}", runtime.version);
        all.push(contender(&name, Kind::Java(runtime)));
    }
    all.push(contender("jaded", Kind::Peer("jaded")));
    all.push(contender(
        "java-serialization",
        Kind::Peer("java-serialization"),
    ));
    all.push(contender("copy", Kind::Copy));
    for codec in [TYPED, SHARED, "events", "drops", "json", worker::FRESH] {
        all.push(contender(&format!("javawire {codec}"), Kind::Also(codec)));
    }

    let is_chosen = |one: &Contender| {
        let name = one.name.to_lowercase();
        match options.with.as_slice() {
            [] => !options.quick || one.is_in_quick(),
            names => names.iter().any(|part| name.contains(&part.to_lowercase())),
        }
    };
    let known: Vec<String> = all.iter().map(|one| one.name.clone()).collect();
    all.retain(is_chosen);
    if all.is_empty() {
        return Err(format!("no such contender; there are: {}", known.join(", ")).into());
    }
    Ok(all)
}

fn contender(name: &str, kind: Kind) -> Contender {
    Contender {
        name: name.to_owned(),
        kind,
    }
}
