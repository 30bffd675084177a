//! What the Java programs print, and how outputs are compared.
//!
//! The pairs of two Java programs prove these lines; all other pairs must
//! print the same.

use super::texts::{Greeting, Phrase};

/// What a phrase server prints at the end of each conversation.
pub const PHRASE_SERVED: &str = "Server esperando una nueva conexión...";

/// Returns the lines of a phrase server that has served these phrases in turn.
pub fn phrase_server<'a>(port: u16, phrases: impl IntoIterator<Item = &'a Phrase>) -> Vec<String> {
    let mut text = format!("Servidor iniciado y escuchando por el puerto {port}");
    for phrase in phrases {
        text += "\nLa frase recibida es: ";
        text += &phrase.text.printed();
        text += "\nEl servidor devuelve la frase: ";
        text += &phrase.upper.printed();
        text += "\n";
        text += PHRASE_SERVED;
    }
    lines(&text)
}

/// Returns the lines of a phrase client that sends `phrase` and receives `answer`.
pub fn phrase_client(phrase: &str, answer: &str) -> Vec<String> {
    lines(&format!(
        "Introduce la frase a enviar en minúsculas\n\
         Se envia la frase {phrase}\n\
         La frase recibida es: {answer}"
    ))
}

/// Returns the lines of a greeting server after so many clients, all from the
/// address that Java spells `address`.
pub fn greeting_server(port: u16, clients: usize, address: &str) -> Vec<String> {
    let mut lines = vec![
        format!("Server is Running at {port}"),
        "Waiting for Client".to_owned(),
    ];
    for _ in 0..clients {
        lines.push(format!("Client /{address}is Connected"));
        lines.push("Waiting for Client".to_owned());
    }
    lines
}

/// Returns the lines of a greeting client.
pub fn greeting_client(greeting: &Greeting) -> Vec<String> {
    lines(&greeting.text.printed())
}

/// Fails at the first line that differs, and shows where it does.
#[track_caller]
pub fn assert_lines(what: &str, actual: &[String], expected: &[String]) {
    let length = actual.len().max(expected.len());
    for at in 0..length {
        let (actual, expected) = (actual.get(at), expected.get(at));
        assert!(
            actual == expected,
            "{what}: line {} is not what Java prints\n  printed: {}\n  Java:    {}",
            at + 1,
            around_difference(actual, expected),
            around_difference(expected, actual)
        );
    }
}

/// Returns a line fit for a message: a long one by its two ends.
pub fn shortened(line: &str) -> String {
    const END: usize = 100;

    let length = line.chars().count();
    if length <= 3 * END {
        return line.to_owned();
    }
    let head: String = line.chars().take(END).collect();
    let tail: String = line.chars().skip(length - END).collect();
    format!("{head} ... {tail} ({length} characters)")
}

/// Returns bytes fit for a message: many of them by their two ends.
pub fn shortened_bytes(bytes: &[u8]) -> String {
    const END: usize = 40;

    let length = bytes.len();
    if length <= 3 * END {
        return format!("{bytes:02X?}");
    }
    format!(
        "{:02X?} ... {:02X?} ({length} bytes)",
        &bytes[..END],
        &bytes[length - END..]
    )
}

/// Returns the index of the first byte in which the two differ.
pub fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    let differs = one.iter().zip(other).position(|(one, other)| one != other);
    differs.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))
}

fn around_difference(line: Option<&String>, other: Option<&String>) -> String {
    const BEFORE: usize = 30;
    const LENGTH: usize = 120;

    let Some(line) = line else {
        return "no such line".to_owned();
    };
    let same = |other: &String| {
        line.chars()
            .zip(other.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let from = other.map_or(0, same).saturating_sub(BEFORE);
    let part: String = line.chars().skip(from).take(LENGTH).collect();
    format!(
        "{part:?} (from character {from} of {})",
        line.chars().count()
    )
}

/// A text may hold line feeds of its own.
fn lines(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}
