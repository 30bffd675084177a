//! `decode` of a capture: each message as JSON on a line of its own, as soon as it is complete.

use std::io::Write as _;
use std::net::SocketAddr;

use anyhow::Context as _;
use javawire::JavaString;
use javawire::conversation::{Side, Stamp};
use javawire::inspect::watch::{Kind, Watch, WatchSettings};
use javawire::record::{Event, What};

use super::held::Held;
use super::time::{rfc3339, seconds};
use super::{LET_GO, NO_ROOM, Packets, Step};
use crate::cli::diagnostics::note;
use crate::cli::output::unless_closed;

/// How much memory one direction holds at most.
const MOST: usize = 96 << 20;

/// How many conversations are named that are not shown further for the same reason.
const NAMED: u64 = 3;

/// Prints the messages of a capture while it comes: before it waits for more, all is printed.
///
/// # Errors
///
/// If it cannot be read, or stdout not be written.
pub(in crate::cli) fn lines(
    mut packets: Box<Packets>,
    told: Vec<JavaString>,
) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    let mut lines = Lines {
        told,
        from: packets.chosen.from,
        text: String::new(),
        open: Held::default(),
        let_go: 0,
        given_up: 0,
        named: NAMED,
    };
    loop {
        let step = packets.step();
        let is_waiting = !matches!(step, Ok(Step::Event(_)));
        if matches!(step, Ok(Step::End)) {
            lines.end();
        }
        if is_waiting || lines.text.len() >= super::PIECE {
            let written = stdout.write_all(lines.text.as_bytes());
            lines.text.clear();
            if unless_closed(written.and_then(|()| stdout.flush()))?.is_none() {
                return Ok(());
            }
        }
        match step? {
            Step::Event(event) => lines.event(event),
            Step::Wait => packets.read()?,
            Step::End => {
                let name = packets.name().to_owned();
                return packets.end().context(name);
            }
        }
    }
}

/// What is shown, as it comes.
pub(in crate::cli) struct Lines {
    /// Classes that write no fields.
    told: Vec<JavaString>,
    /// The side that is shown, if not both.
    from: Option<Side>,
    text: String,
    open: Held<Conversation>,
    /// How many conversations were let go by the reader, or given up here, and how many of each are
    /// named.
    let_go: u64,
    given_up: u64,
    named: u64,
}

/// What is watched of a conversation.
struct Conversation {
    number: u64,
    client: SocketAddr,
    server: SocketAddr,
    opened: Stamp,
    is_joined: bool,
    of_client: Direction,
    of_server: Direction,
}

#[derive(Default)]
struct Direction {
    /// From its first bytes on.
    watch: Option<Box<Watch>>,
    /// When its last bytes came.
    at: Stamp,
    has_ended: bool,
}

impl Conversation {
    fn side(&mut self, side: Side) -> &mut Direction {
        match side {
            Side::Client => &mut self.of_client,
            Side::Server => &mut self.of_server,
        }
    }

    fn held(&self) -> usize {
        let held = |direction: &Direction| direction.watch.as_ref().map_or(0, |watch| watch.held());
        held(&self.of_client).saturating_add(held(&self.of_server))
    }

    /// Takes note that one end has said all. Returns whether the other one has too.
    fn end_one(&mut self, from: Side) -> bool {
        self.side(from).has_ended = true;
        self.side(from.other()).has_ended
    }

    /// Appends the lines of all that is left.
    fn end(&mut self, text: &mut String) {
        for side in [Side::Client, Side::Server] {
            if let Some(watch) = &mut self.side(side).watch {
                watch.end();
            }
            self.take(side, text);
        }
    }

    /// Appends the lines of what is complete in a direction.
    fn take(&mut self, from: Side, text: &mut String) {
        let (number, client, server) = (self.number, self.client, self.server);
        let opened = self.opened;
        let direction = self.side(from);
        let at = direction.at;
        let Some(watch) = &mut direction.watch else {
            return;
        };
        while let Some(mut message) = watch.next() {
            // It says nothing.
            if matches!(message.kind(), Kind::Header) {
                continue;
            }
            let (time, since) = (rfc3339(at), seconds(at.since(opened)));
            text.push_str(&format!(
                "{{\"conversation\":{number},\"client\":\"{client}\",\"server\":\"{server}\",\
                 \"from\":\"{from}\",\"time\":\"{time}\",\"at\":{since},{}}}\n",
                message.members()
            ));
        }
    }
}

