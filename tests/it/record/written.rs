//! Recordings: what is written is read again, and others see nothing wrong in it.

use std::collections::VecDeque;
use std::net::SocketAddr;

use javawire::conversation::Side::{Client, Server};
use javawire::record::{Flow, What, Writer};

use super::random::Random;
use super::scripts::{self, says, scripts};
use super::support::{Does, address, append, read, recording, told};
use super::tools::{Kept, Turns, faults, followed, has, lines, turn};
use crate::support::sample;

const V4: [&str; 2] = ["192.0.2.7:51034", "192.0.2.1:10000"];
const V6: [&str; 2] = ["[2001:db8::7]:51034", "[2001:db8::1]:10000"];
const MIXED: [&str; 2] = ["192.0.2.7:51034", "[2001:db8::1]:10000"];
/// As a socket for both families names a client of IPv4.
const MAPPED: [&str; 2] = ["[::ffff:192.0.2.7]:51034", "192.0.2.1:10000"];

/// What is to be read of a script.
fn expected(client: SocketAddr, server: SocketAddr, script: &[Does]) -> Vec<What> {
    let canonical =
        |address: SocketAddr| SocketAddr::new(address.ip().to_canonical(), address.port());
    let mut expected: Vec<What> = Vec::new();
    let mut early = Vec::new();
    for does in script {
        let what = match does {
            Does::Opens | Does::Refuses => What::Opened {
                client: canonical(client),
                server: canonical(server),
                joined: false,
            },
            Does::Says(from, bytes) => {
                let (from, bytes) = (*from, bytes.clone());
                if let Some(What::Bytes {
                    from: last,
                    bytes: more,
                }) = expected.last_mut()
                    && *last == from
                {
                    more.extend(bytes);
                    continue;
                }
                What::Bytes { from, bytes }
            }
            Does::Ends(from) => What::Ended { from: *from },
            Does::Resets(from) => What::Reset { from: *from },
            Does::Notes(text) if expected.is_empty() => {
                early.push(What::Note(text.clone()));
                continue;
            }
            Does::Notes(text) => What::Note(text.clone()),
        };
        expected.push(what);
        if matches!(does, Does::Opens | Does::Refuses) {
            expected.append(&mut early);
        }
        if *does == Does::Refuses {
            expected.push(What::Reset { from: Server });
        }
    }
    expected
}

#[test]
fn conversations_are_read_as_they_were_written() {
    for [client, server] in [V4, V6, MIXED, MAPPED] {
        let (client, server) = (address(client), address(server));
        for (name, script) in scripts() {
            let events = read(&recording(client, server, &script));
            assert_eq!(
                told(&events, 1),
                expected(client, server, &script),
                "{name}"
            );
            assert!(events.iter().all(|event| event.conversation == 1), "{name}");
        }
    }
}

/// Conversations as they may go, many at a time in one file.
#[test]
fn random_conversations_are_read_as_they_were_written() {
    for seed in sample(0..100, 15) {
        let (file, done) = crowd(seed, 40);
        let events = read(&file);
        for (client, server, script) in done {
            let opened = expected(client, server, &script).remove(0);
            let found = events.iter().find(|event| event.what == opened).unwrap();
            let told = told(&events, found.conversation);
            assert!(
                told == expected(client, server, &script),
                "seed {seed}: {script:.1000?}"
            );
        }
    }
}

type Done = (SocketAddr, SocketAddr, Vec<Does>);

/// A recording of conversations that go on at the same time.
fn crowd(seed: u64, count: u16) -> (Vec<u8>, Vec<Done>) {
    let random = &mut Random(seed);
    let mut file = Vec::new();
    Writer::new("crowd").header(&mut file);
    let mut done = Vec::new();
    let mut going = Vec::new();
    for number in 0..count {
        let [client, server] = [V4, V6, MIXED][random.below(3)].map(address);
        let client = SocketAddr::new(client.ip(), 40_000 + number);
        let script = scripts::random(random);
        let steps: VecDeque<Does> = script.iter().cloned().collect();
        going.push((Flow::new(client, server), steps));
        done.push((client, server, script));
    }
    let mut at = 0;
    while !going.is_empty() {
        let next = random.below(going.len());
        let (flow, steps) = &mut going[next];
        match steps.pop_front() {
            Some(does) => append(flow, &[does], at, &mut file),
            None => drop(going.swap_remove(next)),
        }
        at += 1;
    }
    (file, done)
}

/// Times, too, and in order.
#[test]
fn times_are_read_as_they_were_written() {
    let script = scripts().remove(0).1;
    let events = read(&recording(address(V4[0]), address(V4[1]), &script));
    let times: Vec<u64> = events
        .iter()
        .map(|event| event.at.nanos() % 1_000_000_000)
        .collect();
    assert_eq!(times, [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]);
}

/// All scripts in one file, between different ports, and the scripts once for each.
fn all() -> (Vec<u8>, Vec<Vec<Does>>) {
    let mut file = Vec::new();
    let mut done = Vec::new();
    Writer::new("all").header(&mut file);
    for [client, server] in [V4, V6, MIXED] {
        for (_, script) in scripts() {
            let port = 40_000 + u16::try_from(done.len()).unwrap();
            let client = SocketAddr::new(address(client).ip(), port);
            let from = 100 * done.len() as u64;
            append(
                &mut Flow::new(client, address(server)),
                &script,
                from,
                &mut file,
            );
            done.push(script);
        }
    }
    (file, done)
}

