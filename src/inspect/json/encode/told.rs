//! What is worth telling about a stream that was made, and at which path.

use std::fmt;

use super::document::{Entries, Items, JsonKind, Value};
use super::fault::{path, put_index, put_key};
use super::mend::{Change, Mended};

/// Something in the JSON that a JVM reads otherwise, or refuses. The stream says what the JSON says.
///
/// `Display` gives the path and the problem.
///
/// # Examples
///
/// ```
/// use javawire::inspect::json::Encoded;
///
/// let json = br#"{"javawire": 1, "contents": [
///     {"@object": {"name": "a.Cat", "suid": 1, "flags": 2, "fields": [
///         {"name": "born", "type": "Ljava/time/LocalDate;"}]},
///      "fields": {"born": "2020-02-20"}}]}"#;
/// let noted = &Encoded::of(json)?.noted[0];
/// assert_eq!(noted.path, "$.contents[0].fields.born");
/// assert!(noted.problem.starts_with("a string, but the field is declared java.time.LocalDate"));
/// # Ok::<(), javawire::inspect::json::EncodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Noted {
    /// Where it stands, as a JSON path.
    pub path: String,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.problem)
    }
}

/// The first of what is to be noted, and how many more there are.
#[derive(Debug, Default)]
pub(super) struct Notes {
    first: Vec<(usize, String)>,
    more: usize,
}

impl Notes {
    /// Adds a note, whose text is made only if it is kept.
    #[cold]
    pub(super) fn add(&mut self, at: Value<'_>, problem: impl FnOnce() -> String) {
        /// How many a person mends before looking again.
        const MOST: usize = 20;
        if self.first.len() < MOST {
            self.first.push((at.at(), problem()));
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    pub(super) fn more(&self) -> usize {
        self.more
    }

    pub(super) fn told(&self, root: Value<'_>) -> Vec<Noted> {
        let told = self.first.iter().map(|(at, problem)| Noted {
            path: path(root, root.elsewhere(*at)),
            problem: problem.clone(),
        });
        told.collect()
    }
}

/// What was mended, in the order of the JSON, with its path: as many as have paths of at most
/// `room` bytes together, but at least one.
pub(super) fn mended(root: Value<'_>, mended: &mut [(usize, Change)], room: usize) -> Vec<Mended> {
    mended.sort_by_key(|(at, _)| *at);
    let mut paths = Paths::new(root);
    let mut left = room;
    let mut told = Vec::new();
    for (at, change) in mended.iter() {
        let path = paths.of(root.elsewhere(*at));
        match left.checked_sub(path.len()) {
            Some(rest) => left = rest,
            None if told.is_empty() => left = 0,
            None => break,
        }
        told.push(Mended {
            path: path.to_owned(),
            what: change.what,
            told: change.told,
            count: change.count,
        });
    }
    told
}

/// The paths of values that come in the order of the JSON. What was passed over for one of them
/// is not looked at again for the next.
struct Paths<'v> {
    path: String,
    /// What is open, from the root on.
    open: Vec<Open<'v>>,
}

struct Open<'v> {
    value: Value<'v>,
    rest: Rest<'v>,
    /// How much of the path leads here.
    length: usize,
}

/// What an array or object has after the part that is open.
enum Rest<'v> {
    Items(std::iter::Enumerate<Items<'v>>),
    Entries(Entries<'v>),
    Nothing,
}

impl<'v> Open<'v> {
    fn new(value: Value<'v>, length: usize) -> Self {
        let rest = match value.kind() {
            JsonKind::Array(items) => Rest::Items(items.enumerate()),
            JsonKind::Object(entries) => Rest::Entries(entries),
            _ => Rest::Nothing,
        };
        Open {
            value,
            rest,
            length,
        }
    }

    /// The part that contains a value; what leads to it is added to the path.
    fn next(&mut self, to: Value<'v>, path: &mut String) -> Option<Value<'v>> {
        match &mut self.rest {
            Rest::Items(items) => {
                let (number, item) = items.find(|item| item.1.contains(to))?;
                put_index(path, number);
                Some(item)
            }
            Rest::Entries(entries) => {
                let (key, value) = entries.find(|entry| entry.1.contains(to))?;
                put_key(path, key);
                Some(value)
            }
            Rest::Nothing => None,
        }
    }
}

impl<'v> Paths<'v> {
    fn new(root: Value<'v>) -> Self {
        let path = String::from("$");
        let open = vec![Open::new(root, path.len())];
        Paths { path, open }
    }

    fn of(&mut self, to: Value<'v>) -> &str {
        while self.open.len() > 1
            && self
                .open
                .last()
                .is_some_and(|last| !last.value.contains(to))
        {
            self.open.pop();
        }
        while let Some(last) = self.open.last_mut() {
            self.path.truncate(last.length);
            if last.value.at() == to.at() {
                break;
            }
            let Some(next) = last.next(to, &mut self.path) else {
                break;
            };
            self.open.push(Open::new(next, self.path.len()));
        }
        &self.path
    }
}
