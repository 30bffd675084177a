//! Streams amid text: in tables, mails, programs and debuggers, and what is said where they cannot be
//! read there.

use std::io::Write as _;
use std::time::Duration;

use super::{assert_failed, start};
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
    assert_failed(&program.end(), &[]).to_owned()
}

#[test]
fn comments_between_strings_are_passed_over() {
    let both = &["\"a\"", "\"b\""];
    for text in [
        "String h = \"aced000574000161\" // first\n + \"74000162\";",
        "String h = \"aced000574000161\" // the \"first\"\n + \"74000162\";",
        "String h = \"aced000574000161\" /* 'c' */ + \"74000162\";",
        "h = (b'\\xac\\xed\\x00\\x05t\\x00\\x01a'  # one's\n     b't\\x00\\x01b'  # two\n)\n",
        "const char *h = \"\\xac\\xed\\x00\\x05t\\x00\\x01\" \"a\" /* c */ \"t\\x00\\x01\" \"b\";",
        "$h = \"\\xac\\xed\\x00\\x05t\\x00\\x01\" . \"a\" // x\n   . \"t\\x00\\x01b\";",
    ] {
        shows(text, both);
    }
    shows("x = \"rO0ABXQAAWE=\" # \"dAABYg==\"", &["\"a\""]);
    // What is not joined by what joins strings may belong to them nevertheless.
    for text in [
        "f(\"aced000574000161\" / \"74000162\")",
        "f(\"aced000574000161\", \"74000162\")",
        "x = \"aced000574000161\"; // \"74000162\"",
    ] {
        let line = refused(&[], text);
        assert!(line.contains("more follows in the same form"), "{line}");
    }
}

#[test]
fn comments_amid_numbers_are_passed_over() {
    for text in [
        "int[] x = { 0xac, 0xed, 0x00, 0x05, // header\n 0x70 /* null */ };",
        "char x[] = { 0xac, 0xed, /* x */ 0x00, 0x05, 0x70 };",
        "char x[] = { /* ff */ 0xac, 0xed, 0x00, 0x05, 0x70 };",
        "byte[] x = { -84, -19, // ff\n 0, 5, /* ff */ 112 };",
        "x = [ 172, 237, # header\n 0, 5, 112 ]",
        "x = { ac ed 00 05 // 71\n 70 }",
    ] {
        shows(text, &["null"]);
    }
    for text in [
        "char x[] = { 0xac, 0xed, 0x00, 0x05, / 0x70 };",
        "int[] x = { -84, -19, 0, 5, / 112 };",
    ] {
        let line = refused(&[], text);
        assert!(line.ends_with("'/' alone is no comment"), "{line}");
    }
    // A line ends with CR as well, and a comment that does not end would hide what follows.
    for text in [
        "{ 0xac, 0xed, 0, 5, // x\r 0x70 }\r",
        "{ ac ed 00 05 # x\r 70 }",
        "\"aced0005\" // x\r + \"70\"\r",
    ] {
        shows(text, &["null"]);
    }
    for text in [
        "{ 0xac, 0xed, 0, 5, 0x70, /* x\n 0x70 }",
        "{ ac ed 00 05 70 /* x\n 70 *",
        "\"aced000570\" /* x\n \"70\"",
    ] {
        let line = refused(&[], text);
        assert!(
            line.ends_with("the text ends amid a comment: '*/' is missing"),
            "{line}"
        );
    }
    // Digits that stand in nothing have none.
    for (text, sign) in [("ac ed 00 05 // 70", '/'), ("h: aced0005\n# 70", '#')] {
        let line = refused(&[], text);
        let problem = format!("'{sign}' is no hexadecimal digit: give the digits of one stream");
        assert!(line.contains(&problem), "{line}");
    }
}

/// Wireshark makes an array of each packet.
#[test]
fn of_several_arrays_none_is_passed_over() {
    let one = "char peer0_0[] = { /* Packet 4 */\n0xac, 0xed, 0x00, 0x05, 0x70 };\n";
    shows(one, &["null"]);
    for (second, at) in [
        ("char peer0_1[] = { /* Packet 5 */\n0x70 };\n", "line 4: "),
        (
            "char peer1_0[]={ 0xac, 0xed, 0x00, 0x05, 0x71 };",
            "line 3: ",
        ),
    ] {
        let line = refused(&[], format!("{one}{second}"));
        let advice = "put what is one stream into one text, and else give one at a time";
        assert!(line.contains(at) && line.ends_with(advice), "{line}");
    }
}

