//! Recordings and captures of TCP: `javawire::record`.
//!
//! - `support`, `scripts`: what was said, as a list
//! - `packets`, `random`: captures made by hand
//! - `tools`: tshark, capinfos, tcpdump
//! - `written`: recordings, as they are read again and as others see them
//! - `formats`: pcap and pcapng in all their forms, in pieces; `broken`: cut and changed
//! - `others`: files of Wireshark's tools
//! - `links`: what TCP comes on
//! - `tcp`: what TCP does besides saying things in order; `ends`: how conversations end
//! - `memory`: what a reader holds
//! - `captured`: real sockets, by the real tcpdump
//! - `network`: what networks do to segments, against a model

mod broken;
#[cfg(target_os = "linux")]
mod captured;
mod ends;
mod formats;
mod links;
mod memory;
mod network;
mod others;
pub mod packets;
mod random;
mod scripts;
mod support;
mod tcp;
mod tools;
mod written;
