//! `newObject`, `newArray`, `newEnum` and `newClass`: their class, then their values level by level.

use super::item::{Role, Sink};
use super::known::HandleOf;
use super::listing::Listing;
use super::section::{DescPart, Grammar, Levels, Section};
use crate::class::shape::ClassIndex;
use crate::event::{Begin, DescForm, FieldType, Handle};

/// How many elements are shown of a long array of objects.
pub(super) const FEW: u32 = 64;

impl Listing {
    /// Begins the text of a value with what it is the value of. Returns how deep it stands.
    pub(super) fn label(&mut self, sink: Sink<'_>) -> u32 {
        self.enter_level(sink);
        let Some(frame) = self.stack.last_mut() else {
            return 0;
        };
        let depth = frame.depth;
        match &mut frame.rule {
            Grammar::Object(levels) => {
                let class = levels.class.and_then(|class| self.known.class(class));
                let field = class.and_then(|class| class.fields.get(levels.field));
                if let Some(field) = field {
                    self.page.put_label(&field.label, field.name);
                    self.page.put(Role::Note, " = ");
                }
                levels.field = levels.field.saturating_add(1);
            }
            Grammar::Array { length, next, .. } => {
                let index = *next;
                *next = next.saturating_add(1);
                if index == FEW && *length > FEW {
                    self.silence();
                }
                self.page.put_number(Role::Field, "[", index, "]");
                self.page.put(Role::Note, " = ");
            }
            Grammar::Enum(_) => self.page.put(Role::Name, "enumConstantName "),
            Grammar::ClassDesc {
                part: DescPart::TypeName,
                ..
            } => {
                self.page.put(Role::Name, "className1 ");
            }
            Grammar::ClassDesc {
                part: DescPart::Superclass,
                ..
            } => {
                self.page.put(Role::Name, "superClassDesc ");
            }
            _ => {}
        }
        depth
    }

    /// Goes to the next class of an object, if that is what comes next.
    pub(super) fn enter_level(&mut self, sink: Sink<'_>) {
        let Some(Section {
            depth,
            rule: Grammar::Object(levels),
        }) = self.stack.last_mut()
        else {
            return;
        };
        if levels.external || !levels.is_done() {
            return;
        }
        let classes = &self.known.classes;
        let next = match levels.class {
            Some(class) => classes.below(levels.leaf, class),
            None => classes.topmost(levels.leaf),
        };
        let Some(class) = next else {
            return;
        };
        levels.class = next;
        levels.field = 0;
        levels.fields = self
            .known
            .class(class)
            .map_or(0, |class| class.fields.len());
        levels.annotated = classes
            .shape(class)
            .is_some_and(|shape| shape.has_annotation());
        let above = depth.saturating_sub(1);
        self.title("classdata ", class, above, sink);
    }

    pub(super) fn title(&mut self, title: &str, class: ClassIndex, depth: u32, sink: Sink<'_>) {
        self.page.put(Role::Name, title);
        let name = self.known.name_of(class);
        self.page.put(Role::Class, name);
        self.page.item(sink, depth, &[]);
    }

    /// What a thing begins with whose class descriptor is new.
    pub(super) fn begin(&mut self, begin: Begin, bytes: &[u8], sink: Sink<'_>) {
        let depth = self.label(sink);
        self.name(begins(begin), depth, bytes, sink);
        self.push(depth.saturating_add(1), Grammar::Begun);
    }

    pub(super) fn new_object(
        &mut self,
        handle: Handle,
        class: Handle,
        desc: DescForm,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let class = self.begun(Begin::Object, handle, class, desc, bytes, sink);
        self.known.add(HandleOf::Object, class, 0);
        let Some(leaf) = class else {
            return;
        };
        let classes = &self.known.classes;
        let depth = self.depth().saturating_add(2);
        let levels = Levels {
            leaf,
            external: classes.shape(leaf).is_some_and(|shape| shape.is_external()),
            class: None,
            field: 0,
            fields: 0,
            annotated: false,
        };
        self.push(depth, Grammar::Object(levels));
    }

