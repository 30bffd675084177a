//! Where among the objects of a stream something was wrong. Put together from
//! the stack, and only when an error needs it.

use std::fmt::Write as _;

use super::rule::Rule;
use super::{Parser, to_u64};
use crate::class::shape::ClassIndex;
use crate::codes::{
    TC_ARRAY, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_CLASS, TC_CLASSDESC, TC_ENUM, TC_LONGSTRING,
    TC_OBJECT, TC_PROXYCLASSDESC, TC_REFERENCE, TC_STRING,
};
use crate::error::{BLOCK_DATA, BLOCK_HEADER, Error, ErrorKind, Printed};
use crate::event::FieldType;
use crate::text::JavaStr;

/// How many steps of a path are printed at each of its ends.
const STEPS: usize = 8;

/// One step of a path.
#[derive(Debug, Clone, Copy)]
enum PathStep {
    /// This many object fields of the class come before it.
    Field(ClassIndex, u32),
    Index(u64),
    Descriptor(ClassIndex),
}

impl Parser {
    /// An error, with the path to where the parser stands.
    #[cold]
    pub(super) fn error_at(&self, offset: u64, kind: ErrorKind) -> Error {
        let path = match kind {
            ErrorKind::UsedAfterError => None,
            _ => self.path(),
        };
        Error::new(offset, kind).at_path(path)
    }

