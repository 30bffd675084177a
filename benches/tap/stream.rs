//! One large stream, and a byte back when all of it has come.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::time::Instant;

use crate::process::{Server, free_port};
use crate::samples::{Of, Samples};
use crate::{Error, Settings, between};

/// The argument that makes this program the server.
pub(crate) const COMMAND: &str = "take-all";

/// Takes what each client sends, and answers with a byte.
pub(crate) fn take(address: &str) -> Result<(), Error> {
    let listener = TcpListener::bind(address)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let (mut client, _) = listener.accept()?;
        while client.read(&mut buffer)? > 0 {}
        client.write_all(b".")?;
    }
}

/// Measures all fronts in each round.
pub(crate) fn measure(
    settings: &Settings,
    haproxy: &str,
    samples: &mut Samples,
) -> Result<(), Error> {
    let port = free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args([COMMAND, &format!("127.0.0.1:{port}")]);
    let server = Server::start("server", command, port, None)?;
    let fronts = between::all(server.address, haproxy)?;
    for round in 0..settings.rounds.min(7) {
        for step in 0..fronts.len() {
            let front = &fronts[(step + round) % fronts.len()];
            let megabytes = once(front.address, settings.stream)?;
            samples.push(Of::Stream, round, front.name, megabytes);
            front.forget_recordings();
        }
    }
    Ok(())
}

/// Returns MB in a second.
fn once(front: SocketAddr, length: u64) -> Result<f64, Error> {
    let piece = vec![7; 256 << 10];
    let begun = Instant::now();
    let mut server = TcpStream::connect(front)?;
    let mut left = length;
    while left > 0 {
        let count = left.min(piece.len() as u64) as usize;
        server.write_all(&piece[..count])?;
        left -= count as u64;
    }
    server.shutdown(Shutdown::Write)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    if answer != b"." {
        return Err("the large stream is not answered".into());
    }
    Ok(length as f64 / 1e6 / begun.elapsed().as_secs_f64())
}