/// `x/8xb` of gdb, with and without a symbol, and `memory read` of lldb.
#[test]
fn listings_of_debuggers_are_read() {
    for (first, second) in [
        ("0x7ffd0010:", "0x7ffd0018:"),
        ("0x7fffffffe4b0:", "0x7fffffffe4b8:"),
        ("0x555555556004 <stream>:", "0x55555555600c <stream+8>:"),
        ("0x5004 <a<b>::c>:", "0x500c <a<b>::c+8>:"),
    ] {
        let text = format!(
            "{first}\t0xac\t0xed\t0x00\t0x05\t0x74\t0x00\t0x04\t0x68\n\
             {second}\t0x6f\t0x6c\t0x61\n"
        );
        shows(&text, &["\"hola\""]);
    }
    shows(
        "0x100003f50: ac ed 00 05 74 00 04 68  ....t..h\n0x100003f58: 6f 6c 61    ola\n",
        &["\"hola\""],
    );
    let gap = "0x10:\t0xac\t0xed\n0x18:\t0x00\t0x05\n".replace("0x1", "0x7ffd001");
    let line = refused(&[], gap);
    assert!(line.contains("a line is missing"), "{line}");
}

#[test]
fn tables_of_databases_are_read() {
    for text in [
        " id |          data          \n----+------------------------\n  \
         1 | \\xaced0005740004686f6c61\n 12 | \\x00\n(12 rows)\n\n",
        "          data          \n------------------------\n \\xaced0005740004686f6c61\n(1 row)\n",
        "-[ RECORD 1 ]------------------\nid   | 1\ndata | \\xaced0005740004686f6c61\n",
        "1|\\xaced0005740004686f6c61|12\n",
        "1\t\\\\xaced0005740004686f6c61\t12\n12\t\\\\x00\n",
        "+----+--------------------------+----+\n| id | data                     | n  |\n\
         +----+--------------------------+----+\n|  1 | 0xACED0005740004686F6C61 | 12 |\n\
         +----+--------------------------+----+\n12 rows in set (0.00 sec)\n",
        "+--------------------------+\n| HEX(data)                |\n\
         +--------------------------+\n| ACED0005740004686F6C61   |\n| 1234 |\n+----------+\n",
        "id\tdata\n12\t0xACED0005740004686F6C61\n13\t0x12\n",
        "******** 1. row ********\n  id: 1\ndata: 0xACED0005740004686F6C61\n\
         ******** 2. row ********\n  id: 12\ndata: 0x12\n2 rows in set (0.00 sec)\n",
        "session 0xaced0005740004686f6c61 was stored",
    ] {
        shows(text, &["\"hola\""]);
    }
}

/// What may be part of a stream is not lost, however a terminal or a mail has broken it.
#[test]
fn digits_behind_those_of_a_table_are_not_passed_over() {
    for text in [
        "x | \\xaced000570\n70\n",
        "x | \\xaced000570\n70",
        "x | \\xaced000570\r\n70 | 12\n",
        "x | \\xaced000570 70 |\n",
        "x | \\xaced000570 70",
        "> \\xaced000570\n> 70\n",
        "> h: aced000570\n> 70\n",
        "> 0000: ac ed 00 05 70\n> 0005: 70\n",
        "x | \\xaced000570\n    70  \n",
    ] {
        let line = refused(&[], text);
        assert!(line.contains("more digits follow"), "{text}: {line}");
    }
    for (text, words) in [
        ("x | \\xaced000570\ny | \\xaced000571\n", "one at a time"),
        ("x | \\xaced00057\n", "half a byte"),
        (
            "x | \\xaced000570.\n  | 70\n",
            "'.' is no hexadecimal digit",
        ),
    ] {
        let line = refused(&[], text);
        assert!(line.contains(words), "{text}: {line}");
    }
    // What node prints next, and what a mail goes on with.
    shows("<Buffer ac ed 00 05 70>\n12\n", &["null"]);
    shows("> h: aced000570\n> de nada\n", &["null"]);
    shows("> 0000: aced 0005 70\n", &["null"]);
    shows("> 0000: rO0ABXA=\n", &["null"]);
    // Digits alone, of which these may be one line.
    let words = [
        "x | aced000570\n70\n",
        "x aced000570\n70\n",
        "id,data\n1,\"\\xaced000570\"\n",
    ];
    for text in words {
        let line = refused_whole(&["decode", "--plain"], text);
        let advice = "give them alone, as grep -oim1 'aced0005[0-9a-f]*' does";
        assert!(line.ends_with(advice), "{text}: {line}");
    }
}

