//! Upper case against the JVM: every code point, in and out of context.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::iter;
use std::ops::Range;

use javawire::JavaString;
use javawire::java_text::locale::Locale;
use javawire::java_text::upper_case::to_upper_case;

use crate::support::java::{java_class, java_version};
use crate::support::program::Program;
use crate::support::sample;

/// A version of Unicode, major and minor.
type Version = (u8, u8);

const ALL: Range<u32> = 0..0x11_0000;
/// The planes above have neither letters with case nor marks that combine.
const TWO_PLANES: Range<u32> = 0..0x2_0000;

#[test]
fn every_code_point_has_the_upper_case_of_the_jvm() {
    let locales = [
        (Locale::Root, &["und", "el", "de", "nl"][..]),
        (Locale::TurkishOrAzeri, &["tr", "az"]),
        (Locale::Lithuanian, &["lt"]),
    ];
    let tags = locales.iter().flat_map(|(_, tags)| *tags);
    let mut answers = ask(tags.map(|tag| format!("map {tag}\n")).collect()).into_iter();
    let (major, minor, _) = char::UNICODE_VERSION;
    for (locale, tags) in locales {
        let ours = mapped(locale);
        for tag in tags {
            let theirs = points(&mut answers, ALL);
            let differing = differing(&ours, &theirs);
            let two = differing
                .iter()
                .find(|point| ours.contains_key(point) && theirs.contains_key(point));
            assert_eq!(two, None, "{tag}: a code point with two upper cases");
            check_listed("letters", (major, minor), &differing, tag);
        }
    }
}

#[test]
fn the_lithuanian_dot_goes_after_the_letters_and_marks_of_the_jvm() {
    // What stands before and after every code point; whether it matters there
    // if that is a mark.
    let contexts: [(&[u32], &[u32], bool); 5] = [
        (&[], &[0x307], false),
        (&[0x69], &[0x307], true),
        (&[0x1E2D, 0x323], &[0x307], true),
        (&[0x6A, 0x307], &[0x307], false),
        (&[0x69], &[], false),
    ];
    let requests = contexts.map(|(before, after, _)| {
        format!("sweep lt {} {}\n", hex(&units(before)), hex(&units(after)))
    });
    let mut answers = ask(requests.concat()).into_iter();
    let alone = mapped(Locale::Lithuanian);
    let (major, minor, _) = unicode_ccc::UNICODE_VERSION;
    for (before, after, marks_matter) in contexts {
        let theirs = points(&mut answers, TWO_PLANES);
        let ours = swept(Locale::Lithuanian, before, after, &alone);
        let mut differing = differing(&ours, &theirs);
        let what = format!("lt, {} _ {}", hex(&units(before)), hex(&units(after)));
        if marks_matter {
            assert!(
                theirs.len() > 300,
                "{what}: only {} code points matter",
                theirs.len()
            );
            if java_version() < 11 {
                // No older JVM was measured; it may know fewer marks, that is all.
                differing.retain(|point| theirs.contains_key(point));
                assert_eq!(ranges(&differing), "", "{what}");
            } else {
                check_listed("marks", (major, minor), &differing, &what);
            }
        } else {
            assert_eq!(ranges(&differing), "", "{what}");
        }
    }
}

#[test]
fn texts_have_the_upper_case_of_the_jvm() {
    let mut texts = dotted_texts();
    texts.extend(surrogate_texts());
    texts.extend(random_texts());
    let texts: Vec<Vec<u16>> = sample(texts, 4).collect();
    let tags = ["und", "tr", "az", "lt", "el"];
    let mut requests = String::new();
    for text in &texts {
        for tag in tags {
            writeln!(requests, "text {tag} {}", hex(text)).unwrap();
        }
    }
    let mut answers = ask(requests).into_iter();
    for text in &texts {
        for tag in tags {
            let theirs = answers.next().expect("an answer to each request");
            let ours = upper(text, Locale::from_tag(tag).unwrap());
            assert_eq!(hex(&ours), theirs, "{tag}: {}", hex(text));
        }
    }
}

