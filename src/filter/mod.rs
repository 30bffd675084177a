//! Which classes a stream may name: class filters in the syntax of the JDK's
//! `jdk.serialFilter` property (JEP 290).

mod error;
mod pattern;

use std::borrow::Cow;
use std::str::FromStr;

pub use self::error::FilterError;
use self::pattern::{Limit, Matcher, Pattern};
use crate::event::FieldType;
use crate::limits::Limits;
use crate::text::JavaStr;
use crate::text::mutf8;

/// What a filter says of a class, as `java.io.ObjectInputFilter.Status`.
///
/// A stream is refused for [`Rejected`](Status::Rejected) alone:
/// `ObjectInputStream` reads on where its filter is undecided. To let pass only
/// what a filter allows, end it with `!*` or make it with [`SerialFilter::only`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// The first pattern that matches allows the class.
    Allowed,
    /// The first pattern that matches rejects it.
    Rejected,
    /// No pattern matches.
    #[default]
    Undecided,
}

/// A class filter, in the syntax of `java.io.ObjectInputFilter.Config.createFilter`.
///
/// Patterns stand between semicolons, and the first that matches a class decides:
///
/// | pattern | what it matches |
/// |---|---|
/// | `com.example.Order` | that class |
/// | `com.example.*` | the classes of that package |
/// | `com.example.**` | those of its subpackages too |
/// | `com.example.Or*` | every class whose name begins so; `*` is every class |
/// | `!` before a pattern | the same, and rejects it |
/// | `maxdepth=`, `maxrefs=`, `maxbytes=`, `maxarray=` | no class, but sets a limit: see [`apply_to`](Self::apply_to) |
///
/// A pattern may begin with the name of a module and `/`, but a stream does not tell which module a
/// class is of. Here such a pattern allows nothing, and with `!` it rejects the class whatever its
/// module, so that no class is allowed that the JVM's filter would not allow.
///
/// A check takes time proportional to the filter and the name, whatever they are.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
/// use javawire::filter::{SerialFilter, Status};
///
/// let filter: SerialFilter = "maxdepth=64;java.lang.*;!*".parse()?;
/// let check = |name: &str| filter.check_class(JavaString::from(name).as_java_str());
/// assert_eq!(check("java.lang.Integer"), Status::Allowed);
/// assert_eq!(check("[[Ljava.lang.Integer;"), Status::Allowed);
/// assert_eq!(check("java.util.HashMap"), Status::Rejected);
///
/// let error = "java.lang.*;!".parse::<SerialFilter>().unwrap_err();
/// assert_eq!(error.to_string(), "class or package missing in: \"!\"");
/// # Ok::<(), javawire::filter::FilterError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SerialFilter {
    rules: Vec<(Matcher, Status)>,
    /// What no rule decides.
    otherwise: Status,
    max_depth: Option<u64>,
    max_refs: Option<u64>,
    max_bytes: Option<u64>,
    max_array: Option<u64>,
}

impl SerialFilter {
    /// Returns a filter that allows the classes of these names, and arrays of
    /// them, and rejects all else.
    ///
    /// It is stricter than `name;!*`: patterns leave primitives and their
    /// arrays undecided.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::JavaString;
    /// use javawire::filter::{SerialFilter, Status};
    ///
    /// let filter = SerialFilter::only(["java.lang.String"]);
    /// let check = |name: &str| filter.check_class(JavaString::from(name).as_java_str());
    /// assert_eq!(check("java.lang.String"), Status::Allowed);
    /// assert_eq!(check("java.lang.Integer"), Status::Rejected);
    /// assert_eq!(check("[B"), Status::Rejected);
    /// ```
    pub fn only(classes: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let allow = |name: &str| (Matcher::class(name), Status::Allowed);
        SerialFilter {
            rules: classes
                .into_iter()
                .map(|name| allow(name.as_ref()))
                .collect(),
            otherwise: Status::Rejected,
            ..SerialFilter::default()
        }
    }

    /// Leaves primitives and their arrays undecided, as patterns do.
    pub(crate) fn leave_primitives(&mut self) {
        if let Ok(all) = "!*".parse::<SerialFilter>() {
            self.rules.extend(all.rules);
            self.otherwise = Status::Undecided;
        }
    }

    /// Returns what the filter says of a class, given its name as it stands in
    /// a class descriptor (`Class.getName()`).
    ///
    /// An array is decided by the type of its elements, `[[Lcom.example.Order;`
    /// by `com.example.Order`. Patterns say nothing of `int` and the other primitives, or of arrays
    /// of them. A name that begins with `[` and is not that of an array is rejected if there are
    /// any patterns: no JVM has such a class.
    ///
    /// The JDK asks this for each new class descriptor, those of superclasses,
    /// enums and class objects included, and for each array. It does not ask
    /// for strings, which have no descriptor.
    pub fn check_class(&self, name: JavaStr<'_>) -> Status {
        if self.rules.is_empty() {
            return self.otherwise;
        }
        let name = usual_form(name);
        match NameKind::of(&name) {
            NameKind::Class(class) => {
                let rule = self
                    .rules
                    .iter()
                    .find(|(matcher, _)| matcher.matches(class));
                rule.map_or(self.otherwise, |&(_, status)| status)
            }
            NameKind::Primitive => self.otherwise,
            NameKind::Nothing => Status::Rejected,
        }
    }

