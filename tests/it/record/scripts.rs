//! What two ends may do, as scripts.

use javawire::conversation::Side::{self, Client, Server};

use super::random::Random;
use super::support::Does;

pub type Script = (&'static str, Vec<Does>);

pub fn says(side: Side, bytes: &[u8]) -> Does {
    Does::Says(side, bytes.to_vec())
}

fn note(text: &str) -> Does {
    Does::Notes(text.to_owned())
}

/// Conversations of all kinds.
pub fn scripts() -> Vec<Script> {
    [orderly(), broken(), noted()].concat()
}

fn orderly() -> Vec<Script> {
    let large: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
    vec![
        (
            "question and answer",
            vec![
                Does::Opens,
                says(Client, b"hola"),
                says(Server, b"HOLA"),
                Does::Ends(Client),
                Does::Ends(Server),
            ],
        ),
        ("nothing is said", vec![Does::Opens]),
        (
            "the server speaks first, and after the client's end",
            vec![
                Does::Opens,
                says(Server, b"who?"),
                says(Client, b"me"),
                Does::Ends(Client),
                says(Server, b"well"),
                says(Server, b"then"),
                Does::Ends(Server),
            ],
        ),
        (
            "more than a packet, and than a window",
            vec![
                Does::Opens,
                says(Client, &large),
                note("large"),
                says(Client, &large),
                says(Server, &large[..70_000]),
                Does::Ends(Client),
                Does::Ends(Server),
            ],
        ),
    ]
}

fn broken() -> Vec<Script> {
    vec![
        ("refused", vec![Does::Refuses]),
        (
            "the client breaks off",
            vec![
                Does::Opens,
                says(Client, b"hola"),
                Does::Resets(Client),
                note("well"),
                note("so"),
            ],
        ),
        (
            "both break off",
            vec![
                Does::Opens,
                says(Client, b"hola"),
                Does::Resets(Server),
                Does::Resets(Client),
            ],
        ),
        (
            "ends, and is broken off",
            vec![
                Does::Opens,
                Does::Ends(Server),
                says(Client, b"hola"),
                Does::Resets(Client),
            ],
        ),
        (
            "ends, and breaks off",
            vec![
                Does::Opens,
                Does::Ends(Client),
                says(Server, b"hola"),
                Does::Resets(Client),
            ],
        ),
    ]
}

fn noted() -> Vec<Script> {
    vec![
        (
            "refused, with notes",
            vec![
                note("one"),
                note("two"),
                Does::Refuses,
                note("three"),
                note("four"),
            ],
        ),
        (
            "notes everywhere",
            vec![
                note("before"),
                note("before, again: ñandú\u{1F980}"),
                Does::Opens,
                note("first"),
                note("second"),
                note("third"),
                says(Client, b"hola"),
                note("between"),
                says(Client, b"hola"),
                says(Server, b"HOLA"),
                note("between"),
                note("between"),
                Does::Ends(Client),
                note("half"),
                note("half"),
                says(Server, b"more"),
                Does::Ends(Server),
                note("after"),
                note("after all"),
            ],
        ),
    ]
}

/// A conversation as it may go, with notes everywhere.
pub fn random(random: &mut Random) -> Vec<Does> {
    let mut script = Vec::new();
    let notes = |random: &mut Random, script: &mut Vec<Does>| {
        while random.percent(15) {
            script.push(note(&format!("note {}", random.below(1000))));
        }
    };
    notes(random, &mut script);
    if random.percent(10) {
        script.push(Does::Refuses);
        notes(random, &mut script);
        return script;
    }
    script.push(Does::Opens);
    // Which of them still speak, and which have not broken off.
    let (mut speaking, mut whole) = ([true; 2], [true; 2]);
    for _ in 0..random.below(30) {
        notes(random, &mut script);
        let at = random.below(2);
        let side = [Client, Server][at];
        match random.below(12) {
            0 if speaking[at] => {
                script.push(Does::Ends(side));
                speaking[at] = false;
            }
            1 if whole[at] && random.percent(30) => {
                script.push(Does::Resets(side));
                (speaking[at], whole[at]) = (false, false);
            }
            _ if speaking[at] => {
                let most = if random.percent(5) { 200_000 } else { 300 };
                let count = 1 + random.below(most);
                script.push(Does::Says(side, random.bytes(count)));
            }
            _ => {}
        }
    }
    notes(random, &mut script);
    script
}
