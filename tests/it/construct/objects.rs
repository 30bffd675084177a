//! Objects of classes that nobody has ready.

use javawire::class::suid::{ClassShape, Modifiers};
use javawire::graph::{ClassBuilder, ClassId, Contents};
use javawire::{FieldValue, Graph, Node, NodeId, Result};

use super::Cases;
use super::values::Literal;

pub fn add(to: &mut Cases) {
    add_beans(to);
    add_graphs(to);
    add_custom(to);
    add_proxies(to);
    add_top_level(to);
}

/// A constant of the enum `Color`.
pub fn color(graph: &mut Graph, name: &str) -> Result<NodeId> {
    let class = graph.enum_class("drivers.ConstructModel$Color")?;
    graph.enum_constant(class, name)
}

pub fn bean_class(graph: &mut Graph) -> Result<ClassId> {
    let mut builder = ClassBuilder::serializable("drivers.ConstructModel$Bean", 7);
    for (name, type_name) in [
        ("z", "boolean"),
        ("b", "byte"),
        ("c", "char"),
        ("s", "short"),
        ("i", "int"),
        ("j", "long"),
        ("f", "float"),
        ("d", "double"),
        ("text", "java.lang.String"),
        ("any", "java.lang.Object"),
        ("ints", "int[]"),
        ("texts", "java.lang.String[]"),
        ("rows", "int[][]"),
        ("list", "java.util.List"),
        ("boxed", "java.lang.Integer"),
        ("color", "drivers.ConstructModel$Color"),
        ("type", "java.lang.Class"),
    ] {
        builder = builder.field(name, type_name);
    }
    graph.define(builder)
}

/// A class that declares no `serialVersionUID`.
pub fn hidden_class(graph: &mut Graph) -> Result<ClassId> {
    let name = "drivers.ConstructModel$Hidden";
    let suid = ClassShape::new(name, Modifiers::empty())
        .interface("java.io.Serializable")
        .constructor(Modifiers::empty(), "()V")
        .suid()?;
    graph.define(ClassBuilder::serializable(name, suid))
}

fn node_class(graph: &mut Graph) -> Result<ClassId> {
    graph.define(
        ClassBuilder::serializable("drivers.ConstructModel$Node", 1)
            .field("name", "java.lang.String")
            .field("next", "drivers.ConstructModel$Node"),
    )
}

fn add_beans(to: &mut Cases) {
    to.add("bean-zero", |graph| {
        let class = bean_class(graph)?;
        let bean = graph.object(class)?.id();
        graph.push(bean)
    });
    to.add("bean", |graph| {
        let class = bean_class(graph)?;
        let bean = bean(graph, class, i32::MAX, "text")?;
        graph.push(bean)
    });
    to.add("bean-two", |graph| {
        let class = bean_class(graph)?;
        for (number, text) in [(1, "one"), (2, "two")] {
            let bean = bean(graph, class, number, text)?;
            graph.push(bean)?;
        }
        Ok(())
    });
    to.add("hidden-object", |graph| {
        let class = hidden_class(graph)?;
        let object = graph.object(class)?.id();
        graph.push(object)
    });
    to.add("levels", |graph| {
        let (upper, middle, lower) = levels(graph)?;
        let u = graph.intern("u")?;
        let object = graph.object(lower)?.id();
        graph
            .edit(object)?
            .set_in(upper, "same", 1)?
            .set("same", 2)?
            .set("lower", 3_i64)?
            .set("upper", u)?;
        graph.push(object)?;
        for class in [middle, upper] {
            let object = graph.object(class)?.set("same", 1)?.set("upper", u)?.id();
            graph.push(object)?;
        }
        Ok(())
    });
    to.add("level-apart", |graph| {
        let class = ClassBuilder::serializable("drivers.ConstructModel$Above", 13);
        let class = graph.define(class.field("above", "int"))?;
        let object = graph.object(class)?.set("above", 6)?.id();
        graph.push(object)
    });
}

/// `Upper`, `Middle` and `Lower`.
fn levels(graph: &mut Graph) -> Result<(ClassId, ClassId, ClassId)> {
    let upper = graph.define(
        ClassBuilder::serializable("drivers.ConstructModel$Upper", 10)
            .field("upper", "java.lang.String")
            .field("same", "int"),
    )?;
    let middle = ClassBuilder::serializable("drivers.ConstructModel$Middle", 11);
    let middle = graph.define(middle.superclass(upper))?;
    let lower = graph.define(
        ClassBuilder::serializable("drivers.ConstructModel$Lower", 12)
            .superclass(middle)
            .field("same", "int")
            .field("lower", "long"),
    )?;
    Ok((upper, middle, lower))
}

fn bean(graph: &mut Graph, class: ClassId, number: i32, text: &'static str) -> Result<NodeId> {
    let bean = graph.object(class)?.id();
    set_bean(graph, bean, number, text)?;
    Ok(bean)
}

