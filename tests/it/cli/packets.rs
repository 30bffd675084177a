//! Captures of packets, and recordings: `dump` and `decode` on them.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use javawire::conversation::{Side, Stamp};
use javawire::record::{Flow, Writer};
use serde_json::Value;

use super::{assert_failed, assert_succeeded, run, start};
use crate::record::packets::{Segment, Talk, capture};
use crate::streams_support::committed::all;
use crate::streams_support::each::each;
use crate::support::process::{Unheard, memory, say, spawn};
use crate::support::program::Ended;
use crate::support::{javawire, sample};

const HEADER: &[u8] = b"\xAC\xED\0\x05";

/// A recording under way.
struct Recording {
    file: Vec<u8>,
    flows: Vec<Flow>,
    now: u64,
}

impl Recording {
    fn new() -> Self {
        let mut file = Vec::new();
        Writer::new("test").header(&mut file);
        Recording {
            file,
            flows: Vec::new(),
            now: 1_795_694_671_207_000_000,
        }
    }

    /// A moment later.
    fn at(&mut self) -> Stamp {
        self.now += 1_300_000;
        Stamp::from_nanos(self.now)
    }

    fn open(&mut self) -> usize {
        let port = 40_000 + self.flows.len();
        let client = format!("192.0.2.7:{port}").parse().unwrap();
        let mut flow = Flow::new(client, "192.0.2.1:10000".parse().unwrap());
        let at = self.at();
        flow.opened(at, &mut self.file);
        self.flows.push(flow);
        self.flows.len() - 1
    }

    fn says(&mut self, flow: usize, from: Side, bytes: &[u8]) {
        let at = self.at();
        self.flows[flow].bytes(from, at, bytes, &mut self.file);
    }

    fn ends(&mut self, flow: usize, from: Side) {
        let at = self.at();
        self.flows[flow].ended(from, at, &mut self.file);
    }
}

/// Two conversations side by side.
fn two() -> Recording {
    let mut recording = Recording::new();
    let phrase = recording.open();
    recording.says(phrase, Side::Client, HEADER);
    recording.says(phrase, Side::Client, b"\x74\0\x04hola");
    let greeting = recording.open();
    recording.says(greeting, Side::Server, b"\0\x05HELLO");
    recording.says(phrase, Side::Server, b"\xAC\xED\0\x05\x74\0\x04HOLA");
    recording.ends(greeting, Side::Server);
    recording.ends(greeting, Side::Client);
    recording.ends(phrase, Side::Client);
    recording.ends(phrase, Side::Server);
    recording
}

const TWO: [&str; 21] = [
    "conversation 1: 192.0.2.7:40000 > 192.0.2.1:10000, 2026-11-26 12:04:31.208",
    "> 00000000  AC ED                    STREAM_MAGIC",
    "> 00000002  00 05                    STREAM_VERSION 5",
    "> 00000004  74 00 04                 TC_STRING length 4, newHandle 0x7E0000",
    "> 00000007  68 6F 6C 61                \"hola\"",
    "",
    "conversation 2: 192.0.2.7:40001 > 192.0.2.1:10000, 2026-11-26 12:04:31.212",
    "< 00000000  00 05                    writeUTF length 5",
    "< 00000002  48 45 4C 4C 4F             \"HELLO\"",
    "",
    "conversation 1, 12:04:31.214",
    "< 00000000  AC ED                    STREAM_MAGIC",
    "< 00000002  00 05                    STREAM_VERSION 5",
    "< 00000004  74 00 04                 TC_STRING length 4, newHandle 0x7E0000",
    "< 00000007  48 4F 4C 41                \"HOLA\"",
    "",
    "conversation 2, 12:04:31.216",
    "< ! the server says no more (FIN)",
    "> ! the client says no more (FIN)",
    "",
    "conversation 1, 12:04:31.218",
];

/// A file that only this test has.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("packets-{name}"));
    fs::write(&path, bytes).unwrap();
    path
}

