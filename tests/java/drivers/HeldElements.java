package drivers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Stack;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;

/** Collections that keep their elements in an array with spare places: as {@link Edited}. */
public final class HeldElements {
    private static final int EACH = 60;

    /** One with fields of its own, and its elements a second time. */
    static final class Own extends Vector<Object> {
        private static final long serialVersionUID = 1;
        private final int elementCount2 = 7;
        private final String name = "own";
        private Object[] twice;

        Own(int capacity) {
            super(capacity);
        }

        Own withTwice() {
            twice = toArray();
            return this;
        }
    }

    /** A queue with fields of its own. */
    static final class OwnRing extends ArrayBlockingQueue<Object> {
        private static final long serialVersionUID = 1;
        private final int count = 99;
        private final Object[] items = {null, "not these"};

        OwnRing(int capacity) {
            super(capacity);
        }
    }

    private HeldElements() {}

    public static void main(String[] args) throws Exception {
        Random random = new Random(7);
        Map<String, Object> cases = new TreeMap<>();
        for (int i = 0; i < EACH; i++) {
            cases.put("vector-" + i, filled(random, new Vector<>(random.nextInt(8), random.nextInt(3))));
            cases.put("stack-" + i, filled(random, new Stack<>()));
            cases.put("own-" + i, ((Own) filled(random, new Own(random.nextInt(6)))).withTwice());
            int capacity = 1 + random.nextInt(6);
            ArrayBlockingQueue<Object> ring =
                    random.nextInt(4) == 0 ? new OwnRing(capacity) : new ArrayBlockingQueue<>(capacity);
            cases.put("ring-" + i, turned(random, ring));
        }
        // Elements that are such themselves, and one that stands twice.
        Vector<Object> inner = new Vector<>(Arrays.asList("a", null));
        ArrayBlockingQueue<Object> ring = new ArrayBlockingQueue<>(3);
        ring.add(inner);
        ring.add(new Stack<>());
        List<Object> nested = new Vector<>(Arrays.asList(ring, inner, null, ring));
        cases.put("nested", new ArrayList<>(Arrays.asList(nested, ring, nested)));
        Edited.serve(cases);
    }

    private static Vector<Object> filled(Random random, Vector<Object> vector) {
        int steps = random.nextInt(10);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(8)) {
                case 0:
                    vector.add(null);
                    break;
                case 1:
                    vector.setSize(random.nextInt(5));
                    break;
                case 2:
                    if (!vector.isEmpty()) {
                        vector.remove(random.nextInt(vector.size()));
                    }
                    break;
                case 3:
                    vector.trimToSize();
                    break;
                default:
                    vector.insertElementAt("e" + i, random.nextInt(vector.size() + 1));
            }
        }
        return vector;
    }

    private static ArrayBlockingQueue<Object> turned(Random random, ArrayBlockingQueue<Object> ring) {
        int steps = random.nextInt(20);
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) == 0) {
                ring.poll();
            } else {
                ring.offer("e" + i);
            }
        }
        return ring;
    }
}
