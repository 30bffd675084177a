//! The command line.
//!
//! * `server.rs`, `client.rs`: the subcommands, one for each Java class
//! * `connection.rs`: how long a client waits, and what it says of that
//! * `dump.rs`: a look at a stream
//! * `decode.rs`, `encode.rs`: streams as JSON, and JSON as streams
//! * `compare/`: two streams or recordings, object by object
//! * `types/`: what classes look like, from jars and class files
//! * `classes.rs`: classes whose fields are not where their descriptors say
//! * `manual.rs`: completions of shells, and the manual page
//! * `input/`: a file or stdin, and the bytes that a text stands for
//! * `packets/`: captures of packets, and recordings
//! * `output.rs`: stdout that somebody may stop reading
//! * `tap/`: the man in the middle
//! * `serving.rs`: what both servers share: limits, how they end
//! * `listening.rs`: where clients come in, and how many
//! * `metrics.rs`: counters for Prometheus
//! * `values.rs`: how option values are written
//! * `transcript.rs`: stdout, the lines that the Java programs print
//! * `diagnostics/`: stderr
//! * `signals.rs`: Ctrl-C and SIGTERM
//! * `files.rs`: how many files may be open

mod classes;
mod client;
mod compare;
mod connection;
mod decode;
mod diagnostics;
mod dump;
mod encode;
mod files;
mod input;
mod listening;
mod manual;
mod metrics;
mod output;
mod packets;
mod server;
mod serving;
mod signals;
mod tap;
mod transcript;
mod types;
mod values;

use std::process::ExitCode;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use javawire::compare::Verdict;

/// The Rust end of a Java socket conversation
#[derive(Debug, Parser)]
#[command(
    name = "javawire",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
#[command(after_help = "Example: a Rust server for the Java class TCPClient\n  \
                        javawire server phrase")]
struct Cli {
    #[command(flatten)]
    verbosity: diagnostics::Verbosity,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve clients in place of a Java server
    #[command(
        subcommand,
        after_help = "Example: the greeting of the Java class Server\n  \
                      javawire server greeting"
    )]
    Server(server::Conversation),
    /// Talk to a server in place of a Java client
    #[command(
        subcommand,
        after_help = "Example: a phrase for the Java class TCPServidor\n  \
                      javawire client phrase 'hola'"
    )]
    Client(client::Conversation),
    /// Stand between clients and a server: pass all on untouched, and show what is said
    #[command(
        after_help = "Example: clients come to port 10001, the server listens on 10000\n  \
                            javawire tap --listen :10001 --connect localhost:10000"
    )]
    Tap(tap::Tap),
    /// Show what a stream says, byte by byte, while it still arrives
    ///
    /// Of a capture of packets, what each end says is listed in the order in which it says it: what
    /// the client says after a >, what the server does after a <. Times are in UTC. What passes on a
    /// port of this machine is shown, while it does, by
    /// `tcpdump -i any -U -w - port 10000 | javawire dump -`.
    #[command(after_help = "Example: a stream that was copied as Base64\n  \
                            echo rO0ABXQABGhvbGE= | javawire dump")]
    Dump(dump::Dump),
    /// Show a stream as JSON, from which encode makes the same bytes again
    ///
    /// Of a capture of packets, each message is JSON on a line of its own, which says what it means as
    /// --plain does; no such line can be encoded. The time is in UTC, and "at" in seconds since
    /// the conversation began. One side of one conversation is shown as a stream is, with
    /// --conversation and --from: what encode takes comes of
    /// `javawire decode rec.pcapng --conversation 17 --from server`.
    #[command(
        after_help = "Example: a stream that was copied as hexadecimal digits\n  \
                            echo aced0005740004686f6c61 | javawire decode"
    )]
    Decode(decode::Decode),
    /// Make a stream from the JSON that decode printed, edited or not
    #[command(after_help = "Example: a stream of one string, listed\n  \
                            echo '{\"javawire\":1,\"contents\":[\"hola\"]}' | javawire encode | javawire dump")]
    Encode(encode::Encode),
    /// Compare two streams or two recordings, object by object
    ///
    /// Two conversations belong together if they began in the same place of their recordings. What
    /// no reader of the objects can see is not compared: how they are encoded, the order of hash
    /// maps, stack traces. It ends with 0 if all is the same, with 1 if something differs, and
    /// with 2 if nothing could be compared.
    #[command(
        after_help = "Example: what a new server says, and what the old one did\n  \
                      javawire compare old.pcapng new.pcapng --ignore shop.Order#created"
    )]
    Compare(compare::Compare),
    /// Write Rust types for the classes of a jar or of captures, or list the classes, without a JVM
    #[command(
        after_help = "Example: Rust types for a class and all that it refers to\n  \
                      javawire types app.jar --class com.shop.Order"
    )]
    Types(types::Types),
    /// Print the completions of a shell
    #[command(after_help = "Example: those of bash, for this session\n  \
                            eval \"$(javawire completions bash)\"")]
    Completions(manual::Completions),
    /// Print the manual page: `javawire man | man -l -` shows it
    #[command(after_help = "Example: a file that `man ./javawire.1` shows\n  \
                            javawire man > javawire.1")]
    Man,
}

