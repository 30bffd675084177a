//! How long a client may take.

use std::time::{Duration, Instant};

use super::ServerLimits;

/// The times of one connection.
#[derive(Debug)]
pub(super) struct Clock {
    begun: Instant,
    /// When something last came or went.
    last: Instant,
    /// Which request is under way, and since when, without the time of the handler.
    request: Option<(u64, Instant)>,
    /// Since when the handler has been at work.
    at_work: Option<Instant>,
}

impl Clock {
    pub(super) fn new(now: Instant) -> Self {
        Clock {
            begun: now,
            last: now,
            request: None,
            at_work: None,
        }
    }

    /// How long it has taken so far.
    pub(super) fn took(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Something has come, or gone.
    pub(super) fn moved(&mut self, now: Instant) {
        self.last = now;
    }

    /// The handler is at work, or has said what it had to say.
    pub(super) fn handler_works(&mut self, does: bool) {
        match self.at_work {
            None if does => self.at_work = Some(self.last),
            Some(since) if !does => {
                self.at_work = None;
                self.handler_took(self.last.saturating_duration_since(since));
            }
            _ => {}
        }
    }

    /// So much of the time of the request was the handler's.
    pub(super) fn handler_took(&mut self, time: Duration) {
        if let Some((_, since)) = &mut self.request {
            *since = since.checked_add(time).unwrap_or(*since);
        }
    }

    /// Takes note of the request that is under way. One that was before goes on.
    pub(super) fn is_at(&mut self, request: Option<u64>) {
        if request != self.request() {
            self.request = request.map(|number| (number, self.last));
        }
    }

    /// Which request is under way.
    pub(super) fn request(&self) -> Option<u64> {
        self.request.map(|(number, _)| number)
    }

    /// When the client has taken too long, if ever.
    pub(super) fn deadline(&self, limits: &ServerLimits) -> Option<Instant> {
        let deadlines = [self.of_silence(limits), self.of_request(limits)];
        deadlines.into_iter().flatten().min()
    }

    /// How long the request took for which the client was too slow; `None` if it was silent.
    pub(super) fn slow_request(&self, limits: &ServerLimits) -> Option<Duration> {
        let of_request = self.of_request(limits)?;
        let is_sooner = |of_silence| of_request < of_silence;
        self.of_silence(limits)
            .is_none_or(is_sooner)
            .then(|| limits.time_of_request())
    }

    fn of_silence(&self, limits: &ServerLimits) -> Option<Instant> {
        after(self.last, limits.idle_timeout())
    }

    fn of_request(&self, limits: &ServerLimits) -> Option<Instant> {
        let (_, since) = self.request.filter(|_| self.at_work.is_none())?;
        after(since, limits.time_of_request())
    }
}

/// A time of zero means none.
fn after(since: Instant, time: Duration) -> Option<Instant> {
    if time.is_zero() {
        return None;
    }
    since.checked_add(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_its_own_time_and_a_time_of_nothing_is_none() {
        let limits = ServerLimits::default().with_idle_timeout(Duration::from_secs(10));
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        let mut clock = Clock::new(begun);
        assert_eq!(clock.deadline(&limits), Some(at(10)));

        // A byte now and then is not silence, and does not prolong the request.
        for second in 1..9 {
            clock.moved(at(second));
            clock.is_at(Some(0));
        }
        assert_eq!(clock.deadline(&limits), Some(at(11)));
        assert_eq!(clock.slow_request(&limits), Some(limits.idle_timeout()));
        let limits = limits.with_request_timeout(Some(Duration::from_secs(60)));
        assert_eq!(clock.deadline(&limits), Some(at(18)));
        assert_eq!(clock.slow_request(&limits), None);

        // The next one begins anew, and none is under way between two.
        let limits = limits.with_request_timeout(Some(Duration::from_secs(2)));
        clock.is_at(Some(1));
        assert_eq!(clock.deadline(&limits), Some(at(10)));
        clock.is_at(None);
        assert_eq!(clock.deadline(&limits), Some(at(18)));

        clock.is_at(Some(2));
        let limits = limits.with_idle_timeout(Duration::ZERO);
        assert_eq!(clock.deadline(&limits), Some(at(10)));
        let limits = limits.with_request_timeout(None);
        assert_eq!(clock.deadline(&limits), None);
    }

    #[test]
    fn the_time_of_the_handler_is_not_the_clients() {
        let limits = ServerLimits::default()
            .with_idle_timeout(Duration::ZERO)
            .with_request_timeout(Some(Duration::from_secs(10)));
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        let mut clock = Clock::new(begun);
        clock.is_at(Some(0));
        assert_eq!(clock.deadline(&limits), Some(at(10)));

        // The last of the request comes after four seconds, and the answer after a hundred.
        clock.moved(at(4));
        clock.handler_works(true);
        assert_eq!(clock.deadline(&limits), None);
        clock.handler_works(true);
        clock.moved(at(104));
        clock.handler_works(false);
        assert_eq!(clock.deadline(&limits), Some(at(110)));

        // Or it is made amid a turn.
        clock.handler_took(Duration::from_secs(5));
        assert_eq!(clock.deadline(&limits), Some(at(115)));

        // Whoever takes nothing of what is said is silent, whatever the handler does.
        let limits = limits.with_idle_timeout(Duration::from_secs(60));
        clock.handler_works(true);
        assert_eq!(clock.deadline(&limits), Some(at(164)));
    }
}
