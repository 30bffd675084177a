//! tshark, capinfos and tcpdump: what others see in a file of packets.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::process::say;
use crate::support::program::no_program_starting;

/// A file of packets, which goes with the test.
pub struct Kept(PathBuf);

impl Kept {
    pub fn new(bytes: &[u8]) -> Kept {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("javawire-record-{}-{count}.pcap", std::process::id());
        let path = env::temp_dir().join(name);
        fs::write(&path, bytes).unwrap();
        Kept(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Returns whether a tool is there; else says so, and in CI fails.
pub fn has(tool: &str) -> bool {
    let found = {
        let _starting = no_program_starting();
        let mut command = Command::new(tool);
        command.arg("--version").stdin(Stdio::null());
        command.output().is_ok_and(|output| output.status.success())
    };
    if !found {
        say(&format!("{tool} is not installed"));
        assert!(env::var_os("CI").is_none(), "CI has {tool}");
    }
    found
}

/// Returns the lines that a tool prints.
pub fn lines(tool: &str, arguments: &[&str]) -> Vec<String> {
    let _starting = no_program_starting();
    let mut command = Command::new(tool);
    command.args(arguments).stdin(Stdio::null());
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool} {arguments:?}: {stderr}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    stdout.lines().map(str::to_owned).collect()
}

/// Returns what tshark finds at fault in a file: a line for each packet.
pub fn faults(file: &Kept) -> Vec<String> {
    // Each RST is worth a warning to it, and the window of a packet with a note is another one.
    let filter = "_ws.malformed || (_ws.expert.severity >= 0x600000 && tcp.flags.reset == 0) || \
        (tcp.analysis.flags && !tcp.analysis.window_update) || \
        tcp.checksum.status != 1 || ip.checksum.status != 1";
    let path = file.path().to_str().unwrap();
    let check = [
        "-o",
        "tcp.check_checksum:TRUE",
        "-o",
        "ip.check_checksum:TRUE",
    ];
    let shown = ["-T", "fields", "-e", "frame.number", "-e", "_ws.col.Info"];
    let more = ["-e", "_ws.expert.message", "-e", "tcp.checksum.status"];
    let arguments = [&["-r", path, "-Y", filter][..], &check, &shown, &more].concat();
    lines("tshark", &arguments)
}

/// Who said what, in turns: whether the client did.
pub type Turns = Vec<(bool, Vec<u8>)>;

/// Adds what one end said.
pub fn turn(turns: &mut Turns, by_client: bool, bytes: &[u8]) {
    match turns.last_mut() {
        Some((last, more)) if *last == by_client => more.extend(bytes),
        _ => turns.push((by_client, bytes.to_vec())),
    }
}

/// Returns what tshark says that the two ends of each of the first TCP streams said. The first
/// node of each is the client.
pub fn followed(file: &Kept, streams: usize) -> Vec<Turns> {
    let path = file.path().to_str().unwrap();
    let follow: Vec<String> = (0..streams)
        .map(|at| format!("follow,tcp,raw,{at}"))
        .collect();
    let mut arguments = vec!["-q", "-r", path];
    for follow in &follow {
        arguments.extend(["-z", follow]);
    }
    let mut followed: Vec<(usize, Turns)> = Vec::new();
    for line in lines("tshark", &arguments) {
        if let Some(stream) = line.strip_prefix("Filter: tcp.stream eq ") {
            followed.push((stream.parse().unwrap(), Vec::new()));
        } else if !line.is_empty()
            && line.trim().bytes().all(|digit| digit.is_ascii_hexdigit())
            && let Some((_, turns)) = followed.last_mut()
        {
            turn(turns, !line.starts_with('\t'), &unhex(line.trim()));
        }
    }
    followed.sort();
    followed.into_iter().map(|(_, turns)| turns).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