fn given(command: &str, path: &Path, more: &[&str]) -> Ended {
    run(&[&[command, path.to_str().unwrap()], more].concat())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The lines of `decode`, each as JSON.
fn lines(ended: &Ended) -> Vec<Value> {
    let line = |line: &String| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    ended.stdout.iter().map(line).collect()
}

/// Of each message: conversation, side, kind and value.
fn told(ended: &Ended) -> Vec<(u64, String, String, Value)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = lines(ended).into_iter().map(|line| {
        let number = line["conversation"].as_u64().unwrap();
        let value = line["value"].clone();
        (number, text(&line["from"]), text(&line["kind"]), value)
    });
    all.collect()
}

fn message(number: u64, from: &str, kind: &str, value: &str) -> (u64, String, String, Value) {
    (number, from.to_owned(), kind.to_owned(), value.into())
}

fn messages_of_two() -> Vec<(u64, String, String, Value)> {
    vec![
        message(1, "client", "object", "hola"),
        message(2, "server", "text", "HELLO"),
        message(1, "server", "object", "HOLA"),
    ]
}

#[test]
fn conversations_are_listed_as_they_were_held() {
    let path = file("listed.pcapng", &two().file);
    let ended = given("dump", &path, &[]);
    assert_eq!(ended.stdout[..TWO.len()], TWO, "{ended:?}");
    assert_eq!(
        ended.stdout[TWO.len()..],
        [
            "> ! the client says no more (FIN)",
            "< ! the server says no more (FIN)",
        ]
    );
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
}

#[test]
fn messages_are_lines_of_json() {
    let path = file("lines.pcapng", &two().file);
    let ended = given("decode", &path, &[]);
    assert_eq!(
        ended.stdout[0],
        "{\"conversation\":1,\"client\":\"192.0.2.7:40000\",\"server\":\"192.0.2.1:10000\",\
         \"from\":\"client\",\"time\":\"2026-11-26T12:04:31.210900000Z\",\"at\":0.0026,\
         \"offset\":4,\"bytes\":7,\"kind\":\"object\",\"class\":\"java.lang.String\",\
         \"value\":\"hola\"}"
    );
    assert_eq!(told(&ended), messages_of_two());
    assert!(
        ended.status.success() && ended.stderr.is_empty(),
        "{ended:?}"
    );
}

/// A conversation, a side, or both of them.
#[test]
fn what_is_chosen_is_shown() {
    let path = file("chosen.pcapng", &two().file);
    let all = messages_of_two();
    for (options, expected) in [
        (
            &["--conversation", "1"][..],
            vec![all[0].clone(), all[2].clone()],
        ),
        (&["--from", "server"], vec![all[1].clone(), all[2].clone()]),
        (&["--from", "client"], vec![all[0].clone()]),
    ] {
        let ended = given("decode", &path, options);
        assert_eq!(told(&ended), expected, "{options:?}");
        let ended = given("dump", &path, options);
        let is_from = |mark: &str| ended.stdout.iter().any(|line| line.starts_with(mark));
        let sides = [("> ", "client"), ("< ", "server")];
        for (mark, side) in sides {
            let is_expected = expected.iter().any(|message| message.1 == side);
            assert_eq!(is_from(mark), is_expected, "{options:?}: {ended:?}");
        }
    }
    let ended = given("dump", &path, &["--conversation", "1", "--from", "server"]);
    let listing = TWO[11..15].iter().map(|line| &line[2..]);
    assert_succeeded(&ended, &listing.collect::<Vec<_>>());
    let plain = ["--conversation", "1", "--from", "server", "--plain"];
    assert_succeeded(&given("decode", &path, &plain), &["\"HOLA\""]);
}

#[test]
fn captures_come_compressed_in_directories_and_from_pipes() {
    let recording = two().file;
    let expected = messages_of_two();
    let path = file("compressed.pcapng.gz", &gzip(&recording));
    assert_eq!(told(&given("decode", &path, &[])), expected);
    for bytes in [gzip(&recording), recording.clone()] {
        let program = start(&["decode", "-"]);
        program.send(bytes);
        assert_eq!(told(&program.end()), expected);
    }
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packets-directory");
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir(&directory).unwrap();
    let ended = given("decode", &directory, &[]);
    assert!(assert_failed(&ended, &[]).contains("in which there are no recordings"));
    fs::write(directory.join("b.pcap.gz"), gzip(&recording)).unwrap();
    fs::write(directory.join("a.pcapng"), &recording).unwrap();
    fs::write(directory.join("notes.txt"), b"none of these").unwrap();
    let ended = given("decode", &directory, &[]);
    let mut numbers: Vec<u64> = told(&ended).iter().map(|message| message.0).collect();
    assert_eq!(numbers, [1, 2, 1, 3, 4, 3]);
    numbers = told(&given("decode", &directory, &["--conversation", "4"]))
        .iter()
        .map(|message| message.0)
        .collect();
    assert_eq!(numbers, [4]);
    fs::remove_dir_all(&directory).unwrap();
}

