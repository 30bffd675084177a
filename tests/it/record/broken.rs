//! Files of packets that are cut, or changed by chance.

use javawire::record::{ReaderLimits, What};

use super::formats::{files, packets};
use super::packets::{Order, block, enhanced, interface, raw, section};
use super::random::Random;
use super::support::{read, read_in, told};
use crate::support::tries_all;

/// A file that is cut anywhere tells what stands before the cut; then that it is cut, and where.
#[test]
fn cut_files_tell_what_stands_before() {
    for file in files() {
        let whole = told(&read(&file), 1);
        for cut in 0..file.len() {
            let (events, end) = read_in(&file[..cut], 100, ReaderLimits::default());
            let before = told(&events, 1);
            let known: Vec<&What> = before
                .iter()
                .filter(|what| !matches!(what, What::Missing { .. }))
                .collect();
            for (at, what) in known.iter().enumerate() {
                match (what, whole.get(at)) {
                    (What::Bytes { bytes, .. }, Some(What::Bytes { bytes: all, .. })) => {
                        assert!(all.starts_with(bytes), "cut at {cut}");
                    }
                    // What waited when the file was cut is told as it is.
                    (_, at) => assert!(whole.contains(what), "cut at {cut}: {what:?}, {at:?}"),
                }
            }
            match end {
                Ok(()) => {}
                Err(error) if cut == 0 => {
                    assert_eq!(
                        error.to_string(),
                        "neither pcapng nor pcap: the file is empty, at byte 0"
                    );
                }
                Err(error) => {
                    assert!(error.is_cut(), "cut at {cut}: {error}");
                    assert!(error.offset() < cut as u64, "cut at {cut}: {error}");
                }
            }
        }
    }
}

#[test]
fn a_cut_is_told_with_its_place() {
    let file = raw(&packets());
    let (_, end) = read_in(&file[..24 + 16 + 3], 7, ReaderLimits::default());
    assert_eq!(
        end.unwrap_err().to_string(),
        "the file is cut: of the 56 bytes of the packet or block at byte 24 it has 19; \
         all before them was read"
    );
    let (_, end) = read_in(&file[..24 + 3], 7, ReaderLimits::default());
    assert_eq!(
        end.unwrap_err().to_string(),
        "the file is cut: of the 16 bytes of the packet or block at byte 24 it has 3; \
         all before them was read"
    );
}

/// Whatever a file holds, the reader ends, holds no more than it may, and says it the same in pieces.
#[test]
fn changed_files_are_read_to_an_end() {
    let cases = if tries_all() { 1_000_000 } else { 20_000 };
    let files = files();
    for seed in 0..cases {
        let random = &mut Random(seed);
        let mut file = files[random.below(files.len())].clone();
        for _ in 0..=random.below(6) {
            change(random, &mut file);
        }
        let limits = ReaderLimits::default().with_max_held(4 << 20);
        let whole = read_in(&file, file.len(), limits.clone());
        if seed % 8 == 0 {
            let piece = 1 + random.below(90);
            assert_eq!(read_in(&file, piece, limits), whole, "seed {seed}");
        }
        for event in &whole.0 {
            let never_empty = !matches!(&event.what, What::Bytes { bytes, .. } if bytes.is_empty());
            assert!(never_empty, "seed {seed}");
        }
    }
}

fn change(random: &mut Random, file: &mut Vec<u8>) {
    if file.is_empty() {
        return;
    }
    let at = random.below(file.len());
    match random.below(6) {
        0 => file[at] = random.next() as u8,
        1 => file[at] ^= 1 << random.below(8),
        2 => file.truncate(at.max(1)),
        3 => {
            let to = (at + 1 + random.below(40)).min(file.len());
            file.drain(at..to);
        }
        4 => {
            let to = (at + 1 + random.below(80)).min(file.len());
            let copy = file[at..to].to_vec();
            file.splice(at..at, copy);
        }
        _ => {
            let extreme = [0, 1, 4, 0x7F, 0x80, 0xFF][random.below(6)];
            let to = (at + 1 + random.below(4)).min(file.len());
            file[at..to].fill(extreme);
        }
    }
}

/// What is wrong is told with its place, when all before it has been told.
#[test]
fn faults_are_told_with_their_place() {
    let order = Order::Little;
    let begin = [section(order), interface(order, 101, 0, &[])].concat();
    let begin = [begin, enhanced(order, 0, 0, &packets()[0], &[])].concat();
    let at = begin.len();
    let mut trailer = block(order, 6, &[0; 40]);
    let last = trailer.len() - 4;
    trailer[last] = 99;
    let mut version = section(order);
    version[12] = 2;
    let mut byte_order = section(order);
    byte_order[8..12].copy_from_slice(&[1, 2, 3, 4]);
    for (fault, said) in [
        (
            vec![6, 0, 0, 0, 8, 0, 0, 0],
            "a block of pcapng is 8 bytes long; the least is 12",
        ),
        (
            trailer,
            "a block of pcapng is 52 bytes long at its begin and 99 at its end",
        ),
        (
            version,
            "a section of version 2 of pcapng; version 1 is read",
        ),
        (
            byte_order,
            "a section of pcapng has the byte order 01020304",
        ),
        (
            block(order, 6, &[0; 16]),
            "a packet is shorter than its header",
        ),
        (
            enhanced(order, 3, 0, &[], &[]),
            "a packet of interface 3, which is not described before it",
        ),
        (
            block(order, 6, &[[0; 12], [0xFF; 12]].concat()),
            "a packet of 4294967295 bytes is larger than the block around it",
        ),
        (
            block(order, 1, &[0; 4]),
            "an interface of less than 20 bytes",
        ),
    ] {
        let (events, end) = read_in(&[&begin[..], &fault].concat(), 11, ReaderLimits::default());
        assert_eq!(
            end.unwrap_err().to_string(),
            format!("{said}, at byte {at}")
        );
        assert_eq!(events.len(), 1, "{said}");
    }
    let (_, end) = read_in(b"PK\x03\x04 and more", 3, ReaderLimits::default());
    let expected = "neither pcapng nor pcap, at byte 0";
    assert_eq!(end.unwrap_err().to_string(), expected);
}
