package javawire.gen.group;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javawire.gen.Catalog;
import javawire.gen.model.Colour;
import javawire.gen.model.Customs;
import javawire.gen.model.Externs;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** Everything inside everything else, as a Random with a fixed seed has it: what nobody thinks of. */
public final class Tangles {
    private static final int STREAMS = 60;
    private static final int KINDS = 24;

    private final Random random;
    /** What may be met again. */
    private final List<Object> known = new ArrayList<>();

    private Tangles(long seed) {
        random = new Random(seed);
    }

    public static void add(Catalog c) {
        for (int i = 0; i < STREAMS; i++) {
            int seed = i;
            c.write(String.format("tangle-%02d", i), "random objects, with seed " + i,
                    out -> new Tangles(seed).items(out));
        }
    }

    private void items(ObjectOutputStream out) throws IOException {
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(9)) {
                case 0 -> out.writeInt(i);
                case 1 -> out.reset();
                case 2 -> out.writeUnshared(new Plain.OneRef(value(3)));
                case 3 -> out.write(new byte[random.nextInt(1500)]);
                default -> out.writeObject(value(2 + random.nextInt(3)));
            }
        }
    }

    /** At most so deep. */
    private Object value(int depth) {
        if (!known.isEmpty() && random.nextInt(6) == 0) {
            return known.get(random.nextInt(known.size()));
        }
        Object value = depth > 0 ? made(depth - 1) : random.nextInt(4) == 0 ? null : text();
        if (value != null && random.nextInt(3) == 0) {
            known.add(value);
        }
        return value;
    }

    private Object made(int depth) {
        return switch (random.nextInt(KINDS)) {
            case 0 -> null;
            case 1 -> text();
            case 2 -> random.nextInt();
            case 3 -> random.nextDouble();
            case 4 -> new Plain.Empty();
            case 5 -> new Plain.OneInt(random.nextInt());
            case 6 -> new Plain.OneRef(value(depth));
            case 7 -> new Plain.Bean(random.nextInt(), text(), random.nextDouble(), texts());
            case 8 -> new Plain.Pair<>(text(), value(depth));
            case 9 -> selfish();
            case 10 -> custom(depth);
            case 11 -> new Externs.Fixed(random.nextInt(), text(), value(depth));
            case 12 -> Colour.values()[random.nextInt(Colour.values().length)];
            case 13 -> new Records.Point(random.nextInt(), random.nextInt());
            case 14 -> values(depth).toArray();
            case 15 -> new ArrayList<>(values(depth));
            case 16 -> new LinkedList<>(values(depth));
            case 17 -> map(depth);
            case 18 -> new int[random.nextInt(20)];
            case 19 -> new byte[random.nextInt(random.nextInt(8) == 0 ? 3000 : 20)];
            case 20 -> rows(depth);
            case 21 -> new Date(random.nextLong());
            case 22 -> random.nextBoolean() ? Plain.Pair[].class : Plain.Bean.class;
            default -> ObjectStreamClass.lookup(
                    random.nextBoolean() ? Plain.Bean.class : Plain.AllTypes.class);
        };
    }

    private Object selfish() {
        Plain.OneRef one = new Plain.OneRef(null);
        one.ref = one;
        return one;
    }

    /** What its writeObject does is drawn now: it may be written more than once. */
    private Object custom(int depth) {
        int number = random.nextInt(1000);
        Object inner = value(depth);
        return new Customs.After(out -> {
            out.writeInt(number);
            if (number % 2 == 0) {
                out.writeObject(inner);
                out.write(new byte[number]);
            }
        });
    }

    private List<Object> values(int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            values.add(value(depth));
        }
        return values;
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new HashMap<>();
        for (Object value : values(depth)) {
            map.put(text(), value);
        }
        return map;
    }

    private Plain.OneRef[][] rows(int depth) {
        Plain.OneRef[][] rows = new Plain.OneRef[random.nextInt(3)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Plain.OneRef[random.nextInt(3)];
            Arrays.setAll(rows[i], j -> new Plain.OneRef(value(depth)));
        }
        return rows;
    }

    private String[] texts() {
        String[] texts = new String[random.nextInt(5)];
        Arrays.setAll(texts, i -> random.nextInt(5) == 0 ? null : text());
        return texts;
    }

    private String text() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "\u20AC\u00DF\u4E2D";
            case 2 -> "\u00E9".repeat(random.nextInt(200));
            case 3, 4 -> ("k" + random.nextInt(20)).intern();
            default -> "v" + random.nextInt(100_000);
        };
    }
}
