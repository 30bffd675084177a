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

#[test]
fn modified_utf8() {
    for_each_seed(fuzzing::modified_utf8);
}
