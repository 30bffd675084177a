//! What is shown of a direction.

use crate::graph::{Graph, Value};
use crate::inspect::plain::Before;
use crate::text::JavaStr;

/// Something that has been said, complete. It borrows from the [`Watch`](super::Watch).
#[derive(Debug)]
pub struct Message<'w> {
    offset: u64,
    bytes: u64,
    kind: Kind<'w>,
    /// What has been shown of the graph.
    before: Option<&'w mut Before>,
    refusal: Option<String>,
}

/// What a message is.
#[derive(Debug)]
#[non_exhaustive]
pub enum Kind<'w> {
    /// The header of an object stream.
    Header,
    /// An object, a string, an array, or null.
    Object {
        /// What the stream has said since its last reset. Its [contents](Graph::contents) are this
        /// message.
        graph: &'w Graph,
        /// The object.
        value: Value,
    },
    /// Primitive data, as `writeInt` and its like write them: neighbouring blocks together.
    Data(&'w [u8]),
    /// `TC_RESET`: what follows refers to nothing before it.
    Reset,
    /// The exception by which the writer gave up inside an object.
    Exception {
        /// What the stream has said since its last reset. Its contents are this message: what was
        /// whole of the object, and the exception.
        graph: &'w Graph,
        /// The exception.
        value: Value,
    },
    /// An object that was not held, for there was [no room](super::WatchSettings::max_memory).
    Forgotten {
        /// Its class, if it was described with it.
        class: Option<String>,
    },
    /// What `DataOutputStream.writeUTF` wrote.
    Text(JavaStr<'w>),
    /// Mere bytes.
    Bytes(&'w [u8]),
    /// From here on nothing can be read: all that follows are mere bytes. It comes once, with the
    /// bytes of what was not whole, or of what is lost.
    Unreadable {
        /// The byte at which that was seen, from the beginning of the direction.
        at: u64,
        /// Why, in words.
        why: String,
    },
}

impl<'w> Message<'w> {
    pub(super) fn new(
        offset: u64,
        bytes: u64,
        kind: Kind<'w>,
        before: Option<&'w mut Before>,
    ) -> Self {
        Message {
            offset,
            bytes,
            kind,
            before,
            refusal: None,
        }
    }

    pub(super) fn with_refusal(mut self, refusal: Option<String>) -> Self {
        self.refusal = refusal;
        self
    }

    /// Returns where it began: how many bytes came before it in this direction.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns how many bytes it has in the direction. The next message begins after them.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Returns what it is.
    pub fn kind(&self) -> &Kind<'w> {
        &self.kind
    }

    /// Returns why a JVM [refuses](crate::Parser::with_refusals_noted) it, though it can be shown.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// What is shown, and what has been shown before of the same graph.
    pub(super) fn parts(&mut self) -> (&Kind<'w>, Option<&mut Before>) {
        (&self.kind, self.before.as_deref_mut())
    }
}
