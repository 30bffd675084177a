package javawire.differential;

import static javawire.differential.ClassFile.PRIVATE;
import static javawire.differential.ClassFile.PUBLIC;
import static javawire.differential.ClassFile.STATIC;
import static javawire.differential.ClassFile.wide;

import java.io.ObjectStreamClass;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Classes for whatever a stream names, so that a JVM reads it without an opinion of any class: they
 * keep what they are given. What they are called does not depend on the stream, so that each serves
 * many: a million streams need some thousand of them.
 */
final class StandIns {
    /** What a class is, as far as its descriptor tells. */
    enum Kind {
        SERIALIZABLE,
        EXTERNAL,
        /** An Externalizable of protocol version 1: nobody but its class knows where it ends. */
        UNDELIMITED,
        ENUM,
        PLAIN,
        INTERFACE
    }

    /**
     * The class of one stream that was named after so many others, and of those with its name the
     * one whose serialVersionUID came after so many others.
     */
    record Place(int name, int suid, Kind kind) {}

    private record Key(Place place, Class<?> superclass, Set<String> constants) {}

    private static final String CAPTURE = "javawire/differential/Capture";
    private static final String READ = "(Ljava/lang/Object;Ljava/io/ObjectInputStream;Ljava/lang/Class;)V";
    private static final String ENUM = "java/lang/Enum";

    /** Of the classes that {@link Capture#constants} is asked about. */
    static final Map<Class<?>, Set<String>> CONSTANTS = new IdentityHashMap<>();

    private final Map<Key, Class<?>> classes = new HashMap<>();
    /** A JVM keeps these softly, and what was set in them must last. */
    private final Map<Class<?>, ObjectStreamClass> descriptors = new IdentityHashMap<>();
    private final Loader loader = new Loader();

    private static final class Loader extends ClassLoader {
        Loader() {
            super(StandIns.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    int size() {
        return classes.size();
    }

    /** What the class is called behind the last dot: the same for all of one name. */
    static String simpleName(int name) {
        return "N" + name;
    }

    Class<?> of(Place place, long suid, Class<?> superclass, Set<String> constants) {
        Class<?> found = classes.computeIfAbsent(
                new Key(place, superclass, constants), key -> define(place, superclass));
        if (place.kind() == Kind.ENUM) {
            CONSTANTS.put(found, constants);
        }
        if (place.kind() != Kind.INTERFACE) {
            Internals.setSuid(descriptors.computeIfAbsent(found, ObjectStreamClass::lookupAny), suid);
        }
        return found;
    }

    private Class<?> define(Place place, Class<?> superclass) {
        String binary = "javawire.v" + classes.size() + "." + simpleName(place.name());
        String self = binary.replace('.', '/');
        ClassFile file = new ClassFile(self);
        String above = superclass == null ? "java/lang/Object" : superclass.getName().replace('.', '/');
        byte[] bytes = switch (place.kind()) {
            case SERIALIZABLE -> {
                constructor(file, above);
                file.add(PRIVATE, "readObject", "(Ljava/io/ObjectInputStream;)V", 3,
                        0x2A, 0x2B, 0x13, wide(file.type(self)),
                        0xB8, wide(file.method(CAPTURE, "level", READ)), 0xB1);
                yield file.bytes(0x21, above, "java/io/Serializable");
            }
            case EXTERNAL, UNDELIMITED -> {
                constructor(file, above);
                if (place.kind() == Kind.EXTERNAL) {
                    String read = "(Ljava/lang/Object;Ljava/io/ObjectInput;)V";
                    file.add(PUBLIC, "readExternal", "(Ljava/io/ObjectInput;)V", 2, 0x2A, 0x2B,
                            0xB8, wide(file.method(CAPTURE, "external", read)), 0xB1);
                } else {
                    file.add(PUBLIC, "readExternal", "(Ljava/io/ObjectInput;)V", 2, 0xB1);
                }
                file.add(PUBLIC, "writeExternal", "(Ljava/io/ObjectOutput;)V", 2, 0xB1);
                yield file.bytes(0x21, above, "java/io/Externalizable");
            }
            case PLAIN -> {
                constructor(file, above);
                yield file.bytes(0x21, above);
            }
            case INTERFACE -> file.bytes(0x601, "java/lang/Object");
            case ENUM -> enumeration(file, self);
        };
        return loader.define(binary, bytes);
    }

    private static void constructor(ClassFile file, String above) {
        file.add(PUBLIC, "<init>", "()V", 1, 0x2A, 0xB7, wide(file.method(above, "<init>", "()V")), 0xB1);
    }

    private static byte[] enumeration(ClassFile file, String self) {
        String constructor = "(Ljava/lang/String;I)V";
        file.add(PRIVATE, "<init>", constructor, 3, 0x2A, 0x2B, 0x1C,
                0xB7, wide(file.method(ENUM, "<init>", constructor)), 0xB1);
        file.add(PUBLIC | STATIC, "make", "(Ljava/lang/String;I)Ljava/lang/Enum;", 4,
                0xBB, wide(file.type(self)), 0x59, 0x2A, 0x1B,
                0xB7, wide(file.method(self, "<init>", constructor)), 0xB0);
        file.add(PUBLIC | STATIC, "values", "()[L" + self + ";", 1, 0x13, wide(file.type(self)),
                0xB8, wide(file.method(CAPTURE, "constants", "(Ljava/lang/Class;)[Ljava/lang/Enum;")),
                0xC0, wide(file.type("[L" + self + ";")), 0xB0);
        return file.bytes(0x4031, ENUM);
    }

    /** A new constant of an enum of ours. */
    static Enum<?> make(Class<?> type, String name, int ordinal) throws ReflectiveOperationException {
        Method make = type.getMethod("make", String.class, int.class);
        return (Enum<?>) make.invoke(null, name, ordinal);
    }
}
