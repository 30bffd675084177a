//! The phrases and greetings of the tests.

/// A Java string.
#[derive(Clone)]
pub struct Text {
    pub units: Vec<u16>,
}

/// A phrase, and the upper case that answers it.
#[derive(Clone)]
pub struct Phrase {
    pub name: &'static str,
    pub text: Text,
    pub upper: Text,
}

/// A greeting.
#[derive(Clone)]
pub struct Greeting {
    pub name: &'static str,
    pub text: Text,
}

impl Text {
    /// Returns the string as a Rust one; `None` if surrogates stand alone.
    pub fn to_str(&self) -> Option<String> {
        String::from_utf16(&self.units).ok()
    }

    /// Returns how Java prints it: a surrogate that stands alone as `?`.
    pub fn printed(&self) -> String {
        let decoded = char::decode_utf16(self.units.iter().copied());
        decoded.map(|character| character.unwrap_or('?')).collect()
    }

    /// Returns it as the drivers read and print it.
    pub fn hex(&self) -> String {
        self.units
            .iter()
            .map(|unit| format!("{unit:04x}"))
            .collect()
    }

    /// Returns its length in modified UTF-8.
    pub fn encoded_length(&self) -> usize {
        let length = |unit: &u16| match unit {
            0x01..=0x7F => 1,
            0x00 | 0x80..=0x7FF => 2,
            _ => 3,
        };
        self.units.iter().map(length).sum()
    }
}

/// Returns the phrases that can be typed.
pub fn typed_phrases() -> Vec<Phrase> {
    // One, two, three and six bytes: every way to fall on the edge of a piece.
    let mixed = |letters: &str, tail: &str| letters.repeat(87_381) + tail;
    vec![
        phrase("ASCII", "hola mundo", "HOLA MUNDO"),
        phrase("accents", "¡hola! minúsculas ñ ß", "¡HOLA! MINÚSCULAS Ñ SS"),
        phrase("emoji", "hola 😀 \u{10428}", "HOLA 😀 \u{10400}"),
        phrase("U+0000", "a\0b", "A\0B"),
        phrase("empty", "", ""),
        phrase("65,535 bytes", &"a".repeat(65_535), &"A".repeat(65_535)).of_length(65_535),
        phrase("65,536 bytes", &"a".repeat(65_536), &"A".repeat(65_536)).of_length(65_536),
        phrase(
            "long upper case of a shorter phrase",
            &"\u{149}".repeat(32_000),
            &"\u{2BC}N".repeat(32_000),
        )
        .of_length(64_000),
        phrase("1 MiB", &mixed("añ€😀", "aaaa"), &mixed("AÑ€😀", "AAAA")).of_length(1 << 20),
    ]
}

/// Returns the phrases that no keyboard can carry.
pub fn untyped_phrases() -> Vec<Phrase> {
    let long = [0xD800, 0x61].repeat(20_000);
    let long_upper = [0xD800, 0x41].repeat(20_000);
    vec![
        units("high surrogate alone", &[0xD83D], &[0xD83D]),
        units("low surrogate alone", &[0xDE00], &[0xDE00]),
        units(
            "surrogate between letters",
            &[0x61, 0xD800, 0x62],
            &[0x41, 0xD800, 0x42],
        ),
        units(
            "surrogate between letters that grow",
            &[0xDF, 0xD800, 0xDF],
            &[0x53, 0x53, 0xD800, 0x53, 0x53],
        ),
        units(
            "pair the wrong way round",
            &[0xDE00, 0xD83D],
            &[0xDE00, 0xD83D],
        ),
        units(
            "surrogate beside a pair",
            &[0xD801, 0xD801, 0xDC28],
            &[0xD801, 0xD801, 0xDC00],
        ),
        units("long, of surrogates", &long, &long_upper),
        phrase(
            "several lines",
            "uno\ndos\u{2028}tres\u{85}",
            "UNO\nDOS\u{2028}TRES\u{85}",
        ),
    ]
}

/// Returns the greetings that a command line can carry, up to the longest.
pub fn greetings() -> Vec<Greeting> {
    vec![
        greeting("the published one", "HELLO"),
        greeting("accents", "¡Hola! ñ ß €"),
        greeting("emoji", "hola 😀"),
        greeting("empty", ""),
        greeting("several lines", "uno\ndos"),
        // Three bytes to a character: the command line of some systems holds 32,767 characters.
        greeting("65,535 bytes", &"€".repeat(21_845)).of_length(65_535),
    ]
}

/// Returns the greetings that only a program can give.
pub fn greetings_of_programs() -> Vec<Greeting> {
    let mut phrases = untyped_phrases();
    phrases.retain(|phrase| phrase.text.encoded_length() <= 65_535);
    let mut greetings: Vec<Greeting> = phrases
        .into_iter()
        .map(|Phrase { name, text, .. }| Greeting { name, text })
        .collect();
    greetings.push(greeting("U+0000", "a\0b"));
    greetings.push(greeting("65,535 bytes of ASCII", &"a".repeat(65_535)).of_length(65_535));
    greetings
}

/// Returns a greeting one byte too long for `writeUTF`.
pub fn too_long_a_greeting() -> Greeting {
    greeting("65,536 bytes", &("€".repeat(21_845) + "a")).of_length(65_536)
}

fn phrase(name: &'static str, text: &str, upper: &str) -> Phrase {
    let units_of = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    units(name, &units_of(text), &units_of(upper))
}

fn units(name: &'static str, units: &[u16], upper: &[u16]) -> Phrase {
    Phrase {
        name,
        text: Text {
            units: units.to_vec(),
        },
        upper: Text {
            units: upper.to_vec(),
        },
    }
}

fn greeting(name: &'static str, text: &str) -> Greeting {
    Greeting {
        name,
        text: Text {
            units: text.encode_utf16().collect(),
        },
    }
}

impl Phrase {
    fn of_length(self, length: usize) -> Self {
        assert_eq!(self.text.encoded_length(), length, "{}", self.name);
        self
    }
}

impl Greeting {
    fn of_length(self, length: usize) -> Self {
        assert_eq!(self.text.encoded_length(), length, "{}", self.name);
        self
    }
}
