//! Where things may be named. Pure protocol code does no I/O and knows no
//! sockets, files, threads or clocks, so that any driver can use it; the joints
//! to the world are listed here, each with what it may name. Imports point one way.

mod scanner;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scanner::{macros, paths};

use crate::support::sample;

/// Parts of the standard library that reach out of the program.
const OUTSIDE: [&str; 8] = ["io", "net", "fs", "thread", "time", "process", "env", "os"];

/// Macros that write to the outside.
const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

/// The joints: files, or directories with a slash, and what they may name of
/// the outside and of other crates. Every other file may name nothing of it.
const JOINTS: [(&str, &[&str]); 52] = [
    // It may hold an `io::Error`, and is checked for no more than that.
    ("error/kind.rs", &["std::io"]),
    ("error/of_io.rs", &["std::io"]),
    ("data.rs", &["std::io", "byteorder"]),
    ("stream/reader.rs", &["std::io"]),
    ("stream/object_input.rs", &["std::io", "jaded"]),
    ("stream/writer.rs", &["std::io"]),
    ("stream/aio.rs", &["tokio::io", "jaded"]),
    ("stream/aio/", &["std::io", "tokio::io"]),
    // Typed reading in jaded's terms, over objects that have been checked.
    ("from_java/", &["jaded"]),
    ("lib.rs", &["jaded"]),
    ("class/suid.rs", &["bitflags", "sha1"]),
    // Archives and what is compressed in them, all in memory.
    ("class_file/archive.rs", &["flate2", "rawzip"]),
    ("class_file/inflate.rs", &["flate2"]),
    ("fuzzing/forms.rs", &["std::io", "data_encoding", "flate2"]),
    // What is compressed, by `Write`s into memory.
    ("inspect/capture/inflate.rs", &["std::io", "flate2"]),
    ("inspect/capture/base64.rs", &["data_encoding"]),
    ("inspect/json/", &["data_encoding", "serde_json"]),
    // A `Write` into memory, so that `DataOutput` works on it.
    ("graph/contents.rs", &["std::io"]),
    ("graph/", &["smallvec"]),
    ("text/utf8.rs", &["simdutf8"]),
    // Traits without I/O.
    ("typed/deserialize/", &["serde_core"]),
    ("typed/input.rs", &["smallvec"]),
    ("typed/object_in.rs", &["smallvec"]),
    // Java's dates as the standard library's times; no clock is read.
    ("typed/values.rs", &["std::time"]),
    ("jdk/numbers.rs", &["num_bigint"]),
    // Java's times as the standard library's; no clock is read.
    ("jdk/time.rs", &["std::time"]),
    // `Scanner` over a `BufRead`; the decoder beneath it is pure.
    ("java_text/next_line.rs", &["std::io"]),
    // The locale of a JVM is that of its environment.
    ("java_text/locale.rs", &["std::env", "std::process"]),
    ("java_text/upper_case.rs", &["unicode_ccc"]),
    // How addresses are written; there is no socket.
    ("inspect/plain/texts.rs", &["core::net"]),
    // How wide a character is on a terminal.
    ("inspect/dump/wrap.rs", &["unicode_width"]),
    // What colours look like to it.
    ("inspect/dump/layout.rs", &["anstyle"]),
    // Numbers in decimal digits.
    ("inspect/dump/item.rs", &["itoa"]),
    ("inspect/dump/line.rs", &["itoa"]),
    ("inspect/dump/value.rs", &["itoa"]),
    // What a rule matches.
    ("compare/rules.rs", &["regex_lite"]),
    // Rows beside each other.
    ("compare/lists.rs", &["similar"]),
    ("conversation/objects.rs", &["jaded"]),
    // Moments as the standard library's; no clock is read.
    ("conversation/stamp.rs", &["std::time"]),
    // Files of packets in memory, and how addresses are written; there is no socket.
    (
        "record/",
        &["core::net", "byteorder", "etherparse", "pcap_file"],
    ),
    // Recordings, in files that nobody else may read.
    (
        "net/relay/recorder/",
        &["std::fs", "std::io", "std::os", "std::time", "tracing"],
    ),
    (
        "net/",
        &[
            "std::io",
            "std::net",
            "std::thread",
            "std::time",
            "mio",
            "ppp",
            "socket2",
            "tokio",
            "tracing",
        ],
    ),
    // Its arguments, once more, for who misused them.
    (
        "cli/mod.rs",
        &["std::env", "std::process", "std::time", "clap"],
    ),
    // JSON of the lines for programs.
    (
        "cli/diagnostics/mod.rs",
        &[
            "std::io",
            "std::time",
            "anyhow",
            "clap",
            "serde_json",
            "tracing",
            "tracing_subscriber",
        ],
    ),
    // Whether a text is JSON.
    ("cli/input/text.rs", &["serde_json"]),
    // Whether it is JSON of another kind.
    (
        "cli/encode.rs",
        &["std::fs", "std::io", "anyhow", "clap", "serde_json"],
    ),
    // Files of rules.
    ("cli/compare/noise.rs", &["std::fs", "anyhow", "toml"]),
    // Reports as JSON.
    (
        "cli/compare/report.rs",
        &["std::fs", "anyhow", "serde_json"],
    ),
    // What LISTEN_FDS says.
    (
        "cli/listening.rs",
        &[
            "std::env",
            "std::io",
            "std::net",
            "std::thread",
            "anyhow",
            "clap",
            "listenfd",
            "tracing",
        ],
    ),
    (
        "cli/tap/leading.rs",
        &["std::env", "std::net", "anyhow", "clap"],
    ),
    (
        "cli/",
        &[
            "std::fs",
            "std::io",
            "std::net",
            "std::thread",
            "std::time",
            "anstream",
            "anstyle",
            "anyhow",
            "clap",
            "clap_complete",
            "clap_mangen",
            "gethostname",
            "indicatif",
            "http_body_util",
            "hyper",
            "hyper_util",
            "prometheus_client",
            "rlimit",
            "terminal_size",
            "tokio",
            "tracing",
            "tracing_subscriber",
            "unicode_width",
        ],
    ),
    ("main.rs", &["std::process"]),
];

