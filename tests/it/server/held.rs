//! What connections hold: all of it is counted, and bounded, and nothing grows with each reply.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use allocation_counter::measure;
use javawire::conversation::{Conversation, Progress, State};
use javawire::conversation::{DataConversation, ObjectConversation, Reply};
use javawire::net::handler;
use javawire::net::{Server, ServerLimits, Service};
use javawire::swap::{Answer, PhraseServer};
use javawire::{DataInput, ErrorKind, Graph, Parser};

use super::library::Running;
use super::{converse, server};
use crate::support::peers::{HEADER, Peer, phrase, string};
use crate::support::process::memory;
use crate::support::streams::java_streams;

/// A proxy descriptor with so many interfaces that it is never whole.
fn half_a_proxy(interfaces: usize) -> Vec<u8> {
    let mut bytes = [HEADER, b"\x73\x7D\0\0\xFF\xFF"].concat();
    for _ in 0..interfaces {
        bytes.extend(60_000_u16.to_be_bytes());
        bytes.resize(bytes.len() + 60_000, b'a');
    }
    bytes
}

/// Feeds `input` in pieces as a server does. Returns what the conversation says it holds, and
/// what it does hold.
fn fed(conversation: &mut impl Conversation, input: &[u8]) -> (usize, usize) {
    let mut output = Vec::new();
    let info = measure(|| {
        let (mut read, mut end) = (0, 0);
        while end < input.len() {
            end = input.len().min(end + 64 * 1024);
            loop {
                let Progress { consumed, state } = conversation
                    .advance(&input[read..end], &mut output)
                    .unwrap();
                read += consumed;
                output.clear();
                if state != State::Sending {
                    break;
                }
            }
        }
        output = Vec::new();
    });
    let held = usize::try_from(info.bytes_current).unwrap_or(0);
    (conversation.held(), held)
}

#[track_caller]
fn check(what: &str, (said, holds): (usize, usize)) {
    const LITTLE: usize = 16 * 1024;

    assert!(said + LITTLE >= holds, "{what}: {said} of {holds} bytes");
    assert!(said <= 3 * holds + LITTLE, "{what}: {said}, but {holds}");
}

#[test]
fn all_that_a_conversation_holds_is_counted() {
    let mut classes = HEADER.to_vec();
    for number in 0..20_000 {
        // A class, its three fields and their types.
        classes.extend(b"\x72\0\x0Aa.B");
        classes.extend(format!("{number:07}").bytes());
        let type_name = b"t\0\x12Ljava/lang/String;";
        classes.extend(b"\0\0\0\0\0\0\0\x01\x02\0\x03I\0\x05countL\0\x04name");
        classes.extend(type_name);
        classes.extend(b"L\0\x06hidden");
        classes.extend(type_name);
        classes.extend(b"xp");
    }
    let array = b"\x75\x72\0\x13[Ljava.lang.Object;\x90\xCE\x58\x9F\x10\x73\x29\x6C\x02\0\0xp";
    let mut nested = [HEADER, array].concat();
    for _ in 0..100_000 {
        nested.extend(b"\0\0\0\x01\x75\x71\0\x7E\0\0");
    }
    let mut nulls = [HEADER, array, b"\0\x0F\xFF\xFF"].concat();
    nulls.resize(nulls.len() + 1_000_000, 0x70);
    let mut text = [HEADER, b"\x7C\0\0\0\0\x01\0\0\0"].concat();
    text.resize(text.len() + 5_000_000, b'a');
    let mut strings = HEADER.to_vec();
    for number in 0..50_000 {
        strings.extend(string(&number.to_string()));
    }
    for (what, input) in [
        ("interfaces", &half_a_proxy(50)),
        ("classes", &classes),
        ("nested arrays", &nested),
        ("nulls", &nulls),
        ("half a string", &text),
        ("strings", &strings),
    ] {
        let mut objects = ObjectConversation::new(Parser::new(), |_| Ok(Reply::nothing()));
        check(what, fed(&mut objects, input));
    }
    for (what, input) in [("interfaces", &half_a_proxy(50)), ("half a string", &text)] {
        let mut server = PhraseServer::new(1 << 30, |phrase| Some(Answer::Text(phrase?.into())));
        check(what, fed(&mut server, input));
    }
}

