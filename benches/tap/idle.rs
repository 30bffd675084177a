//! Memory of a tap, and of each conversation in which nothing is said.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Error, Settings, between};

/// What came out, in bytes.
#[derive(Debug)]
pub(crate) struct Idle {
    pub(crate) process: f64,
    pub(crate) each: f64,
    pub(crate) count: usize,
}

pub(crate) fn measure(settings: &Settings) -> Result<Idle, Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = listener.local_addr()?;
    // It keeps all that come.
    let (accepted, all) = std::sync::mpsc::channel();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            if accepted.send(client).is_err() {
                return;
            }
        }
    });
    let tap = between::tap(between::WITH_LINES, server)?;
    let process = tap.process.as_ref().ok_or("a tap is a process")?;
    let mut clients = vec![connect(tap.address)?];
    let mut servers = vec![all.recv_timeout(Duration::from_secs(30))?];
    let before = process.resident().ok_or("no VmRSS")?;
    for _ in 0..settings.idle {
        // All ends of them are here but for the tap's: the limit of this program may be lower.
        match connect(tap.address) {
            Ok(client) => clients.push(client),
            Err(error) => {
                eprintln!("bench: {} idle conversations: {error}", clients.len());
                break;
            }
        }
        servers.push(all.recv_timeout(Duration::from_secs(30))?);
    }
    let count = clients.len() - 1;
    let after = settled(|| process.resident()).ok_or("no VmRSS")?;
    Ok(Idle {
        process: before,
        each: (after - before).max(0.0) / count as f64,
        count,
    })
}

fn connect(address: SocketAddr) -> Result<TcpStream, Error> {
    Ok(TcpStream::connect(address)?)
}

/// What this says once it says the same for a while.
fn settled(value: impl Fn() -> Option<f64>) -> Option<f64> {
    let patience = Instant::now() + Duration::from_secs(5);
    let mut last = value()?;
    loop {
        thread::sleep(Duration::from_millis(200));
        let now = value()?;
        if now == last || Instant::now() > patience {
            return Some(now);
        }
        last = now;
    }
}