/// What has come is shown before more comes.
#[test]
fn a_capture_is_shown_while_it_grows() {
    for (command, line) in [("dump", "    \"hola\""), ("decode", "\"value\":\"hola\"}")] {
        let mut recording = Recording::new();
        let mut program = start(&[command, "-"]);
        let mut sent = 0;
        let mut send = |program: &crate::support::program::Program, recording: &Recording| {
            program.send(&recording.file[sent..]);
            sent = recording.file.len();
        };
        let flow = recording.open();
        recording.says(flow, Side::Client, HEADER);
        recording.says(flow, Side::Client, b"\x74\0\x04hola");
        send(&program, &recording);
        while !program.next_line().ends_with(line) {}
        // Primitive data are complete when the other side speaks.
        recording.says(flow, Side::Client, b"\x77\x01\x07");
        recording.says(flow, Side::Server, b"\xAC\xED\0\x05\x74\0\x04hola");
        send(&program, &recording);
        if command == "decode" {
            assert!(
                program
                    .next_line()
                    .ends_with("\"kind\":\"data\",\"value\":\"07\"}")
            );
        }
        while !program.next_line().ends_with(line) {}
        assert!(program.end().status.success());
    }
}

/// Each stream is said by one end, and some other by the other end.
#[test]
fn one_direction_becomes_the_same_bytes_again() {
    let streams: Vec<_> = sample(all(), 40).collect();
    each(
        &streams,
        |stream| &stream.name,
        |stream| {
            let mut recording = Recording::new();
            let (other, flow) = (recording.open(), recording.open());
            recording.says(other, Side::Client, HEADER);
            for (index, piece) in stream.bytes.chunks(1460).enumerate() {
                recording.says(flow, Side::Server, piece);
                if index % 3 == 0 {
                    recording.says(flow, Side::Client, b"ok");
                }
            }
            recording.ends(flow, Side::Server);
            let path = file(&format!("{}.pcapng", stream.name), &recording.file);
            let decode = Command::new(javawire())
                .args([
                    "decode",
                    path.to_str().unwrap(),
                    "--conversation",
                    "2",
                    "--from",
                    "server",
                ])
                .output()
                .unwrap();
            let json = file(&format!("{}.json", stream.name), &decode.stdout);
            let encode = Command::new(javawire())
                .arg("encode")
                .arg(&json)
                .output()
                .unwrap();
            fs::remove_file(path).unwrap();
            fs::remove_file(json).unwrap();
            match encode.stdout == stream.bytes {
                true => Ok(()),
                false => Err(String::from_utf8_lossy(&encode.stderr).into_owned()),
            }
        },
    );
}

/// Of tcpdump's own kind, with a segment that came twice, and two in the wrong order.
#[test]
fn pcap_files_are_read_too() {
    let mut talk = Talk::new("192.0.2.7:40000", "192.0.2.1:10000", u32::MAX - 5, 7);
    let mut segments = talk.opened();
    segments.push(talk.client("", HEADER));
    let (first, second) = (talk.client("", b"\x74\0\x04"), talk.client("", b"hola"));
    segments.extend([second, first.clone(), first]);
    segments.push(talk.server("", b"\xAC\xED\0\x05\x74\0\x04HOLA"));
    let path = file("talk.pcap", &capture(&segments));
    let expected = [&messages_of_two()[0], &messages_of_two()[2]].map(Clone::clone);
    assert_eq!(told(&given("decode", &path, &[])), expected);
    let listing: Vec<String> = given("dump", &path, &[]).stdout;
    let is_of = |line: &&String| line.starts_with("> ");
    let listing: Vec<&String> = listing.iter().filter(is_of).collect();
    assert_eq!(listing, TWO[1..5]);
}

