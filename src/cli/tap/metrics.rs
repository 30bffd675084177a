//! What a tap counts, under the names that it has for Prometheus.

use std::convert::Infallible;
use std::fmt::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use javawire::net::relay::{Counters, Report, Tally};
use prometheus_client::encoding::DescriptorEncoder;
use prometheus_client::metrics::MetricType;

use crate::cli::diagnostics;
use crate::cli::metrics::{Exposed, put_conversations, put_counters};
use crate::cli::tap::brief::Totals;

/// How often to look whether anything is given up.
const GLANCE: Duration = Duration::from_secs(1);

/// What a tap has counted.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) relay: Arc<Counters>,
    pub(super) report: Option<Report>,
    pub(super) totals: Option<Arc<Totals>>,
    pub(super) shown: Option<Tally>,
}

impl Counted {
    /// Returns the line that says what the tap has done.
    pub(super) fn sum(&self) -> String {
        let now = self.relay.snapshot();
        let mut sum = format!(
            "{}{}, {} bytes there, {} back",
            counted(now.reached, "conversation"),
            self.totals
                .as_ref()
                .map_or(String::new(), |totals| totals.told()),
            now.to_server,
            now.to_client
        );
        if let Some(report) = &self.report {
            let files = match report.files() {
                0 | 1 => String::new(),
                files => format!(" and {} more", files.saturating_sub(1)),
            };
            let _ = write!(
                sum,
                "; recorded in {}{files} ({} bytes)",
                report.latest().display(),
                report.bytes()
            );
            if report.unrecorded() > 0 {
                let lost = counted(report.unrecorded(), "conversation");
                let _ = write!(sum, ", {lost} not whole");
            }
        }
        sum
    }
}

impl Counted {
    /// Says once that what is said is not shown, or not kept, and why.
    pub(super) async fn watch(&self) -> Infallible {
        let (mut is_unshown, mut is_unkept) = (false, false);
        loop {
            tokio::time::sleep(GLANCE).await;
            let unshown = self.shown.as_ref().map_or(0, Tally::conversations);
            if unshown > 0 && !std::mem::replace(&mut is_unshown, true) {
                tracing::warn!(
                    "nobody reads stdout as fast as is said: conversations go on, and are not \
                     shown whole; --show none where lines are not wanted"
                );
            }
            let unkept = self.report.as_ref().map_or(0, Report::given_up);
            if unkept > 0 && !std::mem::replace(&mut is_unkept, true) {
                tracing::warn!(
                    "the disk is slower than the conversations: they go on, and are not recorded \
                     whole; --aside sets how much may wait"
                );
            }
        }
    }

    /// Returns nothing if all could be shown that was to be.
    ///
    /// # Errors
    ///
    /// That the display, or the recorder, has failed by a fault of this program.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.shown.as_ref().is_some_and(Tally::has_failed) {
            bail!("the display has failed, by a fault in javawire; conversations have gone on");
        }
        if self.report.as_ref().is_some_and(Report::has_failed) {
            bail!("the recorder has failed, by a fault in javawire; conversations have gone on");
        }
        Ok(())
    }
}

/// Returns the number with its noun.
pub(super) fn counted(number: u64, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

impl Exposed for Counted {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let now = self.relay.snapshot();
        if let Some(shown) = &self.shown {
            let help = "Conversations that are not shown whole";
            put_counters(
                &mut encoder,
                &[("unshown_conversations", help, shown.conversations())],
            )?;
        }
        if let Some(report) = &self.report {
            let help = "Whether what is said now is recorded";
            encoder
                .encode_descriptor("recording", help, None, MetricType::Gauge)?
                .encode_gauge(&i64::from(report.is_recording()))?;
            put_counters(
                &mut encoder,
                &[
                    ("recorded_bytes", "Bytes of recordings", report.bytes()),
                    (
                        "unrecorded_conversations",
                        "Conversations that are not recorded whole",
                        report.unrecorded(),
                    ),
                ],
            )?;
        }
        let open = i64::try_from(now.open).unwrap_or(i64::MAX);
        let help = "Clients that are connected";
        encoder
            .encode_descriptor("connections", help, None, MetricType::Gauge)?
            .encode_gauge(&open)?;
        put_counters(
            &mut encoder,
            &[
                (
                    "accepted_connections",
                    "Clients since the start",
                    now.accepted,
                ),
                (
                    "reached_servers",
                    "Conversations whose server was reached",
                    now.reached,
                ),
                ("to_server_bytes", "Bytes that clients said", now.to_server),
                ("to_client_bytes", "Bytes that servers said", now.to_client),
                (
                    "dropped_log_lines",
                    "Lines that nobody read from stderr",
                    diagnostics::dropped_lines(),
                ),
            ],
        )?;
        put_conversations(
            &mut encoder,
            "Clients by how it went on with them",
            &[
                ("ended", now.ended),
                ("reset", now.reset),
                ("refused", now.refused),
                ("turned_away", now.turned_away),
                ("cut", now.cut),
            ],
        )?;
        Ok(())
    }
}
