package javawire.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;

/**
 * The JDK as a contender: {@code java javawire.bench.Worker DIR}. Does what the lines of its input say, one
 * answer each, as benches/protocol/worker.rs describes.
 */
public final class Worker {
    private final Path directory;
    private String name;
    private byte[] stream;
    private Object graph;
    private ByteArrayOutputStream written;

    private Worker(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        Worker worker = new Worker(Paths.get(args[0]));
        BigStack.run(worker::serve);
    }

    private void serve() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = answer(line.split(" "));
            } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                answer = "fails " + e;
            }
            System.out.println(answer.replace('\n', ' '));
            System.out.flush();
        }
    }

    private String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "load":
                name = words[1];
                stream = Files.readAllBytes(directory.resolve(name + ".ser"));
                graph = null;
                return "ok";
            case "graph":
                graph = Cases.make(name);
                written = new ByteArrayOutputStream(stream.length);
                stream = null;
                return "ok";
            case "check":
                return check();
            case "read":
                return time(() -> Codec.read(stream), words[1]);
            case "write":
                if (graph == null) {
                    graph = Cases.make(name);
                    written = new ByteArrayOutputStream(stream.length);
                }
                return time(this::write, words[1]);
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private Object write() throws Exception {
        Codec.write(graph, written);
        return written;
    }

    private static String time(Timing.Operation operation, String millis) throws Exception {
        long[] measured = Timing.repeat(operation, Long.parseLong(millis));
        return "ok " + measured[0] + " " + measured[1];
    }

    /** This Java can do all, and writes the stream as it stands. */
    private String check() throws Exception {
        ByteArrayOutputStream again = new ByteArrayOutputStream(stream.length);
        Codec.write(Codec.read(stream), again);
        return Arrays.equals(again.toByteArray(), stream) ? "ok" : "fails it writes other bytes";
    }
}
