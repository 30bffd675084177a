package drivers;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a stream for each of a few hundred cases, and reads what others made of them.
 *
 * <pre>
 * prints    NAME HEX       for each case its stream; then `end`
 * reads     NAME HEX       a stream
 * prints    NAME same      if the stream holds what the case has; otherwise what is different
 * </pre>
 *
 * Between the two stands a tab.
 */
public final class Construct {
    /** Among the values of a case: the stream is reset. */
    static final Object RESET = new Object();

    /** Among the values of a case: what is written besides objects. */
    interface Data {
        void write(ObjectOutputStream out) throws IOException;

        /** Reads it again; returns what was wrong, or null. */
        String read(ObjectInputStream in) throws IOException;
    }

    private final Map<String, List<Object>> cases = new LinkedHashMap<>();

    private Construct() {}

    public static void main(String[] args) throws Exception {
        Construct construct = new Construct();
        ConstructValues.add(construct);
        ConstructTime.add(construct);
        ConstructMaps.add(construct);
        ConstructObjects.add(construct);
        ConstructThrowables.add(construct);
        construct.run();
    }

    /** Adds a case: these values, in this order, in one stream. */
    void add(String name, Object... values) {
        if (cases.put(name, Arrays.asList(values)) != null) {
            throw new IllegalStateException("two cases " + name);
        }
    }

    private void run() throws Exception {
        PrintStream out = new PrintStream(System.out, false, "US-ASCII");
        for (Map.Entry<String, List<Object>> each : cases.entrySet()) {
            out.println(each.getKey() + "\t" + hex(write(each.getValue())));
        }
        out.println("end");
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            out.println(name + "\t" + check(cases.get(name), bytes(line.substring(tab + 1))));
            out.flush();
        }
    }

    private static byte[] write(List<Object> values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        for (Object value : values) {
            if (value == RESET) {
                out.reset();
            } else if (value instanceof Data) {
                ((Data) value).write(out);
            } else {
                out.writeObject(value);
            }
        }
        out.close();
        return bytes.toByteArray();
    }

    private static String check(List<Object> values, byte[] bytes) {
        try {
            ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes));
            List<Object> expected = new ArrayList<>();
            List<Object> found = new ArrayList<>();
            for (Object value : values) {
                if (value instanceof Data) {
                    String problem = ((Data) value).read(in);
                    if (problem != null) {
                        return problem;
                    }
                } else if (value == RESET) {
                    // From here on the same objects are others.
                    String difference = ConstructSame.difference(expected, found);
                    if (!difference.equals("same")) {
                        return difference;
                    }
                    expected.clear();
                    found.clear();
                } else {
                    expected.add(value);
                    found.add(in.readObject());
                }
            }
            if (in.read() != -1) {
                return "more data";
            }
            return ConstructSame.difference(expected, found);
        } catch (Exception | StackOverflowError e) {
            return e.toString();
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return hex.toString();
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
