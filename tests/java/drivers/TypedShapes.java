package drivers;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;

/** What reflection says of random classes. */
final class TypedShapes {
    private TypedShapes() {}

    /** What a subclass says of a type parameter. */
    static Type bound(Type type, Class<?> level, Class<?> leaf) {
        boolean isList = type instanceof ParameterizedType
            && ((ParameterizedType) type).getActualTypeArguments()[0] instanceof TypeVariable;
        if (!isList && !(type instanceof TypeVariable)) {
            return type;
        }
        Type given = Object.class;
        for (Class<?> below = leaf; below != level; below = below.getSuperclass()) {
            if (below.getGenericSuperclass() instanceof ParameterizedType && below.getSuperclass() == level) {
                given = ((ParameterizedType) below.getGenericSuperclass()).getActualTypeArguments()[0];
            }
        }
        return isList ? new ListOf(given) : given;
    }

    /** List of these. */
    private static final class ListOf implements ParameterizedType {
        private final Type element;

        ListOf(Type element) {
            this.element = element;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {element};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public Type getOwnerType() {
            return null;
        }
    }

    /** Whether a field is kept as it is, as a copy of all that is in it. */
    static boolean isKept(Type type, boolean isOwn) {
        boolean isCollection = type instanceof ParameterizedType || type == List.class;
        Type raw = type instanceof ParameterizedType ? ((ParameterizedType) type).getRawType() : type;
        boolean isArray = type instanceof Class && ((Class<?>) type).isArray();
        return raw == EnumMap.class || raw == EnumSet.class
            || (isOwn && (isCollection || isArray || type == Object.class));
    }

    static boolean isRecord(Class<?> type) {
        return type.getSuperclass() != null && type.getSuperclass().getName().equals("java.lang.Record");
    }

    static boolean isOwned(Class<?> type) {
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (field.getName().equals("owner")) {
                    return true;
                }
            }
        }
        return false;
    }
}
