//! Types for classes that refer to each other, put things in orders of their own, extend each other:
//! what they read is what Java gets back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use javawire::Graph;
use javawire::class_file::Classes;
use javawire::types::Generator;

use crate::support::java::{drivers, java_class};
use crate::support::program::Program;
use crate::typed::compiled::{self, Module};

/// The classes of the model.
pub fn classes() -> Classes {
    let mut classes = Classes::default();
    for entry in fs::read_dir(drivers()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.starts_with("TypesModel") && name.ends_with(".class") {
            classes.add(&name, &fs::read(&path).unwrap()).unwrap();
        }
    }
    classes
}

/// A new directory with the samples in it.
pub fn samples(test: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    model("write", &directory);
    directory
}

fn model(verb: &str, directory: &Path) -> Vec<String> {
    let mut command = java_class("TypesModel");
    command.arg(verb).arg(directory);
    Program::start("TypesModel", command).succeed()
}

/// The types for a class, with a sample or without one.
pub fn text(class: &str, sample: Option<&Path>) -> String {
    let mut generator = Generator::new(classes());
    if !class.is_empty() {
        generator = generator.with_class(format!("TypesModel${class}"));
    }
    if let Some(path) = sample {
        let graph = Graph::read(&fs::read(path).unwrap()).unwrap();
        generator = generator.with_sample(&graph);
    }
    generator.text().unwrap()
}

/// A sample, the class of its root, what is received, and whether types without a sample do.
const CASES: [(&str, &str, &str, bool); 11] = [
    ("dept", "Dept", "Arc<TypesModelDept>", true),
    ("emp", "Emp", "Arc<TypesModelEmp>", true),
    ("tree", "Tree", "Arc<TypesModelTree>", true),
    ("branch", "Tree", "Arc<TypesModelTree>", true),
    ("sorted", "Sorted", "TypesModelSorted", false),
    ("derived", "Holder", "TypesModelHolder", true),
    ("base", "Holder", "TypesModelHolder", true),
    ("events", "Event", "TypesModelEvent", true),
    ("jdk", "Jdk", "TypesModelJdk", true),
    ("batch", "Batch", "TypesModelBatch", false),
    ("answers", "", "Option<Message>", false),
];

