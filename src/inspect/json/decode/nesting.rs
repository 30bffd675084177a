//! Where an item stands, and what ends with it.

use super::bracket::{Bracket, DescPart, Inside, Part};
use super::counts::count_object;
use super::writer::Writer;

impl Writer<'_> {
    /// Begins an item where the innermost open thing has its next one.
    #[inline]
    pub(super) fn begin_item(&mut self) {
        let Some(bracket) = self.brackets.last_mut() else {
            return self.out.item();
        };
        match &mut bracket.inside {
            Inside::Object(object) if object.part != Part::Data => {
                object.begin_field(&self.classes, &mut self.out);
            }
            Inside::Object(_) | Inside::Elements { .. } => self.out.item(),
            Inside::Desc { part, .. } => {
                let part = *part;
                self.begin_in_desc(part);
            }
            Inside::Begin
            | Inside::Described
            | Inside::Primitives { .. }
            | Inside::Constant
            | Inside::Exception => {}
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
        let Some(bracket) = self.brackets.last_mut() else {
            return;
        };
        match &mut bracket.inside {
            Inside::Object(object) if object.part == Part::Fields => {
                object.fields = object.fields.saturating_add(1);
                if object.is_whole(&self.classes) {
                    self.leave_fields();
                }
            }
            Inside::Object(object) => {
                if object.is_counted {
                    count_object(&mut self.counts);
                }
            }
            Inside::Elements { left, .. } => *left = left.saturating_sub(1),
            Inside::Desc { part, .. } => {
                if let DescPart::Type(_) = part {
                    *part = DescPart::Fields;
                }
            }
            Inside::Begin
            | Inside::Described
            | Inside::Primitives { .. }
            | Inside::Constant
            | Inside::Exception => {}
        }
    }

    /// The end of what was begun last.
    pub(super) fn end_value(&mut self) {
        let Some(&Bracket { inside, moved }) = self.brackets.last() else {
            return;
        };
        match inside {
            // Contents without an end of their own; then comes that of the object.
            Inside::Object(object) if object.part == Part::Data => {
                self.out.close(b']');
                self.set_part(Part::Behind);
                return;
            }
            Inside::Object(object) => {
                if object.in_levels {
                    self.out.close(b']');
                }
            }
            Inside::Elements {
                length, is_held, ..
            } => {
                self.out.close(b']');
                if is_held {
                    self.end_held_array(length);
                }
            }
            Inside::Primitives { form, .. } => self.end_primitives(form),
            Inside::Desc { class, .. } => {
                self.classes.table.complete(class);
                self.brackets.pop();
                self.out.close_value(moved);
                self.set_superclass(Some(class));
                self.end_described();
                return;
            }
            Inside::Begin | Inside::Described | Inside::Constant | Inside::Exception => {}
        }
        self.brackets.pop();
        self.out.close_value(moved);
        match inside {
            Inside::Exception => self.close_all(),
            _ => self.item_done(),
        }
    }

    /// Ends the item that a class descriptor is, where it stands for itself.
    fn end_described(&mut self) {
        if let Some(&Bracket {
            inside: Inside::Described,
            moved,
        }) = self.brackets.last()
        {
            self.brackets.pop();
            self.out.close_value(moved);
            self.item_done();
        }
    }

    /// `TC_EXCEPTION`: its object comes next, and with that all ends.
    pub(super) fn exception(&mut self) {
        let moved = self.open_value();
        self.out.key("@exception");
        self.brackets.push(Bracket {
            inside: Inside::Exception,
            moved,
        });
    }

    /// Ends everything, whole or not.
    pub(super) fn close_all(&mut self) {
        while let Some(Bracket { inside, moved }) = self.brackets.last().copied() {
            match inside {
                Inside::Object(object) => {
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
                Inside::Elements { length, .. } => {
                    self.out.close(b']');
                    self.put_length(length);
                }
                Inside::Desc {
                    part: DescPart::Annotation,
                    ..
                } => self.out.close(b']'),
                _ => {}
            }
            self.brackets.pop();
            self.out.close_value(moved);
        }
    }
}
