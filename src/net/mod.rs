//! Conversations over TCP.
//!
//! * `server/`: many conversations at once; `proxy.rs`: who they are with behind a load balancer
//! * `handler.rs`: servers of one's own, from a conversation for each client
//! * `client.rs`: one, blocking
//! * `relay/`: the man in the middle; `socks.rs`: where its clients say they want to go
//! * `address.rs`: how Java listens, resolves and spells addresses

pub mod address;
pub mod client;
pub mod handler;
mod proxy;
pub mod relay;
pub mod server;
mod socks;

pub use client::converse;
pub use server::{Counters, Listener, Server, ServerLimits, Service, Stopped};
