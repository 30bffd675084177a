package javawire.differential;

import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Field;

/** What java.io does not show of itself: {@code --add-opens java.base/java.io=ALL-UNNAMED}. */
final class Internals {
    private static final Field NAME = field(ObjectStreamClass.class, "name");
    private static final Field SUID = field(ObjectStreamClass.class, "suid");
    private static final Field IS_ENUM = field(ObjectStreamClass.class, "isEnum");
    private static final Field SERIALIZABLE = field(ObjectStreamClass.class, "serializable");
    private static final Field EXTERNALIZABLE = field(ObjectStreamClass.class, "externalizable");
    private static final Field BLOCK_DATA = field(ObjectStreamClass.class, "hasBlockExternalData");
    private static final Field SUPERCLASS = field(ObjectStreamClass.class, "superDesc");
    private static final Field HANDLES = field(ObjectInputStream.class, "handles");
    private static final Field ENTRIES = field(HANDLES.getType(), "entries");
    private static final Field SIZE = field(HANDLES.getType(), "size");

    private Internals() {}

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    static void rename(ObjectStreamClass descriptor, String name) {
        try {
            NAME.set(descriptor, name);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static void setSuid(ObjectStreamClass descriptor, long suid) {
        try {
            SUID.set(descriptor, suid);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static StandIns.Kind kind(ObjectStreamClass descriptor) {
        if (is(IS_ENUM, descriptor)) {
            return StandIns.Kind.ENUM;
        }
        if (is(EXTERNALIZABLE, descriptor)) {
            return is(BLOCK_DATA, descriptor) ? StandIns.Kind.EXTERNAL : StandIns.Kind.UNDELIMITED;
        }
        return is(SERIALIZABLE, descriptor) ? StandIns.Kind.SERIALIZABLE : StandIns.Kind.PLAIN;
    }

    static ObjectStreamClass superclass(ObjectStreamClass descriptor) {
        return (ObjectStreamClass) get(SUPERCLASS, descriptor);
    }

    /** What was given a handle last. */
    static Object last(ObjectInputStream in) {
        Object handles = get(HANDLES, in);
        try {
            return ((Object[]) get(ENTRIES, handles))[SIZE.getInt(handles) - 1];
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean is(Field field, Object object) {
        return (Boolean) get(field, object);
    }

    private static Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