/// The modules of the crate, each behind all that it may import.
const ORDER: [&str; 25] = [
    "codes",
    "limits",
    "text",
    "error",
    "wire",
    "data",
    "event",
    "class",
    "class_file",
    "filter",
    "parser",
    "graph",
    "jdk",
    "from_java",
    "typed",
    "stream",
    "inspect",
    "types",
    "java_text",
    "conversation",
    "compare",
    "swap",
    "record",
    "fuzzing",
    "net",
];

/// Modules of the binary, which sees the library from outside.
const BINARY: [&str; 2] = ["cli", "main"];

#[test]
fn pure_code_names_nothing_of_the_outside() {
    let dependencies = dependencies();
    let findings: Vec<String> = sources()
        .iter()
        .flat_map(|(file, source)| outside(file, source, &dependencies))
        .collect();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn imports_point_one_way() {
    let sources = sources();
    let exports = exports(&sources["lib.rs"]);
    let findings: Vec<String> = sources
        .iter()
        .flat_map(|(file, source)| backwards(file, source, &exports))
        .collect();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// Objects of the JDK are made as anybody makes objects of classes of their own.
#[test]
fn jdk_calls_what_everybody_can_call_of_the_graph() {
    let sources = sources();
    let of = |room: &'static str| sources.iter().filter(move |(file, _)| is_of(file, room));
    let within: BTreeSet<&str> = of("graph/")
        .flat_map(|(_, source)| source.split("pub(crate) fn ").skip(1))
        .filter_map(|rest| rest.split(['(', '<']).next())
        .filter(|name| {
            let public = format!("pub fn {name}(");
            !of("graph/").any(|(_, source)| source.contains(&public))
        })
        .collect();
    assert!(within.contains("take_object"), "{within:?}");
    for (file, source) in of("jdk/") {
        for name in &within {
            let call = format!(".{name}(");
            assert!(!source.contains(&call), "src/{file}: {call}");
        }
        let named = paths(source).into_iter().map(|path| path.join("::"));
        let inner: Vec<String> = named
            .filter(|path| path.starts_with("crate::graph::"))
            .filter(|path| path.matches("::").count() > 2)
            .collect();
        assert!(inner.is_empty(), "src/{file}: {inner:?}");
    }
}

/// No file is allowed what it does not need.
#[test]
fn joints_need_all_that_they_may_name() {
    let (sources, dependencies) = (sources(), dependencies());
    let mut unneeded = Vec::new();
    for (joint, allowed) in JOINTS {
        let files: Vec<_> = sources
            .iter()
            .filter(|(file, _)| is_of(file, joint))
            .collect();
        if files.is_empty() {
            continue;
        }
        let named: BTreeSet<String> = files
            .into_iter()
            .flat_map(|(_, source)| named_outside(source, &dependencies))
            .map(|path| path.join("::"))
            .collect();
        for allowed in allowed {
            let is_needed = |path: &String| begins(path, allowed);
            if !named.iter().any(is_needed) {
                unneeded.push(format!("JOINTS: {joint} does not name {allowed}"));
            }
        }
    }
    assert!(unneeded.is_empty(), "{unneeded:#?}");
}

#[test]
fn error_holds_an_io_error_and_no_more() {
    let sources = sources();
    let named = paths(&sources["error/kind.rs"]);
    let of_io = named.iter().filter(|path| path[0] == "io");
    let of_io: BTreeSet<String> = of_io.map(|path| path.join("::")).collect();
    assert_eq!(of_io, BTreeSet::from(["io::Error".to_owned()]));
}

/// Each pure file, with a line of I/O added, is found out.
#[test]
fn added_io_is_found_in_every_pure_file() {
    let dependencies = dependencies();
    let additions = [
        "use std::io;",
        "use std::{fmt, io::{self, Read}};",
        "use ::std::net::TcpStream;",
        "use std as s;",
        "use std::*;",
        "use core::time::Duration;",
        "extern crate std as s;",
        "use tokio::net::TcpStream;",
        "use tokio as runtime;",
        "use byteorder::ReadBytesExt;",
        "fn f() { let _ = std::fs::read(\"\"); }",
        "fn f() { std :: thread /* */ :: sleep(d) }",
        "fn f(now: std::time::Instant) {}",
        "fn f() { println!(\"\"); }",
        "fn f() { dbg!(1); }",
    ];
    let sources = sources();
    let pure: Vec<_> = sources
        .iter()
        .filter(|(file, _)| !JOINTS.iter().any(|(joint, _)| is_of(file, joint)))
        .collect();
    assert!(pure.len() > 20, "{}", pure.len());
    for (file, source) in pure {
        for addition in sample(additions, 5) {
            let source = format!("{source}\n{addition}\n");
            let found = outside(file, &source, &dependencies);
            assert!(!found.is_empty(), "{file} with {addition}");
        }
    }
}

#[test]
fn added_imports_against_the_order_are_found() {
    let sources = sources();
    let exports = exports(&sources["lib.rs"]);
    let additions = [
        ("parser/token.rs", "use crate::stream::EventReader;"),
        ("parser/token.rs", "use super::super::net;"),
        ("parser/mod.rs", "use super::graph::Graph;"),
        ("parser/mod.rs", "use crate::ObjectInputStream;"),
        ("parser/mod.rs", "fn f(g: crate::Graph) {}"),
        ("parser/mod.rs", "use crate::{codes, swap::{self, phrase}};"),
        ("event.rs", "use crate::parser;"),
        ("swap/phrase.rs", "use crate::net::Server;"),
        ("swap/mod.rs", "use super::net::Server;"),
        ("graph/mod.rs", "use self::super::assembler::Assembler;"),
        ("codes.rs", "use crate::brand_new::Thing;"),
    ];
    for (file, addition) in additions {
        let source = format!("{}\n{addition}\n", sources[file]);
        let found = backwards(file, &source, &exports);
        assert!(!found.is_empty(), "{file} with {addition}");
    }
    let found = backwards("brand_new.rs", "", &exports);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn scanner_sees_code_alone() {
    let source = r####"
        //! std::io in a comment
        /* std::io /* and */ std::io */
        use std::{fmt, io::{self, Read as _, Write}, net::*};
        use ::alloc::vec as v;
        pub(crate) use self::token::{Step, Token};
        const A: &str = "std::io \" std::io";
        const B: &[u8] = br#"std::io " std::io"#;
        const C: [char; 3] = ['"', '\'', '\u{22}'];
        fn f<'a>(a: &'a crate::event::Event<'a>) -> std :: fmt::Result {
            let r#type = <Vec<u8>>::new();
            Vec::<u8>::with_capacity(std::mem::size_of::<u8>());
            println!("{}", std::process::id());
            x.y.await
        }
        #[cfg(test)]
        #[allow(std::tool)]
        mod tests {
            use std::io;
            fn g() { eprintln!("}"); }
        }
        #[cfg(test)]
        use std::fs;
        #[cfg(not(test))]
        use std::env;
    "####;
    let found: Vec<String> = paths(source).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "std::fmt",
            "std::io",
            "std::io::Read",
            "std::io::Write",
            "std::net::*",
            "alloc::vec",
            "self::token::Step",
            "self::token::Token",
            "crate::event::Event",
            "std::fmt::Result",
            "std::mem::size_of",
            "std::process::id",
            "std::env",
        ]
    );
    assert_eq!(macros(source), ["println"]);
}

