//! Generated types, compiled into a program that reads a capture as them and writes it back.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::support::program::Program;

/// How long a compilation may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// What stands before the modules.
const HEAD: &str = r#"#![allow(warnings)]

use std::io::Write;
use std::sync::Arc;

use javawire::typed::{to_vec, ReadJava, WriteJava};
use javawire::{ObjectInputStream, ObjectOutputStream};

// Each object as a stream of its own, with its length before it.
fn each<T: ReadJava + WriteJava>(path: &str) {
    let bytes = std::fs::read(format!("{path}.ser")).unwrap();
    let mut out = std::fs::File::create(format!("{path}.out")).unwrap();
    let mut input = ObjectInputStream::new(&bytes[..]).unwrap();
    loop {
        let written = input.receive::<T>().and_then(|it| it.map(|it| to_vec(&it)).transpose());
        match written {
            Ok(None) => return,
            Ok(Some(bytes)) => {
                out.write_all(&u32::try_from(bytes.len()).unwrap().to_be_bytes()).unwrap();
                out.write_all(&bytes).unwrap();
            }
            Err(error) => return println!("{path}: {error}"),
        }
    }
}

// All of them as one stream.
fn again<T: ReadJava + WriteJava>(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = ObjectInputStream::new(bytes).unwrap();
    let mut output = ObjectOutputStream::new(Vec::new()).unwrap();
    loop {
        let sent = input.receive::<T>().and_then(|it| it.map(|it| output.send(&it)).transpose());
        match sent {
            Ok(None) => break,
            Ok(Some(())) => {}
            Err(error) => {
                println!("{path}: {error}");
                return None;
            }
        }
    }
    let written = output.into_inner().unwrap();
    if written != bytes {
        println!("{path}: other bytes");
    }
    Some(written)
}

// As one stream, which is kept.
fn back<T: ReadJava + WriteJava>(path: &str) {
    let bytes = std::fs::read(format!("{path}.ser")).unwrap();
    if let Some(written) = again::<T>(path, &bytes) {
        std::fs::write(format!("{path}.out"), written).unwrap();
    }
}

fn whole<T: ReadJava + WriteJava>(path: &str, original: &str) {
    again::<T>(path, &std::fs::read(original).unwrap());
}
"#;

/// A module, and what is done with its types.
pub struct Module {
    pub name: String,
    /// The text of the module.
    pub text: String,
    pub call: String,
}

/// Compiles these modules in a directory, which is theirs alone, and runs them there. Returns
/// what they say.
pub fn run(directory: &Path, modules: &[Module]) -> Vec<String> {
    let mut text = HEAD.to_owned();
    let mut calls = String::new();
    for module in modules {
        let Module { name, call, .. } = module;
        fs::write(directory.join(format!("{name}.rs")), &module.text).unwrap();
        writeln!(text, "mod {name};").unwrap();
        writeln!(calls, "    {call};").unwrap();
    }
    write!(text, "\nfn main() {{\n{calls}}}\n").unwrap();
    let source = directory.join("generated.rs");
    fs::write(&source, text).unwrap();
    let program = directory.join("generated");
    let library = library();
    let mut rustc = Command::new(rustc());
    rustc
        .args([
            "--edition",
            "2024",
            "-C",
            "debuginfo=0",
            // Two compilers run at a time, on machines of two cores.
            "-C",
            "codegen-units=2",
            "--cap-lints",
            "allow",
        ])
        .arg("--extern")
        .arg(format!("javawire={}", library.display()))
        .arg("-L")
        .arg(format!(
            "dependency={}",
            library.parent().unwrap().display()
        ))
        .arg("-o")
        .args([&program, &source]);
    let mut compiled = Program::start("rustc", rustc);
    compiled.wait_exit(PATIENCE);
    compiled.succeed();
    let mut command = Command::new(&program);
    command.current_dir(directory);
    Program::start("generated", command).succeed()
}

/// What clippy says of a library, by its default lints.
pub fn clippy(directory: &Path, file: &Path) -> Vec<String> {
    let library = library();
    let mut clippy = Command::new(beside_cargo("clippy-driver"));
    clippy
        .args(["--edition", "2024", "--crate-type", "lib", "-D", "warnings"])
        .args(["--emit", "metadata", "--out-dir"])
        .arg(directory)
        .arg("--extern")
        .arg(format!("javawire={}", library.display()))
        .arg("-L")
        .arg(format!(
            "dependency={}",
            library.parent().unwrap().display()
        ))
        .arg(file);
    let mut run = Program::start("clippy-driver", clippy);
    run.wait_exit(PATIENCE);
    run.end().stderr
}

/// The compiler that belongs to the cargo that runs the tests.
fn rustc() -> PathBuf {
    beside_cargo("rustc")
}

fn beside_cargo(program: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").map(PathBuf::from);
    let beside = cargo
        .map(|cargo| cargo.with_file_name(format!("{program}{}", std::env::consts::EXE_SUFFIX)));
    beside
        .filter(|path| path.exists())
        .unwrap_or_else(|| program.into())
}

/// The library that was built last, which is that of these tests.
fn library() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = fs::read_dir(tests.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let libraries = built.filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("libjavawire-") && name.ends_with(".rlib")
    });
    libraries
        .max_by_key(|path| fs::metadata(path).unwrap().modified().unwrap())
        .expect("the tests are linked with the library")
}
