//! Lossless JSON: every stream comes back in the very same bytes.

#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod streams_support;

use javawire::inspect::json::{self, Decoder, Layout};
use streams_support::committed::{self, Stream};
use streams_support::each::each;

/// A stream as JSON, and the message of what is wrong with it.
fn decode(bytes: &[u8], layout: Layout) -> (String, Option<String>) {
    let mut decoder = Decoder::new(bytes, layout);
    let mut text = Vec::new();
    while let Some(piece) = decoder.piece() {
        assert!(std::str::from_utf8(piece).is_ok());
        text.extend_from_slice(piece);
    }
    let error = decoder.error().map(ToString::to_string);
    (String::from_utf8(text).unwrap(), error)
}

fn comes_back(bytes: &[u8], layout: Layout) -> Result<(), String> {
    let (text, error) = decode(bytes, layout);
    let again = json::encode(text.as_bytes()).map_err(|error| format!("{error}\n{text}"))?;
    if again != bytes {
        return Err(format!("other bytes: {again:02X?}\n{bytes:02X?}\n{text}"));
    }
    // Keys in another order, and numbers and strings as serde_json prints them.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let again = json::encode(value.to_string().as_bytes()).map_err(|error| error.to_string())?;
    if again != bytes {
        return Err(format!("other bytes through serde_json\n{text}"));
    }
    if error.is_some() != text.contains("\"@rest\"") {
        return Err(format!("{error:?}, but\n{text}"));
    }
    Ok(())
}

#[test]
fn every_stream_comes_back() {
    let all: Vec<&Stream> = committed::all().iter().collect();
    each(
        &all,
        |stream| &stream.name,
        |stream| {
            comes_back(&stream.bytes, Layout::Compact)?;
            comes_back(&stream.bytes, Layout::Lines)
        },
    );
}

/// Broken off anywhere, or with a byte that cannot stand there.
#[test]
fn every_beginning_of_a_stream_comes_back() {
    let small: Vec<&Stream> = committed::all()
        .iter()
        .filter(|stream| stream.bytes.len() < 500)
        .collect();
    each(
        &small,
        |stream| &stream.name,
        |stream| {
            for end in 0..stream.bytes.len() {
                let mut bytes = stream.bytes[..end].to_vec();
                comes_back(&bytes, Layout::Compact)
                    .map_err(|error| format!("of {end} bytes: {error}"))?;
                bytes.extend_from_slice(b"\xFF\x01\x02");
                comes_back(&bytes, Layout::Compact)
                    .map_err(|error| format!("garbage at {end}: {error}"))?;
            }
            Ok(())
        },
    );
}

#[test]
#[ignore]
fn show() {
    let name = std::env::var("STREAM").unwrap();
    let bytes = std::fs::read(&name).unwrap();
    println!("{}", decode(&bytes, Layout::Lines).0);
}
