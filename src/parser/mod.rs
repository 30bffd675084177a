//! The machine that turns the bytes of a stream into [`Event`]s, without any I/O.
//!
//! It holds a stack of grammar rules still to be read. Each call reads one item
//! whole, or asks for more bytes and changes nothing, so that it can be fed from
//! a slice, a blocking socket or an async one.
//!
//! * `mod.rs`: [`Parser`], and which rule reads the next item
//! * `budget.rs`: the limits that are compared with each item
//! * `setup.rs`: limits, filters and what else a caller sets beforehand
//! * `rule.rs`, `stack.rs`: the rules that can be under way, and those that are
//! * `content.rs`: `content` of the grammar: objects, block data, reset, exception
//! * `begin.rs`: what has a class, up to its class descriptor
//! * `strings.rs`: `newString`
//! * `class_desc.rs`: `classDesc`
//! * `class_data.rs`: `classdata`, array elements, annotations
//! * `values.rs`, `run.rs`, `open.rs`: values that come in runs
//! * `missing_fields.rs`: classes whose `writeObject` did not write the fields
//! * `proof.rs`, `field_types.rs`, `jdk_classes.rs`: what shows whether it did
//! * `external.rs`: external contents without block data
//! * `classes.rs`, `handles.rs`: what the stream has described so far
//! * `cursor.rs`, `token.rs`: bytes in, events out
//! * `refusals.rs`: what a JVM refuses and a tool can still show
//! * `path.rs`: where in the stream's objects something was wrong
//!
#![doc = include_str!("differences.md")]

mod begin;
mod budget;
mod class_data;
mod class_desc;
mod classes;
mod content;
mod cursor;
mod external;
mod field_types;
mod handles;
mod jdk_classes;
mod missing_fields;
mod open;
mod path;
mod proof;
mod refusals;
mod rule;
mod run;
mod setup;
mod stack;
mod strings;
mod token;
mod values;

use std::sync::Arc;

use self::budget::{check_limit, one_too_many};
use self::classes::{Class, ClassTable};
use self::cursor::{Cursor, Fault, Stop};
pub use self::external::ExternalPart;
use self::handles::HandleTable;
pub(crate) use self::jdk_classes::writes_no_fields;
use self::missing_fields::Shown;
use self::open::Runs;
use self::refusals::Refusals;
use self::rule::Rule;
use self::setup::Known;
pub(crate) use self::setup::begins_amid;
use self::stack::Rules;
pub(crate) use self::strings::first_string;
pub(crate) use self::token::{Step, Token};
pub(crate) use self::values::{Front, Place, Values};
use crate::class::shape::ClassIndex;
use crate::codes::STREAM_HEADER;
use crate::error::{ErrorKind, Result};
use crate::event::Event;
use crate::filter::SerialFilter;
use crate::limits::{Limit, Limits};

/// The most bytes that one event carries. Longer strings, blocks and arrays
/// come in pieces of this size wherever the input is cut.
pub const CHUNK: usize = 64 * 1024;

/// A resumable parser of the Java Object Serialization Stream Protocol
/// (specification, section 6.4), which never reads or writes by itself.
///
/// # Examples
///
/// ```
/// use javawire::{Event, Parsed, Parser};
///
/// let mut parser = Parser::new();
/// let mut input = &b"\xAC\xED\0\x05\x74\0\x04hola"[..];
/// let mut phrases = Vec::new();
/// // All of the stream is there: its end is that of the input.
/// while let Parsed::Event { event, consumed } = parser.parse(input, true)? {
///     if let Event::String { value, .. } = event {
///         phrases.push(value.to_string());
///     }
///     input = &input[consumed..];
/// }
/// assert_eq!(phrases, ["hola"]);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct Parser {
    limits: Limits,
    /// Whether the stream begins, and with its header.
    header_due: bool,
    rules: Rules,
    handles: HandleTable,
    classes: ClassTable,
    offset: u64,
    /// The item just read.
    token: Token,
    /// How many items the stream has had, as JEP 290 counts.
    refs: u64,
    filter: Option<Arc<SerialFilter>>,
    /// What the caller knows of the classes.
    known: Option<Box<Known>>,
    /// What the stream has shown of them.
    shown: Option<Box<Shown>>,
    refusals: Refusals,
    /// What runs need from one to the next.
    runs: Runs,
}

