//! The languages whose upper case is their own, and which of them is meant.

use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::process::Command;
use std::str::FromStr;

use super::language_tag;

/// What `java.util.Locale` means for upper case.
///
/// Most languages share one upper case; the JDK treats three apart, which it
/// knows by the two-letter codes `tr`, `az` and `lt` alone: `tur`, `aze` and
/// `lit` are [`Locale::Root`] to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Every language but those below, as `java.util.Locale.ROOT`.
    #[default]
    Root,
    /// Turkish or Azeri: `i` has its dot in upper case too.
    TurkishOrAzeri,
    /// Lithuanian: an extra dot above `i` or `j` goes away in upper case.
    Lithuanian,
}

impl Locale {
    /// Returns the locale that a language tag (`tr`, `az-Latn-AZ`, `und`) or a
    /// POSIX locale name (`tr_TR.UTF-8`, `lt_LT@euro`, `turkish`, `C`) means.
    ///
    /// Tags are read as `java.util.Locale.Builder.setLanguageTag` reads them,
    /// names as the JVM reads `LC_ALL`. The irregular tags of BCP 47, such as
    /// `i-klingon`, are not known.
    ///
    /// # Errors
    ///
    /// [`InvalidLocale`] if it is neither.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::java_text::locale::Locale;
    ///
    /// assert_eq!(Locale::from_tag("tr-TR")?, Locale::TurkishOrAzeri);
    /// assert_eq!(Locale::from_tag("lt_LT.UTF-8")?, Locale::Lithuanian);
    /// assert_eq!(Locale::from_tag("es")?, Locale::Root);
    /// assert!(Locale::from_tag("tr-").is_err());
    /// # Ok::<(), javawire::java_text::locale::InvalidLocale>(())
    /// ```
    pub fn from_tag(tag: &str) -> Result<Locale, InvalidLocale> {
        let language = if is_posix_name(tag) {
            language_of_name(tag)
        } else {
            language_tag::language(tag).map_err(|part| InvalidLocale {
                tag: tag.to_owned(),
                part: part.to_owned(),
            })?
        };
        Ok(Locale::of_language(language))
    }

    /// Returns the locale that a JVM on Linux takes from these environment
    /// variables, its `user.language`.
    ///
    /// The JVM calls `setlocale(LC_ALL, "")` and asks for `LC_MESSAGES`: that is
    /// `LC_ALL`, else `LC_MESSAGES`, else `LANG`, the first that is set and not
    /// empty. If the locale of any category is not installed, even if only `LC_PAPER`, the call
    /// fails and the language is English. `LANGUAGE` and `LC_CTYPE` have no say.
    ///
    /// `variable` looks an environment variable up. `installed` tells whether
    /// the C library has the locale of that name; it is asked only when the
    /// language is one of the three.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::java_text::locale::Locale;
    ///
    /// let variable = |name: &str| (name == "LANG").then(|| "tr_TR.UTF-8".to_owned());
    /// let locale = Locale::from_environment(variable, |_| true);
    /// assert_eq!(locale, Locale::TurkishOrAzeri);
    ///
    /// let locale = Locale::from_environment(variable, |_| false);
    /// assert_eq!(locale, Locale::Root);
    /// ```
    pub fn from_environment(
        variable: impl Fn(&str) -> Option<String>,
        installed: impl Fn(&str) -> bool,
    ) -> Locale {
        let name_for = |category| {
            [LC_ALL, category, "LANG"]
                .into_iter()
                .filter_map(&variable)
                .find(|name| !name.is_empty())
                .unwrap_or_else(|| "C".to_owned())
        };
        let locale = Locale::of_language(language_of_name(&name_for("LC_MESSAGES")));
        if locale == Locale::Root {
            return Locale::Root;
        }
        let names: BTreeSet<String> = CATEGORIES.into_iter().map(name_for).collect();
        let present = |name: &String| name == "C" || name == "POSIX" || installed(name);
        if names.iter().all(present) {
            locale
        } else {
            Locale::Root
        }
    }

    /// Returns the locale that a JVM started by this process would have.
    ///
    /// On Linux this is [`Locale::from_environment`], and the program `locale`
    /// of the C library tells which locales are installed; without that program
    /// (as with musl, which accepts every name) all of them are. Elsewhere too
    /// the environment alone decides, whereas a JVM on macOS or Windows asks the
    /// settings of the system: name the locale there.
    pub fn of_this_process() -> Locale {
        let variable = |name: &str| Some(env::var_os(name)?.to_string_lossy().into_owned());
        Locale::from_environment(variable, is_installed)
    }

