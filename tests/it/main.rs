//! All tests that run the library or the program, in one binary: it is linked once.
//!
//! The oracle is a real JVM, where there is one; see `support::java`.
//!
//! - `boundary`: where things may be named
//! - `cli`: the command line
//! - `compare`: two streams, object by object
//! - `construct`: graphs built by hand, against the JVM
//! - `differential`: a standing comparison with the JVM on changed streams
//! - `dump`: listings
//! - `errors`: what errors say, and the JVM's verdicts
//! - `filter`: filters, against `ObjectInputFilter`
//! - `fixtures`: the owner's classes are as published
//! - `fuzz_seeds`: what fuzzing found
//! - `haproxy`: two instances behind HAProxy
//! - `hostile`: streams meant to do harm
//! - `jaded`: jaded as a second reader
//! - `json`: `decode` and `encode`
//! - `library`: the streams of the library, against the JVM
//! - `limits`: limits
//! - `locale`: the language of a JVM
//! - `next_line`: `Scanner.nextLine`
//! - `pairs`: the eight pairs of programs
//! - `plain`: `decode --plain`
//! - `record`: recordings and captures of TCP
//! - `server`: the servers on real sockets
//! - `soak`: load and faults for a while
//! - `split`: streams in pieces
//! - `streams`: the committed streams
//! - `suid`: `serialVersionUID`
//! - `tap`: the man in the middle
//! - `from_java`: objects as types made for jaded
//! - `typed`: objects as types of one's own
//! - `types`: class files and jars
//! - `upper_case`: `String.toUpperCase`
//! - `watch`: one direction of a conversation, message by message
//! - `wire_bytes`: the bytes of both ends are Java's
//!
//! What they share: `support` (the JVM, programs, ports, texts) and `streams_support` (the
//! committed streams).

// Helpers too are code of tests, to clippy.
#![cfg(test)]
#![expect(
    unreachable_pub,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot do its work ends by a panic, and nothing is outside of it"
)]
#![expect(
    clippy::duplicate_mod,
    reason = "two descriptions of the shop share what it does with an order"
)]
// Without the program, much of what the tests share is not used.
#![cfg_attr(not(feature = "cli"), allow(dead_code))]

mod boundary;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "compare")]
mod compare;
#[cfg(feature = "cli")]
mod construct;
mod differential;
mod dump;
mod errors;
mod filter;
mod fixtures;
#[cfg(feature = "jaded")]
mod from_java;
#[cfg(feature = "fuzzing")]
mod fuzz_seeds;
#[cfg(all(feature = "cli", target_os = "linux"))]
mod haproxy;
mod hostile;
#[cfg(feature = "jaded")]
mod jaded;
#[cfg(feature = "cli")]
mod json;
mod library;
mod limits;
#[cfg(feature = "cli")]
mod locale;
#[cfg(feature = "cli")]
mod next_line;
#[cfg(feature = "cli")]
mod pairs;
#[cfg(feature = "cli")]
mod plain;
#[cfg(feature = "record")]
mod record;
#[cfg(feature = "cli")]
mod server;
#[cfg(all(feature = "cli", target_os = "linux"))]
mod soak;
mod split;
mod streams;
mod streams_support;
#[cfg(feature = "cli")]
mod suid;
mod support;
#[cfg(all(feature = "cli", unix))]
mod tap;
mod typed;
#[cfg(feature = "cli")]
mod types;
#[cfg(feature = "cli")]
mod upper_case;
#[cfg(feature = "json")]
mod watch;
#[cfg(feature = "cli")]
mod wire_bytes;
