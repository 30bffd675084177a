//! Objects of libraries: Guava, commons-collections, Joda-Time, Kotlin, Scala.

use std::fs;
use std::path::Path;

use javawire::inspect::json::Layout;
use javawire::inspect::plain;

/// `expected.txt` has a line for each object: the stream, and its JSON.
#[test]
fn objects_of_libraries_are_what_they_mean() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plain/foreign");
    let expected = fs::read_to_string(directory.join("expected.txt")).unwrap();
    let mut streams: Vec<_> = fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ser"))
        .collect();
    streams.sort();
    let mut found = String::new();
    for path in streams {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (text, error) = plain::decode(&fs::read(&path).unwrap(), Layout::Compact);
        assert!(error.is_none(), "{name}: {error:?}");
        for line in text.lines() {
            found.push_str(&format!("{name} {line}\n"));
        }
    }
    assert!(found == expected, "{found}");
}
