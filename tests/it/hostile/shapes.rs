//! What nests, and what comes in great numbers.

use javawire::codes::*;

use super::wire::Wire;

/// Flags of an enum class.
const ENUM: u8 = SC_SERIALIZABLE | SC_ENUM;
/// Flags of a class with a `writeObject`.
const WRITE: u8 = SC_SERIALIZABLE | SC_WRITE_METHOD;
/// Flags of an `Externalizable` of protocol version 2.
const EXTERNAL: u8 = SC_EXTERNALIZABLE | SC_BLOCK_DATA;

/// Something that holds another of its kind: what stands before that, and behind it.
pub struct Nest {
    head: Wire,
    open: Wire,
    core: Wire,
    close: Wire,
}

impl Nest {
    /// Returns the stream of `depth` of them inside each other.
    pub fn whole(&self, depth: usize) -> Vec<u8> {
        let close = self.close.clone().bytes();
        let inner = Wire::part().raw(&self.unfinished(depth));
        let inner = inner.raw(&self.core.clone().bytes());
        inner.times(depth, &close).bytes()
    }

    /// Returns the same up to where the innermost has begun.
    pub fn unfinished(&self, depth: usize) -> Vec<u8> {
        let open = self.open.clone().bytes();
        self.head.clone().times(depth, &open).bytes()
    }

    /// Returns the same with an exception there, and a string behind it.
    pub fn broken_off(&self, depth: usize) -> Vec<u8> {
        let exception = Wire::part()
            .raw(&[TC_EXCEPTION, TC_OBJECT])
            .class_desc("E", SC_SERIALIZABLE, 0)
            .no_more();
        let unfinished = Wire::part().raw(&self.unfinished(depth));
        unfinished.raw(&exception.bytes()).string("a").bytes()
    }
}

fn nest(head: Wire, open: Wire, core: Wire, close: Wire) -> Nest {
    Nest {
        head,
        open,
        core,
        close,
    }
}

/// A stream that begins with the descriptor of a class of one object field.
fn node(name: &str, flags: u8) -> Wire {
    Wire::stream()
        .class_desc(name, flags, 1)
        .field(b'L', "f")
        .string("La;")
        .no_more()
}

/// An object or array of the class that was described first.
fn first(code: u8) -> Wire {
    Wire::part().code(code).reference(0)
}

/// A new class descriptor that is still to be annotated, after `code`.
fn described(code: u8, name: &str, flags: u8) -> Wire {
    Wire::part().code(code).class_desc(name, flags, 0)
}

fn nothing() -> Wire {
    Wire::part()
}

/// An object in the field of an object.
pub fn objects_in_fields() -> Nest {
    let null = nothing().null();
    nest(
        node("a", SC_SERIALIZABLE),
        first(TC_OBJECT),
        null,
        nothing(),
    )
}

/// An array in an array.
pub fn arrays_in_arrays() -> Nest {
    let head = Wire::stream().plain_class("[La;", SC_SERIALIZABLE);
    let null = nothing().null();
    nest(head, first(TC_ARRAY).count(1), null, nothing())
}

/// An object in what the `writeObject` of another wrote.
pub fn objects_in_annotations() -> Nest {
    let head = Wire::stream().plain_class("a", WRITE);
    nest(head, first(TC_OBJECT), nothing(), nothing().end())
}

/// An object in what the `writeExternal` of another wrote.
pub fn objects_in_external_contents() -> Nest {
    let head = Wire::stream().plain_class("a", EXTERNAL);
    nest(head, first(TC_OBJECT), nothing(), nothing().end())
}

/// An object, after data, where the fields of another should stand.
pub fn objects_in_place_of_fields() -> Nest {
    let open = first(TC_OBJECT).raw(&[TC_BLOCKDATA, 1, 0]);
    nest(node("a", WRITE), open, nothing(), nothing().end())
}

/// A class descriptor in the annotation of another.
pub fn class_descs_in_class_annotations() -> Nest {
    let open = nothing().class_desc("a", SC_SERIALIZABLE, 0);
    nest(Wire::stream(), open, nothing(), nothing().no_more())
}

