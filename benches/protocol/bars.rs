//! What must hold, and whether it did.

use crate::cases::{BEANS, Case, MILLION};
use crate::contenders::{Kind, SHARED, TYPED};
use crate::results::{Results, Work};
use crate::table::{NOTHING, Table, number, times};

/// So much longer may a hundred times as many beans take.
const MOST_GROWTH: f64 = 110.0;
/// So much memory may a million beans take, as a multiple of their stream.
const MOST_MEMORY: f64 = 4.0;
/// So much longer may a stream take that comes one byte at a time.
const MOST_FEEDING: f64 = 20.0;

/// What comes so near to the speed of a copy has come near enough.
const NEAR_COPY: f64 = 0.8;

/// So many MB of a stream must become JSON in a second.
const LEAST_JSON: f64 = 100.0;

/// A ratio that must be so large, or so small.
struct Bar {
    what: String,
    measured: Option<f64>,
    needed: Bound,
}

enum Bound {
    AtLeast(f64),
    /// Or that share of the speed of a copy: where Java itself comes near to it, nothing is faster by
    /// much.
    AtLeastOrCopy(f64, Option<f64>),
    AtMost(f64),
    /// Not a ratio, but MB/s.
    Speed(f64),
}
use Bound::{AtLeast, AtLeastOrCopy, AtMost, Speed};

/// Returns the table of all that must hold for these cases.
pub(crate) fn table(cases: &[Case], results: &Results) -> Table {
    let head = ["", "measured", "needed", "held"];
    let mut table = Table::new(head.map(str::to_owned).to_vec());
    let bars = cases.iter().flat_map(|case| of_case(case, results));
    for bar in bars.chain(of_beans(cases, results)) {
        let (needed, holds) = match bar.needed {
            AtLeast(bound) => (
                format!("at least {bound}×"),
                bar.measured.map(|is| is >= bound),
            ),
            AtLeastOrCopy(bound, of_copy) => (
                format!("at least {bound}×, or {NEAR_COPY} of a copy"),
                bar.measured
                    .map(|is| is >= bound || of_copy.is_some_and(|share| share >= NEAR_COPY)),
            ),
            AtMost(bound) => (
                format!("at most {bound}×"),
                bar.measured.map(|is| is <= bound),
            ),
            Speed(bound) => (
                format!("at least {bound} MB/s"),
                bar.measured.map(|is| is >= bound),
            ),
        };
        let measured = match (&bar.needed, bar.measured) {
            (Speed(_), Some(speed)) => format!("{} MB/s", number(speed)),
            _ => times(bar.measured),
        };
        let held = match holds {
            None => NOTHING,
            Some(true) => "yes",
            Some(false) => "**no**",
        };
        table.push(vec![bar.what, measured, needed, held.to_owned()]);
    }
    table
}

fn of_case(case: &Case, results: &Results) -> Vec<Bar> {
    let mut bars = Vec::new();
    for work in Work::BOTH {
        let ours = results.median(case.name, &Kind::Javawire, work);
        let named = |other| format!("{}, {}, against {other}", case.title, work.title());
        if let Some(times) = case.times_java {
            bars.push(Bar {
                what: named("Java"),
                measured: ratio(results.fastest_java(case.name, work), ours),
                needed: AtLeast(times),
            });
        }
        if let Some(times) = case.times_copy {
            let copy = results.median(case.name, &Kind::Copy, work);
            bars.push(Bar {
                what: named("copy"),
                measured: ratio(copy, ours),
                needed: AtLeast(times),
            });
        }
        for codec in [TYPED, SHARED] {
            of_type(case, &Kind::Also(codec), work, results, &mut bars);
        }
    }
    bars
}

/// What must hold of a case as a value that a Rust program uses.
fn of_type(case: &Case, kind: &Kind, work: Work, results: &Results, bars: &mut Vec<Bar>) {
    let Some(typed) = case.typed_by(kind) else {
        return;
    };
    let ours = results.median(case.name, kind, work);
    let java = results.fastest_java(case.name, work);
    let copy = results.median(case.name, &Kind::Copy, work);
    let against_java = |times| AtLeastOrCopy(times, ratio(copy, ours));
    let needed = [
        ("Java", java, typed.times_java(work).map(against_java)),
        ("copy", copy, typed.times_copy.map(AtLeast)),
    ];
    for (other, theirs, needed) in needed {
        let Some(needed) = needed else { continue };
        bars.push(Bar {
            what: format!(
                "{} {}, {}, against {other}",
                case.title,
                typed.title,
                work.title()
            ),
            measured: ratio(theirs, ours),
            needed,
        });
    }
}

fn of_beans(cases: &[Case], results: &Results) -> Vec<Bar> {
    let find = |name| cases.iter().find(|case| case.name == name);
    let time = |case: &Case, kind, work| results.median(case.name, &kind, work);
    let mut bars = Vec::new();
    let ten_thousand = find(BEANS);
    let million = find(MILLION);
    if let (Some(ten_thousand), Some(million)) = (ten_thousand, million) {
        let growth =
            |kind: Kind, work| results.growth(ten_thousand.name, million.name, &kind, work);
        let bytes = million.bytes() as f64 / ten_thousand.bytes() as f64;
        let mut push = |doing: &str, measured| {
            bars.push(Bar {
                what: format!(
                    "{}, {doing}, time against {} ({bytes:.1}× the bytes)",
                    million.title, ten_thousand.title
                ),
                measured,
                needed: AtMost(MOST_GROWTH),
            });
        };
        for work in Work::BOTH {
            push(work.title(), growth(Kind::Javawire, work));
        }
        let drops = growth(Kind::Also("drops"), Work::Read);
        push("parsing byte by byte", drops);
    }
    if let Some(million) = million {
        for work in Work::BOTH {
            let memory = results.memory(million.name, &Kind::Javawire, work);
            let more = memory.map(|(peak, idle)| peak.saturating_sub(idle) as f64);
            bars.push(Bar {
                what: format!(
                    "{}, {}, memory against the stream",
                    million.title,
                    work.title()
                ),
                measured: ratio(more, Some(million.bytes() as f64)),
                needed: AtMost(MOST_MEMORY),
            });
        }
    }
    if let Some(ten_thousand) = ten_thousand {
        let whole = time(ten_thousand, Kind::Also("events"), Work::Read);
        let drops = time(ten_thousand, Kind::Also("drops"), Work::Read);
        bars.push(Bar {
            what: format!(
                "{}, parsing byte by byte, against whole",
                ten_thousand.title
            ),
            measured: ratio(drops, whole),
            needed: AtMost(MOST_FEEDING),
        });
        let json = time(ten_thousand, Kind::Also("json"), Work::Read);
        let megabytes = ten_thousand.bytes() as f64 / 1e6;
        bars.push(Bar {
            what: format!("{}, decoding to JSON", ten_thousand.title),
            measured: json.map(|nanoseconds| megabytes / (nanoseconds / 1e9)),
            needed: Speed(LEAST_JSON),
        });
    }
    bars
}

/// Returns the one divided by the other, if there are both.
pub(crate) fn ratio(above: Option<f64>, below: Option<f64>) -> Option<f64> {
    Some(above? / below?)
}
