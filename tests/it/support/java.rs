//! The JVM, and the compiled classes it runs.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use super::program::no_program_starting;

/// Text in and out as UTF-8 whatever the locale, under the names it goes by
/// from Java 8 to 25, and a quick start.
const OPTIONS: [&str; 9] = [
    "-Dfile.encoding=UTF-8",
    "-Dsun.stdout.encoding=UTF-8",
    "-Dsun.stderr.encoding=UTF-8",
    "-Dstdin.encoding=UTF-8",
    "-Dstdout.encoding=UTF-8",
    "-Dstderr.encoding=UTF-8",
    "-Xshare:auto",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
];

/// Returns the command that runs `class`, one of the four published ones or
/// one of our drivers, with English upper case.
pub fn java_class(class: &str) -> Command {
    java_class_with(&["-Duser.language=en", "-Duser.country=US"], class)
}

/// Returns the command that runs `class` with more JVM options.
pub fn java_class_with(options: &[&str], class: &str) -> Command {
    let path = env::join_paths([classes(), drivers()]).expect("no path of a class holds `:`");
    let mut command = java();
    command
        .args(OPTIONS)
        .args(options)
        .arg("-cp")
        .arg(path)
        .arg(class);
    command
}

/// Returns the bare `java` command: `$JAVAWIRE_JAVA`, else `$JAVA_HOME/bin/java`,
/// else `java` on the path.
///
/// # Panics
///
/// If it does not run.
pub fn java() -> Command {
    let mut command = Command::new(&found().program);
    undisturbed(&mut command);
    command
}

/// Returns the JVM's major version: 8, 11, 17 ...
pub fn java_version() -> u32 {
    found().version
}

/// Returns the directory of the four published classes, compiled.
pub fn classes() -> PathBuf {
    compiled("java-fixtures", "classes")
}

/// Returns the directory of our own drivers, compiled.
pub fn drivers() -> PathBuf {
    compiled("tests/java/drivers", "drivers")
}

/// Returns the directory of the classes of the shop, compiled.
pub fn shop() -> PathBuf {
    compiled("tests/java/shop", "shop")
}

/// Returns the jar of the same.
pub fn shop_jar() -> PathBuf {
    shop().with_extension("jar")
}

/// Returns the directory of the generator of `tests/streams`, compiled.
///
/// # Panics
///
/// If the JDK is older than Java 17, which it is written in.
pub fn generator() -> PathBuf {
    let directory = compiled("tests/java/gen", "gen");
    assert!(
        !modified(&directory, "class").is_empty(),
        "`make java` compiles the generator of streams with JDK 17 or later: \
         set JAVA_HOME to one"
    );
    directory
}

struct Java {
    program: PathBuf,
    version: u32,
}

fn found() -> &'static Java {
    static FOUND: OnceLock<Java> = OnceLock::new();
    FOUND.get_or_init(|| {
        let (program, from) = if let Some(java) = env::var_os("JAVAWIRE_JAVA") {
            (PathBuf::from(java), "named by JAVAWIRE_JAVA")
        } else if let Some(home) = env::var_os("JAVA_HOME") {
            (Path::new(&home).join("bin").join("java"), "in JAVA_HOME")
        } else {
            (PathBuf::from("java"), "on the path")
        };
        let advice = "This test needs a real JVM: install Java 8 or later, \
                      or set JAVAWIRE_JAVA to a `java` command.";
        let mut command = Command::new(&program);
        let _starting = no_program_starting();
        let output = undisturbed(command.arg("-version"))
            .output()
            .unwrap_or_else(|error| panic!("{} ({from}): {error}. {advice}", program.display()));
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let version = major_version(&text).filter(|_| output.status.success());
        let version = version.unwrap_or_else(|| {
            let program = program.display();
            panic!(
                "{program} -version ({from}): {}. {advice}\n{text}",
                output.status
            )
        });
        Java { program, version }
    })
}

/// Reads `version "1.8.0_392"` and `version "17.0.15"`.
fn major_version(text: &str) -> Option<u32> {
    let quoted = text.split('"').nth(1)?;
    let mut numbers = quoted.split(|c: char| !c.is_ascii_digit());
    match numbers.next()?.parse().ok()? {
        1 => numbers.next()?.parse().ok(),
        major => Some(major),
    }
}

/// Options of the environment would change what the programs do and print.
fn undisturbed(command: &mut Command) -> &mut Command {
    for name in [
        "JAVA_TOOL_OPTIONS",
        "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "CLASSPATH",
    ] {
        command.env_remove(name);
    }
    command
}

/// The directory under `target/java` of the classes that are made from `sources`, compiled
/// if need be.
fn compiled(sources: &str, classes: &str) -> PathBuf {
    static UP_TO_DATE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = root.join("target");
    let directory = target.join("java").join(classes);
    // A test that failed in here has said why; the next one finds out for itself.
    let mut up_to_date = UP_TO_DATE.lock().unwrap_or_else(PoisonError::into_inner);
    if !up_to_date.contains(classes) {
        fs::create_dir_all(&target).unwrap();
        // Test programs may run side by side, in one process or in several.
        let lock = File::create(target.join("java.lock")).unwrap();
        lock.lock().unwrap();
        let newest = modified(&root.join(sources), "java").into_iter().max();
        let oldest = modified(&directory, "class").into_iter().min();
        if oldest.is_none() || newest > oldest {
            make_java(root);
        }
        up_to_date.insert(classes.to_owned());
    }
    directory
}

/// When each file with this extension was modified, in `directory` and below.
fn modified(directory: &Path, extension: &str) -> Vec<SystemTime> {
    let mut times = Vec::new();
    // A directory that is not there has no files.
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            times.extend(modified(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            times.push(entry.metadata().unwrap().modified().unwrap());
        }
    }
    times
}

fn make_java(root: &Path) {
    let mut make = Command::new("make");
    make.arg("java").current_dir(root);
    // The tests themselves may run under make: its job server is not for this one.
    for name in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL"] {
        make.env_remove(name);
    }
    let _starting = no_program_starting();
    let output = make.output().unwrap_or_else(|error| {
        panic!("cannot run `make java`, which compiles the Java classes of this test: {error}")
    });
    assert!(
        output.status.success(),
        "`make java`, which compiles the Java classes of this test: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
