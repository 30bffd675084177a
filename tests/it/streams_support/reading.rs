//! A stream as the parser reads it whole, to compare other ways of reading with.

use javawire::{Error, Event, Parsed, Parser};

use super::committed::Stream;

/// One event, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    pub event: Event<'a>,
    /// Where it ends in the stream.
    pub end: usize,
    /// Whether the stream stands between two top-level items behind it.
    pub at_top_level: bool,
}

/// All events of a stream, and what ended it.
#[derive(Debug)]
pub struct Reading<'a> {
    pub items: Vec<Item<'a>>,
    pub end: Result<(), Error>,
    /// For each length whether the stream may end there.
    pub may_end: Vec<bool>,
}

/// An error, ready to be compared with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub offset: u64,
    pub message: String,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        Failure {
            offset: error.offset().unwrap(),
            message: error.to_string(),
        }
    }
}

impl<'a> Reading<'a> {
    /// Returns what its parser makes of a stream that is given to it at once.
    pub fn whole(stream: &'a Stream) -> Self {
        Self::with(&mut stream.parser(), &stream.bytes)
    }

    /// Returns what a parser makes of bytes that are given to it at once.
    pub fn with(parser: &mut Parser, bytes: &'a [u8]) -> Self {
        let mut items = Vec::new();
        let mut at = 0;
        let end = loop {
            match parser.parse(&bytes[at..], true) {
                Ok(Parsed::Event { event, consumed }) => {
                    at += consumed;
                    items.push(Item {
                        event,
                        end: at,
                        at_top_level: parser.is_at_top_level(),
                    });
                    assert_eq!(parser.offset(), at as u64);
                }
                Ok(Parsed::NeedMore { .. }) => panic!("asks for more at the end"),
                Ok(Parsed::End) => break Ok(()),
                Err(error) => break Err(error),
            }
            assert!(
                items.len() <= 3 * bytes.len() + 16,
                "more events than bytes: the parser goes on for ever"
            );
        };
        let mut may_end = vec![false; bytes.len() + 1];
        for item in items.iter().filter(|item| item.at_top_level) {
            may_end[item.end] = true;
        }
        Reading {
            items,
            end,
            may_end,
        }
    }

    /// Returns the error that ended it, ready to be compared.
    pub fn failure(&self) -> Option<Failure> {
        self.end.as_ref().err().map(Failure::from)
    }
}

/// Returns whether two events are equal, down to the form of their text.
pub fn same_event(one: &Event<'_>, other: &Event<'_>) -> bool {
    one == other && text(one) == text(other)
}

/// The bytes of an event's text: equality of text does not look at unusual forms.
fn text<'a>(event: &Event<'a>) -> Option<&'a [u8]> {
    match *event {
        Event::String { value, .. } => Some(value.as_bytes()),
        Event::StringChunk { text, .. } => Some(text.as_bytes()),
        Event::ClassDesc { name, .. } | Event::Field { name, .. } => Some(name.as_bytes()),
        Event::ProxyInterface(name) => Some(name.as_bytes()),
        _ => None,
    }
}

/// Returns the items at top level, in the words of the manifest: `O` object,
/// `B` block, `X` exception, `R` reset, `H` a further stream header.
pub fn sequence(items: &[Item<'_>]) -> String {
    let mut letters: Vec<char> = Vec::new();
    let mut at_top_level = true;
    for (index, item) in items.iter().enumerate() {
        let letter = match item.event {
            Event::StreamHeader => (index > 0).then_some('H'),
            Event::Reset => Some('R'),
            Event::Exception => {
                // What was open is abandoned, and the exception stands for it.
                if !at_top_level {
                    letters.pop();
                }
                Some('X')
            }
            _ if !at_top_level => None,
            Event::BlockData { .. } | Event::LongBlockData { .. } => Some('B'),
            _ => Some('O'),
        };
        letters.extend(letter);
        at_top_level = item.at_top_level;
    }
    abridged(&letters)
}

/// Returns the runs of a sequence: `O3B` is three `O`, then one `B`.
pub fn runs(sequence: &str) -> Vec<(char, usize)> {
    let mut rest = sequence.chars().peekable();
    let mut runs = Vec::new();
    while let Some(letter) = rest.next() {
        let mut count = String::new();
        count.extend(std::iter::from_fn(|| rest.next_if(char::is_ascii_digit)));
        runs.push((
            letter,
            if count.is_empty() {
                1
            } else {
                count.parse().unwrap()
            },
        ));
    }
    runs
}

/// `OOOB` as `O3B`.
fn abridged(letters: &[char]) -> String {
    let mut text = String::new();
    for run in letters.chunk_by(|one, other| one == other) {
        text.push(run[0]);
        if run.len() > 1 {
            text.push_str(&run.len().to_string());
        }
    }
    text
}