    pub(super) fn new_array(
        &mut self,
        handle: Handle,
        class: Handle,
        desc: DescForm,
        length: u32,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let (head, size) = bytes.split_last_chunk::<4>().unwrap_or((bytes, &[0; 4]));
        let class = self.begun(Begin::Array, handle, class, desc, head, sink);
        self.known.add(HandleOf::Array, class, length.into());
        let depth = self.depth().saturating_add(1);
        self.page.put(Role::Name, "size");
        self.page.put_number(Role::Value, " ", length, "");
        self.page.item(sink, depth, size);
        let element = class.and_then(|class| self.known.class(class)?.element());
        let rule = Grammar::Array {
            code: element.unwrap_or(FieldType::Object),
            length,
            next: 0,
        };
        self.push(depth, rule);
    }

    pub(super) fn new_enum(
        &mut self,
        handle: Handle,
        class: Handle,
        desc: DescForm,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let class = self.begun(Begin::Enum, handle, class, desc, bytes, sink);
        self.known.add_constant(class);
        let depth = self.depth().saturating_add(1);
        self.push(depth, Grammar::Enum(handle));
    }

    pub(super) fn new_class(
        &mut self,
        handle: Handle,
        class: Handle,
        desc: DescForm,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let class = self.begun(Begin::Class, handle, class, desc, bytes, sink);
        self.known.add(HandleOf::Class, class, 0);
    }

    /// The class descriptor that `newObject`, `newArray`, `newEnum` and `newClass` have in common.
    fn begun(
        &mut self,
        begin: Begin,
        handle: Handle,
        class: Handle,
        desc: DescForm,
        bytes: &[u8],
        sink: Sink<'_>,
    ) -> Option<ClassIndex> {
        let index = self.known.classes.find_again(class);
        let depth = match desc {
            DescForm::New => {
                self.stack.pop();
                self.depth()
            }
            DescForm::Reference => {
                let (code, reference) = bytes.split_at_checked(1).unwrap_or((bytes, &[]));
                let depth = self.label(sink);
                self.name(begins(begin), depth, code, sink);
                self.page.put(Role::Name, "TC_REFERENCE ");
                self.describe(class);
                self.page.item(sink, depth.saturating_add(1), reference);
                depth
            }
        };
        self.page.put(Role::Name, "newHandle ");
        self.handle(handle);
        self.page.item(sink, depth.saturating_add(1), &[]);
        index
    }

    pub(super) fn annotation(&mut self, sink: Sink<'_>) {
        self.enter_level(sink);
        let depth = self.depth();
        match self.stack.last_mut().map(|frame| &mut frame.rule) {
            Some(Grammar::Object(levels)) if levels.external => {
                let leaf = levels.leaf;
                self.title("externalContents ", leaf, depth.saturating_sub(1), sink);
                self.push(depth, Grammar::Annotation);
            }
            Some(Grammar::Object(levels)) => {
                levels.annotated = false;
                levels.field = levels.fields;
                self.name("objectAnnotation", depth, &[], sink);
                self.push(depth.saturating_add(1), Grammar::Annotation);
            }
            // That of a class descriptor. It is nearly always empty, and so has no title.
            _ => self.push(depth.saturating_add(1), Grammar::Annotation),
        }
    }

    pub(super) fn no_fields(&mut self, values: u32, sink: Sink<'_>) {
        self.enter_level(sink);
        let depth = self.depth();
        if let Some(Section {
            rule: Grammar::Object(levels),
            ..
        }) = self.stack.last_mut()
        {
            levels.annotated = false;
            levels.field = levels.fields;
        }
        self.page.put(Role::Name, "objectAnnotation");
        self.page.put(
            Role::Note,
            ", in place of the fields: writeObject did not write them here",
        );
        if values > 0 {
            self.page
                .put_number(Role::Note, "; the ", values, " above belong to it");
        }
        self.page.item(sink, depth, &[]);
        self.push(depth.saturating_add(1), Grammar::Annotation);
    }

    pub(super) fn end_block_data(&mut self, bytes: &[u8], sink: Sink<'_>) {
        let depth = self.depth().saturating_sub(1);
        self.name("TC_ENDBLOCKDATA", depth, bytes, sink);
        self.stack.pop();
        if let Some(Section {
            rule: Grammar::ClassDesc { part, .. },
            ..
        }) = self.stack.last_mut()
        {
            *part = DescPart::Superclass;
        }
    }
}

/// What a thing begins with.
fn begins(begin: Begin) -> &'static str {
    match begin {
        Begin::Object => "TC_OBJECT",
        Begin::Array => "TC_ARRAY",
        Begin::Enum => "TC_ENUM",
        Begin::Class => "TC_CLASS",
    }
}