/// A scanner that sees nothing would find nothing wrong.
#[test]
fn scanner_sees_the_joints() {
    let sources = sources();
    let dependencies = dependencies();
    for (file, path) in [
        ("stream/reader.rs", "std::io::Read"),
        ("stream/writer.rs", "std::io::Write"),
        ("net/server/listener.rs", "tokio::net::TcpListener"),
        ("cli/mod.rs", "clap::Parser"),
        ("java_text/locale.rs", "std::process::Command"),
    ] {
        let found = named_outside(&sources[file], &dependencies);
        let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
        assert!(found.iter().any(|found| found == path), "{file}: {found:?}");
    }
}

/// What a file names of the outside that it may not.
fn outside(file: &str, source: &str, dependencies: &BTreeSet<String>) -> Vec<String> {
    let allowed: &[&str] = JOINTS
        .iter()
        .find(|(joint, _)| is_of(file, joint))
        .map_or(&[], |(_, allowed)| allowed);
    let named = named_outside(source, dependencies);
    let named = named.into_iter().map(|path| path.join("::"));
    let mut findings: Vec<String> = named
        .filter(|path| !allowed.iter().any(|allowed| begins(path, allowed)))
        .map(|path| format!("src/{file} names {path}"))
        .collect();
    let prints = macros(source).into_iter();
    let prints = prints.filter(|name| PRINTING.contains(&name.as_str()));
    findings.extend(prints.map(|name| format!("src/{file} calls {name}!")));
    findings
}

