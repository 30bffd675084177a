//! Classes that do not write their fields, told or found.

use std::process::{Command, Stdio};

use super::run;
use crate::support::java::generator;
use crate::support::javawire;
use crate::support::process::spawn;
use crate::support::program::Ended;

const NOTHING: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/streams/custom-no-default-nothing.ser"
);
const TOP_LEVEL: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/streams/custom-no-default-top-level.ser"
);
const LEVELS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/streams/custom-levels.ser"
);
const COMMANDS: [&[&str]; 3] = [&["dump"], &["decode", "-c"], &["decode", "-c", "--plain"]];

fn run_on(command: &[&str], more: &[&str], file: &str) -> Ended {
    run(&[command, more, &[file]].concat())
}

#[test]
fn of_a_file_that_cannot_be_read_otherwise_the_class_is_found() {
    for command in COMMANDS {
        let ended = run_on(command, &[], NOTHING);
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        let [line] = &ended.stderr[..] else {
            panic!("one line: {ended:?}");
        };
        let class = "javawire.gen.model.Customs$NoDefault";
        let said = format!("read as if the writeObject of {class} did not write the fields");
        assert!(line.contains(&said), "{line}");
        let found = ended.stdout;
        let told = run_on(command, &["--fields-not-written", class], NOTHING);
        assert!(told.stderr.is_empty(), "{told:?}");
        assert_eq!(told.stdout, found);
    }
}

/// What could be read either way is read otherwise only by who is told.
#[test]
fn who_is_told_reads_what_could_be_fields() {
    let numbers = "javawire.gen.model.Customs$NoDefaultNumbers";
    for command in COMMANDS {
        let untold = run_on(command, &[], TOP_LEVEL);
        let told = run_on(command, &["--fields-not-written", numbers], TOP_LEVEL);
        for ended in [&untold, &told] {
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
            assert!(ended.stderr.is_empty(), "{ended:?}");
        }
        assert_ne!(untold.stdout, told.stdout);
        assert!(told.stdout.join("").contains("between"), "{told:?}");
    }
}

/// The class files tell the same.
#[test]
fn classes_that_are_given_tell_which_of_them_write_no_fields() {
    let classes = generator().join("javawire/gen/model");
    let classes = classes.to_str().unwrap();
    let option = "--fields-not-written";
    let levels = [
        "javawire.gen.model.Levels$Third",
        "javawire.gen.model.Levels$Fourth",
    ];
    let levels = [option, levels[0], option, levels[1]];
    for command in COMMANDS {
        let told = run_on(command, &levels, LEVELS);
        let known = run_on(command, &["--classes", classes], LEVELS);
        assert_eq!(known.status.code(), Some(0), "{known:?}");
        assert_eq!(known.stdout, told.stdout);
        assert!(known.stderr.is_empty(), "{known:?}");
        let wrong = run_on(command, &["--classes", "/nowhere.jar"], TOP_LEVEL);
        assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
        assert!(
            wrong.stderr[0].contains("cannot read /nowhere.jar"),
            "{wrong:?}"
        );
    }
}

#[test]
fn both_readings_encode_to_the_same_bytes() {
    let class = "javawire.gen.model.Customs$NoDefault";
    for (arguments, file) in [
        (&[][..], NOTHING),
        (&["--fields-not-written", class], NOTHING),
        (&[], TOP_LEVEL),
        (
            &[
                "--fields-not-written",
                "javawire.gen.model.Customs$NoDefaultNumbers",
            ],
            TOP_LEVEL,
        ),
    ] {
        let mut decode = Command::new(javawire());
        decode.arg("decode").args(arguments).arg(file);
        decode.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut decode = spawn(&mut decode);
        let mut encode = Command::new(javawire());
        encode.args(["encode", "-"]);
        encode
            .stdin(decode.stdout.take().unwrap())
            .stdout(Stdio::piped());
        let encoded = spawn(&mut encode).wait_with_output().unwrap();
        assert!(decode.wait().unwrap().success());
        assert_eq!(encoded.stdout, std::fs::read(file).unwrap());
    }
}

/// What comes as it comes is read as the descriptor says.
#[test]
fn of_a_live_stream_nothing_is_tried() {
    let program = super::start(&["dump", "-"]);
    program.send(std::fs::read(NOTHING).unwrap());
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
}
