//! Streams as people have them: in texts of every kind, compressed, amid other bytes, without
//! their beginning, and spoilt on the way.

use super::{assert_failed, start};
use crate::support::program::Ended;

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola";

fn decoded(arguments: &[&str], input: &[u8]) -> Ended {
    let program = start(&[&["decode", "--compact", "-"], arguments].concat());
    program.send(input);
    program.end()
}

#[track_caller]
fn shows(arguments: &[&str], input: &[u8], lines: &[&str]) {
    let ended = decoded(arguments, input);
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(ended.stdout, lines, "{}", String::from_utf8_lossy(input));
}

/// The one line that says what is wrong, and nothing else.
#[track_caller]
fn refused(arguments: &[&str], input: &[u8]) -> String {
    assert_failed(&decoded(arguments, input), &[]).to_owned()
}

#[test]
fn forms_inside_each_other_are_all_taken_off() {
    for text in [
        r#"1) "\xac\xed\x00\x05t\x00\x04hola""#,
        r"b'\xac\xed\x00\x05t\x00\x04hola'",
        r#"{"state": "rO0ABXQABGhvbGE\u003d"}"#,
        r"E'\\xaced0005740004686f6c61'",
        r"INSERT INTO t VALUES (1, X'ACED0005740004686F6C61');",
        "[-84, -19, 0, 5, 116, 0, 4, 104, 111, 108, 97]",
        "byte[] b = {(byte) 0xAC, (byte) 0xED, 0, 5, 116, 0, 4, 104, 111, 108, 97};",
        "data:;base64,rO0ABXQABGhvbGE%3D",
        "%AC%ED%00%05t%00%04hola",
        "-----BEGIN CERTIFICATE-----\r\nrO0ABXQABGhvbGE=\r\n-----END CERTIFICATE-----\r\n",
        "   Label: String\n\n          Offset Bytes\n                 00 01 02 03 04 05 06 07\n\
         0000000000000000 AC ED 00 05 74 00 04 68 6F 6C 61                ....t..hola\n",
        "0000\tac ed 00 05 74 00 04 68  6f 6c 61   ....t..hola\r\n",
        "0000  AC ED 00 05 74 00 04 68-6F 6C 61  ....t..hola\n",
        "12:00:00.1 IP a > b: length 11\n\t0x0000:  aced 0005 7400 0468 6f6c 61  ....t..hola\n",
    ] {
        shows(&["--plain"], text.as_bytes(), &["\"hola\""]);
        let utf16: Vec<u8> = "\u{FEFF}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        shows(&["--plain"], &utf16, &["\"hola\""]);
    }
}

/// An answer of redis-cli below its prompt, and bytes in binary digits.
#[test]
fn what_is_certain_needs_no_option() {
    let answer = r#""\xac\xed\x00\x05t\x00\x04hola""#;
    let text = format!("127.0.0.1:6379> get k\n{answer}\n127.0.0.1:6379> \n");
    shows(&["--plain"], text.as_bytes(), &["\"hola\""]);
    let text = format!("127.0.0.1:6379> get k\n{answer}\n127.0.0.1:6379> get l\n{answer}\n");
    let line = decoded(&[], text.as_bytes()).stderr.join("\n");
    assert!(line.ends_with("give one at a time"), "{line}");
    let text = "00000000: 10101100 11101101 00000000 00000101 01110100 00000000  ....t.\n\
                00000006: 00000100 01101000 01101111 01101100 01100001           .hola\n";
    shows(&["--plain"], text.as_bytes(), &["\"hola\""]);
}

/// Bytes that stand for others in a form that is not read.
#[test]
fn forms_that_are_not_read_are_named() {
    let swapped = "the bytes of each word of 4 are swapped";
    let od = "it looks like a listing of od that is not hexadecimal: od -An -v -t x1 lists bytes";
    let cases: [(&[u8], &str); 8] = [
        (
            b"00000000: 0500edac 68040074   616c6f   ....t..hola\n",
            swapped,
        ),
        (b"0000000 166654 002400 000164\n0000006\n", od),
        (b"0000000 254 355  \\0 005   t\n0000005\n", od),
        (
            b"BZh91AY&SY\x1A\xAC",
            "it is compressed with bzip2: bunzip2 first",
        ),
        (b"\xFD7zXZ\0\0\x04", "it is compressed with xz: unxz first"),
        (
            b"(\xB5/\xFD\x04X\xAC\xED\0\x05",
            "it is compressed with zstd: unzstd first",
        ),
        (
            b"\x04\x22\x4D\x18d@\xA7",
            "it is compressed with lz4: unlz4 first",
        ),
        (
            b"PK\x03\x04\x14\0",
            "it is compressed with zip: unzip first",
        ),
    ];
    for (bytes, advice) in cases {
        let line = refused(&[], bytes);
        assert!(line.contains(advice), "{line}");
    }
    let digits = "00000000: 01110100 00000000 00000100 01101000 01101111 01101100  t..hol\n\
                  00000006: 01100001                                               a\n";
    let line = decoded(&[], digits.as_bytes()).stderr.join("\n");
    assert!(line.contains("line 2") && line.contains("xxd -b"), "{line}");
}