/// A proxy class descriptor in the annotation of another.
pub fn proxy_class_descs_in_class_annotations() -> Nest {
    let open = nothing().proxy_class_desc(0);
    nest(Wire::stream(), open, nothing(), nothing().no_more())
}

/// A `TC_CLASS` in the annotation of the class of another.
pub fn class_objects_in_class_annotations() -> Nest {
    let open = described(TC_CLASS, "a", 0);
    nest(Wire::stream(), open, nothing(), nothing().no_more())
}

/// An object in the annotation of the class of another.
pub fn objects_in_class_annotations() -> Nest {
    let open = described(TC_OBJECT, "a", SC_SERIALIZABLE);
    nest(Wire::stream(), open, nothing(), nothing().no_more())
}

/// An array in the annotation of the class of another.
pub fn arrays_in_class_annotations() -> Nest {
    let open = described(TC_ARRAY, "[I", SC_SERIALIZABLE);
    let close = nothing().no_more().count(0);
    nest(Wire::stream(), open, nothing(), close)
}

/// An enum constant in the annotation of the class of another.
pub fn enums_in_class_annotations() -> Nest {
    let open = described(TC_ENUM, "a", ENUM);
    let close = nothing().no_more().string("");
    nest(Wire::stream(), open, nothing(), close)
}

/// A proxy whose invocation handler is a proxy.
pub fn proxies_in_proxies() -> Nest {
    let head = Wire::stream()
        .proxy_class_desc(1)
        .utf(b"a")
        .end()
        .class_desc("java.lang.reflect.Proxy", SC_SERIALIZABLE, 1)
        .field(b'L', "h")
        .string("Ljava/lang/reflect/InvocationHandler;")
        .no_more();
    nest(head, first(TC_OBJECT), nothing().null(), nothing())
}

/// A class whose superclass has a superclass.
pub fn superclasses() -> Nest {
    let open = nothing().class_desc("a", SC_SERIALIZABLE, 0).end();
    nest(Wire::stream(), open, nothing().null(), nothing())
}

/// A class in the annotation of the superclass of another.
pub fn classes_in_superclass_annotations() -> Nest {
    let open = nothing()
        .class_desc("a", SC_SERIALIZABLE, 0)
        .end()
        .class_desc("b", SC_SERIALIZABLE, 0);
    nest(Wire::stream(), open, nothing(), nothing().no_more())
}

/// An exception while the exception was written.
pub fn exceptions_in_exceptions() -> Nest {
    let open = nothing()
        .raw(&[TC_EXCEPTION, TC_OBJECT])
        .class_desc("a", SC_SERIALIZABLE, 1)
        .field(b'L', "f")
        .string("La;")
        .no_more();
    nest(Wire::stream(), open, nothing().null(), nothing())
}

/// An exception while the class of the exception was annotated.
pub fn exceptions_in_class_annotations() -> Nest {
    let open = nothing()
        .raw(&[TC_EXCEPTION, TC_OBJECT])
        .class_desc("a", SC_SERIALIZABLE, 0);
    nest(Wire::stream(), open, nothing().no_more(), nothing())
}

/// Objects in a field, an array and an annotation in turn.
pub fn everything_in_turn() -> Nest {
    let head = Wire::stream()
        .class_desc("a", WRITE, 1)
        .field(b'L', "f")
        .string("La;")
        .no_more()
        .plain_class("[La;", SC_SERIALIZABLE)
        .plain_class("b", EXTERNAL);
    let open = first(TC_OBJECT)
        .null()
        .raw(&[TC_BLOCKDATA, 1, 0, TC_ARRAY])
        .reference(2)
        .count(1)
        .code(TC_OBJECT)
        .reference(3);
    nest(head, open, nothing(), nothing().end().end())
}

/// The same item again and again.
pub struct Flood {
    head: Wire,
    item: Wire,
    /// Of an array of objects that holds all items.
    array: bool,
    /// Behind them.
    tail: Wire,
}

impl Flood {
    /// Returns the stream of `count` items.
    pub fn of(&self, count: usize) -> Vec<u8> {
        let mut stream = self.head.clone();
        if self.array {
            stream = stream
                .code(TC_ARRAY)
                .plain_class("[La;", SC_SERIALIZABLE)
                .count(count);
        }
        let item = self.item.clone().bytes();
        let tail = self.tail.clone().bytes();
        stream.times(count, &item).raw(&tail).bytes()
    }
}

