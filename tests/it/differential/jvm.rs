//! A JVM that reads streams, batch by batch.

use std::io::{BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use crate::support::java::{generator, java, java_version};

/// The JVM: `javawire.differential.Main` says what it answers.
pub(super) struct Jvm {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Jvm {
    pub(super) fn start() -> Self {
        let version = java_version();
        assert!(
            version >= 17,
            "javawire.differential is written in Java 17: this JVM is {version}"
        );
        let mut child = java()
            .args([
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx512m",
            ])
            .args(["--add-opens", "java.base/java.io=ALL-UNNAMED", "-cp"])
            .arg(generator())
            .arg("javawire.differential.Main")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Jvm {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// Gives it streams to read.
    pub(super) fn ask(&mut self, streams: &[Vec<u8>]) {
        let mut batch = (streams.len() as u32).to_be_bytes().to_vec();
        for stream in streams {
            batch.extend((stream.len() as u32).to_be_bytes());
            batch.extend(stream);
        }
        self.input.write_all(&batch).unwrap();
        self.input.flush().unwrap();
    }

    /// Takes its answer to the next of them.
    pub(super) fn answer(&mut self) -> String {
        let mut length = [0; 4];
        self.output.read_exact(&mut length).unwrap();
        let mut answer = vec![0; u32::from_be_bytes(length) as usize];
        self.output.read_exact(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    /// Waits until it has ended by itself.
    pub(super) fn end(self) {
        let Jvm {
            mut child, input, ..
        } = self;
        drop(input);
        assert!(child.wait().unwrap().success());
    }
}
