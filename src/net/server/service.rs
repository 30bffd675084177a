//! What a program provides.

use std::net::SocketAddr;

use super::warn_of_failure;
use crate::conversation::Conversation;
use crate::error::Error;

/// What a server does with its clients.
///
/// All of it runs on the server's own threads, each of which holds many
/// conversations: what has to wait belongs in a [handler](crate::net::handler) that
/// returns a future.
pub trait Service: Send + Sync + 'static {
    /// The server's end of one conversation.
    type Conversation: Conversation + Send;

    /// Returns the conversation to hold with a client that has just connected.
    fn accepted(&self, peer: SocketAddr) -> Self::Conversation;

    /// Whether all that the conversations do with up to 64 KiB is done within
    /// microseconds. If not, which is the default, a thread lets another look out
    /// for clients before each step.
    fn is_brief(&self) -> bool {
        false
    }

    /// Called when the server begins to wait for the next client.
    fn waiting(&self) {}

    /// Called when all has been said to a client, before the connection is closed.
    fn answered(&self, peer: SocketAddr) {
        let _ = peer;
    }

    /// Called when a conversation has failed. The default logs one warning line.
    ///
    /// Whoever only wants to know has [`Server::with_failure_hook`](super::Server::with_failure_hook).
    fn failed(&self, peer: SocketAddr, error: &Error) {
        warn_of_failure(peer, error);
    }

    /// Called once when a client sends more though all has been said, with the first of it.
    fn sent_more(&self, peer: SocketAddr, bytes: &[u8]) {
        let _ = (peer, bytes);
    }
}