/// What a source names of the outside, or of other crates.
fn named_outside(source: &str, dependencies: &BTreeSet<String>) -> Vec<scanner::Path> {
    let mut named = paths(source);
    named.retain(|path| match &path[..] {
        [std, part, ..] if is_std(std) => part == "*" || OUTSIDE.contains(&part.as_str()),
        // The whole of it, under what name ever.
        [std] if is_std(std) => true,
        [name, ..] => dependencies.contains(name),
        [] => false,
    });
    named
}

fn is_std(name: &str) -> bool {
    matches!(name, "std" | "core" | "alloc")
}

/// What a file imports of modules that may import it.
fn backwards(file: &str, source: &str, exports: &BTreeMap<String, String>) -> Vec<String> {
    let own = root_module(file);
    if own == "lib" || BINARY.contains(&own) {
        return Vec::new();
    }
    let place = |module: &str| ORDER.iter().position(|listed| *listed == module);
    let Some(own_place) = place(own) else {
        return vec![format!(
            "src/{file}: put {own} into ORDER, behind all that it imports"
        )];
    };
    let mut findings = BTreeSet::new();
    for path in paths(source) {
        let Some(module) = imported(file, &path) else {
            continue;
        };
        // What `macro_rules!` of a room export stands at the root of the crate.
        if module.starts_with("__") {
            continue;
        }
        let module = exports.get(&module).unwrap_or(&module);
        if module != own && place(module).is_none_or(|place| place >= own_place) {
            findings.insert(format!("src/{file} imports {module}: {}", path.join("::")));
        }
    }
    findings.into_iter().collect()
}

/// The module of the crate, or the name at its root, that a path in `file` leads to.
fn imported(file: &str, path: &[String]) -> Option<String> {
    let mut module = module_path(file);
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => {
            module.clear();
            rest = &path[1..];
        }
        "self" | "super" => {
            while let Some(first) = rest.first() {
                match first.as_str() {
                    "self" => {}
                    "super" => {
                        module.pop();
                    }
                    _ => break,
                }
                rest = &rest[1..];
            }
        }
        _ => return None,
    }
    module.extend(rest.iter().map(String::as_str));
    module.first().map(|&name| name.to_owned())
}

/// `parser/token.rs` as `["parser", "token"]`.
fn module_path(file: &str) -> Vec<&str> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').collect()
}

fn root_module(file: &str) -> &str {
    module_path(file)[0]
}

/// Whether `file` is the joint, or in the directory that is.
fn is_of(file: &str, joint: &str) -> bool {
    file == joint || (joint.ends_with('/') && file.starts_with(joint))
}

/// Whether the path is `root`, or leads on from it.
fn begins(path: &str, root: &str) -> bool {
    let rest = path.strip_prefix(root);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What `lib.rs` gives another name at the root: from the name to its module.
fn exports(lib: &str) -> BTreeMap<String, String> {
    let named = paths(lib).into_iter().filter(|path| path.len() > 1);
    named
        .map(|path| (path[path.len() - 1].clone(), path[0].clone()))
        .collect()
}

/// The crates that `Cargo.toml` lets the library and the program use.
fn dependencies() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let (_, section) = manifest.split_once("\n[dependencies]\n").unwrap();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once([' ', '=']));
    let dependencies: BTreeSet<String> = names
        .filter(|(name, _)| !name.is_empty() && !name.starts_with('#'))
        .map(|(name, _)| name.replace('-', "_"))
        .collect();
    assert!(dependencies.contains("tokio"), "{dependencies:?}");
    dependencies
}

/// All sources, by their paths below `src`.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut directories = vec![root.clone()];
    let mut sources = BTreeMap::new();
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let parts = path.strip_prefix(&root).unwrap().components();
                let parts: Vec<_> = parts
                    .map(|part| part.as_os_str().to_str().unwrap())
                    .collect();
                sources.insert(parts.join("/"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    sources
}