/// What [`Parser::parse`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parsed<'a> {
    /// The item at the front of the input is not whole, and nothing was consumed.
    NeedMore {
        /// How many more bytes are needed at the least. Reading no more than
        /// that never reads past the end of the object.
        at_least: usize,
    },
    /// The input has ended between two items at top level, where a stream may end.
    End,
    /// The next event.
    Event {
        /// The event.
        event: Event<'a>,
        /// How many bytes of the input it was read from. They must not be given again.
        consumed: usize,
    },
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}

impl Parser {
    /// Returns a parser of a stream that begins with its header.
    pub fn new() -> Self {
        Parser {
            header_due: true,
            ..Self::without_header()
        }
    }

    /// Returns a parser that joins a stream after its header.
    pub fn without_header() -> Self {
        Parser {
            limits: Limits::default(),
            header_due: false,
            rules: Rules::default(),
            handles: HandleTable::default(),
            classes: ClassTable::default(),
            offset: 0,
            token: Token::Null,
            refs: 0,
            filter: None,
            known: None,
            refusals: Refusals::default(),
            shown: None,
            runs: Runs::default(),
        }
    }

    /// Returns how many bytes the events so far were read from.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns whether the stream stands between two top-level items, after its header.
    pub fn is_at_top_level(&self) -> bool {
        self.rules.are_done() && !self.header_due
    }

