//! One direction of a conversation: bytes in, messages out.

use super::message::{Kind, Message};
use super::objects::{Objects, Room, Said};
use super::to_u64;
use super::told::{Told, told};
use crate::data::parse_utf;
use crate::inspect::dump::objects_follow;
use crate::limits::settings;
use crate::parser::Parser;
use crate::stream::buffer::InputBuffer;
use crate::text::{JavaStr, JavaString};

/// Up to this much memory is kept for the bytes that come next.
const KEPT: usize = 4096;

settings! {
    /// How a direction is [watched](Watch).
    pub struct WatchSettings {
        /// How many bytes of memory one direction holds at most. Default 16 MiB.
        ///
        /// Most of it are the objects since the last `TC_RESET`, for what comes later may refer to
        /// them. When there is no room for more, they are forgotten: until the next reset an
        /// object is [said to have come](Kind::Forgotten), and not shown. Memory that has to grow
        /// is counted with what it grows to before it does, so that there is room for a third at
        /// the least. With less than 1 MiB hardly any object is shown.
        max_memory, with_max_memory: usize = 16 << 20;
        /// How many bytes one message of primitive data, or of mere bytes, has at most: what is
        /// longer comes in several. Default 64 KiB.
        max_piece, with_max_piece: usize = 64 << 10;
        /// Whether the watch began amid the conversation, so that an object stream may lack its
        /// header. Default: no.
        is_joined, with_joined: bool = false;
    }
}

/// One direction of a conversation.
///
/// # Examples
///
/// A new conversation of a server with one of its clients:
///
/// ```
/// use javawire::inspect::watch::{Kind, Watch, WatchSettings};
///
/// let mut watch = Watch::new(WatchSettings::default());
/// watch.push(b"\0\x05HELLO");
/// let message = watch.next().unwrap();
/// assert!(matches!(message.kind(), Kind::Text(text) if text == "HELLO"));
/// assert_eq!((message.offset(), message.bytes()), (0, 7));
/// assert!(watch.next().is_none());
/// ```
#[derive(Debug)]
pub struct Watch {
    settings: WatchSettings,
    mode: Mode,
    /// What has come and is in no message yet, after the `lent` bytes of the last message.
    unread: InputBuffer,
    lent: usize,
    /// How many bytes of the direction stand in front of all that.
    offset: u64,
    objects: Option<Box<Objects>>,
    /// Classes that write no fields.
    told: Vec<JavaString>,
    /// Whether the other side speaks, and whether no more bytes come.
    is_said: bool,
    is_over: bool,
    lost: Option<Lost>,
}

/// What the bytes are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Unknown,
    Objects,
    Text,
    Bytes,
}

/// Bytes that nobody has, after all that is unread.
#[derive(Debug)]
struct Lost {
    bytes: u64,
    why: String,
}

/// A message that is complete, before it borrows from the watch.
#[derive(Debug)]
struct Found {
    offset: u64,
    bytes: u64,
    what: What,
}

#[derive(Debug)]
enum What {
    Said(Said),
    /// The bytes that are lent.
    Text,
    Bytes,
    Unreadable {
        at: u64,
        why: String,
    },
}

impl Watch {
    /// Returns the watch of a direction that has yet to begin, or is [joined](WatchSettings::is_joined).
    pub fn new(settings: WatchSettings) -> Self {
        Watch {
            settings,
            mode: Mode::Unknown,
            unread: InputBuffer::default(),
            lent: 0,
            offset: 0,
            objects: None,
            told: Vec::new(),
            is_said: false,
            is_over: false,
            lost: None,
        }
    }

    /// Returns the same, knowing that `class` [writes no fields](Parser::with_fields_not_written)
    /// where its descriptor says.
    #[must_use]
    pub fn with_fields_not_written(mut self, class: impl Into<JavaString>) -> Self {
        self.told.push(class.into());
        self
    }

    /// Takes the next bytes of the direction. [`next`](Self::next) gives what is complete with
    /// them, and should be called until there is no more before others are given.
    ///
    /// Whoever does not, and gives more than may be held, loses what is beyond that, and gets a
    /// message that says so.
    pub fn push(&mut self, bytes: &[u8]) {
        self.release();
        if bytes.is_empty() || self.is_over {
            return;
        }
        self.is_said = false;
        if let Some(lost) = &mut self.lost {
            lost.bytes = lost.bytes.saturating_add(to_u64(bytes.len()));
            return;
        }
        let room = (self.settings.max_memory() / 4).max(self.settings.max_piece());
        let room = room.saturating_sub(self.unread.unread().len());
        let (kept, beyond) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        self.unread.append(kept);
        if !beyond.is_empty() {
            self.lose(
                to_u64(beyond.len()),
                "more bytes came at once than may be held",
            );
        }
    }

    /// Tells that `bytes` bytes come next which nobody has, and why: a capture lacks them, say.
    /// What follows them cannot be told apart any more, and is shown as mere bytes.
    pub fn lose(&mut self, bytes: u64, why: &str) {
        if let Some(lost) = &mut self.lost {
            lost.bytes = lost.bytes.saturating_add(bytes);
            return;
        }
        self.lost = Some(Lost {
            bytes,
            why: why.to_owned(),
        });
    }

    /// Tells that the other side speaks now: mere bytes and primitive data that have come so far are a
    /// message.
    pub fn turn(&mut self) {
        self.is_said = true;
    }

    /// Tells that no more bytes come in this direction: the rest comes as messages.
    pub fn end(&mut self) {
        self.is_over = true;
    }

