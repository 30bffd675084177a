//! Class descriptors: `newClassDesc` of the grammar, and `superClassDesc`.

use super::item::{Cuts, Role, Sink};
use super::known::PROXY;
use super::listing::Listing;
use super::section::{DescPart, Grammar, Section};
use super::value::{keyword, type_name};
use crate::class::shape::ClassIndex;
use crate::codes::SC_SERIALIZABLE;
use crate::event::{ClassFlags, FieldType, Handle};
use crate::text::JavaStr;

impl Listing {
    /// `TC_CLASSDESC className serialVersionUID newHandle classDescFlags`, and the count of `fields`.
    #[expect(
        clippy::too_many_arguments,
        reason = "they are the fields of the event"
    )]
    pub(super) fn class_desc(
        &mut self,
        handle: Handle,
        name: JavaStr<'_>,
        suid: i64,
        flags: ClassFlags,
        fields: u16,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let mut cuts = Cuts::new(bytes);
        let depth = self.label(sink);
        let spelled = type_name(name);
        let within = depth.saturating_add(1);
        self.page.put(Role::Name, "TC_CLASSDESC newHandle ");
        self.handle(handle);
        self.page.item(sink, depth, cuts.take(1));
        self.page.put(Role::Name, "className ");
        self.page.put(Role::Class, &spelled);
        self.page.item(
            sink,
            within,
            cuts.take(name.as_bytes().len().saturating_add(2)),
        );
        self.page.put(Role::Name, "serialVersionUID");
        self.page.put_number(Role::Value, " ", suid, "");
        self.page.item(sink, within, cuts.take(8));
        self.page.put(Role::Name, "classDescFlags");
        self.page
            .put_with(Role::Value, |text| push_flags(text, flags));
        self.page.item(sink, within, cuts.take(1));
        self.page.put(Role::Name, "fields");
        self.page.put_number(Role::Value, " ", fields, "");
        self.page.item(sink, within, cuts.rest());
        let element = FieldType::of_elements(name);
        let class = self.known.add_class(handle, spelled, element, flags);
        self.describe_class(class, within);
    }

    /// `TC_PROXYCLASSDESC newHandle`, and the count of its interfaces.
    pub(super) fn proxy_class_desc(
        &mut self,
        handle: Handle,
        interfaces: u32,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let mut cuts = Cuts::new(bytes);
        let depth = self.label(sink);
        let within = depth.saturating_add(1);
        self.page.put(Role::Name, "TC_PROXYCLASSDESC newHandle ");
        self.handle(handle);
        self.page.item(sink, depth, cuts.take(1));
        self.page.put(Role::Name, "count");
        self.page
            .put_number(Role::Note, " of interfaces ", interfaces, "");
        self.page.item(sink, within, cuts.rest());
        let flags = ClassFlags(SC_SERIALIZABLE);
        let class = self.known.add_class(handle, PROXY.into(), None, flags);
        self.describe_class(class, within);
    }

    fn describe_class(&mut self, class: Option<ClassIndex>, depth: u32) {
        if let Some(class) = class {
            let rule = Grammar::ClassDesc {
                class,
                part: DescPart::Member,
            };
            self.push(depth, rule);
        }
    }

    /// `fieldDesc`, up to the name of its type.
    pub(super) fn field(
        &mut self,
        code: FieldType,
        name: JavaStr<'_>,
        bytes: &[u8],
        sink: Sink<'_>,
    ) {
        let spelled = type_name(name);
        self.page.put(Role::Name, "fieldDesc ");
        self.page.put(Role::Field, &spelled);
        self.page.put(Role::Note, ": ");
        self.page.put(Role::Class, keyword(code));
        let depth = self.depth();
        self.page.item(sink, depth, bytes);
        if let Some(Section {
            rule: Grammar::ClassDesc { class, part, .. },
            ..
        }) = self.stack.last_mut()
        {
            if code.width().is_none() {
                *part = DescPart::TypeName;
            }
            self.known.add_field(*class, code, spelled);
        }
    }

    /// `proxyInterfaceName`
    pub(super) fn interface(&mut self, name: JavaStr<'_>, bytes: &[u8], sink: Sink<'_>) {
        let spelled = type_name(name);
        self.page.put(Role::Name, "proxyInterfaceName ");
        self.page.put(Role::Class, &spelled);
        let depth = self.depth();
        self.page.item(sink, depth, bytes);
        if let Some(Section {
            rule: Grammar::ClassDesc { class, .. },
            ..
        }) = self.stack.last()
        {
            self.known.add_interface(*class, &spelled);
        }
    }

    /// `superClassDesc`, where it is none or known already.
    pub(super) fn superclass(&mut self, superclass: Option<Handle>, bytes: &[u8], sink: Sink<'_>) {
        let depth = self.label(sink);
        match superclass {
            None => self.page.put(Role::Name, "TC_NULL"),
            Some(handle) => {
                self.page.put(Role::Name, "TC_REFERENCE ");
                self.describe(handle);
            }
        }
        self.page.item(sink, depth, bytes);
        let superclass = superclass.and_then(|handle| self.known.classes.find(handle));
        self.set_superclass(superclass);
    }

    /// Takes note of the superclass of the class descriptor that is open.
    pub(super) fn set_superclass(&mut self, superclass: Option<ClassIndex>) {
        if let Some(Section {
            rule: Grammar::ClassDesc { class, .. },
            ..
        }) = self.stack.last()
        {
            self.known.classes.set_superclass(*class, superclass);
        }
    }
}

fn push_flags(text: &mut String, flags: ClassFlags) {
    let names = [
        (flags.has_write_method(), "SC_WRITE_METHOD"),
        (flags.is_serializable(), "SC_SERIALIZABLE"),
        (flags.is_externalizable(), "SC_EXTERNALIZABLE"),
        (flags.has_block_data(), "SC_BLOCK_DATA"),
        (flags.is_enum(), "SC_ENUM"),
    ];
    let mut separator = " ";
    for (_, name) in names.iter().filter(|(is_set, _)| *is_set) {
        text.push_str(separator);
        text.push_str(name);
        separator = " | ";
    }
    if flags.0 == 0 {
        text.push_str(" 0");
    }
}
