//! What is kept: all that was said, in the order in which it was said, whatever the disk does.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{fs, thread};

use javawire::conversation::Side::{self, Client, Server};
use javawire::record::What;
use sha2::{Digest as _, Sha256};

use super::pieces::{Random, pass};
use crate::support::ends::rust_phrase_server;
use crate::support::peers::{Peer, converse, listener, phrase};
use crate::support::program::Program;
use crate::support::recording::{self, Directory, Recorded, Said};
use crate::support::tap::{self, Tap};
use crate::support::{PATIENCE, javawire, tries_all};

#[test]
fn all_that_was_said_is_kept() {
    let directory = Directory::new("kept");
    let amount = if tries_all() { 192 << 20 } else { 32 << 20 };
    let file = directory.file("all.pcapng");
    let server = listener();
    let options = ["--record", &file, "--aside", "1G", "--show", "none"];
    let tap = Tap::start(server.local_addr().unwrap(), &options);
    let [there, back] = pass(&server, &tap, amount);
    assert_eq!((&there.0, &back.0), (&there.1, &back.1));
    tap.end();
    let mut digests = [Sha256::new(), Sha256::new()];
    let mut ends = Vec::new();
    recording::each(file.as_ref(), |event| match event.what {
        What::Bytes {
            from: Client,
            bytes,
        } => digests[0].update(bytes),
        What::Bytes {
            from: Server,
            bytes,
        } => digests[1].update(bytes),
        What::Ended { from } => ends.push(from),
        What::Opened { .. } => {}
        other => panic!("{other:?}"),
    });
    let [kept_there, kept_back] = digests.map(|digest| digest.finalize().to_vec());
    assert_eq!((kept_there, kept_back), (there.0, back.0));
    ends.sort();
    assert_eq!(ends, [Client, Server]);
}

/// While the tap goes on.
#[test]
fn what_has_ended_can_be_read_at_once() {
    let directory = Directory::new("at-once");
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let kept = directory.file("new");
    let tap = Tap::start(server.address(), &["--record", &kept]);
    let kept = std::path::Path::new(&kept);
    for count in 1..=3 {
        converse(tap.address(), "hola").unwrap();
        let file = &fs::read_dir(kept).unwrap().next().unwrap().unwrap().path();
        let mode = fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        wait(|| {
            let recorded = recording::read(file);
            let ended = recorded.iter().filter(|one| has_ended(one));
            (ended.count() == count).then_some(())
        });
        for one in recording::read(file) {
            assert_eq!(one.there, phrase("hola"));
            assert_eq!(one.back, phrase("HOLA"));
            assert_eq!(one.notes, [""; 0]);
        }
    }
    let ended = tap.end();
    let sum = ended.stderr.last().unwrap();
    assert!(sum.starts_with("3 conversations, "), "{sum}");
    assert!(sum.contains("; recorded in "), "{sum}");
}

/// An answer never stands before what it answers: not even where each end answers within
/// microseconds, in many conversations at once.
#[test]
fn no_answer_stands_before_its_request() {
    const CLIENTS: usize = 16;

    let turns = if tries_all() { 10_000 } else { 1000 };
    let directory = Directory::new("order");
    let file = directory.file("order.pcapng");
    let server = listener();
    let options = ["--record", &file, "--aside", "1G"];
    let tap = Tap::start(server.local_addr().unwrap(), &options);
    let address = tap.address();
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..CLIENTS {
                let one = Peer::accept(&server).into_stream();
                scope.spawn(move || answer(one));
            }
        });
        for _ in 0..CLIENTS {
            scope.spawn(move || ask(address, turns));
        }
    });
    tap.end();
    let recorded = recording::read(&file);
    assert_eq!(recorded.len(), CLIENTS);
    for one in recorded {
        let mut expected = Vec::new();
        for _ in 0..turns {
            expected.push(Said::Bytes(Client, 4));
            expected.push(Said::Bytes(Server, 4));
        }
        expected.extend([Said::Ended(Client), Said::Ended(Server)]);
        assert!(one.story == expected, "{:?}", &one.story[..20]);
    }
}

fn ask(address: SocketAddr, turns: u32) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    for turn in 0..turns {
        stream.write_all(&turn.to_be_bytes()).unwrap();
        let mut answer = [0; 4];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(answer, (!turn).to_be_bytes());
    }
}

fn answer(mut stream: TcpStream) {
    let mut turn = [0; 4];
    while stream.read_exact(&mut turn).is_ok() {
        stream.write_all(&turn.map(|byte| !byte)).unwrap();
    }
}

