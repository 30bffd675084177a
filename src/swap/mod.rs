//! The two conversations of the four Java classes, without sockets.
//!
//! * `phrase.rs`: `TCPServidor` and `TCPClient`
//! * `greeting.rs`: `Server` and `Client`

pub mod greeting;
pub mod phrase;

pub use greeting::{GreetingClient, GreetingServer};
pub use phrase::{Answer, PhraseClient, PhraseServer};
