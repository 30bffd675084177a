//! The man in the middle: what passes, what is shown, and what is kept.
//!
//! - `ends`: every end arrives as what it is
//! - `pieces`: all bytes arrive, in any pieces, both ways at once
//! - `recorded`: what is kept
//! - `shown`: what is shown
//! - `socks`: clients that say where to
//! - `idle`: what silent conversations cost
//! - `library`: the relay without the program
//! - `limits`: how many there may be, and how it ends

mod ends;
mod idle;
mod library;
mod limits;
mod pieces;
mod recorded;
mod shown;
mod socks;
