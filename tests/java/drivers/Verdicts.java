import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads streams from stdin, each behind its length, and prints a line for each: what is in the collection that it
 * holds, in one order whatever the collection, or {@code refused} and why.
 */
public final class Verdicts {
    private Verdicts() {}

    public static void main(String[] args) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (int count = in.readInt(); count > 0; count--) {
            byte[] stream = new byte[in.readInt()];
            in.readFully(stream);
            String verdict;
            try {
                verdict = "read " + told(new ObjectInputStream(new ByteArrayInputStream(stream)).readObject());
            } catch (Exception | LinkageError | OutOfMemoryError | InternalError e) {
                verdict = "refused " + e;
            }
            out.println(verdict.replace('\n', ' '));
        }
        out.flush();
    }

    private static String told(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Map) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                texts.add(entry.getKey() + "=" + entry.getValue());
            }
        } else if (value instanceof Collection) {
            for (Object element : new ArrayList<>((Collection<?>) value)) {
                texts.add(String.valueOf(element));
            }
        } else {
            return String.valueOf(value);
        }
        Collections.sort(texts);
        return texts.toString();
    }
}