    fn of_language(language: &str) -> Locale {
        let is = |code: &str| language.eq_ignore_ascii_case(code);
        if is("tr") || is("az") {
            Locale::TurkishOrAzeri
        } else if is("lt") {
            Locale::Lithuanian
        } else {
            Locale::Root
        }
    }
}

/// As [`Locale::from_tag`].
impl FromStr for Locale {
    type Err = InvalidLocale;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Locale::from_tag(tag)
    }
}

/// A text that does not name a locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidLocale {
    tag: String,
    part: String,
}

impl fmt::Display for InvalidLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let InvalidLocale { tag, part } = self;
        write!(f, "invalid locale {tag:?}")?;
        if tag != part {
            write!(f, " at {part:?}")?;
        }
        f.write_str(": expected a language tag such as tr-TR or a locale name such as tr_TR.UTF-8")
    }
}

impl std::error::Error for InvalidLocale {}

const LC_ALL: &str = "LC_ALL";

/// The categories of the GNU C library; POSIX has the first six.
const CATEGORIES: [&str; 12] = [
    "LC_CTYPE",
    "LC_NUMERIC",
    "LC_TIME",
    "LC_COLLATE",
    "LC_MONETARY",
    "LC_MESSAGES",
    "LC_PAPER",
    "LC_NAME",
    "LC_ADDRESS",
    "LC_TELEPHONE",
    "LC_MEASUREMENT",
    "LC_IDENTIFICATION",
];

/// Asks the C library by way of its own program, since a call of `setlocale`
/// is unsafe in a program of several threads.
fn is_installed(name: &str) -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let Ok(output) = Command::new("locale")
        .arg("charmap")
        .env(LC_ALL, name)
        .output()
    else {
        return true;
    };
    // It succeeds whether or not `setlocale` does, but then it complains. Other
    // lines are not its own: the dynamic linker may have something to say.
    let mut lines = output.stderr.split(|&byte| byte == b'\n');
    !lines.any(|line| line.starts_with(b"locale:"))
}

/// Whether `name` has the form `language_TERRITORY.codeset@modifier` and is not a language tag. The
/// last three parts are optional.
fn is_posix_name(name: &str) -> bool {
    let (rest, modifier) = name.split_once('@').unwrap_or((name, "-"));
    let (base, codeset) = rest.split_once('.').unwrap_or((rest, "-"));
    let is_word = |word: &str, more: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let well_formed = base.split('_').all(|part| is_word(part, ""))
        && base.starts_with(|c: char| c.is_ascii_alphabetic())
        && is_word(codeset, "-_:.")
        && is_word(modifier, "-_=");
    let no_tag =
        name.contains(['_', '.', '@']) || ["C", "POSIX", "turkish", "lithuanian"].contains(&name);
    well_formed && no_tag
}