/// Whichever side ends, and however: the recording says it.
#[test]
fn who_ended_is_kept() {
    let directory = Directory::new("ends");
    let file = directory.file("ends.pcapng");
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &["--record", &file]);
    let begin = || {
        let client = Peer::connect(tap.address());
        let one = Peer::accept(&server);
        (client, one)
    };
    let (mut client, mut one) = begin();
    client.send(b"a");
    client.end();
    assert_eq!(one.orderly_rest(), b"a");
    one.send(b"b");
    drop(one);
    assert_eq!(client.orderly_rest(), b"b");
    for side in [Client, Server] {
        let (client, one) = begin();
        let (broken, mut other) = match side {
            Client => (client, one),
            Server => (one, client),
        };
        broken.reset();
        assert_eq!(other.rest(), b"");
    }
    tap.end();
    let stories = recording::read(&file).into_iter().map(|one| one.story);
    assert_eq!(
        stories.collect::<Vec<_>>(),
        [
            vec![
                Said::Bytes(Client, 1),
                Said::Ended(Client),
                Said::Bytes(Server, 1),
                Said::Ended(Server)
            ],
            vec![Said::Reset(Client)],
            vec![Said::Reset(Server)],
        ]
    );
}

/// A server that is not there is kept, too.
#[test]
fn a_refusal_is_kept() {
    let directory = Directory::new("refused");
    let file = directory.file("refused.pcapng");
    let gone = listener().local_addr().unwrap();
    let tap = Tap::start(gone, &["--record", &file]);
    // The reset may come before the client knows that it is connected.
    let client = Peer::try_connect(tap.address());
    assert!(client.map_or(true, |mut client| client.rest().is_empty()));
    tap.program.wait_for_error("cannot reach", PATIENCE);
    tap.end();
    let recorded = recording::read(&file);
    assert_eq!(recorded.len(), 1, "{recorded:?}");
    assert!(recorded[0].notes[0].contains("refused"), "{recorded:?}");
    assert_eq!(recorded[0].story, [Said::Reset(Server)]);
}

/// No conversation is lost, or in two files, where files are small.
#[test]
fn each_conversation_stands_in_one_file() {
    const CLIENTS: usize = 16;

    let of_each = if tries_all() { 400 } else { 40 };
    let directory = Directory::new("rotated");
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let path = directory.path().to_str().unwrap();
    let options = ["--record", path, "--record-rotate", "64K"];
    let tap = Tap::start(server.address(), &options);
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let address = tap.address();
            scope.spawn(move || {
                for turn in 0..of_each {
                    let text = format!("{client} {turn} {}", "hola ".repeat(turn % 100));
                    converse(address, &text).unwrap();
                }
            });
        }
    });
    tap.end();
    let files = directory.recordings();
    assert!(files.len() > 3, "{files:?}");
    let mut phrases = Vec::new();
    for file in &files {
        for one in recording::read(file) {
            assert!(has_ended(&one), "{one:?}");
            let back = String::from_utf8_lossy(&one.back).into_owned();
            assert!(back.to_lowercase() == String::from_utf8_lossy(&one.there).to_lowercase());
            phrases.push(one.there);
        }
    }
    assert_eq!(phrases.len(), CLIENTS * of_each);
    phrases.sort();
    phrases.dedup();
    assert_eq!(phrases.len(), CLIENTS * of_each);
}

#[test]
fn the_oldest_files_go() {
    let directory = Directory::new("oldest");
    let other = directory.file("javawire-notes.pcapng");
    fs::write(&other, "mine").unwrap();
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let path = directory.path().to_str().unwrap();
    let options = [
        "--record",
        path,
        "--record-rotate",
        "1",
        "--record-keep",
        "3",
    ];
    let tap = Tap::start(server.address(), &options);
    for text in ["a", "b", "c", "d", "e", "f"] {
        converse(tap.address(), text).unwrap();
    }
    let ended = tap.end();
    let files = directory.recordings();
    assert_eq!(files.len(), 4, "{files:?} {ended:?}");
    let last: Vec<Vec<u8>> = files
        .iter()
        .filter(|path| **path != *std::path::Path::new(&other))
        .flat_map(|path| recording::read(path))
        .map(|one| one.there)
        .collect();
    let mut expected = ["d", "e", "f"].map(phrase).to_vec();
    expected.sort();
    let mut sorted = last;
    sorted.sort();
    assert_eq!(sorted, expected);
}

