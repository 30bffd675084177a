//! Enums of the JDK that classes have in their fields, with all constants.

/// By name; the constants in the order of the class.
const ENUMS: [(&str, &[&str]); 8] = [
    (
        "java.lang.Thread$State",
        &[
            "NEW",
            "RUNNABLE",
            "BLOCKED",
            "WAITING",
            "TIMED_WAITING",
            "TERMINATED",
        ],
    ),
    (
        "java.math.RoundingMode",
        &[
            "UP",
            "DOWN",
            "CEILING",
            "FLOOR",
            "HALF_UP",
            "HALF_DOWN",
            "HALF_EVEN",
            "UNNECESSARY",
        ],
    ),
    (
        "java.time.DayOfWeek",
        &[
            "MONDAY",
            "TUESDAY",
            "WEDNESDAY",
            "THURSDAY",
            "FRIDAY",
            "SATURDAY",
            "SUNDAY",
        ],
    ),
    (
        "java.time.Month",
        &[
            "JANUARY",
            "FEBRUARY",
            "MARCH",
            "APRIL",
            "MAY",
            "JUNE",
            "JULY",
            "AUGUST",
            "SEPTEMBER",
            "OCTOBER",
            "NOVEMBER",
            "DECEMBER",
        ],
    ),
    ("java.time.chrono.IsoEra", &["BCE", "CE"]),
    (
        "java.time.format.FormatStyle",
        &["FULL", "LONG", "MEDIUM", "SHORT"],
    ),
    (
        "java.time.temporal.ChronoUnit",
        &[
            "NANOS",
            "MICROS",
            "MILLIS",
            "SECONDS",
            "MINUTES",
            "HOURS",
            "HALF_DAYS",
            "DAYS",
            "WEEKS",
            "MONTHS",
            "YEARS",
            "DECADES",
            "CENTURIES",
            "MILLENNIA",
            "ERAS",
            "FOREVER",
        ],
    ),
    (
        "java.util.concurrent.TimeUnit",
        &[
            "NANOSECONDS",
            "MICROSECONDS",
            "MILLISECONDS",
            "SECONDS",
            "MINUTES",
            "HOURS",
            "DAYS",
        ],
    ),
];

/// All constants of an enum of the JDK, if it is one of these.
pub(super) fn constants(java: &str) -> Option<&'static [&'static str]> {
    let found = ENUMS.iter().find(|(name, _)| *name == java)?;
    Some(found.1)
}
