package drivers;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes a few streams, and says what it reads from what others made of them.
 *
 * <pre>
 * prints    NAME HEX      for each stream; then `end`
 * reads     NAME HEX
 * prints    NAME TEXT     what the stream holds, or the exception; if NAME is `again`, the
 *                         stream that it writes of all that it has read
 * </pre>
 *
 * Between the two stands a tab.
 */
public final class Edited {
    /** An object with some of everything. */
    static final class Bean implements Serializable {
        private static final long serialVersionUID = 1;
        int count = 7;
        long total = 9007199254740993L;
        double ratio = 0.1;
        char letter = 'x';
        byte[] bytes = {1, 2, 3};
        String name = "short";
        Object same = name;

        @Override
        public String toString() {
            String text = name.length() > 100 ? name.length() + "#" + name.hashCode() : name;
            return text + " " + (same == name) + " " + count + " " + total + " " + ratio + " " + letter
                    + " " + Arrays.toString(bytes);
        }
    }

    private Edited() {}

    public static void main(String[] args) throws Exception {
        serve(cases());
    }

    /** Writes these, and says what it reads of what others made of them. */
    static void serve(Map<String, Object> cases) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (Map.Entry<String, Object> each : cases.entrySet()) {
            out.println(each.getKey() + "\t" + hex(each.getValue()));
        }
        out.println("end");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            byte[] stream = bytes(line.substring(tab + 1));
            out.println(name + "\t" + (name.equals("again") ? again(stream) : read(stream)));
        }
    }

    private static Map<String, Object> cases() throws Exception {
        Map<String, Object> cases = new TreeMap<>();
        cases.put("bean", new Bean());
        cases.put("list", new ArrayList<>(Arrays.asList("one", "two", "three")));
        Bean shared = new Bean();
        List<Object> twice = new ArrayList<>(Arrays.asList(shared, "between", shared));
        cases.put("shared", twice);
        Map<String, Integer> map = new HashMap<>();
        map.put("first", 1);
        map.put("second", 2);
        cases.put("map", map);
        List<String> words = Arrays.asList("one", "two", "three");
        cases.put("deque", new ArrayDeque<>(words));
        cases.put("linked", new LinkedList<>(words));
        cases.put("queue", new PriorityQueue<>(words));
        cases.put("set", new HashSet<>(words));
        cases.put("ordered", new LinkedHashSet<>(words));
        cases.put("sorted", new TreeSet<>(words));
        cases.put("copied", new CopyOnWriteArrayList<>(words));
        // List.of and Map.of, which Java 8 does not have.
        cases.put("fixed", List.class.getMethod("of", Object[].class).invoke(null, (Object) words.toArray()));
        cases.put("blocking", new LinkedBlockingQueue<>(words));
        cases.put("table", new Hashtable<>(map));
        cases.put("tree", new TreeMap<>(map));
        cases.put("identity", new IdentityHashMap<>(map));
        cases.put("access", new LinkedHashMap<>(map));
        cases.put("concurrent", new ConcurrentHashMap<>(map));
        cases.put("fixedmap", Map.class.getMethod("of", Object.class, Object.class).invoke(null, "first", 1));
        Map<TimeUnit, Integer> units = new EnumMap<>(TimeUnit.class);
        units.put(TimeUnit.SECONDS, 1);
        cases.put("units", units);
        Properties properties = new Properties();
        properties.putAll(map);
        cases.put("properties", properties);
        cases.put("skip", new ConcurrentSkipListMap<>(map));
        cases.put("linkedqueue", new ConcurrentLinkedQueue<>(words));
        cases.put("linkeddeque", new ConcurrentLinkedDeque<>(words));
        cases.put("blockingdeque", new LinkedBlockingDeque<>(words));
        cases.put("transfer", new LinkedTransferQueue<>(words));
        cases.put("vector", new Vector<>(words));
        Vector<String> room = new Vector<>(10);
        room.addAll(Arrays.asList("one", null));
        cases.put("room", room);
        Stack<String> stack = new Stack<>();
        stack.addAll(words);
        cases.put("stack", stack);
        cases.put("ring", new ArrayBlockingQueue<>(5, false, words));
        cases.put("builder", new StringBuilder("hola"));
        cases.put("buffer", new StringBuffer("hola"));
        cases.put("bits", BitSet.valueOf(new long[] {5}));
        cases.put("integer", new BigInteger("12345678901234567890"));
        cases.put("decimal", new BigDecimal("1.50"));
        cases.put("guarded", Collections.synchronizedList(new ArrayList<>(words)));
        cases.put("guardedmap", Collections.synchronizedMap(map));
        cases.put("priority", new PriorityBlockingQueue<>(words));
        return cases;
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private static String again(byte[] bytes) throws Exception {
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(again);
        try {
            while (true) {
                out.writeObject(in.readObject());
            }
        } catch (EOFException end) {
            out.close();
        }
        return hex(again.toByteArray());
    }

    private static String read(byte[] bytes) {
        try {
            ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes));
            Object read = in.readObject();
            if (in.read() != -1) {
                return "something is left";
            }
            if (isLost(read)) {
                return "lost";
            }
            if (read instanceof Map) {
                return new TreeMap<>((Map<?, ?>) read).toString();
            }
            if (read instanceof HashSet && !(read instanceof LinkedHashSet)) {
                return new TreeSet<>((Set<?>) read).toString();
            }
            if (read instanceof List && ((List<?>) read).size() > 2) {
                List<?> list = (List<?>) read;
                return list + " " + (list.get(0) == list.get(list.size() - 1));
            }
            return read.toString();
        } catch (Exception failure) {
            return failure.toString();
        }
    }

    /** Whether a sorted collection does not find what it holds. */
    private static boolean isLost(Object read) {
        if (read instanceof SortedMap) {
            Map<?, ?> map = (Map<?, ?>) read;
            return !new ArrayList<>(map.keySet()).stream().allMatch(map::containsKey);
        }
        return read instanceof SortedSet && !new ArrayList<>((Set<?>) read).stream().allMatch(((Set<?>) read)::contains);
    }

    private static String hex(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        out.writeObject(value);
        out.close();
        return hex(bytes.toByteArray());
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte each : bytes) {
            hex.append(String.format("%02x", each));
        }
        return hex.toString();
    }
}
