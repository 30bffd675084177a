//! What a server counts, for Prometheus, and whether it takes clients, for a load balancer.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use javawire::net::server::BOUNDS;
use javawire::net::{Counters, address};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text;
use prometheus_client::encoding::{DescriptorEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::Registry;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{self, AbortHandle};
use tokio::time;

use super::values::Listen;
use super::{diagnostics, listening, transcript};

/// Connections at once. Whoever scrapes asks once in a while, and at once: if there are more than
/// these the oldest has to go.
const MOST: usize = 64;

/// Files that the endpoint needs.
pub(super) const FILES: u64 = MOST as u64 + 2;

/// How long one connection may stay.
const PATIENCE: Duration = Duration::from_secs(10);

/// The pause after the system has refused a connection.
const PAUSE: Duration = Duration::from_millis(100);

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The endpoint: `/metrics` and `/healthz`.
#[derive(Clone)]
pub(super) struct Endpoint {
    exposed: Arc<dyn Exposed>,
    is_draining: Arc<AtomicBool>,
}

/// What is counted, under the names that it has for Prometheus.
pub(super) trait Exposed: Send + Sync {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result;
}

impl Endpoint {
    /// Returns the endpoint of a server.
    pub(super) fn of_server(counters: Arc<Counters>) -> Self {
        Self::new(counters)
    }

    pub(super) fn new(exposed: Arc<dyn Exposed>) -> Self {
        Endpoint {
            exposed,
            is_draining: Arc::default(),
        }
    }

    /// Says from now on that no more clients are taken.
    pub(super) fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    /// Listens on `address`, and answers requests for as long as the runtime runs. The server
    /// listens on `own`.
    ///
    /// Must be called within a runtime.
    pub(super) fn open(&self, address: &Listen, own: SocketAddr) -> anyhow::Result<()> {
        let listener = listening::bind(address, "--metrics", Some(own), address::listen)
            .and_then(|listener| {
                listener.set_nonblocking(true)?;
                Ok(TcpListener::from_std(listener)?)
            })
            .with_context(|| format!("cannot listen on {address} for --metrics"))?;
        let bound = listener
            .local_addr()
            .context("cannot use the socket of --metrics")?;
        tracing::info!("metrics on http://{bound}/metrics");
        tokio::spawn(self.clone().serve(listener));
        Ok(())
    }

    async fn serve(self, listener: TcpListener) {
        let mut places: VecDeque<AbortHandle> = VecDeque::new();
        loop {
            let accepted = listener.accept().await;
            places.retain(|connection| !connection.is_finished());
            if accepted.is_err() || places.len() >= MOST {
                // Whoever has not asked by now can wait no longer than whoever comes to ask.
                places.pop_front().as_ref().map(AbortHandle::abort);
            }
            match accepted {
                Ok((client, _)) => {
                    let connection = tokio::spawn(self.clone().converse(client));
                    places.push_back(connection.abort_handle());
                    // It is read before the next one is let in.
                    task::yield_now().await;
                }
                Err(error) => {
                    tracing::debug!("--metrics: {error}");
                    time::sleep(PAUSE).await;
                }
            }
        }
    }

    async fn converse(self, client: TcpStream) {
        let answer = service_fn(|request| {
            let response = self.answer(&request);
            async { Ok::<_, Infallible>(response) }
        });
        let mut http = http1::Builder::new();
        let connection = http
            .keep_alive(false)
            .serve_connection(TokioIo::new(client), answer);
        // How a scraper fails is its own matter.
        let _ = time::timeout(PATIENCE, connection).await;
    }

    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let plain = |status, text: &str| (status, "text/plain", text.to_owned());
        let (status, kind, body) = match (request.method(), request.uri().path()) {
            (&Method::GET | &Method::HEAD, "/metrics") => match self.metrics() {
                Ok(text) => (StatusCode::OK, OPEN_METRICS, text),
                Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
            },
            (&Method::GET | &Method::HEAD, "/healthz") => {
                if self.is_draining.load(Ordering::Relaxed) {
                    plain(StatusCode::SERVICE_UNAVAILABLE, "draining\n")
                } else if transcript::is_held_up() {
                    plain(StatusCode::SERVICE_UNAVAILABLE, "nobody reads stdout\n")
                } else {
                    plain(StatusCode::OK, "ready\n")
                }
            }
            (_, "/metrics" | "/healthz") => {
                plain(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD alone\n")
            }
            _ => plain(StatusCode::NOT_FOUND, "there are /metrics and /healthz\n"),
        };
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = status;
        if status == StatusCode::METHOD_NOT_ALLOWED {
            let allowed = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(ALLOW, allowed);
        }
        if let Ok(kind) = kind.parse() {
            response.headers_mut().insert(CONTENT_TYPE, kind);
        }
        response
    }

    fn metrics(&self) -> Result<String, fmt::Error> {
        let mut registry = Registry::with_prefix("javawire");
        registry.register_collector(Box::new(Collected(Arc::clone(&self.exposed))));
        let mut text = String::new();
        text::encode(&mut text, &registry)?;
        Ok(text)
    }
}

/// What the registry asks each time.
struct Collected(Arc<dyn Exposed>);

impl fmt::Debug for Collected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collected").finish_non_exhaustive()
    }
}

