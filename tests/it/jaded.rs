//! jaded 0.5 as an oracle: on every committed stream it reads the same values,
//! but for the disagreements in `jaded_disagreements.tsv`, each with its reason.
//!
//! It runs in a child process, which is this program again: there are streams
//! that end it by a stack overflow or a failed allocation.

mod compare;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::streams_support::committed::{Stream, all};

/// Tells the child which stream comes first.
const FIRST: &str = "JAVAWIRE_JADED_FIRST";

/// The child's stack: deep streams are read, and only endless recursion overflows it.
const STACK: usize = 64 << 20;

/// Marks the lines of the child that are not the test runner's.
const MARK: &str = "jaded\t";

#[test]
fn jaded_disagrees_only_where_the_table_says() {
    let listed = listed();
    let found = disagreements();
    let mut wrong = Vec::new();
    for (name, verdict) in &found {
        match listed.get(name) {
            None => wrong.push(format!("not listed: {name}\t{verdict}")),
            Some((expected, _)) if expected != verdict => {
                wrong.push(format!("{name}: {verdict}, listed as {expected}"));
            }
            Some(_) => {}
        }
    }
    for name in listed.keys().filter(|name| !found.contains_key(*name)) {
        wrong.push(format!("listed, and yet it agrees: {name}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn jaded_agrees_on_most_streams() {
    // Otherwise it would be no oracle, or our walk of the graph would be wrong.
    assert!(listed().len() * 2 < all().len());
}

#[test]
fn every_listed_disagreement_has_a_reason() {
    for (name, (_, reason)) in listed() {
        assert!(reason.len() > 10, "{name}: {reason}");
        assert!(all().iter().any(|stream| stream.name == name), "{name}");
    }
}

/// The child: reads streams and says of each what came of it.
#[test]
#[ignore = "runs as the child of another test"]
fn as_child() {
    let first: usize = env::var(FIRST).unwrap().parse().unwrap();
    let reading = thread::Builder::new().stack_size(STACK).spawn(move || {
        for stream in &all()[first..] {
            say(&stream.name);
            let verdict = compare::verdict(&stream.bytes, stream.parser());
            say(&verdict.replace(['\t', '\n'], " "));
        }
    });
    reading.unwrap().join().unwrap();
}

fn say(line: &str) {
    println!("{MARK}{line}");
    std::io::stdout().flush().unwrap();
}

/// Name and verdict of each stream on which jaded disagrees.
fn disagreements() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut next = 0;
    while next < all().len() {
        let mut child = start(next);
        let lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
        let mut begun: Option<&Stream> = None;
        for line in lines {
            let line = line.unwrap();
            let Some((_, text)) = line.split_once(MARK) else {
                continue;
            };
            match begun.take() {
                None => {
                    assert_eq!(text, all()[next].name);
                    begun = Some(&all()[next]);
                    next += 1;
                }
                Some(stream) if text != compare::AGREES => {
                    found.insert(stream.name.clone(), text.to_owned());
                }
                Some(_) => {}
            }
        }
        let status = child.0.wait().unwrap();
        match begun {
            // The one that it was reading ended it.
            Some(stream) => {
                assert!(!status.success());
                found.insert(stream.name.clone(), "aborts".to_owned());
            }
            None => assert!(status.success(), "the child ended with {status} at {next}"),
        }
    }
    found
}

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(first: usize) -> Process {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "jaded::as_child", "--ignored", "--nocapture"])
        .env(FIRST, first.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // What a crash prints is no result.
        .stderr(Stdio::null());
    Process(command.spawn().unwrap())
}

/// For each stream of the table its verdict and the reason.
fn listed() -> BTreeMap<String, (String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jaded_disagreements.tsv");
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("stream\tjaded\treason"));
    let entries = lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[name, verdict, reason] = cells.as_slice() else {
            panic!("not three columns: {line}");
        };
        (name.to_owned(), (verdict.to_owned(), reason.to_owned()))
    });
    entries.collect()
}
