//! Rust and Java make the same calls, and write the same bytes.

use std::io::{self, Write};

use javawire::{DataOutput, Encoder, JavaString, ObjectOutputStream, Result};

use crate::library::{LENGTHS, TIMES, assert_bytes, java, numbered};

#[test]
fn blocks_of_awkward_sizes_are_cut_as_java_cuts_them() {
    let mut stream = ObjectOutputStream::new(Vec::new()).unwrap();
    for length in LENGTHS {
        stream.write_all(&numbered(length)).unwrap();
        stream.write_string(format!("end of {length}")).unwrap();
    }
    assert_bytes("in one call", &stream.into_inner().unwrap(), &java().blocks);
}

#[test]
fn blocks_written_byte_by_byte_are_cut_as_java_cuts_them() {
    let mut stream = ObjectOutputStream::new(Vec::new()).unwrap();
    for length in LENGTHS {
        for byte in numbered(length) {
            stream.write_all(&[byte]).unwrap();
        }
        stream.flush().unwrap();
    }
    assert_bytes("byte by byte", &stream.into_inner().unwrap(), &java().bytes);
}

#[test]
fn encoder_writes_the_same_without_a_stream() {
    let mut encoder = Encoder::new();
    let mut written = Vec::new();
    for length in LENGTHS {
        // In two calls: a second one goes on with a block that is not full.
        let bytes = numbered(length);
        let (head, tail) = bytes.split_at(length / 3);
        encoder.block_data(head);
        encoder.block_data(tail);
        let end = JavaString::from(format!("end of {length}"));
        encoder.string(end.as_java_str());
        written.extend(encoder.take());
    }
    assert_bytes("taken in parts", &written, &java().blocks);

    let mut encoder = Encoder::without_header();
    encoder.block_data(&numbered(1025));
    assert_eq!(encoder.take().len(), 5 + 1024);
    assert_eq!(encoder.take(), b"");
    encoder.flush();
    assert_eq!(encoder.take(), b"\x77\x01\x00");
    encoder.flush();
    assert_eq!(encoder.take(), b"");
}

#[test]
fn primitives_are_split_over_blocks_as_java_splits_them() {
    let mut stream = ObjectOutputStream::new(Vec::new()).unwrap();
    primitives(&mut stream).unwrap();
    let written = stream.into_inner().unwrap();
    assert_bytes("primitives", &written, &java().primitives);
}

/// `FaultStreams.primitives`, call by call.
fn primitives(out: &mut impl DataOutput) -> Result<()> {
    for i in 0..TIMES {
        out.write_boolean(i % 2 == 0)?;
        out.write_byte(i.to_le_bytes()[0].cast_signed())?;
        out.write_short(i16::try_from(-i).unwrap())?;
        out.write_char(u16::try_from(i).unwrap())?;
        out.write_int(i.wrapping_mul(1_000_003))?;
        out.write_long(i64::from(i) * -1_000_000_007)?;
        out.write_float(f32::from(i16::try_from(i).unwrap()) / 3.0)?;
        out.write_double(f64::from(i) / 3.0)?;
        out.write_float(f32::from_bits(0x7F80_0001))?;
        out.write_double(f64::from_bits(0xFFF0_0000_0000_0001))?;
        out.write_utf(format!("phrase {i}"))?;
        out.write_chars(format!("ñ€{i}"))?;
        out.write_bytes(format!("hola{i}"))?;
    }
    Ok(())
}

#[test]
fn strings_references_and_resets_are_written_as_java_writes_them() {
    let odd = [0xF1, 0x20AC, 0xD83D, 0xDE00, 0, 0xD800];
    let write = || -> Result<Vec<u8>> {
        let mut stream = ObjectOutputStream::new(Vec::new())?;
        stream.write_int(1)?;
        let hola = stream.write_string("hola")?;
        stream.write_string(JavaString::from_utf16(&odd))?;
        stream.write_int(2)?;
        stream.write_int(3)?;
        stream.write_reference(hola)?;
        stream.write_null()?;
        stream.reset()?;
        stream.write_string("hola")?;
        stream.write_string("")?;
        stream.reset()?;
        stream.reset()?;
        stream.write_int(4)?;
        stream.write_string("ñ".repeat(40_000))?;
        stream.write_string("hola")?;
        stream.into_inner()
    };
    assert_bytes("strings", &write().unwrap(), &java().strings);
}

/// As the JDK's: the header by itself and at once, then a string whole.
#[test]
fn header_and_string_go_out_in_a_write_each() {
    #[derive(Default)]
    struct Writes(Vec<Vec<u8>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut writes = Writes::default();
    let mut stream = ObjectOutputStream::new(&mut writes).unwrap();
    stream.write_string("hola").unwrap();
    stream.write_all(b"not before it must").unwrap();
    drop(stream);
    assert_eq!(writes.0, [&b"\xAC\xED\0\x05"[..], b"\x74\0\x04hola"]);
}
