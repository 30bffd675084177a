//! The seeds of the fuzz targets, and what fuzzing found, through every target.

use std::fs;
use std::path::{Path, PathBuf};

use javawire::inspect::json::{self, Layout};
use javawire::{Limits, fuzzing};

use crate::streams_support::committed::directory;
use crate::support::sample;

fn for_each_seed(target: impl Fn(&[u8])) {
    for path in seeds() {
        target(&fs::read(path).unwrap());
    }
}

/// Of a sample, for what takes long.
fn for_some_seeds(target: impl Fn(&[u8])) {
    for path in sample(seeds(), 5) {
        target(&fs::read(path).unwrap());
    }
}

fn seeds() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Vec::new();
    for directory in ["tests/streams", "fuzz/seeds"] {
        let entries = fs::read_dir(root.join(directory)).unwrap();
        seeds.extend(entries.map(|entry| entry.unwrap().path()));
    }
    seeds.retain(|path| path.is_file());
    seeds.sort();
    assert!(seeds.len() > 150, "only {} seeds", seeds.len());
    seeds
}

#[test]
fn parse() {
    for_each_seed(fuzzing::parse);
}

#[test]
fn chunked_equals_whole() {
    for piece in [1, 2, 3, 7, 64, 255] {
        for_some_seeds(|bytes| fuzzing::chunked_equals_whole(&[&[piece], bytes].concat()));
    }
}

/// Files of packets, and what is none.
#[test]
fn record() {
    for_each_seed(fuzzing::record);
}

/// Wherever they break off, too.
#[test]
fn typed() {
    for_each_seed(fuzzing::typed);
    for_some_seeds(|bytes| {
        let step = bytes.len() / 40 + 1;
        for cut in (0..bytes.len()).step_by(step) {
            fuzzing::typed(&bytes[..cut]);
        }
    });
}

/// In pieces of one byte, of eight, and in one; joined, too.
#[test]
fn watch() {
    for first in [2, 3, 16, 255] {
        for_some_seeds(|bytes| fuzzing::watch(&[&[first], bytes].concat()));
    }
    for_some_seeds(|bytes| {
        let step = bytes.len() / 20 + 1;
        for cut in (0..bytes.len()).step_by(step) {
            fuzzing::watch(&bytes[cut..]);
        }
        let mut changed = bytes.to_vec();
        for at in (0..changed.len()).step_by(step) {
            let old = std::mem::replace(&mut changed[at], 0x71);
            fuzzing::watch(&[&[254], &changed[..]].concat());
            changed[at] = old;
        }
    });
}

#[test]
fn read_and_write() {
    for_each_seed(fuzzing::read_and_write);
}

/// Wherever they break off, too.
#[test]
fn runs_equal_events() {
    for_some_seeds(|bytes| {
        fuzzing::runs_equal_events(bytes);
        let step = bytes.len() / 200 + 1;
        for end in (0..bytes.len()).step_by(step) {
            fuzzing::runs_equal_events(bytes.get(..end).unwrap());
        }
    });
}

/// Wherever one of the limits is in streams of lists, maps, numbers, and objects of several classes
/// with annotations, and wherever those break off.
#[test]
fn runs_equal_events_within_limits() {
    let names = [
        "cycle-list-map-object",
        "custom-levels",
        "custom-levels-two",
        "custom-mixed",
        "enum-map",
        "enum-set",
        "jdk-array-list-nested",
        "jdk-big-decimal",
        "jdk-date",
        "jdk-hash-map",
        "jdk-linked-hash-map",
        "mixed-everything",
        "object-chain-10",
        "tangle-02",
        "tangle-15",
    ];
    let limits = Limits::default;
    for name in names {
        let bytes = &fs::read(directory().join(format!("{name}.ser"))).unwrap();
        for end in 0..bytes.len().min(4_000) {
            fuzzing::runs_equal_events(bytes.get(..end).unwrap());
            let most = limits().with_max_bytes(end as u64);
            fuzzing::runs_equal_events_within(&most, bytes);
        }
        for most in 0..100 {
            for limits in [
                limits().with_max_depth(most),
                limits().with_max_refs(most),
                limits().with_max_handles(most as usize),
                limits().with_max_string(most),
                limits().with_max_array(most as u32),
            ] {
                fuzzing::runs_equal_events_within(&limits, bytes);
            }
        }
    }
}

#[test]
fn modified_utf8() {
    for_each_seed(fuzzing::modified_utf8);
}

/// Each stream in every form, and texts of all kinds with what may stand around them.
#[test]
fn text_forms() {
    for_some_seeds(|bytes| {
        if bytes.len() <= 5_000 {
            fuzzing::text_forms(bytes);
            fuzzing::every_text_form(bytes);
        }
    });
    let texts = [
        "\"\\xac\\xed\\x00\\x05p\" \"\\x70\"",
        "[-84, -19, 0, 5, 112",
        "rO0ABXA=\n\nrO0ABXA=",
        "%AC%ED%00%05+%20",
        "00000000: aced 0005 7070\n*\n00000100: 70",
        "0000000 edac",
        "1) \"rO0AB",
        "\u{FEFF}aced0005",
        "private byte[] b = {(byte) 0xAC, (byte) 0xED, 0, 5, 112};",
        "\"\\\\xaced0005\"",
        "X'",
        "{[((((((('\"=,:",
    ];
    for text in texts {
        for end in 0..=text.len() {
            fuzzing::text_forms(&text.as_bytes()[..end]);
        }
    }
}

/// The streams, and their JSON, of which bytes are changed.
#[test]
fn decode_encode() {
    for_some_seeds(|bytes| {
        fuzzing::decode_encode(bytes);
        if bytes.len() > 2000 {
            return;
        }
        let (json, _) = json::decode(bytes, Layout::Compact);
        fuzzing::decode_encode(json.as_bytes());
        let mut changed = json.into_bytes();
        for at in (0..changed.len()).step_by(97) {
            let old = std::mem::replace(&mut changed[at], b'1');
            fuzzing::decode_encode(&changed);
            changed[at] = old;
        }
        // And streams of which bytes are changed.
        let mut changed = bytes.to_vec();
        for at in (4..changed.len()).step_by(13) {
            let old = changed[at];
            for new in [0, 0x70, 0x7B, 0xFF, old.wrapping_add(1)] {
                changed[at] = new;
                fuzzing::decode_encode(&changed);
            }
            changed[at] = old;
        }
    });
}