#[test]
fn a_mail_that_answers_with_a_stream_is_said_to_be_that() {
    for (prefix, column) in [("> ", 3), ("| ", 3), ("# ", 3), ("> > ", 5), (" * ", 4)] {
        for lines in [
            &["rO0ABXQABGhv", "bGE="][..],
            &["aced000574", "0004686f6c61"],
        ] {
            let text: String = lines
                .iter()
                .map(|line| format!("{prefix}{line}\n"))
                .collect();
            let line = refused_whole(&["decode", "--plain"], &text);
            let advice = format!("take it away first, as cut -b {column}- does");
            assert!(line.ends_with(&advice), "{text}: {line}");
            let cut: String = text
                .lines()
                .map(|line| format!("{}\n", &line[column - 1..]))
                .collect();
            shows(&cut, &["\"hola\""]);
        }
    }
    // Where not all lines have it, it is none.
    let line = refused_whole(&["decode"], "> rO0ABXQABGhv\nbGE=\n");
    assert!(line.contains("--skip 2 begins there"), "{line}");
}

/// `--skip` counts from the beginning of the input.
#[test]
fn where_a_stream_stands_is_told_from_the_first_byte() {
    let bytes = [b"xxxxabc", HOLA].concat();
    let text = b"some words rO0ABXQABGhvbGE=".to_vec();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes).unwrap();
    for (input, skip, place) in [
        (bytes, "4", "7"),
        (text, "4", "11"),
        (gzip.finish().unwrap(), "4", "7"),
    ] {
        let line = refused(&["--skip", skip], &input);
        assert!(
            line.contains(&format!("--skip {place} begins there")),
            "{line}"
        );
        assert_eq!(plain(&["--skip", place], &input).stdout, ["\"hola\""]);
    }
    // What stands in something compressed behind other bytes cannot be skipped.
    let mut gzip = flate2::write::GzEncoder::new(b"JUNK".to_vec(), flate2::Compression::best());
    gzip.write_all(&[b"\x01\x01", HOLA].concat()).unwrap();
    let line = refused(&["--skip", "4"], gzip.finish().unwrap());
    assert!(line.contains("byte 2 of what stands behind"), "{line}");
    assert!(!line.contains("--skip"), "{line}");
}

#[test]
fn text_is_said_to_be_text_before_anything_else() {
    for command in [&["dump"][..], &["decode"], &["decode", "--plain"]] {
        for text in [
            "xyz\n",
            "some text\n",
            "package foo.bar;\n",
            "private x",
            "id | n\n1 | 2\n",
        ] {
            let line = refused_whole(command, text);
            let first = "stdin: it is plain text and no stream: ";
            assert!(line.starts_with(first), "{command:?}: {line}");
        }
        let ours = "{\n  \"javawire\": 1,\n  \"contents\": [\"hola\"]\n}\n";
        let line = refused_whole(command, ours);
        assert!(
            line.ends_with("encode makes a stream of it again"),
            "{line}"
        );
        for json in [
            "{}",
            "\"hola\"\n",
            "{\"@class\":\"a.B\",\"x\":\"\\n\\n\\n\\n\\n\\n\\n\\n\"}",
        ] {
            let line = refused_whole(command, json);
            let what = "stdin: it is JSON and no stream: encode";
            assert!(
                line.starts_with(what) && line.ends_with("no way back"),
                "{line}"
            );
        }
    }
}

/// A text may begin with a type code, and its first letters be objects.
#[test]
fn of_a_text_nothing_is_shown_as_objects() {
    let program = start(&["decode", "--plain", "-"]);
    program.send(b"p");
    // That it has read this alone nothing shows: were it not held back, it would soon be printed.
    std::thread::sleep(Duration::from_millis(200));
    program.send(b"ackage");
    let ended = program.end();
    assert!(ended.stdout.is_empty(), "{ended:?}");
    // What is one after all is shown whole.
    for (stream, lines) in [
        (&b"p"[..], &["null"][..]),
        (b"pp", &["null", "null"]),
        (b"pt\0\x04hola", &["null", "\"hola\""]),
        (
            b"w!0123456789abcdef0123456789abcdef!p",
            &[
                "{\"@bytes\": \"303132333435363738396162636465663031323334353637383961626364656621\"}",
            ],
        ),
    ] {
        let ended = plain(&[], stream);
        assert_eq!(ended.stdout[..lines.len()], *lines, "{ended:?}");
    }
    let told = plain(&["--no-header"], b"package");
    assert_eq!(told.stdout, ["null"], "{told:?}");
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
