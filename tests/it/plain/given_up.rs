//! Where a writer gave up amid a value, the value is not shown as if it were whole.

use javawire::inspect::json::Layout;
use javawire::inspect::plain;
use javawire::{Event, Parsed, Parser};

use crate::streams_support::committed;

/// How many exceptions of writers a stream holds.
fn exceptions(mut bytes: &[u8]) -> usize {
    let mut parser = Parser::new();
    let mut count = 0;
    while let Parsed::Event { event, consumed } = parser.parse(bytes, true).unwrap() {
        count += usize::from(matches!(event, Event::Exception));
        bytes = &bytes[consumed..];
    }
    count
}

#[test]
fn each_exception_of_a_writer_is_shown() {
    let (mut streams, mut all) = (0, 0);
    for stream in committed::readable() {
        if !stream.name.contains("exception") {
            continue;
        }
        let expected = exceptions(&stream.bytes);
        let (text, error) = plain::decode(&stream.bytes, Layout::Compact);
        assert!(error.is_none(), "{}: {error:?}", stream.name);
        let shown = text.matches(r#""@exception":"#).count();
        assert_eq!(shown, expected, "{}: {text}", stream.name);
        streams += usize::from(expected > 0);
        all += expected;
    }
    assert!(streams >= 15 && all >= 20, "{all} in {streams} streams");
}
