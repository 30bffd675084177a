//! Streams that contradict themselves: what a JVM refuses is refused, and what it reads is read as
//! the same.

use std::io::Write;
use std::process::Stdio;

use javawire::typed::codec::{self, Codec};
use javawire::typed::{
    Decimal, Integer, Out, ReadJava, Timestamp, WriteJava, class, from_slice, to_vec,
};

use super::values::{Value, values};
use crate::support::java::java_class;

/// What a JVM says of each stream.
pub fn verdicts(streams: &[Vec<u8>]) -> Vec<String> {
    let mut child = java_class("Verdicts")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let length = |length: usize| u32::try_from(length).unwrap().to_be_bytes();
    let mut all = length(streams.len()).to_vec();
    for stream in streams {
        all.extend(length(stream.len()));
        all.extend(stream);
    }
    let writer = std::thread::spawn(move || input.write_all(&all));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<String> = said.lines().map(str::to_owned).collect();
    assert_eq!(said.len(), streams.len());
    said
}

/// The stream with other bytes at each place where some stand.
fn changed<'a>(
    stream: &'a [u8],
    these: &'a [u8],
    others: &'a [[u8; 4]],
) -> impl Iterator<Item = Vec<u8>> + 'a {
    let places = stream.windows(these.len()).enumerate();
    let places = places.filter(move |(_, window)| *window == these);
    places.flat_map(move |(place, _)| {
        others.iter().map(move |other| {
            let mut stream = stream.to_vec();
            stream.splice(place..place + these.len(), *other);
            stream
        })
    })
}

/// What this library says, in the same words.
fn ours(kind: &str, stream: &[u8]) -> String {
    let read = match kind {
        "map" => from_slice::<Vec<(Option<String>, Option<i32>)>>(stream).map(|all| {
            let text = |key: Option<String>| key.unwrap_or_else(|| "null".to_owned());
            let number = |it: Option<i32>| it.map_or("null".to_owned(), |it| it.to_string());
            let all = all.into_iter();
            all.map(|(key, value)| format!("{}={}", text(key), number(value)))
                .collect::<Vec<_>>()
        }),
        _ => from_slice::<Vec<Option<String>>>(stream).map(|all| {
            let all = all.into_iter();
            all.map(|it| it.unwrap_or_else(|| "null".to_owned()))
                .collect()
        }),
    };
    match read {
        Ok(mut all) => {
            all.sort();
            format!("read [{}]", all.join(", "))
        }
        Err(error) => format!("refused {error}"),
    }
}

/// Each count, load factor and capacity of each collection, changed.
#[test]
fn counts_are_taken_as_a_jvm_takes_them() {
    let mut names = Vec::new();
    let mut streams = Vec::new();
    for Value { name, stream, .. } in values() {
        let kind = name.split(' ').next().unwrap_or_default().to_owned();
        if !["list", "set", "map"].contains(&kind.as_str()) {
            continue;
        }
        let counts = [0_i32, 1, 2, 4, -1, i32::MIN].map(i32::to_be_bytes);
        let factors = [0.0_f32, -1.0, f32::NAN, 0.5].map(f32::to_be_bytes);
        let factor = 0.75_f32.to_be_bytes();
        let all = changed(&stream, &[0, 0, 0, 3], &counts);
        // Not the capacities, which a JVM would make room for.
        let factors = changed(&stream, &factor, &factors).filter(|_| name.ends_with(" 3"));
        for stream in all.chain(factors) {
            names.push(name.clone());
            streams.push(stream);
        }
    }
    assert!(streams.len() > 200, "{}", streams.len());
    let mut refused = 0;
    let mut wrong = Vec::new();
    for ((name, stream), java) in names.iter().zip(&streams).zip(verdicts(&streams)) {
        let kind = name.split(' ').next().unwrap_or_default();
        let ours = ours(kind, stream);
        let told = format!("{name}\n{java}\n{ours}\n{}", stream.escape_ascii());
        if java.starts_with("refused") {
            refused += 1;
        }
        let agrees = match java.starts_with("refused") {
            true => ours.starts_with("refused"),
            false => ours == java,
        };
        if !agrees {
            wrong.push(told);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {}",
        wrong.len(),
        streams.len(),
        wrong.join("\n")
    );
    assert!(refused > 100, "{refused}");
}

struct Unmodifiable {
    m: Vec<String>,
}
class! { Unmodifiable {
    "java.util.Collections$UnmodifiableMap" = -1034234728574286014 { m: "java.util.Map"; }
} }

struct Singles {
    m: Vec<(String, i32)>,
}
class! { Singles {
    "java.util.Collections$UnmodifiableCollection" = 1820017752578914078 {
        m = "c": "java.util.Collection";
    }
} }

/// Writes a value by a codec.
pub struct By<'a, T, C>(pub &'a T, pub std::marker::PhantomData<C>);

