//! Arrays.

use super::classes::Classes;
use super::elements;
use super::fault::{not_a_node, unfit};
use super::held::{self, Kind};
use super::input::In;
use super::lists;
use super::output::Out;
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::{Graph, Node, NodeId, Raw, RawNode, Raws};

const OBJECT: &str = "java.lang.Object";

/// An array, or any list that is known.
impl<T: ReadJava> ReadJava for Vec<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let node = input.node::<Self>(value)?;
        match input.graph().raw(node) {
            Some(RawNode::Primitives { .. }) => elements::read(input, value),
            Some(RawNode::Array { elements }) => {
                input.enter::<Self>(node)?;
                let read = each(input, elements);
                input.leave();
                read
            }
            Some(RawNode::Object { .. }) => lists::read(input, node),
            _ => Err(not_a_node::<Self>(input.graph(), Some(node))),
        }
    }

    fn read_array(stream: &[u8]) -> Option<Result<Self>> {
        elements::read_whole_stream(stream)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        let node = value
            .node()
            .and_then(|node| Some((node, input.graph().raw(node)?)));
        match node {
            Some((_, RawNode::Primitives { element, .. })) => {
                T::read_elements(element, &[]).is_some()
            }
            Some((node, RawNode::Array { elements })) => {
                let class = element_class(input.graph(), node);
                let is_element = class.as_deref().and_then(T::is_element);
                match is_element {
                    Some(true) => true,
                    // Of a class that the elements extend.
                    _ => match first_object(input, elements) {
                        Some(first) => T::accepts(input, first),
                        None => is_element.is_none() || class.as_deref() == Some(OBJECT),
                    },
                }
            }
            Some((node, RawNode::Object { .. })) => input.is_collection(node, Kind::Elements),
            _ => false,
        }
    }

    fn is_element(class: &str) -> Option<bool> {
        let element = class.strip_prefix('[')?;
        match element
            .strip_prefix('L')
            .and_then(|it| it.strip_suffix(';'))
        {
            Some(element) => T::is_element(element),
            None if element.starts_with('[') => T::is_element(element),
            None => {
                let code = FieldType::from_code(*element.as_bytes().first()?)?;
                Some(T::read_elements(code, &[]).is_some())
            }
        }
    }

    fn classes(classes: &mut Classes) {
        held::add_classes(classes);
        T::classes(classes);
    }
}

/// The name of the class of which an array has its elements.
fn element_class(graph: &Graph, node: NodeId) -> Option<String> {
    let Node::Array(array) = graph.node(node)? else {
        return None;
    };
    let name = array.class().name().to_string_lossy().into_owned();
    let element = name.strip_prefix('[')?;
    let plain = element
        .strip_prefix('L')
        .and_then(|it| it.strip_suffix(';'));
    Some(plain.unwrap_or(element).to_owned())
}

/// The first object in an array, unless that is an array too: arrays may lie in each other to any
/// depth.
fn first_object(input: &In<'_>, elements: Raws<'_>) -> Option<Raw> {
    let graph = input.graph();
    let first = elements.each_raw().find(|raw| raw.node().is_some())?;
    match graph.raw(first.node()?)? {
        RawNode::Array { .. } => None,
        _ => Some(first),
    }
}

/// The objects in these slots.
pub(super) fn each<T: ReadJava>(input: &mut In<'_>, slots: Raws<'_>) -> Result<Vec<T>> {
    input.spend(slots.len().saturating_mul(size_of::<T>()))?;
    // As many as have come: the length is not only announced.
    let mut all = Vec::with_capacity(slots.len());
    for (index, value) in slots.each_raw().enumerate() {
        match T::read(input, value) {
            Ok(value) => all.push(value),
            Err(error) => return Err(error.within(&format_args!("[{index}]"))),
        }
    }
    Ok(all)
}

/// An array, if an array is declared, or if the elements are primitives; otherwise an `ArrayList`.
/// Of `u8` it is a `byte[]` in a list and in an `Object` too.
impl<T: WriteJava> WriteJava for Vec<T> {
    const JAVA: &'static str = match T::PRIMITIVE {
        Some(code) => array_of(code),
        None => "java.util.List",
    };

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        match java.strip_suffix("[]") {
            Some(element) => write(out, element, self),
            None if T::PRIMITIVE.is_some() && java == Self::JAVA => {
                write(out, java.trim_end_matches("[]"), self)
            }
            None if T::IS_RAW && java == OBJECT => write(out, "byte", self),
            None => lists::write::<lists::ArrayList, T>(out, self),
        }
    }
}

/// The array of a primitive type, as Java spells it.
const fn array_of(code: crate::event::FieldType) -> &'static str {
    use crate::event::FieldType as F;
    match code {
        F::Byte => "byte[]",
        F::Char => "char[]",
        F::Double => "double[]",
        F::Float => "float[]",
        F::Int => "int[]",
        F::Long => "long[]",
        F::Short => "short[]",
        F::Boolean => "boolean[]",
        F::Array | F::Object => "java.lang.Object",
    }
}

/// Writes an array of elements of this type.
pub(super) fn write<T: WriteJava>(
    out: &mut Out<'_>,
    element: &'static str,
    all: &[T],
) -> Result<()> {
    let code = out.array(element, all.len())?;
    if code.width().is_some() {
        if T::PRIMITIVE != Some(code) {
            let problem = format!("no array of {}", std::any::type_name::<T>());
            return Err(unfit(element, problem));
        }
        T::write_elements(all, out.bytes());
        return Ok(());
    }
    out.enter(element)?;
    for (index, value) in all.iter().enumerate() {
        if let Err(error) = value.write(out, element) {
            return Err(error.within(&format_args!("[{index}]")));
        }
    }
    out.leave();
    Ok(())
}

/// An array where nothing declares it as one: as an element of a list, or a value of a map.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use javawire::typed::{Array, from_slice, to_vec};
///
/// // Map<String, int[]>
/// let scores = BTreeMap::from([("Ada".to_owned(), Array(vec![3, 5]))]);
/// assert_eq!(from_slice::<BTreeMap<String, Array<i32>>>(&to_vec(&scores)?)?, scores);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Array<T>(
    /// The elements.
    pub Vec<T>,
);

impl<T: ReadJava> ReadJava for Array<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        Vec::read(input, value).map(Array)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        let node = value.node().and_then(|node| input.graph().raw(node));
        let is_array = matches!(
            node,
            Some(RawNode::Primitives { .. } | RawNode::Array { .. })
        );
        is_array && Vec::<T>::accepts(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        Vec::<T>::is_element(class)
    }

    /// What is written has the class `Object[]` where the elements are of several.
    fn classes(classes: &mut Classes) {
        classes.add(OBJECT);
        T::classes(classes);
    }
}

impl<T: WriteJava> WriteJava for Array<T> {
    const JAVA: &'static str = "java.lang.Object";

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        write(out, T::JAVA, &self.0)
    }
}
