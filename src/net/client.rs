//! One conversation over a blocking connection.

use std::io::{Read, Write};

use crate::conversation::{Conversation, State};
use crate::error::{Error, ErrorKind, Result};
use crate::stream::buffer::InputBuffer;
use crate::stream::reader::read_some;

/// Holds a conversation over `stream` until it has finished.
///
/// # Errors
///
/// What the peer did wrong, or [`ErrorKind::Io`] if the connection failed.
///
/// # Examples
///
/// ```no_run
/// use javawire::net::converse;
/// use javawire::swap::GreetingClient;
///
/// let mut stream = std::net::TcpStream::connect("localhost:6666")?;
/// let mut client = GreetingClient::default();
/// converse(&mut stream, &mut client)?;
/// println!("{}", client.into_message().unwrap_or_default());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn converse(
    stream: &mut (impl Read + Write),
    conversation: &mut impl Conversation,
) -> Result<()> {
    let mut buffer = InputBuffer::default();
    let mut output = Vec::new();
    let mut offset = 0_u64;
    loop {
        let progress = conversation.advance(buffer.unread(), &mut output);
        let failed = move |error| Error::new(offset, ErrorKind::Io(error));
        if !output.is_empty() {
            stream
                .write_all(&output)
                .and_then(|()| stream.flush())
                .map_err(failed)?;
            output.clear();
        }
        let progress = progress?;
        buffer.consume(progress.consumed);
        offset = offset.saturating_add(u64::try_from(progress.consumed).unwrap_or(u64::MAX));
        match progress.state {
            State::Finished => return Ok(()),
            State::Sending | State::Ending => continue,
            State::NeedInput | State::Busy => {}
        }
        match read_some(stream, buffer.space()) {
            Ok(0) => return conversation.ended(buffer.unread()),
            Ok(count) => buffer.arrived(count),
            Err(error) => {
                let unread = u64::try_from(buffer.unread().len()).unwrap_or(u64::MAX);
                return Err(Error::new(
                    offset.saturating_add(unread),
                    ErrorKind::Io(error),
                ));
            }
        }
    }
}

/// Sends what a conversation has to say before it needs an answer.
///
/// # Errors
///
/// [`ErrorKind::Io`] if the connection failed, and what the conversation refuses.
pub fn open(stream: &mut impl Write, conversation: &mut impl Conversation) -> Result<()> {
    let mut output = Vec::new();
    conversation.advance(&[], &mut output)?;
    stream
        .write_all(&output)
        .and_then(|()| stream.flush())
        .map_err(|error| Error::new(0, ErrorKind::Io(error)))
}
