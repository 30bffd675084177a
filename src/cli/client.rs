//! `javawire client …`: in place of `TCPClient` and of `Client`.

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, anyhow};
use clap::{Args, Subcommand};
use javawire::net::{address, client, converse};
use javawire::swap::next_line::Scanner;
use javawire::swap::{GreetingClient, PhraseClient};
use javawire::{JavaString, Limits};

use super::server::{GREETING_PORT, PHRASE_PORT};
use super::signals::Signals;
use super::transcript;
use super::values::HostPort;
use super::{Common, diagnostics};

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
    /// The server [default: port 10000 of this machine, by its own host name]
    #[arg(long, value_name = "HOST:PORT")]
    connect: Option<HostPort>,
    #[command(flatten)]
    common: Common,
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
    common: Common,
}

pub(super) fn run(conversation: Conversation) -> anyhow::Result<()> {
    match conversation {
        Conversation::Phrase(Phrase {
            phrase,
            connect,
            common,
        }) => {
            diagnostics::init(&common);
            until_signal(&common, move |waiting| {
                phrase_client(connect, phrase, waiting)
            })
        }
        Conversation::Greeting(Greeting { connect, common }) => {
            diagnostics::init(&common);
            until_signal(&common, move |waiting| greeting_client(&connect, waiting))
        }
    }
}

/// `TCPClient`
fn phrase_client(
    connect: Option<HostPort>,
    phrase: Option<String>,
    waiting: &AtomicBool,
) -> anyhow::Result<()> {
    let server = match connect {
        Some(server) => server,
        None => HostPort {
            host: own_host_name()?,
            port: PHRASE_PORT,
        },
    };
    let (mut stream, peer) = open_connection(&server)?;
    tracing::info!("connected to {peer}");
    let max_phrase = Limits::default().max_string;
    let mut client = PhraseClient::new(max_phrase);
    client::open(&mut stream, &mut client).with_context(|| peer.to_string())?;

    let phrase = match phrase {
        Some(phrase) => JavaString::from(phrase),
        None => {
            transcript::print(&["Introduce la frase a enviar en minúsculas"])?;
            {
                let longest = usize::try_from(max_phrase).unwrap_or(usize::MAX);
                Scanner::new(std::io::stdin().lock(), longest)
                    .next_line()
                    .context("no phrase to send")?
            }
        }
    };
    transcript::print(&["Se envia la frase ", &phrase.to_string()])?;
    client.ask(phrase);
    waiting.store(true, Ordering::SeqCst);
    converse(&mut stream, &mut client).with_context(|| peer.to_string())?;
    match client.into_answer() {
        Some(answer) => transcript::print(&["La frase recibida es: ", &answer.to_string()]),
        None => transcript::print(&["La frase recibida es: null"]),
    }
}

/// `Client`
fn greeting_client(server: &HostPort, waiting: &AtomicBool) -> anyhow::Result<()> {
    let (mut stream, peer) = open_connection(server)?;
    waiting.store(true, Ordering::SeqCst);
    tracing::info!("connected to {peer}");
    let mut client = GreetingClient::default();
    converse(&mut stream, &mut client).with_context(|| peer.to_string())?;
    transcript::print(&[&client.into_message().unwrap_or_default().to_string()])
}

/// Connects to the first address of `server` that accepts.
fn open_connection(server: &HostPort) -> anyhow::Result<(TcpStream, SocketAddr)> {
    let addresses = address::resolve(&server.host, server.port)
        .with_context(|| format!("cannot find the host of {server}"))?;
    let mut failure = anyhow!("{server} has no address");
    for address in addresses {
        match TcpStream::connect(address) {
            Ok(stream) => return Ok((stream, address)),
            Err(error) => {
                failure = anyhow!(error).context(format!("cannot connect to {server} ({address})"));
                tracing::debug!("{failure:#}");
            }
        }
    }
    Err(failure)
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
    options: &Common,
    conversation: impl FnOnce(&AtomicBool) -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<()> {
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
            let _ = end.send(conversation(&waiting_there));
        });
        tokio::select! {
            outcome = &mut ended => outcome.context("the conversation broke off")?,
            () = signals.next() => {
                if !waiting.load(Ordering::SeqCst) {
                    return Ok(());
                }
                tracing::info!("waiting {:?} for the answer", options.grace);
                tokio::select! {
                    outcome = tokio::time::timeout(options.grace, ended) => match outcome {
                        Ok(outcome) => outcome.context("the conversation broke off")?,
                        Err(_) => Err(anyhow!("stopped by a signal: no answer within {:?}", options.grace)),
                    },
                    () = signals.next() => Err(anyhow!("stopped at once by a second signal")),
                }
            }
        }
    })
}
