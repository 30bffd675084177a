package drivers;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;

/** Random objects of random classes. */
final class TypedFill {
    /** Objects inside each other. */
    private static final int DEEPEST = 7;

    private static final String[] TEXTS = {
        "", "a", "Hello", "größer", "日本語", "\uD83D\uDE00 emoji", "with\u0000nul", "\uFFFF", "\uD83D\uDE00",
        "\uFB01 ligature", "line\nbreak", "\"quoted\"",
    };

    private final Random random;
    private final int seed;
    private final List<Class<?>> classes;
    /** Objects that more than one reference may go to. */
    private Map<Class<?>, List<Object>> pool = new HashMap<>();
    private List<String> texts = new ArrayList<>();
    /** The objects that are being filled, back to the last that may be shared. */
    private Deque<Object> open = new ArrayDeque<>();
    private int budget = 400;

    TypedFill(Random random, int seed, ClassLoader loader, Path directory) throws Exception {
        this.random = random;
        this.seed = seed;
        this.classes = new ArrayList<>();
        String[] names = directory.resolve("classes").resolve("s" + seed).toFile().list();
        Arrays.sort(names);
        for (String name : names) {
            classes.add(Class.forName("s" + seed + "." + name.replace(".class", ""), true, loader));
        }
    }

    Object root(Class<?> root) throws Exception {
        return object(root, 0);
    }