    /// Returns what the filter says of a proxy class, given its interfaces:
    /// rejected if one of them is, allowed if all are.
    ///
    /// `java.lang.reflect.Proxy`, the superclass of them all, must pass as
    /// well. The JVM also checks the name that it makes up for the class, such
    /// as `jdk.proxy1.$Proxy0`; that name is not in the stream.
    pub fn check_proxy<'a>(&self, interfaces: impl IntoIterator<Item = JavaStr<'a>>) -> Status {
        let mut status = self.check_class(JavaStr::new_checked(b"java.lang.reflect.Proxy"));
        for interface in interfaces {
            status = match (status, self.check_class(interface)) {
                (Status::Rejected, _) | (_, Status::Rejected) => return Status::Rejected,
                (Status::Allowed, Status::Allowed) => Status::Allowed,
                _ => Status::Undecided,
            };
        }
        status
    }

    /// Returns `limits` with those that the filter names, and the others as they are.
    ///
    /// If a limit is named twice, the last one counts.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Limits;
    /// use javawire::filter::SerialFilter;
    ///
    /// let filter: SerialFilter = "maxarray=1000;maxdepth=20".parse()?;
    /// let limits = filter.apply_to(Limits::default());
    /// assert_eq!((limits.max_array(), limits.max_depth()), (1000, 20));
    /// assert_eq!(limits.max_refs(), Limits::default().max_refs());
    /// # Ok::<(), javawire::filter::FilterError>(())
    /// ```
    #[must_use]
    pub fn apply_to(&self, mut limits: Limits) -> Limits {
        if let Some(most) = self.max_depth {
            limits = limits.with_max_depth(most);
        }
        if let Some(most) = self.max_refs {
            limits = limits.with_max_refs(most);
        }
        if let Some(most) = self.max_bytes {
            limits = limits.with_max_bytes(most);
        }
        if let Some(most) = self.max_array {
            limits = limits.with_max_array(u32::try_from(most).unwrap_or(u32::MAX));
        }
        limits
    }

    fn add(&mut self, pattern: Pattern) {
        match pattern {
            Pattern::Limit(Limit::Depth, most) => self.max_depth = Some(most),
            Pattern::Limit(Limit::Refs, most) => self.max_refs = Some(most),
            Pattern::Limit(Limit::Bytes, most) => self.max_bytes = Some(most),
            Pattern::Limit(Limit::Array, most) => self.max_array = Some(most),
            Pattern::Classes {
                negated,
                module,
                matcher,
            } => {
                if negated {
                    self.rules.push((matcher, Status::Rejected));
                } else if !module {
                    self.rules.push((matcher, Status::Allowed));
                }
            }
        }
    }
}

/// Reads a filter as `ObjectInputFilter.Config.createFilter` does: spaces count,
/// and empty patterns are passed over, so that the filter of an empty text
/// decides nothing.
impl FromStr for SerialFilter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let mut filter = SerialFilter::default();
        for pattern in text.split(';').filter(|pattern| !pattern.is_empty()) {
            let parsed = Pattern::parse(pattern);
            filter.add(parsed.map_err(|problem| FilterError::new(pattern, problem))?);
        }
        Ok(filter)
    }
}

/// What a name in a class descriptor is the name of.
enum NameKind<'a> {
    /// This class, or an array of them.
    Class(&'a [u8]),
    /// A primitive type, or an array of them.
    Primitive,
    /// Not an array, though it begins like one.
    Nothing,
}

impl<'a> NameKind<'a> {
    fn of(name: &'a [u8]) -> Self {
        // "255 or fewer dimensions" (Java Virtual Machine Specification, section 4.3.2)
        const MAX_DIMENSIONS: usize = 255;

        let dimensions = name.iter().take_while(|&&byte| byte == b'[').count();
        match name.get(dimensions..).unwrap_or_default() {
            name if dimensions == 0 => match FieldType::from_keyword(name) {
                None if name != b"void" => NameKind::Class(name),
                _ => NameKind::Primitive,
            },
            _ if dimensions > MAX_DIMENSIONS => NameKind::Nothing,
            [b'L', class @ .., b';'] if is_class_name(class) => NameKind::Class(class),
            &[code] if FieldType::from_code(code).is_some_and(|t| t.width().is_some()) => {
                NameKind::Primitive
            }
            _ => NameKind::Nothing,
        }
    }
}

