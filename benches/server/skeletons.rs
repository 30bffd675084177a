//! Servers without a codec: what the system and the runtime cost by themselves.

use std::io::{self, Read, Write};
use std::net::TcpListener;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::Error;
use crate::load::{ANSWER, QUESTION};

/// The argument that makes this program one of them.
pub(crate) const COMMAND: &str = "serve-as";

/// Serves until it is killed.
pub(crate) fn serve(name: &str, address: &str) -> Result<(), Error> {
    let listener = TcpListener::bind(address)?;
    match name {
        "bare" => bare(&listener)?,
        "tokio-1" => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(on_tokio(listener))?;
        }
        "tokio" => tokio::runtime::Runtime::new()?.block_on(on_tokio(listener))?,
        _ => return Err(format!("no server {name}").into()),
    }
    Ok(())
}

/// Accepts, reads, writes, closes.
fn bare(listener: &TcpListener) -> io::Result<()> {
    let mut question = [0; QUESTION.len()];
    loop {
        let (mut client, _) = listener.accept()?;
        // A client that leaves early is no matter of this server.
        if client.read_exact(&mut question).is_ok() {
            let _ = client.write_all(ANSWER);
        }
    }
}

async fn on_tokio(listener: TcpListener) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (mut client, _) = listener.accept().await?;
        tokio::spawn(async move {
            let mut question = [0; QUESTION.len()];
            if client.read_exact(&mut question).await.is_ok() {
                let _ = client.write_all(ANSWER).await;
            }
        });
    }
}
