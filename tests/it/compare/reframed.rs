//! The same stream in other bytes: long strings for short ones, blocks cut in two, a new string
//! in place of each reference to one, so that all handles after it are others.

use std::collections::HashMap;

use javawire::codes::*;
use javawire::event::{Begin, BlockForm, DescForm, StringForm};
use javawire::{Event, Handle, JavaStr, Parsed};

use crate::streams_support::committed::Stream;

/// Returns the stream in other bytes; `None` if it cannot be read to its end.
pub fn reframed(stream: &Stream) -> Option<Vec<u8>> {
    let mut parser = stream.parser();
    let mut writer = Writer::default();
    let mut rest = stream.bytes.as_slice();
    loop {
        match parser.parse(rest, true).ok()? {
            Parsed::Event { event, consumed } => {
                writer.event(&event);
                rest = &rest[consumed..];
            }
            _ => return Some(writer.output),
        }
    }
}

#[derive(Default)]
struct Writer {
    output: Vec<u8>,
    handles: HashMap<Handle, u32>,
    texts: HashMap<Handle, Vec<u8>>,
    next: u32,
    /// How many things are open, and whether the exception that made the writer fail is the
    /// outermost.
    open: usize,
    is_exception: bool,
}

impl Writer {
    fn assign(&mut self, handle: Handle) {
        self.handles.insert(handle, BASE_WIRE_HANDLE + self.next);
        self.next += 1;
    }

    fn reset(&mut self) {
        self.handles.clear();
        self.texts.clear();
        self.next = 0;
    }

    fn reference(&mut self, handle: Handle) {
        self.output.push(TC_REFERENCE);
        self.output.extend(self.handles[&handle].to_be_bytes());
    }

    fn utf(&mut self, text: JavaStr<'_>) {
        let bytes = text.as_bytes();
        let length = u16::try_from(bytes.len()).unwrap();
        self.output.extend(length.to_be_bytes());
        self.output.extend(bytes);
    }

    fn long_string(&mut self, bytes: &[u8]) {
        self.output.push(TC_LONGSTRING);
        self.output
            .extend(u64::try_from(bytes.len()).unwrap().to_be_bytes());
        self.output.extend(bytes);
    }

    fn block(&mut self, bytes: &[u8]) {
        match u8::try_from(bytes.len()) {
            Ok(length) => self.output.extend([TC_BLOCKDATA, length]),
            Err(_) => {
                let length = u32::try_from(bytes.len()).unwrap();
                self.output.push(TC_BLOCKDATALONG);
                self.output.extend(length.to_be_bytes());
            }
        }
        self.output.extend(bytes);
    }

    fn begun(&mut self, code: u8, handle: Handle, class: Handle, desc: DescForm) {
        if desc == DescForm::Reference {
            self.output.push(code);
            self.reference(class);
        }
        self.assign(handle);
    }

    /// Handles start again after an exception.
    fn count(&mut self, event: &Event<'_>) {
        match event {
            Event::Object { .. }
            | Event::Array { .. }
            | Event::Enum { .. }
            | Event::ClassDesc { .. }
            | Event::ProxyClassDesc { .. } => self.open += 1,
            Event::Exception => (self.open, self.is_exception) = (1, true),
            Event::End => {
                self.open = self.open.saturating_sub(1);
                if self.open == 0 && std::mem::take(&mut self.is_exception) {
                    self.reset();
                }
            }
            _ => {}
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        self.count(event);
        match *event {
            Event::StreamHeader => {
                self.output.extend(STREAM_HEADER);
                self.reset();
            }
            Event::Null => self.output.push(TC_NULL),
            Event::Reference(handle) => match self.texts.get(&handle).cloned() {
                Some(text) => {
                    self.long_string(&text);
                    self.next += 1;
                }
                None => self.reference(handle),
            },
            Event::String {
                handle,
                value,
                form,
            } => {
                let bytes = value.as_bytes();
                match form {
                    StringForm::Short => self.long_string(bytes),
                    StringForm::Long => {
                        self.output.push(TC_STRING);
                        self.utf(value);
                    }
                }
                self.assign(handle);
                self.texts.insert(handle, bytes.to_vec());
            }
            Event::LongString { handle, length } => {
                self.output.push(TC_LONGSTRING);
                self.output.extend(length.to_be_bytes());
                self.assign(handle);
            }
            Event::StringChunk { text, .. } => self.output.extend(text.as_bytes()),
            Event::Primitives { bytes, .. } | Event::BlockChunk { bytes, .. } => {
                self.output.extend(bytes);
            }
            Event::BlockData { bytes, form } => {
                let middle = match form {
                    BlockForm::Short => bytes.len() / 2,
                    BlockForm::Long => bytes.len().min(200),
                };
                let (front, back) = bytes.split_at(middle);
                self.block(front);
                self.block(back);
            }
            Event::LongBlockData { length } => {
                self.output.push(TC_BLOCKDATALONG);
                self.output.extend(length.to_be_bytes());
            }
            Event::EndBlockData => self.output.push(TC_ENDBLOCKDATA),
            Event::Reset => {
                self.output.push(TC_RESET);
                self.reset();
            }
            Event::Exception => {
                self.output.push(TC_EXCEPTION);
                self.reset();
            }
            _ => self.described(event),
        }
    }

    /// Objects, and their classes.
    fn described(&mut self, event: &Event<'_>) {
        match *event {
            Event::Begin(begin) => self.output.push(match begin {
                Begin::Object => TC_OBJECT,
                Begin::Array => TC_ARRAY,
                Begin::Enum => TC_ENUM,
                Begin::Class => TC_CLASS,
            }),
            Event::Object {
                handle,
                class,
                desc,
            } => self.begun(TC_OBJECT, handle, class, desc),
            Event::Enum {
                handle,
                class,
                desc,
            } => self.begun(TC_ENUM, handle, class, desc),
            Event::Class {
                handle,
                class,
                desc,
            } => self.begun(TC_CLASS, handle, class, desc),
            Event::Array {
                handle,
                class,
                desc,
                length,
            } => {
                self.begun(TC_ARRAY, handle, class, desc);
                self.output.extend(length.to_be_bytes());
            }
            Event::ClassDesc {
                handle,
                name,
                suid,
                flags,
                fields,
            } => {
                self.output.push(TC_CLASSDESC);
                self.utf(name);
                self.output.extend(suid.to_be_bytes());
                self.assign(handle);
                self.output.push(flags.0);
                self.output.extend(fields.to_be_bytes());
            }
            Event::ProxyClassDesc { handle, interfaces } => {
                self.output.push(TC_PROXYCLASSDESC);
                self.assign(handle);
                self.output.extend(interfaces.to_be_bytes());
            }
            Event::Field { code, name } => {
                self.output.push(code.code());
                self.utf(name);
            }
            Event::ProxyInterface(name) => self.utf(name),
            Event::Superclass(None) => self.output.push(TC_NULL),
            Event::Superclass(Some(class)) => self.reference(class),
            _ => {}
        }
    }
}
