//! The conversations without sockets: bytes in pieces, and peers that leave.

use javawire::conversation::Conversation;
use javawire::conversation::{Progress, State};
use javawire::swap::{Answer, GreetingClient, GreetingServer, PhraseClient, PhraseServer};
use javawire::{ErrorKind, JavaStr, JavaString};

use crate::library::SIZES;

const SHORT: &[u8] = b"\xAC\xED\0\x05\x79\x74\0\x04hola";

/// Feeds a conversation so many bytes at a time. Returns what it sent and how
/// many bytes it did not want, or that it needs more.
fn feed<'a>(
    conversation: &mut impl Conversation,
    bytes: &'a [u8],
    size: usize,
) -> (Vec<u8>, Result<usize, &'a [u8]>) {
    let (mut sent, mut start, mut end) = (Vec::new(), 0, 0);
    loop {
        let Progress { consumed, state } =
            conversation.advance(&bytes[start..end], &mut sent).unwrap();
        start += consumed;
        if state == State::Finished {
            return (sent, Ok(bytes.len() - start));
        }
        if matches!(state, State::Sending | State::Ending) {
            continue;
        }
        if end == bytes.len() {
            return (sent, Err(&bytes[start..end]));
        }
        end = end.saturating_add(size).min(bytes.len());
    }
}

// The shape of an answer.
fn echo(phrase: Option<JavaStr<'_>>) -> Option<Answer> {
    let text = phrase.map_or_else(|| "null".into(), JavaString::from);
    Some(Answer::Text(text))
}

#[test]
fn a_phrase_server_answers_once_it_has_all() {
    let long = {
        let text = "añ€".repeat(40_000);
        let mut bytes = b"\xAC\xED\0\x05\x7C".to_vec();
        bytes.extend((text.len() as u64).to_be_bytes());
        bytes.extend(text.as_bytes());
        bytes
    };
    for asked in [SHORT, &long, b"\xAC\xED\0\x05\x70"] {
        let answer = match asked.last() {
            Some(0x70) => b"\xAC\xED\0\x05\x74\0\x04null".to_vec(),
            _ => {
                let mut answer = asked.to_vec();
                answer.retain(|byte| *byte != 0x79);
                answer
            }
        };
        for size in SIZES {
            let mut server = PhraseServer::new(1 << 20, echo);
            let (sent, end) = feed(&mut server, asked, size);
            assert!(sent == answer, "{size} bytes at a time");
            assert_eq!(end, Ok(0));
        }
    }
}

#[test]
fn a_phrase_server_whose_client_leaves_knows_where() {
    for cut in 0..SHORT.len() {
        for size in [1, usize::MAX] {
            let mut server = PhraseServer::new(1 << 20, echo);
            let (sent, end) = feed(&mut server, &SHORT[..cut], size);
            assert_eq!(sent, b"", "cut at {cut}");
            let error = server.abandoned(end.unwrap_err());
            assert!(
                matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }),
                "{error}"
            );
            assert_eq!(error.offset(), Some(cut as u64), "{error}");
        }
    }
}

#[test]
fn a_phrase_client_says_its_header_then_its_phrase_once() {
    for size in SIZES {
        let mut client = PhraseClient::new(1 << 20);
        let mut sent = Vec::new();
        client.advance(b"", &mut sent).unwrap();
        assert_eq!(sent, b"\xAC\xED\0\x05");
        client.ask("hola".into());
        let answer = [SHORT, b"more"].concat();
        let (sent, end) = feed(&mut client, &answer, size);
        assert_eq!(sent, b"\x74\0\x04hola");
        // It may have looked at what is behind, but does not take it.
        assert!(end.unwrap() <= 4);
        assert_eq!(client.into_answer().unwrap(), "hola");
    }
    for cut in 0..SHORT.len() {
        let mut client = PhraseClient::new(1 << 20);
        let (_, end) = feed(&mut client, &SHORT[..cut], 1);
        let error = client.abandoned(end.unwrap_err());
        assert_eq!(error.offset(), Some(cut as u64), "{error}");
    }
}

#[test]
fn a_greeting_is_said_and_heard_in_pieces() {
    for text in ["HELLO", "", "¡Hola! 😀\0"] {
        let message = JavaString::from(text);
        let mut server = GreetingServer::new(message.as_java_str()).unwrap();
        let (greeting, end) = feed(&mut server, b"", 1);
        assert_eq!(end, Ok(0));
        for size in SIZES {
            let mut client = GreetingClient::default();
            let (sent, end) = feed(&mut client, &greeting, size);
            assert_eq!((sent, end), (Vec::new(), Ok(0)));
            assert_eq!(client.into_message().unwrap(), text);
        }
        for cut in 0..greeting.len() {
            let mut client = GreetingClient::default();
            let (_, end) = feed(&mut client, &greeting[..cut], 1);
            let error = client.abandoned(end.unwrap_err());
            assert_eq!(error.offset(), Some(cut as u64), "{error}");
        }
    }
}

/// A stream that a blocking client talks over: what comes, and what went.
#[cfg(feature = "server")]
mod blocking {
    use std::io::{self, Read, Write};

    use javawire::ErrorKind;
    use javawire::net::{client, converse};
    use javawire::swap::PhraseClient;

    use super::SHORT;
    use crate::library::{Pieces, SIZES};

    struct Stream<'a> {
        input: Pieces<'a>,
        sent: Vec<Vec<u8>>,
    }

    impl Read for Stream<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.input.read(out)
        }
    }

    impl Write for Stream<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.sent.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_conversation_is_held_over_any_stream() {
        for size in SIZES {
            let mut stream = Stream {
                input: Pieces { bytes: SHORT, size },
                sent: Vec::new(),
            };
            let mut client = PhraseClient::new(1 << 20);
            client::open(&mut stream, &mut client).unwrap();
            client.ask("hola".into());
            converse(&mut stream, &mut client).unwrap();
            assert_eq!(client.into_answer().unwrap(), "hola");
            // As TCPClient cuts it: each in a write of its own.
            assert_eq!(stream.sent, [&b"\xAC\xED\0\x05"[..], b"\x74\0\x04hola"]);
        }
    }

    #[test]
    fn a_stream_that_ends_early_says_where() {
        for cut in 0..SHORT.len() {
            let mut stream = Stream {
                input: Pieces {
                    bytes: &SHORT[..cut],
                    size: 2,
                },
                sent: Vec::new(),
            };
            let mut client = PhraseClient::new(1 << 20);
            client.ask("hola".into());
            let error = converse(&mut stream, &mut client).unwrap_err();
            assert!(
                matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }),
                "{error}"
            );
            assert_eq!(error.offset(), Some(cut as u64), "{error}");
        }
    }
}
