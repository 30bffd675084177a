//! What is shown of conversations, on a thread of its own: stdout may be slow, or closed.

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use javawire::conversation::{Side, Stamp};
use javawire::net::relay::{End, Observer, Opened, Watcher};
use javawire::record::{Event, What};

use crate::cli::packets::{Lines, Listing};

/// After so many bytes their lines are printed, though more wait: those of a byte may be hundreds.
const AT_ONCE: usize = 16 * 1024;

/// What turns what is said into lines.
pub(super) trait Screen: Send {
    fn opened(&mut self, conversation: &Opened);
    fn bytes(&mut self, number: u64, from: Side, at: Stamp, bytes: &[u8]);
    fn ended(&mut self, number: u64, from: Side, at: Stamp, how: End);
    /// It is shown no further, for lines come too fast.
    fn given_up(&mut self, number: u64, at: Stamp);
    /// It is over, or shown no further.
    fn over(&mut self, number: u64);
    /// Takes the lines that are complete.
    fn take(&mut self) -> Vec<u8>;
}

/// Who looks on, and prints what a screen makes of it.
#[derive(Clone)]
pub(super) struct Display(Arc<Mutex<Printing>>);

struct Printing {
    screen: Box<dyn Screen>,
    /// How many bytes the screen was told of since its lines were printed.
    told: usize,
    /// Whether nobody reads any longer.
    is_over: bool,
}

/// One conversation on the screen.
pub(super) struct Shown {
    number: u64,
    display: Display,
}

impl Display {
    pub(super) fn new(screen: Box<dyn Screen>) -> Self {
        Display(Arc::new(Mutex::new(Printing {
            screen,
            told: 0,
            is_over: false,
        })))
    }

    /// Tells the screen, if anybody looks at it.
    fn tell(&self, tell: impl FnOnce(&mut dyn Screen)) {
        let mut printing = self.printing();
        if !printing.is_over {
            tell(&mut *printing.screen);
        }
    }

    fn printing(&self) -> MutexGuard<'_, Printing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Display {
    type Watcher = Shown;

    fn opened(&self, conversation: &Opened) -> Shown {
        self.tell(|screen| screen.opened(conversation));
        Shown {
            number: conversation.number,
            display: self.clone(),
        }
    }

    fn caught_up(&self) {
        self.printing().print();
    }
}

impl Printing {
    /// Prints the lines that are complete.
    fn print(&mut self) {
        self.told = 0;
        let lines = self.screen.take();
        if lines.is_empty() || self.is_over {
            return;
        }
        let mut stdout = anstream::AutoStream::always(io::stdout().lock());
        if let Err(error) = stdout.write_all(&lines).and_then(|()| stdout.flush()) {
            self.is_over = true;
            let why = match error.kind() {
                io::ErrorKind::BrokenPipe => "whoever read stdout has closed it".to_owned(),
                _ => format!("cannot write to stdout: {error}"),
            };
            tracing::warn!("{why}: nothing more is shown, and conversations go on");
        }
    }
}

impl Watcher for Shown {
    fn bytes(&mut self, from: Side, at: Stamp, bytes: &[u8]) {
        for piece in bytes.chunks(AT_ONCE) {
            let mut printing = self.display.printing();
            if printing.is_over {
                return;
            }
            printing.screen.bytes(self.number, from, at, piece);
            printing.told = printing.told.saturating_add(piece.len());
            if printing.told >= AT_ONCE {
                printing.print();
            }
        }
    }

    fn ended(&mut self, from: Side, at: Stamp, how: End) {
        let number = self.number;
        self.display
            .tell(|screen| screen.ended(number, from, at, how));
    }

    fn given_up(&mut self, at: Stamp) {
        let number = self.number;
        self.display.tell(|screen| screen.given_up(number, at));
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let number = self.number;
        self.display.tell(|screen| screen.over(number));
    }
}

const TOO_FAST: &str = "it is not shown further: stdout is read more slowly than is said";

/// What shows recordings shows this too.
macro_rules! as_of_recordings {
    ($screen:ty) => {
        impl Screen for $screen {
            fn opened(&mut self, conversation: &Opened) {
                let (client, server) = (conversation.client, conversation.server);
                self.event(Event {
                    at: conversation.at,
                    conversation: conversation.number,
                    what: What::Opened {
                        client,
                        server,
                        joined: false,
                    },
                });
            }

            fn bytes(&mut self, conversation: u64, from: Side, at: Stamp, bytes: &[u8]) {
                let bytes = bytes.to_vec();
                let what = What::Bytes { from, bytes };
                self.event(Event {
                    at,
                    conversation,
                    what,
                });
            }

            fn ended(&mut self, conversation: u64, from: Side, at: Stamp, how: End) {
                let what = match how {
                    End::Orderly => What::Ended { from },
                    End::Reset | End::Cut => What::Reset { from },
                };
                self.event(Event {
                    at,
                    conversation,
                    what,
                });
            }

            fn given_up(&mut self, conversation: u64, at: Stamp) {
                let what = What::Note(TOO_FAST.to_owned());
                self.event(Event {
                    at,
                    conversation,
                    what,
                });
            }

            fn over(&mut self, number: u64) {
                self.forget(number);
            }

            fn take(&mut self) -> Vec<u8> {
                <$screen>::take(self)
            }
        }
    };
}

as_of_recordings!(Lines);
as_of_recordings!(Listing);
