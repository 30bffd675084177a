import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the same objects as another run does, in other bytes: the first argument is how many
 * identity hash codes are taken before, the second the capacity of collections, the third how deep
 * in calls an exception is made.
 */
public class CompareNoise {
    enum Color { RED, GREEN, BLUE, BLACK, WHITE, GREY }

    /** A bean whose hash code is that of its identity. */
    static class Bean implements Serializable {
        private static final long serialVersionUID = 1;
        final String name;
        final int number;

        Bean(String name, int number) {
            this.name = name;
            this.number = number;
        }
    }

    public static void main(String[] arguments) throws IOException {
        int capacity = Integer.parseInt(arguments[1]);
        for (int count = 0; count < Integer.parseInt(arguments[0]); count++) {
            System.identityHashCode(new Object());
        }
        Map<String, Object> all = new LinkedHashMap<>();
        Map<Color, String> colors = new HashMap<>(capacity);
        Map<Bean, Integer> beans = new ConcurrentHashMap<>(capacity);
        Map<Object, Integer> same = new IdentityHashMap<>(capacity);
        for (Color color : Color.values()) {
            colors.put(color, color.name());
            beans.put(new Bean(color.name(), color.ordinal()), color.ordinal());
            same.put(new String("equal"), color.ordinal());
        }
        all.put("colors", colors);
        all.put("beans", beans);
        all.put("same", same);
        all.put("set", new HashSet<>(colors.keySet()));
        all.put("keys", Collections.unmodifiableSet(new HashSet<>(beans.keySet())));
        all.put("kinds", new EnumMap<>(colors));
        all.put("some", EnumSet.of(Color.RED, Color.GREY));
        List<String> list = new ArrayList<>(capacity);
        list.addAll(Arrays.asList("one", "two", "three"));
        all.put("list", list);
        Vector<String> vector = new Vector<>(capacity, capacity);
        vector.addAll(list);
        all.put("vector", vector);
        all.put("exception", exception(Integer.parseInt(arguments[2])));
        all.put("shuffled", new ArrayList<>(colors.keySet()));
        ObjectOutputStream out = new ObjectOutputStream(System.out);
        out.writeObject(all);
        out.flush();
    }

    static Exception exception(int depth) {
        if (depth > 0) {
            return exception(depth - 1);
        }
        return new IllegalStateException("closed", new IOException("gone"));
    }
}
