//! What the system tells of itself and of a process. Memory is told by Linux only.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use crate::ending;

/// Returns the processor and the number of its cores that there are.
pub(crate) fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text
        .lines()
        .filter(|line| line.starts_with("model name"))
        .find_map(|line| line.split_once(": "))
        .map_or(std::env::consts::ARCH, |(_, model)| model.trim());
    let cores = available_parallelism().map_or(1, usize::from);
    format!("{cores} × {model}, {}", std::env::consts::OS)
}

/// Returns the memory of the machine, in bytes.
pub(crate) fn memory() -> Option<u64> {
    kilobytes("/proc/meminfo", "MemTotal:")
}

/// Returns how many programs wanted to run during the last minute.
pub(crate) fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// Returns what was measured and what compiled it.
pub(crate) fn versions() -> String {
    let lock = fs::read_to_string(ending::root().join("Cargo.lock")).unwrap_or_default();
    let version = |name: &str| {
        let entry = format!("name = \"{name}\"\nversion = \"");
        let (_, rest) = lock.split_once(&entry)?;
        rest.split('"').next()
    };
    let names = ["javawire", "jaded", "java-serialization"].into_iter();
    let crates = names.filter_map(|name| Some(format!("{name} {}", version(name)?)));
    let rustc = Command::new("rustc").arg("--version").output().ok();
    let rustc = rustc.and_then(|output| String::from_utf8(output.stdout).ok());
    let rustc = rustc.and_then(|text| Some(format!("Rust {}", text.split(' ').nth(1)?)));
    crates.chain(rustc).collect::<Vec<_>>().join(", ")
}

/// Returns the most bytes of memory that the process has held.
pub(crate) fn peak_of(process: u32) -> Option<u64> {
    kilobytes(&format!("/proc/{process}/status"), "VmHWM:")
}

/// Counts the peak of the process from now on. Returns whether the system can.
pub(crate) fn forget_peak_of(process: u32) -> bool {
    // proc(5): 5 resets the peak to what the process holds now.
    fs::write(format!("/proc/{process}/clear_refs"), "5").is_ok()
}

fn kilobytes(path: &str, key: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(key))?;
    let number: u64 = rest.trim().strip_suffix(" kB")?.parse().ok()?;
    number.checked_mul(1024)
}
