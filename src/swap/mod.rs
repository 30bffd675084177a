//! The two conversations of the four Java classes, without sockets.
//!
//! * `phrase.rs`: `TCPServidor` and `TCPClient`; `phrase_reader.rs`: what both read
//! * `greeting.rs`: `Server` and `Client`

pub mod greeting;
pub mod phrase;
mod phrase_reader;

pub use greeting::{GreetingClient, GreetingServer};
pub use phrase::{Answer, PhraseClient, PhraseServer};
