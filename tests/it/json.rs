//! Lossless JSON: every stream comes back in the very same bytes.
//!
//! - `edits`: what is changed in the JSON is what the JVM reads
//! - `held`: collections that keep their elements in an array in a field
//! - `refused`: a bad edit is refused with its path
//! - `rings`: one whose elements have no certain order is refused
//! - `not_written`: classes that have not written their fields
//! - `noted`: what a JVM reads otherwise is told
//! - `values`: numbers and names
//! - `large`: deep nesting, long strings, much of everything
//! - `schema`: it is as the schema says
//! - `program`: `javawire decode` and `javawire encode`

mod edits;
mod held;
mod large;
mod not_written;
mod noted;
mod program;
mod refused;
mod rings;
mod schema;
mod values;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use crate::streams_support::committed::{self, Stream};
use crate::streams_support::each::each;
use crate::support::sample;
use javawire::inspect::json::{self, Decoder, Layout};

/// A stream as JSON, and the message of what is wrong with it.
fn decode(bytes: &[u8], layout: Layout) -> (String, Option<String>) {
    let mut decoder = Decoder::new(bytes, layout);
    let mut text = Vec::new();
    while let Some(piece) = decoder.piece() {
        assert!(std::str::from_utf8(piece).is_ok());
        text.extend_from_slice(piece);
    }
    let error = decoder.error().map(ToString::to_string);
    (String::from_utf8(text).unwrap(), error)
}

fn comes_back(bytes: &[u8], layout: Layout) -> Result<(), String> {
    let (text, error) = decode(bytes, layout);
    let again = json::encode(text.as_bytes()).map_err(|error| format!("{error}\n{text}"))?;
    if again != bytes {
        return Err(format!("other bytes: {again:02X?}\n{bytes:02X?}\n{text}"));
    }
    // Keys in another order, and numbers and strings as serde_json prints them.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let again = json::encode(value.to_string().as_bytes()).map_err(|error| error.to_string())?;
    if again != bytes {
        return Err(format!("other bytes through serde_json\n{text}"));
    }
    if error.is_some() != text.contains("\"@rest\"") {
        return Err(format!("{error:?}, but\n{text}"));
    }
    Ok(())
}

#[test]
fn every_stream_comes_back() {
    let all: Vec<&Stream> = committed::all().iter().collect();
    each(
        &all,
        |stream| &stream.name,
        |stream| {
            comes_back(&stream.bytes, Layout::Compact)?;
            comes_back(&stream.bytes, Layout::Lines)
        },
    );
}

/// Broken off anywhere, or with a byte that cannot stand there.
#[test]
fn every_beginning_of_a_stream_comes_back() {
    let small = committed::all()
        .iter()
        .filter(|stream| stream.bytes.len() < 500);
    let small: Vec<&Stream> = sample(small, 4).collect();
    each(
        &small,
        |stream| &stream.name,
        |stream| {
            for end in 0..stream.bytes.len() {
                let mut bytes = stream.bytes[..end].to_vec();
                comes_back(&bytes, Layout::Compact)
                    .map_err(|error| format!("of {end} bytes: {error}"))?;
                bytes.extend_from_slice(b"\xFF\x01\x02");
                comes_back(&bytes, Layout::Compact)
                    .map_err(|error| format!("garbage at {end}: {error}"))?;
            }
            Ok(())
        },
    );
}

/// The tools that people have at hand read all streams' JSON and print it again.
#[test]
fn every_stream_comes_back_through_other_tools() {
    let all = committed::all();
    let lines: Vec<u8> = all
        .iter()
        .flat_map(|stream| decode(&stream.bytes, Layout::Compact).0.into_bytes())
        .collect();
    let python = "import json, sys\nfor line in sys.stdin: print(json.dumps(json.loads(line)))";
    for (tool, arguments) in [("jq", ["-S", "-c", "."]), ("python3", ["-X", "utf8", "-c"])] {
        let mut command = Command::new(tool);
        command.args(arguments);
        if tool == "python3" {
            command.arg(python);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let Ok(mut child) = command.spawn() else {
            eprintln!("{tool} is not here: nothing to compare with");
            continue;
        };
        let mut stdin = child.stdin.take().unwrap();
        let lines = lines.clone();
        let writer = thread::spawn(move || stdin.write_all(&lines));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success(), "{tool}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), all.len(), "{tool}");
        for (stream, line) in all.iter().zip(text.lines()) {
            match json::encode(line.as_bytes()) {
                Ok(again) => assert!(again == stream.bytes, "{} through {tool}", stream.name),
                Err(error) => panic!("{} through {tool}: {error}", stream.name),
            }
        }
    }
}
