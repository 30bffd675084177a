//! Conversations over TCP.
//!
//! * `server.rs`: many conversations at once, on tokio
//! * `client.rs`: one, blocking
//! * `address.rs`: how Java listens, resolves and spells addresses

pub mod address;
pub mod client;
pub mod server;

pub use client::converse;
pub use server::{Server, Service, Stopped};