impl Collector for Collected {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        self.0.encode(encoder)
    }
}

impl Exposed for Counters {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let now = self.snapshot();
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        for (name, help, value) in [
            ("connections", "Connections that are open", count(now.open)),
            (
                "memory_bytes",
                "What conversations hold that is not complete or not sent",
                count(now.memory),
            ),
        ] {
            encoder
                .encode_descriptor(name, help, None, MetricType::Gauge)?
                .encode_gauge(&value)?;
        }
        put_counters(
            &mut encoder,
            &[
                (
                    "accepted_connections",
                    "Connections since the start",
                    now.accepted,
                ),
                ("received_bytes", "Bytes received", now.received),
                ("sent_bytes", "Bytes sent", now.sent),
                (
                    "dropped_log_lines",
                    "Lines that nobody read from stderr",
                    diagnostics::dropped_lines(),
                ),
            ],
        )?;
        put_conversations(
            &mut encoder,
            "Conversations by how they ended",
            &[
                ("answered", now.answered),
                ("failed", now.failed),
                ("timed_out", now.timed_out),
                ("cut", now.cut),
            ],
        )?;
        let bounds = BOUNDS.iter().map(|&bound| Duration::from_micros(bound));
        let bounds = bounds
            .map(|bound| bound.as_secs_f64())
            .chain([f64::INFINITY]);
        let buckets: Vec<(f64, u64)> = bounds.zip(now.durations).collect();
        let help = "How long conversations took, from the connection to the last word";
        encoder
            .encode_descriptor(
                "conversation_duration_seconds",
                help,
                None,
                MetricType::Histogram,
            )?
            .encode_histogram::<NoLabelSet>(
                now.duration.as_secs_f64(),
                now.durations.iter().sum(),
                &buckets,
                None,
            )
    }
}

/// Appends counters: the name of each, what it counts, and how far it is.
pub(super) fn put_counters(
    encoder: &mut DescriptorEncoder<'_>,
    counters: &[(&str, &str, u64)],
) -> fmt::Result {
    for (name, help, value) in counters {
        encoder
            .encode_descriptor(name, help, None, MetricType::Counter)?
            .encode_counter::<NoLabelSet, _, f64>(value, None)?;
    }
    Ok(())
}

/// Appends how many conversations had each outcome.
pub(super) fn put_conversations(
    encoder: &mut DescriptorEncoder<'_>,
    help: &str,
    outcomes: &[(&str, u64)],
) -> fmt::Result {
    let mut all = encoder.encode_descriptor("conversations", help, None, MetricType::Counter)?;
    for (outcome, value) in outcomes {
        all.encode_family(&[("outcome", *outcome)])?
            .encode_counter::<NoLabelSet, _, f64>(value, None)?;
    }
    Ok(())
}
