//! What both servers share: what they allow, how they end.

use std::future::Future;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use javawire::net::{Server, ServerLimits, Service, Stopped};
use tokio::runtime::Runtime;

use super::diagnostics::{self, Verbosity};
use super::listening::{FILES_OF_A_THREAD, Listening, workers};
use super::metrics::Endpoint;
use super::signals::Signals;
use super::values::{self, Listen};
use super::{Common, files, transcript};

/// Files without which it cannot begin: those of the runtime, its listener, and a client.
const FEWEST_FILES: u64 = 16;

#[derive(Debug, Args)]
pub(super) struct Serving {
    /// How long nothing may come or go before a connection is closed, in seconds; 0 is for ever
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = values::seconds)]
    idle_timeout: Duration,
    /// How long one request may take, from its first bytes until its answer is sent, in
    /// seconds; 0 is for ever [default: as --idle-timeout]
    #[arg(long, value_name = "SECONDS", value_parser = values::seconds)]
    request_timeout: Option<Duration>,
    /// What all connections together may hold of what is not complete or not sent, in bytes
    #[arg(long, value_name = "BYTES", default_value = "1G", value_parser = values::size)]
    max_memory: u64,
    #[command(flatten)]
    listening: Listening,
}

impl Serving {
    /// Whether a load balancer names the clients.
    pub(super) fn is_behind_balancer(&self) -> bool {
        self.listening.is_behind_balancer()
    }

    /// Listens, says so with the line `running` makes, and serves until a signal comes.
    pub(super) fn serve<S: Service>(
        &self,
        options: &Common,
        verbosity: Verbosity,
        listen: Option<&Listen>,
        default_port: u16,
        service: S,
        running: impl Fn(u16) -> String,
    ) -> anyhow::Result<()> {
        diagnostics::init(verbosity, options.log_format);
        let (files, workers) = enough_files(&self.listening)?;
        let default = Listen::Everywhere(default_port);
        let (listener, own) = self.listening.listener(listen, &default, "--listen")?;
        let server = Server::default()
            .with_workers(workers)
            .with_grace(options.grace)
            .with_limits(self.limits(files, workers));

        runtime()?.block_on(async {
            // Before the line that says it is running: whoever reads it may send a signal at once.
            let mut signals = Signals::catch().context("cannot catch signals")?;
            let endpoint = Endpoint::of_server(server.counters());
            self.listening.open(&endpoint, own)?;
            transcript::tell(&[&running(own.port())])?;
            let served = |shutdown| server.run(listener, service, shutdown);
            tokio::select! {
                () = until_stopped(&mut signals, &endpoint, options.grace, served) => {}
                never = transcript::watch() => match never {},
            }
            Ok(())
        })
    }

    /// Returns the limits, as far as the files suffice that the system lets us open.
    fn limits(&self, files: Option<u64>, workers: usize) -> ServerLimits {
        ServerLimits::default()
            .with_idle_timeout(self.idle_timeout)
            .with_request_timeout(self.request_timeout)
            .with_max_connections(self.listening.most_connections(files, workers, 1))
            .with_max_memory(usize::try_from(self.max_memory).unwrap_or(usize::MAX))
            .with_proxy_protocol(self.listening.is_behind_balancer())
    }
}

/// Returns how many files may be open, and for how many threads they suffice.
///
/// # Errors
///
/// That they are too few to begin with.
pub(super) fn enough_files(listening: &Listening) -> anyhow::Result<(Option<u64>, usize)> {
    let files = files::raise();
    let workers = workers(files);
    let needed = FEWEST_FILES
        .saturating_add(FILES_OF_A_THREAD.saturating_mul(workers as u64))
        .saturating_add(listening.files_of_metrics());
    files::demand(needed)?;
    Ok((files, workers))
}

/// Returns a runtime for signals and metrics alone: conversations have threads of their own.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")
}

/// Runs what `serve` returns, which is given what completes at the first signal, until it ends, or
/// a second signal comes.
pub(super) async fn until_stopped<F: Future<Output = Stopped>>(
    signals: &mut Signals,
    endpoint: &Endpoint,
    grace: Duration,
    serve: impl FnOnce(Shutdown) -> F,
) {
    let (stop, stopping) = tokio::sync::oneshot::channel::<()>();
    let served = serve(Box::pin(async {
        let _ = stopping.await;
    }));
    let twice = async {
        signals.next().await;
        endpoint.drain();
        tracing::info!("no new clients; running conversations have {grace:?} to end");
        let _ = stop.send(());
        signals.next().await;
    };
    tokio::select! {
        stopped = served => {
            if stopped.cut > 0 {
                match stopped.cut {
                    1 => tracing::warn!("1 conversation had not ended and was cut"),
                    cut => tracing::warn!("{cut} conversations had not ended and were cut"),
                }
            }
        }
        () = twice => tracing::warn!("stopped at once by a second signal"),
    }
}

/// What completes when a server is to end.
pub(super) type Shutdown = std::pin::Pin<Box<dyn Future<Output = ()>>>;
