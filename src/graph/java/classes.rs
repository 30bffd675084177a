//! The classes of the JDK that this crate can describe.
//!
//! As `ObjectStreamClass.lookupAny` has them in JDK 11, 17, 21 and 25 alike.

use super::super::{ClassBuilder, ClassId, Graph};
use super::throwable_classes::THROWABLES;
use crate::codes::{SC_BLOCK_DATA, SC_ENUM, SC_EXTERNALIZABLE, SC_SERIALIZABLE, SC_WRITE_METHOD};
use crate::error::{ErrorKind, Result};
use crate::event::ClassFlags;
use crate::java_string::JavaString;

pub(super) struct JdkClass {
    name: &'static str,
    suid: i64,
    flags: u8,
    /// Empty for none.
    superclass: &'static str,
    fields: &'static [(&'static str, &'static str)],
}

pub(super) const fn class(
    name: &'static str,
    suid: i64,
    flags: u8,
    superclass: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> JdkClass {
    JdkClass {
        name,
        suid,
        flags,
        superclass,
        fields,
    }
}

const NONE: u8 = 0;
pub(super) const SERIALIZABLE: u8 = SC_SERIALIZABLE;
/// With a `writeObject` method.
pub(super) const WRITES: u8 = SC_SERIALIZABLE | SC_WRITE_METHOD;
const EXTERNAL: u8 = SC_EXTERNALIZABLE | SC_BLOCK_DATA;
const ENUM: u8 = SC_SERIALIZABLE | SC_ENUM;

impl Graph {
    /// Returns a class of the JDK, described at the first time: those that the
    /// ready-made objects need, and the most common exceptions.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this crate does not know the class. Describe it
    /// with a [`ClassBuilder`] then.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::graph::{ClassBuilder, Graph};
    ///
    /// let mut graph = Graph::new();
    /// let runtime_exception = graph.jdk_class("java.lang.RuntimeException")?;
    /// let class = graph.define(
    ///     ClassBuilder::serializable("com.example.NoSuchUser", 1).superclass(runtime_exception),
    /// )?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn jdk_class(&mut self, name: &str) -> Result<ClassId> {
        // The superclasses that are not described yet, the topmost last.
        let mut missing = Vec::new();
        let mut next = Some(name);
        let mut superclass = None;
        while let Some(name) = next {
            superclass = self.class_named(JavaString::from(name).as_java_str());
            if superclass.is_some() {
                break;
            }
            let class = described(name)?;
            missing.push(class);
            next = Some(class.superclass).filter(|name| !name.is_empty());
        }
        for class in missing.into_iter().rev() {
            let mut builder =
                ClassBuilder::serializable(class.name, class.suid).flags(ClassFlags(class.flags));
            for (name, type_name) in class.fields {
                builder = builder.field(*name, *type_name);
            }
            if let Some(superclass) = superclass {
                builder = builder.superclass(superclass);
            }
            superclass = Some(self.define(builder)?);
        }
        superclass.ok_or(ErrorKind::Caller("a class without a name").into())
    }
}

fn described(name: &str) -> Result<&'static JdkClass, ErrorKind> {
    [CLASSES, THROWABLES]
        .into_iter()
        .find_map(|table| {
            let index = table.binary_search_by_key(&name, |class| class.name).ok()?;
            table.get(index)
        })
        .ok_or_else(|| ErrorKind::Unfit {
            class: JavaString::from(name),
            field: None,
            problem: "is no class of the JDK that can be described here".to_owned(),
        })
}

