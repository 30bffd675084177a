//! `javawire compare`.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use javawire::conversation::{Side, Stamp};
use javawire::record::{Flow, Writer};

use crate::support::javawire;

/// A directory that is gone afterwards.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let name = format!("javawire-compare-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Directory(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn compare(old: &Path, new: &Path, options: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(javawire());
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .arg("compare")
        .args([old, new])
        .args(options)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// Conversations in which the client says nothing, and the server one thing each.
fn recording(answers: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    Writer::new("test").header(&mut out);
    let server: SocketAddr = "127.0.0.1:6666".parse().unwrap();
    for (port, answer) in (40_000..).zip(answers) {
        let client = SocketAddr::new(server.ip(), port);
        let mut flow = Flow::new(client, server);
        let at = Stamp::from_nanos(u64::from(port));
        flow.opened(at, &mut out);
        flow.bytes(Side::Server, at, answer, &mut out);
        flow.ended(Side::Server, at, &mut out);
        flow.ended(Side::Client, at, &mut out);
    }
    out
}

#[test]
fn streams_are_compared_with_a_table_and_in_full() {
    let directory = Directory::new("streams");
    let old = directory.file("old.ser", b"\xAC\xED\0\x05t\0\x04hola\x74\0\x03two");
    let (code, stdout, stderr) = compare(&old, &old, &[]);
    assert_eq!((code, &*stdout, &*stderr), (Some(0), "same bytes\n", ""));
    let new = directory.file("new.ser", b"\xAC\xED\0\x05t\0\x04hola\x74\0\x05t\x1B[0m");
    let (code, stdout, stderr) = compare(&old, &new, &[]);
    assert_eq!((code, &*stderr), (Some(1), ""));
    assert_eq!(
        stdout,
        "differs: 1 difference\n\
         \n\
         path                          count   messages  old                new\n\
         $                             1       1         \"two\"              \"t\\u001b[0m\"\n\
         \n\
         message 2, $\n  - \"two\"\n  + \"t\\u001b[0m\"\n"
    );
    let (code, stdout, _) = compare(&old, &new, &["--ignore", "$"]);
    assert_eq!((code, &*stdout), (Some(0), "same objects\n"));
}

#[test]
fn recordings_are_compared_conversation_by_conversation() {
    let directory = Directory::new("recordings");
    let old = recording(&[b"\0\x05HELLO", b"\0\x01a", b"\0\x01b"]);
    let old = directory.file("old.pcapng", &old);
    let new = recording(&[b"\0\x05HELLO", b"\0\x01a", b"\0\x01c", b"\0\x01d"]);
    let new = directory.file("new.pcapng", &new);
    let (code, stdout, stderr) = compare(&old, &old, &[]);
    assert_eq!((code, &*stderr), (Some(0), ""), "{stdout}");
    assert_eq!(
        stdout,
        "3 conversations: 3 same bytes, 0 same objects; 0 differ\n"
    );
    let report = directory.0.join("report.json");
    let markdown = directory.0.join("report.md");
    let options = [
        "--report",
        report.to_str().unwrap(),
        "--report",
        markdown.to_str().unwrap(),
    ];
    let (code, stdout, stderr) = compare(&old, &new, &options);
    assert_eq!((code, &*stderr), (Some(1), ""), "{stdout}");
    assert_eq!(
        stdout,
        "4 conversations: 2 same bytes, 0 same objects; 2 differ\n\
         \n\
         path                          in      messages  old                new\n\
         $                             1 of 4  1         \"b\"                \"c\"\n\
         (conversation)                1 of 4  –         –                  conversation 4 (…\n\
         \n\
         conversation 3 (127.0.0.1:40002)\n\
         \u{20} server, message 1, $\n    - \"b\"\n    + \"c\"\n\
         \n\
         conversation 4 (127.0.0.1:40003)\n\
         \u{20} (conversation)\n    + conversation 4 (127.0.0.1:40003)\n"
    );
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    assert_eq!(report["verdict"], "differs");
    assert_eq!(report["sameBytes"], 2);
    assert_eq!(report["differing"][0]["differences"][0]["from"], "server");
    assert_eq!(report["kinds"][0]["examples"][0]["new"], "\"c\"");
    let markdown = fs::read_to_string(markdown).unwrap();
    assert!(markdown.contains("| `$` | 1 | 1 | 1 | `\"b\"` | `\"c\"` |"));
}