/// Letters with and without a dot, marks of every combining class there is a
/// sort of, and what may follow.
fn dotted_texts() -> Vec<Vec<u16>> {
    let mut letters = vec![
        0x69, 0x6A, 0x12F, 0x268, 0x456, 0x458, 0x1E2D, 0x1ECB, 0x49, 0x61, 0x130, 0x131, 0x237,
    ];
    if java_version() >= 11 {
        // They have no upper case, and Java 8 begins with what it changes in
        // another place: it passes over surrogates.
        letters.extend([0x1D62, 0x2071]);
    }
    // In the order of their classes: 0 twice, 1, 7, 8, 9, 10, 27, 84, 103, 129, 202,
    // 216, 218, 220, 224, 226, 228, 230 three times, 232, 233, 234, 240; two halves.
    let marks = [
        0x34F, 0x200D, 0x338, 0x93C, 0x3099, 0x94D, 0x5B0, 0x64B, 0xC55, 0xE38, 0xF71, 0x328,
        0x1D165, 0x302A, 0x323, 0x302E, 0x1D16D, 0x302B, 0x301, 0x307, 0x1D185, 0x315, 0x362,
        0x360, 0x345, 0xD800, 0xDC28,
    ];
    let starts: [&[u32]; 7] = [
        &[],
        &[0x61],
        &[0x41],
        &[0x3042],
        &[0x1F600],
        &[0xDC00],
        &[0x31, 0xDF],
    ];
    let ends: [&[u32]; 4] = [&[0x307], &[0x307, 0x307], &[0x307, 0x61], &[0x300, 0x307]];
    // A second mark, one of the first nine, only where nothing stands before the letter.
    let one_or_none = || iter::once(None).chain(marks.map(Some));
    let pairs = |start: &[u32]| {
        let seconds = if start.is_empty() { 10 } else { 1 };
        one_or_none().flat_map(move |first| {
            one_or_none()
                .take(seconds)
                .map(move |second| [first, second])
        })
    };
    let mut texts = Vec::new();
    for start in starts {
        for &letter in &letters {
            for marks in pairs(start) {
                let marks: Vec<u32> = marks.into_iter().flatten().collect();
                texts.extend(ends.map(|end| units(&[start, &[letter], &marks, end].concat())));
            }
        }
    }
    texts
}

/// Halves of pairs beside each other, beside whole pairs and beside letters
/// whose upper case is of another length.
fn surrogate_texts() -> Vec<Vec<u16>> {
    let parts: [&[u16]; 9] = [
        &[],
        &[0x61],
        &[0xDF],
        &[0xD801],
        &[0xDC28],
        &[0xD801, 0xDC28],
        &[0xDFFF],
        &[0xFB03],
        &[0x69, 0x307],
    ];
    let mut texts = Vec::new();
    for first in parts {
        for second in parts {
            for third in parts {
                for fourth in parts {
                    texts.push([first, second, third, fourth].concat());
                }
            }
        }
    }
    texts
}

/// Texts of any length up to 200 from letters that are special somewhere.
fn random_texts() -> Vec<Vec<u16>> {
    const POOL: &[u16] = &[
        0x00, 0x20, 0x41, 0x61, 0x69, 0x6A, 0x7A, 0x7F, 0xB5, 0xDF, 0xE9, 0xFF, 0x12F, 0x130,
        0x131, 0x149, 0x17F, 0x1C4, 0x1C5, 0x1C6, 0x1F0, 0x250, 0x268, 0x2BC, 0x307, 0x323, 0x345,
        0x390, 0x3A3, 0x3B0, 0x3C2, 0x3C3, 0x456, 0x587, 0x1E96, 0x1E9E, 0x1F80, 0x1FB3, 0x1FF7,
        0x2028, 0x217F, 0x24D0, 0x3042, 0xAC00, 0xD801, 0xD83D, 0xDC28, 0xDE00, 0xFB00, 0xFB04,
        0xFB17, 0xFEFF, 0xFF41, 0xFFFF,
    ];
    // Xorshift, so that a failure is the same next time.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let text = |number: usize| {
        let length = next(200);
        // A third of them is nearly all ASCII, for the edges of the fast path.
        let unit = || match number.is_multiple_of(3) && next(20) > 0 {
            true => u16::try_from(0x20 + next(0x5F)).unwrap(),
            false => POOL[next(POOL.len())],
        };
        iter::repeat_with(unit).take(length).collect()
    };
    (0..3000).map(text).collect()
}

/// Checks that the code points which differ are the listed ones of the versions
/// of Unicode between the JVM's and ours, all of them and no others. Of a JVM
/// that was not measured, any listed newer one may differ.
fn check_listed(of: &str, ours: Version, differing: &[u32], what: &str) {
    let (java, measured) = java_unicode();
    let newer = if measured {
        java.max(ours)
    } else {
        (u8::MAX, 0)
    };
    let mut expected: Vec<u32> = listed(of)
        .into_iter()
        .filter(|(version, _)| java.min(ours) < *version && *version <= newer)
        .flat_map(|(_, points)| points)
        .collect();
    expected.sort_unstable();
    if !measured {
        expected.retain(|point| differing.contains(point));
    }
    assert_eq!(
        ranges(differing),
        ranges(&expected),
        "{what}: what differs between Java {} (Unicode {java:?}) and us (Unicode {ours:?}) is not \
         what src/java_text/upper_case.rs lists",
        java_version(),
    );
}

/// The Unicode of the JVM, and whether a JVM of just this version was measured;
/// else the Unicode that the JVM knows at least.
fn java_unicode() -> (Version, bool) {
    match java_version() {
        11 => ((10, 0), true),
        17 => ((13, 0), true),
        21 => ((15, 0), true),
        25 => ((16, 0), true),
        ..11 => ((6, 2), false),
        12..17 => ((10, 0), false),
        18..21 => ((13, 0), false),
        22..25 => ((15, 0), false),
        26.. => ((16, 0), false),
    }
}

