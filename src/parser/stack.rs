//! The rules that are under way: how they begin, and end with what ends.

use super::Parser;
use super::cursor::Stop;
use super::frame::Frame;

impl Parser {
    #[inline]
    pub(super) fn replace(&mut self, frame: Frame) {
        if let Some(top) = self.stack.last_mut() {
            *top = frame;
        }
    }

    /// Removes the top of the stack, the last rule of something that an event began.
    #[inline]
    pub(super) fn close(&mut self) {
        self.stack.pop();
        self.ends = self.ends.saturating_add(1);
    }

    /// As [`close`](Self::close), where items stood one deeper.
    #[inline]
    pub(super) fn close_deeper(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.close();
    }

    /// Adds a rule whose items stand one deeper.
    #[inline]
    pub(super) fn push_deeper(&mut self, frame: Frame) {
        self.depth = self.depth.saturating_add(1);
        self.stack.push(frame);
    }

    /// `reset`: handles start again.
    pub(super) fn forget(&mut self) {
        self.handles.clear();
        self.classes.clear();
        self.placed = 0;
        self.forgotten = self.offset;
    }

    /// Removes finished rules from the stack, until the one on top needs bytes.
    #[inline]
    pub(super) fn settle(&mut self) -> Result<(), Stop> {
        while let Some(frame) = self.stack.last() {
            match *frame {
                Frame::ObjectFields { left: 1.., .. }
                | Frame::UnsureFields { left: 1.., .. }
                | Frame::Elements { left: 1.., .. }
                | Frame::Annotation { .. } => return Ok(()),
                Frame::ObjectFields {
                    leaf,
                    level,
                    left: 0,
                }
                | Frame::UnsureFields {
                    leaf,
                    level,
                    left: 0,
                } => self.leave_level(leaf, level)?,
                Frame::Elements { left: 0, .. } | Frame::External { .. } => self.close_deeper(),
                Frame::FieldBytes { left: 0 } | Frame::FieldTypeName { begun: true, .. } => {
                    self.stack.pop();
                }
                Frame::ClassData { leaf, level } => self.next_level(leaf, level)?,
                Frame::ElementBytes { left: 0, .. }
                | Frame::EnumConstantName { begun: true, .. } => self.close(),
                Frame::Exception { begun: true } => {
                    self.close();
                    self.depth = 0;
                    self.forget();
                }
                Frame::Fields { class, left: 0 } | Frame::ProxyInterfaces { class, left: 0 } => {
                    self.described(class)?;
                    return Ok(());
                }
                Frame::Parts { layout, part } if self.is_last_part(layout, part) => self.close(),
                _ => return Ok(()),
            }
        }
        Ok(())
    }
}
