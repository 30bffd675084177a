//! One line for each thing that is said.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use javawire::conversation::{Side, Stamp};
use javawire::inspect::visible;
use javawire::inspect::watch::{Kind, Watch, WatchSettings};
use javawire::net::relay::{End, Opened};
use unicode_width::UnicodeWidthStr;

use super::line::{Line, WIDE, grouped, time};
use super::metrics::counted;
use super::screen::Screen;
use crate::cli::packets::Held;
use crate::cli::packets::time::time_of_day;

/// How much memory one direction holds at most.
const MOST: usize = 16 << 20;

/// What was shown, in all conversations.
#[derive(Debug, Default)]
pub(super) struct Totals {
    objects: AtomicU64,
    strings: AtomicU64,
}

impl Totals {
    /// Returns them as a part of a line: `, 3 objects, 1 string`.
    pub(super) fn told(&self) -> String {
        let mut told = String::new();
        for (count, what) in [(&self.objects, "object"), (&self.strings, "string")] {
            match count.load(Ordering::Relaxed) {
                0 => {}
                count => {
                    let _ = write!(told, ", {}", counted(count, what));
                }
            }
        }
        told
    }
}

/// Lines of all conversations.
pub(super) struct Brief {
    /// How wide the terminal is, if there is one.
    columns: Option<usize>,
    is_painted: bool,
    most: usize,
    text: String,
    open: Held<Conversation>,
    totals: Arc<Totals>,
}

struct Conversation {
    client: SocketAddr,
    opened: Stamp,
    there: Direction,
    back: Direction,
    /// When the client spoke last, until the server has answered.
    asked: Option<Stamp>,
    /// Who ended, in order, and when the last did.
    ends: Vec<(Side, End)>,
    ended: Stamp,
}

#[derive(Default)]
struct Direction {
    /// From its first bytes on.
    watch: Option<Box<Watch>>,
    /// When its last bytes came.
    at: Stamp,
    objects: u64,
    strings: u64,
    bytes: u64,
}

impl Brief {
    /// Returns what makes lines for a terminal so wide, or for a file, of conversations that hold
    /// so much memory together.
    pub(super) fn new(columns: Option<usize>, is_painted: bool, most: usize) -> Self {
        Brief {
            columns,
            is_painted,
            most,
            text: String::new(),
            open: Held::default().with_most(most),
            totals: Arc::default(),
        }
    }

    pub(super) fn totals(&self) -> Arc<Totals> {
        Arc::clone(&self.totals)
    }

    /// Prints what is complete of a direction.
    fn say(&mut self, number: u64, from: Side) {
        let (columns, is_painted) = (self.columns, self.is_painted);
        let Some(conversation) = self.open.get(number) else {
            return;
        };
        let client = conversation.client;
        // How long the server thought about what it was asked.
        let mut asked = match from {
            Side::Server => conversation.asked,
            Side::Client => None,
        };
        let direction = conversation.side(from);
        let at = direction.at;
        let Some(watch) = &mut direction.watch else {
            return;
        };
        while let Some(mut message) = watch.next() {
            let bytes = message.bytes();
            let mut line = Line::new(columns, is_painted, at, number, client);
            match message.kind() {
                // They say nothing to who looks at objects.
                Kind::Header | Kind::Reset => continue,
                Kind::Unreadable { .. } => {
                    line.mark(from, true);
                    line.right(None, bytes);
                    let room = line.room();
                    let whole = format!("{}; it passes all the same", message.line(WIDE));
                    let text = if whole.width() <= room {
                        whole
                    } else {
                        message.line(room)
                    };
                    line.say(&text, &mut self.text);
                    continue;
                }
                Kind::Text(_) => {
                    direction.strings = direction.strings.saturating_add(1);
                    self.totals.strings.fetch_add(1, Ordering::Relaxed);
                }
                Kind::Object { .. } | Kind::Forgotten { .. } | Kind::Exception { .. } => {
                    direction.objects = direction.objects.saturating_add(1);
                    self.totals.objects.fetch_add(1, Ordering::Relaxed);
                }
                _ => {}
            }
            line.mark(from, false);
            line.right(asked.take().map(|asked| at.since(asked)), bytes);
            let text = message.line(line.room());
            line.say(&text, &mut self.text);
        }
        if from == Side::Server {
            conversation.asked = asked;
        }
        let held = conversation.held();
        self.open.set_held(number, held);
    }

    /// Says something of a conversation as such.
    fn remark(&mut self, number: u64, client: SocketAddr, at: Stamp, text: &str) {
        let mut line = Line::new(self.columns, self.is_painted, at, number, client);
        line.dim();
        line.say(text, &mut self.text);
    }
}

