//! What the parser knows of the JDK's classes without being told, beside those of a JVM.

use std::collections::BTreeSet;

use javawire::Graph;

use crate::support::java::{java_class, java_version};
use crate::support::program::Program;

/// Packages that not every JDK from 11 on has, and the first that does.
const SOMETIMES: [(&str, u32); 2] = [("javax.naming.ldap.spi", 12), ("javax.sound", 25)];

/// One whose module is not in every runtime.
const SOMEWHERE: &str = "javax.smartcardio";

#[test]
#[ignore = "takes long: make test-all"]
fn the_classes_of_the_jdk_are_known_by_name() {
    if java_version() < 11 {
        return;
    }
    let mut packages = BTreeSet::new();
    let (mut with_fields, mut without) = (0, 0);
    for line in Program::start("JdkClasses", java_class("drivers.JdkClasses")).succeed() {
        let Some((what, name)) = line.split_once(' ') else {
            continue;
        };
        match what {
            "package" => {
                assert_eq!(known(&format!("{name}.Any")), Some(true), "{name}");
                packages.insert(name.to_owned());
            }
            "fields" => {
                let is_public = name.starts_with("java.") || name.starts_with("javax.");
                let expected = is_public.then_some(true);
                assert_eq!(known(name), expected, "{name}");
                with_fields += 1;
            }
            "none" => {
                assert_eq!(known(name), Some(false), "{name}");
                without += 1;
            }
            _ => {}
        }
    }
    assert!(with_fields > 150, "only {with_fields} write their fields");
    assert!(without > 0);
    for listed in listed() {
        let since = SOMETIMES.iter().find(|(name, _)| *name == listed);
        let is_here = since.is_none_or(|(_, since)| java_version() >= *since);
        if listed != SOMEWHERE {
            assert_eq!(packages.contains(&listed), is_here, "{listed}");
        }
    }
}

/// Whether a class is known to write its fields, or not to; `None` where its bytes decide.
fn known(class: &str) -> Option<bool> {
    // A boolean, and in its place what could be an empty block as well. Then a byte, and in its
    // place what could be the end of the annotation, or a value with its end behind.
    match (
        read(class, b'Z', b"\x77\0\x78"),
        read(class, b'B', b"\x78\x78"),
    ) {
        (false, true) => Some(true),
        (true, false) => Some(false),
        (true, true) => None,
        (false, false) => panic!("{class}"),
    }
}

/// Whether one object of a class with a `writeObject` and a field is all that is read.
fn read(class: &str, field: u8, data: &[u8]) -> bool {
    let mut stream = b"\xAC\xED\0\x05sr".to_vec();
    stream.extend(u16::try_from(class.len()).unwrap().to_be_bytes());
    stream.extend(class.bytes());
    stream.extend(b"\0\0\0\0\0\0\0\x01\x03\0\x01");
    stream.push(field);
    stream.extend(b"\0\x01fxp");
    stream.extend(data);
    Graph::read(&stream).is_ok()
}

/// The packages of the parser's table.
fn listed() -> Vec<String> {
    let source = include_str!("../../../src/parser/jdk_classes.rs");
    let table = source.split("const JAVAX").nth(1).unwrap();
    let lines = table
        .lines()
        .filter_map(|line| line.trim().strip_prefix("b\""));
    let names = lines.filter_map(|line| line.split('"').next());
    names.map(|name| format!("javax.{name}")).collect()
}
