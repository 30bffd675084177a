//! What the bytes were said to be. They are tried as that first, and only then as a text or as
//! something compressed: a legal stream may look like either.

use javawire::ErrorKind;
use javawire::codes::STREAM_HEADER;
use javawire::inspect::capture::{Decoder, Form, Found, MOST_LAYERS, detect};
use javawire::inspect::dump::{Dump, Kind, Options};

use super::form::From;

/// How much is kept to tell the two apart. What both may be beyond that is what it was said to be.
const MOST_TRIED: usize = 256 << 10;

/// After more than this a stream is looked for only in what a text stands for.
const MOST_SKIPPED: u64 = 16 << 20;

/// What is known of the bytes before they are read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) kind: Option<Objects>,
    /// How many bytes before them are not part of the stream.
    pub(super) skip: u64,
}

/// What they are, if not a stream with its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Objects {
    WithoutHeader,
    /// Strings of `writeUTF`.
    Strings,
}

/// What came of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trial {
    /// They are what they were said to be.
    Fits,
    /// They may be, as far as they have come.
    MayFit,
    Refused,
}

impl Said {
    const WITHOUT_HEADER: Said = Said {
        kind: Some(Objects::WithoutHeader),
        skip: 0,
    };

    /// Returns the form of what begins like this; `None` while the next bytes may decide.
    pub(super) fn form(self, from: From, beginning: &[u8], ended: bool) -> Option<Found> {
        let found = from.found(beginning, ended);
        let is_told = from != From::Auto || (self.kind.is_none() && self.skip == 0);
        if is_told || found.is_some_and(|found| found.form() == Form::Binary) {
            return found;
        }
        let skip = match self.skip {
            0..=MOST_SKIPPED => usize::try_from(self.skip).unwrap_or(usize::MAX),
            _ => return found,
        };
        let rest = beginning.get(skip..).unwrap_or_default();
        let is_enough = ended || rest.len() >= MOST_TRIED;
        match self.tried(rest, ended) {
            Trial::Refused if skip == 0 => found,
            // What cannot be read as a whole may be meant by what comes after a part of it.
            Trial::Refused if !is_enough => None,
            Trial::Refused => found.map(|found| {
                let is_other = || {
                    detect(rest, ended).is_some_and(|it| it.form() != Form::Binary)
                        || Said::WITHOUT_HEADER.tried(rest, ended) != Trial::Refused
                };
                match !self.is_read(found, beginning, ended) && is_other() {
                    true => Found::default(),
                    false => found,
                }
            }),
            Trial::Fits => Some(Found::default()),
            Trial::MayFit if !is_enough => None,
            // If it is cut off, it fits less than a text that is whole.
            Trial::MayFit if ended => found.filter(|&found| self.is_read(found, beginning, true)),
            Trial::MayFit => Some(Found::default()),
        }
    }

    /// Whether these bytes can be read in this form, as far as they have come, and what they stand
    /// for as what it was said to be.
    fn is_read(self, found: Found, capture: &[u8], ended: bool) -> bool {
        let Some((mut bytes, mut is_whole)) = taken_off(found, capture, ended) else {
            return false;
        };
        for _ in 0..MOST_LAYERS {
            match detect(&bytes, is_whole) {
                None => return true,
                Some(inner) if inner.form() == Form::Binary => break,
                Some(inner) => match taken_off(inner, &bytes, is_whole) {
                    Some(inner) => (bytes, is_whole) = inner,
                    None => return false,
                },
            }
        }
        let is_told = self.skip == 0 && self.kind.is_some();
        !is_told || self.tried(&bytes, is_whole) != Trial::Refused
    }

    fn tried(self, bytes: &[u8], ended: bool) -> Trial {
        let kind = match self.kind {
            Some(Objects::WithoutHeader) => Kind::ObjectsWithoutHeader,
            Some(Objects::Strings) => Kind::Utf,
            None if bytes.starts_with(&STREAM_HEADER) => return Trial::Fits,
            None if !ended && STREAM_HEADER.starts_with(bytes) => return Trial::MayFit,
            None => return Trial::Refused,
        };
        let is_refused = |kind: &ErrorKind| {
            !matches!(
                kind,
                ErrorKind::UnexpectedEnd { .. } | ErrorKind::Limit { .. }
            )
        };
        let mut dump = Dump::new(Options::default().with_kind(kind));
        match dump.push(bytes, &mut |_| ()) {
            Err(error) if is_refused(error.kind()) => return Trial::Refused,
            Err(_) => return Trial::MayFit,
            Ok(()) if !ended => return Trial::MayFit,
            Ok(()) if bytes.is_empty() => return Trial::Refused,
            Ok(()) => {}
        }
        match dump.finish(&mut |_| ()) {
            Err(error) if !is_refused(error.kind()) => Trial::MayFit,
            // What a JVM refuses can be read too.
            _ => Trial::Fits,
        }
    }
}

/// Takes one form off. Returns the first of the bytes, and whether they are all; `None` if they
/// do not fit the form.
fn taken_off(found: Found, capture: &[u8], ended: bool) -> Option<(Vec<u8>, bool)> {
    let (mut decoder, mut bytes) = (Decoder::new(found), Vec::new());
    let (mut first, mut is_whole) = (Vec::new(), ended);
    let mut keep = |bytes: &mut Vec<u8>| {
        let room = MOST_TRIED.saturating_sub(first.len());
        is_whole = is_whole && bytes.len() <= room;
        first.extend(bytes.drain(..).take(room));
    };
    let mut rest = capture;
    while !rest.is_empty() {
        let count = decoder.push(rest, &mut bytes).ok()?;
        rest = rest.get(count..).unwrap_or_default();
        keep(&mut bytes);
    }
    let mut more = ended;
    while more {
        more = decoder.finish(&mut bytes).ok()?;
        keep(&mut bytes);
    }
    Some((first, is_whole))
}
