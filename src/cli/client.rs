//! `javawire client …`: in place of `TCPClient` and of `Client`.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use clap::{Args, Subcommand};
use javawire::codes::STREAM_HEADER;
use javawire::java_text::next_line::{NextLineError, Scanner};
use javawire::net::server::reason;
use javawire::net::{client, converse};
use javawire::swap::{GreetingClient, PhraseClient};
use javawire::{Error, ErrorKind, JavaString, Limits};

use super::Common;
use super::connection::{Awaited, Connection};
use super::diagnostics::{self, Verbosity};
use super::files;
use super::server::{GREETING_PORT, PHRASE_PORT};
use super::signals::Signals;
use super::transcript;
use super::values::{self, HostPort};

#[derive(Debug, Subcommand)]
pub(super) enum Conversation {
    /// Send a phrase as a String object and print the answer (Java class TCPClient)
    #[command(
        after_help = "Example: without being prompted, to a server named by its address\n  \
                            javawire client phrase --connect localhost:10000 'hola'"
    )]
    Phrase(Phrase),
    /// Print the greeting a server sends with writeUTF (Java class Client)
    #[command(
        after_help = "Example: the greeting of a server named by its address\n  \
                            javawire client greeting --connect 127.0.0.1:6666"
    )]
    Greeting(Greeting),
}

#[derive(Debug, Args)]
pub(super) struct Phrase {
    /// The phrase; without it, a line is read from stdin
    phrase: Option<String>,
    /// What a shell makes of a phrase that is not quoted
    #[arg(hide = true)]
    more: Vec<String>,
    /// The server [default: port 10000 of this machine, by its own host name]
    #[arg(long, value_name = "HOST:PORT")]
    connect: Option<HostPort>,
    #[command(flatten)]
    waiting: Waiting,
}

#[derive(Debug, Args)]
pub(super) struct Greeting {
    /// The server
    #[arg(long, value_name = "HOST:PORT", default_value_t = HostPort {
        host: "localhost".to_owned(),
        port: GREETING_PORT,
    })]
    connect: HostPort,
    #[command(flatten)]
    waiting: Waiting,
}

/// What a client waits for, and how long.
#[derive(Debug, Args)]
struct Waiting {
    /// How long connecting may take, and then each answer, in seconds; 0 is for ever
    /// [default: 30 for connecting, for ever for answers]
    #[arg(long, value_name = "SECONDS", value_parser = values::seconds)]
    timeout: Option<Duration>,
    #[command(flatten)]
    common: Common,
}

const ANSWER: Awaited = Awaited {
    what: "the answer",
    missing: "not even the header of its stream (AC ED 00 05), which a server sends when it makes \
              its ObjectOutputStream",
    warning: None,
};

const GREETING: Awaited = Awaited {
    what: "the greeting",
    missing: "a server that greets does so at once",
    warning: Some(WAITS_FOR_A_PHRASE),
};

const WAITS_FOR_A_PHRASE: &str = "a server that waits for a phrase, as TCPServidor does, is asked \
                                  by `javawire client phrase`";
const GREETS: &str = "a server that greets with writeUTF, as the Java class Server does, is \
                      listened to by `javawire client greeting`";

pub(super) fn run(conversation: Conversation, verbosity: Verbosity) -> anyhow::Result<()> {
    match conversation {
        Conversation::Phrase(options) => {
            if !options.more.is_empty() {
                let message = "a phrase of several words needs quotes: 'hola mundo'";
                super::misused(&["client", "phrase"], message);
            }
            until_signal(options.waiting, verbosity, |timeout, is_waiting| {
                phrase_client(options.connect, timeout, options.phrase, is_waiting)
            })
        }
        Conversation::Greeting(options) => {
            until_signal(options.waiting, verbosity, move |timeout, is_waiting| {
                greeting_client(&options.connect, timeout, is_waiting)
            })
        }
    }
}

/// `TCPClient`
fn phrase_client(
    connect: Option<HostPort>,
    timeout: Option<Duration>,
    phrase: Option<String>,
    waiting: &AtomicBool,
) -> anyhow::Result<()> {
    let server = match connect {
        Some(server) => server,
        None => {
            if let Some(server) = phrase.as_deref().and_then(as_server) {
                tracing::warn!(
                    "{server} is sent as the phrase; a server is named with --connect {server}"
                );
            }
            HostPort {
                host: own_host_name()?,
                port: PHRASE_PORT,
            }
        }
    };
    let mut connection = Connection::open(&server, timeout)?;
    let peer = connection.peer();
    tracing::info!("connected to {peer}");
    let max_phrase = Limits::default().max_string();
    let mut client = PhraseClient::new(max_phrase);
    client::open(&mut connection, &mut client)
        .map_err(|error| of_server(&error, &connection, ANSWER, None))?;

    let phrase = match phrase {
        Some(phrase) => JavaString::from(phrase),
        None => {
            transcript::print(&["Introduce la frase a enviar en minúsculas"])?;
            typed_line(max_phrase)?
        }
    };
    transcript::print(&["Se envia la frase ", &phrase.to_string()])?;
    client.ask(phrase);
    waiting.store(true, Ordering::SeqCst);
    connection.expect(ANSWER);
    converse(&mut connection, &mut client).map_err(|error| {
        let is_greeting = matches!(
            error.kind(),
            ErrorKind::StreamHeader {
                found: [0, 1..=0xFF, ..]
            }
        );
        of_server(&error, &connection, ANSWER, is_greeting.then_some(GREETS))
    })?;
    match client.into_answer() {
        Some(answer) => transcript::print(&["La frase recibida es: ", &answer.to_string()]),
        None => transcript::print(&["La frase recibida es: null"]),
    }
}

