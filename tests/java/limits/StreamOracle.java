import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.OptionalDataException;
import java.io.WriteAbortedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * What the JVM's reader makes of streams. Modes:
 *
 * <pre>
 * calls FILE...      for each call of a filter: stream DEPTH REFS BYTES, in order; then end or
 *                    what ended it, behind the name of the file
 * messages FILE      for each line of hex the class and message of the exception that reading
 *                    objects ends with; block data where there is no object is read as ints
 * </pre>
 */
final class StreamOracle {
    private StreamOracle() {}

    public static void main(String[] args) throws Exception {
        // Deep streams need a deep stack.
        Thread thread = new Thread(null, () -> run(args), "oracle", 1L << 30);
        thread.start();
        thread.join();
    }

    private static void run(String[] args) {
        try {
            for (int i = 1; i < args.length; i++) {
                Path file = Paths.get(args[i]);
                if (args[0].equals("calls")) {
                    calls(file);
                    continue;
                }
                for (String line : new String(Files.readAllBytes(file)).split("\n", -1)) {
                    System.out.println(message(bytes(line)));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void calls(Path file) throws IOException {
        StringBuilder lines = new StringBuilder("file " + file + "\n");
        ObjectInputFilter filter = info -> {
            lines.append(info.depth()).append(' ').append(info.references()).append(' ')
                    .append(info.streamBytes()).append('\n');
            return ObjectInputFilter.Status.UNDECIDED;
        };
        String end = "end";
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            in.setObjectInputFilter(filter);
            readAll(in);
        } catch (EOFException e) {
            // The end, as far as this reader can tell.
        } catch (Exception | StackOverflowError e) {
            end = e.toString().split("\n", 2)[0];
        }
        System.out.print(lines.append(end).append('\n'));
    }

    private static void readAll(ObjectInputStream in) throws Exception {
        while (true) {
            // An attempt to read an object where there is data would count as one.
            while (in.available() > 0) {
                in.readFully(new byte[in.available()]);
            }
            try {
                in.readObject();
            } catch (WriteAbortedException e) {
                // The writer's exception was read; more may follow.
            }
        }
    }

    private static String message(byte[] stream) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
            while (true) {
                try {
                    in.readObject();
                } catch (OptionalDataException e) {
                    if (e.eof) {
                        return e.toString();
                    }
                    in.readInt();
                }
            }
        } catch (Exception e) {
            return e.getClass().getName() + ": " + e.getMessage();
        }
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
