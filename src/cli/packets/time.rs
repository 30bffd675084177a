//! Times as they are printed, in UTC.

use javawire::conversation::Stamp;

const NANOS: u64 = 1_000_000_000;
const DAY: u64 = 86_400;

/// The time of day, in milliseconds: `12:04:31.207`.
pub(in crate::cli) fn time_of_day(at: Stamp) -> String {
    let seconds = at.nanos() / NANOS % DAY;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let millis = at.nanos() % NANOS / 1_000_000;
    format!("{hour:02}:{minute:02}:{second:02}.{millis:03}")
}

/// The day, `2026-11-20`, by the civil calendar, which begins anew each 400 years.
pub(super) fn day(at: Stamp) -> String {
    // From the first of March of the year 0, so that a leap day is the last of its year.
    let days = (at.nanos() / NANOS / DAY).saturating_add(719_468);
    let (era, day) = (days / 146_097, days % 146_097);
    let leaps = (day / 1460)
        .saturating_add(day / 146_096)
        .saturating_sub(day / 36_524);
    let year = day.saturating_sub(leaps) / 365;
    let in_year = year
        .saturating_mul(365)
        .saturating_add(year / 4)
        .saturating_sub(year / 100);
    let day_of_year = day.saturating_sub(in_year);
    let month = day_of_year.saturating_mul(5).saturating_add(2) / 153;
    let before = month.saturating_mul(153).saturating_add(2) / 5;
    let day = day_of_year.saturating_sub(before).saturating_add(1);
    let is_next = u64::from(month >= 10);
    let month = match month {
        0..=9 => month.saturating_add(3),
        _ => month.saturating_sub(9),
    };
    let year = era
        .saturating_mul(400)
        .saturating_add(year)
        .saturating_add(is_next);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Both, to the nanosecond, as RFC 3339 has it.
pub(super) fn rfc3339(at: Stamp) -> String {
    let seconds = at.nanos() / NANOS % DAY;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let nanos = at.nanos() % NANOS;
    format!("{}T{hour:02}:{minute:02}:{second:02}.{nanos:09}Z", day(at))
}

/// A time in seconds, as short as it can be written without loss: `0.0013`.
pub(super) fn seconds(time: std::time::Duration) -> String {
    let text = format!("{}.{:09}", time.as_secs(), time.subsec_nanos());
    let short = text.trim_end_matches('0').trim_end_matches('.');
    short.to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_798_675_200, "2026-12-31"),
            (1_795_694_671, "2026-11-26"),
            (4_107_542_400, "2100-03-01"),
            (4_107_456_000, "2100-02-28"),
        ] {
            assert_eq!(day(Stamp::from_nanos(seconds * NANOS)), expected);
        }
        let at = Stamp::from_nanos(1_795_694_671_207_000_001);
        assert_eq!(time_of_day(at), "12:04:31.207");
        assert_eq!(rfc3339(at), "2026-11-26T12:04:31.207000001Z");
    }

    #[test]
    fn seconds_are_short() {
        for (nanos, expected) in [(0, "0"), (1_300_000, "0.0013"), (20_000_000_000, "20")] {
            assert_eq!(seconds(Duration::from_nanos(nanos)), expected);
        }
    }
}