#[test]
fn replies_leave_nothing_behind() {
    let streams = java_streams(["separate 0", "separate 8", "separate 12", "separate 15"]);
    let mut turn = 0;
    let mut server = ObjectConversation::new(Parser::new(), move |_| {
        turn += 1;
        let graph = Graph::read(&streams[turn % streams.len()])?;
        let root = graph.root().unwrap();
        Ok(Reply::object(graph, root))
    });
    check("header", fed(&mut server, HEADER));
    let nulls = vec![0x70; 1_000];
    let (first, _) = fed(&mut server, &nulls);
    for _ in 0..20 {
        let (said, more) = fed(&mut server, &nulls);
        assert_eq!((said, more), (first, 0));
    }
}

/// Replies from graphs of their own are what a JVM writes for such objects on one stream.
#[test]
fn replies_share_their_descriptors() {
    let names: [String; 25] = std::array::from_fn(|index| match index {
        24 => "together".to_owned(),
        index => format!("separate {index}"),
    });
    let [separate @ .., together] = java_streams(names.each_ref().map(String::as_str));
    let mut separate = separate.into_iter();
    let mut server = ObjectConversation::new(Parser::new(), move |_| {
        let graph = Graph::read(&separate.next().unwrap())?;
        let root = graph.root().unwrap();
        Ok(Reply::object(graph, root))
    });
    let mut sent = Vec::new();
    let asked = [HEADER, &[0x70; 24]].concat();
    server.advance(&asked, &mut sent).unwrap();
    assert!(sent == together, "{sent:02X?}\n{together:02X?}");
}

/// Sixty clients, each with as many names of interfaces as it is let.
#[test]
fn half_a_proxy_descriptor_is_bounded_by_max_memory() {
    const CLIENTS: usize = 60;

    let server = server(&["--max-memory", "16M"]);
    converse(server.address());
    let id = server.program.id();
    let before = memory(id, "VmHWM");
    let attack = half_a_proxy(280);
    let (address, attack) = (server.address(), &attack[..]);
    thread::scope(|scope| {
        let clients = (0..CLIENTS).map(|_| {
            scope.spawn(move || {
                let mut client = Peer::connect(address);
                // The server closes in the middle of it, but perhaps not of everybody's.
                let _ = client.try_send(attack);
                client
            })
        });
        let clients: Vec<_> = clients.collect();
        let clients: Vec<Peer> = clients.into_iter().map(|it| it.join().unwrap()).collect();
        drop(clients);
    });
    converse(server.address());
    if let (Some(before), Some(after)) = (before, memory(id, "VmHWM")) {
        let grown = after.saturating_sub(before);
        assert!(grown <= 80_000_000, "memory has grown by {grown} bytes");
    }
}

/// Letters whose upper case takes three times as many bytes: what they are answered with is never
/// there as a whole.
#[test]
fn an_answer_takes_no_memory_beside_its_phrase() {
    const CLIENTS: usize = 6;
    const BOUND: u64 = 24 << 20;

    let server = server(&["--max-memory", "24M"]);
    converse(server.address());
    let id = server.program.id();
    let before = memory(id, "VmHWM");
    let asked = phrase(&"\u{390}".repeat(2_500_000));
    let answered = phrase(&"\u{399}\u{308}\u{301}".repeat(2_500_000));
    let address = server.address();
    let ask = || {
        let mut client = Peer::connect(address);
        // Whoever holds most may be closed.
        let _ = client.try_send(&asked);
        let answer = client.rest();
        assert!(answered.starts_with(&answer));
        answer.len() == answered.len()
    };
    thread::scope(|scope| {
        let clients = [(); CLIENTS].map(|()| scope.spawn(ask));
        let whole = clients
            .into_iter()
            .map(|it| it.join().unwrap())
            .filter(|it| *it)
            .count();
        assert!(whole > 0, "nobody was answered");
    });
    assert!(ask(), "who is alone is answered");
    if let (Some(before), Some(after)) = (before, memory(id, "VmHWM")) {
        let grown = after.saturating_sub(before);
        // An eighth more while it is made room, and what the workers need for a moment.
        let most = BOUND + BOUND / 8 + (2 << 20);
        assert!(
            grown <= most,
            "memory has grown by {grown} bytes, not {most}"
        );
    }
}

