//! A server of one's own on the library: whoever sends it String objects, as
//! the Java class TCPClient does, gets each of them back in reverse, as many as it likes.
//!
//! `cargo run --example reverse_server` listens where TCPClient looks for
//! TCPServidor; an argument names another address. Ctrl-C ends it. Conversations that
//! fail are told of on stderr.

#![expect(
    clippy::print_stderr,
    reason = "an example needs no subscriber of `tracing`"
)]

use javawire::conversation::{ObjectConversation, Reply};
use javawire::net::Server;
use javawire::net::handler;
use javawire::net::server::reason;
use javawire::{Limits, Parser};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or("[::]:10000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    let limits = Limits::default().with_max_bytes(1 << 20);
    let reverse = handler::each(move |_peer| {
        let parser = Parser::new().with_limits(limits.clone());
        ObjectConversation::new(parser, |request| {
            let Some(text) = request.string()? else {
                return Ok(Reply::null());
            };
            let text = text.to_string();
            Ok(Reply::string(text.chars().rev().collect::<String>()))
        })
    });
    let server =
        Server::default().with_failure_hook(|peer, error| eprintln!("{peer}: {}", reason(error)));
    let ctrl_c = async { drop(tokio::signal::ctrl_c().await) };
    server.run(listener, reverse, ctrl_c).await;
    Ok(())
}
