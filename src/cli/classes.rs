//! Classes whose fields are not where their descriptors say: told by an option, or found in a file.

use std::io::{self, Read};
use std::path::Path;

use clap::Args;
use javawire::{Error, ErrorKind, Event, EventReader, JavaString, Limits, Parser};

use super::diagnostics::note;
use super::input::Source;

/// The most classes that are tried.
const TRIED: usize = 32;

#[derive(Debug, Clone, Args)]
pub(super) struct Classes {
    /// Take the fields of this class for not written, as its writeObject does not begin with
    /// them; may be given several times
    ///
    /// If a file cannot be read otherwise, one such class is found without this option.
    #[arg(long = "fields-not-written", value_name = "CLASS")]
    told: Vec<String>,
    /// A jar, class file or directory that has the classes of the stream: which of them do not write
    /// their fields is read off their writeObject; may be given several times
    #[arg(long = "classes", value_name = "JAR", value_parser = without_fields)]
    known: Vec<WithoutFields>,
}

/// The classes of a jar that write no fields.
#[derive(Debug, Clone)]
struct WithoutFields(Vec<String>);

/// Reads a jar, as an option names it.
fn without_fields(path: &str) -> Result<WithoutFields, String> {
    let classes = super::types::classes(Path::new(path)).map_err(|error| format!("{error:#}"))?;
    let names = classes.writing_no_fields();
    Ok(WithoutFields(names.map(str::to_owned).collect()))
}

/// What came of reading a stream.
enum Outcome {
    Whole,
    /// Where it breaks off, and the classes with a `writeObject` before that, the last first.
    Broken(Error, Vec<JavaString>),
}

impl Classes {
    /// Returns the classes that were told, and the one without which a file cannot be read.
    pub(super) fn of(&self, source: &Source) -> Vec<JavaString> {
        if !source.is_file() {
            return self.told();
        }
        self.find(source, || source.open().ok())
    }

    /// The same for bytes that have been read.
    pub(super) fn of_bytes(&self, source: &Source, bytes: &[u8]) -> Vec<JavaString> {
        self.find(source, || Some(bytes))
    }

    /// Returns those that were told.
    pub(super) fn told(&self) -> Vec<JavaString> {
        let known = self.known.iter().flat_map(|jar| &jar.0);
        let names = self.told.iter().chain(known);
        names.map(|name| name.as_str().into()).collect()
    }

    fn find<R: Read>(&self, source: &Source, open: impl Fn() -> Option<R>) -> Vec<JavaString> {
        let mut told = self.told();
        let read = |told: &[JavaString]| open().map(|input| read(input, told));
        let Some(Outcome::Broken(error, classes)) = read(&told) else {
            return told;
        };
        for class in classes.into_iter().take(TRIED) {
            told.push(class);
            if let Some(Outcome::Whole) = read(&told) {
                if let Some(class) = told.last() {
                    say(source, class, &error);
                }
                return told;
            }
            told.pop();
        }
        told
    }
}

fn say(source: &Source, class: &JavaString, error: &Error) {
    let name = source.name();
    note(&format!(
        "{name}: read as if the writeObject of {class} did not write the fields, for \
         otherwise it cannot be read: {error}"
    ));
}

/// Reads a stream to its end, or to where it breaks off.
fn read(mut input: impl Read, told: &[JavaString]) -> Outcome {
    let mut first = [0];
    let count = input.read(&mut first).unwrap_or(0);
    let parser = Parser::of_capture(&first);
    let limits = Limits::default()
        .with_max_string(u64::MAX)
        .with_max_handles(usize::MAX);
    let mut parser = parser.with_limits(limits).with_refusals_noted();
    for class in told {
        parser = parser.with_fields_not_written(class.clone());
    }
    let whole = io::Cursor::new(first).take(count as u64).chain(input);
    let mut events = EventReader::new(whole, parser);
    let mut classes: Vec<JavaString> = Vec::new();
    loop {
        match events.next_event() {
            Ok(Some(Event::ClassDesc {
                flags,
                fields,
                name,
                ..
            })) => {
                let is_known = name.as_bytes().starts_with(b"java.")
                    || told.iter().any(|told| told.as_java_str() == name);
                if flags.has_write_method() && fields > 0 && !is_known {
                    classes.retain(|class| class.as_java_str() != name);
                    if classes.len() >= TRIED {
                        classes.remove(0);
                    }
                    classes.push(name.into());
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => return Outcome::Whole,
            Err(error) => {
                let is_stream = !matches!(
                    error.kind(),
                    ErrorKind::Io(_)
                        | ErrorKind::StreamHeader { .. }
                        | ErrorKind::UndelimitedExternal { .. }
                );
                classes.reverse();
                classes.truncate(if is_stream { TRIED } else { 0 });
                return Outcome::Broken(error, classes);
            }
        }
    }
}