fn is_class_name(name: &[u8]) -> bool {
    !name.is_empty() && !name.iter().any(|byte| matches!(byte, b';' | b'[' | b'/'))
}

/// The bytes as Java writes them: to a JVM, an overlong form is the same name.
fn usual_form(name: JavaStr<'_>) -> Cow<'_, [u8]> {
    let bytes = name.as_bytes();
    if bytes.iter().all(|byte| matches!(byte, 0x01..=0x7F)) {
        return Cow::Borrowed(bytes);
    }
    let mut usual = Vec::with_capacity(bytes.len());
    for unit in name.code_units() {
        mutf8::push_code_unit(&mut usual, unit);
    }
    Cow::Owned(usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::JavaString;

    fn check(filter: &str, name: &str) -> Status {
        let name = JavaString::from(name);
        filter
            .parse::<SerialFilter>()
            .unwrap()
            .check_class(name.as_java_str())
    }

    #[test]
    fn an_unusual_form_of_a_name_is_the_same_name() {
        let filter: SerialFilter = "!a.B".parse().unwrap();
        for name in [
            &b"a.B"[..],
            b"\xC1\xA1.B",
            b"\xE0\x81\xA1.B",
            b"\xC1\x9BLa.B;",
        ] {
            let name = JavaStr::new(name).unwrap();
            assert_eq!(filter.check_class(name), Status::Rejected, "{name:?}");
        }
    }

    #[test]
    fn a_module_allows_nothing_and_rejects_whatever_the_module() {
        let name = "java.lang.String";
        assert_eq!(check("java.base/java.lang.*", name), Status::Undecided);
        assert_eq!(check("java.base/java.lang.*;!*", name), Status::Rejected);
        assert_eq!(check("!m/java.lang.*;*", name), Status::Rejected);
        assert_eq!(check("!m/java.util.*;*", name), Status::Allowed);
    }

    #[test]
    fn only_rejects_all_else() {
        let filter = SerialFilter::only(["a.B", "a.C"]);
        let check = |name: &str| filter.check_class(JavaString::from(name).as_java_str());
        for name in ["a.B", "a.C", "[La.B;", "[[La.C;"] {
            assert_eq!(check(name), Status::Allowed, "{name}");
        }
        for name in [
            "", "a", "a.", "a.B2", "a.B.C", "xa.B", "[B", "int", "[a.B", "[",
        ] {
            assert_eq!(check(name), Status::Rejected, "{name}");
        }
        let nothing = SerialFilter::only([""; 0]);
        assert_eq!(
            nothing.check_class(JavaStr::new(b"int").unwrap()),
            Status::Rejected
        );
    }

    #[test]
    fn a_proxy_passes_with_all_its_interfaces_and_its_superclass() {
        let check = |filter: &str, interfaces: &[&str]| {
            let filter: SerialFilter = filter.parse().unwrap();
            let names: Vec<_> = interfaces
                .iter()
                .map(|&name| JavaString::from(name))
                .collect();
            filter.check_proxy(names.iter().map(JavaString::as_java_str))
        };
        assert_eq!(
            check("java.lang.reflect.Proxy;a.*;!*", &["a.B", "a.C"]),
            Status::Allowed
        );
        assert_eq!(
            check("java.lang.reflect.Proxy;a.*;!*", &["a.B", "b.C"]),
            Status::Rejected
        );
        assert_eq!(
            check("java.lang.reflect.Proxy;a.*", &["a.B", "b.C"]),
            Status::Undecided
        );
        assert_eq!(check("a.*", &["a.B"]), Status::Undecided);
        assert_eq!(check("a.*;!*", &["a.B"]), Status::Rejected);
        assert_eq!(check("!a.C", &["a.B", "a.C"]), Status::Rejected);
        assert_eq!(check("!*", &[]), Status::Rejected);
    }

    #[test]
    fn errors_name_the_pattern_and_what_is_wrong() {
        for (text, error) in [
            (
                "a;maxdeep=1;b",
                "unknown limit (there are maxdepth, maxrefs, maxbytes and maxarray) in: \"maxdeep=1\"",
            ),
            (
                "maxrefs=",
                "no number from 0 to 9223372036854775807 in: \"maxrefs=\"",
            ),
            ("maxrefs=-1", "negative limit in: \"maxrefs=-1\""),
            ("*;!/a", "module name is missing in: \"!/a\""),
            ("m/.**", "package missing in: \"m/.**\""),
            ("m/", "class or package missing in: \"m/\""),
        ] {
            assert_eq!(text.parse::<SerialFilter>().unwrap_err().to_string(), error);
        }
    }

    #[test]
    fn a_limit_larger_than_an_array_can_be_is_none() {
        let filter: SerialFilter = "maxarray=9223372036854775807".parse().unwrap();
        let limits = filter.apply_to(Limits::default());
        assert_eq!(limits.max_array(), u32::MAX);
    }
}
