//! What one call of `ObjectInputStream` leaves for the next.

use std::io::{self, Read, Write as _};

use javawire::{Blame, DataInput, Error, ErrorKind, ObjectInputStream, ObjectOutputStream, Parser};

use crate::library::{Pieces, SIZES, numbered};
use crate::support::streams::java_streams;

const HEADER: &[u8] = b"\xAC\xED\0\x05";

fn stream<R: Read>(input: R) -> ObjectInputStream<R> {
    ObjectInputStream::with_parser(input, Parser::without_header()).unwrap()
}

#[track_caller]
fn found(error: &Error) -> &str {
    match error.kind() {
        ErrorKind::NotA { found, .. } => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reference_gives_the_string_again_until_a_reset() {
    let bytes =
        b"\x74\0\x01a\x74\0\x01b\x71\0\x7E\0\x01\x71\0\x7E\0\0\x79\x74\0\x01c\x71\0\x7E\0\0\
        \x71\0\x7E\0\x01";
    let mut stream = stream(&bytes[..]);
    for expected in ["a", "b", "b", "a", "c", "c"] {
        assert_eq!(stream.read_string().unwrap().unwrap(), expected);
    }
    let error = stream.read_string().unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Handle { handle: 0x7E_0001 }),
        "{error}"
    );
    // A stream that has failed stays so.
    let error = stream.read_string().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UsedAfterError), "{error}");
}

#[test]
fn null_is_a_string_like_any_other_and_has_no_handle() {
    let mut stream = stream(&b"\x70\x74\0\x01a\x71\0\x7E\0\0\x70"[..]);
    assert!(stream.read_string().unwrap().is_none());
    assert_eq!(stream.read_string().unwrap().unwrap(), "a");
    assert_eq!(stream.read_string().unwrap().unwrap(), "a");
    assert!(stream.read_string().unwrap().is_none());
    assert!(stream.is_at_end().unwrap());
}

/// A peer that resets its stream after each message ends it behind a reset.
#[test]
fn a_stream_that_ends_with_resets_has_ended() {
    let message = b"\x74\0\x04hola\x79";
    let endings: [&[u8]; 4] = [b"", b"\x79", b"\x79\x79\x79", b"\x77\x01a\x79"];
    for ending in endings {
        let bytes = [HEADER, message, message, ending].concat();
        for size in SIZES {
            for exact in [false, true] {
                let pieces = Pieces {
                    bytes: &bytes,
                    size,
                };
                let mut stream = ObjectInputStream::new(pieces).unwrap();
                if exact {
                    stream = stream.with_exact_reads();
                }
                for _ in 0..2 {
                    assert!(!stream.is_at_end().unwrap());
                    let value = stream.read_object().unwrap().unwrap();
                    // A look ahead takes nothing away of what was read.
                    stream.is_at_end().unwrap();
                    assert!(stream.graph().node(value).is_some());
                }
                if ending.starts_with(b"\x77") {
                    assert!(!stream.is_at_end().unwrap());
                    assert_eq!(stream.read_byte().unwrap(), 0x61);
                }
                for _ in 0..2 {
                    assert!(stream.is_at_end().unwrap(), "{ending:?} {size}");
                    assert_eq!(stream.offset(), bytes.len() as u64);
                }
                assert!(stream.read_object().is_err());
            }
        }
    }
}

/// A reset seen in a look ahead is one all the same.
#[test]
fn handles_start_again_behind_a_reset_that_was_looked_at() {
    let bytes = b"\x74\0\x01a\x79\x74\0\x01b\x71\0\x7E\0\0\x79\x71\0\x7E\0\0";
    let mut stream = stream(&bytes[..]);
    for expected in ["a", "b", "b"] {
        assert!(!stream.is_at_end().unwrap());
        assert_eq!(stream.read_string().unwrap().unwrap(), expected);
    }
    assert!(!stream.is_at_end().unwrap());
    let error = stream.read_object().unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Handle { handle: 0x7E_0000 }),
        "{error}"
    );
}

#[cfg(feature = "server")]
#[test]
fn an_async_stream_that_ends_with_resets_has_ended() {
    use javawire::stream::aio::AsyncObjectInputStream;

    let read = async {
        let bytes = b"\xAC\xED\0\x05\x74\0\x04hola\x79\x74\0\x04hola\x79\x79";
        let mut stream = AsyncObjectInputStream::new(&bytes[..]).await?;
        let mut read = 0;
        while !stream.is_at_end().await? {
            assert_eq!(stream.read_string().await?.unwrap(), "hola");
            read += 1;
        }
        Ok::<_, Error>(read)
    };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    assert_eq!(runtime.build().unwrap().block_on(read).unwrap(), 2);
}

