//! The shop: an unmodified Java client and server, and each of them in Rust, in eight pairs.

use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, OnceLock};
use std::thread;

use javawire::conversation::Reply;
use javawire::net::{Server, handler};
use javawire::stream::aio::{AsyncObjectInputStream, AsyncObjectOutputStream};
use javawire::typed::{Date, Decimal};
use javawire::{ObjectInputStream, ObjectOutputStream, Parser};

use crate::server::library::Running;
use crate::support::PATIENCE;
use crate::support::java::{java, shop as classes};
use crate::support::peers::listener;
use crate::support::program::Program;
use crate::typed::by_hand;

use crate::typed::receipt::receipt;
use crate::typed::shop::{Item, Money, Order, OrderExtra, Receipt, Status};

/// What went each way, and what the two ends printed.
#[derive(Debug)]
struct Conversation {
    to_server: Vec<u8>,
    to_client: Vec<u8>,
    client: Vec<String>,
    server: Vec<String>,
}

/// What two Java programs say, which all others must say too.
fn said_by_java() -> &'static Conversation {
    static JAVA: OnceLock<Conversation> = OnceLock::new();

    JAVA.get_or_init(|| converse(java_client, java_server))
}

/// A conversation in which Rust took the place of one Java program, or of both: what a Java
/// program printed, and each byte.
fn assert_as_java(found: &Conversation) {
    let java = said_by_java();
    for (found, java) in [(&found.client, &java.client), (&found.server, &java.server)] {
        assert!(found.is_empty() || found == java, "{found:?}");
    }
    assert_same(&found.to_server, &java.to_server);
    assert_same(&found.to_client, &java.to_client);
}

#[test]
fn shop_java_to_java() {
    let java = said_by_java();
    for lines in [&java.client, &java.server] {
        assert_eq!(lines.len(), 3, "{lines:?}");
    }
}

#[test]
fn shop_java_to_rust() {
    let found = converse(java_client, rust_server);
    assert_eq!(found.client, said_by_java().client);
    assert_as_java(&found);
}

#[test]
fn shop_java_to_rust_by_hand() {
    let found = converse(java_client, server_by_hand);
    assert_eq!(found.client, said_by_java().client);
    assert_as_java(&found);
}

#[test]
fn shop_java_to_typed_handler() {
    let found = converse(java_client, typed_handler);
    assert_eq!(found.client, said_by_java().client);
    assert_as_java(&found);
}

#[test]
fn shop_rust_to_java() {
    let found = converse(rust_client, java_server);
    assert_eq!(found.server, said_by_java().server);
    assert_as_java(&found);
}

#[test]
fn shop_tokio_to_java() {
    let found = converse(tokio_client, java_server);
    assert_eq!(found.server, said_by_java().server);
    assert_as_java(&found);
}

#[test]
fn shop_rust_to_rust() {
    assert_as_java(&converse(rust_client, rust_server));
}

#[test]
fn shop_tokio_to_typed_handler() {
    assert_as_java(&converse(tokio_client, typed_handler));
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
        let count = match from.read(&mut buffer) {
            Ok(count) => count,
            // So Java 11 closes a socket that has a byte which nobody read: the last reset.
            Err(error) if error.kind() == ErrorKind::ConnectionReset => 0,
            Err(error) => panic!("{error}"),
        };
        if count == 0 {
            let _ = to.shutdown(Shutdown::Write);
            return all;
        }
        all.extend_from_slice(&buffer[..count]);
        // It may have gone already, with all that it wanted.
        let _ = to.write_all(&buffer[..count]);
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

/// What a server does with the streams of its one client.
fn serve(
    conversation: impl FnOnce(&TcpStream) + Send + 'static,
) -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>) {
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let served = thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        conversation(&client);
    });
    let lines = move || {
        served.join().unwrap();
        Vec::new()
    };
    (address, Box::new(lines))
}

fn rust_server() -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>) {
    serve(|client| {
        let mut output = ObjectOutputStream::new(client).unwrap();
        let mut input = ObjectInputStream::new(client).unwrap();
        while let Some(order) = input.receive::<Option<Order>>().unwrap() {
            output.send(&order.as_ref().and_then(receipt)).unwrap();
            output.reset().unwrap();
        }
    })
}

/// It waits for the client's header before it sends its own.
fn server_by_hand() -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>) {
    serve(|client| {
        let mut input = ObjectInputStream::new(client).unwrap();
        let mut output = ObjectOutputStream::new(client).unwrap();
        while let Some(order) = input.receive::<Option<by_hand::shop::Order>>().unwrap() {
            let receipt = order.as_ref().and_then(by_hand::receipt::receipt);
            output.send(&receipt).unwrap();
            output.reset().unwrap();
        }
    })
}

fn typed_handler() -> (SocketAddr, Box<dyn FnOnce() -> Vec<String>>) {
    let service = handler::typed(Parser::new, |order: Option<Order>| {
        let receipt = order.as_ref().and_then(receipt);
        Ok(Reply::of(receipt).reset())
    });
    let server = Running::start(Server::default(), service);
    let address = server.address;
    let lines = move || {
        server.stop();
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

fn tokio_client(server: SocketAddr) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut socket = tokio::net::TcpStream::connect(server).await.unwrap();
        let (input, output) = socket.split();
        let mut output = AsyncObjectOutputStream::new(output).await.unwrap();
        let mut input = AsyncObjectInputStream::new(input).await.unwrap();
        for number in 1..=3 {
            output.send(&order(number)).await.unwrap();
            output.reset().await.unwrap();
            let read = input.receive::<Receipt>().await.unwrap().unwrap();
            assert_eq!(read.order_id, number);
        }
    });
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
