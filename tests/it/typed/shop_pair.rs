//! The shop: an unmodified Java client and server, and both in Rust, in all four pairs.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use javawire::typed::{Date, Decimal};
use javawire::{ObjectInputStream, ObjectOutputStream};

use crate::support::PATIENCE;
use crate::support::java::{java, shop as classes};
use crate::support::peers::listener;
use crate::support::program::Program;

use crate::typed::receipt::receipt;
use crate::typed::shop::{Item, Money, Order, OrderExtra, Receipt, Status};

/// What went each way, and what the two ends printed.
#[derive(Debug, PartialEq)]
struct Conversation {
    to_server: Vec<u8>,
    to_client: Vec<u8>,
    client: Vec<String>,
    server: Vec<String>,
}

#[test]
fn both_ends_in_rust_or_java_say_the_same() {
    let java = converse(java_client, java_server);
    assert_eq!(java.client.len(), 3, "{:?}", java.client);
    assert_eq!(java.server.len(), 3, "{:?}", java.server);

    let rust_server = converse(java_client, rust_server);
    assert_eq!(rust_server.client, java.client);
    assert_eq!(rust_server.to_server, java.to_server);
    assert_same(&rust_server.to_client, &java.to_client);

    let rust_client = converse(rust_client, java_server);
    assert_eq!(rust_client.server, java.server);
    assert_same(&rust_client.to_server, &java.to_server);
    assert_eq!(rust_client.to_client, java.to_client);

    let rust = converse(self::rust_client, self::rust_server);
    assert_eq!(rust.to_server, java.to_server);
    assert_eq!(rust.to_client, java.to_client);
}

fn assert_same(rust: &[u8], java: &[u8]) {
    let same = rust.iter().zip(java).take_while(|(a, b)| a == b).count();
    assert!(
        rust == java,
        "they differ at {same}: {:?} and {:?}",
        rust.get(same.saturating_sub(40)..(same + 40).min(rust.len()))
            .map(|bytes| bytes.escape_ascii().to_string()),
        java.get(same.saturating_sub(40)..(same + 40).min(java.len()))
            .map(|bytes| bytes.escape_ascii().to_string()),
    );
}

/// Lets a client talk to a server through a tap.
fn converse(
    client: impl FnOnce(SocketAddr) -> Vec<String>,
    server: impl FnOnce() -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>),
) -> Conversation {
    let (server_address, server_lines) = server();
    let tap = listener();
    let tap_address = tap.local_addr().unwrap();
    let tapped = thread::spawn(move || tap_one(&tap, server_address));
    let client = client(tap_address);
    let (to_server, to_client) = tapped.join().unwrap();
    Conversation {
        to_server,
        to_client,
        client,
        server: server_lines(),
    }
}

fn tap_one(tap: &TcpListener, server: SocketAddr) -> (Vec<u8>, Vec<u8>) {
    let (client, _) = tap.accept().unwrap();
    let server = TcpStream::connect(server).unwrap();
    for socket in [&client, &server] {
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket.set_nodelay(true).unwrap();
    }
    thread::scope(|scope| {
        let up = scope.spawn(|| copy(&client, &server));
        let down = copy(&server, &client);
        (up.join().unwrap(), down)
    })
}

fn copy(mut from: &TcpStream, mut to: &TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = from.read(&mut buffer).unwrap();
        if count == 0 {
            let _ = to.shutdown(Shutdown::Write);
            return all;
        }
        all.extend_from_slice(&buffer[..count]);
        to.write_all(&buffer[..count]).unwrap();
    }
}

fn java_client(server: SocketAddr) -> Vec<String> {
    let mut command = java();
    command.args(["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp"]);
    command
        .arg(classes())
        .arg("com.shop.ShopClient")
        .arg(server.port().to_string());
    lines_of(Program::start("ShopClient", command))
}

