//! Where an item stands, and what ends with it.

use super::counts::count_object;
use super::frame::{DescPart, Frame, Kind, Object, Part};
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

    /// Ends it, where it is a thing that ends later than it begins.
    #[inline]
    pub(super) fn end_value(&mut self, moved: bool) {
        self.out.close_value(moved);
        self.closed = self.closed.saturating_add(1);
    }

    /// Counts an item that is whole, and ends all that it completes.
    #[inline]
    pub(super) fn item_done(&mut self) {
        while let Some(frame) = self.frames.last_mut() {
            let moved = frame.moved;
            match &mut frame.kind {
                Kind::Object(object) => {
                    if object.part != Part::Fields {
                        if object.is_counted {
                            count_object(&mut self.counts);
                        }
                        return;
                    }
                    object.fields = object.fields.saturating_add(1);
                    if !object.is_whole(&self.classes) {
                        return;
                    }
                    let object = *object;
                    if !self.field_done(object) {
                        return;
                    }
                }
                Kind::Elements {
                    length,
                    left,
                    is_held,
                } => {
                    *left = left.saturating_sub(1);
                    if *left > 0 {
                        return;
                    }
                    let (length, is_held) = (*length, *is_held);
                    self.out.close(b']');
                    self.frames.pop();
                    if is_held {
                        self.end_held_array(length);
                    }
                    self.end_value(moved);
                }
                Kind::Constant => {
                    self.frames.pop();
                    self.end_value(moved);
                }
                Kind::Exception => {
                    self.frames.pop();
                    self.end_value(moved);
                    self.close_all();
                    return;
                }
                Kind::Described => {
                    self.frames.pop();
                    self.out.close_value(moved);
                }
                Kind::Desc { part, .. } => {
                    if let DescPart::Type(_) = part {
                        *part = DescPart::Fields;
                    }
                    return;
                }
                Kind::Begin | Kind::Primitives { .. } => return,
            }
        }
    }

    /// Goes on after the last object field of a class. Whether the object ended with it.
    #[inline]
    fn field_done(&mut self, object: Object) -> bool {
        let class = self.classes.get(object.level);
        let has_annotation = class.is_some_and(|class| class.has_annotation);
        self.end_fields(object);
        if has_annotation {
            return false;
        }
        if object.is_held {
            self.end_mendable(object, true);
        }
        self.next_level(object)
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