/// What is lost, and what is no Java, is named; the rest is shown all the same.
#[test]
fn gaps_and_other_protocols_are_named() {
    let mut talk = Talk::new("192.0.2.7:40000", "192.0.2.1:443", 1, 7);
    let mut segments = talk.opened();
    segments.push(talk.client("", b"\x16\x03\x01\x02\0\x01\0\x01\xFC\x03\x03"));
    segments.push(talk.server("", b"HTTP/1.1 400 Bad Request\r\n"));
    segments.push(talk.server("R", b""));
    let mut talk = Talk::new("192.0.2.7:40001", "192.0.2.1:10000", 1, 7);
    segments.extend(talk.opened());
    segments.push(talk.client("", b"\xAC\xED\0\x05\x74\0\x04hola"));
    let _ = talk.client("", b"\x74\0\x04");
    segments.push(talk.client("", b"HOLA"));
    segments.push(talk.client("F", b""));
    let path = file("gaps.pcap", &capture(&segments));

    let ended = given("dump", &path, &[]);
    let text = ended.stdout.join("\n");
    for expected in [
        "> ! TLS, which only its two ends can read",
        "no Java stream: mere bytes",
        "< 00000000  48 54 54 50 2F 31 2E 31  |HTTP/1.1|",
        "< ! the server breaks off (RST)",
        "> ! 3 bytes are missing from byte 11 on",
        "\"hola\"",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(ended.status.success(), "{ended:?}");
    assert!(
        ended.stdout.iter().all(|line| line.chars().count() <= 80),
        "{text}"
    );

    let ended = given("decode", &path, &[]);
    let kinds: Vec<_> = told(&ended).into_iter().map(|one| (one.0, one.2)).collect();
    let kinds: Vec<_> = kinds
        .iter()
        .map(|(number, kind)| (*number, kind.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            (1, "unreadable"),
            (1, "bytes"),
            (1, "unreadable"),
            (1, "bytes"),
            (2, "object"),
            (2, "unreadable"),
            (2, "bytes"),
        ]
    );
    let lines = lines(&ended);
    assert!(
        lines[0]["why"]
            .as_str()
            .unwrap()
            .starts_with("TLS, which only its two ends")
    );
    assert!(
        lines[5]["why"]
            .as_str()
            .unwrap()
            .starts_with("3 bytes are missing")
    );
    assert_eq!(
        (&lines[5]["offset"], &lines[5]["bytes"]),
        (&11.into(), &3.into())
    );

    // As one stream, it ends there.
    let one = ["--conversation", "2", "--from", "client"];
    let ended = given("decode", &path, &one);
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        ended.stderr[0].contains("3 bytes are missing after the first 11"),
        "{ended:?}"
    );
    assert!(ended.stdout.join("").contains("hola"), "{ended:?}");
}