/// The lines of a program that ends without a word of complaint.
fn lines_of(program: Program) -> Vec<String> {
    let ended = program.end();
    assert!(ended.status.success(), "{:?}", ended.stderr);
    assert!(ended.stderr.is_empty(), "{:?}", ended.stderr);
    ended.stdout
}

fn java_server() -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>) {
    // Java says nothing of the port that it took, so one is taken for it.
    let port = listener().local_addr().unwrap().port();
    let mut command = java();
    command.args(["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp"]);
    command
        .arg(classes())
        .arg("com.shop.ShopServer")
        .args([port.to_string(), "1".to_owned()]);
    let mut program = Program::start("ShopServer", command);
    assert_eq!(program.next_line(), "listening");
    let lines = move || lines_of(program).split_off(1);
    (SocketAddr::from(([127, 0, 0, 1], port)), Box::new(lines))
}

fn rust_server() -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>) {
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let served = thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut output = ObjectOutputStream::new(&client).unwrap();
        let mut input = ObjectInputStream::new(&client).unwrap();
        while let Some(order) = input.receive::<Option<Order>>().unwrap() {
            output.send(&order.as_ref().and_then(receipt)).unwrap();
            output.reset().unwrap();
        }
    });
    let lines = move || {
        served.join().unwrap();
        Vec::new()
    };
    (address, Box::new(lines))
}

fn rust_client(server: SocketAddr) -> Vec<String> {
    let socket = TcpStream::connect(server).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut output = ObjectOutputStream::new(&socket).unwrap();
    let mut input = ObjectInputStream::new(&socket).unwrap();
    for number in 1..=3 {
        let order = order(number);
        output.send(&order).unwrap();
        output.reset().unwrap();
        let read = input.receive::<Receipt>().unwrap().unwrap();
        assert_eq!(read.order_id, number);
        let total = read.total.unwrap();
        assert!(
            read.lines
                .iter()
                .any(|(_, money)| Arc::ptr_eq(money, &total))
        );
    }
    Vec::new()
}

/// What `ShopClient.order` makes.
fn order(number: i64) -> Order {
    let money = |unscaled: i64, scale: i32| {
        Arc::new(Money {
            amount: Decimal::new(unscaled, scale),
            currency: "EUR".to_owned(),
        })
    };
    let price = money(1250, 2);
    let mut items = Vec::new();
    let mut stock = HashMap::new();
    for line in 0..=number {
        let letter = b"abcd"[usize::try_from(line).unwrap()];
        let sku: Arc<str> = format!("sku-{}", char::from(letter)).into();
        let line = i32::try_from(line).unwrap();
        items.push(Arc::new(Item {
            sku: Some(Arc::clone(&sku)),
            quantity: line + 1,
            price: Some(if line == 1 {
                money(-99, 2)
            } else {
                Arc::clone(&price)
            }),
            gift: line % 2 == 1,
            shelf: (line > 0).then_some(100 * line),
        }));
        stock.insert(sku, 10 * line);
    }
    let tag: Arc<str> = "a".into();
    Order {
        id: number,
        author: Some("ana".to_owned()),
        created: Some(Date::from_millis(1_700_000_000_000 + number)),
        extra: Some(match number {
            1 => OrderExtra::String("text".into()),
            2 => OrderExtra::Long(5),
            _ => OrderExtra::Item(Arc::clone(&items[0])),
        }),
        featured: items.get(usize::try_from(number % 2).unwrap()).cloned(),
        note: (number == 3).then(|| "¡olé! 🙂".to_owned()),
        signature: Some(vec![1, 255, u8::try_from(number).unwrap()]),
        status: Some(match number {
            1 => Status::New,
            2 => Status::Paid,
            _ => Status::Shipped,
        }),
        stock,
        tags: Some(vec![Some(Arc::clone(&tag)), None, Some(tag)]),
        total: Some(money(1, -3)),
        weights: (number != 2).then(|| vec![0.5, f64::from(u8::try_from(number).unwrap())]),
        items,
    }
}
