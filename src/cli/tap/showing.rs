//! What is shown of what is said.

use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use javawire::inspect::dump::Options;
use javawire::net::relay::Aside;

use super::brief::{Brief, Totals};
use super::keeping::Rooms;
use super::screen::{Display, Screen};
use crate::cli::dump::{When, columns, layout};
use crate::cli::packets::{Lines, Listing, Look};

#[derive(Debug, Args)]
pub(super) struct Showing {
    /// What to show on stdout of what is said, with times in UTC [default: lines]
    #[arg(long, value_name = "WHAT", value_enum)]
    show: Option<Show>,
    /// Show long strings, blocks and arrays whole: --show dump
    #[arg(long)]
    full: bool,
    /// When to use colours: auto is on a terminal, unless NO_COLOR is set
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// A line for each object, string, or other message
    Lines,
    /// Each byte, as `javawire dump` lists it
    Dump,
    /// A line of JSON for each message, as `javawire decode` prints it of a recording
    Json,
    /// Nothing
    None,
}

/// What has been begun.
pub(super) struct Begun {
    pub(super) display: Option<Aside<Display>>,
    pub(super) totals: Option<Arc<Totals>>,
}

impl Showing {
    /// Begins to show.
    pub(super) fn begin(&self, rooms: &Rooms) -> anyhow::Result<Begun> {
        let mut totals = None;
        let screen: Box<dyn Screen> = match self.what() {
            Show::None => {
                return Ok(Begun {
                    display: None,
                    totals,
                });
            }
            Show::Lines => {
                let brief = Brief::new(columns(), self.color.is_painted(), rooms.held_for_display);
                totals = Some(brief.totals());
                Box::new(brief)
            }
            Show::Json => Box::new(Lines::live(rooms.held_for_display)),
            Show::Dump => {
                let look = Look {
                    options: Options::default().with_full(self.full),
                    layout: layout(self.color),
                    told: Vec::new(),
                };
                Box::new(Listing::live(look, rooms.held_for_display))
            }
        };
        let display = Aside::new(Display::new(screen), rooms.waiting_for_display)
            .context("cannot start the display")?;
        Ok(Begun {
            display: Some(display),
            totals,
        })
    }

    /// Whether anything is shown.
    pub(super) fn is_on(&self) -> bool {
        self.what() != Show::None
    }

    fn what(&self) -> Show {
        match self.show {
            Some(Show::Lines) if self.full => crate::cli::misused(
                &["tap"],
                "--full shows all there is, which no line has room for: take --show dump, or json",
            ),
            Some(show) => show,
            None if self.full => Show::Dump,
            None => Show::Lines,
        }
    }
}
