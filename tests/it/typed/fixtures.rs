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

/// Streams that are not written as the same bytes, or not read at all: how what is said of each
/// begins, and why.
const OTHERS: &[(&str, &str, &str)] = &[];

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
    let mut said = Vec::new();
    for path in &paths {
        let stem = path.file_stem().unwrap().to_str().unwrap();
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
        let name = format!("s_{}", stem.replace('-', "_"));
        modules.push(Module {
            call: format!(
                "whole::<Arc<{name}::{root}>>({stem:?}, {:?})",
                path.to_str().unwrap()
            ),
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
        modules.len()
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
        let Content::Object(Some(node)) = content else {
            return None;
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
