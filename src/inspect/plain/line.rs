//! A value on one line of a terminal: its beginning, and no more of it than is shown.

use super::fields::name;
use super::items::{Item, Items};
use super::known::{Known, Meaning};
use super::shown::Shown;
use super::writer::Before;
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::{Array, Class, ClassId, Graph, Node, NodeId, Object, Value};
use crate::inspect::dump::value::{push_beginning, push_number, push_value, type_name};
use crate::inspect::visible;
use crate::text::{JavaStr, mutf8};

/// How deep objects are shown inside each other.
const DEEPEST: usize = 3;

/// How many elements are looked at to say what a list is of.
const COUNTED: usize = 100_000;

/// How much is looked at in any case, as a [weight](Node::weight_up_to); and how often each byte of the
/// message.
const FLOOR: u64 = 4096;
const TIMES: u64 = 4;

/// A value on one line.
#[derive(Debug)]
pub(in crate::inspect) struct Line<'a, 'g> {
    graph: &'g Graph,
    before: &'a mut Before,
    shown: Shown,
    text: String,
    /// How many bytes of text are enough.
    most: usize,
}

impl<'a, 'g> Line<'a, 'g> {
    /// A line of this many columns, of a message that has this many bytes.
    pub(in crate::inspect) fn new(
        graph: &'g Graph,
        before: &'a mut Before,
        columns: usize,
        bytes: u64,
    ) -> Self {
        Line {
            graph,
            before,
            shown: Shown::of_budget(bytes.saturating_mul(TIMES).saturating_add(FLOOR)),
            text: String::new(),
            // No character takes more bytes, but for those without a width.
            most: columns.saturating_mul(4).saturating_add(16),
        }
    }

    /// An object, with its class.
    pub(in crate::inspect) fn object(mut self, object: Value) -> String {
        if let Some(Node::String(_)) = object.and_then(|node| self.graph.node(node)) {
            self.text.push_str("String ");
        }
        self.value(FieldValue::Reference(object), 0);
        self.text
    }

    fn is_full(&self) -> bool {
        self.text.len() >= self.most
    }

    fn value(&mut self, value: FieldValue, depth: usize) {
        match value {
            FieldValue::Reference(None) => self.text.push_str("null"),
            FieldValue::Reference(Some(node)) => self.node(node, depth),
            primitive => self.primitive(primitive),
        }
    }

    fn primitive(&mut self, value: FieldValue) {
        let text = &mut self.text;
        match value {
            FieldValue::Byte(value) => push_number(text, value),
            FieldValue::Short(value) => push_number(text, value),
            FieldValue::Int(value) => push_number(text, value),
            FieldValue::Long(value) => push_number(text, value),
            FieldValue::Boolean(value) => text.push_str(if value { "true" } else { "false" }),
            FieldValue::Char(unit) => push_value(text, FieldType::Char, &unit.to_be_bytes()),
            FieldValue::Float(value) => push_value(text, FieldType::Float, &value.to_be_bytes()),
            FieldValue::Double(value) => push_value(text, FieldType::Double, &value.to_be_bytes()),
            FieldValue::Reference(_) => {}
        }
    }

    fn node(&mut self, node: NodeId, depth: usize) {
        match self.graph.node(node) {
            Some(Node::String(string)) => push_beginning(&mut self.text, string, self.most),
            Some(Node::Enum {
                class,
                name: constant,
            }) => {
                if depth == 0 {
                    self.class(class);
                    self.text.push('.');
                }
                self.text.push_str(&visible(&name(constant)));
            }
            Some(Node::Class(class)) => {
                self.text.push_str("class ");
                self.class(class);
            }
            Some(Node::ClassDesc(class)) => {
                self.text.push_str("descriptor of class ");
                self.class(class);
            }
            Some(Node::Array(array)) => self.array(array, depth),
            Some(Node::Object(object)) => self.of_class(node, object, depth),
            // Of a class that an exception cut off.
            None => self.text.push_str("null"),
        }
    }

    /// The name of a class, without the package of those that every program has.
    fn class(&mut self, class: Class<'_>) {
        if let Some(interfaces) = class.interfaces() {
            self.text.push_str("proxy of ");
            for (count, interface) in interfaces.take(4).enumerate() {
                self.text.push_str(if count > 0 { ", " } else { "" });
                self.text.push_str(&visible(&name(interface)));
            }
            return;
        }
        let name = type_name(class.name());
        let simple = name
            .strip_prefix("java.lang.")
            .filter(|name| !name.contains('.'));
        self.text.push_str(&visible(simple.unwrap_or(&name)));
    }