#[test]
fn files_of_rules_say_what_may_differ() {
    let directory = Directory::new("rules");
    let old = directory.file("old.ser", b"\xAC\xED\0\x05t\0\x04id-1");
    let new = directory.file("new.ser", b"\xAC\xED\0\x05t\0\x04id-2");
    let with = |rules: &str| {
        let rules = directory.file("rules.toml", rules.as_bytes());
        let name = rules.display().to_string();
        let (code, stdout, stderr) = compare(&old, &new, &["--rules", &name]);
        (code, stdout, stderr.replace(&name, "rules.toml"))
    };
    let rules = "[[accept]]\npath = \"$\"\nmatches = 'id-[0-9]+'\nwhy = \"made up each time\"\n";
    assert_eq!(
        with(rules),
        (Some(0), "same objects\n".to_owned(), String::new())
    );
    let (code, _, stderr) = with("[[ignore]]\npath = \"shop.Order#created\"\n");
    assert_eq!(code, Some(1));
    assert_eq!(
        stderr,
        "javawire: note: the rule ignore shop.Order#created was not needed: nothing that differs \
         is at its place\n"
    );
    for (rules, told) in [
        (
            "[[ignore]]\npaht = \"$\"\n",
            "rule 1 of [[ignore]]: it has no paht: what it has is path, why",
        ),
        (
            "[[accept]]\npath = \"$\"\nwithin = \"5 apples\"\n",
            "rule 1 of [[accept]]: within = \"5 apples\" is no time: \"5s\", \"200ms\" or \"2m\" is one",
        ),
        (
            "[[accept]]\npath = \"$\"\n",
            "rule 1 of [[accept]]: it has either matches = 'a regular expression' or within = a number or \"5s\"",
        ),
        (
            "[[ignroe]]\npath = \"$\"\n",
            "rule 1 of [[ignroe]]: there are no such rules: they are ignore, accept, unordered and type",
        ),
        (
            "[ignore]\npath = \"$\"\n",
            "ignore: a rule begins with a line [[ignore]], in two brackets",
        ),
        (
            "[[ignore]]\npath = \"$.\"\n",
            "rule 1 of [[ignore]]: $.: a name or * is expected after ., before .",
        ),
    ] {
        let (code, stdout, stderr) = with(rules);
        assert_eq!((code, &*stdout), (Some(2), ""));
        assert_eq!(stderr, format!("javawire: rules.toml: {told}\n"));
    }
    let (code, _, stderr) = with("\n[[ignore\n");
    assert_eq!(code, Some(2));
    assert!(
        stderr.starts_with("javawire: rules.toml: line 2: "),
        "{stderr}"
    );
}

#[test]
fn nothing_that_could_be_compared_is_a_failure_of_its_own() {
    let directory = Directory::new("nothing");
    let stream = directory.file("a.ser", b"\xAC\xED\0\x05t\0\x04hola");
    let capture = directory.file("a.pcapng", &recording(&[b"\0\x01a"]));
    let empty = directory.file("empty.pcapng", &recording(&[]));
    for (old, new, told) in [
        (&stream, &directory.0.join("none"), "cannot read "),
        (&stream, &capture, "nothing can be compared: "),
        (&capture, &stream, "nothing can be compared: "),
        (&empty, &empty, "nothing could be compared: there is no "),
    ] {
        let (code, stdout, stderr) = compare(old, new, &[]);
        assert_eq!((code, &*stdout), (Some(2), ""), "{stderr}");
        let line = stderr.lines().last().unwrap();
        assert!(line.starts_with(&format!("javawire: {told}")), "{stderr}");
    }
}
