//! Streams that a JVM wrote, from our driver `FaultStreams`.

use crate::support::java::java_class;
use crate::support::program::Program;

/// Returns the streams of these names, as the driver knows them.
pub fn java_streams<const N: usize>(names: [&str; N]) -> [Vec<u8>; N] {
    let mut driver = Program::start("FaultStreams", java_class("drivers.FaultStreams"));
    let streams = names.map(|name| {
        driver.send(format!("{name}\n"));
        bytes(&driver.next_line())
    });
    driver.succeed();
    streams
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2);
    let byte = |digits: &[u8]| u8::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}