/// No advice on a part of it could help.
#[test]
fn a_listing_of_two_packets_is_said_to_be_that() {
    let packet = "\t0x0000:  4500 003c 7f00 0001 aced 0005 7400 0468\n\t0x0010:  6f6c 61\n";
    let text =
        format!("12:00:00.1 IP a > b: length 11\n{packet}12:00:00.2 IP b > a: length 0\n{packet}");
    let path = std::env::temp_dir().join(format!("javawire-packets-{}", std::process::id()));
    std::fs::write(&path, &text).unwrap();
    for command in [&["dump"][..], &["decode"], &["decode", "--plain"]] {
        for file in [path.to_str().unwrap(), "-"] {
            let program = start(&[command, &[file]].concat());
            program.send(text.as_bytes());
            let ended = program.end();
            assert!(ended.stdout.is_empty(), "{ended:?}");
            let [line] = &ended.stderr[..] else {
                panic!("one line: {ended:?}")
            };
            let another = "line 4: another packet begins here";
            assert!(line.contains(another) && line.contains("tcpflow"), "{line}");
            assert!(!line.contains("--skip"), "{line}");
        }
    }
    std::fs::remove_file(&path).unwrap();
    let again = format!("{packet}{packet}");
    let ended = decoded(&["--skip", "8"], again.as_bytes());
    assert!(
        ended.stderr[0].contains("line 3: it begins again at 0000"),
        "{ended:?}"
    );
}

