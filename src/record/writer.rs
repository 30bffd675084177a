//! The beginning of a recording.

use byteorder::LittleEndian;
use pcap_file::pcapng::blocks::interface_description::{
    InterfaceDescriptionBlock, InterfaceDescriptionOption,
};
use pcap_file::pcapng::blocks::section_header::{SectionHeaderBlock, SectionHeaderOption};
use pcap_file::pcapng::{Block, PcapNgBlock};
use pcap_file::{DataLink, Endianness};

use super::packet::SNAP_LENGTH;

/// A comment of the file, for whoever looks at it with other programs.
const COMMENT: &str = "What was said is as it was; the IP and TCP headers are made up, \
    and each packet stands for one read of a socket.";

/// What a recording begins with: it names the program, the interface, and how times are written.
///
/// [`Flow`](super::Flow)s write what follows it.
#[derive(Debug, Clone)]
pub struct Writer {
    interface: String,
}

impl Writer {
    /// Returns the writer of a recording made at `interface`, which is shown as such by programs
    /// that read it: `tap [::]:10001 > db.example:10000`. What is longer than 65,535 bytes is cut.
    #[must_use]
    pub fn new(interface: &str) -> Self {
        let interface = super::options::fitting(interface, 0).to_owned();
        Writer { interface }
    }

    /// Appends the section header and the description of the interface to `out`: pcapng, sections
    /// 4.1 and 4.2.
    pub fn header(&self, out: &mut Vec<u8>) {
        let section = SectionHeaderBlock {
            endianness: Endianness::Little,
            major_version: 1,
            minor_version: 0,
            // It is not known, as the file grows.
            section_length: -1,
            options: vec![
                SectionHeaderOption::Comment(COMMENT.into()),
                SectionHeaderOption::UserApplication(
                    concat!("javawire ", env!("CARGO_PKG_VERSION")).into(),
                ),
            ],
        };
        let interface = InterfaceDescriptionBlock {
            linktype: DataLink::RAW,
            snaplen: SNAP_LENGTH,
            options: vec![
                InterfaceDescriptionOption::IfName(self.interface.as_str().into()),
                // Nanoseconds.
                InterfaceDescriptionOption::IfTsResol(9),
            ],
        };
        append(&section.into_block(), out);
        append(&interface.into_block(), out);
    }
}

fn append(block: &Block<'_>, out: &mut Vec<u8>) {
    // A vector takes all that is written to it.
    let _ = block.write_to::<LittleEndian, _>(out);
}
