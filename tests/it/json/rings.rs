//! An array whose elements have no certain order is refused, with what to write.

use serde_json::{Value, json};

use super::edits::Edits;
use super::held::{RING, decoded, encoded, level, read};

#[test]
fn an_array_that_does_not_tell_is_refused() {
    let edits = Edits::start();
    let refusal = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut value = decoded(&edits.streams[name]);
        change(&mut level(&mut value)["fields"]);
        encoded(&value).unwrap_err()
    };
    let items =
        |elements: Value| move |fields: &mut Value| fields["items"]["elements"] = elements.clone();
    let refused = "$.contents[0].fields.items: ";
    let ring = "java.util.concurrent.ArrayBlockingQueue";
    assert_eq!(
        refusal("ring", &items(json!(["a", null, "b", null, null]))),
        format!(
            "{refused}the elements of a {ring} stand side by side, without null between them: move \
             them together, and the nulls behind"
        )
    );
    assert_eq!(
        refusal("ring", &items(json!(["one", "two", null, "three"]))),
        format!(
            "{refused}elements stand at both ends, which would make the later ones the first: move \
             them together, and the nulls behind, or write count 3, takeIndex 3, putIndex 2 if \
             that order is meant"
        )
    );
    assert_eq!(
        refusal("ring", &|fields| {
            fields["items"]["elements"] = json!(["a", "b"]);
            fields["takeIndex"] = json!(1);
        }),
        format!(
            "{refused}all places are taken, and any may be the first: write the number of elements \
             as count, and the place of the first, counted from 0, as takeIndex and putIndex"
        )
    );
    assert_eq!(
        refusal("ring", &items(json!([]))),
        format!(
            "{refused}a {ring} has room for one element at least: write a null for each place that \
             it has"
        )
    );
    for (name, array) in [("vector", "elementData"), ("ring", "items")] {
        let error = refusal(name, &|fields| fields[array] = Value::Null);
        assert!(
            error.starts_with(&format!(
                "$.contents[0].fields.{array}: the elements of a java.util."
            )),
            "{error}"
        );
        assert!(error.contains(&format!("write an array as {array}, with \"elements\"")));
    }
}

/// What those messages say is enough.
#[test]
fn a_ring_that_tells_its_order_is_read_so() {
    let mut edits = Edits::start();
    for (elements, told, expected) in [
        (
            json!(["one", "two", null, "three"]),
            [3, 3, 2],
            "[three, one, two]",
        ),
        (json!(["a", "b"]), [2, 1, 1], "[b, a]"),
    ] {
        let mut value = decoded(&edits.streams["ring"]);
        let fields = &mut level(&mut value)["fields"];
        fields["items"]["elements"] = elements;
        for (name, told) in RING.1.iter().zip(told) {
            fields[*name] = json!(told);
        }
        let encoded = encoded(&value).unwrap();
        assert_eq!(encoded.mended, []);
        assert_eq!(read(&mut edits, "ring", &encoded.stream), expected);
    }
    edits.driver.succeed();
}