    /// Reads the next item from the front of `input`; `eof` says that nothing comes after it.
    ///
    /// The events do not depend on how the stream is cut into inputs. With `eof` there is no
    /// [`Parsed::NeedMore`], without it no [`Parsed::End`].
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte. The parser stays failed, except after
    /// [`ErrorKind::UnexpectedEnd`]: should more come after all, it reads on.
    #[inline]
    pub fn parse<'a>(&mut self, input: &'a [u8], eof: bool) -> Result<Parsed<'a>> {
        match self.advance(input) {
            Ok(consumed) => Ok(Parsed::Event {
                event: self.token.event(input),
                consumed,
            }),
            Err(stop) => Ok(match self.stopped(stop, input, eof)? {
                Some(at_least) => Parsed::NeedMore { at_least },
                None => Parsed::End,
            }),
        }
    }

    /// How many handles have been assigned since they last started again.
    #[inline]
    pub(crate) fn handles(&self) -> usize {
        self.handles.len()
    }

    /// [`parse`](Self::parse) before the event borrows from the input.
    pub(crate) fn step(&mut self, input: &[u8], eof: bool) -> Result<Step> {
        match self.advance(input) {
            Ok(consumed) => Ok(Step::Token {
                token: self.token,
                consumed,
            }),
            Err(stop) => {
                let more = self.stopped(stop, input, eof)?;
                Ok(more.map_or(Step::End, Step::NeedMore))
            }
        }
    }

    /// Reads the item that the top of the stack asks for, then removes from the
    /// stack what that completed. How many bytes it took.
    #[inline]
    fn advance(&mut self, input: &[u8]) -> Result<usize, Stop> {
        if self.rules.take_end() {
            self.token = Token::End;
            return Ok(0);
        }
        let room = self.limits.max_bytes().saturating_sub(self.offset);
        let mut cursor = Cursor::new(match usize::try_from(room) {
            Ok(room) if room < input.len() => input.get(..room).unwrap_or_default(),
            _ => input,
        });
        self.item(&mut cursor)?;
        self.settle()?;
        let consumed = cursor.position();
        self.offset = self.offset.saturating_add(to_u64(consumed));
        Ok(consumed)
    }

    /// How many more bytes are needed, if that is why an item was not read; `None` where none come
    /// and none are needed.
    #[cold]
    fn stopped(&mut self, stop: Stop, input: &[u8], eof: bool) -> Result<Option<usize>> {
        let Fault { at, kind } = match stop {
            Stop::NeedMore(more) => {
                let room = self.limits.max_bytes().saturating_sub(self.offset);
                let here = to_u64(input.len()).min(room);
                // With nothing more than what has come, the stream can still end.
                if input.is_empty() || here.saturating_add(to_u64(more)) <= room {
                    return if eof {
                        self.ended(input).map(|()| None)
                    } else {
                        Ok(Some(more))
                    };
                }
                // The item begins within the limit and ends beyond. Exactly where would depend on
                // how much of it has come.
                let stop = one_too_many(Limit::MaxBytes, self.limits.max_bytes());
                return self.stopped(stop, input, eof);
            }
            Stop::Fault(fault) => *fault,
        };
        let error = self.error_at(self.offset.saturating_add(to_u64(at)), kind);
        if !matches!(self.rules.top(), Some(Rule::Failed)) {
            self.rules.push(Rule::Failed);
        }
        Err(error)
    }

    /// The end of the stream, where `unread` is not a whole item.
    pub(crate) fn ended(&self, unread: &[u8]) -> Result<()> {
        if unread.is_empty() && self.is_at_top_level() {
            return Ok(());
        }
        let reading = self.reading(unread);
        let offset = self.offset.saturating_add(to_u64(unread.len()));
        Err(self.error_at(offset, ErrorKind::UnexpectedEnd { reading }))
    }

    /// One match arm for each rule of the grammar. Each reads its whole item
    /// before it changes anything.
    #[inline]
    fn item(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let Some(rule) = self.rules.top() else {
            return match self.header_due {
                true => self.stream_header(cursor),
                false => self.top_level(cursor),
            };
        };
        match *rule {
            Rule::Elements { .. } | Rule::ObjectFields { .. } => self.value(cursor),
            Rule::FieldBytes { left } => self.field_bytes(cursor, left),
            Rule::Annotation { .. } => self.annotation(cursor),
            Rule::BeginAnnotation => {
                self.rules.replace(Rule::Annotation { objects: 0 });
                self.token = Token::Annotation;
                Ok(())
            }
            Rule::ElementBytes { class, left } => self.element_bytes(cursor, class, left),
            Rule::MaybeFields { leaf, level } => self.first_values(cursor, leaf, level),
            Rule::UnsureFields { leaf, level, left } => {
                self.unsure_field(cursor, leaf, level, left)
            }
            Rule::EnumConstantName { .. } => self.enum_constant_name(cursor),
            Rule::AwaitClass { begin, class } => self.begun(cursor, begin, class),
            Rule::Fields { class, left } => self.field(cursor, class, left),
            Rule::FieldTypeName { class, .. } => self.field_type_name(cursor, class),
            Rule::Superclass { class } => self.superclass(cursor, class),
            Rule::LongString { left } => self.string_chunk(cursor, left),
            Rule::LongBlockData { left } => self.block_chunk(cursor, left),
            Rule::LooseAnnotation { late, objects } => self.loose_annotation(cursor, late, objects),
            Rule::UndelimitedExternal { class } => Err(self.undelimited_external(class)),
            Rule::BeginParts { layout } => {
                self.rules.replace(Rule::Parts { layout, part: 0 });
                self.token = Token::Annotation;
                Ok(())
            }
            Rule::Parts { layout, part } => self.part(cursor, layout, part),
            Rule::Exception { .. } => self.exception_object(cursor),
            Rule::ProxyInterfaces { class, left } => self.proxy_interface(cursor, class, left),
            Rule::Failed => Err(Stop::fault(0, ErrorKind::UsedAfterError)),
            Rule::ClassData { .. } | Rule::External { .. } | Rule::AwaitSuperclass { .. } => {
                Err(internal())
            }
        }
    }

    /// `magic version`
    fn stream_header(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let header = cursor.take(STREAM_HEADER.len())?;
        let bytes = cursor.bytes(header);
        if bytes != STREAM_HEADER {
            let mut found = [0; 4];
            found.copy_from_slice(bytes);
            return Err(Stop::fault(0, ErrorKind::StreamHeader { found }));
        }
        self.forget();
        self.header_due = false;
        self.token = Token::StreamHeader;
        Ok(())
    }

    #[inline]
    fn class(&self, class: ClassIndex) -> Result<&Class, Stop> {
        self.classes.get(class).ok_or_else(internal)
    }
}

fn type_code(cursor: &Cursor<'_>, expected: &'static str, found: u8) -> Stop {
    let at = cursor.position().saturating_sub(1);
    Stop::fault(at, ErrorKind::TypeCode { expected, found })
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A state that no input can reach.
#[cold]
fn internal() -> Stop {
    Stop::fault(
        0,
        ErrorKind::Caller("the parser lost track of the stream: please report this"),
    )
}
