//! The eight programs of the two conversations, and our Java drivers.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;

use super::java::{java_class, java_class_with};
use super::lines::{self, assert_lines};
use super::ports::FixedPort;
use super::program::{Ended, Program};
use super::texts::{Greeting, Phrase, Text};
use super::{PATIENCE, javawire};

/// A server that listens.
pub struct Server {
    pub program: Program,
    pub port: u16,
    /// Whether it may print on stderr although all goes well, as some JVMs do.
    is_java: bool,
}

impl Server {
    fn start(is_java: bool, name: &str, command: Command, listening: &str) -> Server {
        let program = Program::start(name, command);
        let line = program.wait_for_line(listening, PATIENCE);
        let port = line
            .strip_prefix(listening)
            .and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("{name}: no port in {line:?}"));
        Server {
            program,
            port,
            is_java,
        }
    }

    /// Returns where a client on this machine finds it.
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Waits until it has printed these lines, stops it, and makes sure that
    /// it printed nothing else.
    #[track_caller]
    pub fn must_have_printed(self, lines: &[String]) {
        self.program.wait_for_lines(lines.len(), PATIENCE);
        let ended = self.program.stop();
        assert_lines("the server", &ended.stdout, lines);
        assert!(
            self.is_java || ended.stderr.is_empty(),
            "stderr: {:#?}",
            ended.stderr
        );
    }

    /// As [`Server::must_have_printed`], for a greeting server and so many clients.
    #[track_caller]
    pub fn must_have_greeted(self, clients: usize) {
        let first = self.program.wait_for_line("Client /", PATIENCE);
        let lines = lines::greeting_server(self.port, clients, address_in(&first));
        self.must_have_printed(&lines);
    }
}

/// How Java spells the address of the first client: on some machines
/// `localhost` is an IPv6 address first.
fn address_in(line: &str) -> &'static str {
    ["127.0.0.1", "0:0:0:0:0:0:0:1"]
        .into_iter()
        .find(|address| line == format!("Client /{address}is Connected"))
        .unwrap_or_else(|| panic!("not a client on this machine, as Java prints it: {line:?}"))
}

/// Starts `TCPServidor`, on the port it knows.
pub fn tcp_servidor(port: &FixedPort) -> Server {
    assert_eq!(port.number(), 10_000);
    let command = java_class("UD06.P4_Sockets.TCPServidor");
    Server::start(
        true,
        "TCPServidor",
        command,
        "Servidor iniciado y escuchando por el puerto ",
    )
}

/// Starts `javawire server phrase` with these options.
pub fn rust_phrase_server(options: &[&str]) -> Server {
    let options = [&["--locale", "en"], options].concat();
    let command = rust("server", "phrase", &options);
    let listening = "Servidor iniciado y escuchando por el puerto ";
    Server::start(false, "javawire server phrase", command, listening)
}

/// Starts `Server`, on the port it knows.
pub fn java_greeting_server(port: &FixedPort) -> Server {
    assert_eq!(port.number(), 6666);
    let command = java_class("Networking.Server");
    Server::start(true, "Server", command, "Server is Running at ")
}

/// Starts `javawire server greeting` with these options.
pub fn rust_greeting_server(options: &[&str]) -> Server {
    let command = rust("server", "greeting", options);
    Server::start(
        false,
        "javawire server greeting",
        command,
        "Server is Running at ",
    )
}

/// Runs `javawire server greeting` with options that it must refuse, to its end.
pub fn rust_greeting_server_refused(options: &[&str]) -> Ended {
    let command = rust("server", "greeting", options);
    Program::start("javawire server greeting", command).end()
}

/// Starts `TCPClient`.
pub fn start_tcp_client() -> Program {
    Program::start("TCPClient", java_class("UD06.P4_Sockets.TCPClient"))
}

/// Starts `javawire client phrase` with these options.
pub fn start_rust_phrase_client(options: &[&str]) -> Program {
    Program::start("javawire client phrase", rust("client", "phrase", options))
}

/// Runs `TCPClient`, types `phrase`, and returns what it printed.
pub fn tcp_client(phrase: &str) -> Vec<String> {
    let client = start_tcp_client();
    client.send(format!("{phrase}\n"));
    client.succeed()
}

/// As [`tcp_client`], of a JVM with these options.
pub fn tcp_client_with(options: &[&str], phrase: &str) -> Vec<String> {
    let options = [&["-Duser.language=en", "-Duser.country=US"], options].concat();
    let command = java_class_with(&options, "UD06.P4_Sockets.TCPClient");
    let client = Program::start("TCPClient", command);
    client.send(format!("{phrase}\n"));
    client.succeed()
}

