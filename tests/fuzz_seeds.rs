//! The seeds of the fuzz targets, and what fuzzing found, through every target.

#![cfg(feature = "fuzzing")]
#![allow(clippy::arithmetic_side_effects, clippy::panic, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use javawire::fuzzing;

fn for_each_seed(target: impl Fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = 0;
    for directory in ["tests/streams", "fuzz/seeds"] {
        for entry in fs::read_dir(root.join(directory)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                target(&fs::read(path).unwrap());
                seeds += 1;
            }
        }
    }
    assert!(seeds > 150, "only {seeds} seeds");
}

#[test]
fn parse() {
    for_each_seed(fuzzing::parse);
}

#[test]
fn chunked_equals_whole() {
    for piece in [1, 2, 3, 7, 64, 255] {
        for_each_seed(|bytes| fuzzing::chunked_equals_whole(&[&[piece], bytes].concat()));
    }
}

#[test]
fn read_and_write() {
    for_each_seed(fuzzing::read_and_write);
}

/// Wherever they break off, too.
#[test]
fn runs_equal_events() {
    for_each_seed(|bytes| {
        fuzzing::runs_equal_events(bytes);
        let step = bytes.len() / 200 + 1;
        for end in (0..bytes.len()).step_by(step) {
            fuzzing::runs_equal_events(bytes.get(..end).unwrap());
        }
    });
}

#[test]
fn modified_utf8() {
    for_each_seed(fuzzing::modified_utf8);
}
