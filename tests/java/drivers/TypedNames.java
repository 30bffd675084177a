package drivers;

/** The names and types that random classes are made of. */
final class TypedNames {
    private TypedNames() {}

    /** Words of Rust, and names that become the same one in Rust. */
    static final String[] FIELDS = {
        "type", "match", "fn", "self", "Self", "crate", "impl", "mod", "pub", "ref", "use", "where",
        "async", "dyn", "in", "as", "yield", "id", "orderId", "order_id", "ORDER_ID", "aURL", "x1",
        "X1", "$cash", "größe", "名前", "value", "rest", "input", "out", "fields", "external", "utf",
        "name", "items", "Items", "u8", "str", "object", "record", "count", "raw", "this$", "class_",
        "a", "b", "c", "B", "none", "Some", "vec", "std", "javawire", "__", "a_1", "a1", "writeObject",
    };

    static final String[] CLASSES = {
        "Order", "Vec", "Option", "Some", "Box", "Result", "Type", "Self", "Any", "Date", "Decimal",
        "Arc", "HashMap", "Back", "Written", "order", "Line_2", "Item", "Match", "Integer",
        "Uuid", "Class", "Codec", "codec", "In", "Out", "ReadJava", "WriteJava", "Raw", "Fn", "i32",
        "Iterator", "ToString", "Debug", "Clone", "PartialEq", "Box2", "ORDER", "Str", "Javawire",
        "Std", "Core", "Err", "Ok", "None", "Classes", "ObjectIn", "Drop", "Copy", "Piece",
    };

    static final String[] CONSTANTS = {
        "NEW", "New", "SELF", "self", "PAID_IN_FULL", "_1", "type", "A_B", "AB", "None", "Ok", "ß",
    };

    static final String[] PRIMITIVES = {
        "int", "long", "boolean", "byte", "char", "short", "float", "double",
    };

    static final String[] VALUES = {
        "Integer", "Long", "Boolean", "Byte", "Character", "Short", "Float", "Double",
    };

    static final String[] JDK = {
        "java.util.Date", "java.math.BigDecimal", "java.math.BigInteger", "java.util.UUID",
        "java.time.Instant", "java.time.LocalDate", "java.util.Locale", "java.time.Duration",
    };

    /** Those whose objects have an order and a hash code that does not change. */
    static final String[] KEYS = {
        "java.lang.String", "java.lang.String", "java.lang.Integer", "java.lang.Long",
        "java.util.UUID", "java.math.BigInteger", "java.lang.Character", "java.util.Date",
        "java.math.BigDecimal",
    };
}
