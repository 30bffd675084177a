//! What Java wrote, read in pieces of every size and cut off anywhere.

use std::io::Read;

use javawire::{
    DataInput, Error, ErrorKind, EventReader, JavaString, ObjectInputStream, Parsed, Parser, Result,
};

use crate::library::{LENGTHS, Pieces, SIZES, TIMES, java, numbered};

/// What a stream holds, as `ObjectInputStream` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Data(Vec<u8>),
    Text(Option<JavaString>),
}

/// All items of a stream, and how it ended.
fn items(bytes: &[u8], size: usize, exact: bool) -> (Vec<Item>, Result<()>) {
    let mut items = Vec::new();
    let input = Pieces { bytes, size };
    let read = || -> Result<()> {
        let mut stream = ObjectInputStream::new(input)?;
        if exact {
            stream = stream.with_exact_reads();
        }
        loop {
            let mut data = Vec::new();
            let end = stream.read_to_end(&mut data);
            if !data.is_empty() {
                items.push(Item::Data(data));
            }
            end.map_err(inner)?;
            if stream.is_at_end()? {
                return Ok(());
            }
            items.push(Item::Text(stream.read_string()?));
        }
    };
    let end = read();
    (items, end)
}

/// The error of the stream within the one that `Read` has for it.
fn inner(error: std::io::Error) -> Error {
    error.downcast().unwrap()
}

/// All events of a stream, from its parser alone.
fn events(bytes: &[u8], size: usize) -> (Vec<String>, Result<()>) {
    let mut parser = Parser::new();
    let (mut events, mut start, mut end) = (Vec::new(), 0, 0);
    loop {
        match parser.parse(&bytes[start..end], end == bytes.len()) {
            Err(error) => return (events, Err(error)),
            Ok(Parsed::Event { event, consumed }) => {
                events.push(format!("{event:?}"));
                start += consumed;
            }
            Ok(Parsed::NeedMore { .. }) => end = end.saturating_add(size).min(bytes.len()),
            Ok(Parsed::End) => return (events, Ok(())),
        }
    }
}

/// All events of a stream, through the reader.
fn events_read(bytes: &[u8], size: usize) -> (Vec<String>, Result<()>) {
    let mut events = Vec::new();
    let mut reader = EventReader::new(Pieces { bytes, size }, Parser::new());
    loop {
        match reader.next_event() {
            Ok(Some(event)) => events.push(format!("{event:?}")),
            Ok(None) => return (events, Ok(())),
            Err(error) => return (events, Err(error)),
        }
    }
}

#[test]
fn java_block_data_is_read_in_pieces_of_every_size() {
    let mut expected = Vec::new();
    for length in LENGTHS {
        if length > 0 {
            expected.push(Item::Data(numbered(length)));
        }
        let end = JavaString::from(format!("end of {length}"));
        expected.push(Item::Text(Some(end)));
    }
    for size in SIZES {
        for exact in [false, true] {
            let (found, end) = items(&java().blocks, size, exact);
            assert!(found == expected, "{size} bytes at a time, exact: {exact}");
            end.unwrap();
        }
    }

    let all: Vec<u8> = LENGTHS.into_iter().flat_map(numbered).collect();
    for size in SIZES {
        let (found, end) = items(&java().bytes, size, false);
        assert!(found == [Item::Data(all.clone())], "{size} bytes at a time");
        end.unwrap();
    }
}

#[test]
fn java_strings_are_read_in_pieces_of_every_size() {
    let text = |text: &str| Item::Text(Some(text.into()));
    let data = |ints: &[i32]| Item::Data(ints.iter().copied().flat_map(i32::to_be_bytes).collect());
    let odd = [0xF1, 0x20AC, 0xD83D, 0xDE00, 0, 0xD800];
    let expected = [
        data(&[1]),
        text("hola"),
        Item::Text(Some(JavaString::from_utf16(&odd))),
        data(&[2, 3]),
        text("hola"),
        Item::Text(None),
        text("hola"),
        text(""),
        data(&[4]),
        text(&"ñ".repeat(40_000)),
        text("hola"),
    ];
    for size in SIZES {
        for exact in [false, true] {
            let (found, end) = items(&java().strings, size, exact);
            assert!(found == expected, "{size} bytes at a time, exact: {exact}");
            end.unwrap();
        }
    }
}

#[test]
fn java_primitives_are_read_in_pieces_of_every_size() {
    for size in SIZES {
        let bytes = &java().primitives[..];
        let mut stream = ObjectInputStream::new(Pieces { bytes, size }).unwrap();
        primitives(&mut stream).unwrap_or_else(|error| panic!("{size} bytes at a time: {error}"));
        assert!(stream.is_at_end().unwrap());
        let end = stream.read_byte().unwrap_err();
        assert!(
            matches!(end.kind(), ErrorKind::UnexpectedEnd { .. }),
            "{end}"
        );
    }
}