impl Lines {
    /// Returns what shows conversations while they go on, which hold so much together.
    pub(in crate::cli) fn live(most: usize) -> Self {
        Lines {
            told: Vec::new(),
            from: None,
            text: String::new(),
            open: Held::default().with_most(most),
            let_go: 0,
            given_up: 0,
            named: u64::MAX,
        }
    }

    /// Takes the lines that are complete.
    pub(in crate::cli) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text).into_bytes()
    }

    /// Forgets a conversation that is over.
    pub(in crate::cli) fn forget(&mut self, number: u64) {
        self.open.remove(number);
        self.open.was_given_up(number);
    }

    /// Appends the lines of what is complete with what happened.
    pub(in crate::cli) fn event(
        &mut self,
        Event {
            at,
            conversation: number,
            what,
        }: Event,
    ) {
        match what {
            What::Opened {
                client,
                server,
                joined,
            } => {
                let conversation = Conversation {
                    number,
                    client,
                    server,
                    opened: at,
                    is_joined: joined,
                    of_client: Direction::default(),
                    of_server: Direction::default(),
                };
                self.open.add(number, conversation);
            }
            What::Bytes { from, bytes } => {
                self.speak(number, from.other(), Watch::turn);
                self.watch(number, from, at, |watch| watch.push(&bytes));
            }
            What::Ended { from } => {
                self.speak(number, from, Watch::end);
                if self.open.get(number).is_some_and(|it| it.end_one(from)) {
                    self.open.remove(number);
                }
            }
            What::LetGo => self.let_go(number),
            What::Reset { from: _ } => {
                self.speak(number, Side::Client, Watch::end);
                self.speak(number, Side::Server, Watch::end);
            }
            What::Missing {
                from, count, why, ..
            } => {
                let lack = match count {
                    Some(count) => format!("{count} bytes are missing ({why})"),
                    None => format!("bytes are missing ({why})"),
                };
                let lose = |watch: &mut Watch| watch.lose(count.unwrap_or(0), &lack);
                self.watch(number, from, at, lose);
            }
            What::Note(text) if number == 0 => note(&text),
            What::Note(text) => note(&format!("conversation {number}: {text}")),
            _ => {}
        }
    }

    /// Does something with a direction that has begun, and prints what is complete then.
    fn speak(&mut self, number: u64, from: Side, act: impl FnOnce(&mut Watch)) {
        if let Some(conversation) = self.open.get(number)
            && let Some(watch) = &mut conversation.side(from).watch
        {
            act(watch);
            conversation.take(from, &mut self.text);
        }
    }

    /// The same with one that begins now, if it has not yet.
    fn watch(&mut self, number: u64, from: Side, at: Stamp, act: impl FnOnce(&mut Watch)) {
        if self.from.is_some_and(|chosen| chosen != from) {
            return;
        }
        let Some(conversation) = self.open.get(number) else {
            if self.open.was_given_up(number) {
                self.given_up = self.given_up.saturating_add(1);
                if self.given_up <= self.named {
                    note(&format!(
                        "conversation {number} is not shown further: {NO_ROOM}"
                    ));
                }
            }
            return;
        };
        let settings = WatchSettings::default()
            .with_joined(conversation.is_joined)
            .with_max_memory(MOST);
        let direction = conversation.side(from);
        direction.at = at;
        let watch = direction.watch.get_or_insert_with(|| {
            let told = self.told.iter().cloned();
            Box::new(told.fold(Watch::new(settings), Watch::with_fields_not_written))
        });
        act(watch);
        conversation.take(from, &mut self.text);
        let held = conversation.held();
        self.open.set_held(number, held);
    }

    /// Prints what there is of a conversation that was let go.
    fn let_go(&mut self, number: u64) {
        self.let_go = self.let_go.saturating_add(1);
        if self.let_go <= self.named {
            note(&format!("conversation {number}: {LET_GO}"));
        }
        if let Some(mut conversation) = self.open.remove(number) {
            conversation.end(&mut self.text);
        }
    }

    /// The capture has ended, and with it all that is open.
    fn end(&mut self) {
        while let Some((_, mut conversation)) = self.open.remove_any() {
            conversation.end(&mut self.text);
        }
        for (count, why) in [(self.let_go, LET_GO), (self.given_up, NO_ROOM)] {
            if count > self.named {
                note(&format!("{count} conversations in all: {why}"));
            }
        }
        (self.let_go, self.given_up) = (0, 0);
    }
}
