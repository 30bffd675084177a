package javawire.differential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.OptionalDataException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The JVM's own reader, with stand-ins for all classes, and what those were given. */
final class CapturingInput extends ObjectInputStream {
    /** The names of arrays whose elements are of any class (JVMS 4.2.1). */
    private static final Pattern OBJECT_ARRAY =
            Pattern.compile("\\[{1,255}L[^.;\\[/]+(\\.[^.;\\[/]+)*;", Pattern.DOTALL);

    /** Classes that the reader itself asks for: what has a type code of its own. */
    private static final Map<String, Class<?>> OF_THE_READER = Map.of(
            "java.lang.String", String.class,
            "java.lang.Class", Class.class,
            "java.io.ObjectStreamClass", ObjectStreamClass.class);

    /** In place of what depends on a class that cannot be had. */
    static final Object UNSEEN = new Object();

    /** Primitive data among contents. */
    record Data(byte[] bytes) {}

    /** A class as the stream describes it. */
    record Described(String name, long suid, StandIns.Kind kind) {}

    /** What one class of an object was given. */
    record Level(ObjectStreamField[] fields, Object[] values, List<Object> contents) {}

    /** What reading has taught about the classes of a stream, for reading it again. */
    static final class Lesson {
        /** The next class above each that has a level of its own, by their numbers; none at first. */
        List<Integer> superclasses = List.of();
        final List<Described> described = new ArrayList<>();
        Map<String, Set<String>> constants = new HashMap<>();
        boolean plainIsUnknown;
    }

    final Map<Object, Map<Class<?>, Level>> levels = new IdentityHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<Long>> suids = new HashMap<>();
    private final Map<Class<?>, String> names = new IdentityHashMap<>();
    private final StandIns standIns;
    private final Lesson lesson;
    private final List<ObjectStreamClass> descriptors = new ArrayList<>();
    private final List<Described> described = new ArrayList<>();

