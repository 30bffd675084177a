//! `javawire tap`: the man in the middle.
//!
//! * `showing.rs`: what is shown; `screen.rs`: how it comes to stdout; `brief.rs`,
//!   `line.rs`: in lines
//! * `leading.rs`: where clients come, and where they are led
//! * `keeping.rs`: what is recorded
//! * `metrics.rs`: what is counted

use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use javawire::net::relay::{Aside, Recorder};

use super::Common;
use super::diagnostics::{self, Verbosity};
use super::listening::Listening;
use super::metrics::Endpoint;
use super::serving::{enough_files, runtime, until_stopped};
use super::signals::Signals;
use keeping::Keeping;
use leading::Leading;
use metrics::Counted;
use showing::Showing;

mod brief;
mod keeping;
mod leading;
mod line;
mod metrics;
mod screen;
mod showing;

/// Files that each conversation needs: those of its two ends.
const FILES_OF_EACH: u64 = 2;

#[derive(Debug, Args)]
pub(super) struct Tap {
    #[command(flatten)]
    leading: Leading,
    #[command(flatten)]
    showing: Showing,
    #[command(flatten)]
    keeping: Keeping,
    /// Name each client to the server, in the PROXY protocol (version 1)
    #[arg(long)]
    send_proxy: bool,
    #[command(flatten)]
    listening: Listening,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(tap: &Tap, verbosity: Verbosity) -> anyhow::Result<()> {
    diagnostics::init(verbosity, tap.common.log_format);
    let (files, workers) = enough_files(&tap.listening)?;
    let (listener, own) = tap.leading.listener(&tap.listening)?;
    tap.leading.check(own)?;
    let most = tap
        .listening
        .most_connections(files, workers, FILES_OF_EACH);
    let relay = tap
        .leading
        .relay()
        .with_workers(workers)
        .with_grace(tap.common.grace)
        .with_max_connections(most)
        .with_proxy_protocol(tap.listening.is_behind_balancer())
        .with_header_sent(tap.send_proxy);
    let rooms = tap.keeping.rooms(tap.showing.is_on());
    let interface = tap.leading.interface(own);
    let recorder = tap.keeping.begin(&interface, rooms.waiting_for_disk)?;
    let shown = tap.showing.begin(&rooms)?;
    let counted = Counted {
        relay: relay.counters(),
        report: recorder.as_ref().map(Recorder::report),
        totals: shown.totals,
        shown: shown.display.as_ref().map(Aside::tally),
    };
    runtime()?.block_on(async {
        // Before the line that says it is running: whoever reads it may send a signal at once.
        let mut signals = Signals::catch().context("cannot catch signals")?;
        Signals::outlive_full_files().context("cannot catch signals")?;
        let endpoint = Endpoint::new(Arc::new(counted.clone()));
        tap.listening.open(&endpoint, own)?;
        let (leads, keeps) = (tap.leading.told(own), tap.keeping.told());
        diagnostics::announce(&format!("{leads}{keeps}"));
        if let Some(advice) = tap.leading.advice(own) {
            diagnostics::announce(&advice);
        }
        let observers = (recorder, shown.display);
        let passed_on = |shutdown| relay.run(listener, observers, shutdown);
        tokio::select! {
            () = until_stopped(&mut signals, &endpoint, tap.common.grace, passed_on) => {}
            never = counted.watch() => match never {},
        }
        diagnostics::announce(&counted.sum());
        counted.check()
    })
}