#[test]
fn java_gets_back_what_it_wrote() {
    let directory = samples("types-model");
    let mut modules = Vec::new();
    let mut expected = BTreeSet::new();
    for (sample, class, root, is_known) in CASES {
        let path = directory.join(format!("{sample}.ser"));
        let with = text(class, Some(&path));
        let mut add = |name: String, text: String| {
            let received = root
                .replace("TypesModel", &format!("{name}::TypesModel"))
                .replace("Message", &format!("{name}::Message"));
            modules.push(Module {
                call: format!("back::<{received}>({sample:?})"),
                text,
                name,
            });
        };
        add(format!("with_{sample}"), with);
        if is_known {
            add(format!("without_{sample}"), text(class, None));
        }
        expected.insert(format!("read {sample}"));
    }
    let said = compiled::run(&directory, &modules);
    // Texts that are one object in Java, where no sample tells that they are; the serialVersionUID
    // of an array of a class that is not public, which no JVM compares.
    let others: BTreeSet<&str> = said.iter().map(String::as_str).collect();
    assert_eq!(
        others,
        BTreeSet::from([
            "answers: other bytes",
            "base: other bytes",
            "batch: other bytes",
            "derived: other bytes",
            "events: other bytes",
            "jdk: other bytes",
        ])
    );
    let read: BTreeSet<String> = model("read", &directory).into_iter().collect();
    assert_eq!(read, expected);
    // What a sample of one object shows does for others.
    let one = text("Holder", Some(&directory.join("derived.ser")));
    let module = Module {
        call: "back::<m::TypesModelHolder>(\"base\")".to_owned(),
        text: one,
        name: "m".to_owned(),
    };
    assert_eq!(compiled::run(&directory, &[module]), ["base: other bytes"]);
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn what_a_file_cannot_keep_is_said_in_it() {
    let directory = samples("types-model-said");
    let path = |name: &str| directory.join(format!("{name}.ser"));
    for (class, sample, lines) in [
        (
            "Emp",
            None,
            &[
                "pub dept: Link<TypesModelDept>,",
                "receive and send it as an `Arc<TypesModelEmp>`",
            ][..],
        ),
        (
            "Tree",
            Some("tree"),
            &[
                "/// What it holds may lead back to it: receive and send it as an `Arc<TypesModelTree>`.",
                "pub parent: Back<TypesModelTree>,",
                "pub kids: Vec<Arc<TypesModelTree>>,",
            ],
        ),
        (
            "Sorted",
            Some("sorted"),
            &[
                "pub down: Compared<Vec<i32>>,",
                "pub names: Compared<Vec<(String, i64)>>,",
                "pub one: Option<Arc<Vec<i32>>>,",
                "pub alias: Arc<Vec<String>>,",
            ],
        ),
        (
            "Sorted",
            None,
            &[
                "/// One with a comparator is refused: where there is one, it is a `Compared` of a `Vec`.",
            ],
        ),
        (
            "Holder",
            Some("derived"),
            &[
                "pub base: Option<TypesModelAnyBase>,",
                "Base(TypesModelBase),",
                "Derived(TypesModelDerived),",
                "Saturday = \"SATURDAY\"",
                "pub code: i32,",
                "pub cause: Cause,",
            ],
        ),
        ("Event", None, &["pub enum TypesModelEvent {"]),
        ("", Some("events"), &["pub enum Message {"]),
        (
            "Batch",
            None,
            &[
                "pub one: Option<TypesModelEvent>,",
                "pub many: Option<Vec<TypesModelEvent>>,",
                "pub list: Vec<TypesModelEvent>,",
            ],
        ),
        (
            "",
            Some("answers"),
            &[
                "`receive::<Option<Message>>()`, for null",
                "    String(String),",
                "    Throwable(Throwable),",
                "    Integer(i32),",
                "    List(Vec<",
                "    Map(",
            ],
        ),
    ] {
        let text = text(class, sample.map(path).as_deref());
        for line in lines {
            assert!(text.contains(line), "{class} of {sample:?}: {line}\n{text}");
        }
    }
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn clippy_and_rustfmt_find_nothing() {
    let directory = samples("types-model-clippy");
    let mut modules = BTreeSet::new();
    for (sample, class, ..) in CASES {
        for (name, text) in [
            (
                sample.to_owned(),
                text(class, Some(&directory.join(format!("{sample}.ser")))),
            ),
            (
                format!("no_{sample}"),
                text(if class.is_empty() { "Event" } else { class }, None),
            ),
        ] {
            fs::write(directory.join(format!("{name}.rs")), text).unwrap();
            modules.insert(format!("pub mod {name};\n"));
        }
    }
    let file = directory.join("lib.rs");
    let modules: String = modules.into_iter().collect();
    fs::write(&file, modules).unwrap();
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--check"]).arg(&file);
    Program::start("rustfmt", rustfmt).succeed();
    assert_eq!(compiled::clippy(&directory, &file), [""; 0]);
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn drift_of_an_enum_of_classes_is_found() {
    let generator = Generator::new(classes()).with_class("TypesModel$Event");
    let text = generator.text().unwrap();
    assert_eq!(generator.differences(&text).unwrap(), [""; 0]);
    // Whom it was made for is not said.
    let unasked = Generator::new(classes());
    assert_eq!(unasked.differences(&text).unwrap(), [""; 0]);
    let (before, table) = text.split_once("one_of! {").unwrap();
    for (table, line) in [
        (
            table.replacen(", TypesModelLogout", "", 1),
            "TypesModelEvent: the variant TypesModelLogout, TypesModel$Logout, is missing in the enum",
        ),
        (
            table.replacen("TypesModelLogout", "TypesModelLogout, TypesModelPing", 1),
            "TypesModelEvent: no class of the inputs is its variant TypesModelPing",
        ),
    ] {
        let changed = format!("{before}one_of! {{{table}");
        assert_eq!(generator.differences(&changed).unwrap(), [line]);
        assert_eq!(unasked.differences(&changed).unwrap(), [line]);
    }
}

/// What samples showed of the JDK's own classes is no drift where only the jar is there.
#[test]
fn what_is_of_the_jdk_is_no_drift() {
    let directory = samples("types-model-fresh");
    for (sample, class, ..) in CASES {
        let text = text(class, Some(&directory.join(format!("{sample}.ser"))));
        let generator = Generator::new(classes());
        assert_eq!(generator.differences(&text).unwrap(), [""; 0], "{sample}");
    }
    fs::remove_dir_all(directory).unwrap();
}
