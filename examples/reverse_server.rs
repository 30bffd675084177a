//! A server of one's own on the library: whoever sends it a String object, as
//! the Java class TCPClient does, gets it back in reverse.
//!
//! `cargo run --example reverse_server` listens where TCPClient looks for
//! TCPServidor; an argument names another address. Ctrl-C ends it.

use javawire::net::{Server, Service};
use javawire::swap::PhraseServer;
use javawire::{JavaStr, JavaString};

struct Reverse;

impl Service for Reverse {
    type Conversation = PhraseServer<fn(Option<JavaStr<'_>>) -> Option<JavaString>>;

    fn accepted(&self, _peer: std::net::SocketAddr) -> Self::Conversation {
        PhraseServer::new(1 << 20, |phrase| {
            let text = phrase?.to_string_lossy();
            Some(text.chars().rev().collect::<String>().into())
        })
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or("[::]:10000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    let ctrl_c = async { drop(tokio::signal::ctrl_c().await) };
    Server::default().run(listener, Reverse, ctrl_c).await;
    Ok(())
}