/// A long reply is counted before more memory is taken for it.
#[test]
fn a_long_reply_is_counted_before_it_is_encoded() {
    const LENGTH: usize = 100_000;

    let objects = ObjectConversation::new(Parser::without_header(), |_| {
        Ok(Reply::bytes(vec![7; LENGTH]).last())
    });
    let data = DataConversation::new(
        |input| input.read_byte(),
        |_| Ok(Reply::bytes(vec![7; LENGTH]).last()),
    );
    let conversations: [Box<dyn Conversation>; 2] = [Box::new(objects), Box::new(data)];
    for mut server in conversations {
        let mut sent = Vec::new();
        let mut state = server.advance(b"\x70", &mut sent).unwrap().state;
        let begun = sent.len();
        assert_eq!(state, State::Sending);
        assert!(begun < LENGTH && server.held() >= 2 * LENGTH);
        assert!(server.request(0).is_some());
        while state == State::Sending {
            state = server.advance(b"", &mut sent).unwrap().state;
        }
        assert!(state == State::Finished && sent.len() >= begun + LENGTH);
    }
}

/// A client asks 13,000 times for what it has sent once, and is slow to read the answers: `each`
/// of so many bytes.
fn asks_without_reading(service: impl Service, asked: &[u8], greeting: usize, each: usize) {
    let server = Server::default().with_workers(1);
    let counters = server.counters();
    let server = Running::start(server, service);
    let before = memory(process::id(), "VmRSS");
    let mut client = Peer::connect(server.address);
    client.send(asked);
    client.receive(greeting);
    for _ in 0..3 {
        let answer = client.receive(each);
        assert!(answer == client.receive(each));
        let held = counters.snapshot().memory;
        assert!(held < 2_000_000, "{held} bytes are held");
        if let (Some(before), Some(after)) = (before, memory(process::id(), "VmRSS")) {
            let grown = after.saturating_sub(before);
            assert!(grown <= 150_000_000, "memory has grown by {grown} bytes");
        }
        for _ in 0..200 {
            client.receive(each);
        }
    }
    drop(client);
    server.stop();
}

const ASKED: usize = 13_000;

#[test]
fn objects_asked_for_wait_until_answers_are_taken() {
    let service = handler::each(|_| {
        ObjectConversation::new(Parser::new(), |request| {
            Ok(Reply::string(request.string()?.unwrap_or_default()))
        })
    });
    let text = string(&"a".repeat(60_000));
    let mut asked = [HEADER, &text].concat();
    asked.extend(b"\x71\0\x7E\0\0".repeat(ASKED));
    asks_without_reading(service, &asked, HEADER.len(), text.len());
}

#[test]
fn data_asked_for_waits_until_answers_are_taken() {
    let service = handler::each(|_| {
        DataConversation::new(
            |input| input.read_int(),
            |_| Ok(Reply::bytes(vec![7; 60_000])),
        )
    });
    asks_without_reading(service, &[0; 4 * ASKED], 0, 60_000);
}

/// Nobody waits for ever: all is answered in the end, in order.
#[test]
fn who_asks_much_at_once_gets_all_answers() {
    const ASKED: i32 = 3_000;

    let service = handler::each(|_| {
        DataConversation::with_future(
            |input| input.read_int(),
            |number| async move { Ok(Reply::bytes(number.to_be_bytes().repeat(1_000))) },
        )
    });
    let server = Running::start(Server::default(), service);
    let mut client = Peer::connect(server.address);
    let asked: Vec<u8> = (0..ASKED).flat_map(i32::to_be_bytes).collect();
    client.send(&asked);
    client.end();
    for number in 0..ASKED {
        assert!(client.receive(4_000) == number.to_be_bytes().repeat(1_000));
    }
    assert_eq!(client.orderly_rest(), b"");
    server.stop();
}

