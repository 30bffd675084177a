//! Class files and jars: what they say of classes, and `javawire types`.

mod hostile;
mod jdk;
mod listing;

use std::process::Command;

use crate::support::javawire;
use crate::support::program::{Ended, Program};

fn run(arguments: &[&str]) -> Ended {
    let mut command = Command::new(javawire());
    command.arg("types").args(arguments);
    Program::start("types", command).end()
}
