//! What `dump`, `decode` and `encode` read: a file or stdin, bytes or text that stands for them.
//!
//! * `mod.rs`: [`Source`], the arguments; opening, and the progress bar
//! * `form.rs`: in which form the bytes come, asked for or seen by themselves
//! * `text.rs`: a reader of the bytes that a text stands for
//! * `hex.rs`, `listing.rs`, `base64.rs`: the texts

mod base64;
mod form;
mod hex;
mod listing;
mod text;

use std::fs::File;
use std::io::{self, Cursor, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use self::base64::Base64;
pub(in crate::cli) use self::form::Form;
use self::form::Found;
use self::hex::Hex;
use self::text::{Decode, TextReader};

/// A file is long, and a terminal gets a progress bar, from this size on.
const LONG_FILE: u64 = 64 << 20;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Where a command reads from.
#[derive(Debug, Args)]
pub(in crate::cli) struct Source {
    /// The file to read; - is stdin, and so is no FILE at all unless stdin is a terminal
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How the bytes stand in it: text captures are mostly seen by themselves
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Form::Auto)]
    from: Form,
}

impl Source {
    /// Returns the source of a file whose bytes stand for themselves.
    pub(in crate::cli) fn of_bytes(file: Option<PathBuf>) -> Self {
        Source {
            file,
            from: Form::Binary,
        }
    }

    /// Opens the source: a reader of its bytes, whatever form they came in.
    ///
    /// A read returns what there is, and waits only if there is nothing.
    ///
    /// # Errors
    ///
    /// If it cannot be opened, or its beginning not be read.
    pub(in crate::cli) fn open(&self) -> anyhow::Result<Box<dyn Read>> {
        self.open_raw()
            .and_then(|raw| decoded(raw, self.from))
            .with_context(|| format!("cannot read {}", self.name()))
    }

    /// Opens the source: a reader of its bytes as they are.
    ///
    /// # Errors
    ///
    /// If it cannot be opened.
    pub(in crate::cli) fn open_raw(&self) -> io::Result<Box<dyn Read>> {
        let Some(path) = self.path() else {
            return Ok(Box::new(io::stdin().lock()));
        };
        let file = File::open(path)?;
        match progress_of(&file) {
            Some(bar) => Ok(Box::new(bar.wrap_read(file))),
            None => Ok(Box::new(file)),
        }
    }

    /// Returns whether it is a file, which can be read more than once.
    pub(in crate::cli) fn is_file(&self) -> bool {
        self.path().is_some_and(Path::is_file)
    }

    /// Returns what messages call the source.
    pub(in crate::cli) fn name(&self) -> String {
        self.path()
            .map_or_else(|| "stdin".to_owned(), |path| path.display().to_string())
    }

    /// Returns whether it was left to the program what to read, and there is nothing but a
    /// keyboard.
    pub(in crate::cli) fn is_missing(&self) -> bool {
        self.file.is_none() && io::stdin().is_terminal()
    }

    /// The file; `None` is stdin.
    fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|file| *file != Path::new("-"))
    }
}

/// The bytes that `raw` stands for.
fn decoded(mut raw: Box<dyn Read>, form: Form) -> io::Result<Box<dyn Read>> {
    let mut beginning = Vec::new();
    let found = match form {
        Form::Binary => Found::Binary,
        Form::Hex => Found::Hex,
        Form::Base64 => Found::Base64,
        Form::Auto => loop {
            let mut piece = [0; 4096];
            let count = read_some(&mut raw, &mut piece)?;
            beginning.extend(piece.iter().take(count));
            if let Some(found) = form::detect(&beginning, count == 0) {
                break found;
            }
        },
    };
    let whole = Cursor::new(beginning).chain(raw);
    Ok(match found {
        Found::Binary => Box::new(whole),
        Found::Hex => Box::new(TextReader::new(whole, Decode::Hex(Hex::default()))),
        Found::Base64 => Box::new(TextReader::new(whole, Decode::Base64(Base64::default()))),
    })
}

/// The progress bar of a long file, where a terminal shows one.
///
/// On a terminal that shows the results too it would stand amid them, and they tell enough.
fn progress_of(file: &File) -> Option<ProgressBar> {
    let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    if metadata.len() <= LONG_FILE || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(metadata.len());
    let template = "{bar:30} {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    Some(bar)
}

