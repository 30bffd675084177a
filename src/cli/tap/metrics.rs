//! What a tap counts, under the names that it has for Prometheus.

use std::fmt;

use javawire::net::relay::Counters;
use prometheus_client::encoding::{DescriptorEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;

use crate::cli::diagnostics;
use crate::cli::metrics::Exposed;

impl Exposed for Counters {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let now = self.snapshot();
        let open = i64::try_from(now.open).unwrap_or(i64::MAX);
        let help = "Clients that are connected";
        encoder
            .encode_descriptor("connections", help, None, MetricType::Gauge)?
            .encode_gauge(&open)?;
        for (name, help, value) in [
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
        ] {
            encoder
                .encode_descriptor(name, help, None, MetricType::Counter)?
                .encode_counter::<NoLabelSet, _, f64>(&value, None)?;
        }
        let help = "Clients by how it went on with them";
        let mut outcomes =
            encoder.encode_descriptor("conversations", help, None, MetricType::Counter)?;
        for (outcome, value) in [
            ("ended", now.ended),
            ("reset", now.reset),
            ("refused", now.refused),
            ("turned_away", now.turned_away),
            ("cut", now.cut),
        ] {
            outcomes
                .encode_family(&[("outcome", outcome)])?
                .encode_counter::<NoLabelSet, _, f64>(&value, None)?;
        }
        Ok(())
    }
}
