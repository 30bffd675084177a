//! `dump` of a capture: what each end said, as a listing, in the order in which they said it.

use std::io::Write as _;
use std::net::SocketAddr;

use anyhow::Context as _;
use javawire::conversation::{Side, Stamp};
use javawire::inspect::dump::{Dump, Item};
use javawire::inspect::visible;
use javawire::inspect::watch::is_tls;
use javawire::record::{Event, What};

use super::held::Held;
use super::look::{Look, mark, marked};
use super::time::{day, time_of_day};
use super::{LET_GO, NO_ROOM, Packets, Step};
use crate::cli::diagnostics::note;
use crate::cli::output::unless_closed;

/// How much memory one direction holds at most.
const MOST: usize = 64 << 20;

/// Lists a capture while it comes: before it waits for more, all is printed.
///
/// # Errors
///
/// If it cannot be read, or stdout not be written.
pub(in crate::cli) fn list(mut packets: Box<Packets>, look: Look) -> anyhow::Result<()> {
    let mut stdout = anstream::AutoStream::always(std::io::stdout().lock());
    let mut listing = Listing {
        look,
        from: packets.chosen.from,
        lines: Vec::new(),
        own: Vec::new(),
        open: Held::default(),
        current: 0,
    };
    loop {
        let step = packets.step();
        let is_waiting = !matches!(step, Ok(Step::Event(_)));
        if matches!(step, Ok(Step::End)) {
            listing.end();
        }
        if is_waiting || listing.lines.len() >= super::PIECE {
            let written = stdout.write_all(&listing.lines);
            listing.lines.clear();
            if unless_closed(written.and_then(|()| stdout.flush()))?.is_none() {
                return Ok(());
            }
        }
        match step? {
            Step::Event(event) => listing.event(event),
            Step::Wait => packets.read()?,
            Step::End => {
                let name = packets.name().to_owned();
                return packets.end().context(name);
            }
        }
    }
}

/// What is shown, as it comes.
pub(in crate::cli) struct Listing {
    look: Look,
    /// The side that is shown, if not both.
    from: Option<Side>,
    lines: Vec<u8>,
    /// Room for the lines of an item.
    own: Vec<u8>,
    open: Held<Conversation>,
    /// The conversation of the last lines.
    current: u64,
}

/// What is shown of a conversation.
#[derive(Default)]
struct Conversation {
    is_joined: bool,
    client: Direction,
    server: Direction,
}

#[derive(Default)]
enum Direction {
    #[default]
    New,
    /// What it is does not show yet.
    Beginning(Vec<u8>),
    Shown(Box<Dump>),
    Over,
}

impl Conversation {
    fn side(&mut self, side: Side) -> &mut Direction {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    fn held(&self) -> usize {
        self.client.held().saturating_add(self.server.held())
    }
}

impl Direction {
    fn held(&self) -> usize {
        match self {
            Direction::Shown(dump) => dump.held(),
            Direction::Beginning(bytes) => bytes.capacity(),
            Direction::New | Direction::Over => 0,
        }
    }
}

impl Listing {
    /// Returns what shows conversations while they go on, which hold so much together.
    pub(in crate::cli) fn live(look: Look, most: usize) -> Self {
        Listing {
            look,
            from: None,
            lines: Vec::new(),
            own: Vec::new(),
            open: Held::default().with_most(most),
            current: 0,
        }
    }

