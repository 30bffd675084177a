//! The values of `java.time`.

use javawire::jdk::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, OffsetDateTime, OffsetTime,
    Period, Year, YearMonth, Zone, ZoneOffset, ZonedDateTime,
};

use super::Cases;
use super::values::all;

const ZONES: [&str; 5] = [
    "Europe/Madrid",
    "UTC",
    "Asia/Kabul",
    "UTC+01:00",
    "GMT-03:30",
];

pub fn date(year: i32, month: u8, day: u8) -> LocalDate {
    LocalDate { year, month, day }
}

pub fn time(hour: u8, minute: u8, second: u8, nano: u32) -> LocalTime {
    LocalTime {
        hour,
        minute,
        second,
        nano,
    }
}

pub fn region(index: usize) -> Zone {
    Zone::Region(ZONES[index].to_owned())
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub fn add(to: &mut Cases) {
    let dates = [
        date(1970, 1, 1),
        date(2024, 2, 29),
        date(-44, 3, 15),
        date(0, 12, 31),
        date(-999_999_999, 1, 1),
        date(999_999_999, 12, 31),
    ];
    let times = [
        time(0, 0, 0, 0),
        time(12, 0, 0, 0),
        time(23, 59, 0, 0),
        time(1, 0, 59, 0),
        time(23, 59, 59, 999_999_999),
        time(0, 0, 0, 1),
    ];
    let offsets = [0, 3600, -34200, 64800, -64800, 1, -3661].map(ZoneOffset);

    let last = [31_556_889_864_403_199, -31_557_014_167_219_200];
    for seconds in [0, 1, -1, 86_400].into_iter().chain(last) {
        for nano in [0, 1, 999_999_999] {
            all(
                to,
                format!("instant {seconds}.{nano}"),
                [Instant { seconds, nano }],
            );
            all(
                to,
                format!("duration {seconds}.{nano}"),
                [Duration { seconds, nano }],
            );
        }
    }
    let (seconds, nano) = (i64::MAX, 999_999_999);
    all(to, "duration-max", [Duration { seconds, nano }]);
    let (seconds, nano) = (i64::MIN, 0);
    all(to, "duration-min", [Duration { seconds, nano }]);
    let periods = [(0, 0, 0), (1, -2, 3), (i32::MAX, i32::MIN, 0)];
    for (index, (years, months, days)) in periods.into_iter().enumerate() {
        let period = Period {
            years,
            months,
            days,
        };
        all(to, format!("period {index}"), [period]);
    }
    for (index, date) in dates.into_iter().enumerate() {
        all(to, format!("date {index} local"), [date]);
    }
    for (index, time) in times.into_iter().enumerate() {
        all(to, format!("time {index}"), [time]);
    }
    for (index, offset) in offsets.into_iter().enumerate() {
        all(to, format!("offset {index}"), [offset]);
    }
    for (index, zone) in ZONES.iter().enumerate() {
        all(to, format!("zone {zone}"), [region(index)]);
    }
    for (i, date) in dates.into_iter().enumerate() {
        for (j, time) in times.into_iter().enumerate() {
            let local = LocalDateTime { date, time };
            let offset = offsets[(i + j) % offsets.len()];
            let zone = Zone::Offset(offset);
            all(to, format!("date-time {i} {j}"), [local]);
            all(
                to,
                format!("offset-date-time {i} {j}"),
                [OffsetDateTime { local, offset }],
            );
            all(
                to,
                format!("offset-time {i} {j}"),
                [OffsetTime { time, offset }],
            );
            let zoned = ZonedDateTime {
                local,
                offset,
                zone,
            };
            all(to, format!("zoned-offset {i} {j}"), [zoned]);
        }
    }
    let local = LocalDateTime {
        date: dates[1],
        time: times[2],
    };
    for (index, seconds) in [3600, 0, 16200, 3600, -12600].into_iter().enumerate() {
        let zoned = ZonedDateTime {
            local,
            offset: ZoneOffset(seconds),
            zone: region(index),
        };
        all(to, format!("zoned {}", ZONES[index]), [zoned]);
    }
    for year in [0, 1970, -1, 999_999_999, -999_999_999] {
        all(to, format!("year {year}"), [Year(year)]);
        let month = 12;
        all(
            to,
            format!("year-month {year}"),
            [YearMonth { year, month }],
        );
    }
    let days = [(2, 29), (12, 31), (1, 1)].map(|(month, day)| MonthDay { month, day });
    all(to, "month-day", days);
    add_twice(to);
}

/// What the JDK has one object of is a reference the second time.
fn add_twice(to: &mut Cases) {
    to.add("times-twice", |graph| {
        let mut twice = Vec::new();
        for _ in 0..2 {
            for seconds in [0, 1] {
                twice.push(graph.value_of(Instant { seconds, nano: 0 })?);
            }
            for seconds in [0, 1] {
                twice.push(graph.value_of(std::time::Duration::from_secs(seconds))?);
            }
            for days in [0, 1] {
                let (years, months) = (0, 0);
                twice.push(graph.value_of(Period {
                    years,
                    months,
                    days,
                })?);
            }
            for (hour, minute) in [(0, 0), (5, 0), (5, 1)] {
                twice.push(graph.value_of(time(hour, minute, 0, 0))?);
            }
            for seconds in [0, 2700, 2701] {
                twice.push(graph.value_of(ZoneOffset(seconds))?);
            }
            twice.push(graph.value_of(date(1970, 1, 1))?);
        }
        graph.push(twice)
    });
}
