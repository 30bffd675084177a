//! Conversations over TCP.
//!
//! * `server/`: many conversations at once; `proxy.rs`: who they are with behind a load balancer
//! * `handler.rs`: servers of one's own, from a conversation for each client
//! * `client.rs`: one, blocking
//! * `address.rs`: how Java listens, resolves and spells addresses

pub mod address;
pub mod client;
pub mod handler;
mod proxy;
pub mod server;

pub use client::converse;
pub use server::{Counters, Listener, Server, ServerLimits, Service, Stopped};
