//! Recordings and captures of TCP: what two ends said, kept as packets and read from them again.
//!
//! A recording is a pcapng file, as Wireshark, tshark and Zeek read it. There are no packets where
//! the ends of two sockets are joined by a program, so they are made up: the bytes, their order and
//! their times are what was said. A capture is what tcpdump and its like have written.
//!
//! Neither is more than bytes in or out: files, pipes and threads are the caller's.
//!
//! * out: [`Writer`] begins a file, a [`Flow`] is one conversation in it; `packet.rs`: its packets
//! * in: [`Reader`] takes a file as it comes and tells [`Event`]s; `framing.rs`, `pcapng.rs`,
//!   `pcap.rs`, `comments.rs`: packets in files; `link.rs`, `segment.rs`: TCP in packets;
//!   `pieces.rs`, `direction.rs`, `conversation.rs`, `table.rs`: conversations in TCP, in bounded
//!   memory
//!
//! ```
//! use javawire::conversation::{Side, Stamp};
//! use javawire::record::{Flow, Reader, ReaderLimits, What, Writer};
//!
//! let mut file = Vec::new();
//! Writer::new("tap [::]:10001 > db.example:10000").header(&mut file);
//! let mut flow = Flow::new("192.0.2.7:51034".parse()?, "192.0.2.1:10000".parse()?);
//! let at = Stamp::from_nanos(1_795_694_671_207_000_000);
//! flow.opened(at, &mut file);
//! flow.bytes(Side::Client, at, b"hola", &mut file);
//! flow.ended(Side::Client, at, &mut file);
//!
//! let mut reader = Reader::new(ReaderLimits::default());
//! reader.push(&file);
//! reader.end();
//! let mut said = Vec::new();
//! while let Some(event) = reader.next()? {
//!     if let What::Bytes { from: Side::Client, bytes } = event.what {
//!         said.extend(bytes);
//!     }
//! }
//! assert_eq!(said, b"hola");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod block;
mod comments;
mod conversation;
mod direction;
mod error;
mod event;
mod flow;
mod framing;
mod limits;
mod link;
mod options;
mod packet;
mod pcap;
mod pcapng;
mod pieces;
mod queue;
mod reader;
mod segment;
mod table;
mod writer;

pub use self::error::{Error, Result};
pub use self::event::{Event, What, Why};
pub use self::flow::Flow;
pub use self::limits::ReaderLimits;
pub use self::reader::Reader;
pub use self::writer::Writer;
