//! Every serializable class of the JDK, from its jmods, against what the JVM says of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use javawire::class_file::{Classes, JavaType, Listed, Suid};

use crate::support::java::{java_class, java_version};
use crate::support::program::Program;
use crate::support::tries_all;

/// As the JVM describes it.
struct Described {
    suid: i64,
    /// `name:descriptor`
    fields: Vec<String>,
}

#[test]
fn the_classes_of_the_jdk_are_as_the_jvm_has_them() {
    if java_version() < 9 {
        eprintln!("types::jdk needs a JDK with jmods: not tested on Java 8");
        return;
    }
    let modules: &[&str] = match tries_all() {
        true => &[],
        false => &["java.base", "java.sql", "java.management"],
    };
    let mut command = java_class("drivers.ClassFiles");
    command.args(modules);
    let lines = Program::start("ClassFiles", command).succeed();
    assert_eq!(lines.last().unwrap(), "end");
    let home = lines[0].strip_prefix("home ").unwrap();
    let jmods = Path::new(home).join("jmods");
    if !jmods.is_dir() {
        eprintln!("types::jdk needs a JDK with jmods, and {home} has none: not tested");
        return;
    }
    let classes = read(&jmods, modules);
    let described = described(&lines);
    let least = if tries_all() { 3_000 } else { 800 };
    assert!(described.len() > least, "only {}", described.len());
    let mut wrong = Vec::new();
    let mut flagged = 0;
    for (name, jvm) in &described {
        let Some(class) = classes.get(name) else {
            wrong.push(format!("{name} is missing"));
            continue;
        };
        if !classes.nature(name).is_serializable {
            wrong.push(format!("{name} is serializable"));
        }
        match classes.suid(class) {
            Suid::NotConstant => flagged += 1,
            suid if suid.value() == Some(jvm.suid) => {}
            suid => wrong.push(format!("{name}: {suid}, in Java {}", jvm.suid)),
        }
        let nature = classes.nature(name);
        let has_fields = !nature.is_enum && !nature.is_externalizable;
        let ours: Vec<String> = class
            .fields()
            .iter()
            .filter(|_| has_fields)
            .map(|field| format!("{}:{}", field.name(), field.erased()))
            .collect();
        if ours != jvm.fields && class.listed() != Listed::Unknown {
            wrong.push(format!("{name}: {ours:?}, in Java {:?}", jvm.fields));
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    // Of JDK 17, 20 of 3,719.
    assert!(flagged < 40, "{flagged} are no constants");
}

fn read(jmods: &Path, modules: &[&str]) -> Classes {
    let mut paths: Vec<PathBuf> = match modules {
        [] => fs::read_dir(jmods)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect(),
        _ => modules
            .iter()
            .map(|module| jmods.join(format!("{module}.jmod")))
            .collect(),
    };
    paths.sort();
    let mut classes = Classes::default();
    for path in paths {
        classes
            .add(&path.display().to_string(), &fs::read(&path).unwrap())
            .unwrap();
    }
    assert_eq!(classes.problems(), (&[][..], 0));
    classes
}

fn described(lines: &[String]) -> BTreeMap<String, Described> {
    let lines = lines.iter().filter_map(|line| line.strip_prefix("class "));
    lines
        .map(|line| {
            let mut words = line.split(' ');
            let name = words.next().unwrap().to_owned();
            let suid = words.next().unwrap().parse().unwrap();
            let fields = words.map(|field| {
                let (name, descriptor) = field.split_once(':').unwrap();
                format!("{name}:{}", JavaType::of_descriptor(descriptor).unwrap())
            });
            let fields = fields.collect();
            (name, Described { suid, fields })
        })
        .collect()
}