/// What only the one who asks knows, and what is said to one who does not.
#[test]
fn an_uncertain_form_is_named_with_its_option() {
    for (text, option) in [
        ("01 02 03 04 05 06 07 08 09", "--from hex"),
        ("AAVIRUxMTwAFSEVMTE8=", "--from base64"),
        ("[1, -2, 3, 200, 5, 6, 7, 8, 9]", "--from numbers"),
        (r#""\x01\x02hola\x03hola""#, "--from escaped"),
        ("%01%02%03hola%20hola", "--from percent"),
    ] {
        let line = refused(&[], text.as_bytes());
        assert!(line.ends_with(option), "{text}: {line}");
    }
    let greeting = "0005 4845 4C4C 4F00";
    let ended = decoded(&["--from", "hex", "--plain"], greeting.as_bytes());
    assert!(ended.stderr[0].contains("writeUTF"), "{ended:?}");
    shows(
        &["--from", "numbers", "--plain"],
        b"x = [172 237 0 5 112]",
        &["null"],
    );
    shows(
        &["--from", "escaped", "--plain"],
        br#"x = "\xac\xed\0\5p""#,
        &["null"],
    );
}

#[test]
fn a_second_text_behind_the_first_is_not_passed_over() {
    let ended = decoded(&[], br#"["rO0ABXA=", "rO0ABXA="]"#);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stderr[0].ends_with("give one at a time"), "{ended:?}");
    shows(&["--plain"], b"decode('rO0ABXA=', 'base64');", &["null"]);
}

/// What may go on with the first text is not passed over, in whatever form it comes: pieces of one
/// stream stand in lists, in rows, in statements.
#[test]
fn pieces_of_one_stream_are_not_cut_to_the_first() {
    for text in [
        r#"[b"\xac\xed\x00\x05t\x00\x01A", b"t\x00\x01B"]"#,
        r#"[b'\xac\xed\x00\x05t\x00\x01A', b't\x00', b'\x01B']"#,
        "[[-84,-19,0,5,116,0,1,65],[116,0,1,66]]",
        "[[-84,-19,0,5,112],[112]]",
        "byte[] a = {-84, -19, 0, 5, 112};\nbyte[] b = {116, 0, 1, 66};",
        "Buffer.concat([Buffer.from([172,237,0,5,112]), Buffer.from([116,0,1,66])])",
        r#"{"aced0005","74000141"}"#,
        r#"["aced000570", "70"]"#,
        r#"["rO0ABXA=", "dAABQg=="]"#,
        "[rO0ABXA=, dAABQg==]",
        "sb.append(\"aced000570\");\nsb.append(\"74000141\");",
        "s = \"aced000570\"\ns += \"74000141\"",
        "SELECT '\\xaced000570' || '\\x74000141';",
        "X'ACED000570' || X'74000141'",
        "X'ACED000570' -- the header\n|| X'74000141'",
        "std::cout << \"\\xac\\xed\\0\\5p\" << \"t\\0\\1A\";",
        "f(\"\\xac\\xed\\0\\5p\") + f(\"t\\0\\1A\")",
        "> \"\\xac\\xed\\0\\5p\"\n> \"t\\0\\1A\"",
        "<Buffer ac ed 00 05 70>\n<Buffer 74 00 01 41>\n",
        "| data |\n|------|\n| 0xACED000570 |\n| 0x74000141 |\n",
        "  data  \n------\n \\xaced000570\n \\x74000141\n(2 rows)\n",
        " n | data \n---+-----\n 1 | \\xaced000570\n 2 | \\x70\n(2 rows)\n",
        "| n | data |\n| 1 | ACED000570 |\n| 2 | 70 |\n",
        "n\tdata\n1\t0xACED000570\n2\t0x74000141\n",
        "INSERT INTO t VALUES (1,0xACED000570),(2,0x74000141);",
        r#"["00014100", "000142"]"#,
        // The same name again.
        "\"tcp.payload\": \"ac:ed:00:05:70\",\n\"tcp.payload\": \"74:00:01:41\"\n",
        "{\"t\":1,\"d\":\"rO0ABXA=\"}\n{\"t\":2,\"d\":\"dAABQg==\"}\n",
        "[{\"t\":1,\"d\":\"rO0ABXA=\"},{\"t\":2,\"d\":\"dAABQg==\"}]",
        "{\"d\":[-84,-19,0,5,112]}\n{\"d\":[116,0,1,66]}\n",
        r#"{'n': 1, 'd': b'\xac\xed\0\5p'}, {'n': 2, 'd': b't\0\1A'}"#,
        "> lindex k 0\n\"\\xac\\xed\\0\\5p\"\n> lindex k 1\n\"t\\0\\1A\"\n",
        "-----BEGIN X-----\nrO0ABXA=\n-----END X-----\n-----BEGIN X-----\ndAABQg==\n-----END X-----\n",
        // Other columns are no part of it.
        "aced00057400026869\t70\n",
        "aced00057400026869,70\n",
        "aced00057400026869 70\n",
        "payload=aced00057400026869 70",
        "x = 0xaced00057400026869, 0x70",
        "rO0ABXQAAmhp cHBw\n",
        r#"["\xac\xed\0\5p", "pppp"]"#,
        "(aced000570)(74000141)",
        "(aced000570) + (74000141)",
    ] {
        let ended = decoded(&["--plain"], text.as_bytes());
        assert_eq!(ended.status.code(), Some(1), "{text}: {ended:?}");
    }
    // What has a name, begins no object, or is a word is another thing.
    for text in [
        r#"{"data": "aced000570", "size": "74000141"}"#,
        r#"{"data": [-84, -19, 0, 5, 112], "ids": [112, 116]}"#,
        r#"{"data": "rO0ABXA=", "type": "dAAB"}"#,
        r#"{b'data': b'\xac\xed\0\5p', b'test': b't\x00\x01A'}"#,
        r#"array("data" => "\xac\xed\0\5p", "other" => "t\0\1A")"#,
        "INSERT INTO t VALUES (1, X'ACED000570', 'test', '2026-11-28', '{}');",
        "INSERT INTO t VALUES (E'\\254\\355\\000\\005p', 'time', 'a picture', 70);",
        "('rO0ABXA=', 'chat', 'base64')",
        "log(\"aced000570\"); // it's what they don't know",
        "byte[] a = {-84, -19, 0, 5, 112}; int[] sizes = {1, 2, 3};",
        "| data | n |\n|------|------|\n| 0xACED000570 | 70 |\n",
        " data | n \n---+-----\n \\xaced000570 | 7412\n(1 row)\n",
        "1) \"\\xac\\xed\\x00\\x05p\"\n2) \"test\"\n",
        "data=aced000570&crc=74000141",
        "<Buffer ac ed 00 05 70> <Buffer 68 6f>",
        "data: <Buffer ac ed 00 05 70>",
        r"(b'\xac\xed\0\5p', 'report.csv', 'www.example.com', 'tomcat-1', 'web server', 'zone 7')",
        r#"["rO0ABXA=","eth0","cdn2"]"#,
        "data=[-84,-19,0,5,112], tags=[115]",
        "{ id: 5, data: <Buffer ac ed 00 05 70>, sig: <Buffer de ad> }",
        " data | flag\n------+-----\n \\xaced000570 | \\x70\n(1 row)\n",
        "int lens[] = {1, 2, 3};\nunsigned char x[] = {0xac,0xed,0,5,0x70};\n",
        "char x[] = {0xac,0xed,0,5,0x70};\nint lens[] = {1, 2, 3}; int n=5;\n",
        r#"[{"_source":{"layers":{"tcp":{"tcp.srcport":"1","tcp.payload":"ac:ed:00:05:70"}}}}]"#,
        "aced0005 70",
        "ac ed 00 05 70",
    ] {
        shows(&["--plain"], text.as_bytes(), &["null"]);
    }
}

/// Lines of digits, and groups of them, are one text where they are as long as each other.
#[test]
fn groups_of_one_text_are_put_together() {
    let stream = [&b"\xAC\xED\0\x05t\0\x80"[..], &[b'a'; 0x80]].concat();
    let digits: String = stream.iter().map(|byte| format!("{byte:02x}")).collect();
    let base64 = {
        let text = format!(
            "[{}]",
            stream
                .iter()
                .map(u8::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        );
        shows(
            &["--plain"],
            text.as_bytes(),
            &[&format!("\"{}\"", "a".repeat(0x80))],
        );
        data_encoding::BASE64.encode(&stream)
    };
    for (text, width) in [(&digits, 40), (&digits, 64), (&base64, 64), (&base64, 76)] {
        for separator in ["\n", "\r\n", " ", " \n  "] {
            let lines: Vec<&str> = text
                .as_bytes()
                .chunks(width)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            let text = lines.join(separator);
            shows(
                &["--plain"],
                text.as_bytes(),
                &[&format!("\"{}\"", "a".repeat(0x80))],
            );
        }
    }
}

/// Seventy bytes that ask for 9 exabytes, and a megabyte of zeros for each kilobyte.
#[test]
fn a_few_bytes_do_not_stand_for_any_number() {
    let row = "00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00";
    let bomb =
        format!("00000000  ac ed 00 05 77 00 00 00\n00000008  {row}\n*\n7fffffffffffff00  01\n");
    let ended = decoded(&[], bomb.as_bytes());
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(
        ended.stderr[0].contains("line 4: '*' before it stands for"),
        "{ended:?}"
    );
}

#[test]
fn a_stream_amid_other_bytes_is_found_and_read_from_there() {
    let call = [b"JRMI\0\x02K\0\x09127.0.0.1\0\0\0\0P", HOLA].concat();
    let line = refused(&[], &call);
    assert!(
        line.contains("AC ED 00 05, stands at byte 23: --skip 23"),
        "{line}"
    );
    shows(&["--plain", "--skip", "23"], &call, &["\"hola\""]);
    // A header that comes in two pieces of a long file, far behind.
    let mut long = vec![0xFF; 3 << 20];
    long.extend(HOLA);
    let path = std::env::temp_dir().join(format!("javawire-amid-{}", std::process::id()));
    std::fs::write(&path, &long).unwrap();
    let ended = super::run(&["dump", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert!(
        ended.stderr[0].contains("stands at byte 3145728"),
        "{ended:?}"
    );

    let log = b"2024-01-01 session rO0ABXQABGhvbGE=";
    let line = refused(&[], log);
    assert!(line.contains("rO0AB…, stands at byte 19"), "{line}");
    shows(&["--plain", "--skip", "19"], log, &["\"hola\""]);
    let log = b"2024-01-01 session=rO0ABXQABGhvbGE= stored";
    shows(&["--plain"], log, &["\"hola\""]);

    let line = refused(&["--skip", "12"], HOLA);
    assert!(line.contains("there are only 11 bytes"), "{line}");
}

#[test]
fn what_follows_so_many_objects_is_another_thing() {
    let stream = [HOLA, b"w\x01\x02t\0\x05HELLO\0\0garbage"].concat();
    shows(&["--plain", "--objects", "1"], &stream, &["\"hola\""]);
    shows(
        &["--plain", "--objects", "2"],
        &stream,
        &["\"hola\"", "{\"@bytes\": \"02\"}", "\"HELLO\""],
    );
    let program = start(&["dump", "--objects", "1"]);
    program.send(&*stream);
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(
        ended.stdout.last().unwrap(),
        "00000007  68 6F 6C 61                \"hola\""
    );
}

/// By all commands alike.
#[test]
fn a_capture_that_begins_amid_a_connection_is_read() {
    let capture = b"yt\0\x04holaq\0~\0\0";
    for arguments in [&[][..], &["--no-header"]] {
        shows(
            &[&["--plain"], arguments].concat(),
            capture,
            &["\"hola\"", "\"hola\""],
        );
        let ended = decoded(arguments, capture);
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert!(ended.stdout[0].contains("\"header\":false"), "{ended:?}");
        let program = start(&[&["dump", "-"], arguments].concat());
        program.send(capture);
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(
            ended.stdout[0],
            "00000000  79                       TC_RESET, handles start again"
        );
    }
    for command in [
        &["dump", "-"][..],
        &["decode", "-"],
        &["decode", "--plain", "-"],
    ] {
        let program = start(command);
        program.send(b"t\0\x04nextq\0~\0\x05");
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert!(ended.stderr[0].contains("sent before"), "{ended:?}");
    }
}

#[test]
fn strings_of_write_utf_may_have_an_object_stream_behind_them() {
    for arguments in [&[][..], &["--raw", "writeutf"]] {
        let program = start(&[&["dump", "-"], arguments].concat());
        program.send([b"\0\x05HELLO", HOLA].concat());
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(
            ended.stdout[1..3],
            [
                "00000002  48 45 4C 4C 4F             \"HELLO\"",
                "00000007  AC ED                    STREAM_MAGIC",
            ]
        );
    }
}

/// A string of so many bytes as a header begins with is one that Java writes; a zero byte as
/// itself, as in a header, is none.
#[test]
fn a_string_as_long_as_a_header_says_is_a_string() {
    let long = [b"\xAC\xED".to_vec(), vec![b'x'; 0xACED]].concat();
    let program = start(&["dump", "-"]);
    program.send([b"\0\x01a", &long[..], b"\0\x01b"].concat());
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    let heads = ended.stdout.iter().filter(|line| line.contains("writeUTF"));
    assert_eq!(heads.count(), 3);
}

#[test]
fn what_is_no_stream_at_all_is_one_line() {
    for (bytes, words) in [
        (&b""[..], "stdin is empty: there is nothing to read"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", "a picture"),
        (b"The quick brown fox", "it is plain text"),
        // A first letter that is a type code.
        (b"the quick brown fox", "it is plain text"),
        ("¿qué tal?".as_bytes(), "it is plain text"),
        (
            b"\x01\x02\x03\x04\x05\x06",
            "invalid stream header: 01020304",
        ),
        (b"\xCE\xCE\xCE\xCE\0\0\0\x02", "JCEKS"),
    ] {
        for arguments in [&[][..], &["--plain"]] {
            let line = refused(arguments, bytes);
            assert!(line.contains(words), "{line}");
            let is_text = words == "it is plain text";
            assert_eq!(line.contains("plain text"), is_text, "{line}");
        }
    }
}

#[test]
fn line_ends_that_were_converted_are_named() {
    let stream = b"\xAC\xED\0\x05t\0\x11line one\r\nline two";
    let ended = decoded(&[], stream);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(
        ended.stderr[0].contains("its line ends became CR LF"),
        "{ended:?}"
    );
    // With a lone LF in it that is not what happened.
    let ended = decoded(&[], b"\xAC\xED\0\x05t\0\x11line\none\r\nline two");
    assert!(!ended.stderr[0].contains("CR LF"), "{ended:?}");
}

/// Whatever a stream, a connection or an input does wrong: the program's words are its own.
#[test]
fn no_message_names_a_function_of_the_library() {
    let external = b"\xAC\xED\0\x05sr\0\x03a.B\0\0\0\0\0\0\0\x01\x04\0\0xp\0\0\0\x07";
    let inputs: [&[u8]; 5] = [
        external,
        b"\0\x05HELLO",
        b"t\0\x04hol",
        b"HTTP/1.1",
        b"\xAC\xED\0\x05\0",
    ];
    for input in inputs {
        for command in [
            &["dump", "-"][..],
            &["decode", "-"],
            &["decode", "--plain", "-"],
        ] {
            let program = start(command);
            program.send(input);
            for line in program.end().stderr {
                let own = line.replacen("javawire:", "", 1);
                assert!(!own.contains("::") && !own.contains("with_"), "{line}");
            }
        }
    }
}
