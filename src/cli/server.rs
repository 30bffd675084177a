//! `javawire server …`: in place of `TCPServidor` and of `Server`.

use std::io;
use std::net::SocketAddr;

use clap::{Args, Subcommand};
use javawire::codes::STREAM_HEADER;
use javawire::java_text::locale::Locale;
use javawire::java_text::upper_case::{UpperCase, to_upper_case};
use javawire::limits::Limit;
use javawire::net::server::reason;
use javawire::net::{Service, address};
use javawire::swap::{Answer, GreetingServer, PhraseServer};
use javawire::{Error, ErrorKind, JavaStr, JavaString};

use super::Common;
use super::diagnostics::{Verbosity, one_line};
use super::serving::Serving;
use super::transcript;
use super::values::{self, Listen};

/// The port of `TCPServidor` and `TCPClient`.
pub(super) const PHRASE_PORT: u16 = 10_000;
/// The port of `Server` and `Client`.
pub(super) const GREETING_PORT: u16 = 6666;

#[derive(Debug, Subcommand)]
pub(super) enum Conversation {
    /// Read a String object from each client and answer it in upper case (Java class TCPServidor)
    #[command(
        after_help = "Example: on another port, for this machine's programs alone\n  \
                            javawire server phrase --listen 127.0.0.1:10001"
    )]
    Phrase(Phrase),
    /// Send each client a greeting with writeUTF (Java class Server)
    #[command(after_help = "Example: another greeting than HELLO\n  \
                            javawire server greeting --message 'Welcome back'")]
    Greeting(Greeting),
}

