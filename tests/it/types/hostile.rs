//! Class files and jars that are cut off, changed, or made to do harm.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use javawire::class_file::{ClassFile, Classes};
use javawire::fuzzing;
use javawire::types::Generator;

use crate::support::java::{shop, shop_jar};
use crate::support::sample;

fn class_file(name: &str) -> Vec<u8> {
    fs::read(shop().join("com/shop").join(name)).unwrap()
}

#[test]
fn class_files_may_break_off_anywhere() {
    for name in ["Money.class", "Order.class", "Status.class"] {
        let whole = class_file(name);
        for end in 0..whole.len() {
            let cut = whole.get(..end).unwrap();
            let error = ClassFile::read(cut).unwrap_err();
            assert!(error.offset().is_some(), "{name} up to {end}: {error}");
            fuzzing::class_files(cut);
        }
        let more = [&whole[..], b"x"].concat();
        assert!(ClassFile::read(&more).is_err());
    }
}

#[test]
fn class_files_and_jars_may_be_changed_anywhere() {
    let jar = fs::read(shop_jar()).unwrap();
    let step = if jar.len() > 4_000 { 7 } else { 1 };
    for (whole, step) in [
        (class_file("Money.class"), 1),
        (class_file("Order.class"), 2),
        (jar, step),
    ] {
        for at in sample((0..whole.len()).step_by(step), 3) {
            for value in [0, 1, 0x7F, 0x80, 0xFF] {
                let mut changed = whole.clone();
                changed[at] = value;
                fuzzing::class_files(&changed);
            }
        }
    }
}

#[test]
fn a_damaged_entry_is_told_and_the_others_are_read() {
    let mut jar = fs::read(shop_jar()).unwrap();
    let whole = read(&jar);
    // The first byte of what is deflated for one class stands behind its name and extra field.
    let name = b"com/shop/Money.class";
    let at = jar
        .windows(name.len())
        .position(|part| part == name)
        .unwrap();
    jar[at + name.len() + 10] ^= 0x55;
    let damaged = read(&jar);
    assert_eq!(damaged.len() + 1, whole.len());
    let (problems, more) = damaged.problems();
    assert_eq!((problems.len(), more), (1, 0));
    assert!(
        problems[0].starts_with("shop.jar!/com/shop/Money.class: "),
        "{problems:?}"
    );
}

fn read(jar: &[u8]) -> Classes {
    let mut classes = Classes::default();
    classes.add("shop.jar", jar).unwrap();
    classes
}

/// A class file of 80 kB, whose 4,000 methods have one descriptor of 64 KiB: 256 MiB of text.
#[test]
fn what_is_referred_to_often_takes_no_memory_each_time() {
    let long = format!("({})V", "I".repeat(65_000));
    let texts = ["A", "java/lang/Object", "m", &long];
    let mut bytes = Bytes::with_pool(&texts);
    for number in [1, 5, 6, 0, 0, 4_000] {
        bytes.u2(number);
    }
    for _ in 0..4_000 {
        for number in [1, 3, 4, 0] {
            bytes.u2(number);
        }
    }
    bytes.u2(0);
    let error = ClassFile::read(&bytes.0).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no compiler writes such a class"),
        "{error}"
    );
}

/// Annotations in annotations, and types in types, as deep as a file is long.
#[test]
fn what_is_nested_deeply_takes_no_stack() {
    let mut bytes = Bytes::with_pool(&[
        "A",
        "java/lang/Object",
        "RuntimeVisibleAnnotations",
        "LX;",
        "f",
        "I",
    ]);
    let deep: Vec<u8> = [b'[', 0, 1].repeat(200_000);
    let content = [&[0, 1, 0, 4, 0, 1, 0, 5][..], &deep, b"I\0\x01"].concat();
    for number in [1, 7, 8, 0, 1, 2, 5, 6, 1, 3] {
        bytes.u2(number);
    }
    bytes
        .0
        .extend(u32::try_from(content.len()).unwrap().to_be_bytes());
    bytes.0.extend(content);
    for number in [0, 0] {
        bytes.u2(number);
    }
    let class = ClassFile::read(&bytes.0).unwrap().unwrap();
    assert_eq!(class.fields().len(), 1);
}

