//! The machine that turns the bytes of a stream into [`Event`]s, without any I/O.
//!
//! It holds a stack of grammar rules still to be read. Each call reads one item
//! whole, or asks for more bytes and changes nothing, so that it can be fed from
//! a slice, a blocking socket or an async one.
//!
//! * `mod.rs`: [`Parser`], and which rule reads the next item
//! * `frame.rs`: the rules that can be under way
//! * `content.rs`: `content` of the grammar: objects, strings, block data, reset, exception
//! * `class_desc.rs`: `classDesc`
//! * `class_data.rs`: `classdata`, array elements, annotations
//! * `missing_fields.rs`: classes whose `writeObject` did not write the fields
//! * `classes.rs`, `handles.rs`: what the stream has described so far
//! * `cursor.rs`, `token.rs`: bytes in, events out

mod class_data;
mod class_desc;
mod classes;
mod content;
mod cursor;
mod frame;
mod handles;
mod missing_fields;
mod token;

use self::classes::{Class, ClassTable};
use self::cursor::{Cursor, Fault, Stop};
use self::frame::Frame;
use self::handles::{HandleTable, Referent};
pub(crate) use self::token::{Step, Token};
use crate::codes::STREAM_HEADER;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, Handle};
use crate::hierarchy::{ClassIndex, Shape};
use crate::java_string::JavaString;
use crate::limits::Limits;

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
/// while let Parsed::Event { event, consumed, .. } = parser.parse(input)? {
///     if let Event::String { value, .. } = event {
///         phrases.push(value.to_string());
///     }
///     input = &input[consumed..];
/// }
/// parser.finish(input.len())?;
/// assert_eq!(phrases, ["hola"]);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct Parser {
    limits: Limits,
    stack: Vec<Frame>,
    handles: HandleTable,
    classes: ClassTable,
    offset: u64,
    /// How many things the item being read completes.
    closes: u32,
    /// Classes the caller knows not to write their fields.
    fields_not_written: Vec<JavaString>,
    /// Whether the caller has said that no more bytes will come.
    ended: bool,
    failed: bool,
}

