//! `javawire decode` and `javawire encode`.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::thread;

use javawire::inspect::json::SCHEMA;

use crate::streams_support::committed::directory;
use crate::support::javawire;

/// Runs the program with something on stdin.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(javawire())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that does not read all closes the pipe.
    let writer = thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

#[track_caller]
fn assert_ended(output: &Output, code: i32, stderr: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert_eq!(told, stderr);
}

const HOLA: &[u8] = b"\xAC\xED\0\x05\x74\0\x04hola";
const JSON: &str = "{\n  \"javawire\": 1,\n  \"contents\": [\n    \"hola\"\n  ]\n}\n";

#[test]
fn a_stream_to_json_and_back() {
    for input in [HOLA, b"aced0005740004686f6c61\n", b"rO0ABXQABGhvbGE=\n"] {
        let output = run(&["decode", "-"], input);
        assert_ended(&output, 0, "");
        assert_eq!(String::from_utf8_lossy(&output.stdout), JSON);
    }
    let output = run(&["encode", "-"], JSON.as_bytes());
    assert_ended(&output, 0, "");
    assert_eq!(output.stdout, HOLA);

    let file = directory().join("shared-across-collections.ser");
    let file = file.to_str().unwrap();
    let output = run(&["decode", "--compact", file], b"");
    assert_ended(&output, 0, "");
    assert_eq!(
        output.stdout.iter().filter(|byte| **byte == b'\n').count(),
        1
    );
    let output = run(&["encode", "-"], &output.stdout);
    assert_eq!(output.stdout, std::fs::read(file).unwrap());
}

#[test]
fn a_broken_stream_is_shown_up_to_there() {
    let output = run(&["decode", "-c", "-"], &HOLA[..9]);
    assert_ended(
        &output,
        1,
        "javawire: stdin: the peer's data ended inside a string, at byte 9\n",
    );
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains(r#"{"@rest": {"bytes": "740004686f","#),
        "{text}"
    );
    assert_eq!(run(&["encode", "-"], text.as_bytes()).stdout, &HOLA[..9]);
}

#[test]
fn a_plain_reading_on_one_line() {
    let file = directory().join("jdk-array-list.ser");
    let output = run(&["decode", "--plain", "-c", file.to_str().unwrap()], b"");
    assert_ended(&output, 0, "");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "[\"a\",1,\"b\",\"a\"]\n"
    );
    let output = run(&["decode", "--plain", "-"], &[HOLA, b"\x00"].concat());
    assert_eq!(output.stdout, b"\"hola\"\n");
    assert_eq!(output.status.code(), Some(1));
}

/// It is legal: what cannot be shown is no failure.
#[test]
fn an_external_without_an_end_is_shown_as_bytes() {
    let stream = b"\xAC\xED\0\x05sr\0\x03a.B\0\0\0\0\0\0\0\x01\x04\0\0xp\0\0\0\x07";
    let output = run(&["decode", "-"], stream);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_ended(&output, 0, &told);
    assert!(told.starts_with("javawire: stdin: the rest is shown as bytes: an Externalizable"));
    assert_eq!(told.lines().count(), 1);
    assert_eq!(run(&["encode", "-"], &output.stdout).stdout, stream);
}

#[test]
fn a_bad_edit_is_refused_with_its_path() {
    let output = run(&["encode", "-"], JSON.replace("\"hola\"", "7").as_bytes());
    assert!(output.stdout.is_empty());
    assert_ended(
        &output,
        1,
        "javawire: stdin: $.contents[0]: expected an object, a string or null (primitive data \
         stand in @data), found 7\n",
    );
}

#[test]
fn a_stream_into_a_file() {
    let file = std::env::temp_dir().join(format!("javawire-encode-{}.ser", std::process::id()));
    let path = file.to_str().unwrap();
    let output = run(&["encode", "--output", path, "-"], JSON.as_bytes());
    assert_ended(&output, 0, "");
    assert!(output.stdout.is_empty());
    assert_eq!(std::fs::read(&file).unwrap(), HOLA);
    // What is refused leaves the file alone.
    let output = run(&["encode", "-o", path, "-"], b"{}");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read(&file).unwrap(), HOLA);
    std::fs::remove_file(&file).unwrap();
    let output = run(&["encode", "-o", "-", "-"], JSON.as_bytes());
    assert_eq!(output.stdout, HOLA);
    let output = run(&["encode", "-o", "/no/such/place", "-"], JSON.as_bytes());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_ended(&output, 1, &told);
    assert!(
        told.starts_with("javawire: cannot write /no/such/place: "),
        "{told}"
    );
}

