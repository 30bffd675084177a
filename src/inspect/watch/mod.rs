//! One direction of a conversation, message by message, while it is still going on.
//!
//! [`Watch`] takes the bytes of one direction as they come, cut in any way, and gives a [`Message`]
//! for each thing that is complete: an object, what `writeUTF` wrote, primitive data. It has no
//! I/O, waits for nothing, and never fails: what it cannot read is shown as mere bytes. The
//! messages leave no byte out.
//!
//! # Which kind of stream it is
//!
//! Its first bytes tell. What they tell is for the display alone: no byte is changed or lost by it.
//!
//! | the bytes | taken for |
//! |---|---|
//! | `AC ED 00 05` | an object stream |
//! | whole records of a length (two bytes) and as much modified UTF-8 | strings of `writeUTF` |
//! | `16 03` and what else begins TLS | TLS, which nobody between its two ends can read |
//! | anything else | mere bytes |
//!
//! The guess of `writeUTF` is wrong for a protocol of another kind that has the same form: two
//! bytes of length, then as many bytes of text. And strings of `writeUTF` are taken for mere bytes
//! if the first of them is empty, has control characters other than tab and line ends, comes only
//! in part before the other side speaks, or has 8,192 bytes or more and others after it: such a
//! length is two letters, as most texts begin with. An object stream may follow after strings.
//!
//! # Examples
//!
//! ```
//! use javawire::inspect::watch::{Watch, WatchSettings};
//!
//! let mut watch = Watch::new(WatchSettings::default());
//! let mut lines = Vec::new();
//! for piece in [&b"\xAC\xED\0\x05\x74\0"[..], b"\x04hola\x77\x02\0\x07"] {
//!     watch.push(piece);
//!     while let Some(mut message) = watch.next() {
//!         lines.push(message.line(40));
//!     }
//! }
//! watch.turn();   // the other side speaks
//! while let Some(mut message) = watch.next() {
//!     lines.push(message.line(40));
//! }
//! assert_eq!(lines, ["stream header", "String \"hola\"", "data 00 07"]);
//! ```
//!
//! * `direction.rs`: [`Watch`]; `told.rs`: what the first bytes tell
//! * `objects.rs`: object streams, and how much of them is held
//! * `message.rs`: [`Message`]; `line.rs`, `members.rs`: it on one line, and as JSON

mod direction;
mod line;
mod members;
mod message;
mod objects;
mod told;

pub use self::direction::{Watch, WatchSettings};
pub use self::message::{Kind, Message};
pub use self::told::is_tls;

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
