//! Whole conversations, both ends of them.

use super::comparison::Comparison;
use super::difference::{Difference, What};
use super::rules::Rules;
use super::streams;
use crate::conversation::Side;

/// How one end of a conversation came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// It has said all (FIN).
    Closed,
    /// It broke the conversation off (RST).
    Reset,
}

impl End {
    fn name(self) -> &'static str {
        match self {
            End::Closed => "closed",
            End::Reset => "reset",
        }
    }
}

/// What both ends of a conversation said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversation {
    /// What the client said.
    pub client: Vec<u8>,
    /// What the server said.
    pub server: Vec<u8>,
    /// How the client came to its end; `None` if that is not known.
    pub client_end: Option<End>,
    /// How the server came to its end.
    pub server_end: Option<End>,
}

/// Returns what came of comparing two conversations: what either end said, and how it ended. Which
/// end came to its end first is not compared, nor is an end that is not known.
///
/// # Examples
///
/// ```
/// use javawire::compare::{self, Conversation, Rules};
///
/// let said = |answer: &[u8]| Conversation {
///     server: answer.to_vec(),
///     ..Conversation::default()
/// };
/// let (old, new) = (said(b"\0\x05HELLO"), said(b"\0\x05HULLO"));
/// let comparison = compare::conversations(&old, &new, &Rules::new());
/// assert_eq!(
///     comparison.to_string(),
///     "differs: 1 difference\n  server: message 1, $: \"HELLO\" → \"HULLO\""
/// );
/// ```
pub fn conversations(old: &Conversation, new: &Conversation, rules: &Rules) -> Comparison {
    let mut all = streams(&old.client, &new.client, rules);
    all.found.set_from(Side::Client);
    let mut server = streams(&old.server, &new.server, rules);
    server.found.set_from(Side::Server);
    all.join(&server);
    let ends = [
        (Side::Client, old.client_end, new.client_end),
        (Side::Server, old.server_end, new.server_end),
    ];
    for (side, one, other) in ends {
        if let (Some(one), Some(other)) = (one, other)
            && one != other
        {
            let told = |end: End| Some(format!("{} by {side}", end.name()));
            let end = whole("(end)", What::End, (told(one), told(other)), Some(side));
            all.join(&Comparison::of_one(end));
        }
    }
    all
}

/// Returns what comes of a conversation that the new side does not have. `told` says which.
pub fn missing_conversation(told: &str) -> Comparison {
    let sides = (Some(told.to_owned()), None);
    Comparison::of_one(whole("(conversation)", What::Missing, sides, None))
}

/// Returns what comes of a conversation that only the new side has.
pub fn added_conversation(told: &str) -> Comparison {
    let sides = (None, Some(told.to_owned()));
    Comparison::of_one(whole("(conversation)", What::Added, sides, None))
}

/// A difference that is in no message.
fn whole(
    path: &str,
    what: What,
    sides: (Option<String>, Option<String>),
    from: Option<Side>,
) -> Difference {
    Difference {
        path: path.to_owned(),
        general: path.to_owned(),
        place: None,
        what,
        old: sides.0,
        new: sides.1,
        messages: (None, None),
        from,
    }
}