/// Wherever a capture is cut, what stands before that is shown.
#[test]
fn a_capture_that_is_cut_is_shown_to_there() {
    let recording = two().file;
    let step = recording.len() / 12;
    let whole = messages_of_two();
    for end in (28..recording.len()).step_by(step) {
        let path = file(&format!("cut-{end}.pcapng"), &recording[..end]);
        let ended = given("decode", &path, &[]);
        fs::remove_file(&path).unwrap();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        let told = told(&ended);
        let objects = told
            .iter()
            .filter(|one| ["object", "text"].contains(&one.2.as_str()));
        let objects: Vec<_> = objects.cloned().collect();
        assert!(whole.starts_with(&objects), "{objects:?}");
        let is_cut = ended
            .stderr
            .iter()
            .any(|line| line.contains("the file is cut"));
        let is_empty = ended
            .stderr
            .iter()
            .any(|line| line.contains("no conversation over TCP"));
        assert!(
            is_cut || is_empty || told.len() == objects.len(),
            "{ended:?}"
        );
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let path = file("refused.pcapng", &two().file);
    let refused = |command: &str, options: &[&str]| {
        let ended = given(command, &path, options);
        assert_failed(&ended, &[]).to_owned()
    };
    for command in ["dump", "decode"] {
        for option in [&["--skip", "3"][..], &["--objects", "1"], &["--no-header"]] {
            let why = refused(command, option);
            let advice = "choose one with --conversation N and --from client or --from server";
            assert!(why.contains(option[0]) && why.ends_with(advice), "{why}");
        }
        let why = refused(command, &["--conversation", "7"]);
        assert!(
            why.ends_with("there is no conversation 7 in it: they have the numbers 1 to 2"),
            "{why}"
        );
        let why = refused(command, &["--conversation", "7", "--from", "client"]);
        assert!(why.contains("there is no conversation 7 in it"), "{why}");
    }
    let stream = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/streams/object-bean.ser");
    for option in [&["--conversation", "1"][..], &["--from", "client"]] {
        let ended = given("decode", Path::new(stream), option);
        let why = assert_failed(&ended, &[]);
        assert!(
            why.contains("is no capture of packets (pcap, pcapng)"),
            "{why}"
        );
        assert!(why.contains(option[0]), "{why}");
    }
    let lines = given("decode", &path, &[]).stdout.join("\n");
    let json = file("lines.json", lines.as_bytes());
    let ended = given("encode", &json, &["-o", "-"]);
    let why = assert_failed(&ended, &[]);
    assert!(why.contains("--conversation N and --from client"), "{why}");
}

/// Parts of a stream are chosen as in a file.
#[test]
fn options_for_one_stream_hold_for_one_direction() {
    let mut recording = Recording::new();
    let flow = recording.open();
    recording.says(
        flow,
        Side::Client,
        b"skip\xAC\xED\0\x05\x74\0\x01a\x74\0\x01b",
    );
    let path = file("part.pcapng", &recording.file);
    let one = [
        "--conversation",
        "1",
        "--from",
        "client",
        "--plain",
        "--skip",
        "4",
    ];
    assert_succeeded(&given("decode", &path, &one), &["\"a\"", "\"b\""]);
    let ended = given("decode", &path, &[&one[..], &["--objects", "1"]].concat());
    assert_succeeded(&ended, &["\"a\""]);
}

/// Samples of types come from all that was said.
/// An answer stands after its request, and ends with a row of its own.
#[test]
fn what_is_no_stream_is_listed_as_bytes() {
    let mut recording = Recording::new();
    let flow = recording.open();
    recording.says(flow, Side::Server, b"220 ready\r\n");
    recording.says(flow, Side::Client, b"q");
    recording.says(flow, Side::Client, b"uit\r\n");
    recording.says(flow, Side::Server, &[0x80; 9]);
    recording.ends(flow, Side::Server);
    let path = file("lines.pcapng", &recording.file);
    for more in [&[][..], &["--full"]] {
        let ended = given("dump", &path, more);
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(ended.stderr, [""; 0]);
        let lines = [
            "<                                    no Java stream: mere bytes",
            "< 00000000  32 32 30 20 72 65 61 64  |220 read|",
            "< 00000008  79 0D 0A                 |y..|",
            ">                                    no Java stream: mere bytes",
            "> 00000000  71                       |q|",
            "> 00000001  75 69 74 0D 0A           |uit..|",
            "< 0000000B  80 80 80 80 80 80 80 80  |........|",
            "< 00000013  80                       |.|",
            "< ! the server says no more (FIN)",
        ];
        assert_eq!(ended.stdout[1..], lines);
    }
}

/// Nor is anything left out after strings.
#[test]
fn what_follows_strings_is_listed_as_bytes() {
    let mut recording = Recording::new();
    let flow = recording.open();
    recording.says(flow, Side::Client, b"\0\x05HELLO");
    recording.says(flow, Side::Client, b"\0\x02\xFF\xFEwhat");
    recording.says(flow, Side::Server, b"no");
    recording.says(flow, Side::Client, b"else");
    let path = file("after-strings.pcapng", &recording.file);
    let ended = given("dump", &path, &[]);
    let rows = |line: &String| line.split('|').nth(1).map(str::to_owned);
    let shown: Vec<String> = ended.stdout.iter().filter_map(rows).collect();
    assert_eq!(shown, ["....what", "no", "else"], "{ended:?}");
    let says = |line: &String| line.contains("the stream breaks here");
    assert_eq!(ended.stdout.iter().filter(|line| says(line)).count(), 1);
}

/// Of a stream that breaks, what follows is listed before the other end's answer.
#[test]
fn what_follows_an_error_stands_in_order() {
    let mut recording = Recording::new();
    let flow = recording.open();
    recording.says(flow, Side::Client, b"\xAC\xED\0\x05\x01ab");
    recording.says(flow, Side::Server, b"no");
    recording.says(flow, Side::Client, b"cd");
    let path = file("broken.pcapng", &recording.file);
    let ended = given("dump", &path, &["--full"]);
    let shown: Vec<&str> = ended
        .stdout
        .iter()
        .filter_map(|line| line.split('|').nth(1))
        .collect();
    assert_eq!(shown, [".ab", "no", "cd"], "{ended:?}");
}

/// One side is read as the same bytes in a file are.
#[test]
fn one_side_may_be_compressed() {
    let stream = [HEADER, b"\x74\0\x04hola"].concat();
    let mut recording = Recording::new();
    let flow = recording.open();
    for piece in gzip(&stream).chunks(5) {
        recording.says(flow, Side::Client, piece);
    }
    let path = file("compressed.pcapng", &recording.file);
    let plain = file("compressed.ser", &stream);
    for more in [
        &["-c"][..],
        &["--plain"],
        &["--skip", "4", "--no-header", "-c"],
    ] {
        let one = [&["--conversation", "1", "--from", "client"], more].concat();
        let ended = given("decode", &path, &one);
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(ended.stdout, given("decode", &plain, more).stdout);
    }
}

#[test]
fn one_side_of_strings_is_told_where_they_are_shown() {
    let mut recording = Recording::new();
    let flow = recording.open();
    recording.says(flow, Side::Server, b"\0\x05HELLO\0\x03abc");
    let path = file("strings.pcapng", &recording.file);
    for more in [&[][..], &["--plain"]] {
        let one = [&["--conversation", "1", "--from", "server"], more].concat();
        let ended = given("decode", &path, &one);
        let said = ended.stderr.last().unwrap();
        let advice = "; dump lists such strings, and decode --conversation 1 without --from \
                      prints them";
        assert!(said.ends_with(advice), "{said}");
    }
    let ended = given("decode", &path, &["--conversation", "1"]);
    let strings = [
        message(1, "server", "text", "HELLO"),
        message(1, "server", "text", "abc"),
    ];
    assert_eq!(told(&ended), strings);
}

/// Of many conversations that are let go, the first are named, and the others are counted.
#[test]
fn conversations_that_are_let_go_are_counted() {
    let count = 300_000_u32;
    let segment = |number: u32| {
        let [_, b, c, d] = number.to_be_bytes();
        let client = format!("10.{b}.{c}.7:{}", 40_000 + u32::from(d));
        Talk::new(&client, "192.0.2.1:10000", number, 9).client("S", b"")
    };
    let segments: Vec<Segment> = (0..count).map(segment).collect();
    let path = file("flood.pcap", &capture(&segments));
    let ended = given("decode", &path, &[]);
    fs::remove_file(&path).unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let [first, _, third, all] = &ended.stderr[..] else {
        panic!("{:?}", ended.stderr.first());
    };
    assert!(first.contains("conversation 1: let go"), "{first}");
    assert!(third.contains("conversation 3: let go"), "{third}");
    assert!(all.contains(" conversations in all: let go"), "{all}");
}

#[test]
fn types_take_samples_from_a_capture() {
    let stream = all()
        .iter()
        .find(|stream| stream.name == "object-bean")
        .unwrap();
    let mut recording = Recording::new();
    let flow = recording.open();
    recording.says(flow, Side::Server, &stream.bytes);
    recording.says(flow, Side::Client, b"hello");
    let path = file("samples.pcapng", &recording.file);
    let of_stream = file("samples.ser", &stream.bytes);
    let expected = given("types", &of_stream, &[]);
    let ended = given("types", &path, &[]);
    assert!(ended.status.success(), "{ended:?}");
    let text = ended
        .stdout
        .join("\n")
        .replace("packets-samples.pcapng", "packets-samples.ser");
    assert_eq!(text, expected.stdout.join("\n"));
    // A directory in which they stand.
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packets-samples");
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("one.pcapng"), &recording.file).unwrap();
    let ended = given("types", &directory, &[]);
    assert!(ended.status.success(), "{ended:?}");
    let structs = |lines: &[String]| {
        let is_struct = |line: &&String| line.starts_with("pub struct ");
        let mut structs: Vec<String> = lines.iter().filter(is_struct).cloned().collect();
        structs.sort();
        structs
    };
    assert_eq!(structs(&ended.stdout), structs(&expected.stdout));
    assert!(!structs(&ended.stdout).is_empty());
    let path = file("no-samples.pcapng", &Recording::new().file);
    let ended = given("types", &path, &[]);
    assert!(
        ended.stderr.last().unwrap().contains("is an object stream"),
        "{ended:?}"
    );
}

