//! How much memory a direction holds, whatever comes in it.

use allocation_counter::measure;
use javawire::inspect::watch::{Kind, Watch, WatchSettings};

use super::seen::Seen;
use crate::hostile::shapes;
use crate::hostile::wire::Wire;

/// How much memory the directions here may hold.
const MOST: usize = 4 << 20;

/// What is allocated besides: the line of the message that is shown.
const LINE: u64 = 64 << 10;

fn watch() -> Watch {
    Watch::new(WatchSettings::default().with_max_memory(MOST))
}

/// Watches all of it, and shows each message on a line. Returns how many objects were shown, and how
/// many forgotten.
#[track_caller]
fn bounded(stream: &[u8]) -> (usize, usize) {
    let (mut shown, mut forgotten) = (0, 0);
    let taken = measure(|| {
        let mut watch = watch();
        let mut take = |watch: &mut Watch| {
            while let Some(mut message) = watch.next() {
                assert!(message.line(80).len() <= 320);
                match message.kind() {
                    Kind::Object { .. } => shown += 1,
                    Kind::Forgotten { .. } => forgotten += 1,
                    _ => {}
                }
            }
            assert!(watch.held() <= MOST, "{}", watch.held());
        };
        for piece in stream.chunks(16 << 10) {
            watch.push(piece);
            take(&mut watch);
        }
        watch.end();
        take(&mut watch);
    });
    let most = MOST as u64 + LINE;
    assert!(taken.bytes_max <= most, "{} bytes at once", taken.bytes_max);
    (shown, forgotten)
}

#[test]
fn hostile_streams_stay_within_the_bound() {
    const DEEP: usize = 200_000;

    for nest in [
        shapes::objects_in_fields(),
        shapes::arrays_in_arrays(),
        shapes::objects_in_annotations(),
        shapes::objects_in_external_contents(),
        shapes::objects_in_place_of_fields(),
        shapes::class_descs_in_class_annotations(),
        shapes::proxy_class_descs_in_class_annotations(),
        shapes::class_objects_in_class_annotations(),
        shapes::proxies_in_proxies(),
        shapes::superclasses(),
        shapes::exceptions_in_exceptions(),
        shapes::everything_in_turn(),
    ] {
        bounded(&nest.whole(DEEP));
        bounded(&nest.unfinished(DEEP));
        bounded(&nest.broken_off(DEEP));
    }
    for flood in [
        shapes::resets(),
        shapes::headers(),
        shapes::exceptions(),
        shapes::class_descs(),
        shapes::proxy_class_descs(),
        shapes::nulls(),
        shapes::references(),
        shapes::strings(),
        shapes::long_strings(),
        shapes::objects(),
        shapes::annotated_objects(),
        shapes::class_objects(),
        shapes::arrays(),
        shapes::enums(),
        shapes::blocks(),
        shapes::blocks_in_an_annotation(),
        shapes::nulls_in_an_annotation(),
    ] {
        bounded(&flood.of(DEEP));
    }
    for large in [shapes::fields(), shapes::interfaces()] {
        bounded(&large.of(2));
    }
}

/// Arrays that announce more than comes, after much that was not held.
#[test]
fn what_is_announced_takes_no_memory() {
    let array = Wire::part().reference(0).count(60_000);
    let stream = Wire::stream()
        .plain_class("[La;", javawire::codes::SC_SERIALIZABLE)
        .times(300, &[&[0x7A, 0, 0, 0xFF, 0xFF][..], &[7; 0xFFFF]].concat())
        .times(
            500,
            &[&[javawire::codes::TC_ARRAY][..], &array.bytes()].concat(),
        );
    bounded(&stream.bytes());
}

/// Beyond the bound objects are named and not shown, up to the next reset.
#[test]
fn objects_are_forgotten_until_the_next_reset() {
    let string = Wire::part().string(&"a".repeat(60_000)).bytes();
    let part = Wire::part()
        .times(100, &string)
        .code(javawire::codes::TC_RESET)
        .bytes();
    let stream = Wire::stream().times(2, &part).bytes();
    let seen = Seen::with(watch(), &stream, 1000);
    seen.covers(stream.len()).unwrap();
    let kinds = seen.kinds();
    for part in kinds[1..].chunks(101) {
        let shown = part.iter().take_while(|kind| **kind == "object").count();
        assert!((10..90).contains(&shown), "{shown}");
        assert!(
            part[shown..100].iter().all(|kind| *kind == "forgotten"),
            "{part:?}"
        );
        assert_eq!(part[100], "reset");
    }
    let (shown, forgotten) = bounded(&stream);
    assert_eq!(shown + forgotten, 200);
    let line = seen.lines()[99];
    assert_eq!(
        line,
        "an object, not shown: there is no room for more objects before the next reset"
    );
}

/// What begins before the bound, and goes beyond it, is named by its class.
#[test]
fn an_object_beyond_the_bound_is_named() {
    let text = Wire::part().string(&"a".repeat(60_000)).bytes();
    let stream = Wire::stream()
        .code(javawire::codes::TC_ARRAY)
        .plain_class("[Ljava.lang.String;", javawire::codes::SC_SERIALIZABLE)
        .count(100)
        .times(100, &text)
        .string("after");
    let seen = Seen::with(watch(), &stream.bytes(), 1000);
    assert_eq!(seen.kinds(), ["header", "forgotten", "forgotten"]);
    assert!(
        seen.lines()[1].starts_with("String[], not shown"),
        "{:?}",
        seen.lines()
    );
    let json = serde_json::from_str::<serde_json::Value>(&seen.0[1].json).unwrap();
    assert_eq!(json["class"], "java.lang.String[]");
}

/// Whoever gives more at once than may be held is told.
#[test]
fn more_at_once_than_may_be_held_is_lost_by_name() {
    let mut watch = watch();
    let bytes = vec![b'x'; 2 * MOST];
    watch.push(&bytes);
    assert!(watch.held() <= MOST);
    let mut seen = Seen(Vec::new());
    seen.take(&mut watch);
    watch.end();
    seen.take(&mut watch);
    seen.covers(bytes.len()).unwrap();
    let last = seen.lines().pop().unwrap();
    assert!(
        last.starts_with("more bytes came at once than may be held, from byte"),
        "{last}"
    );
}

/// An idle direction costs next to nothing.
#[test]
fn an_idle_direction_holds_little() {
    let mut watch = Watch::new(WatchSettings::default());
    assert!(watch.held() < 512, "{}", watch.held());
    watch.push(b"\xAC\xED\0\x05\x74\0\x04hola");
    while watch.next().is_some() {}
    assert!(watch.held() < 4096, "{}", watch.held());
}
