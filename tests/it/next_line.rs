//! Lines against `java.util.Scanner.nextLine`, all of them of many inputs.

use std::fmt::Write as _;
use std::io::{self, BufReader, Read};

use javawire::JavaString;
use javawire::java_text::next_line::{LineDecoder, LineTooLong, MAX_LINE, NextLineError, Scanner};

use crate::support::java::java_class;
use crate::support::program::Program;
use crate::support::sample;

/// Bytes, and how many of them come at a time.
type Input = (Vec<u8>, usize);

#[test]
fn lines_are_those_of_the_jvm() {
    let mut inputs: Vec<Input> = sample(line_ends(), 5).collect();
    inputs.extend(sample(invalid_bytes(), 5));
    inputs.extend(sample(edges_of_buffers(), 3));

    let mut requests = String::new();
    for (bytes, piece) in &inputs {
        writeln!(requests, "{piece} {}", hex(bytes)).unwrap();
    }
    let jvm = Program::start("NextLineOracle", java_class("drivers.NextLineOracle"));
    jvm.send(requests);
    let answers = jvm.succeed();
    assert_eq!(answers.len(), inputs.len());

    for ((bytes, piece), theirs) in inputs.iter().zip(answers) {
        let (ours, has_replaced) = lines(bytes, *piece);
        let is_text = std::str::from_utf8(bytes).is_ok();
        assert_eq!(
            has_replaced,
            !is_text,
            "{} in pieces of {piece}",
            hex(bytes)
        );
        assert!(
            ours == theirs,
            "{} in pieces of {piece}:\nours   {ours}\ntheirs {theirs}",
            hex(bytes)
        );
    }
}

#[test]
fn a_line_that_has_ended_waits_for_nothing() {
    for end in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
        let source = Open(format!("una frase{end}").into_bytes());
        let mut scanner = Scanner::new(BufReader::new(source), MAX_LINE);
        assert_eq!(scanner.next_line().unwrap(), "una frase", "{end:?}");
    }
}

#[test]
fn what_follows_a_line_stays_in_the_source() {
    let mut source = &b"una\r\notra"[..];
    assert_eq!(
        Scanner::new(&mut source, MAX_LINE).next_line().unwrap(),
        "una"
    );
    // The LF may not have come yet, so it is left too.
    assert_eq!(source, b"\notra");
}

#[test]
fn a_line_over_the_bound_is_refused_and_no_other() {
    let line_of = |text: &str, bound| {
        let mut scanner = Scanner::new(text.as_bytes(), bound);
        scanner.next_line().map_err(|error| error.to_string())
    };
    // The bound counts bytes of modified UTF-8: U+0000 is two, an emoji six.
    for (text, length) in [("abcd", 4), ("ab\0", 4), ("ñandú", 7), ("😀", 6), ("", 0)] {
        for end in ["\n", "\r\n"] {
            let text = format!("{text}{end}");
            assert_eq!(line_of(&text, length).unwrap(), text.trim_end_matches(end));
        }
        if length > 0 {
            let error = line_of(text, length - 1).unwrap_err();
            assert_eq!(
                error,
                format!("the line is longer than {} bytes", length - 1)
            );
        }
    }

    let mut lines = LineDecoder::new(3);
    let refused = Err(LineTooLong { max_line: 3 });
    assert_eq!(lines.push(b"ab"), Ok((2, None)));
    assert_eq!(lines.push(b"cd"), refused);
    assert_eq!(lines.push(b"\n"), refused);
    assert_eq!(lines.finish(), Err(LineTooLong { max_line: 3 }));
}

#[test]
fn a_source_that_fails_is_told_from_one_that_ends() {
    let mut scanner = Scanner::new(BufReader::new(Failing(io::ErrorKind::Other)), MAX_LINE);
    assert!(matches!(scanner.next_line(), Err(NextLineError::Io(_))));

    let mut scanner = Scanner::new(&b""[..], MAX_LINE);
    let error = scanner.next_line().unwrap_err();
    assert!(matches!(error, NextLineError::NoLine));
    assert_eq!(error.to_string(), "No line found");
}

#[test]
fn an_interrupted_read_is_tried_again() {
    let source = Failing(io::ErrorKind::Interrupted).chain(&b"frase\n"[..]);
    let mut scanner = Scanner::new(BufReader::new(source), MAX_LINE);
    assert_eq!(scanner.next_line().unwrap(), "frase");
}

/// Every sequence of up to four of the line ends, of what looks like one, and
/// of letters.
fn line_ends() -> Vec<Input> {
    let parts: [&[u8]; 12] = [
        b"a",
        b"\n",
        b"\r",
        b"\r\n",
        b"\xC2\x85",
        b"\xE2\x80\xA8",
        b"\xE2\x80\xA9",
        b"\x0B\x0C",
        b"\x1C\x1D\x1E",
        b"\0",
        b"\xEF\xBB\xBF",
        b"\xF0\x9F\x98\x80",
    ];
    let mut inputs = Vec::new();
    for bytes in sequences(&parts, 4) {
        inputs.push((bytes, 8192));
    }
    for bytes in sequences(&parts, 2) {
        inputs.extend([1, 2].map(|piece| (bytes.clone(), piece)));
    }
    inputs
}