#[test]
fn a_listing_fits_the_terminal() {
    let mut recording = Recording::new();
    for stream in all()
        .iter()
        .filter(|stream| stream.name.starts_with("object-b"))
    {
        let flow = recording.open();
        recording.says(flow, Side::Client, &stream.bytes);
        recording.says(flow, Side::Server, b"HTTP/1.1 200 OK\r\n");
    }
    let path = file("terminal.pcapng", &recording.file);
    let listing = format!("{} dump --color always {}", javawire(), path.display());
    let mut script = Command::new("script");
    let program = format!("stty rows 24 cols 80 && {listing}");
    script
        .args(["-qec", &program, "/dev/null"])
        .stdin(Stdio::null());
    let Ok(output) = script.output() else {
        return say("there is no `script` here, which makes a terminal");
    };
    assert!(output.status.success(), "{output:?}");
    let text = anstream::adapter::strip_bytes(&output.stdout).into_vec();
    let text = String::from_utf8(text).unwrap();
    let longest = text
        .lines()
        .max_by_key(|line| line.chars().count())
        .unwrap();
    assert!(longest.chars().count() <= 80, "{longest}");
    assert!(text.contains("> 00000000  AC ED                    STREAM_MAGIC"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let stream = all()
        .iter()
        .find(|stream| stream.name == "object-1000-beans")
        .unwrap();
    let mut recording = Recording::new();
    for _ in 0..20 {
        let flow = recording.open();
        recording.says(flow, Side::Client, &stream.bytes);
    }
    let path = file("closed.pcapng", &recording.file);
    for command in ["dump", "decode"] {
        let mut program = Command::new(javawire());
        program.arg(command).arg(&path);
        let (mut unheard, _) = Unheard::start(program, 1);
        let mut said = String::new();
        let stderr = unheard.child.stderr.as_mut().unwrap();
        stderr.read_to_string(&mut said).unwrap();
        assert_eq!(said, "");
        assert_eq!(unheard.child.wait().unwrap().code(), Some(0));
    }
}

/// None of many conversations ends.
#[test]
fn memory_of_many_conversations_is_bounded() {
    const MOST: u64 = 900 << 20;

    let count = if crate::support::tries_all() {
        300_000
    } else {
        60_000
    };
    for command in ["dump", "decode"] {
        let mut program = Command::new(javawire());
        program.args([command, "-"]);
        program
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = spawn(&mut program);
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&capture(&[])).unwrap();
        let header = capture(&[]).len();
        for number in 0..count {
            let client = format!(
                "10.{}.{}.{}:{}",
                number >> 16 & 255,
                number >> 8 & 255,
                number & 255,
                1024 + number % 60_000
            );
            let mut talk = Talk::new(&client, "192.0.2.1:10000", 1, 7);
            let mut segments: Vec<Segment> = talk.opened();
            segments.push(talk.client("", b"\xAC\xED\0\x05\x74\0\x04hola\x73"));
            stdin.write_all(&capture(&segments)[header..]).unwrap();
        }
        let most = memory(child.id(), "VmHWM");
        drop(stdin);
        assert!(child.wait().unwrap().success());
        if let Some(most) = most {
            assert!(most <= MOST, "{command}: {most} bytes");
        }
    }
}