/// What the output had not taken when a future was dropped goes out with the next call.
#[cfg(feature = "server")]
#[test]
fn an_async_stream_whose_futures_are_dropped_loses_nothing() {
    use javawire::stream::aio::AsyncObjectOutputStream;
    use tokio::io::AsyncReadExt;

    let texts: Vec<String> = (0..50).map(|number| format!("text {number}")).collect();
    let written = async {
        let (ours, mut theirs) = tokio::io::duplex(8);
        let mut output = AsyncObjectOutputStream::new(ours).await?;
        for text in &texts {
            // The other end takes nothing: it is full after a few bytes.
            tokio::select! {
                biased;
                sent = output.send(text) => sent?,
                () = std::future::ready(()) => {}
            }
        }
        let mut all = Vec::new();
        let ended = async {
            output.write_block_data(b"end").await?;
            output.into_inner().await.map(drop)
        };
        let (flushed, read) = tokio::join!(ended, theirs.read_to_end(&mut all));
        flushed?;
        read?;
        Ok::<_, Error>(all)
    };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let written = runtime.build().unwrap().block_on(written).unwrap();
    let mut expected = ObjectOutputStream::new(Vec::new()).unwrap();
    for text in &texts {
        expected.send(text).unwrap();
    }
    expected.write_all(b"end").unwrap();
    assert_eq!(written, expected.into_inner().unwrap());
}

/// Java's `OptionalDataException`.
#[test]
fn block_data_where_an_object_is_read_can_still_be_read() {
    let mut stream = stream(&b"\x77\x03abc\x74\0\x04hola"[..]);
    for _ in 0..2 {
        assert_eq!(found(&stream.read_string().unwrap_err()), "block data");
    }
    // Nor can an object be read from the middle of it.
    assert_eq!(stream.read_byte().unwrap(), 0x61);
    assert_eq!(found(&stream.read_object().unwrap_err()), "block data");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert_eq!(rest, b"bc");
    assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
}

/// As above, of a block that is longer than what is read of it at a time.
#[test]
fn a_long_block_where_an_object_is_read_can_still_be_read() {
    let block = numbered(200_000);
    let length = 200_000_u32.to_be_bytes();
    let bytes = [&[0x7A][..], &length, &block, b"\x74\0\x04hola"].concat();
    let mut stream = stream(&bytes[..]);
    let mut read = Vec::new();
    for count in [0, 1, 65_534, 1, 1, 70_000] {
        assert_eq!(found(&stream.read_string().unwrap_err()), "block data");
        let mut part = vec![0; count];
        stream.read_exact(&mut part).unwrap();
        read.extend(part);
    }
    stream.read_to_end(&mut read).unwrap();
    assert!(read == block);
    assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
}

#[test]
fn primitives_are_read_across_blocks_of_any_size() {
    let values = b"\x01\0\0\0\x2A\0\x04hola\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE";
    for size in 1..=values.len() {
        // Empty blocks, which Java never writes but reads.
        let mut bytes = b"\x77\0".to_vec();
        for block in values.chunks(size) {
            bytes.extend([0x77, u8::try_from(block.len()).unwrap()]);
            bytes.extend(block);
            bytes.extend(b"\x7A\0\0\0\0");
        }
        bytes.extend(b"\x74\0\x03fin");
        let mut stream = stream(&bytes[..]);
        assert!(stream.read_boolean().unwrap());
        assert_eq!(stream.read_int().unwrap(), 42);
        assert_eq!(stream.read_utf().unwrap(), "hola");
        assert_eq!(stream.read_long().unwrap(), -2);
        // The empty block behind the last value.
        assert_eq!(stream.read(&mut [0]).unwrap(), 0);
        assert_eq!(stream.read_string().unwrap().unwrap(), "fin", "{size}");
    }
}

/// Java's `EOFException`.
#[test]
fn a_primitive_does_not_reach_over_an_object() {
    for block in [&b""[..], b"\x77\x01\0", b"\x77\x03\0\0\0"] {
        let bytes = [block, b"\x74\0\x04hola\x77\x04\0\0\0\x2A"].concat();
        let mut stream = stream(&bytes[..]);
        let error = stream.read_int().unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }),
            "{error}"
        );
        assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
        assert_eq!(stream.read_int().unwrap(), 42);
    }
}

/// What is wrong with the stream is told as it is, though it came through `Read`.
#[test]
fn a_primitive_of_a_broken_stream_fails_for_the_reason_of_the_stream() {
    let mut cut = stream(&b"\x77\x02\0\0\x77\x04\0\0"[..]);
    assert_eq!(cut.read_short().unwrap(), 0);
    let error = cut.read_int().unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }),
        "{error}"
    );
    assert_eq!(error.offset(), Some(8), "{error}");

    let mut negative = stream(&b"\x77\x02\0\0\x7A\xFF\xFF\xFF\xFF"[..]);
    let error = negative.read_int().unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NegativeLength { length: -1, .. }),
        "{error}"
    );
    assert_eq!(
        (error.offset(), error.blame()),
        (Some(5), Blame::Peer),
        "{error}"
    );
}