/// The time of a request is that of each, not of all that are asked in a row.
#[test]
fn who_takes_many_answers_slowly_but_steadily_gets_them() {
    const ANSWER: usize = 60_000;

    let limits = ServerLimits::default().with_request_timeout(Some(Duration::from_secs(2)));
    let service = handler::each(|_| {
        DataConversation::new(
            |input| input.read_int(),
            |_| Ok(Reply::bytes(vec![7; ANSWER])),
        )
    });
    let server = Running::start(Server::default().with_limits(limits), service);
    let mut client = Peer::connect(server.address);
    client.send(&[0; 4 * ASKED]);
    // More than the sockets hold, so that there is always an answer to be sent.
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(6) {
        client.receive(ANSWER);
        thread::sleep(Duration::from_millis(5));
    }
    drop(client);
    server.stop();
}

/// A request that comes byte by byte is read about as often as it has reads.
#[test]
fn a_request_in_pieces_is_not_read_again_and_again() {
    const LENGTH: usize = 1 << 20;

    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let mut server = DataConversation::new(
        move |input| {
            count.fetch_add(1, Ordering::Relaxed);
            let name = input.read_utf()?;
            let mut bytes = vec![0; LENGTH - 10_000];
            input.read_fully(&mut bytes)?;
            Ok((name, bytes))
        },
        |(name, bytes)| {
            assert!(
                name.as_java_str().as_bytes().len() == 9_998 && bytes.iter().all(|it| *it == 7)
            );
            Ok(Reply::bytes(b"ok").last())
        },
    );
    let mut request = 9_998_u16.to_be_bytes().to_vec();
    request.resize(10_000, b'a');
    request.resize(LENGTH, 7);
    let mut sent = Vec::new();
    for end in 1..=LENGTH {
        let state = server.advance(&request[..end], &mut sent).unwrap().state;
        assert_eq!(state == State::Finished, end == LENGTH);
    }
    assert_eq!(sent, b"ok");
    assert!(tries.load(Ordering::Relaxed) <= 10);
}

/// Nor is a piece that was whole.
#[test]
fn pieces_of_a_request_are_read_once() {
    let service = handler::each(|_| {
        DataConversation::in_pieces(
            |request: &mut (i32, Option<i32>), input| {
                let number = input.read_int()?;
                match &mut request.1 {
                    None => request.1 = Some(number),
                    Some(left) => {
                        *left -= 1;
                        request.0 += number;
                    }
                }
                Ok((request.1 == Some(0)).then_some(request.0))
            },
            |sum| async move { Ok(Reply::bytes(sum.to_be_bytes())) },
        )
    });
    let server = Running::start(Server::default(), service);
    let count = 100_000_i32;
    let mut request = count.to_be_bytes().to_vec();
    request.extend((0..count).flat_map(|number| (number % 7).to_be_bytes()));
    let sum = (0..count).map(|number| number % 7).sum::<i32>();
    let mut client = Peer::connect(server.address);
    for at_a_time in [7, 100_000] {
        for piece in request.chunks(at_a_time) {
            client.send(piece);
        }
        assert_eq!(client.receive(4), sum.to_be_bytes());
    }
    // It ends within a request, though at the end of a piece.
    client.send(&request[..8]);
    client.end();
    assert_eq!(client.rest(), b"");
    server.stop();
}

/// A request of more than a mebibyte is refused as soon as that is known.
#[test]
fn a_request_that_is_too_long_is_refused() {
    let read = |input: &mut &[u8]| {
        let mut bytes = vec![0; (1 << 20) + 1];
        input.read_fully(&mut bytes)
    };
    let mut server = DataConversation::new(read, |()| Ok(Reply::nothing()));
    let error = server.advance(b"a", &mut Vec::new()).unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Limit {
                limit: javawire::limits::Limit::Request,
                ..
            }
        ),
        "{error}"
    );
}