/// Options of servers and clients alike.
#[derive(Debug, Args)]
struct Common {
    /// How long running conversations may go on after Ctrl-C or SIGTERM, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = values::seconds)]
    grace: Duration,
    /// How lines on stderr are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    log_format: diagnostics::Format,
}

/// Ends the program, as where any argument is missing, if a command has nothing to read.
fn demand(command: &str, source: &input::Source) {
    if source.is_missing() {
        let message = "no FILE to read: name one, or - to type on this terminal";
        described(&[command])
            .error(ErrorKind::MissingRequiredArgument, message)
            .exit();
    }
}

/// Ends the program, as where an argument of this command has a wrong value.
fn misused(command: &[&str], message: &str) -> ! {
    described(command)
        .error(ErrorKind::ValueValidation, message)
        .exit()
}

/// Returns what the command line says of the command of this name, which may be one of another's.
fn described(names: &[&str]) -> clap::Command {
    let mut command = Cli::command();
    command.build();
    for name in names {
        let within = command.find_subcommand_mut(name).map(std::mem::take);
        command = within.unwrap_or(command);
    }
    command
}

/// Ends the program with what is wrong with its arguments. That cites them, so it is said of
/// arguments in which nothing is left that a terminal would obey or hide.
fn refuse(error: &clap::Error) -> ! {
    if !error.use_stderr() {
        let printed = output::help(error);
        diagnostics::end(printed.as_ref().err());
        std::process::exit(i32::from(printed.is_err()))
    }
    let given: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let visible: Vec<String> = given
        .iter()
        .map(|argument| diagnostics::one_line(argument).into_owned())
        .collect();
    if visible == given {
        error.exit();
    }
    match Cli::try_parse_from(visible) {
        Err(same) if same.kind() == error.kind() => advised(same).exit(),
        // What was wrong is no longer wrong when it is visible.
        _ => {
            let text = error.render().to_string();
            let lines: Vec<_> = text.lines().map(diagnostics::one_line).collect();
            diagnostics::say_as_it_is(&lines.join("\n"));
            std::process::exit(error.exit_code())
        }
    }
}

/// Says of an option for a file to write to, which only one command has, what to do instead.
fn advised(mut error: clap::Error) -> clap::Error {
    let is_output = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(name)) => ["-o", "--output"].contains(&name.as_str()),
        _ => false,
    };
    if error.kind() == ErrorKind::UnknownArgument && is_output {
        let tip = "what is printed goes into a file with > FILE";
        error.remove(ContextKind::SuggestedArg);
        error.insert(
            ContextKind::Suggested,
            ContextValue::StyledStrs(vec![tip.into()]),
        );
    }
    error
}

/// Does what the command line asks for, and says why if that fails.
pub(crate) fn run() -> ExitCode {
    let Cli { verbosity, command } =
        Cli::try_parse().unwrap_or_else(|error| refuse(&advised(error)));
    if verbosity.is_contradictory() {
        let message = "-q and -v contradict each other";
        let conflict = Cli::command().error(ErrorKind::ArgumentConflict, message);
        conflict.exit();
    }
    verbosity.set();
    let outcome = match command {
        Command::Server(conversation) => server::run(conversation, verbosity),
        Command::Client(conversation) => client::run(conversation, verbosity),
        Command::Tap(options) => tap::run(&options, verbosity),
        Command::Dump(options) => dump::run(&options),
        Command::Decode(options) => decode::run(&options),
        Command::Encode(options) => encode::run(&options),
        Command::Compare(options) => {
            const NOT_COMPARED: u8 = 2;

            let outcome = compare::run(&options);
            diagnostics::end(outcome.as_ref().err());
            return match outcome {
                Ok(Verdict::Differs) => ExitCode::FAILURE,
                Ok(_) => ExitCode::SUCCESS,
                Err(_) => ExitCode::from(NOT_COMPARED),
            };
        }
        Command::Types(options) => types::run(&options),
        Command::Completions(shell) => manual::completions(&shell, Cli::command()),
        Command::Man => manual::page(Cli::command()),
    };
    diagnostics::end(outcome.as_ref().err());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
