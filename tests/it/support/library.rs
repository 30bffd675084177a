//! The Rust ends made with the library, for texts that no command line,
//! keyboard or terminal can carry.

use std::future;
use std::net::{SocketAddr, TcpListener, TcpStream};

use tokio::runtime::Runtime;

use javawire::JavaString;
use javawire::net::{Server, Service, converse};
use javawire::swap::{GreetingServer, PhraseClient};

use super::PATIENCE;
use super::lines::assert_lines;
use super::program::no_program_starting;
use super::texts::{Greeting, Phrase, Text};

/// Sends the phrase and makes sure that its upper case comes back.
#[track_caller]
pub fn send_phrase(server: SocketAddr, phrase: &Phrase) {
    let Phrase { name, text, upper } = phrase;
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut client = PhraseClient::new(1 << 20);
    client.ask(JavaString::from_utf16(&text.units));
    converse(&mut stream, &mut client).unwrap_or_else(|error| panic!("{name}: {error}"));
    let answer = client
        .into_answer()
        .unwrap_or_else(|| panic!("{name}: the answer is null"));
    let units = answer.as_java_str().code_units().collect();
    assert_lines(name, &[Text { units }.hex()], &[upper.hex()]);
}

/// A server that greets every client; dropping it ends it.
pub struct GreetingLibraryServer {
    pub address: SocketAddr,
    runtime: Option<Runtime>,
}

impl GreetingLibraryServer {
    pub fn start(listener: TcpListener, greeting: &Greeting) -> Self {
        let message = JavaString::from_utf16(&greeting.text.units);
        let service = Greeter(GreetingServer::new(message.as_java_str()).unwrap());
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let runtime = Runtime::new().unwrap();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            Server::default()
                .run(listener, service, future::pending())
                .await
        });
        Self {
            address,
            runtime: Some(runtime),
        }
    }
}

impl Drop for GreetingLibraryServer {
    fn drop(&mut self) {
        // Waits until the listener is closed ...
        drop(self.runtime.take());
        // ... and this until the port is free.
        drop(no_program_starting());
    }
}

struct Greeter(GreetingServer);

impl Service for Greeter {
    type Conversation = GreetingServer;

    fn accepted(&self, _peer: SocketAddr) -> GreetingServer {
        self.0.clone()
    }
}
