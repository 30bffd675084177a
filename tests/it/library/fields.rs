//! Fields that are where the descriptor says, though their first bytes look like something else.

use std::io::Read;

use javawire::graph::{Content, FieldValue, Graph, Node, NodeId};
use javawire::{ObjectInputStream, Parsed, Parser};

use crate::support::java::java_class;
use crate::support::sample;

/// One object of the driver, and the string behind it.
struct Case<'a> {
    line: &'a str,
    shape: char,
    /// Where the object ends.
    end: usize,
    /// What the JVM read back: the bits of its field, and the field of its superclass.
    bits: u64,
    above: i32,
    stream: Vec<u8>,
}

impl<'a> Case<'a> {
    fn new(line: &'a str) -> Self {
        let cells: Vec<&str> = line.split(' ').collect();
        let [shape, end, bits, above, stream] = cells[..] else {
            panic!("{line}");
        };
        Case {
            line,
            shape: shape.chars().next().unwrap(),
            end: end.parse().unwrap(),
            bits: u64::from_str_radix(bits, 16).unwrap(),
            above: above.parse().unwrap(),
            stream: unhex(stream),
        }
    }

    /// Whether the object is what the JVM wrote and read.
    fn check(&self, graph: &Graph, root: Option<NodeId>) {
        let line = self.line;
        let Some(Node::Object(object)) = root.and_then(|root| graph.node(root)) else {
            panic!("no object: {line}");
        };
        let value = object.field("v").unwrap_or_else(|| panic!("no v: {line}"));
        assert_eq!(bits(value), self.bits, "{line}");
        if self.above != 0 {
            let above = object.field("above");
            assert_eq!(above, Some(FieldValue::Int(self.above)), "{line}");
        }
        let level = object.levels().last().unwrap();
        let data: Vec<_> = level.annotation().collect();
        match self.shape {
            'b' | 'B' => assert!(
                matches!(data[..], [Content::Block { bytes, .. }] if bytes == [0, 0, 0, 7]),
                "{line}"
            ),
            's' | 'S' => assert!(
                matches!(data[..], [Content::Object(Some(text))] if is_text(graph, text, "behind")),
                "{line}"
            ),
            _ => assert!(data.is_empty(), "{line}"),
        }
        let Some(FieldValue::Reference(referred)) = object.field("ref") else {
            assert!(self.shape.is_alphabetic(), "no ref: {line}");
            return;
        };
        let node = referred.and_then(|node| graph.node(node));
        let fits = match self.shape {
            '0' => referred.is_none(),
            '1' => is_text(graph, referred.unwrap(), "text"),
            '2' => matches!(node, Some(Node::Array(array)) if array.len() == 1),
            '3' => matches!(node, Some(Node::Class(_))),
            '4' => matches!(node, Some(Node::Enum { .. })),
            _ => referred == root,
        };
        assert!(fits, "{line}");
    }
}

#[test]
fn fields_are_read_whatever_their_bytes() {
    let lines = driver(&[]);
    let mut count = 0;
    for line in lines.lines() {
        let case = Case::new(line);
        let graph = Graph::read(&case.stream).unwrap_or_else(|error| panic!("{error}: {line}"));
        let contents: Vec<_> = graph.contents().collect();
        let [
            Content::StreamHeader,
            Content::Object(root),
            Content::Object(Some(after)),
        ] = contents[..]
        else {
            panic!("{contents:?}: {line}");
        };
        assert!(is_text(&graph, after, "after"), "{line}");
        case.check(&graph, root);
        assert_eq!(graph.write(), case.stream, "{line}");
        count += 1;
    }
    assert!(count > 30_000, "only {count} cases");
}

/// Byte by byte, and without a byte behind the object.
#[test]
fn fields_are_read_as_they_come() {
    for line in sample(driver(&[]).lines(), 4) {
        let case = Case::new(line);
        let input = Single(&case.stream[..case.end]);
        let mut stream = ObjectInputStream::new(input).unwrap();
        let root = stream.read_object();
        let root = root.unwrap_or_else(|error| panic!("{error}: {line}"));
        case.check(stream.graph(), root);

        let mut parser = Parser::new();
        let (mut start, mut end) = (0, 0);
        while start < case.end || !parser.is_at_top_level() {
            match parser.parse(&case.stream[start..end], false) {
                Ok(Parsed::Event { consumed, .. }) => start += consumed,
                Ok(Parsed::NeedMore { at_least }) => {
                    end += at_least;
                    assert!(end <= case.end, "asks for what is behind: {line}");
                }
                Ok(Parsed::End) => panic!("ends before the input does: {line}"),
                Err(error) => panic!("{error}: {line}"),
            }
        }
    }
}

/// Of 256 random numbers one begins with the end of an annotation.
#[test]
fn lists_of_objects_with_random_numbers_are_read() {
    let lines = driver(&["beans"]);
    let mut count = 0;
    for line in lines.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let (stream, expected) = cells.split_last().unwrap();
        let stream = unhex(stream);
        let graph = Graph::read(&stream).unwrap();
        let Some(Node::Object(list)) = graph.node(graph.root().unwrap()) else {
            panic!("no list");
        };
        let read: Vec<_> = list
            .annotation("java.util.ArrayList")
            .unwrap()
            .filter_map(|content| match content {
                Content::Object(bean) => match graph.node(bean?)? {
                    Node::Object(bean) => Some(format!("{:x}", bits(bean.field("id")?))),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        assert_eq!(read, expected);
        assert_eq!(read.len(), 2_000);
        assert_eq!(graph.write(), stream);
        count += 1;
    }
    assert_eq!(count, 20);
}

fn driver(arguments: &[&str]) -> String {
    let mut command = java_class("drivers.FieldsInPlace");
    let output = command.args(arguments).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// What `Double.doubleToRawLongBits` and its like give, or a number, as a `long`.
fn bits(value: FieldValue) -> u64 {
    match value {
        FieldValue::Boolean(value) => u64::from(value),
        FieldValue::Byte(value) => i64::from(value).cast_unsigned(),
        FieldValue::Short(value) => i64::from(value).cast_unsigned(),
        FieldValue::Char(value) => u64::from(value),
        FieldValue::Int(value) => i64::from(value).cast_unsigned(),
        FieldValue::Float(value) => i64::from(value.to_bits().cast_signed()).cast_unsigned(),
        FieldValue::Long(value) => value.cast_unsigned(),
        FieldValue::Double(value) => value.to_bits(),
        FieldValue::Reference(value) => panic!("{value:?}"),
    }
}

fn is_text(graph: &Graph, node: NodeId, expected: &str) -> bool {
    matches!(graph.node(node), Some(Node::String(text)) if text == expected)
}

pub(super) fn unhex(digits: &str) -> Vec<u8> {
    let digits = digits.as_bytes().chunks(2);
    let byte = |digits: &[u8]| u8::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

/// Gives one byte at a time.
pub(super) struct Single<'a>(pub(super) &'a [u8]);

impl Read for Single<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = out.len().min(1);
        self.0.read(&mut out[..count])
    }
}