impl Screen for Brief {
    fn opened(&mut self, conversation: &Opened) {
        let one = Conversation {
            client: conversation.client,
            opened: conversation.at,
            there: Direction::default(),
            back: Direction::default(),
            asked: None,
            ends: Vec::new(),
            ended: conversation.at,
        };
        self.open.add(conversation.number, one);
        // Else all are led to the same.
        if let Some(asked) = &conversation.asked {
            let asked = visible(asked);
            let text = if *asked == conversation.server.to_string() {
                format!("is led to {asked}")
            } else {
                format!("asks for {asked}, is led to {}", conversation.server)
            };
            let (number, client, at) = (conversation.number, conversation.client, conversation.at);
            self.remark(number, client, at, &text);
        }
    }

    fn bytes(&mut self, number: u64, from: Side, at: Stamp, bytes: &[u8]) {
        let most = self.most;
        let Some(conversation) = self.open.get(number) else {
            if self.open.was_given_up(number) {
                let text = format!(
                    "{} #{number} is not shown further: the others took all the memory that there \
                     is for them (--aside)\n",
                    time_of_day(at)
                );
                self.text.push_str(&text);
            }
            return;
        };
        if let Some(watch) = &mut conversation.side(from.other()).watch {
            watch.turn();
        }
        self.say(number, from.other());
        let Some(conversation) = self.open.get(number) else {
            return;
        };
        if from == Side::Client {
            conversation.asked = Some(at);
        }
        let direction = conversation.side(from);
        direction.at = at;
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        direction.bytes = direction.bytes.saturating_add(count);
        let settings = WatchSettings::default().with_max_memory(MOST.min(most / 2));
        let watch = direction
            .watch
            .get_or_insert_with(|| Box::new(Watch::new(settings)));
        watch.push(bytes);
        self.say(number, from);
    }

    fn ended(&mut self, number: u64, from: Side, at: Stamp, how: End) {
        let Some(conversation) = self.open.get(number) else {
            return;
        };
        conversation.ends.push((from, how));
        conversation.ended = at;
        let sides: &[Side] = match how {
            End::Orderly => &[from],
            End::Reset | End::Cut => &[Side::Client, Side::Server],
        };
        for side in sides {
            if let Some(conversation) = self.open.get(number)
                && let Some(watch) = &mut conversation.side(*side).watch
            {
                watch.end();
            }
            self.say(number, *side);
        }
    }

    fn given_up(&mut self, number: u64, at: Stamp) {
        let Some(conversation) = self.open.remove(number) else {
            return;
        };
        let text = "not shown further: stdout is read more slowly than is said";
        self.remark(number, conversation.client, at, text);
    }

    fn over(&mut self, number: u64) {
        self.open.was_given_up(number);
        let Some(conversation) = self.open.remove(number) else {
            return;
        };
        let text = conversation.end();
        self.remark(number, conversation.client, conversation.ended, &text);
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text).into_bytes()
    }
}

impl Conversation {
    fn side(&mut self, side: Side) -> &mut Direction {
        match side {
            Side::Client => &mut self.there,
            Side::Server => &mut self.back,
        }
    }

    fn held(&self) -> usize {
        let held = |direction: &Direction| direction.watch.as_ref().map_or(0, |watch| watch.held());
        size_of::<Self>()
            .saturating_add(held(&self.there))
            .saturating_add(held(&self.back))
    }

    /// Returns what is said at its end: who ended it, and what was said.
    fn end(&self) -> String {
        let reset = self.ends.iter().find(|(_, how)| *how == End::Reset);
        let who = match (self.ends.first(), reset) {
            (Some((first, End::Orderly)), Some((last, _))) => {
                format!("closed by the {first}, then reset by the {last},")
            }
            (Some((first, End::Reset)), _) => format!("reset by the {first}"),
            (Some((first, End::Orderly)), None) => {
                let is_cut = self.ends.iter().any(|(_, how)| *how == End::Cut);
                let cut = if is_cut { ", then cut by the tap," } else { "" };
                format!("closed by the {first}{cut}")
            }
            (Some((_, End::Cut)), _) | (None, _) => "cut by the tap".to_owned(),
        };
        let took = self.ended.since(self.opened);
        format!(
            "{who} after {}: {} there, {} back",
            time(took),
            self.there.said(),
            self.back.said()
        )
    }
}

impl Direction {
    /// Returns what was said, in a few words.
    fn said(&self) -> String {
        match (self.objects, self.strings) {
            (0, 0) if self.bytes == 0 => "nothing".to_owned(),
            (0, 0) => format!("{} B", grouped(self.bytes)),
            (objects, 0) => counted(objects, "object"),
            (0, strings) => counted(strings, "string"),
            (objects, strings) => format!(
                "{} and {}",
                counted(objects, "object"),
                counted(strings, "string")
            ),
        }
    }
}
