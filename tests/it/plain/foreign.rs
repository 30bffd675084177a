//! Objects of libraries: Guava, commons-collections, Joda-Time, Kotlin, Scala.

use std::fs;
use std::path::Path;

use javawire::inspect::json::Layout;
use javawire::inspect::plain;
use serde_json::Value;

/// `expected.txt` has a line for each object: the stream, and the JSON of what its library said that it
/// holds.
#[test]
fn objects_of_libraries_are_what_they_mean() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plain/foreign");
    let expected = fs::read_to_string(directory.join("expected.txt")).unwrap();
    let mut lines: Vec<&str> = expected.lines().collect();
    // In the order of the objects of each stream.
    lines.sort_by_key(|line| line.split(' ').next());
    let mut lines = lines.into_iter();
    let mut streams: Vec<_> = fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ser"))
        .collect();
    streams.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    let mut wrong = String::new();
    for path in streams {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (text, error) = plain::decode(&fs::read(&path).unwrap(), Layout::Compact);
        assert!(error.is_none(), "{name}: {error:?}");
        for ours in text.lines() {
            let (stream, theirs) = lines.next().unwrap().split_once(' ').unwrap();
            assert_eq!(stream, name);
            let value = |json| serde_json::from_str::<Value>(json).unwrap();
            if value(ours) != value(theirs) {
                wrong.push_str(&format!("{name}\n  ours   {ours}\n  theirs {theirs}\n"));
            }
        }
    }
    assert_eq!(lines.next(), None);
    assert!(wrong.is_empty(), "{wrong}");
}
