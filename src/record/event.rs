//! What a recording or a capture tells.

use core::net::SocketAddr;
use std::fmt;

use crate::conversation::{Side, Stamp};

/// Something that happened in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When: the time of the packet that told it. Of bytes that came before those in front of them,
    /// the time when these had come too.
    pub at: Stamp,
    /// The conversation: 1, 2, 3 … in the order in which they begin. 0 for what concerns the file.
    pub conversation: u64,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The conversation begins. The first that is told of each.
    Opened {
        /// The end that opened the connection.
        client: SocketAddr,
        /// The end that it was opened to.
        server: SocketAddr,
        /// Whether the capture begins amid the conversation: no SYN of it is seen. Who is the
        /// client is told by the ports then, of which the higher one is taken for the client's.
        joined: bool,
    },
    /// One end said this, next to what it said before.
    Bytes {
        /// Which end.
        from: Side,
        /// What it said: never nothing.
        bytes: Vec<u8>,
    },
    /// One end has said all (FIN).
    Ended {
        /// Which end.
        from: Side,
    },
    /// One end broke the conversation off (RST). What the other end had sent by then may follow.
    Reset {
        /// Which end.
        from: Side,
    },
    /// Bytes that one end said are not known.
    Missing {
        /// Which end.
        from: Side,
        /// How many bytes it said before them, as far as is known.
        offset: u64,
        /// How many they are; `None` where that is not known. The next bytes follow them.
        count: Option<u64>,
        /// Why they are not known.
        why: Why,
    },
    /// The reader had to let the conversation go, as it needed the memory for others, and nothing had
    /// come of this one for longest. What comes of it later counts as another conversation.
    LetGo,
    /// A remark: a comment of whoever made the recording, or what the reader has to say.
    Note(String),
}

/// Why bytes are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// Packets were captured in part only.
    SnapLength,
    /// No packet with them was captured.
    NotCaptured,
    /// No packet with them was captured before more of what follows them had come than may be held.
    Bound,
    /// The same as [`NotCaptured`](Self::NotCaptured), in a capture in which fragments of IP packets
    /// have come, which are not put together: the bytes may be in these.
    Fragments,
}

/// What a user can do about it.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::SnapLength => "packets were captured in part only; use tcpdump -s 0",
            Why::NotCaptured => "they were not captured; use tcpdump -B 8192",
            Why::Fragments => {
                "they were not captured, or came in fragments of IP packets, which are not put together"
            }
            Why::Bound => "they did not come before too much else had; use tcpdump -B 8192",
        })
    }
}