/// Sorted by name.
static CLASSES: &[JdkClass] = &[
    class(
        "java.lang.Boolean",
        -3_665_804_199_014_368_530,
        SERIALIZABLE,
        "",
        &[("value", "boolean")],
    ),
    class(
        "java.lang.Byte",
        -7_183_698_231_559_129_828,
        SERIALIZABLE,
        "java.lang.Number",
        &[("value", "byte")],
    ),
    class(
        "java.lang.Character",
        3_786_198_910_865_385_080,
        SERIALIZABLE,
        "",
        &[("value", "char")],
    ),
    class(
        "java.lang.Double",
        -9_172_774_392_245_257_468,
        SERIALIZABLE,
        "java.lang.Number",
        &[("value", "double")],
    ),
    class("java.lang.Enum", 0, ENUM, "", &[]),
    class(
        "java.lang.Float",
        -2_671_257_302_660_747_028,
        SERIALIZABLE,
        "java.lang.Number",
        &[("value", "float")],
    ),
    class(
        "java.lang.Integer",
        1_360_826_667_806_852_920,
        SERIALIZABLE,
        "java.lang.Number",
        &[("value", "int")],
    ),
    class(
        "java.lang.Long",
        4_290_774_380_558_885_855,
        SERIALIZABLE,
        "java.lang.Number",
        &[("value", "long")],
    ),
    class(
        "java.lang.Number",
        -8_742_448_824_652_078_965,
        SERIALIZABLE,
        "",
        &[],
    ),
    class("java.lang.Object", 0, NONE, "", &[]),
    class(
        "java.lang.Short",
        7_515_723_908_773_894_738,
        SERIALIZABLE,
        "java.lang.Number",
        &[("value", "short")],
    ),
    class(
        "java.lang.StackTraceElement",
        6_992_337_162_326_171_013,
        SERIALIZABLE,
        "",
        &[
            ("format", "byte"),
            ("lineNumber", "int"),
            ("classLoaderName", "java.lang.String"),
            ("declaringClass", "java.lang.String"),
            ("fileName", "java.lang.String"),
            ("methodName", "java.lang.String"),
            ("moduleName", "java.lang.String"),
            ("moduleVersion", "java.lang.String"),
        ],
    ),
    class(
        "java.lang.String",
        -6_849_794_470_754_667_710,
        SERIALIZABLE,
        "",
        &[],
    ),
    class(
        "java.lang.reflect.Proxy",
        -2_222_568_056_686_623_797,
        SERIALIZABLE,
        "",
        &[("h", "java.lang.reflect.InvocationHandler")],
    ),
    class(
        "java.math.BigDecimal",
        6_108_874_887_143_696_463,
        WRITES,
        "java.lang.Number",
        &[("scale", "int"), ("intVal", "java.math.BigInteger")],
    ),
    class(
        "java.math.BigInteger",
        -8_287_574_255_936_472_291,
        WRITES,
        "java.lang.Number",
        &[
            ("bitCount", "int"),
            ("bitLength", "int"),
            ("firstNonzeroByteNum", "int"),
            ("lowestSetBit", "int"),
            ("signum", "int"),
            ("magnitude", "byte[]"),
        ],
    ),
    class(
        "java.time.Ser",
        -7_683_839_454_370_182_990,
        EXTERNAL,
        "",
        &[],
    ),
    class(
        "java.util.ArrayList",
        8_683_452_581_122_892_189,
        WRITES,
        "",
        &[("size", "int")],
    ),
    class(
        "java.util.CollSer",
        6_309_168_927_139_932_177,
        WRITES,
        "",
        &[("tag", "int")],
    ),
    class(
        "java.util.Collections$EmptyList",
        8_842_843_931_221_139_166,
        SERIALIZABLE,
        "",
        &[],
    ),
    class("java.util.Date", 7_523_967_970_034_938_905, WRITES, "", &[]),
    class(
        "java.util.HashMap",
        362_498_820_763_181_265,
        WRITES,
        "",
        &[("loadFactor", "float"), ("threshold", "int")],
    ),
    class(
        "java.util.HashSet",
        -5_024_744_406_713_321_676,
        WRITES,
        "",
        &[],
    ),
    class(
        "java.util.LinkedHashMap",
        3_801_124_242_820_219_131,
        SERIALIZABLE,
        "java.util.HashMap",
        &[("accessOrder", "boolean")],
    ),
    class(
        "java.util.LinkedHashSet",
        -2_851_667_679_971_038_690,
        SERIALIZABLE,
        "java.util.HashSet",
        &[],
    ),
    class(
        "java.util.LinkedList",
        876_323_262_645_176_354,
        WRITES,
        "",
        &[],
    ),
    class(
        "java.util.TreeMap",
        919_286_545_866_124_006,
        WRITES,
        "",
        &[("comparator", "java.util.Comparator")],
    ),
    class(
        "java.util.TreeSet",
        -2_479_143_000_061_671_589,
        WRITES,
        "",
        &[],
    ),
    class(
        "java.util.UUID",
        -4_856_846_361_193_249_489,
        SERIALIZABLE,
        "",
        &[("leastSigBits", "long"), ("mostSigBits", "long")],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_sorted_and_their_superclasses_are_there() {
        for table in [CLASSES, THROWABLES] {
            assert!(table.windows(2).all(|pair| pair[0].name < pair[1].name));
            for class in table {
                assert!(Graph::new().jdk_class(class.name).is_ok(), "{}", class.name);
            }
        }
    }
}