/// `Client`
fn greeting_client(
    server: &HostPort,
    timeout: Option<Duration>,
    waiting: &AtomicBool,
) -> anyhow::Result<()> {
    let mut connection = Connection::open(server, timeout)?;
    let peer = connection.peer();
    // Before the line that says so: whoever reads it may send a signal at once.
    waiting.store(true, Ordering::SeqCst);
    tracing::info!("connected to {peer}");
    let mut client = GreetingClient::default();
    connection.expect(GREETING);
    converse(&mut connection, &mut client).map_err(|error| {
        let is_reset =
            matches!(error.kind(), ErrorKind::Io(error) if error.kind() != io::ErrorKind::TimedOut);
        let has_no_greeting = connection.is_silent() && !is_reset;
        let is_stream = connection.begins_with(&STREAM_HEADER);
        let advice = (has_no_greeting || is_stream).then_some(WAITS_FOR_A_PHRASE);
        of_server(&error, &connection, GREETING, advice)
    })?;
    transcript::print(&[&client.into_message().unwrap_or_default().to_string()])
}

/// Whether the connection was broken off.
fn is_break(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    )
}

/// Returns the server that a phrase looks like: a name, not only numbers as of a time, and a port.
fn as_server(phrase: &str) -> Option<HostPort> {
    let server: HostPort = phrase.parse().ok()?;
    let is_in_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let is_name = server.host.bytes().all(is_in_name)
        && server.host.contains(|c: char| c.is_ascii_alphabetic());
    (is_name || server.host.parse::<IpAddr>().is_ok()).then_some(server)
}

/// Reads the phrase from stdin, as Java's `Scanner` does.
fn typed_line(max_phrase: u64) -> anyhow::Result<JavaString> {
    let longest = usize::try_from(max_phrase).unwrap_or(usize::MAX);
    let mut scanner = Scanner::new(io::stdin().lock(), longest);
    let line = scanner.next_line().map_err(|error| match error {
        NextLineError::NoLine => {
            anyhow!("no phrase to send: stdin ended before a line ({error})")
        }
        error => anyhow!(error).context("no phrase to send"),
    })?;
    if scanner.has_replaced() {
        tracing::warn!("stdin is not all UTF-8: what is not is sent as U+FFFD, as Java sends it");
    }
    Ok(line)
}

/// Says who did it, and what the client should be that fits.
fn of_server(
    error: &Error,
    connection: &Connection,
    awaited: Awaited,
    advice: Option<&str>,
) -> anyhow::Error {
    let what = awaited.what;
    let reason = match error.kind() {
        ErrorKind::UnexpectedEnd { .. } if connection.is_silent() => {
            format!("the server closed the connection before {what}, at byte 0")
        }
        ErrorKind::Io(cause) if connection.is_silent() && is_break(cause) => {
            format!("{}; the server broke off before {what}", reason(error))
        }
        _ => reason(error),
    };
    let peer = connection.peer();
    match advice {
        Some(advice) => anyhow!("{peer}: {reason}; {advice}"),
        None => anyhow!("{peer}: {reason}"),
    }
}

/// The name `InetAddress.getLocalHost()` looks up.
fn own_host_name() -> anyhow::Result<String> {
    gethostname::gethostname().into_string().map_err(|name| {
        anyhow!(
            "this machine's name is not UTF-8: {}; use --connect",
            name.display()
        )
    })
}

/// Runs a conversation until it ends, or a signal comes: then it may still get
/// its answer, if it waits for one, within the grace.
fn until_signal(
    options: Waiting,
    verbosity: Verbosity,
    conversation: impl FnOnce(Option<Duration>, &AtomicBool) -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<()> {
    let Waiting { timeout, common } = options;
    diagnostics::init(verbosity, common.log_format);
    let grace = common.grace;
    files::demand(files::FOR_A_CLIENT)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")?;
    runtime.block_on(async {
        let mut signals = Signals::catch().context("cannot catch signals")?;
        let waiting = Arc::new(AtomicBool::new(false));
        let (end, mut ended) = tokio::sync::oneshot::channel();
        let waiting_there = Arc::clone(&waiting);
        // A thread of its own: nothing can interrupt a read from the keyboard, and
        // the program must be able to end without it.
        std::thread::spawn(move || {
            let _ = end.send(conversation(timeout, &waiting_there));
        });
        tokio::select! {
            outcome = &mut ended => outcome.context("the conversation broke off")?,
            () = signals.next() => {
                if !waiting.load(Ordering::SeqCst) {
                    return Ok(());
                }
                if !grace.is_zero() {
                    tracing::warn!(
                        "waiting {grace:?} for the answer, as --grace says; another signal, a \
                         second later, ends it at once"
                    );
                }
                tokio::select! {
                    outcome = tokio::time::timeout(grace, ended) => match outcome {
                        Ok(outcome) => outcome.context("the conversation broke off")?,
                        Err(_) => Err(anyhow!("stopped by a signal: no answer within {grace:?}")),
                    },
                    () = signals.next() => Err(anyhow!("stopped at once by a second signal")),
                }
            }
        }
    })
}
