//! How often memory is taken: for what the values need, and no more.

use std::sync::Arc;

use allocation_counter::measure;
use javawire::typed::{class, from_slice, to_vec};

const BEANS: u64 = 10_000;

/// Objects that a text of their own and three texts of seven are in.
#[derive(Clone)]
struct Bean {
    id: i32,
    price: f64,
    labels: Vec<Arc<str>>,
    name: Arc<str>,
}
class! { Bean { "com.example.Bean" = 1 { id; price; labels: "java.lang.String[]"; name; } } }

/// The same, each text by itself.
struct Own {
    id: i32,
    price: f64,
    labels: Vec<String>,
    name: String,
}
class! { Own { "com.example.Bean" = 1 { id; price; labels: "java.lang.String[]"; name; } } }

fn beans() -> Vec<Bean> {
    let colours = ["red", "green", "blue", "cyan", "black", "white", "gold"].map(Arc::from);
    let beans = (0..10_000_i32).map(|id| {
        let from = usize::try_from(id).unwrap() % 5;
        Bean {
            id,
            price: f64::from(id) / 4.0,
            labels: colours[from..from + 3].to_vec(),
            name: format!("bean-{id}").into(),
        }
    });
    beans.collect()
}

/// How often memory is taken that the values do not need: what grows does so by doubling.
const BESIDES: u64 = 250;

#[test]
fn reading_allocates_what_the_values_need() {
    let stream = to_vec(&beans()).unwrap();

    let mut own = Vec::new();
    let info = measure(|| own = from_slice::<Vec<Own>>(&stream).unwrap());
    // Each its name, its labels, and the array of these.
    let needed = BEANS * 5 + 1;
    assert!(info.count_total >= needed, "{info:?}");
    assert!(info.count_total <= needed + BESIDES, "{info:?}");
    let last = own.last().unwrap();
    assert_eq!((last.id, last.price), (9_999, 2_499.75));
    assert_eq!((last.labels.len(), last.name.as_str()), (3, "bean-9999"));

    let mut shared = Vec::new();
    let info = measure(|| shared = from_slice::<Vec<Bean>>(&stream).unwrap());
    // The labels are seven for all.
    let needed = BEANS * 2 + 7 + 1;
    assert!(info.count_total >= needed, "{info:?}");
    assert!(info.count_total <= needed + BESIDES, "{info:?}");
    assert!(Arc::ptr_eq(&shared[0].labels[0], &shared[5].labels[0]));
}

#[test]
fn writing_allocates_no_more_for_more_values() {
    let beans = beans();
    let few = &beans[..10].to_vec();
    let count = |beans: &Vec<Bean>| measure(|| drop(to_vec(beans).unwrap())).count_total;
    // What is known of the class is kept.
    count(few);
    // What grows does so by doubling, a thousandfold in ten steps: the bytes, and what knows the texts.
    assert!(
        count(&beans) <= count(few) + 3 * 10 + 5,
        "{}",
        count(&beans)
    );

    let own = from_slice::<Vec<Own>>(&to_vec(&beans).unwrap()).unwrap();
    drop(to_vec(&own[0]).unwrap());
    let info = measure(|| drop(to_vec(&own).unwrap()));
    assert!(info.count_total <= 40, "{info:?}");
}

#[test]
fn arrays_and_long_texts_are_allocated_once() {
    let ints: Vec<i32> = (0..1 << 20).collect();
    let stream = to_vec(&ints).unwrap();
    let mut read = Vec::new();
    let info = measure(|| read = from_slice::<Vec<i32>>(&stream).unwrap());
    assert!(read == ints);
    // The array, and what parses the class before it.
    assert!(info.bytes_max < 4 * (1 << 20) + 10_000, "{info:?}");

    let info = measure(|| drop(to_vec(&ints).unwrap()));
    assert!(info.bytes_max < 4 * (1 << 20) + 10_000, "{info:?}");
    let text = "a".repeat(1 << 20);
    let info = measure(|| drop(to_vec(&text).unwrap()));
    assert!(info.bytes_max < (1 << 20) + 10_000, "{info:?}");
}