#[derive(Debug, Args)]
pub(super) struct Phrase {
    /// Where to listen [default: port 10000 on all addresses, IPv6 and IPv4]
    #[arg(long, value_name = "[HOST:]PORT")]
    listen: Option<Listen>,
    #[command(flatten)]
    serving: Serving,
    /// The longest phrase accepted, in bytes of modified UTF-8
    #[arg(long, value_name = "BYTES", default_value = "16M", value_parser = values::size)]
    max_phrase: u64,
    /// Whose rules upper case follows: tr, az and lt have their own
    /// [default: the environment's, as for a JVM]
    #[arg(long, value_name = "TAG")]
    locale: Option<Locale>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Greeting {
    /// Where to listen [default: port 6666 on all addresses, IPv6 and IPv4]
    #[arg(long, value_name = "[HOST:]PORT")]
    listen: Option<Listen>,
    #[command(flatten)]
    serving: Serving,
    /// What to say: at most 65,535 bytes of modified UTF-8
    #[arg(long, value_name = "TEXT", default_value = "HELLO")]
    message: String,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(conversation: Conversation, verbosity: Verbosity) -> anyhow::Result<()> {
    match conversation {
        Conversation::Phrase(options) => {
            let locale = options.locale.unwrap_or_else(Locale::of_this_process);
            let service = PhraseService {
                max_phrase: options.max_phrase,
                is_behind_balancer: options.serving.is_behind_balancer(),
                // As a function for each, none needs memory of its own.
                answer: match locale {
                    Locale::Root => |phrase| answer(phrase, Locale::Root),
                    Locale::TurkishOrAzeri => |phrase| answer(phrase, Locale::TurkishOrAzeri),
                    Locale::Lithuanian => |phrase| answer(phrase, Locale::Lithuanian),
                },
            };
            options.serving.serve(
                &options.common,
                verbosity,
                options.listen.as_ref(),
                PHRASE_PORT,
                service,
                |port| format!("Servidor iniciado y escuchando por el puerto {port}"),
            )
        }
        Conversation::Greeting(options) => {
            let message = JavaString::from(options.message);
            let greeting = GreetingServer::new(message.as_java_str()).unwrap_or_else(|error| {
                let reason = error.to_string();
                let reason = one_line(&reason);
                let message = format!("--message cannot be sent with writeUTF: {reason}");
                super::misused(&["server", "greeting"], &message)
            });
            let service = GreetingService { greeting };
            options.serving.serve(
                &options.common,
                verbosity,
                options.listen.as_ref(),
                GREETING_PORT,
                service,
                |port| format!("Server is Running at {port}\nWaiting for Client"),
            )
        }
    }
}

/// `TCPServidor`, for many clients at once.
struct PhraseService {
    max_phrase: u64,
    is_behind_balancer: bool,
    answer: Answers,
}

type Answers = fn(Option<JavaStr<'_>>) -> Option<Answer>;

impl Service for PhraseService {
    type Conversation = PhraseServer<Answers>;

    fn is_brief(&self) -> bool {
        true
    }

    fn accepted(&self, peer: SocketAddr) -> Self::Conversation {
        tracing::info!(peer = %peer, "connected");
        PhraseServer::new(self.max_phrase, self.answer)
    }

    fn answered(&self, peer: SocketAddr) {
        tracing::info!(peer = %peer, "answered");
    }

    fn failed(&self, peer: SocketAddr, error: &Error) {
        let advice = match error.kind() {
            ErrorKind::Limit {
                limit: Limit::MaxMemory,
                ..
            } => "; --max-memory sets how much all may hold",
            ErrorKind::Limit {
                limit: Limit::MaxString | Limit::MaxBytes,
                ..
            } => "; --max-phrase sets how much is accepted",
            ErrorKind::StreamHeader {
                found: [b'P', b'R', b'O', b'X'] | [b'\r', b'\n', b'\r', b'\n'],
            } => "; --proxy-protocol reads such headers",
            ErrorKind::UnexpectedEnd {
                reading: PROXY_HEADER,
            } if error.offset() == Some(0) => {
                "; it sent nothing: a load balancer that only looks whether the port is open, \
                 or a client that came past it"
            }
            ErrorKind::Io(_) if self.is_behind_balancer => "",
            kind if error.offset() == Some(0) && is_silence(kind) => {
                "; it sent nothing: a client that waits for a greeting belongs to \
                 `javawire server greeting`, and one that makes its ObjectInputStream first waits \
                 for a header that comes only with the answer: have it write first"
            }
            kind if error.offset() == Some(HEADER_ALONE) && is_silence(kind) => {
                "; it sent only its stream header: either it had no phrase yet, or it waits for \
                 the server's header, which comes only with the answer (as TCPServidor's does): \
                 have it write its object before it makes its ObjectInputStream"
            }
            _ => "",
        };
        tracing::warn!(peer = %peer, "{}; connection closed{advice}", reason(error));
    }
}

/// What a client was to send first, if it comes through a load balancer.
const PROXY_HEADER: &str = "the header of the PROXY protocol";

/// Where a client stops if it sends only what its `ObjectOutputStream` begins with.
const HEADER_ALONE: u64 = STREAM_HEADER.len() as u64;

/// Whether a client that left, or was closed, has just not said what was expected.
fn is_silence(kind: &ErrorKind) -> bool {
    match kind {
        // It came past the load balancer, or half of it did.
        ErrorKind::UnexpectedEnd {
            reading: PROXY_HEADER,
        } => false,
        ErrorKind::UnexpectedEnd { .. } => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::TimedOut,
        _ => false,
    }
}

/// What `TCPServidor` prints and answers. It prints a null too, before it dies of it.
fn answer(phrase: Option<JavaStr<'_>>, locale: Locale) -> Option<Answer> {
    let Some(phrase) = phrase else {
        transcript::print_or_warn(&["La frase recibida es: null"]);
        return None;
    };
    // All three lines before the answer is sent: whoever has it may connect again at
    // once, and the lines of that conversation come after these in Java.
    if phrase.as_bytes().len() <= LONG {
        let answer = to_upper_case(phrase, locale);
        transcript::print_or_warn(&[
            RECEIVED,
            &phrase.to_string_lossy(),
            ANSWERED,
            &answer.as_java_str().to_string_lossy(),
            WAITING,
        ]);
        return Some(Answer::Text(answer));
    }
    transcript::print_pieces_or_warn(|print| {
        print(RECEIVED)?;
        for piece in phrase.pieces(LONG) {
            print(&piece.to_string_lossy())?;
        }
        print(ANSWERED)?;
        let mut upper = UpperCase::new(locale);
        for piece in phrase.pieces(LONG) {
            print(&upper.next(piece).as_java_str().to_string_lossy())?;
        }
        print(WAITING)
    });
    Some(Answer::UpperCase(locale))
}

const RECEIVED: &str = "La frase recibida es: ";
const ANSWERED: &str = "\nEl servidor devuelve la frase: ";
const WAITING: &str = "\nServer esperando una nueva conexión...";

/// A phrase of more bytes than this is never in memory a second time.
const LONG: usize = 32 * 1024;

/// `Server`, for many clients at once.
struct GreetingService {
    greeting: GreetingServer,
}

impl Service for GreetingService {
    type Conversation = GreetingServer;

    fn is_brief(&self) -> bool {
        true
    }

    fn accepted(&self, peer: SocketAddr) -> GreetingServer {
        tracing::info!(peer = %peer, "connected");
        // No space before "is": Server has none.
        let client = address::java_inet_address(peer);
        transcript::print_or_warn(&["Client ", &client, "is Connected\nWaiting for Client"]);
        self.greeting.clone()
    }

    fn answered(&self, peer: SocketAddr) {
        tracing::info!(peer = %peer, "greeted");
    }

    /// `Client` says nothing at all.
    fn sent_more(&self, peer: SocketAddr, bytes: &[u8]) {
        if bytes.starts_with(&STREAM_HEADER) {
            tracing::warn!(
                peer = %peer,
                "it sends an object stream, which nobody reads here: TCPClient and \
                 `javawire client phrase` belong to `javawire server phrase`"
            );
        } else {
            tracing::info!(peer = %peer, "it sends {} bytes that nobody reads", bytes.len());
        }
    }
}