impl<T, C: Codec<T>> WriteJava for By<'_, T, C> {
    const JAVA: &'static str = C::JAVA;

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> javawire::Result<()> {
        C::write(self.0, out, java)
    }
}

pub fn by<T, C: Codec<T>>(value: &T) -> javawire::Result<Vec<u8>> {
    to_vec(&By::<T, C>(value, std::marker::PhantomData))
}

#[test]
fn a_wrapper_holds_what_it_is_of() {
    let list = to_vec(&Unmodifiable {
        m: vec!["one".to_owned(), "two".to_owned()],
    })
    .unwrap();
    let map = to_vec(&Singles {
        m: vec![("one".to_owned(), 1)],
    })
    .unwrap();
    let java = verdicts(&[list.clone(), map.clone()]);
    assert!(
        java.iter().all(|verdict| verdict.contains("ClassCast")),
        "{java:?}"
    );
    assert!(ours("map", &list).starts_with("refused"));
    assert!(ours("list", &list).starts_with("refused"));
    assert!(ours("list", &map).starts_with("refused"));
    assert!(ours("map", &map).starts_with("refused"));
}

/// A null key or value ends some maps; in others it is an entry, or refused.
#[test]
fn nulls_in_maps_are_taken_as_a_jvm_takes_them() {
    let entries: Vec<(String, String)> = ["one", "two", "three"]
        .map(|key| (key.to_owned(), format!("{key}!")))
        .into();
    let all = [
        ("HashMap", by::<_, codec::HashMap>(&entries)),
        ("LinkedHashMap", by::<_, codec::LinkedHashMap>(&entries)),
        ("Hashtable", by::<_, codec::Hashtable>(&entries)),
        (
            "ConcurrentHashMap",
            by::<_, codec::ConcurrentHashMap>(&entries),
        ),
    ];
    let mut streams = Vec::new();
    for (name, stream) in all {
        let stream = stream.unwrap();
        for text in ["two", "two!"] {
            let mut written = vec![0x74, 0, u8::try_from(text.len()).unwrap()];
            written.extend(text.as_bytes());
            let mut places = stream.windows(written.len());
            let place = places.position(|window| window == written).unwrap();
            let mut changed = stream.clone();
            changed.splice(place..place + written.len(), [0x70]);
            streams.push((format!("{name} {text}"), changed));
        }
    }
    let bytes: Vec<Vec<u8>> = streams.iter().map(|(_, stream)| stream.clone()).collect();
    for ((name, stream), java) in streams.iter().zip(verdicts(&bytes)) {
        let read = from_slice::<Vec<(Option<String>, Option<String>)>>(stream);
        match read {
            Err(error) => assert!(java.starts_with("refused"), "{name}: {java}, {error}"),
            Ok(entries) => {
                let text = |it: Option<String>| it.unwrap_or_else(|| "null".to_owned());
                let mut all: Vec<String> = entries
                    .into_iter()
                    .map(|(key, value)| format!("{}={}", text(key), text(value)))
                    .collect();
                all.sort();
                assert_eq!(format!("read [{}]", all.join(", ")), java, "{name}");
            }
        }
    }
}

fn numbered(signum: i32, magnitude: &[u8]) -> Vec<u8> {
    struct Number {
        bit_count: i32,
        bit_length: i32,
        first_nonzero_byte_num: i32,
        lowest_set_bit: i32,
        signum: i32,
        magnitude: Vec<u8>,
    }
    class! { Number {
        "java.lang.Number" = -8742448824652078965 {}
        "java.math.BigInteger" = -8287574255936472291 {
            bit_count; bit_length; first_nonzero_byte_num; lowest_set_bit; signum; magnitude;
            + writeObject {}
        }
    } }
    let number = Number {
        bit_count: -1,
        bit_length: -1,
        first_nonzero_byte_num: -2,
        lowest_set_bit: -2,
        signum,
        magnitude: magnitude.to_vec(),
    };
    to_vec(&number).unwrap()
}

#[test]
fn a_sign_and_its_digits_agree() {
    let mut streams = Vec::new();
    for signum in [-2, -1, 0, 1, 5] {
        for magnitude in [&[][..], &[0], &[0, 7], &[255; 17]] {
            streams.push(numbered(signum, magnitude));
        }
    }
    for (stream, java) in streams.iter().zip(verdicts(&streams)) {
        match from_slice::<Integer>(stream) {
            Ok(number) => assert_eq!(format!("read {number}"), java),
            Err(error) => assert!(java.starts_with("refused"), "{java} {error}"),
        }
    }
    let most: Integer = i128::MIN.into();
    assert_eq!(i128::try_from(&most).unwrap(), i128::MIN);
    let over: Integer = "170141183460469231731687303715884105728".parse().unwrap();
    assert!(i128::try_from(&over).is_err());
    assert!("1".parse::<Decimal>().is_ok());
}

