//! Streams amid text: in tables, mails, programs and debuggers, and what is said where they cannot be
//! read there.

use std::io::Write as _;

use super::start;
use crate::support::program::Ended;

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola";

fn plain(arguments: &[&str], input: impl AsRef<[u8]>) -> Ended {
    let program = start(&[&["decode", "--plain", "--compact", "-"], arguments].concat());
    program.send(input.as_ref());
    program.end()
}

#[track_caller]
fn shows(input: &str, lines: &[&str]) {
    let ended = plain(&[], input);
    assert_eq!(ended.status.code(), Some(0), "{input}: {ended:?}");
    assert_eq!(ended.stdout, lines, "{input}");
}

/// The last line of stderr.
#[track_caller]
fn refused(arguments: &[&str], input: impl AsRef<[u8]>) -> String {
    let ended = plain(arguments, input);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    ended.stderr.last().unwrap().clone()
}

/// One line, and nothing on stdout.
#[track_caller]
fn refused_whole(command: &[&str], input: impl AsRef<[u8]>) -> String {
    let program = start(command);
    program.send(input.as_ref());
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stdout.is_empty(), "{ended:?}");
    let [line] = &ended.stderr[..] else {
        panic!("one line: {ended:?}")
    };
    line.clone()
}

#[test]
fn what_stands_behind_gzip_data_is_named() {
    let member = |bytes: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    };
    let one = member(HOLA);
    let padded = |count: usize| [&one[..], &vec![0; count]].concat();
    let two = [&padded(100)[..], &member(b"p")].concat();
    for (input, lines) in [
        (one.clone(), &["\"hola\""][..]),
        (padded(1), &["\"hola\""]),
        (padded(100_000), &["\"hola\""]),
        (two, &["\"hola\"", "null"]),
    ] {
        let ended = plain(&[], &input);
        assert_eq!(
            (ended.status.code(), &ended.stdout[..]),
            (
                Some(0),
                &lines.iter().map(ToString::to_string).collect::<Vec<_>>()[..]
            ),
            "{ended:?}"
        );
    }
    for (behind, at) in [(&b"trailing"[..], 0), (b"\0\0xy", 2), (b"\x1F\x9D", 0)] {
        let ended = plain(&[], [&one[..], behind].concat());
        assert_eq!(ended.stdout, ["\"hola\""], "{ended:?}");
        let end = one.len() + at;
        let what = format!("the gzip data end at byte {end}, and something else follows");
        assert!(ended.stderr[0].contains(&what), "{ended:?}");
    }
    // Their check is made before.
    let mut wrong = [&one[..], b"\0\0"].concat();
    wrong[one.len() - 8] ^= 1;
    assert!(refused(&[], &wrong).contains("broken"), "{wrong:?}");
}
