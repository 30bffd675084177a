//! Strings, wrappers, numbers, enums and classes.

use javawire::graph::ClassBuilder;
use javawire::{FieldValue, Graph, IntoJava, JavaString, NodeId, Result};

use super::Cases;
use super::arrays::hidden_arrays;
use super::objects::{bean_class, color};

pub fn add(to: &mut Cases) {
    add_strings(to);
    add_wrappers(to);
    add_numbers(to);
    add_enums_and_classes(to);
}

/// What a string literal of Java is.
pub struct Literal(pub &'static str);

impl IntoJava for Literal {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        graph.intern(self.0).map(FieldValue::from)
    }
}

/// A case of these values.
pub fn all<T: IntoJava>(
    to: &mut Cases,
    name: impl Into<String>,
    values: impl IntoIterator<Item = T>,
) {
    to.add(name, |graph| {
        values.into_iter().try_for_each(|value| graph.push(value))
    });
}

fn add_strings(to: &mut Cases) {
    all(to, "string-empty", [""]);
    all(
        to,
        "string-literal-twice",
        [Literal("hola"), Literal("hola")],
    );
    all(to, "string-new-twice", ["hola", "hola"]);
    let mut mixed = "a\0ñ€😀".encode_utf16().collect::<Vec<u16>>();
    mixed.extend([0xD800, 0x20, 0xDC00, 0x7A]);
    all(to, "string-mixed", [JavaString::from_utf16(&mixed)]);
    all(to, "string-65535", ["x".repeat(65535)]);
    all(to, "string-65536", ["x".repeat(65536)]);
    all(to, "string-utf-65536", ["ñ".repeat(32768)]);
    all(to, "null", [None::<NodeId>]);
    all(to, "nulls", [None::<&str>, None]);
    all(to, "nothing", [0; 0]);
    to.add("string-then-reset", |graph| {
        let hola = graph.intern("hola")?;
        graph.push(hola)?;
        graph.push(hola)?;
        graph.push_reset();
        graph.push(hola)?;
        graph.push(hola)
    });
}