/// What [`Parser::parse`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parsed<'a> {
    /// The item at the front of the input is not whole, and nothing was consumed.
    NeedMore {
        /// How many bytes more are needed at the least. Reading no more than
        /// that never reads past the end of the object.
        at_least: usize,
    },
    /// The next event.
    Event {
        /// The event.
        event: Event<'a>,
        /// How many bytes of the input it was read from. They must not be given again.
        consumed: usize,
        /// How many things end with this event, of those that an
        /// [`Object`](Event::Object), [`Array`](Event::Array),
        /// [`Enum`](Event::Enum), [`ClassDesc`](Event::ClassDesc),
        /// [`ProxyClassDesc`](Event::ProxyClassDesc) or
        /// [`Exception`](Event::Exception) began: the last begun ends first.
        closes: u32,
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
        let mut parser = Self::without_header();
        parser.stack.push(Frame::StreamHeader);
        parser
    }

    /// Returns a parser that joins a stream after its header.
    pub fn without_header() -> Self {
        Parser {
            limits: Limits::default(),
            stack: Vec::new(),
            handles: HandleTable::default(),
            classes: ClassTable::default(),
            offset: 0,
            closes: 0,
            fields_not_written: Vec::new(),
            ended: false,
            failed: false,
        }
    }

    /// Returns the parser with other limits than the default ones.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Returns how many bytes the events so far were read from.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns whether the stream stands between two top-level items, behind its header.
    pub fn is_at_top_level(&self) -> bool {
        self.stack.is_empty()
    }

    /// Reads the next item from the front of `input`.
    ///
    /// The events do not depend on how the stream is cut into inputs.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte. The parser stays failed.
    pub fn parse<'a>(&mut self, input: &'a [u8]) -> Result<Parsed<'a>> {
        Ok(match self.step(input)? {
            Step::NeedMore(at_least) => Parsed::NeedMore { at_least },
            Step::Token {
                token,
                consumed,
                closes,
            } => Parsed::Event {
                event: token.resolve(input),
                consumed,
                closes,
            },
        })
    }

    /// Tells the parser that no more bytes will come. Returns whether that
    /// lets it go on with those it has: whether [`parse`](Self::parse) must be called once more.
    pub fn end_of_input(&mut self) -> bool {
        !std::mem::replace(&mut self.ended, true)
    }

    /// Returns `Ok` if the stream may end here, when `unread` bytes are left
    /// for which [`parse`](Self::parse) needs more.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedEnd`], with the offset of the end.
    pub fn finish(&self, unread: usize) -> Result<()> {
        if unread == 0 && self.is_at_top_level() {
            return Ok(());
        }
        let reading = match self.stack.last() {
            None => "an object",
            Some(Frame::StreamHeader) => "the stream header",
            Some(Frame::LongString { .. }) => "a string",
            Some(Frame::LongBlockData { .. }) => "block data",
            Some(Frame::ElementBytes { .. } | Frame::Elements { .. }) => "an array",
            Some(
                Frame::FieldBytes { .. }
                | Frame::ClassData { .. }
                | Frame::MaybeFields { .. }
                | Frame::ObjectFields { .. },
            ) => "the fields of an object",
            Some(Frame::BeginAnnotation | Frame::Annotation | Frame::LooseAnnotation { .. }) => {
                "an annotation"
            }
            Some(Frame::External | Frame::UndelimitedExternal { .. }) => "an Externalizable",
            Some(Frame::EnumConstantName { .. }) => "an enum constant",
            Some(Frame::Exception { .. }) => "an exception",
            Some(_) => "a class descriptor",
        };
        let offset = self
            .offset
            .saturating_add(u64::try_from(unread).unwrap_or(u64::MAX));
        Err(Error::new(offset, ErrorKind::UnexpectedEnd { reading }))
    }

    /// [`parse`](Self::parse) before the event borrows from the input.
    pub(crate) fn step(&mut self, input: &[u8]) -> Result<Step> {
        if self.failed {
            return Err(Error::new(self.offset, ErrorKind::UsedAfterError));
        }
        match self.advance(input) {
            Ok((token, consumed)) => {
                self.offset = self
                    .offset
                    .saturating_add(u64::try_from(consumed).unwrap_or(u64::MAX));
                Ok(Step::Token {
                    token,
                    consumed,
                    closes: self.closes,
                })
            }
            Err(Stop::NeedMore(at_least)) => Ok(Step::NeedMore(at_least)),
            Err(Stop::Fault(fault)) => {
                self.failed = true;
                let Fault { at, kind } = *fault;
                let at = u64::try_from(at).unwrap_or(u64::MAX);
                Err(Error::new(self.offset.saturating_add(at), kind))
            }
        }
    }

    /// Reads the item that the top of the stack asks for, then removes from the
    /// stack what that completed.
    fn advance(&mut self, input: &[u8]) -> Result<(Token, usize), Stop> {
        self.closes = 0;
        let mut cursor = Cursor::new(input);
        let token = self.item(&mut cursor)?;
        let consumed = cursor.position();
        let end = self
            .offset
            .saturating_add(u64::try_from(consumed).unwrap_or(u64::MAX));
        check_limit(0, "maxbytes", self.limits.max_bytes, end)?;
        self.settle()?;
        Ok((token, consumed))
    }

    /// One match arm for each rule of the grammar. Each reads its whole item
    /// before it changes anything.
    fn item(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let Some(&frame) = self.stack.last() else {
            return self.top_level(cursor);
        };
        match frame {
            Frame::StreamHeader => {
                let token = self.stream_header(cursor)?;
                self.stack.pop();
                Ok(token)
            }
            Frame::LongString { left } => self.string_chunk(cursor, left),
            Frame::LongBlockData { left } => self.block_chunk(cursor, left),
            Frame::FieldBytes { left } => self.field_bytes(cursor, left),
            Frame::ElementBytes { left } => self.element_bytes(cursor, left),
            Frame::Elements { left } => {
                let left = left.saturating_sub(1);
                self.value(cursor, Frame::Elements { left })
            }
            Frame::MaybeFields { leaf, level } => self.first_values(cursor, leaf, level),
            Frame::ObjectFields { leaf, level, left } => {
                self.object_field(cursor, leaf, level, left)
            }
            Frame::LooseAnnotation { late } => self.loose_annotation(cursor, late),
            Frame::BeginAnnotation => {
                self.replace(Frame::Annotation);
                Ok(Token::Plain(Event::Annotation))
            }
            Frame::Annotation => self.annotation(cursor),
            Frame::UndelimitedExternal { class } => self.undelimited_external(class),
            Frame::EnumConstantName { .. } => self.enum_constant_name(cursor),
            Frame::Exception { .. } => self.exception_object(cursor),
            Frame::Fields { class, left } => self.field(cursor, class, left),
            Frame::FieldTypeName { .. } => self.field_type_name(cursor),
            Frame::ProxyInterfaces { class, left } => self.proxy_interface(cursor, class, left),
            Frame::Superclass { class } => self.superclass(cursor, class),
            Frame::AwaitClass { begin, class } => self.begun(cursor, begin, class),
            Frame::ClassData { .. } | Frame::External | Frame::AwaitSuperclass { .. } => {
                Err(internal())
            }
        }
    }

    /// `magic version`
    fn stream_header(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let range = cursor.take(STREAM_HEADER.len())?;
        let bytes = cursor.bytes(range);
        if bytes != STREAM_HEADER {
            let mut found = [0; 4];
            found.copy_from_slice(bytes);
            return Err(Stop::fault(0, ErrorKind::StreamHeader { found }));
        }
        self.forget();
        Ok(Token::Plain(Event::StreamHeader))
    }

    fn replace(&mut self, frame: Frame) {
        if let Some(top) = self.stack.last_mut() {
            *top = frame;
        }
    }

    /// Removes the top of the stack, the last rule of something that an event began.
    fn close(&mut self) {
        self.stack.pop();
        self.closes = self.closes.saturating_add(1);
    }

    fn push(&mut self, frame: Frame) -> Result<(), Stop> {
        let found = self.stack.len().saturating_add(1);
        check_limit(0, "maxdepth", to_u64(self.limits.max_depth), to_u64(found))?;
        self.stack.push(frame);
        Ok(())
    }

    /// `newHandle`
    fn assign(&mut self, referent: Referent) -> Result<Handle, Stop> {
        let found = self.handles.len().saturating_add(1);
        check_limit(0, "maxrefs", to_u64(self.limits.max_refs), to_u64(found))?;
        self.handles.assign(referent).ok_or_else(internal)
    }

    /// What `handle` at the relative offset `at` stands for.
    fn referent(&self, at: usize, handle: Handle) -> Result<Referent, Stop> {
        self.handles.get(handle).ok_or_else(|| {
            Stop::fault(
                at,
                ErrorKind::Handle {
                    handle: handle.wire(),
                },
            )
        })
    }

    fn class(&self, class: ClassIndex) -> Result<&Class, Stop> {
        self.classes.get(class).ok_or_else(internal)
    }

    fn shape(&self, class: ClassIndex) -> Result<Shape, Stop> {
        self.classes.hierarchy.shape(class).ok_or_else(internal)
    }

    /// `reset`: handles start again.
    fn forget(&mut self) {
        self.handles.clear();
        self.classes.clear();
    }

    /// Removes finished rules from the stack, until the one on top needs bytes.
    fn settle(&mut self) -> Result<(), Stop> {
        while let Some(&frame) = self.stack.last() {
            match frame {
                Frame::Elements { left: 0 }
                | Frame::ElementBytes { left: 0 }
                | Frame::EnumConstantName { begun: true }
                | Frame::External => self.close(),
                Frame::FieldBytes { left: 0 } | Frame::FieldTypeName { begun: true } => {
                    self.stack.pop();
                }
                Frame::ClassData { leaf, level } => self.enter_level(leaf, level)?,
                Frame::ObjectFields {
                    leaf,
                    level,
                    left: 0,
                } => self.leave_level(leaf, level)?,
                Frame::Exception { begun: true } => {
                    self.close();
                    self.forget();
                }
                Frame::Fields { class, left: 0 } | Frame::ProxyInterfaces { class, left: 0 } => {
                    self.replace(Frame::Superclass { class });
                    self.push(Frame::BeginAnnotation)?;
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }
}

fn type_code(cursor: &Cursor<'_>, expected: &'static str, found: u8) -> Stop {
    let at = cursor.position().saturating_sub(1);
    Stop::fault(at, ErrorKind::TypeCode { expected, found })
}

fn check_limit(at: usize, limit: &'static str, allowed: u64, found: u64) -> Result<(), Stop> {
    if found > allowed {
        return Err(Stop::fault(
            at,
            ErrorKind::Limit {
                limit,
                allowed,
                found,
            },
        ));
    }
    Ok(())
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A state that no input can reach.
fn internal() -> Stop {
    Stop::fault(
        0,
        ErrorKind::Caller("the parser lost track of the stream: please report this"),
    )
}
