//! Ctrl-C and SIGTERM.

use std::io;
use std::time::{Duration, Instant};

/// Two signals of one kind within this time are one: `timeout` and those who end a whole group of
/// processes send each of them twice.
const SAME: Duration = Duration::from_secs(1);

/// The signals that ask the program to end, caught from the moment this is made.
#[derive(Debug)]
pub(super) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// When each kind last counted.
    counted: [Option<Instant>; 2],
}

impl Signals {
    /// Must be called within a runtime.
    #[cfg(unix)]
    pub(super) fn catch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            counted: [None; 2],
        })
    }

    /// Has a file that may grow no more be an error of its writing, not the end of the program.
    /// Must be called within a runtime.
    #[cfg(unix)]
    pub(super) fn outlive_full_files() -> io::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};

        /// SIGXFSZ, on Linux, macOS and the BSDs.
        const TOO_LARGE: i32 = 25;
        // Once it is caught it stays so.
        signal(SignalKind::from_raw(TOO_LARGE)).map(drop)
    }

    /// There is no such signal.
    #[cfg(not(unix))]
    pub(super) fn outlive_full_files() -> io::Result<()> {
        Ok(())
    }

    /// Windows has no SIGTERM: here it is Ctrl-C alone.
    #[cfg(not(unix))]
    // The Unix form can fail.
    pub(super) fn catch() -> io::Result<Self> {
        Ok(Signals { counted: [None; 2] })
    }

    /// Waits for the next signal.
    pub(super) async fn next(&mut self) {
        loop {
            let kind = self.any().await;
            let now = Instant::now();
            let [interrupt, terminate] = &mut self.counted;
            let counted = match kind {
                Received::Interrupt => interrupt,
                Received::Terminate => terminate,
            };
            if counted.is_none_or(|at| now.saturating_duration_since(at) >= SAME) {
                *counted = Some(now);
                return;
            }
        }
    }

    #[cfg(unix)]
    async fn any(&mut self) -> Received {
        tokio::select! {
            _ = self.interrupt.recv() => Received::Interrupt,
            _ = self.terminate.recv() => Received::Terminate,
        }
    }

    #[cfg(not(unix))]
    async fn any(&mut self) -> Received {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        Received::Interrupt
    }
}

#[derive(Debug, Clone, Copy)]
enum Received {
    Interrupt,
    #[cfg_attr(not(unix), expect(dead_code, reason = "there are none"))]
    Terminate,
}
