//! Threads that serve until they are told to end.

use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time;

use super::{LAST_CALL, Stopped};

/// Those that run; each tells, when it ends, how many conversations it has cut.
pub(in crate::net) struct Running {
    left: usize,
    ends: UnboundedReceiver<usize>,
    cut: usize,
}

impl Running {
    pub(in crate::net) fn new(threads: usize, ends: UnboundedReceiver<usize>) -> Self {
        Running {
            left: threads,
            ends,
            cut: 0,
        }
    }

    /// Has them end: `drain` tells them to end what is begun, for which they have `grace`, and `stop`
    /// to cut it. `open` is how many conversations there are of threads that are stuck even then.
    pub(in crate::net) async fn end(
        mut self,
        grace: Duration,
        drain: impl FnOnce(),
        stop: impl FnOnce(),
        open: impl FnOnce() -> usize,
    ) -> Stopped {
        drain();
        if !self.have_ended(grace).await {
            stop();
            if !self.have_ended(LAST_CALL).await {
                self.cut = self.cut.saturating_add(open());
            }
        }
        Stopped { cut: self.cut }
    }

    /// Whether all end within this time.
    async fn have_ended(&mut self, patience: Duration) -> bool {
        let all_ended = async {
            while self.left > 0 {
                let Some(count) = self.ends.recv().await else {
                    break;
                };
                self.left = self.left.saturating_sub(1);
                self.cut = self.cut.saturating_add(count);
            }
        };
        time::timeout(patience, all_ended).await.is_ok()
    }
}
