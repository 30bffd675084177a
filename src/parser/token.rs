//! An event before its text and bytes are borrowed from the input. It holds no
//! borrow itself, so that a reader can fill its buffer in a loop and borrow once at the end.

use std::ops::Range;

use crate::event::{BlockForm, ClassFlags, Event, FieldType, Handle, StringForm};
use crate::java_string::JavaStr;

/// What one step of the parser found.
#[derive(Debug)]
pub(crate) enum Step {
    /// Nothing was read: at least this many bytes more are needed.
    NeedMore(usize),
    /// An event, read from this many bytes.
    Token {
        token: Token,
        consumed: usize,
        closes: u32,
    },
}

#[derive(Debug)]
pub(crate) enum Token {
    /// An event without text or bytes.
    Plain(Event<'static>),
    String {
        handle: Handle,
        form: StringForm,
        text: Range<usize>,
    },
    StringChunk {
        text: Range<usize>,
        last: bool,
    },
    ClassDesc {
        handle: Handle,
        suid: i64,
        flags: ClassFlags,
        fields: u16,
        name: Range<usize>,
    },
    Field {
        code: FieldType,
        name: Range<usize>,
    },
    ProxyInterface {
        name: Range<usize>,
    },
    Primitives {
        bytes: Range<usize>,
        last: bool,
    },
    BlockData {
        form: BlockForm,
        bytes: Range<usize>,
    },
    BlockChunk {
        bytes: Range<usize>,
        last: bool,
    },
}

impl Token {
    /// Returns the event, borrowing from the same input that the step was given.
    pub(crate) fn resolve(self, input: &[u8]) -> Event<'_> {
        let bytes = |range: Range<usize>| input.get(range).unwrap_or_default();
        let text = |range| JavaStr::new_checked(bytes(range));
        match self {
            Token::Plain(event) => event,
            Token::String {
                handle,
                form,
                text: range,
            } => Event::String {
                handle,
                form,
                value: text(range),
            },
            Token::StringChunk { text: range, last } => Event::StringChunk {
                text: text(range),
                last,
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
                name: text(name),
            },
            Token::Field { code, name } => Event::Field {
                code,
                name: text(name),
            },
            Token::ProxyInterface { name } => Event::ProxyInterface(text(name)),
            Token::Primitives { bytes: range, last } => Event::Primitives {
                bytes: bytes(range),
                last,
            },
            Token::BlockData { form, bytes: range } => Event::BlockData {
                form,
                bytes: bytes(range),
            },
            Token::BlockChunk { bytes: range, last } => Event::BlockChunk {
                bytes: bytes(range),
                last,
            },
        }
    }
}
