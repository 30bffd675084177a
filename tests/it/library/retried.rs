//! An output that does not take all at once, or fails for a while: no byte of the stream is lost,
//! and none goes out twice.

use std::io::{self, Write};

use javawire::{DataOutput, Error, ErrorKind, ObjectOutputStream, Result};

/// Takes so many bytes, then fails once, and so on.
struct Fails {
    taken: Vec<u8>,
    every: usize,
    left: usize,
    kind: io::ErrorKind,
}

impl Fails {
    fn new(every: usize, kind: io::ErrorKind) -> Self {
        Fails {
            taken: Vec::new(),
            every,
            // The header goes out before there is a stream to try again with.
            left: every + 4,
            kind,
        }
    }
}

impl Write for Fails {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            self.left = self.every;
            return match self.kind {
                io::ErrorKind::WriteZero => Ok(0),
                kind => Err(kind.into()),
            };
        }
        let count = bytes.len().min(self.left);
        self.left -= count;
        self.taken.extend_from_slice(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Stream = ObjectOutputStream<Fails>;

/// An object counts as written; what is left of it goes out later.
fn object<T>(stream: &mut Stream, write: impl Fn(&mut Stream) -> Result<T>) {
    if let Err(error) = write(stream) {
        check(&error);
        while let Err(error) = stream.flush() {
            assert!(error.get_ref().is_some_and(|error| error.is::<Error>()));
        }
    }
}

/// Of primitive data nothing does, until the call succeeds.
fn data(stream: &mut Stream, write: impl Fn(&mut Stream) -> Result<()>) {
    while let Err(error) = write(stream) {
        check(&error);
    }
}

fn check(error: &Error) {
    assert!(matches!(error.kind(), ErrorKind::Io(_)), "{error}");
}

fn write(stream: &mut Stream) {
    object(stream, |stream| stream.write_string("hola"));
    data(stream, |stream| stream.write_int(42));
    data(stream, |stream| stream.write_utf("x".repeat(3_000)));
    object(stream, |stream| stream.write_string("y".repeat(300)));
    object(stream, ObjectOutputStream::write_null);
    for number in 0..300 {
        data(stream, |stream| stream.write_long(number));
    }
    object(stream, ObjectOutputStream::reset);
    object(stream, |stream| stream.write_string("fin"));
    data(stream, |stream| stream.write_boolean(true));
    while stream.flush().is_err() {}
}

#[test]
fn what_was_not_taken_goes_out_later() {
    let mut whole = ObjectOutputStream::new(Fails::new(1 << 20, io::ErrorKind::Other)).unwrap();
    write(&mut whole);
    let whole = whole.into_inner().unwrap().taken;

    for kind in [
        io::ErrorKind::WouldBlock,
        io::ErrorKind::TimedOut,
        io::ErrorKind::Interrupted,
        io::ErrorKind::WriteZero,
    ] {
        for every in [1, 2, 3, 7, 100, 1023, 1024, 1025, 5000] {
            let mut stream = ObjectOutputStream::new(Fails::new(every, kind)).unwrap();
            write(&mut stream);
            let taken = stream.into_inner().unwrap().taken;
            assert!(taken == whole, "{kind} every {every} bytes");
        }
    }
}

/// An output that fails for good fails each call: nothing goes out behind a gap.
#[test]
fn an_output_that_is_gone_gets_nothing_more() {
    struct Gone(usize, Vec<u8>);

    impl Write for Gone {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let count = bytes.len().min(self.0);
            self.0 -= count;
            self.1.extend_from_slice(&bytes[..count]);
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut gone = Gone(9, Vec::new());
    let mut stream = ObjectOutputStream::new(&mut gone).unwrap();
    for _ in 0..3 {
        let error = stream.write_string("hola").unwrap_err();
        assert_eq!(error.offset(), Some(9), "{error}");
        let error = stream.write_int(1).unwrap_err();
        assert_eq!(error.offset(), Some(9), "{error}");
    }
    drop(stream);
    assert_eq!(gone.1, b"\xAC\xED\0\x05\x74\0\x04ho");
}

/// The offset of an error is how many bytes went out, block data with its framing among them.
#[test]
fn offsets_count_block_data() {
    let mut stream = ObjectOutputStream::new(Fails {
        taken: Vec::new(),
        every: 1,
        left: 4 + 5 + 1024 + 2,
        kind: io::ErrorKind::WouldBlock,
    })
    .unwrap();
    stream.write_all(&[7; 1024]).unwrap();
    let error = stream.write_string("hola").unwrap_err();
    assert_eq!(error.offset(), Some(4 + 5 + 1024 + 2), "{error}");
    stream.write_int(1).unwrap_err();
    while stream.flush().is_err() {}
    let error = stream.use_protocol_version(3).unwrap_err();
    assert_eq!(error.offset(), Some(4 + 5 + 1024 + 7), "{error}");
}