/// The table of letters or marks by version in the documentation of the module.
fn listed(of: &str) -> Vec<(Version, Vec<u32>)> {
    let source = include_str!("../../src/java_text/upper_case.rs");
    let rows = source
        .lines()
        .skip_while(|line| *line != format!("//! | Unicode | {of} |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with("//! |"));
    let listed: Vec<_> = rows.map(row).collect();
    assert!(listed.len() > 5, "no table of {of}");
    listed
}

fn row(line: &str) -> (Version, Vec<u32>) {
    let mut cells = line.split('|').skip(1).map(str::trim);
    let (major, minor) = cells.next().unwrap().split_once('.').unwrap();
    let version = (major.parse().unwrap(), minor.parse().unwrap());
    let number = |hex| u32::from_str_radix(hex, 16).unwrap();
    let points = cells.next().unwrap().split(' ').flat_map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        number(first)..=number(last)
    });
    (version, points.collect())
}

fn ranges(points: &[u32]) -> String {
    let groups = points.chunk_by(|point, next| point + 1 == *next);
    let range = |group: &[u32]| match group {
        [only] => format!("{only:04X}"),
        [first, .., last] => format!("{first:04X}-{last:04X}"),
        [] => String::new(),
    };
    groups.map(range).collect::<Vec<_>>().join(" ")
}

/// Returns what the JVM answers, line by line.
fn ask(requests: String) -> Vec<String> {
    let program = Program::start("UpperCaseOracle", java_class("drivers.UpperCaseOracle"));
    program.send(requests);
    program.succeed()
}

/// Reads the code points of one answer, up to its last line, of the number tried.
fn points(
    answers: &mut impl Iterator<Item = String>,
    tried: Range<u32>,
) -> BTreeMap<u32, Vec<u16>> {
    let mut points = BTreeMap::new();
    for line in answers {
        let (point, text) = line.split_once(' ').unwrap();
        if point == "end" {
            assert_eq!(
                text,
                tried.end.to_string(),
                "not every code point was tried"
            );
            return points;
        }
        points.insert(u32::from_str_radix(point, 16).unwrap(), unhex(text));
    }
    panic!("the answer has no end");
}

/// Our part of what `map` answers.
fn mapped(locale: Locale) -> BTreeMap<u32, Vec<u16>> {
    let mut mapped = BTreeMap::new();
    for point in ALL {
        let alone = string(&[point]);
        let upper = to_upper_case(alone.as_java_str(), locale);
        if upper.as_java_str().as_bytes() != alone.as_java_str().as_bytes() {
            mapped.insert(point, upper.as_java_str().code_units().collect());
        }
    }
    mapped
}

/// Our part of what `sweep` answers; `alone` is what we make of each code point.
fn swept(
    locale: Locale,
    before: &[u32],
    after: &[u32],
    alone: &BTreeMap<u32, Vec<u16>>,
) -> BTreeMap<u32, Vec<u16>> {
    let [upper_before, upper_after] = [before, after].map(|text| upper(&units(text), locale));
    let mut differing = BTreeMap::new();
    for point in TWO_PLANES {
        let mut text = string(before);
        text.push_code_point(point);
        after.iter().for_each(|&point| text.push_code_point(point));
        let upper = to_upper_case(text.as_java_str(), locale);

        let itself = || units(&[point]);
        let alone = alone.get(&point).cloned().unwrap_or_else(itself);
        let free = JavaString::from_utf16(&[&upper_before[..], &alone, &upper_after].concat());
        if upper.as_java_str().as_bytes() != free.as_java_str().as_bytes() {
            differing.insert(point, upper.as_java_str().code_units().collect());
        }
    }
    differing
}

fn differing(ours: &BTreeMap<u32, Vec<u16>>, theirs: &BTreeMap<u32, Vec<u16>>) -> Vec<u32> {
    let points: BTreeSet<u32> = ours.keys().chain(theirs.keys()).copied().collect();
    points
        .into_iter()
        .filter(|point| ours.get(point) != theirs.get(point))
        .collect()
}

fn upper(text: &[u16], locale: Locale) -> Vec<u16> {
    let upper = to_upper_case(JavaString::from_utf16(text).as_java_str(), locale);
    upper.as_java_str().code_units().collect()
}

/// The code units of code points, surrogates among them.
fn units(points: &[u32]) -> Vec<u16> {
    string(points).as_java_str().code_units().collect()
}

fn string(points: &[u32]) -> JavaString {
    let mut string = JavaString::default();
    points
        .iter()
        .for_each(|&point| string.push_code_point(point));
    string
}

fn hex(text: &[u16]) -> String {
    match text {
        [] => "-".to_owned(),
        _ => text.iter().map(|unit| format!("{unit:04x}")).collect(),
    }
}

fn unhex(hex: &str) -> Vec<u16> {
    let digits = hex.as_bytes().chunks(4).filter(|_| hex != "-");
    let unit = |digits| u16::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap();
    digits.map(unit).collect()
}