/// As [`java_greeting_client`], of a JVM with these options.
pub fn java_greeting_client_with(options: &[&str]) -> Vec<String> {
    let command = java_class_with(options, "Networking.Client");
    Program::start("Client", command).succeed()
}

/// Runs `javawire client phrase`, types `phrase`, and returns what it printed.
pub fn rust_phrase_client(options: &[&str], phrase: &str) -> Vec<String> {
    let client = start_rust_phrase_client(options);
    client.send(format!("{phrase}\n"));
    succeed_without_a_word(client)
}

/// Runs `Client`, and returns what it printed.
pub fn java_greeting_client() -> Vec<String> {
    Program::start("Client", java_class("Networking.Client")).succeed()
}

/// Runs `javawire client greeting`, and returns what it printed.
pub fn rust_greeting_client(options: &[&str]) -> Vec<String> {
    let command = rust("client", "greeting", options);
    succeed_without_a_word(Program::start("javawire client greeting", command))
}

fn rust(end: &str, conversation: &str, options: &[&str]) -> Command {
    let mut command = Command::new(javawire());
    command.args([end, conversation]).args(options);
    command
}

fn succeed_without_a_word(program: Program) -> Vec<String> {
    let ended = program.end();
    assert!(
        ended.status.success() && ended.stderr.is_empty(),
        "{ended:?}"
    );
    ended.stdout
}

/// Our `PhraseClient`: as `TCPClient`, one conversation after the other.
pub struct PhraseDriver(Program);

impl PhraseDriver {
    pub fn start() -> Self {
        Self(driver("PhraseClient", None))
    }

    /// Sends the phrase and makes sure that its upper case comes back.
    #[track_caller]
    pub fn converse(&mut self, server: SocketAddr, phrase: &Phrase) {
        let Phrase { name, text, upper } = phrase;
        self.0.send(format!(
            "{} {} {}\n",
            server.ip(),
            server.port(),
            text.hex()
        ));
        assert_lines(name, &[self.0.next_line()], &[upper.hex()]);
    }
}

/// Our `GreetingClient`: as `Client`, one conversation after the other.
pub struct GreetingDriver(Program);

impl GreetingDriver {
    pub fn start() -> Self {
        Self(driver("GreetingClient", None))
    }

    /// Makes sure that this greeting comes.
    #[track_caller]
    pub fn converse(&mut self, server: SocketAddr, greeting: &Greeting) {
        self.0.send(format!("{} {}\n", server.ip(), server.port()));
        assert_lines(greeting.name, &[self.0.next_line()], &[greeting.text.hex()]);
    }
}

/// Our `PhraseServer`: as `TCPServidor`, with the answers a test wants.
pub struct AnswerDriver {
    program: Program,
}

/// What `PhraseServer` answers.
pub enum Answer<'a> {
    Null,
    Text(&'a Text),
}

impl AnswerDriver {
    /// Starts it on the given port, or on any.
    pub fn start(port: Option<&FixedPort>) -> Self {
        let mut program = driver("PhraseServer", port);
        let _: u16 = program.next_line().parse().expect("its port");
        Self { program }
    }

    /// Answers the next connection with `answer`.
    pub fn answer(&self, answer: &Answer<'_>) {
        self.program.send(match answer {
            Answer::Null => "null\n".to_owned(),
            Answer::Text(text) => text.hex() + "\n",
        });
    }

    /// Makes sure that the last connection brought this phrase.
    #[track_caller]
    pub fn must_have_received(&mut self, phrase: &Text) {
        assert_lines(
            "the phrase received",
            &[self.program.next_line()],
            &[phrase.hex()],
        );
    }
}

/// Our `GreetingServer`: as `Server`, with the greetings a test wants.
pub struct GreetingsDriver {
    program: Program,
    pub port: u16,
}

impl GreetingsDriver {
    /// Starts it on the given port, or on any.
    pub fn start(port: Option<&FixedPort>) -> Self {
        let mut program = driver("GreetingServer", port);
        let port = program.next_line().parse().expect("its port");
        Self { program, port }
    }

    /// Greets the next connection with `greeting`.
    pub fn greet(&self, greeting: &Text) {
        self.program.send(greeting.hex() + "\n");
    }

    /// Returns `sent`, or the reason why `writeUTF` refused the last greeting.
    pub fn outcome(&mut self) -> String {
        self.program.next_line()
    }
}

fn driver(class: &str, port: Option<&FixedPort>) -> Program {
    let mut command = java_class(&format!("drivers.{class}"));
    command.args(port.map(|port| port.number().to_string()));
    Program::start(class, command)
}