/// Java's `ClassCastException`, after which the stream can be read on too.
#[test]
fn an_object_of_another_class_is_read_past() {
    let objects = java_streams(["Integer", "int[]", "enum", "Class", "String[]"]);
    let names = [
        "an object of class java.lang.Integer",
        "an array of class [I",
        "the enum constant java.util.concurrent.TimeUnit.SECONDS",
        "the class java.lang.Integer",
        "an array of class [Ljava.lang.String;",
    ];
    for (object, name) in objects.iter().zip(names) {
        let bytes = [&object[..], b"\x74\0\x04hola"].concat();
        let mut stream = ObjectInputStream::new(&bytes[..]).unwrap();
        assert_eq!(found(&stream.read_string().unwrap_err()), name);
        assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
        assert!(stream.is_at_end().unwrap());
    }
}

/// Java's `WriteAbortedException`.
#[test]
fn an_exception_of_the_writer_is_told_and_read_past() {
    let [exception] = java_streams(["exception"]);
    let bytes = [&exception[..], b"\x74\0\x04hola\x71\0\x7E\0\0"].concat();
    let mut stream = ObjectInputStream::new(&bytes[..]).unwrap();
    let error = stream.read_string().unwrap_err();
    let ErrorKind::WriteAborted { exception } = error.kind() else {
        panic!("{error}")
    };
    assert_eq!(
        exception,
        "java.io.NotSerializableException: java.lang.Object"
    );
    // Handles start again behind it.
    assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
    assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
}

/// One connection, where objects and other bytes take turns.
#[test]
fn an_exact_stream_leaves_its_input_to_others() {
    let long = "a".repeat(70_000);
    let length = 70_000_u64.to_be_bytes();
    let objects: [(&[u8], &str); 4] = [
        (b"\x74\0\x04hola", "hola"),
        (b"\x79\x79\x74\0\0", ""),
        (b"\x7C\0\0\0\0\0\0\0\x02ab", "ab"),
        (&[&[0x7C][..], &length, long.as_bytes()].concat(), &long),
    ];
    let mut bytes = Vec::new();
    for (object, _) in &objects {
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\0\x05HELLO");
    }
    let mut input = &bytes[..];
    for (_, text) in &objects {
        let mut stream = stream(&mut input).with_exact_reads();
        assert_eq!(stream.read_string().unwrap().unwrap(), *text);
        let (_, early) = stream.into_parts();
        assert_eq!(early, b"");
        assert_eq!(input.read_utf().unwrap(), "HELLO");
    }
    assert_eq!(input, b"");
}

#[test]
fn an_exact_stream_asks_for_nothing_behind_a_primitive() {
    let mut input = &b"\x77\x04\0\0\0\x2Arest"[..];
    let mut stream = stream(&mut input).with_exact_reads();
    assert_eq!(stream.read_int().unwrap(), 42);
    assert_eq!(input, b"rest");
}

#[test]
fn another_stream_tells_what_it_took_too_early() {
    let mut stream =
        ObjectInputStream::new(&b"\xAC\xED\0\x05\x74\0\x04hola\0\x05HELLO"[..]).unwrap();
    assert_eq!(stream.read_string().unwrap().unwrap(), "hola");
    assert_eq!(stream.offset(), 11);
    let (input, early) = stream.into_parts();
    let mut rest = early.chain(input);
    assert_eq!(rest.read_utf().unwrap(), "HELLO");
}

/// A failure of the input is told as it is, and is not the end of the stream.
#[test]
fn a_failing_input_can_be_tried_again() {
    struct Fails<'a> {
        bytes: &'a [u8],
        fails: bool,
    }

    impl Read for Fails<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.fails = !self.fails;
            if self.fails {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let most = out.len().min(3);
            self.bytes.read(&mut out[..most])
        }
    }

    let mut stream = stream(Fails {
        bytes: b"\x74\0\x04hola",
        fails: false,
    });
    let mut failures = 0;
    let text = loop {
        match stream.read_string() {
            Ok(text) => break text,
            Err(error) => {
                let ErrorKind::Io(cause) = error.kind() else {
                    panic!("{error}")
                };
                assert_eq!(cause.kind(), io::ErrorKind::TimedOut);
                failures += 1;
            }
        }
    };
    assert_eq!(text.unwrap(), "hola");
    assert_eq!(failures, 3);
}
