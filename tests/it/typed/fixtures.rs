//! Types that are generated of the classes of the committed streams: what they read is written as
//! the same bytes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use javawire::Graph;
use javawire::class_file::Classes;
use javawire::graph::{Content, Node};
use javawire::types::Generator;

use super::compiled::{self, Module};
use crate::support::java::generator;

/// Streams that are odd on purpose, by how their names begin: what no JVM would write of these
/// classes, what it could not end, what an `annotateClass` of the writer's adds, and depths beyond
/// the default limit.
const ODD: [&str; 5] = ["annotation-", "deep-", "exception-", "odd-", "unshared-"];

/// Streams that are not written as the same bytes, or not read at all: how what is said of each
/// begins, and why.
const OTHERS: &[(&str, &str, &str)] = &[
    ("custom-data-before-fields", "other bytes", BEFORE_FIELDS),
    ("custom-object-before-fields", "other bytes", BEFORE_FIELDS),
    ("custom-no-default-data", "other bytes", WITHOUT_FIELDS),
    ("custom-no-default-long-data", "other bytes", WITHOUT_FIELDS),
    ("custom-no-default-mixed", "other bytes", WITHOUT_FIELDS),
    ("custom-no-default-nested", "other bytes", WITHOUT_FIELDS),
    ("custom-no-default-object", "other bytes", WITHOUT_FIELDS),
    ("custom-flushed", "other bytes", "a flush ends a block"),
    ("custom-mixed", "other bytes", COPIED),
    ("custom-nested-different", "other bytes", COPIED),
    ("extern-objects", "other bytes", COPIED),
    ("cycle-with-list-inside", "other bytes", COPIED),
    ("record-in-its-list", "other bytes", COPIED),
    ("custom-unshared", "other bytes", UNSHARED),
    ("enum-unshared", "other bytes", UNSHARED),
    ("cycle-in-write-object", "expected", CYCLE),
    ("extern-over-extern", "no types", OVER),
    ("extern-over-fields", "no types", OVER),
    ("extern-over-write-object", "no types", OVER),
    ("extern-record", "no types", EXTERNAL_RECORD),
    ("protocol1-extern-record", "no types", EXTERNAL_RECORD),
    (
        "object-value-is-type-string",
        "other bytes",
        "a text that is the name of a type is one object with it",
    ),
];

const BEFORE_FIELDS: &str = "a table cannot say that data comes before the fields";
const WITHOUT_FIELDS: &str =
    "whether fields are written is not known where a step of the caller's writes";
const COPIED: &str = "what an `Any` shares is copied";
const UNSHARED: &str = "nothing says of a field that it is unshared";
const CYCLE: &str = "what a step of the caller's writes is no `Link`";
const OVER: &str = "a table cannot say that the levels above an Externalizable write nothing";
const EXTERNAL_RECORD: &str = "a table cannot say that a record is Externalizable";

#[test]
fn the_committed_streams_are_written_as_they_were() {
    let mut classes = Classes::default();
    add(&mut classes, &generator());
    let streams = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/streams");
    let mut paths: Vec<PathBuf> = fs::read_dir(&streams)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "ser"))
        .collect();
    paths.sort();
    let mut modules = Vec::new();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    let mut said = Vec::new();
    for path in &paths {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if ODD.iter().any(|start| stem.starts_with(start)) {
            continue;
        }
        let Some((class, graph)) = class_of(path) else {
            continue;
        };
        let generator = Generator::new(classes.clone())
            .with_class(&class)
            .with_sample(&graph);
        let text = match generator.text() {
            Ok(text) => text,
            Err(error) => {
                said.push(format!("{stem}: no types: {error}"));
                continue;
            }
        };
        seen.insert(class);
        let item = text
            .split("\npub struct ")
            .nth(1)
            .or(text.split("\npub enum ").nth(1));
        let root = item.unwrap().split([' ', '(']).next().unwrap();
        let path = path.to_str().unwrap();
        let call = |name: &str| format!("whole::<Arc<{name}::{root}>>({stem:?}, {path:?})");
        count += 1;
        // Many streams are of the same types.
        let known: Option<&mut Module> =
            modules.iter_mut().find(|it: &&mut Module| it.text == text);
        if let Some(module) = known {
            module.call = format!("{}; {}", module.call, call(&module.name));
            continue;
        }
        let name = format!("s_{}", stem.replace('-', "_"));
        modules.push(Module {
            call: call(&name),
            text,
            name,
        });
    }
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("committed");
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    said.extend(compiled::run(&directory, &modules));
    let unexpected: Vec<&String> = said
        .iter()
        .filter(|line| {
            !OTHERS
                .iter()
                .any(|(stem, start, _)| line.starts_with(&format!("{stem}: {start}")))
        })
        .collect();
    assert!(
        unexpected.is_empty(),
        "{} of {}: {unexpected:#?}",
        unexpected.len(),
        count
    );
    for (stem, start, _) in OTHERS {
        let line = format!("{stem}: {start}");
        assert!(
            said.iter().any(|said| said.starts_with(&line)),
            "{line}: it is written as it was"
        );
    }
    assert!(seen.len() > 30, "{seen:?}");
    fs::remove_dir_all(directory).unwrap();
}

/// The class of all objects of a stream that holds nothing else, if it is one of the generator's.
fn class_of(path: &Path) -> Option<(String, Graph)> {
    let graph = Graph::read(&fs::read(path).unwrap()).ok()?;
    let mut class = None;
    for content in graph.contents() {
        let node = match content {
            Content::StreamHeader => continue,
            Content::Object(Some(node)) => node,
            _ => return None,
        };
        let name = match graph.node(node)? {
            Node::Object(object) => object.class().name().to_string(),
            Node::Enum { class, .. } => class.name().to_string(),
            _ => return None,
        };
        if class.get_or_insert_with(|| name.clone()) != &name {
            return None;
        }
    }
    class
        .filter(|name| name.starts_with("javawire.gen.model."))
        .map(|class| (class, graph))
}

/// Adds all class files below a directory.
fn add(classes: &mut Classes, directory: &Path) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add(classes, &path);
        } else if path.extension().is_some_and(|end| end == "class") {
            classes
                .add(path.to_str().unwrap(), &fs::read(&path).unwrap())
                .unwrap();
        }
    }
}