    CapturingInput(InputStream in, StandIns standIns, Lesson lesson) throws IOException {
        super(in);
        this.standIns = standIns;
        this.lesson = lesson;
    }

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
        ObjectStreamClass descriptor = (ObjectStreamClass) Internals.last(this);
        ObjectStreamClass model = super.readClassDescriptor();
        descriptors.add(descriptor);
        described.add(new Described(
                model.getName(), model.getSerialVersionUID(), Internals.kind(model)));
        return model;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass model) throws ClassNotFoundException {
        int number = described.size() - 1;
        String name = model.getName();
        if (name.startsWith("[")) {
            if (!OBJECT_ARRAY.matcher(name).matches()) {
                // The JVM knows which of the others are arrays.
                Class<?> array = Class.forName(name);
                if (array.getComponentType().isPrimitive()) {
                    return array;
                }
            }
            Internals.rename(model, name + ".Object;");
            return Object[].class;
        }
        Described own = described.get(number);
        if (own.kind() == StandIns.Kind.PLAIN && lesson.plainIsUnknown) {
            throw new ClassNotFoundException(name);
        }
        Class<?> ofTheReader = OF_THE_READER.get(name);
        if (ofTheReader != null && own.kind() == StandIns.Kind.SERIALIZABLE) {
            Internals.setSuid(ObjectStreamClass.lookupAny(ofTheReader), own.suid());
            names.put(ofTheReader, name);
            return ofTheReader;
        }
        Internals.rename(model, name + "." + StandIns.simpleName(place(own).name()));
        return switch (own.kind()) {
            case ENUM -> standIn(own, null, lesson.constants.getOrDefault(name, Set.of()));
            case SERIALIZABLE -> chained(number, own);
            default -> standIn(own, null, Set.of());
        };
    }

    /** The name in the stream that a class stands for. */
    String nameOf(Class<?> type) {
        return names.get(type);
    }

    /** The same by the name of the stand-in. */
    String nameOf(String standIn) {
        for (Map.Entry<Class<?>, String> each : names.entrySet()) {
            if (each.getKey().getName().equals(standIn)) {
                return each.getValue();
            }
        }
        throw new IllegalArgumentException(standIn);
    }

    private Class<?> standIn(Described own, Class<?> superclass, Set<String> constants) {
        Class<?> type = standIns.of(place(own), own.suid(), superclass, constants);
        names.put(type, own.name());
        return type;
    }

    private StandIns.Place place(Described own) {
        List<Long> suids = this.suids.computeIfAbsent(own.name(), name -> new ArrayList<>());
        numbers.putIfAbsent(own.name(), numbers.size());
        if (!suids.contains(own.suid())) {
            suids.add(own.suid());
        }
        return new StandIns.Place(numbers.get(own.name()), suids.indexOf(own.suid()), own.kind());
    }

    private Class<?> chained(int number, Described own) {
        List<Described> chain = new ArrayList<>();
        if (number < lesson.described.size() && lesson.described.get(number).equals(own)) {
            int above = lesson.superclasses.get(number);
            while (above >= 0) {
                chain.add(lesson.described.get(above));
                above = lesson.superclasses.get(above);
            }
        }
        Class<?> superclass = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            superclass = standIn(chain.get(i), superclass, Set.of());
        }
        return standIn(own, superclass, Set.of());
    }

    /** Learns which class is above which. Whether that was not known before. */
    boolean learn() {
        Map<ObjectStreamClass, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < descriptors.size(); i++) {
            numbers.put(descriptors.get(i), i);
        }
        List<Integer> found = new ArrayList<>();
        for (ObjectStreamClass each : descriptors) {
            ObjectStreamClass above = Internals.superclass(each);
            // Between two that have a level there may be others.
            while (above != null && !hasLevel(numbers.get(above))) {
                above = Internals.superclass(above);
            }
            found.add(above == null ? -1 : numbers.get(above));
        }
        boolean isNew = !found.equals(lesson.superclasses) || !described.equals(lesson.described);
        lesson.superclasses = found;
        lesson.described.clear();
        lesson.described.addAll(described);
        return isNew && found.stream().anyMatch(above -> above >= 0);
    }

    private boolean hasLevel(Integer number) {
        if (number == null) {
            return false;
        }
        Described each = described.get(number);
        return each.kind() == StandIns.Kind.SERIALIZABLE
                && !each.name().startsWith("[")
                && !OF_THE_READER.containsKey(each.name());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
        Class<?>[] types = new Class<?>[interfaces.length];
        for (int i = 0; i < types.length; i++) {
            Described each =
                    new Described(interfaces[i], 0, StandIns.Kind.INTERFACE);
            types[i] = standIn(each, null, Set.of());
        }
        ClassLoader loader = types.length == 0 ? getClass().getClassLoader() : types[0].getClassLoader();
        try {
            @SuppressWarnings("deprecation")
            Class<?> proxy = Proxy.getProxyClass(loader, types);
            return proxy;
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException(null, e);
        }
    }

    void level(Object self, Class<?> level) throws IOException, ClassNotFoundException {
        GetField given = readFields();
        ObjectStreamField[] fields = given.getObjectStreamClass().getFields();
        Object[] values = new Object[fields.length];
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < fields.length; i++) {
            // Of two with one name the second cannot be asked for.
            values[i] = names.add(fields[i].getName()) ? value(given, fields[i]) : UNSEEN;
        }
        List<Object> contents = new ArrayList<>();
        contents(contents);
        put(self, level, new Level(fields, values, contents));
    }

    private static Object value(GetField given, ObjectStreamField field) throws IOException {
        String name = field.getName();
        try {
            return switch (field.getTypeCode()) {
                case 'B' -> given.get(name, (byte) 0);
                case 'C' -> given.get(name, (char) 0);
                case 'D' -> given.get(name, 0d);
                case 'F' -> given.get(name, 0f);
                case 'I' -> given.get(name, 0);
                case 'J' -> given.get(name, 0L);
                case 'S' -> given.get(name, (short) 0);
                case 'Z' -> given.get(name, false);
                default -> given.get(name, UNSEEN);
            };
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Java 20 and later say that a class is missing here.
            return UNSEEN;
        }
    }

    void external(Object self) throws IOException {
        List<Object> contents = new ArrayList<>();
        contents(contents);
        put(self, self.getClass(), new Level(new ObjectStreamField[0], new Object[0], contents));
    }

    private void put(Object self, Class<?> type, Level level) {
        levels.computeIfAbsent(self, each -> new HashMap<>()).put(type, level);
    }

    private void contents(List<Object> contents) throws IOException {
        while (true) {
            byte[] data = data();
            if (data.length > 0) {
                contents.add(new Data(data));
            }
            try {
                contents.add(readObject());
            } catch (OptionalDataException e) {
                if (e.eof) {
                    return;
                }
            } catch (ClassNotFoundException e) {
                contents.add(UNSEEN);
            }
        }
    }

    /** The primitive data that comes next. */
    byte[] data() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[256];
        for (int count = read(piece); count > 0; count = read(piece)) {
            all.write(piece, 0, count);
        }
        return all.toByteArray();
    }
}
