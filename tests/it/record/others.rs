//! Files that Wireshark's own tools have written.

use javawire::conversation::Side::Client;
use javawire::record::What;

use super::formats::packets;
use super::packets::{Order, pcap, raw};
use super::support::{Does, address, read, recording, told};
use super::tools::{Kept, has, lines};

/// Returns what a tool writes to a file, of which the name stands where `OUT` does.
fn written(tool: &str, arguments: &[&str]) -> Vec<u8> {
    let out = Kept::new(b"");
    let path = out.path().to_str().unwrap();
    let named = |argument: &&str| if *argument == "OUT" { path } else { *argument }.to_owned();
    let arguments: Vec<String> = arguments.iter().map(named).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    lines(tool, &arguments);
    std::fs::read(path).unwrap()
}

#[test]
fn files_that_editcap_has_converted_tell_the_same() {
    if !has("editcap") {
        return;
    }
    let file = raw(&packets());
    let kept = Kept::new(&file);
    let path = kept.path().to_str().unwrap();
    for form in ["pcap", "nsecpcap", "pcapng"] {
        let converted = written("editcap", &["-F", form, path, "OUT"]);
        assert_eq!(read(&converted), read(&file), "{form}");
    }
}

/// Their packets, two link types and two times among them, are in the order of time.
#[test]
fn files_that_mergecap_has_merged_tell_both() {
    if !has("mergecap") {
        return;
    }
    let ethernet: Vec<Vec<u8>> = packets()
        .iter()
        .map(|packet| [&[0; 12][..], &[8, 0], packet].concat())
        .collect();
    let other = [
        Does::Opens,
        Does::Says(Client, b"another".to_vec()),
        Does::Notes("noted".to_owned()),
    ];
    let [client, server] = ["[2001:db8::7]:51034", "192.0.2.1:10000"].map(address);
    let files = [
        pcap(Order::Big, false, 1, 262_144, &ethernet),
        recording(client, server, &other),
    ];
    let kept = files.each_ref().map(|file| Kept::new(file));
    let paths = kept.each_ref().map(|kept| kept.path().to_str().unwrap());
    let merged = written("mergecap", &["-w", "OUT", paths[0], paths[1]]);
    let merged = read(&merged);
    for file in &files {
        let alone = told(&read(file), 1);
        let merged: Vec<Vec<What>> = (1..=2).map(|number| told(&merged, number)).collect();
        assert!(merged.contains(&alone), "{merged:?}");
    }
}

#[test]
fn comments_of_editcap_are_told() {
    if !has("editcap") {
        return;
    }
    let kept = Kept::new(&raw(&packets()));
    let path = kept.path().to_str().unwrap();
    let noted = written(
        "editcap",
        &["-F", "pcapng", "-a", "4:look here", path, "OUT"],
    );
    let note = What::Note("look here".to_owned());
    assert_eq!(told(&read(&noted), 1)[2], note);
}