/// As util-linux's `script` gives one; elsewhere it has other options.
#[cfg(target_os = "linux")]
#[test]
fn no_stream_goes_to_a_terminal() {
    let command = |options: &str| {
        let line = format!(
            "echo '{}' | {} encode{options} -",
            JSON.replace('\n', ""),
            javawire()
        );
        let output = Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .output();
        match output {
            Ok(output) => Some((output.status.code(), output.stdout)),
            Err(error) => {
                eprintln!("SKIPPED: no pseudo-terminal without script: {error}");
                None
            }
        }
    };
    let Some((code, shown)) = command("") else {
        return;
    };
    assert_eq!(code, Some(1));
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert!(
        shown.contains("name a file with --output, or use a pipe"),
        "{shown}"
    );
    assert!(!shown.contains("hola"), "{shown}");
    let (code, shown) = command(" -o -").unwrap();
    assert_eq!((code, shown.as_slice()), (Some(0), HOLA));
}

#[test]
fn what_was_mended_is_told() {
    let list = r#"{"@object": "java.util.LinkedList", "data": [{"@data": "00000000"}, "a"]}"#;
    let text = format!(r#"{{"javawire": 1, "contents": [{list}, {list}]}}"#);
    let output = run(&["encode", "-"], text.as_bytes());
    assert_ended(
        &output,
        0,
        "javawire: stdin: note: $.contents[0]: size changed from 0 to 1, and that of 1 more\n",
    );
    let quiet = run(&["-q", "encode", "-"], text.as_bytes());
    assert_ended(&quiet, 0, "");
    assert_eq!(quiet.stdout, output.stdout);
}

#[test]
fn what_a_jvm_refuses_is_told() {
    let array = |elements: usize| {
        let elements = vec!["\"a\""; elements].join(", ");
        let array = format!(r#"{{"@array": "[Ljava.util.Date;", "elements": [{elements}]}}"#);
        let text = format!(r#"{{"javawire": 1, "contents": [{array}]}}"#);
        let output = run(&["encode"], text.as_bytes());
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert_eq!(
        array(1),
        "javawire: stdin: note: $.contents[0].elements[0]: a string, but the elements of this \
         array are java.util.Date: a JVM refuses it\n"
    );
    let many = array(1_000);
    assert_eq!(many.lines().count(), 6);
    assert!(many.ends_with("note: 995 more values that a JVM reads otherwise or refuses\n"));
}

#[test]
fn an_output_of_decode_is_redirected() {
    for arguments in [
        ["decode", "-o", "x"],
        ["decode", "--output", "x"],
        ["dump", "-o", "x"],
    ] {
        let output = run(&arguments, b"");
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(
            told.contains("tip: what is printed goes into a file with > FILE"),
            "{told}"
        );
        assert!(!told.contains("-- -o"), "{told}");
    }
}

/// As where `decode` before it in a pipe has failed.
#[test]
fn nothing_is_no_json() {
    for nothing in ["", " \n"] {
        assert_ended(
            &run(&["encode"], nothing.as_bytes()),
            1,
            "javawire: stdin is empty: there is nothing to read\n",
        );
    }
}

#[test]
fn a_fragment_that_needs_a_reset_says_so() {
    let encode = |contents: &str| {
        let text = format!(r#"{{"javawire": 1, "header": false, "contents": [{contents}]}}"#);
        let output = run(&["encode", "-"], text.as_bytes());
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let twice = r#"{"@string": "a", "@id": 1}, {"@ref": 1}"#;
    assert_eq!(
        encode(twice),
        "javawire: stdin: note: without a header, it refers to its own objects as if nothing had been \
         sent before; if something was, put {\"@reset\": true} first into \"contents\"\n"
    );
    assert_eq!(encode(&format!(r#"{{"@reset": true}}, {twice}"#)), "");
    assert_eq!(encode(r#""a", "a""#), "");
}

#[test]
fn nobody_who_reads_is_no_failure() {
    let mut child = Command::new(javawire())
        .args(["decode", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(HOLA).unwrap();
    drop(stdin);
    assert_ended(&child.wait_with_output().unwrap(), 0, "");
}

#[test]
fn the_schema_is_at_hand() {
    let output = run(&["decode", "--schema"], b"");
    assert_ended(&output, 0, "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), SCHEMA);
    let output = run(&["decode"], b"");
    assert_ended(
        &output,
        1,
        "javawire: stdin is empty: there is nothing to read\n",
    );
}