/// An archive of two entries in which both are the same bytes, and one whose entry is 17 MB of
/// nothing.
#[test]
fn archives_that_inflate_without_end_are_refused() {
    let class = class_file("Money.class");
    let overlapping = archive(&[("A.class", &class, 0), ("B.class", &class, 0)]);
    let mut classes = Classes::default();
    assert_eq!(classes.add("a.jar", &overlapping).unwrap(), 1);
    assert_eq!(
        classes.problems().0,
        ["a.jar!/B.class: it overlaps another entry: the archive is meant to do harm"]
    );
    let bomb = archive(&[("A.class", &vec![0; 17 << 20], 0)]);
    assert!(bomb.len() < 100_000);
    let allocated = allocation_counter::measure(|| {
        let mut classes = Classes::default();
        assert_eq!(classes.add("a.jar", &bomb).unwrap(), 0);
        assert_eq!(
            classes.problems().0,
            ["a.jar!/A.class: it has 17825792 bytes, more than 16777216"]
        );
    });
    assert!(allocated.bytes_max < 200_000, "{allocated:?}");
}

/// Entries, each at its place in the archive; those that come later are not written where one is
/// there already.
fn archive(entries: &[(&str, &[u8], u32)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content, at) in entries {
        let mut deflater = DeflateEncoder::new(Vec::new(), Compression::default());
        deflater.write_all(content).unwrap();
        let deflated = deflater.finish().unwrap();
        let mut checksum = flate2::Crc::new();
        checksum.update(content);
        let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        for number in [
            checksum.sum(),
            deflated.len().try_into().unwrap(),
            content.len().try_into().unwrap(),
            name.len().try_into().unwrap(),
        ] {
            common.extend(u32::to_le_bytes(number));
        }
        if bytes.len() <= *at as usize {
            bytes.extend(b"PK\x03\x04");
            bytes.extend(&common);
            bytes.extend(name.as_bytes());
            bytes.extend(deflated);
        }
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (bytes.len() as u32, directory.len() as u32);
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries.len()).unwrap();
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

struct Bytes(Vec<u8>);

impl Bytes {
    /// A class file up to its constant pool: the texts, then the first two as classes.
    fn with_pool(texts: &[&str]) -> Self {
        let mut bytes = Bytes(b"\xCA\xFE\xBA\xBE\0\0\0\x3D".to_vec());
        bytes.u2(texts.len() + 3);
        for text in texts {
            bytes.0.push(1);
            bytes.u2(text.len());
            bytes.0.extend(text.as_bytes());
        }
        for name in [1, 2] {
            bytes.0.push(7);
            bytes.u2(name);
        }
        bytes
    }

    fn u2(&mut self, number: usize) {
        self.0.extend(u16::try_from(number).unwrap().to_be_bytes());
    }
}

/// A class whose name would end a comment, and go on as code.
#[test]
fn names_stay_names_in_what_is_generated() {
    let money = class_file("Money.class");
    let name = b"com/shop/Money";
    let at = money
        .windows(name.len())
        .position(|part| part == name)
        .unwrap();
    for evil in [
        &b"a\nfn evil() {}"[..],
        b"*/ \"; } fn x{}",
        b"com/shop\rMone\\",
        "a\u{202E}bcdefghijk".as_bytes(),
    ] {
        let mut changed = money.clone();
        changed[at..at + evil.len()].copy_from_slice(evil);
        let mut classes = Classes::default();
        classes.add("Money.class", &changed).unwrap();
        let name = classes.iter().next().unwrap().name().to_owned();
        let generator = Generator::new(classes).with_class(name);
        let text = generator.text().unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code: String = code.collect();
        assert!(
            !code.replace("\"a\\nfn evil() {}\"", "").contains("evil()"),
            "{text}"
        );
        assert!(
            text.chars()
                .all(|letter| letter == '\n' || !letter.is_control())
        );
        assert_eq!(generator.differences(&text).unwrap(), [""; 0]);
    }
}
