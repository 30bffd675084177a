package drivers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The sources of random classes: one package for each seed, with a class Root. */
final class TypedSources {
    private enum Kind { CLASS, FINAL, ABSTRACT, EXTERNAL, RECORD, ENUM, INTERFACE }

    private static final class Made {
        String name;
        Kind kind;
        Made above;
        boolean isNested;
        boolean isGeneric;
        final StringBuilder body = new StringBuilder();
        String head;

        String type() {
            return isNested ? "Outer." + name : name;
        }
    }

    private final Random random;
    private final String place;
    private final List<Made> all = new ArrayList<>();
    private final boolean hasRecords;

    TypedSources(long seed, boolean hasRecords) {
        this.random = new Random(seed);
        this.place = "s" + seed;
        this.hasRecords = hasRecords;
    }

    /** Returns the sources, by the name of the file. */
    Map<String, String> make() {
        Set<String> names = new LinkedHashSet<>();
        int count = 4 + random.nextInt(7);
        while (names.size() < count) {
            String name = pick(TypedNames.CLASSES);
            boolean isTaken = false;
            for (String other : names) {
                // Some file systems take them for the same.
                isTaken |= other.equalsIgnoreCase(name);
            }
            if (!isTaken) {
                names.add(name);
            }
        }
        for (String name : names) {
            all.add(declare(name));
        }
        Made root = new Made();
        root.name = "Root";
        root.kind = Kind.CLASS;
        root.above = above();
        all.add(root);
        for (Made made : all) {
            write(made);
        }
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder outer = new StringBuilder();
        for (Made made : all) {
            if (made.isNested) {
                outer.append(made.head).append(made.body).append("}\n");
            } else {
                files.put(made.name + ".java", file(made.head + made.body + "}\n"));
            }
        }
        files.put("Outer.java", file("public class Outer {\n" + outer + "}\n"));
        return files;
    }

    private String file(String text) {
        return "package " + place + ";\n\n" + text;
    }

    private Made declare(String name) {
        Made made = new Made();
        made.name = name;
        made.isNested = chance(4);
        switch (random.nextInt(12)) {
            case 0:
            case 1:
                made.kind = Kind.ENUM;
                break;
            case 2:
                made.kind = Kind.INTERFACE;
                break;
            case 3:
                made.kind = Kind.EXTERNAL;
                break;
            case 4:
            case 5:
                made.kind = hasRecords ? Kind.RECORD : Kind.CLASS;
                break;
            case 6:
                made.kind = Kind.ABSTRACT;
                break;
            case 7:
                made.kind = Kind.FINAL;
                made.above = above();
                break;
            default:
                made.kind = Kind.CLASS;
                made.above = above();
        }
        made.isGeneric = made.kind == Kind.CLASS && made.above == null && chance(6);
        return made;
    }

    private Made above() {
        return chance(2) ? null : one(Kind.CLASS, Kind.ABSTRACT);
    }

    private void write(Made made) {
        String access = made.kind == Kind.EXTERNAL || chance(2) ? "public " : "";
        String start = access + (made.isNested ? "static " : "");
        Made face = one(Kind.INTERFACE);
        String faces = face == null || chance(3) ? "" : ", " + face.type();
        switch (made.kind) {
            case ENUM:
                made.head = access + "enum " + made.name
                    + (faces.isEmpty() ? "" : " implements " + face.type()) + " {\n";
                constants(made);
                return;
            case INTERFACE:
                made.head = access + "interface " + made.name + " extends java.io.Serializable {\n";
                return;
            case RECORD:
                record(made, start, faces);
                return;
            case EXTERNAL:
                made.head = start + "class " + made.name + " implements java.io.Externalizable"
                    + faces + " {\n    public " + made.name + "() {}\n";
                custom(made, true);
                return;
            default:
                plain(made, start, faces);
        }
    }