    /// Takes the lines that are complete.
    pub(in crate::cli) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.lines)
    }

    /// Forgets a conversation that is over.
    pub(in crate::cli) fn forget(&mut self, number: u64) {
        self.open.remove(number);
        self.open.was_given_up(number);
    }

    /// Appends the lines of what happened.
    pub(in crate::cli) fn event(&mut self, event: Event) {
        let (at, number) = (event.at, event.conversation);
        let what = match event.what {
            What::Opened {
                client,
                server,
                joined,
            } => return self.opened(at, number, client, server, joined),
            What::Note(text) if number == 0 => return note(&text),
            what => what,
        };
        let is_shown = match what {
            What::Bytes { from, .. } | What::Ended { from } | What::Missing { from, .. } => {
                self.is_shown(from)
            }
            _ => true,
        };
        if !is_shown || !self.go_to(at, number) {
            return;
        }
        match what {
            What::Bytes { from, bytes } => self.bytes(number, from, &bytes),
            What::Ended { from } => {
                self.finish(number, from);
                self.say(from, &format!("the {from} says no more (FIN)"));
            }
            What::Reset { from } => {
                self.finish(number, from);
                self.say(from, &format!("the {from} breaks off (RST)"));
            }
            What::Missing {
                from,
                offset,
                count,
                why,
            } => {
                self.finish(number, from);
                let lack = match count {
                    Some(count) => format!("{count} bytes are"),
                    None => "bytes are".to_owned(),
                };
                let text = format!(
                    "{lack} missing from byte {offset} on ({why}); what follows is not shown"
                );
                self.say(from, &text);
            }
            What::LetGo => {
                self.finish(number, Side::Client);
                self.finish(number, Side::Server);
                self.open.remove(number);
                self.remark("!", LET_GO);
            }
            What::Note(text) => self.remark("!", &text),
            _ => {}
        }
    }

    fn is_shown(&self, side: Side) -> bool {
        self.from.is_none_or(|from| from == side)
    }

    fn opened(
        &mut self,
        at: Stamp,
        number: u64,
        client: SocketAddr,
        server: SocketAddr,
        is_joined: bool,
    ) {
        if self.current > 0 {
            self.line("");
        }
        self.current = number;
        let (day, time) = (day(at), time_of_day(at));
        self.line(&format!(
            "conversation {number}: {client} > {server}, {day} {time}"
        ));
        if is_joined {
            self.remark("!", "it had begun before the capture did");
        }
        let conversation = Conversation {
            is_joined,
            ..Conversation::default()
        };
        self.open.add(number, conversation);
    }

    /// Says which conversation the next lines are of, if the last were of another. Returns whether it
    /// is shown.
    fn go_to(&mut self, at: Stamp, number: u64) -> bool {
        let is_shown = self.open.get(number).is_some();
        let was_given_up = !is_shown && self.open.was_given_up(number);
        if (is_shown || was_given_up) && self.current != number {
            self.current = number;
            self.line("");
            self.line(&format!("conversation {number}, {}", time_of_day(at)));
        }
        if was_given_up {
            self.line(&format!("! it is not shown further: {NO_ROOM}"));
        }
        is_shown
    }

    fn bytes(&mut self, number: u64, from: Side, bytes: &[u8]) {
        let Some(conversation) = self.open.get(number) else {
            return;
        };
        let is_joined = conversation.is_joined;
        let direction = conversation.side(from);
        let beginning;
        let mut bytes = bytes;
        if let Direction::New | Direction::Beginning(_) = direction {
            let mut first = match std::mem::take(direction) {
                Direction::Beginning(first) => first,
                _ => Vec::new(),
            };
            first.extend_from_slice(bytes);
            match is_tls(&first) {
                None => {
                    *direction = Direction::Beginning(first);
                    return;
                }
                Some(true) => {
                    *direction = Direction::Over;
                    return self.say(
                        from,
                        "TLS, which only its two ends can read: capture where the bytes are plain",
                    );
                }
                Some(false) => *direction = Direction::Shown(self.look.dump(is_joined)),
            }
            beginning = first;
            bytes = &beginning;
        }
        let Direction::Shown(dump) = direction else {
            return;
        };
        let mark = mark(from);
        let layout = &self.look.layout;
        let (lines, own) = (&mut self.lines, &mut self.own);
        let mut add = |item: &Item<'_>| marked(lines, own, mark, layout, item);
        let mut listed = dump.push(bytes, &mut add);
        if listed.is_err() {
            // The rest of them, if that is to be shown.
            listed = dump.push(&[], &mut add).and(listed);
        }
        let is_over = dump.is_over();
        let is_too_large = dump.held() > MOST;
        if is_over || is_too_large {
            *direction = Direction::Over;
        }
        let held = conversation.held();
        self.open.set_held(number, held);
        if let Err(error) = listed {
            self.say(from, &error.to_string());
        }
        if is_too_large {
            self.say(from, "it is not shown further: it takes too much memory");
        }
    }

    /// Shows what there is of a direction that has ended.
    fn finish(&mut self, number: u64, from: Side) {
        let Some(conversation) = self.open.get(number) else {
            return;
        };
        let is_joined = conversation.is_joined;
        let direction = std::mem::replace(conversation.side(from), Direction::Over);
        let held = conversation.held();
        self.open.set_held(number, held);
        let mut dump = match direction {
            Direction::Shown(dump) => dump,
            Direction::Beginning(first) => {
                let mut dump = self.look.dump(is_joined);
                let layout = &self.look.layout;
                let (lines, own) = (&mut self.lines, &mut self.own);
                // What is wrong with it is said at its end.
                let _ = dump.push(&first, &mut |item| {
                    marked(lines, own, mark(from), layout, item);
                });
                dump
            }
            Direction::New | Direction::Over => return,
        };
        let layout = &self.look.layout;
        let (lines, own) = (&mut self.lines, &mut self.own);
        let listed = dump.finish(&mut |item| marked(lines, own, mark(from), layout, item));
        if let Err(error) = listed {
            self.say(from, &error.to_string());
        }
    }

    /// The capture has ended, and with it all that is open.
    fn end(&mut self) {
        while let Some((number, conversation)) = self.open.remove_any() {
            let is_open = |direction: &Direction| {
                matches!(direction, Direction::Shown(_) | Direction::Beginning(_))
            };
            let sides = [Side::Client, Side::Server];
            let open = [is_open(&conversation.client), is_open(&conversation.server)];
            self.open.add(number, conversation);
            for (side, is_open) in sides.into_iter().zip(open) {
                if is_open {
                    self.finish_at_end(number, side);
                }
            }
            self.open.remove(number);
        }
    }

    /// The lines that say what is cut off, if anything is.
    fn finish_at_end(&mut self, number: u64, side: Side) {
        let before = self.lines.len();
        self.finish(number, side);
        if self.lines.len() > before && self.current != number {
            self.current = number;
            let heading = format!("\nconversation {number}, at the end of the capture\n");
            self.lines.splice(before..before, heading.into_bytes());
        }
    }

    fn say(&mut self, from: Side, text: &str) {
        self.remark(&format!("{} !", mark(from)), text);
    }

    /// A text on as many lines as it needs, each after a mark.
    fn remark(&mut self, mark: &str, text: &str) {
        // The layout leaves room for the mark of an item.
        let columns = self.look.layout.width().saturating_add(2);
        let text = visible(text);
        let mut line = mark.to_owned();
        let mut is_new = true;
        for word in text.split(' ') {
            let length = line.chars().count().saturating_add(word.chars().count());
            if !is_new && length >= columns {
                self.line(&line);
                line = format!("{mark}  ");
            }
            is_new = false;
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }

    fn line(&mut self, text: &str) {
        self.lines.extend_from_slice(text.as_bytes());
        self.lines.push(b'\n');
    }
}