    /** An object of this very class. */
    private Object object(Class<?> type, int depth) throws Exception {
        List<Object> made = pool.computeIfAbsent(type, it -> new ArrayList<>());
        // What knows its owner is in no other object.
        boolean isOwned = TypedShapes.isOwned(type);
        if (!isOwned && !made.isEmpty() && depth > 0 && chance(3)) {
            return made.get(random.nextInt(made.size()));
        }
        budget--;
        if (TypedShapes.isRecord(type)) {
            Object record = record(type, depth);
            made.add(record);
            return record;
        }
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object object = constructor.newInstance();
        Deque<Object> before = open;
        if (isOwned) {
            open.push(object);
        } else {
            open = new ArrayDeque<>();
            open.push(object);
        }
        for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fill(object, field, depth);
                }
            }
        }
        if (isOwned) {
            open.pop();
        } else {
            open = before;
            made.add(object);
        }
        return object;
    }

    private void fill(Object object, Field field, int depth) throws Exception {
        field.setAccessible(true);
        String place = field.getDeclaringClass().getName() + "." + field.getName();
        if (field.getName().equals("owner")) {
            for (Object outer : open) {
                if (outer != object && outer.getClass() == field.getType() && !chance(4)) {
                    field.set(object, outer);
                    break;
                }
            }
            return;
        }
        if (field.getName().equals("ownRest")) {
            Object[] rest = new Object[random.nextInt(3)];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = apart(Object.class, place, depth, true);
            }
            field.set(object, rest);
            return;
        }
        boolean isOwn = field.getName().startsWith("own");
        Type type = TypedShapes.bound(field.getGenericType(), field.getDeclaringClass(), object.getClass());
        Object value = TypedShapes.isKept(type, isOwn) ? apart(type, place, depth, true) : value(type, place, depth, isOwn);
        if (value == null && isOwn && field.getType() == String.class) {
            value = new String("written");
        }
        field.set(object, value);
    }

    /** An element of a collection: one that is an array or a collection may be kept as it is. */
    private Object element(Type type, String place, int depth, boolean isOwn, boolean isNullable)
            throws Exception {
        boolean isPlain = type instanceof Class && !((Class<?>) type).isArray() && type != List.class;
        if (!isPlain) {
            return apart(type, place, depth, isNullable);
        }
        return isNullable ? value(type, place, depth, isOwn) : present(type, place, depth, isOwn);
    }

    /** A value that shares nothing with others. */
    private Object apart(Type type, String place, int depth, boolean isNullable) throws Exception {
        Map<Class<?>, List<Object>> objects = pool;
        List<String> before = texts;
        Deque<Object> outer = open;
        pool = new HashMap<>();
        texts = new ArrayList<>();
        open = new ArrayDeque<>();
        Object value = isNullable ? value(type, place, depth, false) : present(type, place, depth, false);
        pool = objects;
        texts = before;
        open = outer;
        return value;
    }

    private Object record(Class<?> type, int depth) throws Exception {
        Constructor<?> constructor = null;
        for (Constructor<?> found : type.getDeclaredConstructors()) {
            constructor = found;
        }
        constructor.setAccessible(true);
        Deque<Object> before = open;
        open = new ArrayDeque<>();
        Type[] types = constructor.getGenericParameterTypes();
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i], type.getName() + "." + i, depth, false);
        }
        open = before;
        return constructor.newInstance(values);
    }

    /** A value of a type: a null now and then, but never where there is none. */
    private Object value(Type type, String place, int depth, boolean isOwn) throws Exception {
        if (type instanceof Class && ((Class<?>) type).isPrimitive()) {
            return TypedValues.scalar(random, (Class<?>) type);
        }
        // Some places are never null.
        boolean isNullable = place.hashCode() % 3 != 0;
        if (depth > DEEPEST || budget < 0 || (isNullable && chance(5))) {
            return null;
        }
        return present(type, place, depth + 1, isOwn);
    }

    private Object present(Type type, String place, int depth, boolean isOwn) throws Exception {
        if (type instanceof ParameterizedType) {
            ParameterizedType given = (ParameterizedType) type;
            return collection((Class<?>) given.getRawType(), given.getActualTypeArguments(), place, depth, isOwn);
        }
        if (type instanceof WildcardType) {
            return present(((WildcardType) type).getUpperBounds()[0], place, depth, isOwn);
        }
        if (type instanceof GenericArrayType) {
            Type element = ((GenericArrayType) type).getGenericComponentType();
            Class<?> raw = element instanceof ParameterizedType
                ? (Class<?>) ((ParameterizedType) element).getRawType() : Object.class;
            return array(raw, element, place, depth, isOwn);
        }
        if (!(type instanceof Class)) {
            return any(place, depth);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isArray()) {
            return array(raw.getComponentType(), raw.getComponentType(), place, depth, isOwn);
        }
        if (raw == Object.class) {
            return any(place, depth);
        }
        if (raw == List.class) {
            return collection(raw, new Type[] {Object.class}, place, depth, isOwn);
        }
        if (raw.getName().startsWith("java.")) {
            return raw == String.class ? text(isOwn) : TypedValues.scalar(random, raw);
        }
        if (raw.isEnum()) {
            Object[] constants = raw.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        List<Class<?>> fitting = fitting(raw);
        if (fitting.isEmpty()) {
            return null;
        }
        Class<?> chosen = fitting.get(chance(2) ? 0 : random.nextInt(fitting.size()));
        return chosen.isEnum() ? present(chosen, place, depth, isOwn) : object(chosen, depth);
    }

    /** The classes of which there are objects that are of this one. */
    private List<Class<?>> fitting(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> other : classes) {
            boolean isMade = !Modifier.isAbstract(other.getModifiers()) && !other.isInterface()
                && Serializable.class.isAssignableFrom(other) && !other.isAnonymousClass();
            // An enum whose constants have bodies may be abstract to reflection.
            if ((isMade || other.isEnum()) && type.isAssignableFrom(other)) {
                if (other.isEnum() && other.getEnumConstants() == null) {
                    continue;
                }
                found.add(other);
            }
        }
        if (found.remove(type)) {
            found.add(0, type);
        }
        return found;
    }

    private Object any(String place, int depth) throws Exception {
        Random same = new Random(place.hashCode());
        // Each place holds a few kinds of objects.
        int kinds = 1 + same.nextInt(4);
        int chosen = random.nextInt(kinds);
        int kind = 0;
        for (int i = 0; i <= chosen; i++) {
            kind = same.nextInt(9);
        }
        switch (kind) {
            case 0:
            case 1:
                return text(false);
            case 2:
                return TypedValues.scalar(random, Integer.class);
            case 3:
                return TypedValues.scalar(random, Double.class);
            case 4:
                return TypedValues.scalar(random, Date.class);
            case 5:
                return apart(List.class, place, depth, false);
            case 6:
                return new int[] {random.nextInt(), 0};
            default:
                List<Class<?>> fitting = fitting(Object.class);
                Class<?> type = fitting.get(same.nextInt(fitting.size()));
                return type.getSimpleName().equals("Root") ? text(false) : present(type, place, depth, false);
        }
    }

    private Object array(Class<?> raw, Type element, String place, int depth, boolean isOwn)
            throws Exception {
        int length = chance(30) && raw.isPrimitive() ? 2000 : random.nextInt(4);
        Object array = Array.newInstance(raw, length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, element instanceof Class ? value(element, place + "[]", depth, isOwn)
                : apart(element, place + "[]", depth, true));
        }
        return array;
    }

    private Object collection(Class<?> raw, Type[] types, String place, int depth, boolean isOwn)
            throws Exception {
        // Most places always hold the same class.
        Random same = new Random(place.hashCode());
        Random choose = same.nextInt(4) == 0 ? random : same;
        int size = chance(40) ? 60 : random.nextInt(5);
        if (Map.class.isAssignableFrom(raw)) {
            return map(raw, types, place, depth, isOwn, choose, size);
        }
        boolean isEnum = raw == EnumSet.class;
        List<Object> items = new ArrayList<>();
        boolean isKey = Set.class.isAssignableFrom(raw);
        for (int i = 0; i < size; i++) {
            items.add(element(types[0], place + "[]", depth, isOwn, !isKey || raw == LinkedHashSet.class));
        }
        if (isEnum) {
            @SuppressWarnings({"unchecked", "rawtypes"})
            Set<Object> set = (Set) EnumSet.noneOf((Class) types[0]);
            set.addAll(items);
            return set;
        }
        if (raw == Set.class) {
            Collection<?>[] kinds = {new HashSet<>(items), new LinkedHashSet<>(items), new TreeSet<>(items),
                Collections.unmodifiableSet(new LinkedHashSet<>(items))};
            return kinds[choose.nextInt(kinds.length)];
        }
        if (raw == SortedSet.class) {
            return new TreeSet<>(items);
        }
        if (raw == List.class) {
            switch (choose.nextInt(6)) {
                case 0:
                    return new LinkedList<>(items);
                case 1:
                    return Arrays.asList(items.toArray());
                case 2:
                    return Collections.unmodifiableList(items);
                case 3:
                    return new Vector<>(items);
                default:
                    return items;
            }
        }
        if (raw == Collection.class) {
            return choose.nextBoolean() ? items : new LinkedHashSet<>(items);
        }
        if (raw == Queue.class) {
            return new LinkedList<>(items);
        }
        if (raw == Deque.class || raw == ArrayDeque.class) {
            items.removeAll(Collections.singleton(null));
            return raw == Deque.class && choose.nextBoolean() ? new LinkedList<>(items) : new ArrayDeque<>(items);
        }
        if (raw.getName().startsWith("s" + seed + ".")) {
            return object(raw, depth);
        }
        @SuppressWarnings("unchecked")
        Collection<Object> made = (Collection<Object>) raw.getDeclaredConstructor().newInstance();
        made.addAll(items);
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object map(Class<?> raw, Type[] types, String place, int depth, boolean isOwn, Random choose,
            int size) throws Exception {
        Map<Object, Object> made = new LinkedHashMap<>();
        boolean hasNulls = HashMap.class.isAssignableFrom(raw) || raw == Map.class;
        for (int i = 0; i < size; i++) {
            Object key = element(types[0], place + "[].key", depth, isOwn, false);
            Object item = element(types[1], place + "[]", depth, isOwn, true);
            if (key != null && (hasNulls || item != null)) {
                made.put(key, item);
            }
        }
        boolean isEnum = types[0] instanceof Class && ((Class<?>) types[0]).isEnum();
        if (raw == EnumMap.class || (raw == Map.class && isEnum && choose.nextBoolean())) {
            Map map = new EnumMap((Class) types[0]);
            map.putAll(made);
            return map;
        }
        if (raw == Map.class) {
            switch (choose.nextInt(isEnum ? 3 : 4)) {
                case 0:
                    return made;
                case 1:
                    return Collections.unmodifiableMap(made);
                case 2:
                    return new HashMap<>(made);
                default:
                    return new TreeMap<>(made);
            }
        }
        if (raw == SortedMap.class) {
            return new TreeMap<>(made);
        }
        Map<Object, Object> map = (Map<Object, Object>) raw.getDeclaredConstructor().newInstance();
        map.putAll(made);
        return map;
    }

    private String text(boolean isOwn) {
        if (!isOwn && !texts.isEmpty() && chance(3)) {
            return texts.get(random.nextInt(texts.size()));
        }
        String text = TEXTS[random.nextInt(TEXTS.length)];
        if (chance(60)) {
            StringBuilder long_ = new StringBuilder();
            while (long_.length() < 9000) {
                long_.append(text).append('x');
            }
            text = long_.toString();
        } else if (chance(2)) {
            text += random.nextInt(50);
        }
        text = new String(text);
        if (!isOwn) {
            texts.add(text);
        }
        return text;
    }

    private boolean chance(int one) {
        return random.nextInt(one) == 0;
    }
}