    private void plain(Made made, String start, String faces) {
        String word = made.kind == Kind.ABSTRACT ? "abstract " : made.kind == Kind.FINAL ? "final " : "";
        String extended = "";
        if (made.above != null) {
            extended = " extends " + made.above.type();
            if (made.above.isGeneric) {
                // What is an array or a collection there is kept as it is, apart from the rest.
                Made given = one(Kind.CLASS, Kind.FINAL, Kind.RECORD, Kind.ENUM);
                extended += "<" + (given == null || chance(2) ? pick(TypedNames.KEYS) : given.type()) + ">";
            }
        }
        // What its superclass says already, it may leave out.
        String implemented = made.above != null && chance(2) ? "" : "java.io.Serializable";
        implemented = implemented.isEmpty()
            ? (faces.isEmpty() ? "" : " implements " + faces.substring(2))
            : " implements " + implemented + faces;
        made.head = start + word + "class " + made.name + (made.isGeneric ? "<T>" : "") + extended
            + implemented + " {\n";
        suid(made);
        Set<String> names = new LinkedHashSet<>();
        int count = made.name.equals("Root") ? 4 + random.nextInt(8) : random.nextInt(7);
        while (names.size() < count) {
            names.add(pick(TypedNames.FIELDS));
        }
        for (String name : names) {
            String type = made.isGeneric && chance(4) ? pick("T", "java.util.List<T>") : type(made);
            field(made, access() + type + " " + name);
        }
        if (chance(4)) {
            field(made, "transient int skipped");
            field(made, "static int shared");
        }
        // What an object is in: always an object of that very class, or none.
        Made owner = one(Kind.CLASS, Kind.FINAL);
        if (chance(3) && owner != null && owner != made && !owner.isGeneric && !made.isGeneric) {
            field(made, owner.type() + " owner");
        }
        if (made.kind != Kind.ABSTRACT && !made.name.equals("Root") && chance(4)) {
            custom(made, false);
        } else {
            made.body.append("    ").append(made.name).append("() {}\n");
        }
    }

    private void record(Made made, String start, String faces) {
        Set<String> names = new LinkedHashSet<>();
        int count = random.nextInt(5);
        while (names.size() < count) {
            String name = pick(TypedNames.FIELDS);
            if (!name.equals("record")) {
                names.add(name);
            }
        }
        StringBuilder parts = new StringBuilder();
        for (String name : names) {
            parts.append(parts.length() == 0 ? "" : ", ").append(type(null)).append(' ').append(name);
        }
        made.head = start + "record " + made.name + "(" + parts + ") implements java.io.Serializable"
            + faces + " {\n";
        suid(made);
    }