/// Reads once, again if a signal came in between.
pub(in crate::cli) fn read_some(input: &mut impl Read, space: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(space) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes so many at a time.
    struct Pieces(Vec<u8>, usize);

    impl Read for Pieces {
        fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(space.len()).min(self.0.len());
            space[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    fn read(text: &[u8], form: Form) -> (Vec<u8>, Option<String>) {
        let mut outcomes = [1, 3, usize::MAX].map(|size| {
            let mut bytes = Vec::new();
            let failure = decoded(Box::new(Pieces(text.to_vec(), size)), form)
                .and_then(|mut reader| reader.read_to_end(&mut bytes))
                .err();
            (bytes, failure.map(|error| error.to_string()))
        });
        let [one, three, whole] = &outcomes;
        assert!(one == three && three == whole, "{outcomes:?}");
        std::mem::take(&mut outcomes[0])
    }

    const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola\xAC\xED\0\x05pppp\x01";

    #[track_caller]
    fn stands_for_hola(text: &str) {
        for form in [Form::Auto, Form::Hex] {
            assert_eq!(read(text.as_bytes(), form), (HOLA.to_vec(), None), "{text}");
        }
    }

    #[test]
    fn hexadecimal_digits_are_seen_by_themselves() {
        stands_for_hola("aced0005740004686f6c61aced00057070707001");
        stands_for_hola("aced0005740004686f6c\n61aced00057070707001\n");
        stands_for_hola(
            "\u{FEFF}  AC ED 00 05 74 00 04 68 6F 6C 61\r\nAC ED 00 05 70 70 70 70 01\r\n",
        );
        stands_for_hola("AC:ED:00:05:74:00:04:68:6F:6C:61:AC:ED:00:05:70:70:70:70:01");
        stands_for_hola(
            "0xac, 0xed, 0x00, 0x05, 0x74, 0, 4, 0x68, 0x6f, 0x6c, 0x61, \
                         0xac,0xed,0x00,0x05,0x70,0x70,0x70,0x70,0x01"
                .replace(" 0,", " 00,")
                .replace(" 4,", " 04,")
                .as_str(),
        );
    }

    #[test]
    fn listings_of_the_usual_programs_are_seen_by_themselves() {
        // xxd
        stands_for_hola(
            "00000000: aced 0005 7400 0468 6f6c 61ac ed00 0570  ....t..hola....p\n\
             00000010: 7070 7001                                pp p.\n",
        );
        // xxd -c 8: eight bytes, then text that could be digits
        stands_for_hola(
            "00000000: aced 0005 7400 0468  ....t..h\n00000008: 6f6c 61ac ed00 0570  61 ....p\n\
             00000010: 7070 7001            70 70 ..\n",
        );
        // hexdump -C
        stands_for_hola(
            "00000000  ac ed 00 05 74 00 04 68  6f 6c 61 ac ed 00 05 70  |....t..hola....p|\n\
             00000010  70 70 70 01                                       |ppp.|\n00000014\n",
        );
        // od -A x -t x1, od -t x1, Wireshark
        stands_for_hola(
            "000000 ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70\n000010 70 70 70 01\n000014\n",
        );
        stands_for_hola(
            "0000000 ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70\n0000020 70 70 70 01\n0000024\n",
        );
        stands_for_hola(
            "0000   ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70   ....t..hola....p\n\
             0010   70 70 70 01                                       ppp.",
        );
    }

    #[test]
    fn a_star_repeats_the_line_before() {
        let text = "00000000  ac ed 00 05 77 00 00 00  00 00 00 00 00 00 00 00  |....w...|\n\
                    00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |........|\n\
                    *\n00020000  01  |.|\n00020001\n";
        let (bytes, failure) = read(text.as_bytes(), Form::Auto);
        assert_eq!((bytes.len(), failure), (0x20001, None));
        assert!(bytes[16..0x20000].iter().all(|&byte| byte == 0) && bytes[0x20000] == 1);
    }

    #[test]
    fn base64_is_seen_by_itself() {
        let text = data_encoding::BASE64.encode(HOLA);
        let (head, tail) = text.split_at(9);
        for text in [
            text.clone(),
            format!("{head}\r\n{tail}\n"),
            text.replace('=', ""),
        ] {
            for form in [Form::Auto, Form::Base64] {
                assert_eq!(read(text.as_bytes(), form), (HOLA.to_vec(), None), "{text}");
            }
        }
        let safe = data_encoding::BASE64URL.encode(b"\xFB\xFF\xFE");
        assert_eq!(read(safe.as_bytes(), Form::Base64).0, b"\xFB\xFF\xFE");
    }

    #[test]
    fn bytes_are_bytes() {
        for bytes in [
            HOLA,
            b"",
            b"\0\x05HELLO",
            b"acef",
            b"ac",
            b"rO0",
            b"hello",
            b" \n",
            b"00",
        ] {
            assert_eq!(read(bytes, Form::Auto), (bytes.to_vec(), None));
        }
        let text = b"aced0005";
        assert_eq!(read(text, Form::Binary), (text.to_vec(), None));
    }

    /// What was good comes first.
    #[test]
    fn what_is_no_such_text_is_named_with_its_place() {
        let cases: [(&str, Form, &[u8], &str); 9] = [
            (
                "aced 00\n05 7x",
                Form::Auto,
                b"\xAC\xED\0\x05",
                "line 2, column 5: 'x' is no hexadecimal digit",
            ),
            (
                "aced00057",
                Form::Auto,
                b"\xAC\xED\0\x05",
                "line 1, column 9: half a byte",
            ),
            ("a ced", Form::Hex, b"", "line 1, column 1: half a byte"),
            (
                "00000000: aced\n00000004: 0005",
                Form::Hex,
                b"\xAC\xED",
                "line 2: it begins at 00000004, behind 2 bytes: a line is missing, or is too much",
            ),
            (
                "0000000 edac 0500\n",
                Form::Auto,
                b"",
                "line 1: it lists words whose bytes may be swapped: list single bytes, as xxd and hexdump -C do",
            ),
            (
                "00000000: aced\nwhat",
                Form::Hex,
                b"\xAC\xED",
                "line 2: it is no line of a listing of bytes",
            ),
            (
                "rO0ABXQABGhvbG?",
                Form::Auto,
                b"\xAC\xED\0\x05t\0\x04ho",
                "line 1, column 15: '?' is no Base64",
            ),
            (
                "rO0ABXR",
                Form::Auto,
                b"\xAC\xED\0",
                "line 1, column 7: the last character says more than fits: some are missing",
            ),
            (
                "rO0ABXQA=",
                Form::Auto,
                b"\xAC\xED\0\x05t\0",
                "line 1, column 9: '=' where the text may not end",
            ),
        ];
        for (text, form, good, message) in cases {
            let (bytes, failure) = read(text.as_bytes(), form);
            assert_eq!(bytes, good, "{text}");
            assert_eq!(failure.unwrap_or_default(), message, "{text}");
        }
    }
}
