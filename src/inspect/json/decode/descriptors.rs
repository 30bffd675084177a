//! Class descriptors as JSON.

use super::bracket::{Bracket, DescPart, Inside};
use super::items::has_usual_form;
use super::writer::Writer;
use crate::class::shape::ClassIndex;
use crate::codes::SC_SERIALIZABLE;
use crate::event::{ClassFlags, FieldType, Handle, StringForm};
use crate::inspect::json::scalars::{canonical, put_integer, put_long, put_name};
use crate::text::JavaStr;

impl Writer<'_> {
    pub(super) fn class_desc(
        &mut self,
        handle: Handle,
        name: JavaStr<'_>,
        suid: i64,
        flags: ClassFlags,
    ) {
        self.open_desc(handle, Some(name), flags, DescPart::Fields);
        self.out.key("name");
        put_name(&mut self.out.text, name);
        self.out.key("suid");
        put_long(&mut self.out.text, suid);
        self.out.key("flags");
        put_integer(&mut self.out.text, flags.0);
        self.out.key("fields");
        self.out.open(b'[');
    }

    pub(super) fn proxy_class_desc(&mut self, handle: Handle) {
        let flags = ClassFlags(SC_SERIALIZABLE);
        self.open_desc(handle, None, flags, DescPart::Interfaces);
        self.out.key("interfaces");
        self.out.open(b'[');
    }

    fn open_desc(
        &mut self,
        handle: Handle,
        name: Option<JavaStr<'_>>,
        flags: ClassFlags,
        part: DescPart,
    ) {
        self.assign(handle);
        let stands_for_class = matches!(
            self.brackets.last().map(|bracket| bracket.inside),
            Some(
                Inside::Begin
                    | Inside::Desc {
                        part: DescPart::Superclass,
                        ..
                    }
            )
        );
        if !stands_for_class {
            let moved = self.open_value();
            self.out.key("@desc");
            self.brackets.push(Bracket {
                inside: Inside::Described,
                moved,
            });
        }
        let moved = self.open_value();
        self.put_id(handle);
        let class = self.classes.describe(&self.survey.ids, handle, name, flags);
        if let Some(class) = class {
            let inside = Inside::Desc { class, part };
            self.brackets.push(Bracket { inside, moved });
        }
    }

    /// The class descriptor under way.
    fn desc(&self) -> Option<ClassIndex> {
        match self.brackets.last()?.inside {
            Inside::Desc { class, .. } => Some(class),
            _ => None,
        }
    }

    pub(super) fn set_desc_part(&mut self, new: DescPart) {
        if let Some(Bracket {
            inside: Inside::Desc { part, .. },
            ..
        }) = self.brackets.last_mut()
        {
            *part = new;
        }
    }

    pub(super) fn field(&mut self, code: FieldType, name: JavaStr<'_>) {
        let Some(class) = self.desc() else {
            return;
        };
        self.classes.push_field(class, code, name);
        self.out.item();
        self.out.put(b"{\"name\": ");
        put_name(&mut self.out.text, name);
        self.out.put(b", ");
        if code.width().is_some() {
            self.out.put(b"\"type\": \"");
            self.out.put(&[code.code(), b'"', b'}']);
        } else {
            self.set_desc_part(DescPart::Type(code));
        }
    }

    /// A type string that is new.
    pub(super) fn new_type(
        &mut self,
        code: FieldType,
        handle: Handle,
        value: JavaStr<'_>,
        form: StringForm,
    ) {
        let tagged = self.types.is_taken(value);
        self.types.define(value, handle);
        let id = self.survey.ids.get(handle);
        let is_text =
            !tagged && id.is_none() && has_usual_form(value, form) && canonical(value).is_some();
        if !is_text || value.as_bytes().first() != Some(&code.code()) {
            self.put_code(code);
        }
        self.out.put(b"\"type\": ");
        self.put_string(id, value, form, tagged);
        self.out.put(b"}");
    }

    /// A type string that has come before.
    pub(super) fn known_type(&mut self, code: FieldType, handle: Handle) {
        let name = self.types.name(handle).map(<[u8]>::to_vec);
        match name {
            Some(name) => {
                if name.get(1) != Some(&code.code()) {
                    self.put_code(code);
                }
                self.out.put(b"\"type\": ");
                self.out.put(&name);
            }
            None => {
                self.put_code(code);
                self.out.put(b"\"type\": ");
                self.put_reference(handle);
            }
        }
        self.out.put(b"}");
    }

    fn put_code(&mut self, code: FieldType) {
        self.out.put(b"\"code\": \"");
        self.out.put(&[code.code()]);
        self.out.put(b"\", ");
    }

    /// After the fields or interfaces of a class descriptor.
    pub(super) fn end_field_list(&mut self) {
        if let Some(class) = self.desc() {
            self.classes.end_fields(class);
            self.out.close(b']');
            self.set_desc_part(DescPart::Behind);
        }
    }

    /// The superclass of a class descriptor: none, or one that is known.
    pub(super) fn superclass(&mut self, superclass: Option<Handle>) {
        let superclass = superclass.and_then(|handle| self.classes.table.find(handle));
        if let Some(superclass) = superclass {
            self.out.key("super");
            self.out.put(self.classes.reference(superclass));
        }
        self.set_superclass(superclass);
    }

    /// Takes note of the superclass of the class descriptor under way.
    pub(super) fn set_superclass(&mut self, superclass: Option<ClassIndex>) {
        if let Some(class) = self.desc() {
            self.classes.table.set_superclass(class, superclass);
        }
    }
}
