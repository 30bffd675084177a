//! Class files and jars: what they say of classes, and `javawire types`.

mod answered;
mod check;
mod generated;
mod hostile;
mod jdk;
mod listing;
mod model;

use std::path::PathBuf;
use std::process::Command;

use crate::support::java::{java, shop as classes};
use crate::support::javawire;
use crate::support::program::{Ended, Program};

/// The captures that the shop's client and server send, in a directory of their own.
fn captures(test: &str) -> PathBuf {
    let directory =
        std::env::temp_dir().join(format!("javawire-types-{test}-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let mut command = java();
    command
        .arg("-cp")
        .arg(classes())
        .arg("com.shop.Capture")
        .arg(directory.join("orders.ser"))
        .arg(directory.join("receipts.ser"));
    Program::start("Capture", command).succeed();
    directory
}

fn run(arguments: &[&str]) -> Ended {
    let mut command = Command::new(javawire());
    command.arg("types").args(arguments);
    Program::start("types", command).end()
}
