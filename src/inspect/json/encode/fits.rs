//! Whether a value can stand in a field of its declared type. Only what the stream proves counts:
//! an object may become another (`readResolve`), and what somebody's own class extends is not
//! known. A string, an array, an enum constant and a number stay what they are.

use super::classes::Classes;
use super::document::Value;
use super::fault::shortened;
use super::ids::TargetKind;
use super::{Encoder, ItemPlace};
use crate::class::jdk::JdkClass;
use crate::event::Begin;

const OBJECT: &str = "Ljava.lang.Object;";
const SERIALIZABLE: &str = "Ljava.io.Serializable;";
const COMPARABLE: &str = "Ljava.lang.Comparable;";
const CONSTABLE: &str = "Ljava.lang.constant.Constable;";
const CONSTANT_DESC: &str = "Ljava.lang.constant.ConstantDesc;";

/// The final classes whose objects stay what they are, and all that these are besides.
static FINAL: [(&str, &[&str]); 9] = [
    (
        "Ljava.lang.String;",
        &[
            COMPARABLE,
            CONSTABLE,
            CONSTANT_DESC,
            "Ljava.lang.CharSequence;",
        ],
    ),
    ("Ljava.lang.Boolean;", &[COMPARABLE, CONSTABLE]),
    ("Ljava.lang.Character;", &[COMPARABLE, CONSTABLE]),
    ("Ljava.lang.Byte;", &[COMPARABLE, CONSTABLE, NUMBER]),
    ("Ljava.lang.Short;", &[COMPARABLE, CONSTABLE, NUMBER]),
    (
        "Ljava.lang.Integer;",
        &[COMPARABLE, CONSTABLE, CONSTANT_DESC, NUMBER],
    ),
    (
        "Ljava.lang.Long;",
        &[COMPARABLE, CONSTABLE, CONSTANT_DESC, NUMBER],
    ),
    (
        "Ljava.lang.Float;",
        &[COMPARABLE, CONSTABLE, CONSTANT_DESC, NUMBER],
    ),
    (
        "Ljava.lang.Double;",
        &[COMPARABLE, CONSTABLE, CONSTANT_DESC, NUMBER],
    ),
];
const NUMBER: &str = "Ljava.lang.Number;";

const ARRAY: [&str; 3] = [OBJECT, SERIALIZABLE, "Ljava.lang.Cloneable;"];
const ENUM: [&str; 5] = [
    OBJECT,
    SERIALIZABLE,
    COMPARABLE,
    CONSTABLE,
    "Ljava.lang.Enum;",
];
const CLASS: [&str; 9] = [
    OBJECT,
    SERIALIZABLE,
    CONSTABLE,
    "Ljava.lang.Class;",
    "Ljava.lang.reflect.GenericDeclaration;",
    "Ljava.lang.reflect.AnnotatedElement;",
    "Ljava.lang.reflect.Type;",
    "Ljava.lang.invoke.TypeDescriptor;",
    "Ljava.lang.invoke.TypeDescriptor$OfField;",
];
const DESCRIPTOR: [&str; 3] = [OBJECT, SERIALIZABLE, "Ljava.io.ObjectStreamClass;"];

impl<'v> Encoder<'v> {
    /// Notes a value that its field, or the array that it is an element of, cannot hold.
    pub(super) fn note_unfit(&mut self, value: Value<'v>, place: ItemPlace, kind: TargetKind) {
        let Some(declared) = self.classes.declared(place) else {
            return;
        };
        if fits(declared, kind, &self.classes) {
            return;
        }
        let name = match kind {
            TargetKind::Of(_, class) => self.classes.name(class).unwrap_or_default(),
            _ => "",
        };
        self.notes.add(value, || {
            let what = match kind {
                TargetKind::String => "a string".to_owned(),
                TargetKind::Class(_) => "a class descriptor".to_owned(),
                TargetKind::Of(Begin::Class, _) => "a class".to_owned(),
                TargetKind::Of(Begin::Array, _) => format!("an array, {}", shortened(name)),
                TargetKind::Of(Begin::Enum, _) => format!("a constant of {}", shortened(name)),
                TargetKind::Of(Begin::Object, _) => format!("an object of {}", shortened(name)),
            };
            let declared = declared.strip_prefix('L').unwrap_or(declared);
            let declared = declared.strip_suffix(';').unwrap_or(declared);
            let declared = shortened(declared);
            match place {
                ItemPlace::Element(_) => format!(
                    "{what}, but the elements of this array are {declared}: a JVM refuses it"
                ),
                _ => format!(
                    "{what}, but the field is declared {declared}: a JVM refuses it, unless the \
                     class reads this field by itself"
                ),
            }
        });
    }
}

/// Whether a type, as its descriptor says with points, may be that of a value.
fn fits(declared: &str, kind: TargetKind, classes: &Classes<'_>) -> bool {
    let (begin, class) = match kind {
        TargetKind::String => return is_a("Ljava.lang.String;", declared) != Some(false),
        TargetKind::Class(_) => return DESCRIPTOR.contains(&declared),
        TargetKind::Of(begin, class) => (begin, class),
    };
    let Some(name) = classes.name(class) else {
        // Of a proxy, or with a name that is not text.
        return begin == Begin::Object || !declared.starts_with('[');
    };
    match begin {
        Begin::Class => CLASS.contains(&declared),
        Begin::Array => array_fits(declared, name),
        Begin::Enum => enum_fits(declared, name, classes),
        Begin::Object => match FINAL.iter().find(|known| class_of(known.0) == name) {
            Some((known, _)) => is_a(known, declared) != Some(false),
            None => true,
        },
    }
}

/// Whether objects of one type are of the other, if that is known.
fn is_a(descriptor: &str, declared: &str) -> Option<bool> {
    if descriptor == declared || declared == OBJECT {
        return Some(true);
    }
    if let Some((_, others)) = FINAL.iter().find(|known| known.0 == descriptor) {
        return Some(declared == SERIALIZABLE || others.contains(&declared));
    }
    // Nothing else is of a final class, nor an object of a primitive type.
    let is_final = FINAL.iter().any(|known| known.0 == declared);
    let is_primitive = !descriptor.starts_with('L') || !declared.starts_with('L');
    (is_final || is_primitive).then_some(false)
}

/// Whether an array fits a type: "the components' types are the same primitive type, or
/// reference types of which one can be assigned to the other".
fn array_fits(declared: &str, name: &str) -> bool {
    let (mut declared, mut name) = (declared, name);
    loop {
        match (declared.strip_prefix('['), name.strip_prefix('[')) {
            (Some(element), Some(other)) => (declared, name) = (element, other),
            (None, Some(_)) => return ARRAY.contains(&declared),
            (Some(_), None) => return false,
            (None, None) if declared.len() == 1 || name.len() == 1 => return declared == name,
            (None, None) => return is_a(name, declared) != Some(false),
        }
    }
}

fn enum_fits(declared: &str, name: &str, classes: &Classes<'_>) -> bool {
    let class = class_of(declared);
    if class == name || ENUM.contains(&declared) {
        return true;
    }
    let is_other = declared.starts_with('[')
        || FINAL.iter().any(|known| known.0 == declared)
        || DESCRIPTOR.contains(&declared)
        || declared == "Ljava.lang.Class;"
        || JdkClass::named(class).is_some_and(|class| class.flags.is_serializable())
        || classes.is_enum(class);
    !is_other
}

/// The name of the class that a descriptor has.
fn class_of(descriptor: &str) -> &str {
    let name = descriptor.strip_prefix('L');
    name.and_then(|name| name.strip_suffix(';'))
        .unwrap_or(descriptor)
}
