//! What `dump`, `decode` and `encode` read where no file is named.

use std::process::{Command, Stdio};

use super::{assert_failed, assert_succeeded, run, start};
use crate::support::javawire;

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola";
const JSON: &str = r#"{"javawire":1,"contents":["hola"]}"#;

#[test]
fn stdin_is_read_where_no_file_is_named() {
    let given = |arguments: &[&str], input: &[u8]| {
        let program = start(arguments);
        program.send(input);
        program.end()
    };
    assert_succeeded(&given(&["decode", "--compact"], HOLA), &[JSON]);
    assert_eq!(given(&["dump"], HOLA).stdout.len(), 4);
    // The bytes themselves are no lines of text.
    let refused = given(&["encode"], &JSON.as_bytes()[1..]);
    assert!(assert_failed(&refused, &[]).starts_with("stdin: "));
    for command in ["dump", "decode", "encode"] {
        let ended = run(&[command, "no-such-file"]);
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert!(ended.stderr[0].contains("no-such-file"), "{ended:?}");
    }
}

/// Who forgets the file does not wait for a program that waits for them.
#[test]
#[cfg(target_os = "linux")]
fn a_keyboard_is_read_only_where_that_is_said() {
    for command in ["dump", "decode", "encode"] {
        let program = format!("{} {command}", javawire());
        let mut script = Command::new("script");
        script.args(["-qec", &program, "/dev/null"]);
        let Ok(output) = script.stdin(Stdio::null()).output() else {
            return crate::process::say("there is no `script` here, which makes a terminal");
        };
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(
            said.contains("no FILE to read") && said.contains("Usage"),
            "{said}"
        );
    }
}