/// Sets every field of a bean.
pub fn set_bean(graph: &mut Graph, bean: NodeId, number: i32, text: &'static str) -> Result<()> {
    let Some(Node::Object(object)) = graph.node(bean) else {
        panic!("no bean");
    };
    let class = object.class().id();
    let text = graph.intern(text)?;
    let ints = graph.array(&[number, 2])?;
    let texts = graph.object_array("java.lang.String", [Some(text), None])?;
    let rows = graph.object_array("int[]", [ints])?;
    let blue = color(graph, "BLUE")?;
    let class_object = graph.class_object(class)?;
    graph
        .edit(bean)?
        .set("z", true)?
        .set("b", i64::from(number as i8))?
        .set("c", number as u16)?
        .set("s", i64::from(number as i16))?
        .set("i", number)?
        .set("j", i64::from(number) << 32)?
        .set("f", number as f32 + 0.5)?
        .set("d", -f64::from(number) / 4.0)?
        .set("text", text)?
        .set("any", text)?
        .set("ints", ints)?
        .set("texts", texts)?
        .set("rows", rows)?
        .set("list", vec![FieldValue::from(text), number.into()])?
        .set("boxed", number)?
        .set("color", blue)?
        .set("type", class_object)?;
    Ok(())
}

fn add_graphs(to: &mut Cases) {
    to.add("cycle", |graph| {
        let class = node_class(graph)?;
        let one = graph.object(class)?.set("name", "one")?.id();
        let two = graph
            .object(class)?
            .set("name", "two")?
            .set("next", one)?
            .id();
        graph.edit(one)?.set("next", two)?;
        graph.push(one)
    });
    to.add("cycle-of-one", |graph| {
        let class = node_class(graph)?;
        let one = graph.object(class)?.set("name", "self")?.id();
        graph.edit(one)?.set("next", one)?;
        graph.push(one)?;
        graph.push(one)
    });
    to.add("chain", |graph| {
        let class = node_class(graph)?;
        let mut first = None::<NodeId>;
        for number in 0..300 {
            let name = format!("node {number}");
            first = Some(
                graph
                    .object(class)?
                    .set("name", name)?
                    .set("next", first)?
                    .id(),
            );
        }
        graph.push(first)
    });
    to.add("diamond", |graph| {
        let class = node_class(graph)?;
        let shared = graph.object(class)?.set("name", "shared")?.id();
        for name in ["left", "right"] {
            let side = graph
                .object(class)?
                .set("name", name)?
                .set("next", shared)?
                .id();
            graph.push(side)?;
        }
        graph.push(shared)
    });
    to.add("again-after-reset", |graph| {
        let class = node_class(graph)?;
        let shared = graph.object(class)?.set("name", "shared")?.id();
        graph.push(shared)?;
        graph.push(shared)?;
        graph.push_reset();
        graph.push(shared)?;
        graph.push(shared)
    });
}

fn custom_class(graph: &mut Graph) -> Result<ClassId> {
    graph.define(
        ClassBuilder::serializable("drivers.ConstructModel$Custom", 20)
            .write_method()
            .field("number", "int"),
    )
}