#[test]
fn a_timestamp_that_java_has_not() {
    let time = |seconds, nanos| Timestamp { seconds, nanos };
    for wrong in [
        time(0, -1),
        time(0, 1_000_000_000),
        time(i64::MAX, 0),
        time(i64::MIN / 1000 - 1, 0),
    ] {
        let said = to_vec(&wrong).unwrap_err().to_string();
        assert!(said.contains("java.sql.Timestamp"), "{said}");
    }
    let bytes = to_vec(&time(5, 999_999_999)).unwrap();
    assert_eq!(
        from_slice::<Timestamp>(&bytes).unwrap(),
        time(5, 999_999_999)
    );
    let nanos = 999_999_999_i32.to_be_bytes();
    let wrong = changed(&bytes, &nanos, &[(-5_i32).to_be_bytes()]).next();
    let said = from_slice::<Timestamp>(&wrong.unwrap()).unwrap_err();
    assert!(said.to_string().contains("-5 nanoseconds"), "{said}");
}

/// Whatever it is read as.
fn refusal<T: ReadJava>(stream: &[u8]) -> String {
    from_slice::<T>(stream).err().unwrap().to_string()
}

#[derive(Debug)]
struct Held {
    before: Vec<Option<String>>,
    texts: Vec<Option<String>>,
}
class! { Held { "Held" = 1 { before; texts; } } }

#[derive(Debug)]
struct Before {
    before: Vec<Option<String>>,
}
class! { Before { "Held" = 1 { before; } } }

/// The stream up to a text, and from there on the exception that the writer failed with.
fn cut_at(stream: &[u8], text: &str) -> Vec<u8> {
    let mut needle = vec![0x74, 0, u8::try_from(text.len()).unwrap()];
    needle.extend(text.as_bytes());
    let place = stream
        .windows(needle.len())
        .position(|window| window == needle);
    let mut cut = stream[..place.unwrap()].to_vec();
    cut.push(0x7B);
    let exception = javawire::typed::Throwable::new("java.io.NotSerializableException")
        .with_message("com.shop.Socket");
    cut.extend(&to_vec(&exception).unwrap()[4..]);
    cut
}

#[test]
fn what_an_exception_cut_off_is_not_taken_for_whole() {
    use std::collections::{HashMap, HashSet};

    use javawire::Graph;
    use javawire::typed::{Any, Array, Throwable};

    let said = |said: String| {
        assert!(
            said.contains(
                "writing aborted; java.io.NotSerializableException: com.shop.Socket at the peer"
            ),
            "{said}"
        );
    };
    let texts: Vec<Option<String>> = ["one", "two", "three"].map(|it| Some(it.into())).into();
    let list = cut_at(&to_vec(&texts).unwrap(), "three");
    said(refusal::<Vec<Option<String>>>(&list));
    said(refusal::<HashSet<Option<String>>>(&list));
    said(refusal::<Any>(&list));
    let set = cut_at(&by::<_, codec::LinkedHashSet>(&texts).unwrap(), "three");
    said(refusal::<Vec<Option<String>>>(&set));
    let entries: Vec<(String, Option<String>)> = vec![("key".into(), Some("value".into()))];
    for text in ["key", "value"] {
        let map = cut_at(&to_vec(&entries).unwrap(), text);
        said(refusal::<Vec<(Option<String>, Option<String>)>>(&map));
        said(refusal::<HashMap<Option<String>, Option<String>>>(&map));
    }
    let array = Array(texts.clone());
    let array = cut_at(&to_vec(&array).unwrap(), "three");
    said(refusal::<Array<Option<String>>>(&array));
    said(refusal::<Vec<Option<String>>>(&array));
    let held = Held {
        before: Vec::new(),
        texts: texts.clone(),
    };
    let held = cut_at(&to_vec(&held).unwrap(), "two");
    said(refusal::<Held>(&held));
    // What is read of it is whole; the object is not.
    said(refusal::<Before>(&held));
    said(refusal::<std::sync::Arc<Before>>(&held));
    let graph = Graph::read(&held).unwrap();
    said(
        graph
            .get::<Before>(graph.root().unwrap())
            .unwrap_err()
            .to_string(),
    );
    let error = Throwable::new("java.lang.Error").with_message("text");
    said(refusal::<Throwable>(&cut_at(
        &to_vec(&error).unwrap(),
        "text",
    )));
    // Nothing of the object had been written, and another comes after.
    let mut other = cut_at(&to_vec("three").unwrap(), "three");
    other.extend(&to_vec("four").unwrap()[4..]);
    said(refusal::<String>(&other));
}
