//! Which locale a tag and an environment mean, against the JVM.

use std::fmt::Write as _;

use javawire::java_text::locale::Locale;

use crate::support::java::java_class;
use crate::support::program::Program;

#[test]
fn a_tag_means_what_it_means_to_the_jvm() {
    let subtags = [
        "",
        "tr",
        "TR",
        "az",
        "Lt",
        "en",
        "tur",
        "azj",
        "abcd",
        "tr0",
        "419",
        "41a",
        "0abc",
        "abcde",
        "abcdefgh",
        "abcdefghi",
        "0",
        "a",
        "x",
        "X",
        "tr TR",
        "tür",
    ];
    let mut tags: Vec<String> = subtags.map(str::to_owned).to_vec();
    let mut longest = tags.clone();
    for _ in 0..2 {
        let longer = |head: &String| subtags.map(|subtag| format!("{head}-{subtag}"));
        longest = longest.iter().flat_map(longer).collect();
        tags.extend_from_slice(&longest);
    }
    let deep = [
        "tr-azj-abc-abc-Latn-TR-1994-abcde-u-co-standard-a-bb-x-y-z",
        "tr-abc-abc-abc-abc",
        "lt-Latn-LT-abcde-1abc-0-aa-bbb-x-0",
        "az-Latn-AZ-Latn",
        "az-AZ-Latn",
        "az-u-co-co-u-nu-latn",
        "az-abcde-abcde",
        "tr-a-bb-a",
        "tr-a-b-c",
        "x-a-b-c-tr",
        "und-TR",
    ];
    tags.extend(deep.map(str::to_owned));

    let mut requests = String::new();
    for tag in &tags {
        let hex: String = tag
            .encode_utf16()
            .map(|unit| format!("{unit:04x}"))
            .collect();
        writeln!(requests, "tag {}", if hex.is_empty() { "-" } else { &hex }).unwrap();
    }
    let jvm = Program::start("UpperCaseOracle", java_class("drivers.UpperCaseOracle"));
    jvm.send(requests);
    let answers = jvm.succeed();
    assert_eq!(answers.len(), tags.len());
    for (tag, theirs) in tags.iter().zip(answers) {
        assert_eq!(Locale::from_tag(tag).ok(), locale(&theirs), "{tag}");
    }
}

/// The locale in which U+0069 U+0307 has this upper case.
fn locale(upper: &str) -> Option<Locale> {
    match upper {
        "00490307" => Some(Locale::Root),
        "01300307" => Some(Locale::TurkishOrAzeri),
        "0049" => Some(Locale::Lithuanian),
        "ill-formed" => None,
        _ => panic!("{upper} in no locale"),
    }
}

/// The JVM and this process under the same variables, on a machine that has
/// just the locales made here.
#[cfg(target_os = "linux")]
mod environment {
    use std::env;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};
    use std::process::{self, Command};

    use super::*;
    use crate::support::java::java_class_with;

    const ENVIRONMENTS: [&str; 20] = [
        "",
        "LANG=tr_TR.UTF-8",
        "LANG=lt_LT.UTF-8",
        "LANG=TR_TR.utf8",
        "LANG=tr_TR.UTF-8@euro",
        "LANG=tr_CY.UTF-8",
        "LANG=tur_TR.UTF-8",
        "LANG=turkish.UTF-8",
        "LC_ALL=tr_TR.UTF-8 LC_MESSAGES=lt_LT.UTF-8 LANG=xx_YY",
        "LC_ALL=xx_YY LANG=tr_TR.UTF-8",
        "LC_ALL= LC_MESSAGES= LANG=lt_LT.UTF-8",
        "LC_MESSAGES=tr_TR.UTF-8 LC_CTYPE=C",
        "LC_MESSAGES=tr_TR.UTF-8 LANG=lt_LT.UTF-8",
        "LC_MESSAGES=tr_TR.UTF-8 LANG=xx_YY",
        "LC_MESSAGES=C LANG=tr_TR.UTF-8",
        "LC_CTYPE=tr_TR.UTF-8",
        "LC_CTYPE=xx_YY LANG=tr_TR.UTF-8",
        "LC_PAPER=xx_YY LANG=tr_TR.UTF-8",
        "LC_FOO=xx_YY LANG=tr_TR.UTF-8",
        "LANGUAGE=lt LANG=tr_TR.UTF-8",
    ];

    #[test]
    fn the_environment_means_what_it_means_to_the_jvm() {
        let locales = make_locales();
        let mut seen = Vec::new();
        for variables in ENVIRONMENTS {
            let jvm = java_class_with(&[], "drivers.UpperCaseOracle");
            let jvm = Program::start("UpperCaseOracle", under(variables, &locales.0, jvm));
            jvm.send("default\n");
            let theirs = locale(&jvm.succeed()[0]).unwrap();

            let mut ours = Command::new(env::current_exe().unwrap());
            ours.args(["--exact", PRINTER, "--ignored", "--nocapture"]);
            let ours = Program::start(PRINTER, under(variables, &locales.0, ours)).succeed();
            let marked = format!("{MARK}{theirs:?}");
            assert!(
                ours.contains(&marked),
                "{variables:?}: {ours:?}, not {theirs:?}"
            );
            seen.push(theirs);
        }
        for locale in [Locale::Root, Locale::TurkishOrAzeri, Locale::Lithuanian] {
            assert!(seen.contains(&locale), "the JVM was never in {locale:?}");
        }
    }

    const PRINTER: &str = "locale::environment::prints_the_locale_of_this_process";
    const MARK: &str = "the locale is ";

    #[test]
    #[ignore = "the test above runs it under other environments"]
    fn prints_the_locale_of_this_process() {
        println!("\n{MARK}{:?}", Locale::of_this_process());
    }

    /// The directory of the locales made here, removed in the end.
    struct Locales(PathBuf);

    impl Drop for Locales {
        fn drop(&mut self) {
            // What is left is in the directory of the build.
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn under(variables: &str, locales: &Path, mut command: Command) -> Command {
        for (name, _) in env::vars_os() {
            if name
                .to_str()
                .is_some_and(|name| name.starts_with("LC_") || name.starts_with("LANG"))
            {
                command.env_remove(name);
            }
        }
        let pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
        command.env("LOCPATH", locales).envs(pairs);
        command
    }

    /// Compiles a Turkish and a Lithuanian locale to a place of their own, and
    /// returns it.
    fn make_locales() -> Locales {
        let name = format!("locales-{}", process::id());
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&place).unwrap();
        let locales = Locales(place.clone());
        for source in ["tr_TR", "lt_LT"] {
            let made = place.join(format!("{source}.UTF-8"));
            let mut localedef = Command::new("localedef");
            let output = localedef
                .args(["-i", source, "-f", "UTF-8"])
                .arg(&made)
                .output();
            let advice = "This test makes locales with `localedef`: install it and its \
                          sources, the package `locales` of Debian and Ubuntu.";
            let output = output.unwrap_or_else(|error| panic!("localedef: {error}. {advice}"));
            let said = String::from_utf8_lossy(&output.stderr);
            // 1 means that it has warned.
            let done = matches!(output.status.code(), Some(0 | 1)) && made.exists();
            assert!(done, "localedef: {}. {advice}\n{said}", output.status);
        }
        for other_name in ["TR_TR.UTF-8", "tur_TR.UTF-8", "turkish.UTF-8"] {
            symlink("tr_TR.UTF-8", place.join(other_name)).unwrap();
        }
        locales
    }
}
