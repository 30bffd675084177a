//! Objects, arrays, enum constants and class objects as JSON.

use super::bracket::{Bracket, DescPart, Inside, Object, Part};
use super::classes::Classes;
use super::out::Out;
use super::writer::Writer;
use crate::class::shape::ClassIndex;
use crate::event::{Begin, DescForm, Handle};
use crate::inspect::json::scalars::{put_integer, put_primitive};

/// The key under which a thing names its class.
const fn key(begin: Begin) -> &'static str {
    match begin {
        Begin::Object => "@object",
        Begin::Array => "@array",
        Begin::Enum => "@enum",
        Begin::Class => "@class",
    }
}

impl Writer<'_> {
    /// Something whose class descriptor comes next.
    pub(super) fn begin(&mut self, begin: Begin) {
        let moved = self.open_value();
        self.out.key(key(begin));
        self.brackets.push(Bracket {
            inside: Inside::Begin,
            moved,
        });
    }

    /// `newHandle` of a thing, and the class whose descriptor has the other handle.
    #[inline]
    pub(super) fn assign_to(&mut self, handle: Handle, class: Handle) -> Option<ClassIndex> {
        self.assign(handle);
        self.classes.table.find_again(class)
    }

    /// Something new, after its class. Whether it was moved.
    #[inline]
    pub(super) fn create(
        &mut self,
        begin: Begin,
        handle: Handle,
        class: Option<ClassIndex>,
        desc: DescForm,
    ) -> bool {
        let moved = match desc {
            DescForm::New => self.brackets.pop().is_some_and(|bracket| bracket.moved),
            DescForm::Reference => {
                let moved = self.open_value();
                self.out.key(key(begin));
                if let Some(class) = class {
                    self.out.put(self.classes.reference(class));
                }
                moved
            }
        };
        self.put_id(handle);
        moved
    }

    #[inline]
    pub(super) fn put_id(&mut self, handle: Handle) {
        if let Some(id) = self.survey.ids.get(handle) {
            self.out.key("@id");
            put_integer(&mut self.out.text, id);
        }
    }

    pub(super) fn object(&mut self, handle: Handle, class: Handle, desc: DescForm) {
        let class = self.assign_to(handle, class);
        let moved = self.create(Begin::Object, handle, class, desc);
        self.object_of(class, moved);
    }

    /// An object, after what tells its class.
    #[inline]
    pub(super) fn object_of(&mut self, class: Option<ClassIndex>, moved: bool) {
        let Some((leaf, class)) = class.and_then(|leaf| Some((leaf, self.classes.get(leaf)?)))
        else {
            return;
        };
        // If not, it has no data that its class would tell of.
        let ends = class.ends().filter(|_| !class.shape().is_external());
        let object = Object {
            leaf,
            level: ends.map_or(leaf, |(first, _)| first),
            fields: 0,
            part: ends.map_or(Part::Behind, |_| Part::Start),
            in_levels: ends.is_some_and(|(first, last)| first != last),
            by_name: true,
            is_counted: false,
            is_held: false,
        };
        self.brackets.push(Bracket {
            inside: Inside::Object(object),
            moved,
        });
        if ends.is_some() {
            self.enter_level(object.level);
        }
        if object.in_levels {
            self.out.key("levels");
            self.out.open(b'[');
            self.open_level(object.level);
        }
    }

    fn open_level(&mut self, level: ClassIndex) {
        self.out.item();
        self.out.open(b'{');
        if let Some(label) = self
            .classes
            .get(level)
            .and_then(|class| class.label.as_ref())
        {
            self.out.key("class");
            self.out.put(label);
        }
    }

    pub(super) fn constant(&mut self, handle: Handle, class: Handle, desc: DescForm) {
        let class = self.assign_to(handle, class);
        let moved = self.create(Begin::Enum, handle, class, desc);
        self.out.key("constant");
        self.brackets.push(Bracket {
            inside: Inside::Constant,
            moved,
        });
    }

    pub(super) fn class_object(&mut self, handle: Handle, class: Handle, desc: DescForm) {
        let class = self.assign_to(handle, class);
        let moved = self.create(Begin::Class, handle, class, desc);
        // There is nothing in it that could end: no event tells of it.
        self.out.close_value(moved);
        self.item_done();
    }

    /// The values of primitive fields, the elements of an array, or bytes among an annotation.
    #[inline]
    pub(super) fn primitives(&mut self, bytes: &[u8], last: bool) {
        match self.brackets.last().map(|bracket| &bracket.inside) {
            Some(Inside::Object(object)) if object.part != Part::Data => {
                let (level, by_name) = (object.level, object.by_name);
                if last && self.primitives.is_empty() {
                    self.primitive_fields(level, by_name, bytes);
                    return;
                }
                self.primitives.extend_from_slice(bytes);
                if last {
                    let all = std::mem::take(&mut self.primitives);
                    self.primitive_fields(level, by_name, &all);
                }
            }
            Some(&Inside::Primitives { element, form, .. }) => {
                self.elements(element, form, bytes);
            }
            _ => self.raw(bytes, last),
        }
    }

    #[inline]
    fn primitive_fields(&mut self, level: ClassIndex, by_name: bool, bytes: &[u8]) {
        let Some(class) = self.classes.get(level) else {
            return;
        };
        let (is_counted, is_held) = (class.count.is_some(), class.hold.is_some());
        if is_counted {
            self.count_fields(bytes);
        }
        if is_held {
            self.held_fields(bytes);
        }
        let Some(class) = self.classes.get(level) else {
            return;
        };
        let out = &mut self.out;
        out.key("fields");
        out.open(if by_name { b'{' } else { b'[' });
        let mut rest = bytes;
        for field in class.fields.iter().take(class.primitives) {
            if by_name {
                out.quoted_key(&field.key);
            } else {
                out.item();
            }
            put_primitive(&mut out.text, field.code, &mut rest);
        }
        let is_last = class.primitives == class.fields.len();
        self.set_part(Part::Fields);
        if is_last {
            self.leave_fields();
        }
    }

    pub(super) fn set_part(&mut self, new: Part) {
        if let Some(Bracket {
            inside: Inside::Object(object),
            ..
        }) = self.brackets.last_mut()
        {
            object.part = new;
        }
    }

    /// Goes on after the values of one class.
    #[inline]
    pub(super) fn leave_fields(&mut self) {
        let Some(Inside::Object(object)) = self.brackets.last().map(|bracket| bracket.inside)
        else {
            return;
        };
        self.end_fields(object);
        let class = self.classes.get(object.level);
        if class.is_some_and(|class| class.shape().has_annotation()) {
            return;
        }
        if object.is_held {
            self.end_mendable(object, true);
        }
        self.next_level(object);
    }

    /// Ends `"fields"` if it is open.
    pub(super) fn end_fields(&mut self, object: Object) {
        if object.part == Part::Fields {
            self.out.close(if object.by_name { b'}' } else { b']' });
        }
        self.set_part(Part::Behind);
    }

    /// Goes on after one class of an object.
    fn next_level(&mut self, object: Object) {
        if !object.in_levels {
            return;
        }
        self.out.close(b'}');
        if let Some(level) = self.classes.table.below(object.leaf, object.level) {
            self.open_level(level);
            self.enter_level(level);
        }
    }

    fn enter_level(&mut self, level: ClassIndex) {
        let class = self.classes.get(level);
        let by_name = class.is_some_and(|class| class.by_name);
        let count = class.and_then(|class| class.count);
        let hold = class.and_then(|class| class.hold);
        if let Some(Bracket {
            inside: Inside::Object(object),
            ..
        }) = self.brackets.last_mut()
        {
            *object = Object {
                level,
                fields: 0,
                part: Part::Start,
                by_name,
                is_counted: count.is_some(),
                is_held: hold.is_some(),
                ..*object
            };
        }
        if let Some(count) = count {
            self.begin_count(count);
        }
        if let Some(hold) = hold {
            self.begin_held(hold);
        }
    }

    /// The place where an annotation or external contents begin.
    pub(super) fn annotation(&mut self) {
        match self.brackets.last_mut() {
            Some(Bracket {
                inside: Inside::Object(_),
                ..
            }) => {
                self.out.key("data");
                self.out.open(b'[');
                self.set_part(Part::Data);
            }
            _ => self.end_field_list(),
        }
    }

    /// A class that has not written its values where they should stand.
    pub(super) fn no_fields(&mut self) {
        if let Some(Inside::Object(object)) = self.brackets.last().map(|bracket| bracket.inside) {
            self.end_fields(object);
            self.out.key("fieldsWritten");
            self.out.put(b"false");
            self.annotation();
        }
    }

    /// `TC_ENDBLOCKDATA`
    pub(super) fn end_annotation(&mut self) {
        match self.brackets.last().map(|bracket| bracket.inside) {
            Some(Inside::Object(object)) => {
                self.out.close(b']');
                self.set_part(Part::Behind);
                self.end_mendable(object, true);
                self.next_level(object);
            }
            Some(Inside::Desc { part, .. }) => {
                if part == DescPart::Annotation {
                    self.out.close(b']');
                }
                self.set_desc_part(DescPart::Superclass);
            }
            _ => {}
        }
    }
}

// An object is looked at in its place: copying it would read at once what was just written in
// parts, which stalls the processor.
impl Object {
    /// Begins the value of the next object field.
    #[inline]
    pub(super) fn begin_field(&mut self, classes: &Classes, out: &mut Out) {
        let Some(class) = classes.get(self.level) else {
            return;
        };
        if self.part == Part::Start {
            out.key("fields");
            out.open(if self.by_name { b'{' } else { b'[' });
        }
        let index = usize::try_from(self.fields).unwrap_or(usize::MAX);
        let field = class.fields.get(class.primitives.saturating_add(index));
        match field {
            Some(field) if self.by_name => out.quoted_key(&field.key),
            _ => out.item(),
        }
        self.part = Part::Fields;
    }

    /// Whether the object fields of this class have all come.
    #[inline]
    pub(super) fn is_whole(&self, classes: &Classes) -> bool {
        let Some(class) = classes.get(self.level) else {
            return false;
        };
        let objects = class.fields.len().saturating_sub(class.primitives);
        usize::try_from(self.fields).is_ok_and(|fields| fields >= objects)
    }
}
