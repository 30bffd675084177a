//! The streams of `tests/streams`, with what MANIFEST.tsv says of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use javawire::{ErrorKind, Parser};

const COLUMNS: &str = "name\tsha256\tlength\titems\ttags\trefusal\tabout";

/// One stream.
pub struct Stream {
    pub name: String,
    pub bytes: Vec<u8>,
    pub sha256: String,
    pub length: usize,
    /// How many contents it has at top level.
    pub items: usize,
    pub tags: BTreeMap<String, String>,
    /// The exception of the JVM's own reader, `-` for none.
    pub jvm_refusal: String,
}

/// Why a stream cannot be read to its end, as its tags say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// `legal=no`, and the JVM meets a type code it does not expect.
    TypeCode,
    /// `legal=no`, though the JVM reads it: a negative length.
    NegativeLength,
    /// `opaque=yes`
    UndelimitedExternal,
    /// `class=incomplete`
    IncompleteClass,
}

impl Refusal {
    /// Returns whether the error is of the kind this calls for.
    pub fn is(self, kind: &ErrorKind) -> bool {
        match self {
            Refusal::TypeCode => matches!(kind, ErrorKind::TypeCode { .. }),
            Refusal::NegativeLength => matches!(kind, ErrorKind::NegativeLength { .. }),
            Refusal::UndelimitedExternal => matches!(kind, ErrorKind::UndelimitedExternal { .. }),
            Refusal::IncompleteClass => matches!(kind, ErrorKind::HandleType { .. }),
        }
    }
}

impl Stream {
    /// Returns whether the manifest has this tag with this value.
    pub fn has(&self, tag: &str, value: &str) -> bool {
        self.tags.get(tag).is_some_and(|found| found == value)
    }

    /// Returns a parser that knows what the stream's bytes cannot tell.
    pub fn parser(&self) -> Parser {
        match self.tags.get("told") {
            Some(class) => Parser::new().with_fields_not_written(class.as_str()),
            None => Parser::new(),
        }
    }

    /// Returns why the stream cannot be read to its end, if it cannot.
    pub fn refusal(&self) -> Option<Refusal> {
        if self.has("opaque", "yes") {
            return Some(Refusal::UndelimitedExternal);
        }
        if self.has("class", "incomplete") {
            return Some(Refusal::IncompleteClass);
        }
        if !self.has("legal", "no") {
            return None;
        }
        Some(if self.jvm_refusal.contains("invalid type code") {
            Refusal::TypeCode
        } else {
            Refusal::NegativeLength
        })
    }

    /// Returns the items at top level, in the words of the manifest.
    pub fn sequence(&self) -> &str {
        match self.tags.get("sequence").map(String::as_str) {
            Some("-") => "",
            Some(sequence) => sequence,
            None => panic!("{}: no sequence in the manifest", self.name),
        }
    }
}

/// Returns all streams, sorted by name.
pub fn all() -> &'static [Stream] {
    static ALL: OnceLock<Vec<Stream>> = OnceLock::new();
    ALL.get_or_init(|| {
        let manifest = fs::read_to_string(directory().join("MANIFEST.tsv")).unwrap();
        let mut lines = manifest.lines();
        assert_eq!(lines.next(), Some(COLUMNS), "columns of MANIFEST.tsv");
        lines.map(stream).collect()
    })
}

/// Returns the streams that can be read to their end.
pub fn readable() -> Vec<&'static Stream> {
    all()
        .iter()
        .filter(|stream| stream.refusal().is_none())
        .collect()
}

/// Returns the directory of the streams.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join("streams")
}

fn stream(line: &str) -> Stream {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[name, sha256, length, items, tags, jvm_refusal, _about] = cells.as_slice() else {
        panic!("MANIFEST.tsv: not seven columns: {line}");
    };
    let path = directory().join(format!("{name}.ser"));
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let tags = tags.split(' ').map(|tag| {
        let (key, value) = tag.split_once('=').expect("a tag is key=value");
        (key.to_owned(), value.to_owned())
    });
    Stream {
        name: name.to_owned(),
        bytes,
        sha256: sha256.to_owned(),
        length: length.parse().unwrap(),
        items: items.parse().unwrap(),
        tags: tags.collect(),
        jvm_refusal: jvm_refusal.to_owned(),
    }
}
