import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Function;

/** Writes objects of a library to NAME.ser, and to expected.txt the JSON of what the library says they hold. */
final class Json {
    /** An object, and the JSON of it where it is shown by its fields. */
    static final class Told {
        final Object object;
        final String json;

        Told(Object object, String json) {
            this.object = object;
            this.json = json.replace('\'', '"');
        }
    }

    private final Path directory;
    private final String prefix;
    private final Function<Object, Object> meaning;

    /** meaning gives, of an object of the library, a text, number, Iterable, Map or array of the JDK with the same content. */
    Json(String directory, String prefix, Function<Object, Object> meaning) {
        this.directory = Paths.get(directory);
        this.prefix = prefix;
        this.meaning = meaning;
    }

    void write(String name, Object... objects) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        StringBuilder lines = new StringBuilder();
        for (Object each : objects) {
            lines.append(prefix).append(name).append(' ');
            if (each instanceof Told) {
                out.writeObject(((Told) each).object);
                lines.append(((Told) each).json);
            } else {
                out.writeObject(each);
                put(lines, each);
            }
            lines.append('\n');
        }
        out.flush();
        Files.write(directory.resolve(prefix + name + ".ser"), bytes.toByteArray());
        Files.write(directory.resolve("expected.txt"), lines.toString().getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void put(StringBuilder out, Object object) {
        Object value = meaning.apply(object);
        if (value == null || value instanceof Integer || value instanceof Boolean || value instanceof BigInteger
                || value instanceof BigDecimal) {
            out.append(value);
        } else if (value instanceof String) {
            out.append('"').append(value).append('"');
        } else if (value instanceof Enum) {
            out.append('"').append(((Enum<?>) value).name()).append('"');
        } else if (value instanceof Object[]) {
            put(out, java.util.Arrays.asList((Object[]) value));
        } else if (value instanceof Map) {
            Map<?, ?> map = (Map<?, ?>) value;
            boolean isObject = map.keySet().stream().allMatch(key -> key instanceof String || key instanceof Enum);
            String comma = isObject ? "{" : "[";
            for (Map.Entry<?, ?> each : map.entrySet()) {
                out.append(comma).append(isObject ? "" : "[");
                put(out, each.getKey());
                out.append(isObject ? ':' : ',');
                put(out, each.getValue());
                out.append(isObject ? "" : "]");
                comma = ",";
            }
            out.append(map.isEmpty() ? "{}" : isObject ? "}" : "]");
        } else if (value instanceof Iterable) {
            String comma = "[";
            for (Object each : (Iterable<?>) value) {
                out.append(comma);
                put(out, each);
                comma = ",";
            }
            out.append(comma.equals("[") ? "[]" : "]");
        } else {
            throw new IllegalArgumentException(value.getClass().toString());
        }
    }
}
