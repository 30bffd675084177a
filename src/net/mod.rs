//! Conversations over TCP.
//!
//! * `server/`: many conversations at once; `proxy.rs`: who they are with behind a load balancer
//! * `client.rs`: one, blocking
//! * `address.rs`: how Java listens, resolves and spells addresses

pub mod address;
pub mod client;
mod proxy;
pub mod server;

pub use client::converse;
pub use server::{Counters, Listener, Server, ServerLimits, Service, Stopped};