    /// Returns how many bytes of memory it holds, not more than the
    /// [settings](WatchSettings::max_memory) allow.
    pub fn held(&self) -> usize {
        let objects = self.objects.as_ref().map_or(0, |objects| objects.held());
        size_of::<Self>()
            .saturating_add(self.unread.capacity())
            .saturating_add(objects)
    }

    /// Returns the next message that is complete.
    #[expect(clippy::should_implement_trait, reason = "a message borrows from it")]
    pub fn next(&mut self) -> Option<Message<'_>> {
        self.release();
        let Some(found) = self.find() else {
            self.is_said = false;
            return None;
        };
        let lent = self.unread.unread().get(..self.lent).unwrap_or_default();
        let kind = match found.what {
            What::Text => Kind::Text(JavaStr::new_checked(lent.get(2..).unwrap_or_default())),
            What::Bytes => Kind::Bytes(lent),
            What::Unreadable { at, why } => Kind::Unreadable { at, why },
            What::Said(said) => {
                let objects = self.objects.as_deref_mut()?;
                return Some(objects.message(said, found.offset, found.bytes));
            }
        };
        Some(Message::new(found.offset, found.bytes, kind, None))
    }

    /// Gives up what the last message has shown.
    fn release(&mut self) {
        let lent = std::mem::take(&mut self.lent);
        self.consume(lent);
        if self.unread.unread().is_empty() && self.unread.capacity() > KEPT {
            self.unread = InputBuffer::default();
        }
    }

    fn consume(&mut self, count: usize) {
        self.offset = self.offset.saturating_add(to_u64(count));
        self.unread.consume(count);
    }

    fn find(&mut self) -> Option<Found> {
        loop {
            // Nothing follows what is lost: it is as if all that came in front of it were the end.
            let is_over = self.is_over || self.lost.is_some();
            let is_said = self.is_said || is_over;
            let found = match self.mode {
                Mode::Unknown => {
                    let is_joined = self.settings.is_joined();
                    match told(self.unread.unread(), is_said, is_over, is_joined) {
                        Told::NotYet => None,
                        Told::Objects { has_header } => {
                            self.begin_objects(has_header);
                            continue;
                        }
                        Told::Text => {
                            self.mode = Mode::Text;
                            continue;
                        }
                        Told::Other(why) => Some(self.unreadable(self.offset, 0, why.to_owned())),
                    }
                }
                Mode::Text => self.text(is_over),
                Mode::Bytes => self.bytes(is_said),
                Mode::Objects => self.object(is_said, is_over),
            };
            return found.or_else(|| self.lost());
        }
    }

    /// What is lost, if that comes next.
    fn lost(&mut self) -> Option<Found> {
        if !self.unread.unread().is_empty() {
            return None;
        }
        let Lost { bytes, why } = self.lost.take()?;
        let at = self.offset;
        self.offset = self.offset.saturating_add(bytes);
        self.mode = Mode::Bytes;
        self.objects = None;
        Some(Found {
            offset: at,
            bytes,
            what: What::Unreadable { at, why },
        })
    }

    fn begin_objects(&mut self, has_header: bool) {
        let parser = match has_header {
            true => Parser::new(),
            false => Parser::without_header(),
        };
        let told = self.told.iter().cloned();
        let mut parser = told.fold(parser, Parser::with_fields_not_written);
        parser.start_at(self.offset);
        self.objects = Some(Box::new(Objects::new(parser.with_refusals_noted())));
        self.mode = Mode::Objects;
    }

    /// What cannot be read is said once; all that follows is mere bytes.
    fn unreadable(&mut self, from: u64, bytes: u64, why: String) -> Found {
        let at = from.saturating_add(bytes);
        self.mode = Mode::Bytes;
        self.objects = None;
        Found {
            offset: from,
            bytes,
            what: What::Unreadable { at, why },
        }
    }

    fn lend(&mut self, count: usize, what: What) -> Found {
        self.lent = count;
        Found {
            offset: self.offset,
            bytes: to_u64(count),
            what,
        }
    }

    fn text(&mut self, is_over: bool) -> Option<Found> {
        let unread = self.unread.unread();
        if unread.is_empty() {
            return None;
        }
        if objects_follow(unread, is_over)? {
            self.begin_objects(true);
            return self.object(false, is_over);
        }
        let why = match parse_utf(unread) {
            Ok(Some((_, read))) => return Some(self.lend(read, What::Text)),
            Ok(None) if !is_over => return None,
            Ok(None) => "it ended inside a string of writeUTF".to_owned(),
            Err(error) => format!("no string of writeUTF: {}", error.kind()),
        };
        Some(self.unreadable(self.offset, 0, why))
    }

    fn bytes(&mut self, is_said: bool) -> Option<Found> {
        let most = self.settings.max_piece().max(1);
        let count = self.unread.unread().len().min(most);
        let is_complete = count == most || (is_said && count > 0);
        is_complete.then(|| self.lend(count, What::Bytes))
    }

    fn object(&mut self, is_said: bool, is_over: bool) -> Option<Found> {
        let objects = self.objects.as_deref_mut()?;
        let held = size_of::<Self>().saturating_add(self.unread.capacity());
        let room = Room {
            memory: self.settings.max_memory().saturating_sub(held),
            piece: self.settings.max_piece().max(1),
        };
        let (read, outcome) = objects.read(self.unread.unread(), room, is_said, is_over);
        self.consume(read);
        match outcome {
            Ok(said) => said.map(|(span, said)| Found {
                offset: span.offset,
                bytes: span.bytes,
                what: What::Said(said),
            }),
            Err((from, why)) => {
                let bytes = self.offset.saturating_sub(from);
                Some(self.unreadable(from, bytes, why))
            }
        }
    }
}