#[test]
fn nothing_is_overwritten() {
    let directory = Directory::new("there");
    let file = directory.file("mine.pcapng");
    fs::write(&file, "mine").unwrap();
    let own = ["--listen", "127.0.0.1:0", "--connect", "127.0.0.1:1"];
    let refused = tap::command(&[&own[..], &["--record", &file]].concat());
    let ended = Program::start("javawire tap", refused).end();
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stderr[0].contains("is there already"), "{ended:?}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

/// A full disk ends the recording with a whole block, and no conversation.
#[test]
fn a_full_disk_costs_the_recording_alone() {
    let directory = Directory::new("full");
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let connect = server.address().to_string();
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -f 64; exec \"$0\" \"$@\"", javawire(), "tap"])
        .args(["--listen", "127.0.0.1:0", "--connect", &connect])
        .args(["--record", directory.path().to_str().unwrap()]);
    let tap = Tap::of(command);
    for turn in 0..1000 {
        converse(tap.address(), &format!("hola {turn}")).unwrap();
    }
    tap.program.wait_for_error("recording stopped: ", PATIENCE);
    let ended = tap.end();
    let warnings = ended
        .stderr
        .iter()
        .filter(|line| line.contains("recording stopped"));
    assert_eq!(warnings.count(), 1, "{ended:?}");
    let sum = ended.stderr.last().unwrap();
    assert!(sum.starts_with("1000 conversations, "), "{sum}");
    assert!(sum.ends_with(" conversations not whole"), "{sum}");
    let files = directory.recordings();
    assert_eq!(files.len(), 1, "{files:?}");
    // All of it can be read: there is no part of a block.
    let recorded = recording::read(&files[0]);
    assert!(recorded.len() > 10, "{}", recorded.len());
    let whole = recorded.iter().filter(|one| has_ended(one));
    for (turn, one) in whole.enumerate() {
        assert_eq!(one.there, phrase(&format!("hola {turn}")));
    }
}

/// A disk that stands still costs the recording alone, too, and no more memory than is allowed.
#[test]
fn a_slow_disk_costs_the_recording_alone() {
    let directory = Directory::new("slow");
    let pipe = directory.file("slow.pcapng");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    // It opens the pipe, so that the tap can, and reads nothing.
    let mut reader = Command::new("sh")
        .args([
            "-c",
            "exec 3<\"$0\"; echo; read line; cat <&3 >/dev/null",
            &pipe,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let tap = Tap::start(server.address(), &["--record", &pipe, "--aside", "256K"]);
    for turn in 0..1000 {
        converse(tap.address(), &format!("hola {turn}")).unwrap();
    }
    // From here on somebody reads.
    reader.stdin.take().unwrap().write_all(b"\n").unwrap();
    let ended = tap.end();
    let sum = ended.stderr.last().unwrap();
    assert!(sum.starts_with("1000 conversations, "), "{sum}");
    assert!(sum.ends_with(" conversations not whole"), "{sum}");
    reader.wait().unwrap();
}

/// Streams that are meant to do harm pass as all others.
#[test]
fn hostile_streams_pass_unchanged() {
    let mut random = Random(7);
    let files = fs::read_dir("tests/streams").unwrap().flatten();
    let paths = files.map(|file| file.path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "ser"))
        .collect();
    paths.sort();
    let wanted = if tries_all() { 10_000 } else { 500 };
    let mut streams = Vec::new();
    for path in paths.iter().cycle().take(wanted) {
        let mut stream = fs::read(path).unwrap();
        // Broken in a few places, and cut.
        for _ in 0..random.piece(8) {
            let at = random.piece(stream.len()) - 1;
            stream[at] = stream[at].wrapping_add(u8::try_from(random.piece(255)).unwrap());
        }
        stream.truncate(random.piece(stream.len() * 2));
        streams.push(stream);
    }
    let directory = Directory::new("hostile");
    let file = directory.file("hostile.pcapng");
    let server = listener();
    let options = ["--record", &file, "--aside", "1G"];
    let tap = Tap::start(server.local_addr().unwrap(), &options);
    for stream in &streams {
        let mut client = Peer::connect(tap.address());
        let mut one = Peer::accept(&server);
        thread::scope(|scope| {
            scope.spawn(|| {
                client.send(stream);
                client.end();
            });
            assert!(one.orderly_rest() == *stream);
        });
    }
    tap.end();
    let kept = recording::read(&file);
    assert_eq!(kept.len(), streams.len());
    for (one, stream) in kept.iter().zip(&streams) {
        assert!(one.there == *stream);
    }
}

fn has_ended(one: &Recorded) -> bool {
    let of = |side: Side| one.story.contains(&Said::Ended(side));
    of(Client) && of(Server)
}

/// Looks until there is something to see.
#[track_caller]
fn wait<T>(look: impl Fn() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < deadline, "it does not come");
        thread::yield_now();
    }
}
