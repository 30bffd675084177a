//! What the limits count, compared with what the JVM tells its own filter, and
//! the class filter where the parser asks it.

use std::collections::BTreeMap;
use std::path::Path;

use javawire::filter::SerialFilter;
use javawire::{Blame, Error, ErrorKind, Event, Graph, Limits, Parsed, Parser};

use crate::streams_support::committed::{Stream, all, directory, readable};
use crate::streams_support::each::each;
use crate::support::java::{generator, java, java_version};

/// How many calls of the JVM's filter are looked at for one stream.
const CALLS: usize = 24;

/// Streams of classes whose `readObject` reads on to the end of what there is: the JVM counts
/// the attempt too.
const ATTEMPTS: [&str; 17] = [
    "custom-in-array",
    "custom-levels",
    "custom-no-default-in-list",
    "custom-no-default-top-level",
    "mixed-everything",
    "object-chain-10",
    "object-chain-9",
    "object-chain-shared",
    "tangle-02",
    "tangle-15",
    "tangle-16",
    "tangle-30",
    "tangle-33",
    "tangle-38",
    "tangle-44",
    "tangle-56",
    "tangle-58",
];

/// Streams of classes that have a superclass in the JVM and none in the stream: it tells of that
/// one too.
const LOCAL_SUPERCLASSES: [&str; 3] = [
    "odd-enum-without-super",
    "odd-super-added",
    "odd-super-missing",
];

/// What the JVM told its filter.
#[derive(Debug, Clone, Copy)]
struct Call {
    depth: u64,
    refs: u64,
    bytes: u64,
}

#[test]
fn refs_are_counted_as_in_the_jvm() {
    compare(|stream, call| {
        let limits = Limits::default().with_max_refs(call.refs - 1);
        match over(stream, &limits, "maxrefs") {
            Some(at) if at < call.bytes => {}
            _ if ATTEMPTS.contains(&name(stream)) => {}
            other => return Err(format!("{} are not too many: {other:?}", call.refs)),
        }
        let limits = limits.with_max_refs(call.refs);
        match over(stream, &limits, "maxrefs") {
            // The JVM may have looked one byte ahead.
            Some(at) if at + 1 < call.bytes => Err(format!("{} are too many at {at}", call.refs)),
            _ => Ok(()),
        }
    });
}

#[test]
fn depth_is_counted_as_in_the_jvm() {
    compare(|stream, call| {
        let limits = Limits::default().with_max_depth(call.depth - 1);
        match over(stream, &limits, "maxdepth") {
            Some(at) if at < call.bytes => Ok(()),
            _ if LOCAL_SUPERCLASSES.contains(&name(stream)) => Ok(()),
            other => Err(format!("{} is not too deep: {other:?}", call.depth)),
        }
    });
    // Of strings and nulls the JVM's filter hears nothing: they may stand one deeper.
    let calls = calls();
    let streams = compared(&calls);
    each(
        &streams,
        |stream| name(stream),
        |stream| {
            let deepest = calls[&stream.name].iter().map(|call| call.depth).max();
            let limits = Limits::default().with_max_depth(deepest.unwrap_or(0) + 1);
            match over(stream, &limits, "maxdepth") {
                None => Ok(()),
                Some(at) => Err(format!("{deepest:?} is too deep at {at}")),
            }
        },
    );
}

#[test]
fn bytes_are_all_bytes_of_the_stream() {
    each(
        &readable(),
        |stream| name(stream),
        |stream| {
            let length = stream.bytes.len() as u64;
            let limits = Limits::default().with_max_bytes(length);
            if let Some(at) = over(stream, &limits, "maxbytes") {
                return Err(format!("too many at {at}"));
            }
            for max_bytes in [0, 3, 4, length / 2, length - 1] {
                let limits = Limits::default().with_max_bytes(max_bytes);
                match over(stream, &limits, "maxbytes") {
                    Some(at) if at <= max_bytes => {}
                    _ if max_bytes >= length => {}
                    other => return Err(format!("{max_bytes} are enough: {other:?}")),
                }
            }
            Ok(())
        },
    );
}