/// Every sequence of up to four bytes over the classes that UTF-8 makes of them,
/// at the end, before a letter and before an end of line.
fn invalid_bytes() -> Vec<Input> {
    let classes: [&[u8]; 22] = [
        b"A", b"\n", b"\x80", b"\x8F", b"\x90", b"\x9F", b"\xA0", b"\xBF", b"\xC0", b"\xC1",
        b"\xC2", b"\xDF", b"\xE0", b"\xE1", b"\xED", b"\xEF", b"\xF0", b"\xF1", b"\xF4", b"\xF5",
        b"\xF8", b"\xFF",
    ];
    let mut inputs = Vec::new();
    for bytes in sequences(&classes, 3) {
        for end in [&b""[..], b"z", b"\r\nz"] {
            inputs.push(([&bytes, end].concat(), 8192));
        }
        inputs.push((bytes, 1));
    }
    // Of four bytes, those that begin as a character of four, or may.
    let leads = [0xED, 0xF0, 0xF1, 0xF4, 0xF5, 0xF8];
    for bytes in sequences(&classes, 4) {
        if bytes.len() == 4 && leads.contains(&bytes[0]) {
            inputs.push((bytes, 8192));
        }
    }
    inputs
}

/// Lines about as long as the buffers of `Scanner` (1024 characters, doubled
/// when full) and of its decoder (8192 bytes), with something in the way.
fn edges_of_buffers() -> Vec<Input> {
    let obstacles: [&[u8]; 13] = [
        b"",
        b"\n",
        b"\r",
        b"\r\n",
        b"\xC2\x85",
        b"\xE2\x80\xA8",
        b"\xC3\xB1",
        b"\xF0\x9F\x98\x80",
        b"\xED\xA0\x80",
        b"\xE2\x80",
        b"\xF0\x9F\x98",
        b"\xF4\x90\x80\x80",
        b"\xFF",
    ];
    let mut inputs = Vec::new();
    for size in [1024, 2048, 8192] {
        for length in size - 5..=size + 2 {
            for obstacle in obstacles {
                for end in [&b""[..], b"z", b"\nz"] {
                    let bytes = [&vec![b'a'; length], obstacle, end].concat();
                    inputs.push((bytes, 8192));
                }
            }
        }
    }
    for piece in [1, 3, 1000] {
        inputs.push((
            ["ñ😀\r\n".repeat(700).as_bytes(), b"\xE2\x80"].concat(),
            piece,
        ));
    }
    inputs
}

/// Every sequence of up to `most` of the parts, the empty one too.
fn sequences(parts: &[&[u8]], most: usize) -> Vec<Vec<u8>> {
    let mut sequences = vec![Vec::new()];
    let mut longest = sequences.clone();
    for _ in 0..most {
        let longer = |head: &Vec<u8>| parts.iter().map(|part| [head, *part].concat()).collect();
        longest = longest.iter().flat_map::<Vec<_>, _>(longer).collect();
        sequences.extend_from_slice(&longest);
    }
    sequences
}

/// Returns our lines as the JVM's are answered, the same through both doors, and whether any of
/// them holds what was no text.
fn lines(bytes: &[u8], piece: usize) -> (String, bool) {
    let mut scanned = String::new();
    let mut scanner = Scanner::new(BufReader::with_capacity(piece, bytes), MAX_LINE);
    loop {
        match scanner.next_line() {
            Ok(line) => add(&mut scanned, &line),
            Err(NextLineError::NoLine) => break,
            Err(error) => panic!("{error}"),
        }
    }

    let mut pushed = String::new();
    let mut decoder = LineDecoder::new(MAX_LINE);
    for mut rest in bytes.chunks(piece) {
        while !rest.is_empty() {
            let (taken, line) = decoder.push(rest).unwrap();
            assert!(line.is_some() || taken == rest.len());
            line.iter().for_each(|line| add(&mut pushed, line));
            rest = &rest[taken..];
        }
    }
    decoder
        .finish()
        .unwrap()
        .iter()
        .for_each(|line| add(&mut pushed, line));
    assert_eq!(scanned, pushed);
    assert_eq!(scanner.has_replaced(), decoder.has_replaced());
    (scanned, decoder.has_replaced())
}

fn add(lines: &mut String, line: &JavaString) {
    for unit in line.as_java_str().code_units() {
        write!(lines, "{unit:04x}").unwrap();
    }
    lines.push(',');
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A terminal: after these bytes it has no more, and does not end either.
struct Open(Vec<u8>);

impl Read for Open {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        assert!(!self.0.is_empty(), "this read would wait for ever");
        let count = to.len().min(self.0.len());
        to[..count].copy_from_slice(&self.0[..count]);
        self.0.drain(..count);
        Ok(count)
    }
}

/// A source that fails once, and has ended after that.
struct Failing(io::ErrorKind);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        match std::mem::replace(&mut self.0, io::ErrorKind::UnexpectedEof) {
            io::ErrorKind::UnexpectedEof => Ok(0),
            kind => Err(kind.into()),
        }
    }
}