#[test]
fn tshark_finds_no_fault() {
    if has("tshark") {
        for file in [all().0, crowd(7, 200).0] {
            assert_eq!(faults(&Kept::new(&file)), Vec::<String>::new());
        }
    }
}

/// Else that it finds none would prove nothing.
#[test]
fn tshark_finds_faults_where_there_are_some() {
    if !has("tshark") {
        return;
    }
    let script = &scripts()[0].1;
    let parts: Vec<Vec<u8>> = (0..=script.len())
        .map(|count| recording(address(V4[0]), address(V4[1]), &script[..count]))
        .collect();
    let (before, after) = (parts[1].len(), parts[2].len());
    let said = &parts[2][before..after];
    let twice = [&parts[2][..], said, said, &parts[5][after..]].concat();
    let without = [&parts[1][..], &parts[5][after..]].concat();
    let mut changed = parts[5].clone();
    let at = after - 8;
    assert_eq!(changed[at..after - 4], *b"hola");
    changed[at] ^= 1;
    for file in [twice, without, changed] {
        assert_ne!(faults(&Kept::new(&file)), Vec::<String>::new());
    }
}

#[test]
fn tshark_follows_what_was_said() {
    if !has("tshark") {
        return;
    }
    let (file, scripts) = all();
    let followed = followed(&Kept::new(&file), scripts.len());
    assert_eq!(followed.len(), scripts.len());
    for (followed, script) in followed.iter().zip(&scripts) {
        let mut said = Turns::new();
        for does in script {
            if let Does::Says(side, bytes) = does {
                turn(&mut said, *side == Client, bytes);
            }
        }
        let lengths =
            |turns: &Turns| -> Vec<usize> { turns.iter().map(|(_, bytes)| bytes.len()).collect() };
        assert_eq!(lengths(followed), lengths(&said), "{followed:.200?}");
        assert!(*followed == said);
    }
}

#[test]
fn tshark_shows_notes_and_whose_file_it_is() {
    if !has("tshark") || !has("capinfos") {
        return;
    }
    let script = [
        Does::Opens,
        Does::Notes("recording cut: disk full".to_owned()),
    ];
    let file = Kept::new(&recording(address(V4[0]), address(V4[1]), &script));
    let path = file.path().to_str().unwrap();
    let comments = lines(
        "tshark",
        &["-r", path, "-T", "fields", "-e", "frame.comment"],
    );
    assert_eq!(comments, ["", "", "", "javawire: recording cut: disk full"]);
    let about = lines("capinfos", &[path]).join("\n");
    for said in [
        "javawire 0.1.0",
        "Strict time order:   True",
        "Name = tap [::]:10001 > db.example:10000",
        "Time precision = nanoseconds (9)",
        "Number of packets = 4",
    ] {
        assert!(about.contains(said), "{said} in\n{about}");
    }
}

/// A note says all that an option can hold.
#[test]
fn long_notes_are_cut_between_characters() {
    for letter in ["a", "ñ", "€", "\u{1F980}"] {
        let text = letter.repeat(70_000);
        let script = [Does::Opens, Does::Notes(text.clone())];
        let events = read(&recording(address(V4[0]), address(V4[1]), &script));
        let What::Note(note) = &events[1].what else {
            panic!("{events:?}");
        };
        assert!(text.starts_with(note.as_str()));
        assert!((65_520..=65_525).contains(&note.len()), "{}", note.len());
    }
}

/// Several in one file, the ports of the first used again by the last.
#[test]
fn conversations_of_one_file_are_told_apart() {
    let mut file = Vec::new();
    Writer::new("").header(&mut file);
    let (client, server) = (address(V4[0]), address(V4[1]));
    let talk = |text: &str| {
        [
            Does::Opens,
            Does::Says(Client, text.as_bytes().to_vec()),
            Does::Ends(Client),
            Does::Ends(Server),
        ]
    };
    let mut first = Flow::new(client, server);
    let mut second = Flow::new(address("192.0.2.8:51034"), server);
    append(&mut first, &talk("one")[..2], 0, &mut file);
    append(&mut second, &talk("two"), 2, &mut file);
    append(&mut first, &talk("one")[2..], 6, &mut file);
    append(&mut Flow::new(client, server), &talk("three"), 8, &mut file);
    let events = read(&file);
    for (conversation, text) in [(1, "one"), (2, "two"), (3, "three")] {
        let ends = match conversation {
            2 => (address("192.0.2.8:51034"), server),
            _ => (client, server),
        };
        let expected = expected(ends.0, ends.1, &talk(text));
        assert_eq!(told(&events, conversation), expected);
    }
    if has("tshark") {
        let kept = Kept::new(&file);
        let said = ["one", "two", "three"].map(|text| vec![(true, text.as_bytes().to_vec())]);
        assert_eq!(followed(&kept, 3), said);
    }
}

/// What a caller does out of turn leaves nothing that nobody can read.
#[test]
fn what_is_out_of_turn_is_left_out() {
    let (client, server) = (address(V4[0]), address(V4[1]));
    let script = [
        Does::Opens,
        Does::Opens,
        Does::Refuses,
        says(Client, b""),
        says(Client, b"hola"),
        Does::Ends(Client),
        Does::Ends(Client),
        says(Client, b"too late"),
        Does::Resets(Client),
        Does::Resets(Client),
    ];
    let in_turn = [
        Does::Opens,
        says(Client, b"hola"),
        Does::Ends(Client),
        Does::Resets(Client),
    ];
    let events = read(&recording(client, server, &script));
    assert_eq!(told(&events, 1), expected(client, server, &in_turn));
}