#[test]
fn bytes_are_refused_at_the_same_place_however_the_stream_is_cut() {
    let stream = all()
        .iter()
        .find(|stream| stream.name == "object-bean")
        .unwrap();
    for max_bytes in 0..stream.bytes.len() as u64 {
        let limits = Limits::default().with_max_bytes(max_bytes);
        let parser = Parser::new().with_limits(limits.clone());
        let whole = read(parser, &stream.bytes, |_| {}).unwrap_err();
        for size in [1, 2, 7] {
            let mut parser = Parser::new().with_limits(limits.clone());
            let (mut start, mut end) = (0, 0);
            let error = loop {
                match parser.parse(&stream.bytes[start..end], false) {
                    Ok(Parsed::Event { consumed, .. }) => start += consumed,
                    Ok(_) => end = stream.bytes.len().min(end + size),
                    Err(error) => break error,
                }
            };
            assert_eq!(error.to_string(), whole.to_string());
            assert_eq!(error.offset(), whole.offset());
        }
    }
}

#[test]
fn each_limit_lets_pass_just_as_much_as_it_says() {
    let object = |fields: &str| format!("sr 0003 612E42 {U64} 02 {fields} 78 70");
    let int_array = format!("75 72 0002 5B49 {U64} 02 0000 78 70");
    type Case = (&'static str, String, fn(Limits, u64) -> Limits, u64);
    let cases: [Case; 10] = [
        // One string; an object without fields; with a string in it; an array in an array.
        ("maxdepth", "74 0000".into(), Limits::with_max_depth, 1),
        ("maxdepth", hex(&object("0000")), Limits::with_max_depth, 1),
        (
            "maxdepth",
            hex(&object("0001 4C 0001 66 74 0001 4C")) + "74 0000",
            Limits::with_max_depth,
            2,
        ),
        (
            "maxdepth",
            format!("{OBJECT_ARRAY} 00000001 {NEXT_ARRAY} 00000001 70"),
            Limits::with_max_depth,
            3,
        ),
        // Null, string, reference, then nothing for the two resets; an object is two with its
        // missing superclass.
        (
            "maxrefs",
            "70 79 74 0000 71 007E0000 79".into(),
            Limits::with_max_refs,
            3,
        ),
        ("maxrefs", hex(&object("0000")), Limits::with_max_refs, 2),
        (
            "maxarray",
            format!("{int_array} 00000002 {U64}"),
            |l, most| l.with_max_array(most as u32),
            2,
        ),
        (
            "maxhandles",
            "74 0000 74 0000 79 74 0000".into(),
            |l, most| l.with_max_handles(most as usize),
            2,
        ),
        (
            "maxstring",
            "74 0003 616263".into(),
            Limits::with_max_string,
            3,
        ),
        (
            "maxfields",
            hex(&object("0002 49 0001 66 49 0001 67")) + U64,
            |l, most| l.with_max_fields(most as u16),
            2,
        ),
    ];
    for (name, stream, set, most) in cases {
        let bytes = bytes(&format!("ACED0005 {}", hex(&stream)));
        let read = |limits: Limits| Graph::read_with(Parser::new().with_limits(limits), &bytes);
        let limits = |most| set(Limits::default(), most);
        read(limits(most)).unwrap_or_else(|error| panic!("{name}={most} of {stream}: {error}"));
        let error = read(limits(most - 1)).unwrap_err();
        assert!(is_over(&error, name), "{name} of {stream}: {error}");
        assert_eq!(error.blame(), Blame::Limit);
        let words = format!("over the limit {name}={}", most - 1);
        assert!(error.to_string().contains(&words), "{error}");
    }
}

#[test]
fn refs_outlast_a_reset_and_handles_do_not() {
    let bytes = bytes(&format!("ACED0005 {}", "74 0000 79 ".repeat(1000)));
    let limits = Limits::default().with_max_handles(1).with_max_refs(1000);
    Graph::read_with(Parser::new().with_limits(limits.clone()), &bytes).unwrap();
    let limits = limits.with_max_refs(999);
    let error = Graph::read_with(Parser::new().with_limits(limits), &bytes).unwrap_err();
    assert!(is_over(&error, "maxrefs"), "{error}");
    assert_eq!(error.offset(), Some(4 + 999 * 4));
}

/// Streams that Java wrote, as the JVM's `Config.createFilter` decides them.
#[test]
fn filter_is_asked_for_every_class_of_a_stream() {
    for (name, filter, rejected) in [
        (
            "object-bean",
            "!javawire.gen.model.*",
            Some("javawire.gen.model.Plain$Bean"),
        ),
        (
            "object-bean",
            "javawire.gen.model.*;!*",
            Some("[Ljava.lang.String;"),
        ),
        ("object-bean", "java.lang.*;javawire.**;!*", None),
        (
            "object-bean",
            "!java.lang.String",
            Some("[Ljava.lang.String;"),
        ),
        ("array-int-3000", "!*", None),
        (
            "jdk-exception-cause",
            "!java.lang.StackTraceElement",
            Some("[Ljava.lang.StackTraceElement;"),
        ),
        (
            "jdk-exception-cause",
            "!java.lang.Exception",
            Some("java.lang.Exception"),
        ),
        (
            "jdk-exception-cause",
            "!java.lang.Throwable",
            Some("java.lang.Throwable"),
        ),
        ("deep-proxies-1000", "!java.lang.reflect.Proxy", None),
    ] {
        let stream = all().iter().find(|stream| stream.name == name).unwrap();
        let parser = Parser::new().with_filter(filter.parse().unwrap());
        let found = Graph::read_with(parser, &stream.bytes);
        match (found, rejected) {
            (Ok(_), None) => {}
            (Err(error), Some(rejected)) => {
                let ErrorKind::Rejected { class } = error.kind() else {
                    panic!("{name} with {filter}: {error}");
                };
                assert_eq!(*class, *rejected);
                assert_eq!(error.blame(), Blame::Limit);
                assert!(
                    error.to_string().starts_with("filter status: REJECTED"),
                    "{error}"
                );
            }
            (Err(error), None) if name.contains("proxies") => {
                let text = error.to_string();
                assert!(text.contains("a proxy class for "), "{text}");
            }
            (found, _) => panic!("{name} with {filter}: {found:?}, not {rejected:?}"),
        }
    }
}

#[test]
fn filter_sets_the_limits_it_names() {
    let stream = all()
        .iter()
        .find(|stream| stream.name == "object-bean")
        .unwrap();
    for (filter, limit) in [
        ("maxdepth=1", "maxdepth"),
        ("maxrefs=3", "maxrefs"),
        ("maxbytes=100", "maxbytes"),
        ("maxarray=0", "maxarray"),
    ] {
        let parser = Parser::new().with_filter(filter.parse().unwrap());
        let error = Graph::read_with(parser, &stream.bytes).unwrap_err();
        assert!(is_over(&error, limit), "{filter}: {error}");
    }
}

#[test]
fn nothing_but_strings_passes_the_tightest_filter() {
    let only = || SerialFilter::only(["java.lang.String"]);
    let string = bytes("ACED0005 79 74 0004 686F6C61 70 77 01 00");
    Graph::read_with(Parser::new().with_filter(only()), &string).unwrap();
    each(all(), name, |stream| {
        let parser = Parser::new().with_filter(only());
        let mut built = Vec::new();
        let end = read(parser, &stream.bytes, |event| {
            if matches!(event, Event::Object { .. } | Event::Enum { .. }) {
                built.push(format!("{event:?}"));
            }
        });
        match (built.first(), end) {
            (None, Ok(())) => Ok(()),
            (None, Err(error)) if is_refusal(&error) => Ok(()),
            other => Err(format!("{other:?}")),
        }
    });
}

const U64: &str = "0000000000000001";
const OBJECT_ARRAY: &str =
    "75 72 0013 5B4C6A6176612E6C616E672E4F626A6563743B 90CE589F1073296C 02 0000 78 70";
const NEXT_ARRAY: &str = "75 71 007E0000";

/// Hex digits of what is hex already, or the two letters of a type code.
fn hex(text: &str) -> String {
    text.replace("sr", "7372")
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| *byte != b' ').collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Where a stream goes over a limit, if it does.
fn over(stream: &Stream, limits: &Limits, limit: &str) -> Option<u64> {
    let parser = stream.parser().with_limits(limits.clone());
    let error = read(parser, &stream.bytes, |_| {}).err()?;
    is_over(&error, limit).then(|| error.offset().unwrap())
}

/// Reads a whole stream.
fn read(mut parser: Parser, bytes: &[u8], mut take: impl FnMut(&Event<'_>)) -> Result<(), Error> {
    let mut rest = bytes;
    while let Parsed::Event { event, consumed } = parser.parse(rest, true)? {
        take(&event);
        rest = &rest[consumed..];
    }
    Ok(())
}

/// Whether a stream was refused for a class, or as one that is refused anyway.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Rejected { .. }
            | ErrorKind::TypeCode { .. }
            | ErrorKind::NegativeLength { .. }
            | ErrorKind::HandleType { .. }
    )
}

