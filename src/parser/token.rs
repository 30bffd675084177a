//! An event before its text and bytes are borrowed from the input. It holds no
//! borrow itself, so that a reader can fill its buffer in a loop and borrow once at the end.

use crate::event::{Begin, BlockForm, ClassFlags, DescForm, Event, FieldType, Handle, StringForm};
use crate::text::JavaStr;

/// What one step of the parser found.
#[derive(Debug)]
pub(crate) enum Step {
    /// Nothing was read: at least this many bytes more are needed.
    NeedMore(usize),
    /// An event, read from this many bytes.
    Token { token: Token, consumed: usize },
    /// The input has ended, and the stream may end there.
    End,
}

/// Where text or bytes of an event are in the input.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    start: usize,
    end: usize,
}

impl Span {
    #[inline(always)]
    pub(super) fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    #[inline(always)]
    pub(super) fn start(self) -> usize {
        self.start
    }

    #[inline(always)]
    pub(super) fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    #[inline(always)]
    pub(super) fn of(self, input: &[u8]) -> &[u8] {
        input.get(self.start..self.end).unwrap_or_default()
    }
}

/// The variants of [`Event`], one for one. Its fields are copied one by one into the event, never
/// the whole: that would read at once what was just written in parts, which stalls the processor.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token {
    StreamHeader,
    Null,
    Reference(Handle),
    String {
        handle: Handle,
        form: StringForm,
        text: Span,
    },
    LongString {
        handle: Handle,
        length: u64,
    },
    StringChunk {
        text: Span,
        last: bool,
    },
    Begin(Begin),
    Object {
        handle: Handle,
        class: Handle,
        desc: DescForm,
    },
    Array {
        handle: Handle,
        class: Handle,
        desc: DescForm,
        length: u32,
    },
    Enum {
        handle: Handle,
        class: Handle,
        desc: DescForm,
    },
    Class {
        handle: Handle,
        class: Handle,
        desc: DescForm,
    },
    ClassDesc {
        handle: Handle,
        suid: i64,
        flags: ClassFlags,
        fields: u16,
        name: Span,
    },
    ProxyClassDesc {
        handle: Handle,
        interfaces: u32,
    },
    Field {
        code: FieldType,
        name: Span,
    },
    ProxyInterface {
        name: Span,
    },
    NoSuperclass,
    Superclass(Handle),
    Primitives {
        bytes: Span,
        last: bool,
    },
    BlockData {
        form: BlockForm,
        bytes: Span,
    },
    LongBlockData {
        length: u32,
    },
    BlockChunk {
        bytes: Span,
        last: bool,
    },
    Annotation,
    NoFields {
        values: u32,
    },
    EndBlockData,
    End,
    Reset,
    Exception,
}

impl Token {
    /// Returns the event, borrowing from the same input that the step was given.
    #[inline]
    pub(crate) fn resolve(self, input: &[u8]) -> Event<'_> {
        self.event(input)
    }

    #[expect(clippy::too_many_lines, reason = "a table")]
    #[inline(always)]
    pub(super) fn event<'a>(&self, input: &'a [u8]) -> Event<'a> {
        let string = |span: Span| JavaStr::new_checked(span.of(input));
        match *self {
            Token::StreamHeader => Event::StreamHeader,
            Token::Null => Event::Null,
            Token::Reference(handle) => Event::Reference(handle),
            Token::String { handle, form, text } => Event::String {
                handle,
                form,
                value: string(text),
            },
            Token::LongString { handle, length } => Event::LongString { handle, length },
            Token::StringChunk { text, last } => Event::StringChunk {
                text: string(text),
                last,
            },
            Token::Begin(begin) => Event::Begin(begin),
            Token::Object {
                handle,
                class,
                desc,
            } => Event::Object {
                handle,
                class,
                desc,
            },
            Token::Array {
                handle,
                class,
                desc,
                length,
            } => Event::Array {
                handle,
                class,
                desc,
                length,
            },
            Token::Enum {
                handle,
                class,
                desc,
            } => Event::Enum {
                handle,
                class,
                desc,
            },
            Token::Class {
                handle,
                class,
                desc,
            } => Event::Class {
                handle,
                class,
                desc,
            },
            Token::ClassDesc {
                handle,
                suid,
                flags,
                fields,
                name,
            } => Event::ClassDesc {
                handle,
                suid,
                flags,
                fields,
                name: string(name),
            },
            Token::ProxyClassDesc { handle, interfaces } => {
                Event::ProxyClassDesc { handle, interfaces }
            }
            Token::Field { code, name } => Event::Field {
                code,
                name: string(name),
            },
            Token::ProxyInterface { name } => Event::ProxyInterface(string(name)),
            Token::NoSuperclass => Event::Superclass(None),
            Token::Superclass(handle) => Event::Superclass(Some(handle)),
            Token::Primitives { bytes, last } => Event::Primitives {
                bytes: bytes.of(input),
                last,
            },
            Token::BlockData { form, bytes } => Event::BlockData {
                form,
                bytes: bytes.of(input),
            },
            Token::LongBlockData { length } => Event::LongBlockData { length },
            Token::BlockChunk { bytes, last } => Event::BlockChunk {
                bytes: bytes.of(input),
                last,
            },
            Token::Annotation => Event::Annotation,
            Token::NoFields { values } => Event::NoFields { values },
            Token::EndBlockData => Event::EndBlockData,
            Token::End => Event::End,
            Token::Reset => Event::Reset,
            Token::Exception => Event::Exception,
        }
    }
}