    fn of_class(&mut self, node: NodeId, object: Object<'g>, depth: usize) {
        if !self.shown.afford_node(&Node::Object(object)) {
            self.class(object.class());
            return self.text.push_str(" {…}");
        }
        let known = self.before.classes.known(object.class());
        let meaning = known.and_then(|known| self.meaning(known, object));
        let is_exact = known.is_some_and(|known| known.is_exact);
        let Some(meaning) = meaning else {
            return self.fields(node, object, None, depth);
        };
        if !is_exact {
            return self.fields(node, object, Some(meaning), depth);
        }
        if depth == 0 {
            self.class(object.class());
            self.text.push(' ');
        }
        self.mean(meaning, depth);
    }

    fn meaning(&mut self, known: Known, object: Object<'g>) -> Option<Meaning<'g>> {
        known.meaning(self.graph, object, &mut self.shown)
    }

    fn mean(&mut self, meaning: Meaning<'g>, depth: usize) {
        match meaning {
            Meaning::Text(text) | Meaning::Number(text) => self.some_of(&text),
            Meaning::Value(value) => self.value(value, depth.saturating_add(1)),
            Meaning::Inside(_) if depth >= DEEPEST => self.text.push('…'),
            Meaning::Inside(value) => self.value(value, depth.saturating_add(1)),
            Meaning::List(items) => self.list(items, depth),
            Meaning::Map(pairs) => self.map(pairs, depth),
        }
    }

    /// As much of a text as there may be on the line.
    fn some_of(&mut self, text: &str) {
        let beginning = text.char_indices().nth(self.most);
        let beginning = beginning.and_then(|(end, _)| text.get(..end));
        self.text.push_str(&visible(beginning.unwrap_or(text)));
    }

    fn item(&mut self, item: Item<'g>, depth: usize) {
        match item {
            Item::Value(value) => self.value(value, depth),
            Item::Text(text) => self.some_of(&text),
            Item::Json(text) => self.some_of(&text),
            Item::Bytes(bytes) => self.bytes(bytes),
            Item::Primitives(array) => self.array(array, depth),
            Item::List(items) => self.list(items, depth),
            Item::Map(pairs) => self.map(pairs, depth),
            Item::Object(entries) => {
                let entries = entries.into_iter();
                self.braces(
                    entries.map(|(key, item)| (visible(&key).into_owned(), item)),
                    depth,
                );
            }
            Item::Exception(value) => {
                self.text.push_str("the writer gave up: ");
                self.value(FieldValue::Reference(value), depth);
            }
            Item::Missing => self.text.push('?'),
        }
    }

    /// Elements; where they are objects inside something else, how many there are of which class.
    fn list(&mut self, items: Items<'g>, depth: usize) {
        let mut items = items.peekable();
        let inner = depth.saturating_add(1);
        if depth > 0
            && let Some(Item::Value(FieldValue::Reference(Some(first)))) = items.peek()
            && let Some(class) = self.counted(*first)
        {
            let mut count = 0_usize;
            let mut is_one = true;
            for item in items.by_ref().take(COUNTED) {
                count = count.saturating_add(1);
                is_one = is_one
                    && matches!(item, Item::Value(FieldValue::Reference(Some(node)))
                        if self.counted(node) == Some(class));
            }
            let is_all = items.next().is_none();
            return self.count(count, is_all, is_one.then_some(class));
        }
        if depth > DEEPEST {
            return self.text.push_str("[…]");
        }
        self.text.push('[');
        for (count, item) in items.enumerate() {
            self.text.push_str(if count > 0 { ", " } else { "" });
            if self.is_full() {
                return self.text.push('…');
            }
            self.item(item, inner);
        }
        self.text.push(']');
    }

    /// The class of an object that is counted rather than shown.
    fn counted(&mut self, node: NodeId) -> Option<ClassId> {
        match self.graph.node(node)? {
            Node::Object(object) => {
                let known = self.before.classes.known(object.class());
                let is_shown = known.is_some_and(|known| known.is_leaf);
                (!is_shown).then(|| object.class().id())
            }
            _ => None,
        }
    }

    fn count(&mut self, count: usize, is_all: bool, class: Option<ClassId>) {
        self.text.push('[');
        push_grouped(&mut self.text, count);
        self.text.push_str(if is_all { " × " } else { "+ × " });
        match class.and_then(|class| self.graph.class(class)) {
            Some(class) => self.class(class),
            None => self.text.push_str("objects"),
        }
        self.text.push(']');
    }

    fn map(&mut self, pairs: Vec<(FieldValue, Item<'g>)>, depth: usize) {
        let inner = depth.saturating_add(1);
        if depth >= DEEPEST && !pairs.is_empty() {
            self.text.push('{');
            push_grouped(&mut self.text, pairs.len());
            return self.text.push_str(" entries}");
        }
        self.text.push('{');
        for (count, (key, item)) in pairs.into_iter().enumerate() {
            self.text.push_str(if count > 0 { ", " } else { "" });
            if self.is_full() {
                return self.text.push('…');
            }
            self.value(key, inner);
            self.text.push_str(": ");
            self.item(item, inner);
        }
        self.text.push('}');
    }

    /// An object by its fields, and what it means besides.
    fn fields(
        &mut self,
        node: NodeId,
        object: Object<'g>,
        meaning: Option<Meaning<'g>>,
        depth: usize,
    ) {
        self.class(object.class());
        if let Some(message) = self.of_throwable(object) {
            self.text.push_str(": ");
            return self.value(message, DEEPEST);
        }
        self.text.push(' ');
        if depth >= DEEPEST || self.is_full() {
            return self.text.push_str("{…}");
        }
        let names = self.before.names.of(object.class());
        let entries = names.entries(node, object, meaning.is_some());
        // The first says the class.
        let entries = entries.into_iter().skip(1);
        let entries = entries.map(|(key, item)| (visible(&key).into_owned(), item));
        match meaning {
            None => self.braces(entries, depth),
            Some(meaning) => {
                self.mean(meaning, depth.saturating_add(1));
                if entries.len() > 0 {
                    self.text.push(' ');
                    self.braces(entries, depth);
                }
            }
        }
    }

    /// The message of an exception, if it is one.
    fn of_throwable(&self, object: Object<'g>) -> Option<FieldValue> {
        let mut class = Some(object.class());
        while let Some(here) = class {
            if here.name() == "java.lang.Throwable" {
                return object.field("detailMessage");
            }
            class = here.superclass();
        }
        None
    }

    fn braces(&mut self, entries: impl Iterator<Item = (String, Item<'g>)>, depth: usize) {
        self.text.push('{');
        for (count, (key, item)) in entries.enumerate() {
            self.text.push_str(if count > 0 { ", " } else { "" });
            if self.is_full() {
                return self.text.push('…');
            }
            self.text.push_str(&key);
            self.text.push_str(": ");
            self.item(item, depth.saturating_add(1));
        }
        self.text.push('}');
    }

    fn array(&mut self, array: Array<'g>, depth: usize) {
        let element = array.element();
        let Some(width) = element.width() else {
            if depth == 0 {
                self.class(array.class());
                self.text.push(' ');
            }
            return self.list(Items::new(array.elements().map(Item::Value)), depth);
        };
        let name = type_name(array.class().name());
        self.text
            .push_str(&visible(name.strip_suffix("[]").unwrap_or(&name)));
        self.text.push('[');
        push_grouped(&mut self.text, array.len());
        self.text.push_str("] ");
        match element {
            FieldType::Byte => self.bytes(array.bytes()),
            FieldType::Char => {
                let mut units = Vec::new();
                for value in array.elements().take(self.most) {
                    if let FieldValue::Char(unit) = value {
                        mutf8::push_code_unit(&mut units, unit);
                    }
                }
                push_beginning(&mut self.text, JavaStr::new_checked(&units), self.most);
            }
            _ => {
                self.text.push('{');
                for (count, bytes) in array.bytes().chunks_exact(width.into()).enumerate() {
                    self.text.push_str(if count > 0 { ", " } else { "" });
                    if self.is_full() {
                        return self.text.push('…');
                    }
                    push_value(&mut self.text, element, bytes);
                }
                self.text.push('}');
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let most = self.most.saturating_sub(self.text.len());
        self.text.push('{');
        for (count, byte) in bytes.iter().take(most).enumerate() {
            self.text.push_str(if count > 0 { " " } else { "" });
            self.text.push_str(&format!("{byte:02X}"));
        }
        self.text
            .push_str(if bytes.len() > most { "…" } else { "}" });
    }
}

/// Appends a number with commas between its thousands.
fn push_grouped(text: &mut String, number: usize) {
    let digits = number.to_string();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
}
