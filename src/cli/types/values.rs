//! `--map`.

/// A Rust type for a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mapped {
    pub(super) java: String,
    pub(super) rust: String,
    pub(super) codec: Option<String>,
}

/// What `JAVA=RUST[:CODEC]` says. Paths in Rust have two colons each.
pub(super) fn mapped(text: &str) -> Result<Mapped, String> {
    let wrong = || {
        "expected a class, a Rust type and perhaps a codec, such as \
                    java.util.Date=jiff::Timestamp:my::date"
            .to_owned()
    };
    let (java, rust) = text.split_once('=').ok_or_else(wrong)?;
    let codec = rust.char_indices().map(|(at, _)| at).find(|at| {
        let (before, behind) = rust.split_at(*at);
        behind.starts_with(':') && !behind.starts_with("::") && !before.ends_with(':')
    });
    let (rust, codec) = match codec {
        Some(at) => {
            let (rust, codec) = rust.split_at(at);
            (rust, Some(codec.trim_start_matches(':').to_owned()))
        }
        None => (rust, None),
    };
    if java.is_empty() || rust.is_empty() || codec.as_ref().is_some_and(String::is_empty) {
        return Err(wrong());
    }
    Ok(Mapped {
        java: java.to_owned(),
        rust: rust.to_owned(),
        codec,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codec_stands_behind_one_colon() {
        let mapped = |text| mapped(text).map(|it| (it.java, it.rust, it.codec)).ok();
        let date = || "java.util.Date".to_owned();
        for (text, rust, codec) in [
            ("java.util.Date=jiff::Timestamp", "jiff::Timestamp", None),
            (
                "java.util.Date=jiff::Timestamp:my::date",
                "jiff::Timestamp",
                Some("my::date"),
            ),
            ("java.util.Date=Stamp:Millis", "Stamp", Some("Millis")),
            ("java.util.Date=Option<a::B>:c", "Option<a::B>", Some("c")),
        ] {
            let expected = (date(), rust.to_owned(), codec.map(str::to_owned));
            assert_eq!(mapped(text), Some(expected), "{text}");
        }
        for wrong in ["", "a", "=b", "a=", "a=b:", "a=:c"] {
            assert_eq!(mapped(wrong), None, "{wrong}");
        }
    }
}