    private void constants(Made made) {
        Set<String> names = new LinkedHashSet<>();
        int count = 1 + random.nextInt(5);
        while (names.size() < count) {
            names.add(pick(TypedNames.CONSTANTS));
        }
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.length() == 0 ? "    " : ", ").append(name);
            if (chance(4)) {
                text.append(" { int number() { return 2; } }");
            }
        }
        made.body.append(text).append(";\n    int number() { return 1; }\n");
    }

    /** A writeObject or writeExternal, and what reads it. */
    private void custom(Made made, boolean isExternal) {
        boolean isDefault = !isExternal && !chance(3);
        StringBuilder write = new StringBuilder();
        StringBuilder read = new StringBuilder();
        if (isDefault) {
            write.append("        out.defaultWriteObject();\n");
            read.append("        in.defaultReadObject();\n");
        }
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String name = "own" + i;
            String type;
            String method;
            if (chance(3)) {
                type = type(null);
                while (isPrimitive(type)) {
                    type = type(null);
                }
                method = "Object";
            } else if (chance(3)) {
                type = "java.lang.String";
                method = "UTF";
            } else {
                type = pick(TypedNames.PRIMITIVES);
                method = type.substring(0, 1).toUpperCase() + type.substring(1);
            }
            field(made, (isExternal ? "" : "transient ") + type + " " + name);
            String cast = method.equals("Object") ? "(" + type + ") " : "";
            write.append("        out.write" + method + "(" + name + ");\n");
            read.append("        " + name + " = " + cast + "in.read" + method + "();\n");
        }
        if (chance(4)) {
            field(made, "transient java.lang.Object[] ownRest = {}");
            write.append("        out.writeInt(ownRest.length);\n"
                + "        for (java.lang.Object it : ownRest) out.writeObject(it);\n");
            read.append("        ownRest = new java.lang.Object[in.readInt()];\n"
                + "        for (int i = 0; i < ownRest.length; i++) ownRest[i] = in.readObject();\n");
        }
        String rights = isExternal ? "public" : "private";
        String end = isExternal ? "External" : "Object";
        String stream = "java.io.Object";
        made.body.append("    @SuppressWarnings(\"unchecked\")\n    " + rights + " void read" + end + "("
            + stream + "Input" + (isExternal ? "" : "Stream") + " in)\n"
            + "            throws java.io.IOException, java.lang.ClassNotFoundException {\n" + read + "    }\n");
        made.body.append("    " + rights + " void write" + end + "(" + stream + "Output"
            + (isExternal ? "" : "Stream") + " out) throws java.io.IOException {\n" + write + "    }\n");
        if (!isExternal) {
            made.body.append("    " + made.name + "() {}\n");
        }
    }

    private void field(Made made, String text) {
        made.body.append("    ").append(text).append(";\n");
    }

    private void suid(Made made) {
        if (chance(2)) {
            long suid = chance(2) ? random.nextInt(100) : random.nextLong();
            field(made, "private static final long serialVersionUID = " + suid + "L");
        }
    }

    private String access() {
        return pick("", "private ", "protected ", "public ");
    }

    private boolean isPrimitive(String type) {
        for (String primitive : TypedNames.PRIMITIVES) {
            if (primitive.equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** A type of a field. */
    private String type(Made holder) {
        switch (random.nextInt(12)) {
            case 0:
            case 1:
            case 2:
                return pick(TypedNames.PRIMITIVES);
            case 3:
                return pick(TypedNames.PRIMITIVES) + (chance(4) ? "[][]" : "[]");
            case 4:
            case 5:
                return collection(2);
            case 6:
                return chance(2) ? "java.lang.Object" : chance(3) ? "java.lang.Object[]" : "java.lang.String[][]";
            default:
                return element(2);
        }
    }

    /** A type of objects. */
    private String element(int depth) {
        switch (random.nextInt(12)) {
            case 0:
            case 1:
            case 2:
                return "java.lang.String";
            case 3:
                return "java.lang." + pick(TypedNames.VALUES);
            case 4:
                return pick(TypedNames.JDK);
            case 5:
                return depth > 0 ? collection(depth - 1) : "java.lang.String";
            case 6:
                return depth > 0 ? element(0) + "[]" : "byte[]";
            default:
                Made made = one(Kind.values());
                if (made == null) {
                    return "java.lang.String";
                }
                return made.type();
        }
    }

    private String collection(int depth) {
        String item = element(depth);
        if (item.equals("T")) {
            item = "java.lang.String";
        }
        Made constants = one(Kind.ENUM);
        switch (random.nextInt(10)) {
            case 0:
            case 1:
                return "java.util.List<" + (chance(4) ? "? extends " : "") + item + ">";
            case 2:
                return "java.util." + pick("ArrayList", "LinkedList", "Collection", "Vector", "Queue",
                    "Deque", "ArrayDeque", "concurrent.CopyOnWriteArrayList", "Stack") + "<" + item + ">";
            case 3:
                return "java.util.Set<" + pick(TypedNames.KEYS) + ">";
            case 4:
                return "java.util." + pick("HashSet", "TreeSet", "SortedSet") + "<" + pick(TypedNames.KEYS) + ">";
            case 5:
                return "java.util.LinkedHashSet<" + item + ">";
            case 6:
                return "java.util.Map<" + (constants != null && chance(2) ? constants.type() : pick(TypedNames.KEYS))
                    + ", " + item + ">";
            case 7:
                return "java.util." + pick("HashMap", "TreeMap", "SortedMap", "Hashtable",
                    "concurrent.ConcurrentHashMap") + "<" + pick(TypedNames.KEYS) + ", " + item + ">";
            case 8:
                return "java.util.LinkedHashMap<" + element(0) + ", " + item + ">";
            default:
                if (constants != null && chance(2)) {
                    return chance(2) ? "java.util.EnumMap<" + constants.type() + ", " + item + ">"
                        : "java.util.EnumSet<" + constants.type() + ">";
                }
                return "java.util.List";
        }
    }

    private Made one(Kind... kinds) {
        List<Made> found = new ArrayList<>();
        for (Made made : all) {
            for (Kind kind : kinds) {
                if (made.kind == kind) {
                    found.add(made);
                }
            }
        }
        return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private boolean chance(int one) {
        return random.nextInt(one) == 0;
    }
}
