//! Arrays.

use javawire::graph::{ClassBuilder, ClassId};
use javawire::{FieldValue, Graph, NodeId, Result};

use super::Cases;
use super::objects::hidden_class;
use super::values::Literal;

#[expect(clippy::too_many_lines, reason = "a table")]
pub fn add(to: &mut Cases) {
    to.add("arrays-empty", |graph| {
        for array in [
            graph.array::<bool>(&[])?,
            graph.array::<u8>(&[])?,
            graph.array::<u16>(&[])?,
            graph.array::<i16>(&[])?,
            graph.array::<i32>(&[])?,
            graph.array::<i64>(&[])?,
            graph.array::<f32>(&[])?,
            graph.array::<f64>(&[])?,
            graph.object_array("java.lang.Object", [0; 0])?,
            graph.object_array("java.lang.String", [""; 0])?,
        ] {
            graph.push(array)?;
        }
        Ok(())
    });
    let array = |to: &mut Cases, name: &str, make: &dyn Fn(&mut Graph) -> Result<NodeId>| {
        to.add(name, |graph| {
            let array = make(graph)?;
            graph.push(array)
        });
    };
    array(to, "booleans", &|graph| graph.array(&[true, false, true]));
    array(to, "bytes", &|graph| graph.array(&[0_i8, 1, -1, 127, -128]));
    array(to, "chars", &|graph| {
        graph.array(&[0_u16, 0x61, 0xD800, 0xFFFF])
    });
    array(to, "shorts", &|graph| {
        graph.array(&[0_i16, 1, -1, i16::MAX, i16::MIN])
    });
    array(to, "ints", &|graph| {
        graph.array(&[0, 1, -1, i32::MAX, i32::MIN])
    });
    array(to, "longs", &|graph| {
        graph.array(&[0_i64, 1, -1, i64::MAX, i64::MIN])
    });
    let squares: Vec<i32> = (0..5000).map(|i| i * i).collect();
    array(to, "ints-5000", &|graph| graph.array(&squares));
    array(to, "strings", &|graph| {
        let a = graph.intern("a")?;
        let new = graph.new_string("a")?;
        let empty = graph.intern("")?;
        let elements = [Some(a), None, Some(a), Some(new), Some(empty)];
        graph.object_array("java.lang.String", elements)
    });
    array(to, "objects", &|graph| {
        let a = graph.intern("a")?;
        let ints = graph.array(&[7])?;
        let elements = [
            FieldValue::from(a),
            1.into(),
            None.into(),
            FieldValue::Char(0x78),
            2.5.into(),
            ints.into(),
            true.into(),
            1_i64.into(),
        ];
        graph.object_array("java.lang.Object", elements)
    });
    array(to, "integers", &|graph| {
        graph.object_array("java.lang.Integer", [Some(1), None, Some(1), Some(1000)])
    });
    array(to, "ints-jagged", &|graph| {
        let rows = [
            Some(graph.array(&[1, 2])?),
            Some(graph.array::<i32>(&[])?),
            None,
            Some(graph.array(&[3])?),
        ];
        graph.object_array("int[]", rows)
    });
    array(to, "strings-3d", &|graph| {
        let a = graph.object_array("java.lang.String", [Literal("a")])?;
        let empty = graph.object_array("java.lang.String", [""; 0])?;
        let first = graph.object_array("java.lang.String[]", [a, empty])?;
        let second = graph.object_array("java.lang.String[]", [None::<NodeId>; 0])?;
        let b = graph.object_array("java.lang.String", [Some(Literal("b")), None])?;
        let last = graph.object_array("java.lang.String[]", [b])?;
        let all = [Some(first), Some(second), None, Some(last)];
        graph.object_array("java.lang.String[][]", all)
    });
    array(to, "ints-empty-5d", &|graph| {
        graph.object_array("int[][][][]", [None::<NodeId>; 0])
    });
    array(to, "row-shared", &|graph| {
        let row = graph.array(&[1])?;
        graph.object_array("int[]", [row, row])
    });
    array(to, "array-of-itself", &|graph| {
        let array = graph.object_array("java.lang.Object", [None, Some(Literal("x"))])?;
        graph.set_element(array, 0, array)?;
        Ok(array)
    });
    array(to, "numbers", &|graph| {
        let elements = [
            FieldValue::Int(1),
            FieldValue::Long(2),
            FieldValue::Double(3.0),
        ];
        graph.object_array("java.lang.Number", elements)
    });
    array(to, "comparables", &|graph| {
        let a = graph.intern("a")?;
        let elements = [FieldValue::from(a), FieldValue::Int(1)];
        graph.object_array("java.lang.Comparable", elements)
    });
    array(to, "hidden", &|graph| {
        let arrays = hidden_arrays(graph, "drivers.ConstructModel$Hidden")?;
        let class = hidden_class(graph)?;
        let object = graph.object(class)?.id();
        graph.array_of(arrays, [Some(object), None])
    });
    array(to, "hidden-2d", &|graph| {
        let rows = hidden_arrays(graph, "drivers.ConstructModel$Hidden[]")?;
        let arrays = hidden_arrays(graph, "drivers.ConstructModel$Hidden")?;
        let row = graph.array_of(arrays, [None::<NodeId>])?;
        graph.array_of(rows, [row])
    });
    array(to, "runnables", &|graph| {
        graph.object_array("java.lang.Runnable", [None::<NodeId>, None])
    });
    array(to, "dates", &|graph| {
        let dates = [graph.date(1)?, graph.date(2)?];
        graph.object_array("java.util.Date", dates)
    });
}

/// The class of arrays of a type that is not public.
pub fn hidden_arrays(graph: &mut Graph, element: &str) -> Result<ClassId> {
    let builder = ClassBuilder::array_of_hidden(element)?;
    graph.define(builder)
}
