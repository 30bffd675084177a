//! The four published classes stand here byte for byte, and what is compiled
//! differs from them in nothing but the two repairs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

const TCP_SERVIDOR: &str = "UD06/P4_Sockets/TCPServidor.java";
const TCP_CLIENT: &str = "UD06/P4_Sockets/TCPClient.java";
const SERVER: &str = "Networking/Server.java";
const CLIENT: &str = "Networking/Client.java";

#[test]
fn published_classes_are_untouched() {
    let digests = [
        (
            TCP_SERVIDOR,
            "5d36ca5047647741acd9bdf3f32fd8bb3636cf813c8a1b13cd383870b8f06cb0",
        ),
        (
            TCP_CLIENT,
            "80cd6ee4c877342053db848ac5751cbebee634f9e1bf005e5a58c94d3bfb7a1b",
        ),
        (
            SERVER,
            "435d76442b7e10f90987bcaca4e7c71c4cdf7a34908e2f0f59bc096c65c3be27",
        ),
        (
            CLIENT,
            "65d8586b3e4a12fb0366e54273550562ff022e281f42103c7e15081cd06fad40",
        ),
    ];
    for (class, digest) in digests {
        let found: String = Sha256::digest(published(class))
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            found, digest,
            "{class} is not as published (did git change its line ends?)"
        );
    }
}

#[test]
fn tcp_servidor_is_compiled_as_published() {
    assert_repairs(TCP_SERVIDOR, &[]);
}

#[test]
fn tcp_client_is_compiled_as_published() {
    assert_repairs(TCP_CLIENT, &[]);
}

#[test]
fn client_differs_in_white_space_alone() {
    assert_repairs(CLIENT, &[("\u{A0}", " ", 72)]);
}

#[test]
fn server_differs_in_white_space_and_one_declaration() {
    let undeclared = " clientAddress = clientSocket.getInetAddress();";
    let declared = " java.net.InetAddress clientAddress = clientSocket.getInetAddress();";
    assert_repairs(SERVER, &[("\u{A0}", " ", 135), (undeclared, declared, 1)]);
}

/// What is compiled is the published class with these replacements, each made
/// so many times, and nothing else.
fn assert_repairs(class: &str, repairs: &[(&str, &str, usize)]) {
    let mut expected = String::from_utf8(published(class)).unwrap();
    for &(from, to, times) in repairs {
        assert_eq!(expected.matches(from).count(), times, "{from:?} in {class}");
        expected = expected.replace(from, to);
    }
    assert_eq!(
        String::from_utf8(repaired(class)).unwrap(),
        expected,
        "{class}"
    );
}

fn published(class: &str) -> Vec<u8> {
    let path = fixtures().join(class);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The class as `repair.sh` makes it for the compiler.
fn repaired(class: &str) -> Vec<u8> {
    let name = format!(
        "repaired-{}-{}",
        class.replace('/', "-"),
        std::process::id()
    );
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let script = fixtures().join("repair.sh");
    // Through sh, because Windows does not run scripts by themselves.
    let output = Command::new("sh").arg(&script).arg(&directory).output();
    let output = output.unwrap_or_else(|error| panic!("sh {}: {error}", script.display()));
    let read = fs::read(directory.join(class));
    // There is nothing to remove if the script made nothing.
    let _ = fs::remove_dir_all(&directory);
    assert!(output.status.success(), "{output:?}");
    read.unwrap_or_else(|error| panic!("{class}, repaired: {error}"))
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("java-fixtures")
}
