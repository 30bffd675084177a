//! Collections, and every kind of key in them.

use javawire::graph::{ClassBuilder, ClassId, Contents, Value};
use javawire::jdk::HashOptions;
use javawire::{FieldValue, Graph, JavaString, NodeId, Result};

use super::Cases;
use super::keys::{KINDS, chance, key, keys};
use super::objects::color;
use super::values::Literal;

const SIZES: [i32; 13] = [0, 1, 2, 6, 11, 12, 13, 24, 25, 48, 49, 100, 1000];

pub fn add(to: &mut Cases) {
    add_lists(to);
    add_maps_of_every_key(to);
    add_collisions(to);
    add_options(to);
    add_sorted(to);
}

fn add_lists(to: &mut Cases) {
    for size in SIZES {
        let strings = || (0..size).map(|i| format!("element {i}"));
        let numbers = || (0..size).map(|i| (i % 5 != 4).then_some(i * 7 - 50));
        to.add(format!("array-list {size}"), |graph| {
            let lists = [graph.array_list(strings())?, graph.array_list(numbers())?];
            lists.into_iter().try_for_each(|list| graph.push(list))
        });
        to.add(format!("linked-list {size}"), |graph| {
            let lists = [graph.linked_list(strings())?, graph.linked_list(numbers())?];
            lists.into_iter().try_for_each(|list| graph.push(list))
        });
    }
    to.add("lists-shared", |graph| {
        let shared = graph.array_list([Literal("a"), Literal("b")])?;
        let a = graph.intern("a")?;
        graph.push(vec![shared, shared, a])?;
        graph.push(shared)
    });
    to.add("list-of-itself", |graph| {
        let list = graph.array_list([None::<NodeId>])?;
        let class = graph.jdk_class("java.util.ArrayList")?;
        let contents = Contents::new().int(1).object(list);
        graph.edit(list)?.annotate(class, &contents)?;
        graph.push(list)
    });
    to.add("lists-nested", |graph| {
        let mut nested = graph.array_list([None::<NodeId>; 0])?;
        for _ in 0..100 {
            nested = graph.array_list([nested])?;
        }
        graph.push(nested)
    });
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn add_maps_of_every_key(to: &mut Cases) {
    for kind in KINDS {
        let sizes = match kind {
            "string" | "integer" => &SIZES[..],
            _ => &[13, 300],
        };
        for &size in sizes {
            to.add(format!("hash-map {kind} {size}"), |graph| {
                let keys = keys(graph, kind, size)?;
                let map = graph.hash_map(keys.into_iter().zip(0..))?;
                graph.push(map)
            });
        }
        to.add(format!("hash-set {kind}"), |graph| {
            let keys = keys(graph, kind, 50)?;
            let set = graph.hash_set(keys)?;
            graph.push(set)
        });
        to.add(format!("linked-hash-map {kind}"), |graph| {
            let keys = keys(graph, kind, 50)?;
            let entries = keys.into_iter().map(|key| (key, None::<NodeId>));
            let map = graph.linked_hash_map(entries)?;
            graph.push(map)
        });
        to.add(format!("linked-hash-set {kind}"), |graph| {
            let keys = keys(graph, kind, 50)?;
            let set = graph.linked_hash_set(keys)?;
            graph.push(set)
        });
    }
    to.add("hash-set-empty", |graph| {
        let set = graph.hash_set([0; 0])?;
        let map = graph.linked_hash_map([(0, 0); 0])?;
        let linked = graph.linked_hash_set([0; 0])?;
        [set, map, linked]
            .into_iter()
            .try_for_each(|each| graph.push(each))
    });
    to.add("hash-map-mixed", |graph| {
        let mut entries = Vec::new();
        for i in 0..20 {
            for kind in KINDS {
                let name = graph.intern(kind)?;
                entries.push((key(graph, kind, i)?, Some(name)));
            }
        }
        let null = graph.intern("null")?;
        entries.push((None, Some(null)));
        entries.push((Some(null), None));
        let map = graph.hash_map(entries)?;
        graph.push(map)
    });
    to.add("hash-map-put-again", |graph| {
        let map = graph.hash_map((0..100).map(|i| (format!("key{}", i % 10), i)))?;
        graph.push(map)
    });
    to.add("hash-map-own-hash", |graph| {
        let class = id_class(graph)?;
        let mut ids = Vec::new();
        for i in 0..100 {
            let id = graph.object(class)?.set("number", i * 5)?.id();
            graph.set_hash_code(id, i * 5 * 31 + 7);
            assert_eq!(graph.hash_code(Some(id)), Some(i * 5 * 31 + 7));
            ids.push((id, i));
        }
        let map = graph.hash_map(ids)?;
        graph.push(map)
    });
    to.add("hash-map-nested", |graph| {
        let inner = graph.hash_map([(0, 0); 0])?;
        let map = graph.intern("map")?;
        let list = graph.intern("list")?;
        let elements = graph.array_list([FieldValue::from(map), 1.into()])?;
        let nested = graph.hash_map([(map, inner), (list, elements)])?;
        graph.push(nested)
    });
    to.add("hash-map-of-itself", |graph| {
        let map = graph.hash_map([("self", None::<NodeId>)])?;
        let class = graph.jdk_class("java.util.HashMap")?;
        let key = graph.new_string("self")?;
        let contents = Contents::new().int(16).int(1);
        let contents = contents.object(key).object(map);
        graph.edit(map)?.annotate(class, &contents)?;
        graph.push(map)
    });
    to.add("any-order enums", |graph| {
        let mut colors = Vec::new();
        for name in ["RED", "GREEN", "BLUE"] {
            colors.push((color(graph, name)?, Literal(name)));
        }
        let set = graph.hash_set(colors.iter().map(|(color, _)| *color))?;
        let map = graph.hash_map(colors)?;
        graph.push(map)?;
        graph.push(set)
    });
    to.add("any-order unknown", |graph| {
        let class = id_class(graph)?;
        let mut ids = Vec::new();
        let mut lists = Vec::new();
        for i in 0..100 {
            ids.push((graph.object(class)?.set("number", i)?.id(), i));
            let text = graph.intern("list")?;
            lists.push(graph.array_list([FieldValue::Int(i), text.into()])?);
        }
        let map = graph.hash_map(ids)?;
        let set = graph.hash_set(lists)?;
        graph.push(map)?;
        graph.push(set)
    });
}

/// The class `Id`, whose hash code is a secret of its own.
fn id_class(graph: &mut Graph) -> Result<ClassId> {
    let class = ClassBuilder::serializable("drivers.ConstructModel$Id", 60);
    graph.define(class.field("number", "int"))
}

/// Strings of so many pairs of letters, all of one hash code.
fn equal_hashes(graph: &mut Graph, pairs: usize) -> Result<Vec<Value>> {
    let mut all = vec![String::new()];
    for _ in 0..pairs {
        let longer = all
            .iter()
            .flat_map(|each| [each.clone() + "Aa", each.clone() + "BB"]);
        all = longer.collect();
    }
    all.into_iter().map(|text| graph.value_of(text)).collect()
}

/// A set and a map of these keys.
fn push_both(graph: &mut Graph, keys: &[Value]) -> Result<()> {
    let set = graph.hash_set(keys.iter().copied())?;
    let map = graph.hash_map(keys.iter().copied().zip(0..))?;
    graph.push(set)?;
    graph.push(map)
}

fn add_collisions(to: &mut Cases) {
    for size in [7, 8, 9, 10, 11, 12, 13, 20, 64, 65, 100, 500, 2048] {
        to.add(format!("collisions {size}"), |graph| {
            let keys = equal_hashes(graph, 11)?;
            push_both(graph, &keys[..size])
        });
        to.add(format!("collisions-reversed {size}"), |graph| {
            let mut keys = equal_hashes(graph, 11)?;
            keys.truncate(size);
            keys.reverse();
            push_both(graph, &keys)
        });
        to.add(format!("collisions-mixed {size}"), |graph| {
            let keys = equal_hashes(graph, 11)?;
            let mixed: Vec<Value> = (0..size).map(|i| keys[i * 1009 % size]).collect();
            push_both(graph, &mixed)
        });
    }
    for step in [64, 128, 1024, 4096, 65536, 1 << 20, 1 << 26] {
        for size in [9, 30, 200, 1500] {
            let set = |to: &mut Cases, name: &str, key: &dyn Fn(i32) -> FieldValue| {
                to.add(format!("bins-{name} {step} {size}"), |graph| {
                    let set = graph.hash_set((0..size).map(key))?;
                    graph.push(set)
                });
            };
            set(to, "up", &|i| i.wrapping_mul(step).into());
            set(to, "down", &|i| (size - i).wrapping_mul(step).into());
            set(to, "chance", &|i| {
                (chance(i) & 0xFFF).wrapping_mul(step).into()
            });
            set(to, "classes", &|i| {
                let value = (i / 4).wrapping_mul(step);
                match i % 2 {
                    0 => value.into(),
                    _ => i64::from(value).into(),
                }
            });
        }
    }
    to.add("bins-of-ties", |graph| {
        let set = graph.hash_set((0..200).map(|i| {
            let hash = i64::from((chance(i) & 7) << 26);
            let other = i64::from(chance(i) as u32 >> 8 & 15);
            other << 32 | (other ^ hash)
        }))?;
        graph.push(set)
    });
    to.add("bins-of-classes", |graph| {
        let mut keys = Vec::new();
        for i in 0..200 {
            let value = (i / 6) * 64 % 2048;
            keys.push(match i % 6 {
                0 => value.into(),
                1 => i64::from(value).into(),
                2 => (value as i16).into(),
                3 => (value as u16).into(),
                4 => graph.date(value.into())?.into(),
                _ => FieldValue::Reference(None),
            });
        }
        let set = graph.hash_set(keys)?;
        graph.push(set)
    });
    to.add("null-among-collisions", |graph| {
        let mut keys = equal_hashes(graph, 4)?;
        keys.push(None);
        keys.push(graph.value_of("")?);
        keys.push(graph.value_of(0)?);
        push_both(graph, &keys)
    });
}

fn add_options(to: &mut Cases) {
    for capacity in [0, 1, 2, 3, 15, 16, 17, 64, 1000] {
        for (factor, name) in [
            (0.75, "0.75"),
            (0.5, "0.5"),
            (2.0, "2.0"),
            (0.1, "0.1"),
            (10.0, "10.0"),
        ] {
            for size in [0, 1, 5, 100] {
                to.add(format!("options {capacity} {name} {size}"), |graph| {
                    let options = HashOptions::default()
                        .with_capacity(capacity)
                        .with_load_factor(factor);
                    let names = || (0..size).map(|i| format!("key{i}"));
                    let map = graph.hash_map_with(options, (0..size).map(|i| (i * 1000, i)))?;
                    let set = graph.hash_set_with(options, names())?;
                    let linked = graph.linked_hash_map_with(options, names().zip(0..))?;
                    [map, set, linked]
                        .into_iter()
                        .try_for_each(|each| graph.push(each))
                });
            }
        }
    }
}

fn add_sorted(to: &mut Cases) {
    for kind in KINDS {
        if kind == "period" || kind == "zone-region" {
            continue;
        }
        to.add(format!("tree-map {kind}"), |graph| {
            let keys = keys(graph, kind, 300)?;
            let map = graph.tree_map(keys.into_iter().zip(0..))?;
            graph.push(map)
        });
        to.add(format!("tree-set {kind}"), |graph| {
            let keys = keys(graph, kind, 300)?;
            let set = graph.tree_set(keys)?;
            graph.push(set)
        });
    }
    to.add("tree-map-empty", |graph| {
        let map = graph.tree_map([(0, 0); 0])?;
        let set = graph.tree_set([0; 0])?;
        graph.push(map)?;
        graph.push(set)
    });
    to.add("tree-map-strings", |graph| {
        let mut entries = Vec::new();
        for key in ["b", "a", "", "B", "ñ", "😀", "\u{FFFF}", "aa", "a\0"] {
            let key = graph.intern(key)?;
            entries.push((key, key));
        }
        let lone = graph.intern(JavaString::from_utf16(&[0xD800]))?;
        entries.push((lone, lone));
        let map = graph.tree_map(entries)?;
        graph.push(map)
    });
    to.add("tree-map-doubles", |graph| {
        let values = [
            0.0,
            -0.0,
            f64::NAN,
            1.0,
            -1.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::from_bits(1),
        ];
        let map = graph.tree_map(values.map(|value| (value, Literal("double"))))?;
        graph.push(map)
    });
    to.add("tree-map-decimals", |graph| {
        let mut entries = Vec::new();
        for (unscaled, scale, text) in [
            (1, 0, "1"),
            (10, 1, "1.0"),
            (100, 2, "1.00"),
            (1, 1, "0.1"),
            (-1, 0, "-1"),
            (-11, 1, "-1.1"),
            (0, 0, "0"),
            (0, -5, "0E+5"),
            (1, -30, "1E+30"),
            (1, 30, "1E-30"),
            (999_999_999_999_999_999_999, 0, "999999999999999999999"),
            (1, -21, "1E+21"),
            (-1, -21, "-1E+21"),
            (12, 1, "12E-1"),
        ] {
            entries.push((graph.big_decimal(unscaled, scale)?, Literal(text)));
        }
        let map = graph.tree_map(entries)?;
        graph.push(map)
    });
    to.add("tree-map-comparator", |graph| {
        let name = "java.lang.String$CaseInsensitiveComparator";
        let class = graph.define(ClassBuilder::serializable(name, 8_575_799_808_933_029_326))?;
        let comparator = graph.object(class)?.id();
        let [a, b, c] = [graph.intern("A")?, graph.intern("b")?, graph.intern("C")?];
        let map = graph.tree_map_in_order(comparator, [(a, 2), (b, 1), (c, 3)])?;
        let set = graph.tree_set_in_order(comparator, [a, b, c])?;
        graph.push(map)?;
        graph.push(set)
    });
}