/// What `Custom.writeObject` writes behind its field.
fn custom_contents(data: &[u8], objects: &[Option<NodeId>]) -> Result<Contents> {
    let length = |length: usize| i32::try_from(length).unwrap();
    let mut contents = Contents::new()
        .int(length(data.len()))
        .bytes(data)
        .int(length(objects.len()));
    for object in objects {
        contents = contents.object(*object).utf("then")?;
    }
    Ok(contents)
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn add_custom(to: &mut Cases) {
    for length in [0, 1, 247, 248, 1015, 1016, 1017, 1271, 5000] {
        to.add(format!("custom {length}"), |graph| {
            let data: Vec<u8> = (0..length).map(|i| i as u8).collect();
            let class = custom_class(graph)?;
            let custom = graph
                .object(class)?
                .set("number", length)?
                .annotate(class, &custom_contents(&data, &[])?)?
                .id();
            graph.push(custom)
        });
    }
    to.add("custom-objects", |graph| {
        let class = custom_class(graph)?;
        let inner = graph
            .object(class)?
            .set("number", 2)?
            .annotate(class, &custom_contents(&[], &[])?)?
            .id();
        let a = graph.intern("a")?;
        let objects = [Some(a), None, Some(a), Some(inner)];
        let outer = graph
            .object(class)?
            .set("number", 1)?
            .annotate(class, &custom_contents(&[0; 3], &objects)?)?
            .id();
        graph.push(outer)
    });
    to.add("custom-of-itself", |graph| {
        let class = custom_class(graph)?;
        let custom = graph.object(class)?.set("number", 3)?.id();
        let contents = custom_contents(&[], &[Some(custom)])?;
        graph.edit(custom)?.annotate(class, &contents)?;
        graph.push(custom)
    });
    to.add("custom-levels", |graph| {
        let class = custom_class(graph)?;
        let below = graph.define(
            ClassBuilder::serializable("drivers.ConstructModel$SubCustom", 21)
                .superclass(class)
                .write_method()
                .field("below", "java.lang.String"),
        )?;
        let text = graph.intern("below")?;
        let contents = Contents::new()
            .boolean(true)
            .double(2.5)
            .flush()
            .float(f32::NAN);
        let object = graph
            .object(below)?
            .set("number", 4)?
            .set("below", text)?
            .annotate(class, &custom_contents(&[0; 2], &[Some(text), None])?)?
            .annotate(below, &contents)?
            .id();
        graph.push(object)
    });
    to.add("persistent", |graph| {
        let class = graph.define(
            ClassBuilder::serializable("drivers.ConstructModel$Persistent", 22)
                .write_method()
                .field("z", "java.lang.String")
                .field("a", "int[]")
                .field("y", "int")
                .field("b", "byte"),
        )?;
        let object = graph.object(class)?.set("z", "zed")?.set("y", 25)?.id();
        graph.push(object)
    });
    for number in [0, 1, 127, 128, 129, 500] {
        to.add(format!("external {number}"), |graph| {
            let class = external_class(graph)?;
            let external = external(graph, class, number, Literal("x"))?;
            graph.push(external)
        });
    }
    to.add("external-nested", |graph| {
        let class = external_class(graph)?;
        let inner = external(graph, class, 1, None::<NodeId>)?;
        let outer = external(graph, class, 2, inner)?;
        let last = external(graph, class, 1, outer)?;
        for object in [outer, outer, last] {
            graph.push(object)?;
        }
        Ok(())
    });
}

fn external_class(graph: &mut Graph) -> Result<ClassId> {
    let (upper, ..) = levels(graph)?;
    let class = ClassBuilder::externalizable("drivers.ConstructModel$External", 30);
    graph.define(class.superclass(upper))
}

fn external(
    graph: &mut Graph,
    class: ClassId,
    number: i32,
    object: impl javawire::IntoJava,
) -> Result<NodeId> {
    let object = graph.value_of(object)?;
    let mut contents = Contents::new().int(number).object(object);
    for value in 0..number {
        contents = contents.long(value.into());
    }
    Ok(graph.object(class)?.annotate(class, &contents)?.id())
}

const GREETER: &str = "drivers.ConstructModel$Greeter";

fn handler_class(graph: &mut Graph) -> Result<ClassId> {
    let class = ClassBuilder::serializable("drivers.ConstructModel$Handler", 40);
    graph.define(class.field("state", "java.lang.Object"))
}

fn add_proxies(to: &mut Cases) {
    to.add("proxy", |graph| {
        let (_, proxy) = proxy(graph)?;
        graph.push(proxy)?;
        graph.push(proxy)
    });
    to.add("proxy-two", |graph| {
        let handler = handler_class(graph)?;
        let one = graph.define(ClassBuilder::proxy([GREETER]))?;
        let two = graph.define(ClassBuilder::proxy([GREETER, "java.util.Comparator"]))?;
        let inner = graph.object(handler)?.set("state", Literal("state"))?.id();
        let inner = graph.object(one)?.set("h", inner)?.id();
        let outer = graph.object(handler)?.set("state", inner)?.id();
        let outer = graph.object(two)?.set("h", outer)?.id();
        graph.push(outer)
    });
    to.add("proxy-cycle", |graph| {
        let class = handler_class(graph)?;
        let two = graph.define(ClassBuilder::proxy([GREETER, "java.util.Comparator"]))?;
        let handler = graph.object(class)?.id();
        let proxy = graph.object(two)?.set("h", handler)?.id();
        graph.edit(handler)?.set("state", proxy)?;
        graph.push(proxy)
    });
    to.add("proxy-class", |graph| {
        let (class, proxy) = proxy(graph)?;
        let class = graph.class_object(class)?;
        graph.push(class)?;
        graph.push(proxy)
    });
}

fn proxy(graph: &mut Graph) -> Result<(ClassId, NodeId)> {
    let handler = handler_class(graph)?;
    let class = graph.define(ClassBuilder::proxy([GREETER]))?;
    let handler = graph.object(handler)?.set("state", Literal("state"))?.id();
    let proxy = graph.object(class)?.set("h", handler)?.id();
    Ok((class, proxy))
}

fn add_top_level(to: &mut Cases) {
    let data = |length: usize| Contents::new().bytes(&vec![length as u8; length]);
    to.add("data", |graph| {
        graph.push_contents(&Contents::new().int(42).utf("ñ")?.boolean(true))
    });
    to.add("data-among-objects", |graph| {
        let a = graph.intern("a")?;
        let first = Contents::new().object(a).bytes(&[3; 3]).object(a);
        graph.push_contents(&first)?;
        graph.push_contents(&data(300))?;
        graph.push_contents(&data(2000))?;
        graph.push_reset();
        graph.push_contents(&data(1))?;
        graph.push(a)
    });
    for length in [1, 255, 256, 1023, 1024, 1025, 1279, 1280, 5000] {
        to.add(format!("data {length}"), |graph| {
            graph.push_contents(&data(length))
        });
    }
}