fn is_over(error: &Error, name: &str) -> bool {
    matches!(error.kind(), ErrorKind::Limit { limit, .. } if limit.name() == name)
}

fn name(stream: &Stream) -> &str {
    &stream.name
}

/// Makes `check` for calls of the JVM's filter, some of each stream.
fn compare(check: impl Fn(&Stream, Call) -> Result<(), String> + Sync) {
    let calls = calls();
    let streams = compared(&calls);
    assert!(streams.len() > 600, "only {} streams", streams.len());
    each(
        &streams,
        |stream| name(stream),
        |stream| {
            let calls = &calls[&stream.name];
            let step = calls.len().div_ceil(CALLS).max(1);
            for call in calls.iter().step_by(step).chain(calls.last()) {
                check(stream, *call).map_err(|problem| format!("{call:?}: {problem}"))?;
            }
            Ok(())
        },
    );
}

/// The streams that both read to their end.
fn compared(calls: &BTreeMap<String, Vec<Call>>) -> Vec<&'static Stream> {
    let streams = readable().into_iter();
    streams
        .filter(|stream| calls.contains_key(&stream.name))
        .collect()
}

/// The calls of the JVM's filter for each stream that it reads.
fn calls() -> BTreeMap<String, Vec<Call>> {
    let version = java_version();
    assert!(
        version >= 17,
        "the classes of the streams need Java 17: this is {version}"
    );
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/java/limits/StreamOracle.java");
    let files = readable()
        .into_iter()
        .filter(|stream| stream.has("jvm-reads", "yes"));
    let mut command = java();
    command
        .args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"])
        .arg(generator())
        .arg(source)
        .arg("calls")
        .args(files.map(|stream| directory().join(format!("{}.ser", stream.name))));
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut calls = BTreeMap::new();
    let mut name = String::new();
    let mut of_file = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        if let Some(file) = line.strip_prefix("file ") {
            let stem = Path::new(file).file_stem().unwrap();
            name = stem.to_str().unwrap().to_owned();
            of_file = Vec::new();
        } else if line == "end" {
            calls.insert(name.clone(), std::mem::take(&mut of_file));
        } else if let [depth, refs, bytes] = line.split(' ').collect::<Vec<_>>()[..] {
            let number = |text: &str| text.parse::<u64>().ok();
            if let (Some(depth), Some(refs), Some(bytes)) =
                (number(depth), number(refs), number(bytes))
            {
                of_file.push(Call { depth, refs, bytes });
            }
        }
    }
    calls
}