/// `FaultStreams.primitives`, read back.
fn primitives(input: &mut impl DataInput) -> Result<()> {
    for i in 0..TIMES {
        assert_eq!(input.read_boolean()?, i % 2 == 0);
        assert_eq!(input.read_byte()?, i.to_le_bytes()[0].cast_signed());
        assert_eq!(i32::from(input.read_short()?), -i);
        assert_eq!(i32::from(input.read_char()?), i);
        assert_eq!(input.read_int()?, i.wrapping_mul(1_000_003));
        assert_eq!(input.read_long()?, i64::from(i) * -1_000_000_007);
        let float = f32::from(i16::try_from(i).unwrap()) / 3.0;
        assert_eq!(input.read_float()?.to_bits(), float.to_bits());
        assert_eq!(
            input.read_double()?.to_bits(),
            (f64::from(i) / 3.0).to_bits()
        );
        assert_eq!(input.read_float()?.to_bits(), 0x7FC0_0000);
        assert_eq!(input.read_double()?.to_bits(), 0x7FF8_0000_0000_0000);
        assert_eq!(input.read_utf()?, *format!("phrase {i}"));
        for unit in format!("ñ€{i}").encode_utf16() {
            assert_eq!(input.read_char()?, unit);
        }
        let mut bytes = vec![0; format!("hola{i}").len()];
        input.read_fully(&mut bytes)?;
        assert_eq!(bytes, format!("hola{i}").as_bytes());
    }
    Ok(())
}

#[test]
fn events_do_not_depend_on_how_the_bytes_are_cut() {
    for bytes in [&java().blocks, &java().strings, &java().primitives] {
        let (whole, end) = events(bytes, usize::MAX);
        end.unwrap();
        for size in SIZES {
            let (found, end) = events(bytes, size);
            assert!(found == whole, "parser, {size} bytes at a time");
            end.unwrap();
            let (found, end) = events_read(bytes, size);
            assert!(found == whole, "reader, {size} bytes at a time");
            end.unwrap();
        }
    }
}

/// Every kind of item, short enough to be cut off at every byte.
const SHORT: &[u8] = b"\xAC\xED\0\x05\x77\x03abc\x74\0\x04hola\x70\x71\0\x7E\0\0\
    \x79\x7A\0\0\0\x05hello\x77\0\x7C\0\0\0\0\0\0\0\x04hola\xAC\xED\0\x05\x74\0\x00\x71\0\x7E\0\0";

/// Where `SHORT` may end.
fn ends() -> Vec<usize> {
    let mut ends = Vec::new();
    let mut reader = EventReader::new(SHORT, Parser::new());
    while reader.next_event().unwrap().is_some() {
        ends.push(usize::try_from(reader.offset()).unwrap());
    }
    ends
}

#[test]
fn a_stream_ends_between_two_items_or_unexpectedly() {
    let ends = ends();
    assert_eq!(ends.len(), 12);
    assert_eq!(ends.last(), Some(&SHORT.len()));
    let (whole, _) = events(SHORT, usize::MAX);
    for cut in 0..SHORT.len() {
        for size in [1, 4, usize::MAX] {
            for (found, end) in [
                events(&SHORT[..cut], size),
                events_read(&SHORT[..cut], size),
            ] {
                assert_eq!(found, whole[..found.len()], "cut at {cut}");
                assert_end(end, cut, ends.contains(&cut));
            }
        }
    }
}

#[test]
fn objects_and_data_end_between_two_items_or_unexpectedly() {
    let ends = ends();
    let (whole, end) = items(SHORT, usize::MAX, false);
    end.unwrap();
    let data: Vec<&Item> = whole
        .iter()
        .filter(|item| matches!(item, Item::Data(_)))
        .collect();
    assert_eq!(
        data,
        [&Item::Data(b"abc".to_vec()), &Item::Data(b"hello".to_vec())]
    );
    assert_eq!(whole.len(), 8);
    for cut in 0..SHORT.len() {
        for size in [1, 4, usize::MAX] {
            for exact in [false, true] {
                let (found, end) = items(&SHORT[..cut], size, exact);
                assert_eq!(found, whole[..found.len()], "cut at {cut}");
                assert_end(end, cut, ends.contains(&cut));
            }
        }
    }
}

#[track_caller]
fn assert_end(end: Result<()>, cut: usize, may_end: bool) {
    match end {
        Ok(()) => assert!(may_end, "a clean end at byte {cut}"),
        Err(error) => {
            assert!(!may_end, "cut at {cut}: {error}");
            assert!(
                matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }),
                "cut at {cut}: {error}"
            );
            assert_eq!(error.offset(), Some(cut as u64), "{error}");
        }
    }
}
