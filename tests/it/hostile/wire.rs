//! Streams put together by hand.

use javawire::codes::{
    BASE_WIRE_HANDLE, SC_ENUM, STREAM_HEADER, TC_CLASSDESC, TC_ENDBLOCKDATA, TC_NULL,
    TC_PROXYCLASSDESC, TC_REFERENCE, TC_STRING,
};

/// Bytes of a stream, or of a part of one.
#[derive(Debug, Clone, Default)]
pub struct Wire(Vec<u8>);

impl Wire {
    /// Returns a part of a stream.
    pub fn part() -> Self {
        Wire::default()
    }

    /// Returns a stream that begins with its header.
    pub fn stream() -> Self {
        Wire::part().raw(&STREAM_HEADER)
    }

    /// Returns the bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.0
    }

    /// Appends these bytes.
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Appends these bytes so many times.
    pub fn times(mut self, count: usize, bytes: &[u8]) -> Self {
        self.0.extend(bytes.repeat(count));
        self
    }

    /// Appends one byte: mostly a type code.
    pub fn code(self, code: u8) -> Self {
        self.raw(&[code])
    }

    /// Appends an `int`.
    pub fn int(self, value: i32) -> Self {
        self.raw(&value.to_be_bytes())
    }

    /// Appends a `long`.
    pub fn long(self, value: i64) -> Self {
        self.raw(&value.to_be_bytes())
    }

    /// Appends a count of elements, interfaces or bytes.
    pub fn count(self, count: usize) -> Self {
        self.int(i32::try_from(count).unwrap())
    }

    /// Appends `utf`: two bytes of length, then the bytes, whatever they are.
    pub fn utf(self, text: &[u8]) -> Self {
        let length = u16::try_from(text.len()).unwrap();
        self.raw(&length.to_be_bytes()).raw(text)
    }

    /// Appends a new string.
    pub fn string(self, text: &str) -> Self {
        self.code(TC_STRING).utf(text.as_bytes())
    }

    /// Appends `TC_NULL`.
    pub fn null(self) -> Self {
        self.code(TC_NULL)
    }

    /// Appends a reference to the handle assigned after `index` others.
    pub fn reference(self, index: u32) -> Self {
        self.code(TC_REFERENCE)
            .raw(&(BASE_WIRE_HANDLE + index).to_be_bytes())
    }

    /// Appends `TC_CLASSDESC` up to the count of fields.
    pub fn class_desc(self, name: &str, flags: u8, fields: u16) -> Self {
        self.code(TC_CLASSDESC)
            .utf(name.as_bytes())
            // That of an enum is always 0.
            .long(i64::from(flags & SC_ENUM == 0))
            .code(flags)
            .raw(&fields.to_be_bytes())
    }

    /// Appends `TC_PROXYCLASSDESC` up to the count of interfaces.
    pub fn proxy_class_desc(self, interfaces: usize) -> Self {
        self.code(TC_PROXYCLASSDESC).count(interfaces)
    }

    /// Appends a field of a class descriptor, up to the name of its type.
    pub fn field(self, code: u8, name: &str) -> Self {
        self.code(code).utf(name.as_bytes())
    }

    /// Appends the empty annotation of a class descriptor without a superclass.
    pub fn no_more(self) -> Self {
        self.end().null()
    }

    /// Appends `TC_ENDBLOCKDATA`.
    pub fn end(self) -> Self {
        self.code(TC_ENDBLOCKDATA)
    }

    /// Appends a whole class descriptor without fields.
    pub fn plain_class(self, name: &str, flags: u8) -> Self {
        self.class_desc(name, flags, 0).no_more()
    }
}
