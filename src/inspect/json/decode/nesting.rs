//! Where an item stands, and what ends with it.

use super::counts::count_object;
use super::frame::{DescPart, Frame, Kind, Part};
use super::writer::Writer;

impl Writer<'_> {
    /// Begins an item where the innermost open thing has its next one.
    #[inline]
    pub(super) fn begin_item(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return self.out.item();
        };
        match &mut frame.kind {
            Kind::Object(object) if object.part != Part::Data => {
                object.begin_field(&self.classes, &mut self.out);
            }
            Kind::Object(_) | Kind::Elements { .. } => self.out.item(),
            Kind::Desc { part, .. } => {
                let part = *part;
                self.begin_in_desc(part);
            }
            Kind::Begin
            | Kind::Described
            | Kind::Primitives { .. }
            | Kind::Constant
            | Kind::Exception => {}
        }
    }

    fn begin_in_desc(&mut self, part: DescPart) {
        match part {
            DescPart::Behind => {
                self.out.key("annotation");
                self.out.open(b'[');
                self.set_desc_part(DescPart::Annotation);
                self.out.item();
            }
            DescPart::Superclass => self.out.key("super"),
            _ => self.out.item(),
        }
    }

    /// Begins an item that is an object of JSON.
    #[inline]
    pub(super) fn open_value(&mut self) -> bool {
        self.begin_item();
        self.out.open_value()
    }

    /// Counts an item that is whole.
    #[inline]
    pub(super) fn item_done(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        match &mut frame.kind {
            Kind::Object(object) if object.part == Part::Fields => {
                object.fields = object.fields.saturating_add(1);
                if object.is_whole(&self.classes) {
                    self.leave_fields();
                }
            }
            Kind::Object(object) => {
                if object.is_counted {
                    count_object(&mut self.counts);
                }
            }
            Kind::Elements { left, .. } => *left = left.saturating_sub(1),
            Kind::Desc { part, .. } => {
                if let DescPart::Type(_) = part {
                    *part = DescPart::Fields;
                }
            }
            Kind::Begin
            | Kind::Described
            | Kind::Primitives { .. }
            | Kind::Constant
            | Kind::Exception => {}
        }
    }

    /// The end of what was begun last.
    pub(super) fn end_value(&mut self) {
        let Some(&Frame { kind, moved }) = self.frames.last() else {
            return;
        };
        match kind {
            // Contents without an end of their own; then comes that of the object.
            Kind::Object(object) if object.part == Part::Data => {
                self.out.close(b']');
                self.set_part(Part::Behind);
                return;
            }
            Kind::Object(object) => {
                if object.in_levels {
                    self.out.close(b']');
                }
            }
            Kind::Elements {
                length, is_held, ..
            } => {
                self.out.close(b']');
                if is_held {
                    self.end_held_array(length);
                }
            }
            Kind::Primitives { form, .. } => self.end_primitives(form),
            Kind::Desc { class, .. } => {
                self.classes.table.complete(class);
                self.frames.pop();
                self.out.close_value(moved);
                self.set_superclass(Some(class));
                self.end_described();
                return;
            }
            Kind::Begin | Kind::Described | Kind::Constant | Kind::Exception => {}
        }
        self.frames.pop();
        self.out.close_value(moved);
        match kind {
            Kind::Exception => self.close_all(),
            _ => self.item_done(),
        }
    }

    /// Ends the item that a class descriptor is, where it stands for itself.
    fn end_described(&mut self) {
        if let Some(&Frame {
            kind: Kind::Described,
            moved,
        }) = self.frames.last()
        {
            self.frames.pop();
            self.out.close_value(moved);
            self.item_done();
        }
    }

    /// `TC_EXCEPTION`: its object comes next, and with that all ends.
    pub(super) fn exception(&mut self) {
        let moved = self.open_value();
        self.out.key("@exception");
        self.frames.push(Frame {
            kind: Kind::Exception,
            moved,
        });
    }

    /// Ends everything, whole or not.
    pub(super) fn close_all(&mut self) {
        while let Some(Frame { kind, moved }) = self.frames.last().copied() {
            match kind {
                Kind::Object(object) => {
                    self.end_fields(object);
                    if object.part == Part::Data {
                        self.out.close(b']');
                    }
                    self.end_mendable(object, false);
                    if object.in_levels {
                        self.out.close(b'}');
                        self.out.close(b']');
                    }
                }
                Kind::Elements { length, .. } => {
                    self.out.close(b']');
                    self.put_length(length);
                }
                Kind::Desc {
                    part: DescPart::Annotation,
                    ..
                } => self.out.close(b']'),
                _ => {}
            }
            self.frames.pop();
            self.out.close_value(moved);
        }
    }
}