fn add_wrappers(to: &mut Cases) {
    for value in [0, 1, -1, 127, 128, -128, -129, 65535, i32::MIN, i32::MAX] {
        all(to, format!("integer {value}"), [value]);
        all(to, format!("short {value}"), [value as i16]);
        all(to, format!("byte {value}"), [value as i8]);
        all(to, format!("char {value}"), [value as u16]);
        all(to, format!("long {value}"), [i64::from(value)]);
    }
    all(to, "long-min", [i64::MIN]);
    all(to, "long-max", [i64::MAX]);
    all(to, "boolean-true", [true]);
    all(to, "boolean-false", [false]);
    let floats = [
        0.0,
        -0.0,
        1.5,
        f32::from_bits(1),
        f32::MAX,
        f32::INFINITY,
        f32::from_bits(0x7FC0_0000),
        f32::from_bits(0x7FC1_2345),
        f32::from_bits(0xFFC0_0001),
    ];
    for (index, value) in floats.into_iter().enumerate() {
        all(to, format!("float {index}"), [value]);
    }
    let doubles = [
        0.0,
        -0.0,
        1.5,
        f64::from_bits(1),
        f64::MAX,
        f64::NEG_INFINITY,
        f64::from_bits(0x7FF8_0000_0000_0000),
        f64::from_bits(0x7FF8_0000_0001_2345),
        f64::from_bits(0xFFF8_0000_0000_0001),
    ];
    for (index, value) in doubles.into_iter().enumerate() {
        all(to, format!("double {index}"), [value]);
    }
    to.add("floats", |graph| {
        let array = graph.array(&floats)?;
        graph.push(array)
    });
    to.add("doubles", |graph| {
        let array = graph.array(&doubles)?;
        graph.push(array)
    });
    to.add("boxes-shared", |graph| {
        let mut boxes = Vec::new();
        for value in (-130..=130_i32).chain(-130..=130) {
            boxes.push(graph.integer(value)?);
            boxes.push(graph.long(value.into())?);
            boxes.push(graph.short(value as i16)?);
            boxes.push(graph.byte(value as i8)?);
            boxes.push(graph.character(value as u16)?);
            boxes.push(graph.boolean(value % 2 == 0)?);
            boxes.push(graph.float(value as f32)?);
            boxes.push(graph.double(value.into())?);
        }
        graph.push(boxes)
    });
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn add_numbers(to: &mut Cases) {
    let values = [
        0,
        1,
        -1,
        16,
        17,
        -16,
        -17,
        127,
        128,
        255,
        256,
        -128,
        -256,
        65536,
        i128::from(i32::MIN),
        i128::from(i64::MAX),
        i128::from(i64::MIN),
    ];
    let integer = |to: &mut Cases, name: &str, value: i128| {
        to.add(format!("big-integer {name}"), |graph| {
            let value = graph.big_integer(value)?;
            graph.push(value)
        });
    };
    let decimal = |to: &mut Cases, name: &str, value: i128, scale: i32| {
        to.add(format!("big-decimal {name}"), |graph| {
            let value = graph.big_decimal(value, scale)?;
            graph.push(value)
        });
    };
    for value in values {
        integer(to, &value.to_string(), value);
        decimal(to, &value.to_string(), value, 3);
    }
    for power in [63, 64, 100, 126] {
        integer(to, &format!("2^{power}"), 1 << power);
        integer(to, &format!("-2^{power}"), -(1 << power));
        decimal(to, &format!("2^{power}"), 1 << power, -7);
    }
    to.add("big-integer-twice", |graph| {
        let mut twice = Vec::new();
        for value in values {
            twice.push(graph.big_integer(value)?);
            twice.push(graph.big_integer(value)?);
        }
        graph.push(twice)
    });
    let mut bytes: Vec<u8> = (0..200_u8)
        .map(|i| i.wrapping_mul(37).wrapping_add(1))
        .collect();
    let from_bytes = |to: &mut Cases, name: &str, all: &[&[u8]]| {
        to.add(name, |graph| {
            for bytes in all {
                let value = graph.big_integer_bytes(bytes)?;
                graph.push(value)?;
            }
            Ok(())
        });
    };
    from_bytes(to, "big-integer-1600-bits", &[&bytes]);
    bytes[0] = 0xF9;
    from_bytes(to, "big-integer-negative-1600-bits", &[&bytes]);
    let odd: [&[u8]; 4] = [&[0, 0, 1], &[0xFF, 0xFF], &[0x80], &[0]];
    from_bytes(to, "big-integer-bytes", &odd);
    to.add("big-decimals", |graph| {
        for (unscaled, scale) in [
            (0, 0),
            (10, 1),
            (10, 0),
            (314, 2),
            (-1, -10),
            (1, 20),
            (17, 1),
            (17, 0),
            (-16, 1),
            (1_234_567_890_123_456_789_012_345_678_905, 1),
        ] {
            let value = graph.big_decimal(unscaled, scale)?;
            graph.push(value)?;
        }
        Ok(())
    });
    for (name, millis) in [("0", 0), ("-1", -1), ("max", i64::MAX), ("min", i64::MIN)] {
        to.add(format!("date {name}"), |graph| {
            let date = graph.date(millis)?;
            graph.push(date)
        });
    }
    let id = 0x123E_4567_E89B_12D3_A456_4266_1417_4000;
    for (name, value) in [("uuid 0", 0), ("uuid", id), ("uuid max", u128::MAX)] {
        to.add(name, |graph| {
            let uuid = graph.uuid(value)?;
            graph.push(uuid)
        });
    }
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn add_enums_and_classes(to: &mut Cases) {
    let constants = |to: &mut Cases, name: &str, names: &[&str]| {
        to.add(name, |graph| {
            for name in names {
                // In capitals a constant, in quotes a literal.
                match name.strip_prefix('\'') {
                    Some(literal) => {
                        let literal = graph.intern(literal)?;
                        graph.push(literal)?;
                    }
                    None if *name == "reset" => graph.push_reset(),
                    None => {
                        let constant = color(graph, name)?;
                        graph.push(constant)?;
                    }
                }
            }
            Ok(())
        });
    };
    constants(to, "enum", &["RED"]);
    constants(to, "enum-twice", &["RED", "RED", "GREEN"]);
    constants(to, "enum-body", &["BLUE", "RED"]);
    constants(to, "enum-name-before", &["'RED", "RED", "'RED"]);
    constants(to, "enum-name-after", &["RED", "'RED", "RED", "'RED"]);
    constants(
        to,
        "enum-then-reset",
        &["RED", "'RED", "reset", "RED", "'RED"],
    );
    to.add("enum-two", |graph| {
        let red = color(graph, "RED")?;
        let unit = graph.enum_class("java.util.concurrent.TimeUnit")?;
        let seconds = graph.enum_constant(unit, "SECONDS")?;
        for constant in [red, seconds, red] {
            graph.push(constant)?;
        }
        Ok(())
    });
    to.add("enums", |graph| {
        let mut all = Vec::new();
        for name in ["RED", "GREEN", "BLUE"] {
            all.push(color(graph, name)?);
        }
        let class = hidden_arrays(graph, "drivers.ConstructModel$Color")?;
        let array = graph.array_of(class, all)?;
        graph.push(array)
    });
    to.add("enum-list", |graph| {
        let unit = graph.enum_class("java.util.concurrent.TimeUnit")?;
        let mut all = Vec::new();
        for name in [
            "NANOSECONDS",
            "MICROSECONDS",
            "MILLISECONDS",
            "SECONDS",
            "MINUTES",
            "HOURS",
            "DAYS",
        ] {
            all.push(graph.enum_constant(unit, name)?);
        }
        graph.push(all)
    });
    to.add("enum-class", |graph| {
        let class = graph.enum_class("drivers.ConstructModel$Color")?;
        let class = graph.class_object(class)?;
        graph.push(class)?;
        let green = color(graph, "GREEN")?;
        graph.push(green)
    });
    to.add("classes", |graph| {
        let mut classes = vec![
            graph.jdk_class("java.lang.String")?,
            graph.jdk_class("java.lang.Integer")?,
            graph.jdk_class("java.lang.Object")?,
        ];
        for name in ["int", "void", "java.lang.Runnable"] {
            classes.push(graph.define(ClassBuilder::not_serializable(name))?);
        }
        classes.push(graph.array_class("int")?);
        classes.push(graph.array_class("java.lang.String[]")?);
        classes.push(bean_class(graph)?);
        classes.push(hidden_arrays(graph, "drivers.ConstructModel$Hidden")?);
        classes.push(graph.jdk_class("java.lang.Enum")?);
        let class = ClassBuilder::serializable("java.lang.Class", 3_206_093_459_760_846_163);
        classes.push(graph.define(class)?);
        for class in classes {
            let class = graph.class_object(class)?;
            graph.push(class)?;
        }
        Ok(())
    });
    to.add("class-twice", |graph| {
        for _ in 0..2 {
            let class = graph.jdk_class("java.lang.String")?;
            let class = graph.class_object(class)?;
            graph.push(class)?;
        }
        Ok(())
    });
    for (name, class_first) in [("class-then-object", true), ("object-then-class", false)] {
        to.add(name, |graph| {
            let date = graph.date(5)?;
            let class = graph.jdk_class("java.util.Date")?;
            let class = graph.class_object(class)?;
            let (first, second) = if class_first {
                (class, date)
            } else {
                (date, class)
            };
            graph.push(first)?;
            graph.push(second)
        });
    }
    to.add("type-string-before", |graph| {
        let name = graph.intern("Ljava/lang/String;")?;
        graph.push(name)?;
        let class = bean_class(graph)?;
        let bean = graph.object(class)?.id();
        graph.push(bean)
    });
    to.add("type-string-after", |graph| {
        let class = bean_class(graph)?;
        let bean = graph.object(class)?.id();
        graph.push(bean)?;
        graph.push(Literal("Ljava/lang/String;"))?;
        graph.push(Literal("[I"))?;
        graph.push("[I")
    });
    to.add("empty-list", |graph| {
        for _ in 0..2 {
            let list = graph.empty_list()?;
            graph.push(list)?;
        }
        Ok(())
    });
    for name in JDK_CLASSES {
        to.add(format!("jdk-class {name}"), |graph| {
            let class = graph.jdk_class(name)?;
            let class = graph.class_object(class)?;
            graph.push(class)
        });
    }
}

/// All that `Graph::jdk_class` describes.
const JDK_CLASSES: [&str; 77] = [
    "java.io.EOFException",
    "java.io.FileNotFoundException",
    "java.io.IOException",
    "java.io.InterruptedIOException",
    "java.io.InvalidClassException",
    "java.io.NotSerializableException",
    "java.io.ObjectStreamException",
    "java.io.StreamCorruptedException",
    "java.io.UncheckedIOException",
    "java.lang.ArithmeticException",
    "java.lang.ArrayIndexOutOfBoundsException",
    "java.lang.ArrayStoreException",
    "java.lang.AssertionError",
    "java.lang.Boolean",
    "java.lang.Byte",
    "java.lang.Character",
    "java.lang.ClassCastException",
    "java.lang.CloneNotSupportedException",
    "java.lang.Double",
    "java.lang.Enum",
    "java.lang.Error",
    "java.lang.Exception",
    "java.lang.Float",
    "java.lang.IllegalArgumentException",
    "java.lang.IllegalStateException",
    "java.lang.IndexOutOfBoundsException",
    "java.lang.Integer",
    "java.lang.InterruptedException",
    "java.lang.LinkageError",
    "java.lang.Long",
    "java.lang.NegativeArraySizeException",
    "java.lang.NoSuchFieldException",
    "java.lang.NoSuchMethodException",
    "java.lang.NullPointerException",
    "java.lang.Number",
    "java.lang.NumberFormatException",
    "java.lang.Object",
    "java.lang.OutOfMemoryError",
    "java.lang.ReflectiveOperationException",
    "java.lang.RuntimeException",
    "java.lang.SecurityException",
    "java.lang.Short",
    "java.lang.StackOverflowError",
    "java.lang.StackTraceElement",
    "java.lang.String",
    "java.lang.StringIndexOutOfBoundsException",
    "java.lang.Throwable",
    "java.lang.UnsupportedOperationException",
    "java.lang.VirtualMachineError",
    "java.lang.reflect.Proxy",
    "java.math.BigDecimal",
    "java.math.BigInteger",
    "java.net.ConnectException",
    "java.net.SocketException",
    "java.net.SocketTimeoutException",
    "java.net.UnknownHostException",
    "java.time.DateTimeException",
    "java.time.Ser",
    "java.util.ArrayList",
    "java.util.CollSer",
    "java.util.Collections$EmptyList",
    "java.util.ConcurrentModificationException",
    "java.util.Date",
    "java.util.HashMap",
    "java.util.HashSet",
    "java.util.InputMismatchException",
    "java.util.LinkedHashMap",
    "java.util.LinkedHashSet",
    "java.util.LinkedList",
    "java.util.NoSuchElementException",
    "java.util.TreeMap",
    "java.util.TreeSet",
    "java.util.UUID",
    "java.util.concurrent.CancellationException",
    "java.util.concurrent.CompletionException",
    "java.util.concurrent.ExecutionException",
    "java.util.concurrent.TimeoutException",
];
