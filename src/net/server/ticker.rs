//! Reminders for workers whose clients have been answered and may not have closed yet.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time;

use super::inbox::{Inbox, Inboxes};

/// How often workers are reminded.
const TICK: Duration = Duration::from_millis(10);

#[derive(Debug, Default)]
pub(super) struct Ticker {
    is_ticking: AtomicBool,
    begins: Notify,
}

impl Ticker {
    /// Has the worker woken after a moment, to see whether those it has answered have closed.
    pub(super) fn remind(&self, inbox: &Inbox) {
        inbox.want_a_reminder();
        if !self.is_ticking.load(Ordering::SeqCst) && !self.is_ticking.swap(true, Ordering::SeqCst)
        {
            self.begins.notify_one();
        }
    }

    /// Wakes the workers that want it, now and then while there are any. If each slept no
    /// longer than it wants to, each sleep would set a timer of the kernel: that costs
    /// more than all the rest of the waiting.
    pub(super) async fn tick(&self, inboxes: &Inboxes) -> Infallible {
        loop {
            self.begins.notified().await;
            loop {
                time::sleep(TICK).await;
                let reminded = inboxes.iter().filter(|inbox| inbox.remind());
                if reminded.count() > 0 {
                    continue;
                }
                self.is_ticking.store(false, Ordering::SeqCst);
                // One may have asked before it could see that.
                let mut inboxes = inboxes.iter();
                let is_asked = inboxes.any(|inbox| inbox.wants_a_reminder());
                if !is_asked || self.is_ticking.swap(true, Ordering::SeqCst) {
                    break;
                }
            }
        }
    }
}
