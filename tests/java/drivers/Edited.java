package drivers;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a few streams, and says what it reads from what others made of them.
 *
 * <pre>
 * prints    NAME HEX      for each stream; then `end`
 * reads     NAME HEX
 * prints    NAME TEXT     what the stream holds, or the exception
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
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (Map.Entry<String, Object> each : cases().entrySet()) {
            out.println(each.getKey() + "\t" + hex(each.getValue()));
        }
        out.println("end");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int tab = line.indexOf('\t');
            out.println(line.substring(0, tab) + "\t" + read(line.substring(tab + 1)));
        }
    }

    private static Map<String, Object> cases() {
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
        return cases;
    }

    private static String read(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        try {
            ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes));
            Object read = in.readObject();
            if (in.read() != -1) {
                return "something is left";
            }
            if (read instanceof Map) {
                return new TreeMap<>((Map<?, ?>) read).toString();
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

    private static String hex(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        out.writeObject(value);
        out.close();
        StringBuilder hex = new StringBuilder();
        for (byte each : bytes.toByteArray()) {
            hex.append(String.format("%02x", each));
        }
        return hex.toString();
    }
}