/// The language of a locale name, as the JVM takes it apart: it cuts at the
/// first dot, and at the first `@` only if there is no dot.
fn language_of_name(name: &str) -> &str {
    let base = match name.split_once('.').or_else(|| name.split_once('@')) {
        Some((base, _)) => base,
        None => name,
    };
    let language = base.split_once('_').map_or(base, |(language, _)| language);
    // Two of the aliases that the JVM knows; the second only without a territory.
    match (language, base) {
        ("turkish", _) => "tr",
        (_, "lithuanian") => "lt",
        _ => language,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What JDK 17 and 25 made of these variables where just the locales named
    /// here were installed: `setlocale` sees to all categories at once.
    #[test]
    fn the_environment_means_what_the_jvm_takes_it_for() {
        const INSTALLED: [&str; 8] = [
            "tr_TR.UTF-8",
            "tr_TR@euro",
            "az_AZ.UTF-8@latin",
            "lt_LT.UTF-8",
            "en_US.UTF-8",
            "tur_TR.UTF-8",
            "turkish",
            "C.UTF-8",
        ];
        for (variables, expected) in [
            ("", Locale::Root),
            ("LANG=tr_TR.UTF-8", Locale::TurkishOrAzeri),
            ("LANG=tr_TR@euro", Locale::TurkishOrAzeri),
            ("LANG=az_AZ.UTF-8@latin", Locale::TurkishOrAzeri),
            ("LANG=lt_LT.UTF-8", Locale::Lithuanian),
            ("LANG=turkish", Locale::TurkishOrAzeri),
            ("LANG=tur_TR.UTF-8", Locale::Root),
            ("LANG=tr_CY.UTF-8", Locale::Root),
            (
                "LC_ALL=tr_TR.UTF-8 LANG=en_US.UTF-8",
                Locale::TurkishOrAzeri,
            ),
            ("LC_ALL=tr_TR.UTF-8 LANG=xx_YY", Locale::TurkishOrAzeri),
            ("LC_ALL=xx_YY LANG=tr_TR.UTF-8", Locale::Root),
            (
                "LC_ALL= LC_MESSAGES= LANG=tr_TR.UTF-8",
                Locale::TurkishOrAzeri,
            ),
            ("LC_MESSAGES=tr_TR.UTF-8", Locale::TurkishOrAzeri),
            ("LC_MESSAGES=tr_TR.UTF-8 LANG=C", Locale::TurkishOrAzeri),
            ("LC_MESSAGES=tr_TR.UTF-8 LANG=xx_YY", Locale::Root),
            ("LC_MESSAGES=en_US.UTF-8 LANG=tr_TR.UTF-8", Locale::Root),
            ("LC_MESSAGES=POSIX LANG=tr_TR.UTF-8", Locale::Root),
            ("LC_CTYPE=tr_TR.UTF-8", Locale::Root),
            ("LC_CTYPE=C LANG=tr_TR.UTF-8", Locale::TurkishOrAzeri),
            ("LC_CTYPE=xx_YY LANG=tr_TR.UTF-8", Locale::Root),
            ("LC_PAPER=xx_YY LANG=tr_TR.UTF-8", Locale::Root),
            ("LC_FOO=xx_YY LANG=tr_TR.UTF-8", Locale::TurkishOrAzeri),
            ("LANGUAGE=tr LANG=en_US.UTF-8", Locale::Root),
            ("LANGUAGE=en LANG=tr_TR.UTF-8", Locale::TurkishOrAzeri),
        ] {
            let variable = |name: &str| {
                let mut pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
                pairs
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.to_owned())
            };
            let locale = Locale::from_environment(variable, |name| INSTALLED.contains(&name));
            assert_eq!(locale, expected, "{variables}");
        }
    }

    #[test]
    fn what_is_installed_is_asked_only_where_it_matters() {
        for name in ["es_ES.UTF-8", "C", "", "turkmen"] {
            let variable = |_: &str| Some(name.to_owned());
            let ask = |name: &str| panic!("asked for {name}");
            assert_eq!(Locale::from_environment(variable, ask), Locale::Root);
        }
    }

    /// The names were measured with JDK 17 and 25 in `LANG`.
    #[test]
    fn a_posix_name_means_what_it_means_in_the_environment() {
        for (name, expected) in [
            ("tr_TR.UTF-8", Locale::TurkishOrAzeri),
            ("TR_TR", Locale::TurkishOrAzeri),
            ("tr.utf8", Locale::TurkishOrAzeri),
            ("tr@x_y", Locale::TurkishOrAzeri),
            ("tr_TR_x_y", Locale::TurkishOrAzeri),
            ("az_Latn_AZ.UTF-8", Locale::TurkishOrAzeri),
            ("turkish", Locale::TurkishOrAzeri),
            ("turkish_TR.UTF-8", Locale::TurkishOrAzeri),
            ("lithuanian", Locale::Lithuanian),
            ("lithuanian.UTF-8", Locale::Lithuanian),
            ("lithuanian_LT", Locale::Root),
            ("tur_TR", Locale::Root),
            ("C", Locale::Root),
            ("C.UTF-8", Locale::Root),
            ("POSIX", Locale::Root),
        ] {
            assert_eq!(Locale::from_tag(name), Ok(expected), "{name}");
        }
    }

    #[test]
    fn what_is_no_locale_is_told_with_its_wrong_part() {
        for (tag, part) in [
            ("", ""),
            ("tr-", ""),
            ("t", "t"),
            ("tr TR", "tr TR"),
            ("tr-TR.UTF-8", "TR.UTF"),
            ("tr_", "tr_"),
            ("_TR", "_TR"),
            ("tr_TR.", "tr_TR."),
            ("tr_TR@", "tr_TR@"),
            ("tr-abcdefghi", "abcdefghi"),
            ("türkçe", "türkçe"),
        ] {
            let error = Locale::from_tag(tag).unwrap_err();
            assert!(tag == error.tag && tag.contains(part), "{error:?}");
        }
        let error = "tr-abcdefghi".parse::<Locale>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid locale \"tr-abcdefghi\" at \"abcdefghi\": expected a language tag \
             such as tr-TR or a locale name such as tr_TR.UTF-8"
        );
    }
}