    /// What is not whole where the input ends, of which `unread` is there.
    pub(super) fn reading(&self, unread: &[u8]) -> &'static str {
        match self.rules.top() {
            None if self.header_due => "the stream header",
            Some(Rule::LongString { .. }) => "a string",
            Some(Rule::LongBlockData { .. }) => BLOCK_DATA,
            Some(Rule::ElementBytes { .. }) => "an array",
            Some(Rule::FieldBytes { .. } | Rule::MaybeFields { .. }) => "the fields of an object",
            Some(
                Rule::External { .. }
                | Rule::UndelimitedExternal { .. }
                | Rule::BeginParts { .. }
                | Rule::Parts { .. },
            ) => "an Externalizable",
            Some(Rule::EnumConstantName { .. }) => "an enum constant",
            Some(Rule::Exception { .. }) => "an exception",
            None
            | Some(
                Rule::Elements { .. }
                | Rule::ClassData { .. }
                | Rule::ObjectFields { .. }
                | Rule::UnsureFields { .. }
                | Rule::BeginAnnotation
                | Rule::Annotation { .. }
                | Rule::LooseAnnotation { .. },
            ) => self.reading_item(unread),
            Some(_) => "a class descriptor",
        }
    }

    /// The same where an item of any kind may stand.
    fn reading_item(&self, unread: &[u8]) -> &'static str {
        match *unread {
            [TC_STRING | TC_LONGSTRING, ..] => "a string",
            [TC_BLOCKDATA]
            | [TC_BLOCKDATALONG]
            | [TC_BLOCKDATALONG, _]
            | [TC_BLOCKDATALONG, _, _]
            | [TC_BLOCKDATALONG, _, _, _] => BLOCK_HEADER,
            [TC_BLOCKDATA | TC_BLOCKDATALONG, ..] => BLOCK_DATA,
            [TC_REFERENCE, ..] => "a reference",
            [TC_OBJECT, ..] => "an object",
            [TC_ARRAY, ..] => "an array",
            [TC_ENUM, ..] => "an enum constant",
            [TC_CLASS, ..] => "a class object",
            [TC_CLASSDESC | TC_PROXYCLASSDESC, ..] => "a class descriptor",
            _ => match self.rules.top() {
                None => "an object",
                Some(Rule::Elements { .. }) => "an array",
                Some(
                    Rule::ObjectFields { .. } | Rule::UnsureFields { .. } | Rule::ClassData { .. },
                ) => "the fields of an object",
                Some(_) => "an annotation",
            },
        }
    }

    /// The path to where the parser stands: none at top level.
    fn path(&self) -> Option<String> {
        let (root, mut path) = self.root()?;
        // A stack may be a million rules high: only its ends are looked at.
        let first: Vec<_> = self.steps(root).take(STEPS).collect();
        let behind = first.last().map_or(root, |(index, _)| *index);
        let rest = self.steps(root).rev();
        let mut rest = rest.take_while(|(index, _)| *index > behind);
        let mut last: Vec<_> = rest.by_ref().take(STEPS).collect();
        last.reverse();
        for (_, step) in first {
            self.print(&mut path, step);
        }
        if rest.next().is_some() {
            path.push_str(" … ");
        }
        for (_, step) in last {
            self.print(&mut path, step);
        }
        Some(path)
    }

    /// The class of what stands at top level, if any is known yet, and which rule tells it.
    fn root(&self) -> Option<(usize, String)> {
        let mut rules = self.rules.iter().enumerate();
        rules.find_map(|(index, rule)| {
            let name = match *rule {
                Rule::ObjectFields { leaf, .. }
                | Rule::UnsureFields { leaf, .. }
                | Rule::MaybeFields { leaf, .. }
                | Rule::ClassData { leaf, .. } => self.type_name(leaf),
                Rule::Elements { class, .. }
                | Rule::ElementBytes { class, .. }
                | Rule::External { class }
                | Rule::EnumConstantName { class, .. }
                | Rule::AwaitClass {
                    class: Some(class), ..
                } => self.type_name(class),
                Rule::Fields { class, .. }
                | Rule::ProxyInterfaces { class, .. }
                | Rule::Superclass { class }
                | Rule::AwaitSuperclass { class } => {
                    format!("the descriptor of {}", self.type_name(class))
                }
                _ => return None,
            };
            Some((index, name))
        })
    }

    /// The steps from the root to where the parser stands, with the rules they come from.
    fn steps(&self, root: usize) -> impl DoubleEndedIterator<Item = (usize, PathStep)> {
        (root..self.rules.height()).filter_map(move |index| {
            let above = self.rules.get(index.saturating_add(1));
            match self.step_at(self.rules.get(index)?, above)? {
                // The root already says it.
                PathStep::Descriptor(_) if index == root => None,
                step => Some((index, step)),
            }
        })
    }

    fn step_at(&self, rule: &Rule, above: Option<&Rule>) -> Option<PathStep> {
        // The item under way has been counted if its own rules are above.
        let under_way = u64::from(above.is_some());
        let object = |counted: u64| match above {
            Some(Rule::LongBlockData { .. } | Rule::FieldBytes { .. }) => None,
            _ => Some(PathStep::Index(counted.saturating_sub(under_way))),
        };
        match *rule {
            Rule::ObjectFields { level, left, .. } | Rule::UnsureFields { level, left, .. } => {
                if matches!(above, Some(Rule::FieldBytes { .. })) {
                    return None;
                }
                let all = u64::from(self.classes.get(level)?.shape().object_fields);
                let read = all.checked_sub(u64::from(left))?.checked_sub(under_way)?;
                Some(PathStep::Field(level, u32::try_from(read).ok()?))
            }
            Rule::Elements { length, left, .. } => {
                let read = u64::from(length.saturating_sub(left));
                Some(PathStep::Index(read.saturating_sub(under_way)))
            }
            Rule::Annotation { objects } | Rule::LooseAnnotation { objects, .. } => {
                object(u64::from(objects))
            }
            Rule::Parts { layout, part } => object(to_u64(self.objects_before(layout, part))),
            Rule::Fields { class, .. }
            | Rule::ProxyInterfaces { class, .. }
            | Rule::Superclass { class } => Some(PathStep::Descriptor(class)),
            _ => None,
        }
    }

    fn print(&self, path: &mut String, step: PathStep) {
        let _ = match step {
            PathStep::Index(index) => write!(path, "[{index}]"),
            PathStep::Descriptor(class) => {
                write!(path, ", in the descriptor of {}", self.type_name(class))
            }
            PathStep::Field(class, number) => {
                let number = usize::try_from(number).unwrap_or(usize::MAX);
                match self.classes.members(class).nth(number) {
                    Some(name) => write!(path, ".{}", Printed::text(&name.to_string_lossy())),
                    // All have been read.
                    None => Ok(()),
                }
            }
        };
    }

    /// The class as Java programs name it: `java.lang.String[]` for `[Ljava.lang.String;`.
    fn type_name(&self, class: ClassIndex) -> String {
        let title = self.classes.title(class);
        let bytes = title.as_java_str().as_bytes();
        let dimensions = bytes.iter().take_while(|&&byte| byte == b'[').count();
        let element = bytes.get(dimensions..).unwrap_or_default();
        let element = match element {
            [b'L', name @ .., b';'] => JavaStr::new_checked(name).to_string_lossy(),
            &[code] => primitive(code).into(),
            _ => "".into(),
        };
        if dimensions == 0 || element.is_empty() {
            return Printed::java(&title).to_string();
        }
        let brackets = "[]".repeat(dimensions.min(STEPS));
        format!("{}{brackets}", Printed::text(&element))
    }
}

/// The keyword of a primitive type; empty for none.
fn primitive(code: u8) -> &'static str {
    let code = FieldType::from_code(code);
    code.and_then(FieldType::keyword).unwrap_or_default()
}
