//! The elements of arrays of primitives, many at a time.

use super::ReadJava;
use super::fault::not_a_node;
use super::input::In;
use crate::codes::{TC_ARRAY, TC_CLASSDESC};
use crate::error::Result;
use crate::event::{Event, FieldType};
use crate::graph::{Raw, RawNode};
use crate::parser::{Parsed, Parser};

/// Appends the elements in these bytes, of `N` bytes each.
#[inline]
pub(super) fn append<T, const N: usize>(
    bytes: &[u8],
    all: &mut Vec<T>,
    read: impl Fn([u8; N]) -> T,
) {
    let (each, _) = bytes.as_chunks::<N>();
    if !all.is_empty() {
        all.extend(each.iter().map(|element| read(*element)));
        return;
    }
    // Two at a time: one by one, the compiler chooses vectors that know no turning of bytes.
    let (pairs, last) = each.as_chunks::<2>();
    let mut read_pairs = Vec::with_capacity(each.len().div_ceil(2));
    read_pairs.extend(pairs.iter().map(|[a, b]| [read(*a), read(*b)]));
    *all = read_pairs.into_flattened();
    all.extend(last.iter().map(|element| read(*element)));
}

/// How many elements are put at a time: as many as always fill words of eight bytes.
const GROUP: usize = 16;

/// Appends the bytes of elements, `N` of each. `turned` returns them the lowest first, as most
/// processors have them: they are turned round a word at a time.
#[inline]
pub(super) fn put<T: Copy, const N: usize>(
    elements: &[T],
    bytes: &mut Vec<u8>,
    turned: impl Fn(T) -> [u8; N],
) {
    bytes.reserve(elements.len().saturating_mul(N));
    let (groups, last) = elements.as_chunks::<GROUP>();
    for group in groups {
        let group = group.map(&turned);
        let (words, _) = group.as_flattened().as_chunks::<8>();
        let mut back = [[0; 8]; GROUP];
        for (place, word) in back.iter_mut().zip(words) {
            *place = turn::<N>(u64::from_le_bytes(*word)).to_le_bytes();
        }
        let back = back.get(..words.len()).unwrap_or_default();
        bytes.extend_from_slice(back.as_flattened());
    }
    for element in last {
        let mut element = turned(*element);
        element.reverse();
        bytes.extend_from_slice(&element);
    }
}

/// Turns the bytes of the values of `N` bytes in a word round, each by itself.
#[inline]
fn turn<const N: usize>(word: u64) -> u64 {
    const SECOND: u64 = 0x00FF_00FF_00FF_00FF;
    match N {
        2 => (word & SECOND) << 8 | word >> 8 & SECOND,
        4 => word.swap_bytes().rotate_left(32),
        8 => word.swap_bytes(),
        _ => word,
    }
}

/// The elements of an array of primitives in a graph.
pub(super) fn read<T: ReadJava>(input: &mut In<'_>, value: Raw) -> Result<Vec<T>> {
    let node = input.node::<Vec<T>>(value)?;
    if let Some(RawNode::Primitives { element, bytes }) = input.graph().raw(node) {
        input.spend(bytes.len())?;
        if let Some(elements) = T::read_elements(element, bytes) {
            return Ok(elements);
        }
    }
    Err(not_a_node::<Vec<T>>(input.graph(), Some(node)))
}

/// Reads a stream that holds an array of primitives and nothing else, from its events: the elements
/// are not copied into a graph first.
pub(super) fn read_whole_stream<T: ReadJava>(stream: &[u8]) -> Option<Result<Vec<T>>> {
    const ARRAY_OF_PRIMITIVES: &[u8] = &[0xAC, 0xED, 0, 5, TC_ARRAY, TC_CLASSDESC, 0, 2, b'['];

    if !stream.starts_with(ARRAY_OF_PRIMITIVES) {
        return None;
    }
    let mut parser = Parser::new();
    let mut rest = stream;
    let mut element = None;
    let mut elements = None;
    loop {
        let (event, consumed) = match parser.parse(rest, true) {
            Ok(Parsed::Event { event, consumed }) => (event, consumed),
            Ok(Parsed::NeedMore { .. } | Parsed::End) => break,
            Err(error) => return Some(Err(error)),
        };
        let behind = rest.get(consumed..).unwrap_or_default();
        match event {
            Event::ClassDesc { name, .. } => element = FieldType::of_elements(name),
            Event::Array { length, .. } if elements.is_none() => {
                // All at once: the parser, which goes by parts, finds nothing wrong with them.
                let length = usize::try_from(length).ok()?;
                let width = usize::from(element?.width()?);
                elements = Some(behind.get(..length.checked_mul(width)?)?);
            }
            Event::Primitives { .. }
            | Event::StreamHeader
            | Event::Begin(_)
            | Event::Annotation
            | Event::EndBlockData
            | Event::Superclass(None)
            | Event::End => {}
            _ => return None,
        }
        rest = behind;
    }
    Some(Ok(T::read_elements(element?, elements?)?))
}

#[cfg(test)]
mod tests {
    use crate::typed::{ReadJava, WriteJava, from_slice, to_vec};

    /// Arrays of few and of many elements, in groups and beside them, are as one by one.
    fn come_back<T: ReadJava + WriteJava + Copy + PartialEq>(all: &[T]) {
        for count in [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 40_001] {
            let mut few = all.iter().copied().cycle().take(count).collect::<Vec<_>>();
            let bytes = to_vec(&few).unwrap();
            let mut elements = Vec::new();
            for element in &few {
                element.write_primitive(&mut elements);
            }
            assert!(bytes.ends_with(&elements));
            let read = from_slice::<Vec<T>>(&bytes).unwrap();
            assert!(read == few, "{count} of {}", std::any::type_name::<T>());
            // Behind others of a field, and in a graph.
            few.truncate(5);
            let nested = from_slice::<Vec<Vec<T>>>(&to_vec(&vec![few.clone()]).unwrap()).unwrap();
            assert!(nested == [few]);
        }
    }

    #[test]
    fn elements_of_every_type_come_back() {
        come_back::<i8>(&[0, 1, -1, 127, -128]);
        come_back::<u8>(&[0, 1, 255]);
        come_back::<bool>(&[true, false, true]);
        come_back::<i16>(&[0, 1, -2, 0x1234, i16::MIN]);
        come_back::<u16>(&[0, 1, 0x1234, u16::MAX]);
        come_back::<i32>(&[0, 1, -2, 0x1234_5678, i32::MIN]);
        come_back::<f32>(&[0.0, -1.5, f32::MAX]);
        come_back::<i64>(&[0, 1, -2, 0x0123_4567_89AB_CDEF, i64::MIN]);
        come_back::<f64>(&[0.0, -1.5, f64::MAX]);
    }
}
