//! The server of a shop, for its unmodified Java client: `tests/java/shop`.
//!
//! Run it with `cargo run --example shop_server -- 127.0.0.1:4711`, and then
//! `java -cp target/java/shop com.shop.ShopClient 4711`.

#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    unreachable_pub,
    reason = "an example prints, and its files stand for themselves"
)]

mod receipt;
mod shop;

use std::net::{TcpListener, TcpStream};

use javawire::{ObjectInputStream, ObjectOutputStream};

use self::receipt::receipt;
use self::shop::Order;

fn main() -> std::io::Result<()> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or("127.0.0.1:4711".to_owned());
    for client in TcpListener::bind(address)?.incoming() {
        // What one client does wrong does not end the server.
        if let Err(error) = client.map_err(Into::into).and_then(|client| serve(&client)) {
            eprintln!("{error}");
        }
    }
    Ok(())
}

fn serve(client: &TcpStream) -> javawire::Result<()> {
    let mut output = ObjectOutputStream::new(client)?;
    let mut input = ObjectInputStream::new(client)?;
    while let Some(order) = input.receive::<Option<Order>>()? {
        println!("{order:?}");
        output.send(&order.as_ref().and_then(receipt))?;
        output.reset()?;
    }
    Ok(())
}
