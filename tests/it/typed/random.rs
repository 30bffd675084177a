//! Types that are generated of random classes: a JVM gets back the objects that it wrote.
//!
//! `tests/java/drivers/TypedSources.java` says what classes there are, `TypedFill.java` what
//! objects, and `TypedSame.java` what counts as the same. What is left out is what a table cannot
//! say yet: what is shared between an `Any`, or what becomes one, and the rest of an object.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use javawire::class_file::Classes;
use javawire::types::Generator;
use javawire::{Graph, Parser};

use super::compiled::{self, Module};
use crate::support::java::java_class;
use crate::support::program::Program;
use crate::support::tries_all;

/// As many as are compiled together, at most.
const BATCH: usize = 50;
const PATIENCE: Duration = Duration::from_secs(300);

#[test]
fn a_jvm_gets_back_its_objects_of_random_classes() {
    // A thousand take 400 seconds of a core.
    let seeds: usize = if tries_all() { 1_000 } else { 20 };
    let size = BATCH.min(seeds.div_ceil(2));
    let batches: Vec<Range<usize>> = (0..seeds)
        .step_by(size)
        .map(|from| from..seeds.min(from + size))
        .collect();
    // Two at a time: each waits for one compiler after the other.
    let halves = batches.chunks(batches.len().div_ceil(2));
    let differences: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = halves
            .map(|half| {
                scope.spawn(move || half.iter().cloned().flat_map(batch).collect::<Vec<_>>())
            })
            .collect();
        running
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect()
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Returns what differs.
fn batch(seeds: Range<usize>) -> Vec<String> {
    let directory =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("random-{}", seeds.start));
    // What a run left that did not end well.
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    java(&directory, "make", &seeds);
    let modules: Vec<Module> = seeds.clone().map(|seed| module(&directory, seed)).collect();
    let mut differences = compiled::run(&directory, &modules);
    let compared = java(&directory, "compare", &seeds);
    let ends = compared
        .iter()
        .filter(|line| line.ends_with(" compared"))
        .count();
    assert_eq!(ends, seeds.len(), "{compared:?}");
    differences.extend(
        compared
            .into_iter()
            .filter(|line| !line.ends_with(" compared")),
    );
    if differences.is_empty() {
        fs::remove_dir_all(directory).unwrap();
    } else {
        let mut kept = String::new();
        write!(kept, "classes and captures: {}", directory.display()).unwrap();
        differences.push(kept);
    }
    differences
}

fn java(directory: &Path, what: &str, seeds: &Range<usize>) -> Vec<String> {
    let mut command = java_class("drivers.TypedRandom");
    command
        .arg(what)
        .arg(directory)
        .args([seeds.start.to_string(), seeds.end.to_string()]);
    let mut program = Program::start("TypedRandom", command);
    program.wait_exit(PATIENCE);
    program.succeed()
}

/// The types of the jar and the capture of a seed.
fn module(directory: &Path, seed: usize) -> Module {
    let name = format!("s{seed}");
    let read = |end: &str| fs::read(directory.join(format!("{name}.{end}"))).unwrap();
    let mut classes = Classes::default();
    classes.add(&name, &read("jar")).unwrap();
    let parser = classes
        .writing_no_fields()
        .fold(Parser::new(), Parser::with_fields_not_written);
    let sample = Graph::read_with(parser, &read("ser")).unwrap();
    let generator = Generator::new(classes)
        .with_class(format!("{name}.Root"))
        .with_sample(&sample);
    let text = generator
        .text()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    Module {
        text,
        // In an `Arc`, as what leads back to it needs.
        call: format!("each::<Arc<{name}::Root>>({name:?})"),
        name,
    }
}