/// Items at top level.
fn at_top_level(head: Wire, item: Wire) -> Flood {
    Flood {
        head,
        item,
        array: false,
        tail: nothing(),
    }
}

/// Elements of an array.
fn elements(head: Wire, item: Wire) -> Flood {
    Flood {
        head,
        item,
        array: true,
        tail: nothing(),
    }
}

/// Contents of what one `writeObject` wrote.
fn annotation(item: Wire) -> Flood {
    Flood {
        head: Wire::stream().code(TC_OBJECT).plain_class("a", WRITE),
        item,
        array: false,
        tail: nothing().end(),
    }
}

/// `TC_RESET`
pub fn resets() -> Flood {
    at_top_level(Wire::stream(), nothing().code(TC_RESET))
}

/// The stream header.
pub fn headers() -> Flood {
    at_top_level(Wire::stream(), Wire::stream())
}

/// Exceptions one after the other.
pub fn exceptions() -> Flood {
    let item = nothing()
        .raw(&[TC_EXCEPTION, TC_OBJECT])
        .plain_class("", SC_SERIALIZABLE);
    at_top_level(Wire::stream(), item)
}

/// Class descriptors without anything.
pub fn class_descs() -> Flood {
    at_top_level(Wire::stream(), nothing().plain_class("", 0))
}

/// Proxy class descriptors without anything.
pub fn proxy_class_descs() -> Flood {
    at_top_level(Wire::stream(), nothing().proxy_class_desc(0).no_more())
}

/// Null.
pub fn nulls() -> Flood {
    elements(Wire::stream(), nothing().null())
}

/// References to one string.
pub fn references() -> Flood {
    elements(Wire::stream().string("a"), nothing().reference(0))
}

/// Empty strings.
pub fn strings() -> Flood {
    elements(Wire::stream(), nothing().string(""))
}

/// Empty strings in the long form.
pub fn long_strings() -> Flood {
    elements(Wire::stream(), nothing().code(TC_LONGSTRING).long(0))
}

/// Objects without fields.
pub fn objects() -> Flood {
    let head = Wire::stream().plain_class("a", SC_SERIALIZABLE);
    elements(head, first(TC_OBJECT))
}

/// Objects whose `writeObject` wrote nothing.
pub fn annotated_objects() -> Flood {
    let head = Wire::stream().plain_class("a", WRITE);
    elements(head, first(TC_OBJECT).end())
}

/// `Class` objects of one class.
pub fn class_objects() -> Flood {
    elements(Wire::stream().plain_class("a", 0), first(TC_CLASS))
}

/// Empty arrays.
pub fn arrays() -> Flood {
    let head = Wire::stream().plain_class("[La;", SC_SERIALIZABLE);
    elements(head, first(TC_ARRAY).count(0))
}

/// Enum constants of one name.
pub fn enums() -> Flood {
    let head = Wire::stream().plain_class("a", ENUM).string("A");
    elements(head, first(TC_ENUM).reference(1))
}

/// Empty blocks at top level.
pub fn blocks() -> Flood {
    at_top_level(Wire::stream(), nothing().raw(&[TC_BLOCKDATA, 0]))
}

/// Empty blocks in an annotation.
pub fn blocks_in_an_annotation() -> Flood {
    annotation(nothing().raw(&[TC_BLOCKDATA, 0]))
}

/// Null in an annotation.
pub fn nulls_in_an_annotation() -> Flood {
    annotation(nothing().null())
}

/// Classes of 65,535 fields without names.
pub fn fields() -> Flood {
    let item = nothing()
        .class_desc("a", SC_SERIALIZABLE, u16::MAX)
        .times(usize::from(u16::MAX), b"I\0\0")
        .no_more();
    at_top_level(Wire::stream(), item)
}

/// Proxy classes of 65,535 interfaces without names.
pub fn interfaces() -> Flood {
    let count = usize::from(u16::MAX);
    let item = nothing()
        .proxy_class_desc(count)
        .times(count, b"\0\0")
        .no_more();
    at_top_level(Wire::stream(), item)
}
