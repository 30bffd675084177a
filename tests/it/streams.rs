//! The committed streams: read, written again byte for byte, and what the
//! manifest and the JVM say of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use javawire::graph::Content;
use javawire::{Encoder, Graph, Parser};
use sha2::{Digest, Sha256};

use crate::streams_support::committed::{Stream, all, directory, readable};
use crate::streams_support::each::each;
use crate::streams_support::reading::{Reading, runs, sequence};
use crate::support::java::{generator, java, java_version};

#[test]
fn manifest_lists_every_stream() {
    let listed: BTreeSet<String> = all().iter().map(|stream| stream.name.clone()).collect();
    assert_eq!(listed, names_in(&directory()));
    each(all(), name, |stream| {
        if stream.bytes.len() != stream.length {
            return Err(format!("{} bytes", stream.bytes.len()));
        }
        let digest: String = Sha256::digest(&stream.bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        equal("the digest", &digest, &stream.sha256)
    });
}

#[test]
fn streams_are_read_to_their_end() {
    each(
        &readable(),
        |stream| name(stream),
        |stream| {
            let reading = Reading::whole(stream);
            reading.end.map_err(|error| error.to_string())?;
            match reading.items.last() {
                Some(last) if last.end == stream.bytes.len() && last.at_top_level => Ok(()),
                last => Err(format!("the last item is {last:?}")),
            }
        },
    );
}

#[test]
fn streams_that_cannot_be_read_are_refused_for_the_right_reason() {
    let refused: Vec<_> = all()
        .iter()
        .filter_map(|stream| Some((stream, stream.refusal()?)))
        .collect();
    each(
        &refused,
        |(stream, _)| name(stream),
        |(stream, refusal)| {
            let error = Reading::whole(stream).end.err().ok_or("it is read")?;
            if !refusal.is(error.kind()) {
                return Err(format!("not {refusal:?}: {error}"));
            }
            let graph = Graph::read_with(stream.parser(), &stream.bytes)
                .err()
                .ok_or("it is made a graph")?;
            equal(
                "the error of the graph",
                &graph.to_string(),
                &error.to_string(),
            )
        },
    );
}

/// Where the bytes prove that a class did not write its fields where its descriptor says, nobody
/// need tell.
#[test]
fn fields_elsewhere_are_recognised() {
    let elsewhere: Vec<_> = all()
        .iter()
        .filter(|stream| stream.has("fields", "elsewhere") && !stream.tags.contains_key("told"))
        .collect();
    assert!(!elsewhere.is_empty());
    each(
        &elsewhere,
        |stream| name(stream),
        |stream| {
            let untold = Reading::with(&mut Parser::new(), &stream.bytes);
            untold
                .failure()
                .map_or(Ok(()), |failure| Err(failure.message))
        },
    );
}

#[test]
fn items_at_top_level_are_those_of_the_manifest() {
    each(
        &readable(),
        |stream| name(stream),
        |stream| {
            let reading = Reading::whole(stream);
            equal(
                "sequence",
                sequence(&reading.items).as_str(),
                stream.sequence(),
            )
        },
    );
}

#[test]
fn graph_has_the_items_of_the_manifest_at_top_level() {
    // What an exception cut off stays in the graph, with the exception inside it.
    let whole: Vec<_> = readable()
        .into_iter()
        .filter(|stream| !stream.sequence().contains('X'))
        .collect();
    each(
        &whole,
        |stream| name(stream),
        |stream| {
            let graph = Graph::read_with(stream.parser(), &stream.bytes)
                .map_err(|error| error.to_string())?;
            let mut counts = [0; 4];
            for content in graph.contents() {
                match content {
                    Content::Object(_) => counts[0] += 1,
                    Content::Block { .. } => counts[1] += 1,
                    Content::Reset => counts[2] += 1,
                    Content::StreamHeader => counts[3] += 1,
                    other => return Err(format!("{other:?} at top level")),
                }
            }
            let items: usize = counts[..3].iter().sum();
            equal("items", &items, &stream.items)?;
            let headers = 1 + count(stream.sequence(), 'H');
            let expected = ['O', 'B', 'R'].map(|letter| count(stream.sequence(), letter));
            let [objects, blocks, resets] = expected;
            equal("contents", &counts, &[objects, blocks, resets, headers])
        },
    );
}

#[test]
fn events_are_encoded_as_the_bytes_they_were_read_from() {
    each(
        &readable(),
        |stream| name(stream),
        |stream| {
            let mut encoder = Encoder::without_header();
            let mut written = 0;
            for item in &Reading::whole(stream).items {
                encoder.event(&item.event).unwrap();
                let bytes = encoder.take();
                let read = &stream.bytes[written..item.end];
                if bytes != read {
                    return Err(format!("{:?} at byte {written} is other bytes", item.event));
                }
                written = item.end;
            }
            equal("length", &written, &stream.bytes.len())
        },
    );
}

#[test]
fn graph_is_written_as_the_bytes_it_was_read_from() {
    each(
        &readable(),
        |stream| name(stream),
        |stream| {
            let graph = Graph::read_with(stream.parser(), &stream.bytes)
                .map_err(|error| error.to_string())?;
            same_bytes(&graph.write(), &stream.bytes)
        },
    );
}

#[test]
fn generator_writes_the_committed_bytes() {
    let copy = Scratch::new("generated");
    for file in fs::read_dir(directory()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    // What this version of Java does not write it leaves as it is: so it is gone
    // if it does not write what it should.
    let version = java_version();
    for stream in all().iter().filter(|stream| written_by(stream, version)) {
        fs::remove_file(copy.path().join(format!("{}.ser", stream.name))).unwrap();
    }
    let output = run("javawire.gen.Main", &[copy.path()]);
    assert!(output.status.success(), "{}", text_of(&output));

    let expected = names_in(&directory());
    assert_eq!(names_in(copy.path()), expected);
    each(all(), name, |stream| {
        let file = copy.path().join(format!("{}.ser", stream.name));
        same_bytes(&fs::read(file).unwrap(), &stream.bytes)
    });
    let versions = |directory: &Path| fs::read_to_string(directory.join("VERSIONS.md")).unwrap();
    assert_eq!(versions(copy.path()), versions(&directory()));
}

#[test]
fn jvm_reads_what_the_graph_writes_back_equal() {
    let copy = Scratch::new("written");
    let mut expected = BTreeSet::new();
    for stream in readable() {
        // One that is not read is missing below.
        if let Ok(graph) = Graph::read_with(stream.parser(), &stream.bytes) {
            let file = copy.path().join(format!("{}.ser", stream.name));
            fs::write(file, graph.write()).unwrap();
        }
        expected.insert(format!("{} ok", stream.name));
    }
    let output = run("javawire.gen.Check", &[&directory(), copy.path()]);
    for stream in all().iter().filter(|stream| stream.refusal().is_some()) {
        expected.insert(format!("{} differs: missing", stream.name));
    }
    let found = String::from_utf8_lossy(&output.stdout);
    let found: BTreeSet<String> = found.lines().map(str::to_owned).collect();
    let unexpected: Vec<_> = found.symmetric_difference(&expected).collect();
    assert!(
        unexpected.is_empty(),
        "{unexpected:#?}\n{}",
        text_of(&output)
    );
}

/// Whether this version of Java on this system writes the stream.
fn written_by(stream: &Stream, version: u32) -> bool {
    if stream.has("os", "unix") && !cfg!(unix) {
        return false;
    }
    let versions = stream.tags["written-by"].as_str();
    if versions == "all" {
        return true;
    }
    let (first, last) = versions.split_once("..").unwrap_or((versions, versions));
    (first.parse().unwrap()..=last.parse().unwrap()).contains(&version)
}

/// Runs a program of the generator, with Java 17 or later.
fn run(class: &str, arguments: &[&Path]) -> Output {
    let version = java_version();
    assert!(
        version >= 17,
        "the streams are written and checked by Java 17 or later; this is Java {version}: \
         set JAVAWIRE_JAVA to another `java`"
    );
    let mut command: Command = java();
    command
        .arg("-cp")
        .arg(generator())
        .arg(class)
        .args(arguments);
    command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn text_of(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let differing: String = text(&output.stdout)
        .lines()
        .filter(|line| !line.ends_with(" ok"))
        .map(|line| format!("{line}\n"))
        .collect();
    format!("{}\n{}{differing}", output.status, text(&output.stderr))
}

fn names_in(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| name.strip_suffix(".ser").map(str::to_owned))
        .collect()
}

fn count(sequence: &str, letter: char) -> usize {
    let of_letter = runs(sequence).into_iter().filter(|run| run.0 == letter);
    of_letter.map(|(_, count)| count).sum()
}

fn name(stream: &Stream) -> &str {
    &stream.name
}

fn equal<T: PartialEq + std::fmt::Debug + ?Sized>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: {found:?}, not {expected:?}"))
}

fn same_bytes(found: &[u8], expected: &[u8]) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    let at = found
        .iter()
        .zip(expected)
        .take_while(|(a, b)| a == b)
        .count();
    let (found, expected) = (found.len(), expected.len());
    Err(format!("byte {at} differs, {found} bytes, not {expected}"))
}

/// A directory that is gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("streams-{name}-{}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A test that failed says more than what is left behind.
        let _ = fs::remove_dir_all(&self.0);
    }
}
